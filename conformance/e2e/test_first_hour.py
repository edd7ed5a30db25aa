"""What somebody meets in the first hour: start, look around, the demonstration, stop, remove."""

import os
import re
import shlex
import socket
import subprocess
import time

import pytest
from box import BIN, SAMPLE, Box, container, eventually


@pytest.fixture
def fresh(engine):
    """An installation that nobody has started yet."""
    box = Box()
    yield box
    box.close()


def files(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_up_twice_changes_nothing_the_second_time(box):
    pid, access, before = box.pid(), box.access(), files(box.user)
    began = time.monotonic()
    again = box.run("up")
    took = time.monotonic() - began
    assert (box.pid(), box.access(), files(box.user)) == (pid, access, before)
    assert "Kept profile" in again.stdout and "(kept)" in again.stdout
    assert 'joined cluster "default"' in again.stdout
    # Half a second on a machine of its own; the bound leaves room for a busy one.
    assert took < 5, took


def test_status_doctor_and_whoami(box):
    status = box.run("status").stdout
    assert f"http://localhost:{box.port}" in status and f"process {box.pid()}" in status
    assert "agent connected" in status and "cluster default" in status
    doctor = box.run("doctor").stdout
    assert "Container engine" in doctor and "The server runs" in doctor and "aws CLI" in doctor
    whoami = box.run("whoami").stdout
    assert "arn:aws:iam::000000000000:root" in whoami and "not pointed here" in whoami
    assert "not pointed here" not in box.run("whoami", env={"AWS_PROFILE": "longshore"}).stdout


def test_env_points_a_shell_here_and_back(box):
    asks = "aws sts get-caller-identity --query Arn --output text"
    for flags in ("", " --keys"):
        script = f'eval "$({BIN} env{flags})"; {asks}'
        done = subprocess.run(["sh", "-c", script], env=box.env, capture_output=True, text=True, timeout=60)
        assert done.stdout.strip() == "arn:aws:iam::000000000000:root", done.stderr
        script = f'eval "$({BIN} env{flags})"; eval "$({BIN} env{flags} --unset)"; env | grep -c ^AWS_ || true'
        done = subprocess.run(["sh", "-c", script], env=box.env, capture_output=True, text=True, timeout=60)
        assert int(done.stdout) == sum(name.startswith("AWS_") for name in box.env)


def test_env_speaks_every_shell(box):
    secret = box.access()["secret_access_key"]
    said = {
        "sh": f"export AWS_SECRET_ACCESS_KEY={shlex.quote(secret)}",
        "fish": f"set -gx AWS_SECRET_ACCESS_KEY '{secret}'",
        "powershell": f"$env:AWS_SECRET_ACCESS_KEY = '{secret}'",
        "dotenv": f"AWS_SECRET_ACCESS_KEY={secret}",
    }
    for shell, line in said.items():
        lines = box.run("env", "--keys", "--shell", shell).stdout.splitlines()
        assert line.replace("'", "") in [x.replace("'", "") for x in lines], lines


def test_the_demo_shows_its_log_and_ends_well(box):
    said = box.run("demo").stdout
    assert "exit code 0" in said
    shown = [line.strip() for line in said.splitlines() if line.startswith("    ")]
    assert shown[0] == "Hello from a container that Longshore runs." and shown[2:] == [
        "line 1",
        "line 2",
        "line 3",
        "Done.",
    ]
    # The command it shows really does the same.
    command = shlex.split(re.search(r"\$ (aws logs .*)", said).group(1))
    done = subprocess.run([*command, "--output", "text"], env=box.env, capture_output=True, text=True, timeout=60)
    assert "line 3" in done.stdout, done.stderr


def test_the_sample_image_is_made_once(box, engine):
    def made():
        box.run("demo", "--image-only")
        return engine.call("GET", f"/images/{SAMPLE}:latest/json")["Id"]

    # Others on this engine may have replaced it in between, but not time and again.
    eventually(lambda: made() == made(), "the same image twice", within=30)


def test_logs_shows_what_a_task_wrote(box):
    two = [container("a", "lines", 3, 1, log=True), container("b", "print", "from b", log=True)]
    arn = box.start(box.define(*two))
    box.stopped(arn)
    box.lines(arn, "a", 3), box.lines(arn, "b", 1)
    said = box.run("logs", arn.split("/")[-1][:12]).stdout.splitlines()
    assert sorted(said) == ["a | line 1", "a | line 2", "a | line 3", "b | from b"]
    assert box.run("logs", arn, "--container", "a").stdout.splitlines() == ["line 1", "line 2", "line 3"]
    following = box.start(box.define(container("a", "lines", 5, 100, log=True)))
    assert box.run("logs", "--follow", following).stdout.splitlines() == [f"line {n}" for n in range(1, 6)]
    refused = box.run("logs", "nothing", check=False)
    assert refused.returncode == 1 and "no task `nothing`" in refused.stderr


def test_down_leaves_containers_running(own):
    arn = own.start(own.define(container("a", "wait")))
    own.running(arn)
    assert "containers keep running" in own.run("down").stdout
    assert own.run("status", check=False).returncode == 3
    assert own.containers(arn)["a"]["State"]["Running"]


def test_purge_leaves_nothing(fresh, engine):
    user = fresh.user / ".aws"
    user.mkdir()
    # No line end at the end of the second: people's editors differ.
    (user / "config").write_text("[default]\nregion = eu-west-1\n\n# mine\n")
    (user / "credentials").write_text("[default]\naws_access_key_id = MINE\naws_secret_access_key = MINE")
    (user / "config").chmod(0o644)
    before = files(fresh.folder)
    fresh.up()
    fresh.bring_image()
    agent = fresh.agent_id()
    profile = (user / "config").read_text()
    assert "[profile longshore]" in profile and profile.startswith(
        before[(user / "config").relative_to(fresh.folder)].decode()
    )
    subnet = fresh.client("ec2", "eu-west-1").describe_subnets()["Subnets"][0]["SubnetId"]
    fresh.client("ecs", "eu-west-1").create_cluster(clusterName="far")
    volume = {"name": "data", "host": {}}
    mount = [{"sourceVolume": "data", "containerPath": "/data"}]
    definition = fresh.define(container("a", "write", "/data/x", "1", "wait", mountPoints=mount), volumes=[volume])
    far = fresh.define(
        container("a", "wait"),
        region="eu-west-1",
        networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"],
        cpu="256",
        memory="512",
    )
    network = {"awsvpcConfiguration": {"subnets": [subnet]}}
    fresh.running(fresh.start(definition))
    fresh.running(
        fresh.start(far, region="eu-west-1", cluster="far", launchType="FARGATE", networkConfiguration=network)
    )
    made = engine.made_by(agent)
    # Two containers, a sandbox, the relay of tasks without one, a network, a volume.
    assert len(made) == 6 and set(made) <= engine.everything()
    fresh.run("down", "--purge")
    assert not set(made) & engine.everything() and engine.made_by(agent) == []
    assert files(fresh.folder) == before
    assert (user / "config").stat().st_mode & 0o777 == 0o644
    with socket.create_server(("127.0.0.1", fresh.port)):
        pass


def test_a_busy_port_names_its_owner_and_the_way_out(fresh):
    with socket.create_server(("127.0.0.1", fresh.port)):
        refused = fresh.run("up", *fresh.settings, check=False)
        assert refused.returncode == 1
        assert f"process {os.getpid()}" in refused.stderr and "--port" in refused.stderr
        doctor = fresh.run("doctor", check=False)
        assert doctor.returncode == 1 and f"process {os.getpid()}" in doctor.stdout
    assert not (fresh.user / ".aws").exists()
    fresh.up()


def test_without_an_engine_the_api_is_served(fresh):
    said = fresh.up("--engine", "none").stdout
    assert "No engine here" in said
    assert fresh.aws("ecs", "list-clusters")["clusterArns"] == ["arn:aws:ecs:us-east-1:000000000000:cluster/default"]
    definition = fresh.define(container("a", "wait"))
    refused = fresh.aws("ecs", "run-task", "--task-definition", definition, check=False)
    assert "No Container Instances were found in your cluster." in refused.stderr
    assert fresh.run("doctor").stdout.startswith("✔ No engine is wanted here")
    fresh.run("down")
    # The choice is kept.
    assert "No engine here" in fresh.run("up").stdout


def test_no_profile_touches_no_file_of_the_user(fresh):
    fresh.up("--no-profile")
    assert files(fresh.user) == {}


def test_an_engine_that_is_away_is_said_and_waited_for(fresh):
    away = f"unix://{fresh.folder}/no-engine.sock"
    said = fresh.up("--engine", away).stdout
    assert "does not answer" in said and "Tasks wait until an engine appears" in said
    doctor = fresh.run("doctor", check=False)
    assert doctor.returncode == 1 and "no-engine.sock" in doctor.stdout
    assert fresh.aws("ecs", "list-clusters")["clusterArns"]


def test_ctrl_c_ends_an_ephemeral_server_and_its_folder(fresh):
    tmp = fresh.folder / "tmp"
    tmp.mkdir()
    command = [BIN, "up", "--ephemeral", "--engine", "none", *fresh.settings]
    server = subprocess.Popen(command, env={**fresh.env, "TMPDIR": str(tmp)}, stdout=subprocess.PIPE, text=True)
    try:
        assert "Serving on" in server.stdout.readline()
        assert list(tmp.iterdir())
        server.send_signal(2)
        assert server.wait(20) == 0
    finally:
        server.kill()
        server.wait()
        server.stdout.close()
    assert list(tmp.iterdir()) == [] and not fresh.state.exists()
