"""ExecuteCommand with a plugin that follows the protocol, in real containers."""

import json
import os
import pathlib
import pty
import re
import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest
from botocore.exceptions import ClientError
from box import BIN, GROUP, container, eventually
from plugin import Session

HERE = pathlib.Path(__file__).resolve().parent


def processes(box, arn):
    """What runs in the only container of a task."""
    (found,) = box.containers(arn).values()
    titles, rows = (box.engine.call("GET", f"/containers/{found['Id']}/top")[k] for k in ("Titles", "Processes"))
    return [row[titles.index("CMD")] for row in rows]


def test_keys_go_in_and_output_comes_back(box, arn, opened):
    session = opened(arn, "/sample env INSIDE echo print 'good bye' exit 7")
    session.sees("yes")
    session.type("hello\r")
    session.sees("you said hello\r\n")
    session.type("quit\r")
    assert "good bye\r\n" in session.ends()
    assert session.exit_code == 7 and session.said == "The command exited with code 7."


def test_an_ordinary_end_says_nothing(arn, opened):
    session = opened(arn, "/sample print done")
    assert session.ends() == "done\r\n"
    assert (session.said, session.exit_code) == ("", 0)


def test_the_answer(box, arn):
    answer = box.client("ecs").execute_command(task=arn, command="/sample print x", interactive=True)
    granted = answer["session"]
    assert re.fullmatch("ecs-execute-command-[0-9a-f]{17}", granted["sessionId"])
    base = box.access()["endpoint"].replace("http://", "ws://")
    assert granted["streamUrl"] == f"{base}/v1/data-channel/{granted['sessionId']}?role=publish_subscribe"
    task = box.task(arn)
    (one,) = task["containers"]
    assert (answer["taskArn"], answer["containerArn"]) == (arn, one["containerArn"])
    assert (answer["containerName"], answer["interactive"]) == ("a", True)
    assert task["enableExecuteCommand"]
    (agent,) = one["managedAgents"]
    assert (agent["name"], agent["lastStatus"]) == ("ExecuteCommandAgent", "RUNNING") and agent["lastStartedAt"]


def test_a_terminal_and_its_size(arn, opened):
    def becomes(wanted):
        """Older engines tell a terminal's size only after the command has begun."""
        session.text = ""
        session.type("size\r")
        return wanted in session.sees(" rows\r\n")

    session = opened(arn, "/sample echo", size=(101, 37))
    eventually(lambda: becomes("101 columns, 37 rows"), "the size")
    session.resize(132, 50)
    eventually(lambda: becomes("132 columns, 50 rows"), "the other size")


def test_ctrl_c_ends_the_command(arn, opened):
    session = opened(arn, "/sample print begun sleep 600 exit 9")
    session.sees("begun")
    session.type(b"\x03")
    session.ends()
    # The sample ends with 0 when it is interrupted.
    assert session.exit_code == 0


def test_ten_megabytes_arrive_whole(arn, opened):
    session = opened(arn, "/sample bytes 10000000")
    text = session.ends(within=120)
    count = 10_000_000 // 9
    assert text == "".join(f"{n:08}\r\n" for n in range(count))


def test_what_is_lost_on_the_way_comes_again(arn, opened):
    lost, forgotten = set(), set()

    def once(among, every):
        def decide(message):
            if message.sequence % every or message.sequence in among:
                return False
            among.add(message.sequence)
            return True

        return decide

    session = opened(arn, "/sample bytes 90000 echo", lose=once(lost, 5), forget=once(forgotten, 3))
    session.sees(f"{9999:08}\r\n")
    session.type("still there\r")
    text = session.sees("you said still there\r\n")
    assert text.startswith("".join(f"{n:08}\r\n" for n in range(10_000)))
    assert len(lost) > 3 and session.doubles > 0


def test_a_slow_reader_slows_the_command_down(box, arn, opened):
    """Nothing piles up for a client that acknowledges nothing."""
    begin = threading.Event()
    session = opened(arn, "/sample bytes 3000000", lose=lambda m: not begin.is_set() and m.sequence > 3)
    eventually(lambda: session.expected > 3, "the first output")
    time.sleep(0)
    assert any("bytes" in p for p in processes(box, arn))
    begin.set()
    assert len(session.ends(within=120)) == 3_000_000 // 9 * 10


def refused(granted, token):
    session = Session(granted["streamUrl"], token)
    session.ends()
    return session.why


def test_a_token_opens_one_connection(box, arn, opened):
    ask = {"task": arn, "command": "/sample echo", "interactive": True}
    granted = box.client("ecs").execute_command(**ask)["session"]
    assert refused(granted, "0" * 64) == (1008, "The session's token is not valid.")
    session = Session(granted["streamUrl"], granted["tokenValue"])
    session.type("a\r")
    session.sees("you said a")
    assert refused(granted, granted["tokenValue"]) == (1008, "The session's token is not valid.")
    session.type("quit\r")
    session.ends()
    assert session.exit_code == 0
    other = {**granted, "streamUrl": granted["streamUrl"].replace(granted["sessionId"], "ecs-execute-command-none")}
    assert refused(other, granted["tokenValue"])[0] == 1008


def test_nobody_can_be_the_agent_without_its_signature(box, arn):
    granted = box.client("ecs").execute_command(task=arn, command="/sample echo", interactive=True)["session"]
    url = granted["streamUrl"].replace("/v1/data-channel/", "/v1/agent-channel/")
    with pytest.raises(AssertionError, match=" 40"):
        Session(url, granted["tokenValue"])


def test_a_client_that_goes_takes_its_process_along(box, arn, opened):
    session = opened(arn, "/sample print here stubborn sleep 4321")
    session.sees("here")
    assert any("4321" in p for p in processes(box, arn))
    session.close()
    eventually(lambda: not any("4321" in p for p in processes(box, arn)), "the end of the process", within=30)


def test_a_container_that_stops_ends_the_session(box, opened):
    arn = box.start(box.define(container("a", "wait")), enableExecuteCommand=True)
    box.running(arn)
    session = opened(arn, "/sample print here sleep 600")
    session.sees("here")
    box.stop(arn)
    session.ends()
    assert session.said == "The container has stopped."


def test_a_command_that_is_not_there(arn, opened):
    session = opened(arn, "/bin/nothing")
    text = session.ends()
    assert "/bin/nothing" in text + session.said and session.exit_code != 0


def fault(box, **ask):
    with pytest.raises(ClientError) as e:
        box.client("ecs").execute_command(**{"command": "/sample id", "interactive": True, **ask})
    return e.value.response["Error"]["Code"], e.value.response["Error"]["Message"]


def test_what_cannot_be_is_refused_in_awss_words(box, arn):
    off = box.start(box.define(container("a", "wait"), container("b", "wait")))
    box.running(off)
    not_enabled = "The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again."
    assert fault(box, task=off, container="a") == ("InvalidParameterException", not_enabled)
    assert fault(box, task=arn, cluster="none") == ("ClusterNotFoundException", "Cluster not found.")
    code, text = fault(box, task=arn, interactive=False)
    assert (code, text) == ("InvalidParameterException", "Interactive is the only mode supported currently.")
    for ask in ({"task": "0" * 32}, {"task": arn, "container": "x"}, {"task": off}, {"task": arn, "command": "'"}):
        assert fault(box, **ask)[0] == "InvalidParameterException"
    box.stop(off)


def test_the_aws_cli_with_a_plugin(box, arn, tmp_path):
    program = tmp_path / "session-manager-plugin"
    program.write_text(f"#!/bin/sh\nexec {sys.executable} {HERE / 'plugin.py'} \"$@\"\n")
    program.chmod(0o755)
    notes = tmp_path / "notes"
    env = {**box.env, "PATH": f"{tmp_path}:{box.env['PATH']}", "PLUGIN_NOTES": str(notes)}
    command = ["aws", "ecs", "execute-command", "--profile", "longshore", "--task", arn]
    command += ["--interactive", "--command", "/sample env INSIDE echo"]
    done = subprocess.run(command, env=env, input="hi\nquit\n", capture_output=True, text=True, timeout=90)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "yes" in done.stdout and "you said hi" in done.stdout and "Exiting session" in done.stdout
    granted, region, operation, profile, target, endpoint = json.loads(notes.read_text())
    assert (region, operation, profile) == ("us-east-1", "StartSession", "longshore")
    runtime = box.task(arn)["containers"][0]["runtimeId"]
    assert json.loads(target) == {"Target": f"ecs:default_{arn.split('/')[-1]}_{runtime}"}
    assert endpoint == box.access()["endpoint"]
    assert set(json.loads(granted)) == {"sessionId", "streamUrl", "tokenValue"}


def test_a_client_by_other_hands(box, arn):
    """`ssm-session` from npm: it pads and digests in its own way, and answers no handshake."""
    assert shutil.which("npm"), "scripts/need.sh node installs what this case needs"
    root = HERE.parent.parent
    subprocess.run([root / "scripts/need.sh", "node"], check=True, capture_output=True, timeout=300)
    ask = {"task": arn, "command": "/sample print begun echo", "interactive": True}
    granted = box.client("ecs").execute_command(**ask)["session"]
    command = ["node", HERE / "client.cjs", granted["streamUrl"], granted["tokenValue"], "hello", "quit"]
    env = {**os.environ, "NODE_PATH": str(root / ".venv/node/node_modules")}
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=90)
    assert done.returncode == 0 and "begun" in done.stdout and "you said hello" in done.stdout, done


def test_longshore_exec(box, arn):
    done = box.run("exec", arn, "--", "/sample", "print", "it's here", "exit", 3, check=False)
    assert (done.returncode, done.stdout) == (3, "it's here\n"), done.stderr
    command = [BIN, "exec", arn[-32:][:12], "--", "/sample", "echo", "exit", "4"]
    done = subprocess.run(command, env=box.env, input="one\nquit\n", capture_output=True, text=True, timeout=60)
    assert done.returncode == 4 and "you said one" in done.stdout, done
    assert "x\n" not in box.run("exec", arn, "--container", "none", check=False).stdout


def test_longshore_exec_on_a_terminal(box, arn):
    """Raw keys, the window's size and its changes."""
    master, slave = pty.openpty()
    window(slave, 91, 29)
    command = [BIN, "exec", arn, "--", "/sample", "echo", "exit", "5"]
    child = subprocess.Popen(command, env=box.env, stdin=slave, stdout=slave, stderr=slave, start_new_session=True)
    shown = b""

    def sees(text):
        nonlocal shown
        deadline = time.monotonic() + 60
        while text not in shown:
            assert time.monotonic() < deadline, shown
            shown += os.read(master, 4096)

    def becomes(wanted):
        nonlocal shown
        shown = b""
        os.write(master, b"size\r")
        sees(b" rows")
        return wanted in shown

    os.write(master, b"hello\r")
    sees(b"you said hello")
    eventually(lambda: becomes(b"91 columns, 29 rows"), "the window's size")
    window(slave, 120, 40)
    child.send_signal(signal.SIGWINCH)
    eventually(lambda: becomes(b"120 columns, 40 rows"), "the window's new size")
    os.write(master, b"quit\r")
    assert child.wait(60) == 5
    os.close(master)
    os.close(slave)


def window(fd, cols, rows):
    import fcntl
    import struct
    import termios

    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))


def test_sessions_are_logged_where_the_container_logs(box, arn, opened):
    session = opened(arn, "/sample print one print two echo")
    session.sees("two")
    session.type("quit\r")
    session.ends()
    stream = {"logGroupName": GROUP, "logStreamName": session.granted["sessionId"]}
    logs = box.client("logs")
    eventually(lambda: logs.get_log_events(**stream)["events"], "the session's log")
    lines = [e["message"] for e in logs.get_log_events(**stream, startFromHead=True)["events"]]
    assert lines == ["one", "two", "quit"]


def test_the_cluster_says_where_sessions_are_logged(box, opened):
    ecs, logs = box.client("ecs"), box.client("logs")
    logs.create_log_group(logGroupName="/sessions")
    override = {"logging": "OVERRIDE", "logConfiguration": {"cloudWatchLogGroupName": "/sessions"}}
    for member in ({"kmsKeyId": "k"}, {"logConfiguration": {"s3BucketName": "b", "cloudWatchLogGroupName": "g"}}):
        with pytest.raises(ClientError, match="Longshore does not support"):
            ecs.create_cluster(clusterName="c", configuration={"executeCommandConfiguration": {**override, **member}})
    configuration = {"executeCommandConfiguration": override}
    ecs.update_cluster(cluster="default", configuration=configuration)
    try:
        arn = box.start(box.define(container("a", "wait")), enableExecuteCommand=True)
        box.running(arn)
        session = opened(arn, "/sample print kept")
        session.ends()
        stream = {"logGroupName": "/sessions", "logStreamName": session.granted["sessionId"]}
        eventually(lambda: logs.get_log_events(**stream)["events"], "the session's log")
        logs.delete_log_group(logGroupName="/sessions")
        session = opened(arn, "/sample print unseen")
        session.ends()
        assert "/sessions" in session.said and session.text == ""
    finally:
        quiet = {"executeCommandConfiguration": {"logging": "DEFAULT"}}
        ecs.update_cluster(cluster="default", configuration=quiet)
        box.stop(arn)


def test_sessions_are_in_the_audit_log(box, arn, opened):
    session = opened(arn, "/sample print x")
    session.ends()
    session.close()
    granted = box.client("ecs").execute_command(task=arn, command="/sample echo", interactive=True)["session"]
    refused(granted, "wrong")

    def notes():
        lines = [json.loads(line) for line in (box.state / "audit.log").read_text().splitlines()]
        return {(n["eventName"], n["requestID"]): n for n in lines}

    mine = session.granted["sessionId"]
    end = eventually(lambda: notes().get(("TerminateSession", mine)), "the end in the audit log")
    assert end["userIdentity"]["type"] == "Root" and notes()[("StartSession", mine)]["awsRegion"] == "us-east-1"
    assert notes()[("OpenDataChannel", granted["sessionId"])]["errorCode"] == "AccessDeniedException"
    assert granted["tokenValue"] not in (box.state / "audit.log").read_text()


def test_a_task_of_another_cluster_is_not_found(box, arn):
    assert fault(box, task=arn.replace("/default/", "/other/"))[0] == "InvalidParameterException"
