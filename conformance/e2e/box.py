"""One installation of Longshore with its own home, port and profile files, and what cases ask of it."""

import contextlib
import json
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid

import boto3
import pytest
from botocore.config import Config
from engine import Engine

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BIN = os.environ.get("LONGSHORE_BIN") or str(ROOT / "target/debug/longshore")
SAMPLE = "longshore/sample"
# The sample image under a name of this run's own: other installations on the engine may put theirs in or take it away.
IMAGE = f"longshore/e2e:{uuid.uuid4().hex[:12]}"
GROUP = "/e2e"
REGION = "us-east-1"
# Seconds that a task may take from one status to the next, on a machine that is busy with other things.
PATIENCE = 90


def eventually(look, what=None, within=PATIENCE):
    """What `look` answers as soon as it is true."""
    deadline = time.monotonic() + within
    while not (found := look()):
        assert time.monotonic() < deadline, f"{what or look.__name__} did not come true within {within} s"
        time.sleep(0.05)
    return found


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def container(name, *command, log=False, **more):
    """A container definition of the sample image, whose command is a line of steps."""
    body = {"name": name, "image": IMAGE, "memory": 32, "command": [str(c) for c in command], **more}
    if log:
        options = {"awslogs-group": GROUP, "awslogs-region": REGION, "awslogs-stream-prefix": "p"}
        body["logConfiguration"] = {"logDriver": "awslogs", "options": {**options, "awslogs-create-group": "true"}}
    return body


class Box:
    # What the binary is started by.
    prefix = ()

    def __init__(self, *settings, engine=None):
        self.engine = engine or Engine()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="longshore-e2e-"))
        self.user, self.state = self.folder / "user", self.folder / "state"
        self.user.mkdir()
        self.port = free_port()
        self.settings = ["--port", str(self.port), *settings]
        self.env = {
            "HOME": str(self.user),
            "LONGSHORE_HOME": str(self.state),
            "PATH": f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}",
            "DOCKER_HOST": self.engine.host,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_PAGER": "",
        }

    # The command line.

    def run(self, *arguments, check=True, env=None):
        """The binary with these arguments."""
        command = [*self.prefix, BIN, *map(str, arguments)]
        done = subprocess.run(command, env={**self.env, **(env or {})}, capture_output=True, text=True, timeout=90)
        assert not check or done.returncode == 0, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    def up(self, *more):
        return self.run("up", *self.settings, *more)

    def bring_image(self):
        """The sample image, named for this run."""
        repository, tag = IMAGE.split(":")

        def named():
            self.run("demo", "--image-only")
            try:
                self.engine.call("POST", f"/images/{SAMPLE}:latest/tag", repo=repository, tag=tag)
            except AssertionError:
                # Somebody else's `down --purge` came in between.
                return False
            return True

        eventually(named, "the sample image", within=30)

    def pid(self):
        return int((self.state / "longshore.pid").read_text())

    def kill(self):
        """SIGKILL for the server; comes back when it is gone."""
        pid = self.pid()
        os.kill(pid, signal.SIGKILL)
        eventually(lambda: not pathlib.Path(f"/proc/{pid}/fd").exists() or zombie(pid), "the server's end")

    def close(self):
        """Everything this installation made is removed, whatever went wrong before."""
        try:
            if self.state.exists():
                self.run("down", "--purge")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def agent_id(self):
        """Which agent it is that labels what it makes."""
        with sqlite3.connect(f"file:{self.state}/agent/agent.db?mode=ro", uri=True) as journal:
            return journal.execute("SELECT value FROM meta WHERE key = 'agent_id'").fetchone()[0]

    # Unmodified AWS clients.

    def access(self):
        return json.loads((self.state / "access.json").read_text())

    def client(self, service, region=REGION, **who):
        """Of the box's own user, or of another: `aws_access_key_id` and so on."""
        access = self.access()
        own = {
            "aws_access_key_id": access["access_key_id"],
            "aws_secret_access_key": access["secret_access_key"],
        }
        return boto3.session.Session().client(
            service,
            region_name=region,
            endpoint_url=access["endpoint"],
            config=Config(retries={"total_max_attempts": 1}, max_pool_connections=20),
            **(own | who),
        )

    def aws(self, *arguments, check=True):
        """The aws command line through the profile; its answer read as JSON."""
        command = ["aws", *arguments, "--profile", "longshore", "--output", "json"]
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=PATIENCE)
        assert not check or done.returncode == 0, f"{arguments}: {done.stderr}"
        return (json.loads(done.stdout) if done.stdout.strip() else None) if check else done

    # Tasks.

    def define(self, *containers, region=REGION, **more):
        """Registers a family of its own; answers its ARN."""
        family = f"e2e-{uuid.uuid4().hex[:8]}"
        made = self.client("ecs", region).register_task_definition(
            family=family, containerDefinitions=list(containers), **more
        )
        return made["taskDefinition"]["taskDefinitionArn"]

    def start(self, definition, region=REGION, **more):
        """Runs one task; answers its ARN."""
        ran = self.client("ecs", region).run_task(taskDefinition=definition, **more)
        assert not ran["failures"], ran["failures"]
        (task,) = ran["tasks"]
        return task["taskArn"]

    def task(self, arn):
        region, cluster = arn.split(":")[3], arn.split("/")[1]
        (task,) = self.client("ecs", region).describe_tasks(cluster=cluster, tasks=[arn])["tasks"]
        return task

    def reaches(self, arn, status):
        """The task, once it has the status; a task that stops on the way there never will."""
        region, cluster = arn.split(":")[3], arn.split("/")[1]
        ecs = self.client("ecs", region)
        deadline = time.monotonic() + PATIENCE
        while True:
            (task,) = ecs.describe_tasks(cluster=cluster, tasks=[arn])["tasks"]
            if task["lastStatus"] == status:
                return task
            assert task["lastStatus"] != "STOPPED" and time.monotonic() < deadline, task
            time.sleep(0.05)

    def running(self, arn):
        return self.reaches(arn, "RUNNING")

    def stopped(self, arn):
        return self.reaches(arn, "STOPPED")

    def stop(self, arn, **more):
        region, cluster = arn.split(":")[3], arn.split("/")[1]
        self.client("ecs", region).stop_task(cluster=cluster, task=arn, **more)
        return self.stopped(arn)

    def containers(self, arn):
        """What `docker inspect` says about the task's containers, by their names in the definition."""
        found = self.engine.containers(f"com.amazonaws.ecs.task-arn={arn}")
        return {c["Config"]["Labels"]["com.amazonaws.ecs.container-name"]: c for c in found}

    def sandbox(self, arn):
        """The container that holds an awsvpc task's network; it may be older than the task."""
        (joined, *_) = [c["HostConfig"]["NetworkMode"] for c in self.containers(arn).values() if c["HostConfig"]["NetworkMode"].startswith("container:")]
        return self.engine.call("GET", f"/containers/{joined.removeprefix('container:')}/json")

    def connects(self, pid, address, port):
        """Whether a new connection to the address succeeds in the network of a process."""
        inside = ["nsenter", "--net", f"--target={pid}"]
        code = f"import socket; socket.create_connection(({address!r}, {port}), timeout=2)"
        done = subprocess.run([*inside, sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE)
        assert done.returncode in (0, 1), done.stderr
        return done.returncode == 0

    def lines(self, arn, name, count, region=REGION):
        """The first `count` lines of a container, as soon as they are there; all there are, if more."""
        logs = self.client("logs", region)
        stream = {"logGroupName": GROUP, "logStreamName": f"p/{name}/{arn.split('/')[-1]}"}

        def look():
            try:
                found = logs.get_log_events(**stream, startFromHead=True)["events"]
            except logs.exceptions.ResourceNotFoundException:
                return None
            return len(found) >= count and [e["message"] for e in found]

        return eventually(look, f"{count} lines of {name}")


def zombie(pid):
    """Whether the process has ended and only waits to be asked for its code."""
    return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"


def codes(task):
    """The exit codes by container."""
    return {c["name"]: c.get("exitCode") for c in task["containers"]}


def one(task, name):
    (found,) = [c for c in task["containers"] if c["name"] == name]
    return found


@contextlib.contextmanager
def running_engine():
    """This machine's engine. The run's image goes from it at the end."""
    engine = Engine()
    if not engine.answers():
        pytest.skip(f"no container engine answers at {engine.host}: nothing can be run")
    try:
        yield engine
    finally:
        if any(IMAGE in (i["RepoTags"] or []) for i in engine.call("GET", "/images/json")):
            engine.call("DELETE", f"/images/{IMAGE}", force="true")


@contextlib.contextmanager
def installation(*settings, **environment):
    """An installation that removes what it made, and is asked whether it did."""
    box = Box(*settings)
    box.env |= environment
    try:
        box.up()
        box.bring_image()
        yield box
        agent = box.agent_id()
        errors = (box.state / "server.log").read_text()
        assert "panicked" not in errors and " ERROR " not in errors, errors
    finally:
        box.close()
    assert [what for what in box.engine.made_by(agent) if not shared(box.engine, what)] == []


def shared(engine, made):
    """Whether it is a network on which another installation has tasks: all of them have the same default VPC."""
    found = [n for n in engine.call("GET", "/networks") if n["Id"] == made]
    return any(engine.call("GET", f"/networks/{n['Id']}")["Containers"] for n in found)
