"""What is known of a task that has stopped, `longshore why`, and sessions on what a container left."""

import http.client
import io
import socket
import struct
import tarfile
import urllib.parse

import pytest
from botocore.exceptions import ClientError
from box import codes, container, eventually, free_port, one
from engine import _Unix


def black_box(task):
    (found,) = [a for a in task["attachments"] if a["type"] == "BlackBox"]
    return {d["name"]: d["value"] for d in found["details"]}


def why(box, arn, *more):
    return box.run("why", arn, *more).stdout


def ended(box, *containers, **more):
    arn = box.start(box.define(*containers, **more))
    return arn, box.stopped(arn)


def test_the_black_box_of_a_task(box):
    loud = container("loud", "print", "first", "lines", 700, 0, "exit", 3)
    arn, task = ended(box, loud, container("quiet", "wait", essential=False))
    told = black_box(task)
    assert told["loud.exitCode"] == "3" and told["loud.outOfMemory"] == "false"
    assert told["loud.memoryLimit"] == str(32 << 20)
    assert told["loud.createdAt"] <= told["loud.startedAt"] <= told["loud.stoppedAt"]
    assert "loud.lastLines" not in told
    whole = box.client("ecs").describe_tasks(tasks=[arn], include=["longshore.last-lines"])["tasks"][0]
    lines = black_box(whole)["loud.lastLines"].split("\n")
    assert lines == [f"line {n}" for n in range(201, 701)]
    with pytest.raises(ClientError):
        box.client("ecs").describe_tasks(tasks=[arn], include=["longshore.first-lines"])
    shown = why(box, arn)
    assert "`loud` ended" in shown and "exit code 3" in shown and "line 700" in shown and "line 600" not in shown
    assert "line 201" in why(box, arn, "--all-lines") and "container loud started" in shown


def test_signals_and_health_outputs(box):
    check = {"command": ["CMD", "/sample", "print", "not well", "exit", "1"], "interval": 5, "retries": 10}
    arn = box.start(box.define(container("a", "stubborn", "wait", healthCheck=check, stopTimeout=2)))
    box.running(arn)
    (real,) = box.containers(arn).values()

    def checked():
        return box.engine.call("GET", f"/containers/{real['Id']}/json")["State"]["Health"]["Log"]

    eventually(checked, "a health check")
    told = black_box(box.stop(arn))
    assert told["a.signal"] == "SIGKILL" and "not well" in told["a.health.1"]
    assert "did not end in time" in why(box, arn)


def test_a_task_out_of_memory(box):
    arn, task = ended(box, container("a", "alloc", 200))
    assert one(task, "a")["reason"].startswith("OutOfMemoryError")
    told = black_box(task)
    assert told["a.outOfMemory"] == "true" and told["a.memoryPeak"] == told["a.memoryLimit"] == str(32 << 20)
    shown = why(box, arn)
    assert "out of memory" in shown and "its limit is 32 MiB" in shown and "raise `memory`" in shown


def test_a_missing_image(box):
    missing = {"name": "a", "image": f"localhost:{free_port()}/none:1", "memory": 32}
    arn, task = ended(box, missing)
    assert task["stopCode"] == "TaskFailedToStart" and task["stoppedReason"].startswith("CannotPullContainerError")
    shown = why(box, arn)
    assert "image of container `a` could not be pulled" in shown and "docker pull localhost" in shown


def test_a_wrong_architecture(box):
    """A program whose header says another processor."""
    header = b"\x7fELF" + bytes([2, 1, 1, 0]) + bytes(8) + struct.pack("<HHIQQQIHHHHHH", 2, 183, 1, 0x400000, 64, 0, 0, 64, 56, 1, 0, 0, 0)
    name = "longshore-test/foreign:1"
    load(box.engine, name, "/program", header + bytes(4096))
    try:
        arn, _ = ended(box, {"name": "a", "image": name, "memory": 32, "entryPoint": ["/program"]})
        shown = why(box, arn)
        assert "not made for this machine" in shown and "runtimePlatform" in shown
    finally:
        box.engine.call("DELETE", f"/images/{name}", force="true")


def load(engine, name, path, content):
    """An image of one file."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as t:
        entry = tarfile.TarInfo(path.lstrip("/"))
        entry.size, entry.mode = len(content), 0o755
        t.addfile(entry, io.BytesIO(content))
    repo, tag = name.split(":")
    connection = _Unix(engine.host.removeprefix("unix://"))
    query = urllib.parse.urlencode({"fromSrc": "-", "repo": repo, "tag": tag})
    connection.request("POST", f"/images/create?{query}", body=tar.getvalue())
    answer = connection.getresponse()
    assert answer.status == http.client.OK, answer.read()
    answer.read()
    connection.close()


def test_a_bad_command(box):
    arn, _ = ended(box, container("a", entryPoint=["/nothing", "here"]))
    shown = why(box, arn)
    assert "command of container `a` is not in its image" in shown and "/nothing here" in shown


def test_a_port_clash(box):
    with socket.create_server(("0.0.0.0", 0)) as taken:
        port = taken.getsockname()[1]
        clashing = container("a", "wait", portMappings=[{"containerPort": 80, "hostPort": port}])
        arn, _ = ended(box, clashing, networkMode="bridge")
    shown = why(box, arn)
    assert "port that container `a` needs is taken" in shown and f"sport = :{port}" in shown


def test_a_full_disk(box):
    small = {"tmpfs": [{"containerPath": "/small", "size": 1}]}
    arn, task = ended(box, container("a", "fill", "/small/file", 4, linuxParameters=small))
    assert codes(task) == {"a": 1}
    shown = why(box, arn)
    assert "The disk was full for container `a`" in shown and "free space" in shown


def test_a_running_and_a_stopped_on_request(box):
    arn = box.start(box.define(container("a", "wait")))
    box.running(arn)
    assert "The task runs" in why(box, arn)
    box.stop(arn, reason="enough of it")
    shown = why(box, arn[-32:][:10])
    assert "stopped on request" in shown and "enough of it" in shown


def test_how_long_stopped_tasks_are_kept(box):
    ecs = box.client("ecs")
    name = "longshore.stoppedTaskRetention"
    (setting,) = ecs.list_account_settings(name=name, effectiveSettings=True)["settings"]
    assert setting["value"] == "14"
    for bad in ("0", "soon", "366"):
        with pytest.raises(ClientError):
            ecs.put_account_setting_default(name=name, value=bad)
    ecs.put_account_setting_default(name=name, value="36h")
    assert ecs.list_account_settings(name=name)["settings"][0]["value"] == "36h"
    ecs.delete_account_setting(name=name)


def test_a_session_on_what_a_stopped_container_left(box, opened, tmp_path):
    (tmp_path / "shared").write_text("from the host")
    left = container(
        "a",
        *("write", "/left", "evidence", "exit", "1"),
        environment=[{"name": "INSIDE", "value": "still known"}],
        mountPoints=[{"sourceVolume": "v", "containerPath": "/v"}],
    )
    arn, _ = ended(box, left, volumes=[{"name": "v", "host": {"sourcePath": str(tmp_path)}}])
    session = opened(arn, "/sample cat /left env INSIDE cat /v/shared cat /proc/net/dev write /v/new x exit 9")
    text = session.ends()
    assert "evidence\r\nstill known\r\nfrom the host" in text
    devices = [line.split(":")[0].strip() for line in text.splitlines() if ":" in line and "|" not in line]
    assert "lo" in devices and not any(d.startswith("eth") for d in devices)
    assert "Read-only file system" in text and session.exit_code == 1
    done = box.run("exec", arn, "--", "/sample", "cat", "/left", "exit", 4, check=False)
    assert (done.returncode, done.stdout) == (4, "evidence\n"), done.stderr

    def tidy():
        names = [n for c in box.engine.call("GET", "/containers/json", all="true") for n in c["Names"]]
        tags = [t for i in box.engine.call("GET", "/images/json") for t in i["RepoTags"] or []]
        mine = session.granted["sessionId"]
        return not any(mine in n for n in names + tags)

    eventually(tidy, "the copy's removal", within=30)
    # Removed by hand, there is nothing to look at.
    (gone,) = box.containers(arn).values()
    box.engine.call("DELETE", f"/containers/{gone['Id']}", force="true")
    session = opened(arn, "/sample id")
    session.ends()
    assert "is not on its machine any more" in session.said


def test_a_client_that_goes_takes_the_copy_along(box, opened):
    arn, _ = ended(box, container("a", "exit", 1))
    session = opened(arn, "/sample print here wait")
    session.sees("here")
    session.close()

    def gone():
        names = [n for c in box.engine.call("GET", "/containers/json", all="true") for n in c["Names"]]
        return not any(session.granted["sessionId"] in n for n in names)

    eventually(gone, "the copy's removal", within=30)
