"""What goes wrong with real containers, and what is told of it: order, causes, remedies."""

import datetime
import pathlib
import socket
import sys
import uuid

import pytest
from box import IMAGE, codes, container, eventually, one

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from registry import Registry, sample  # noqa: E402


@pytest.fixture
def registry():
    registry = Registry()
    yield registry
    registry.close()


def why(box, arn, *more):
    return box.run("why", arn, *more).stdout


def moment(inspected, key):
    return datetime.datetime.fromisoformat(inspected["State"][key][:26].rstrip("Z"))


def black_box(task):
    (found,) = [a for a in task["attachments"] if a["type"] == "BlackBox"]
    return {d["name"]: d["value"] for d in found["details"]}


def after(name, condition):
    return [{"containerName": name, "condition": condition}]


def test_a_healthy_chain_starts_in_order_and_stops_in_reverse(box):
    def link(name, *before):
        check = {"command": ["CMD", "/sample", "cat", "/tmp/ready"], "interval": 5, "timeout": 2, "retries": 10}
        depends = {"dependsOn": after(before[0], "HEALTHY")} if before else {}
        # Deaf to SIGTERM: each takes two seconds to stop, so that an order is an order.
        steps = ["stubborn", "write", "/tmp/ready", "1", "wait"]
        return container(name, *steps, healthCheck=check, stopTimeout=2, **depends)

    arn = box.start(box.define(link("third", "second"), link("first"), link("second", "first")))
    box.running(arn)
    started = {n: moment(c, "StartedAt") for n, c in box.containers(arn).items()}
    healthy = datetime.timedelta(seconds=4)
    assert started["second"] - started["first"] > healthy and started["third"] - started["second"] > healthy
    assert codes(box.stop(arn)) == {"first": 137, "second": 137, "third": 137}
    ended = {n: moment(c, "FinishedAt") for n, c in box.containers(arn).items()}
    alone = datetime.timedelta(seconds=1.5)
    assert ended["second"] - ended["third"] > alone and ended["first"] - ended["second"] > alone
    told = black_box(box.task(arn))
    assert told["first.healthyAt"] <= told["second.startedAt"] < told["second.healthyAt"] <= told["third.startedAt"]


def test_memory_is_told_with_limit_and_peak(box):
    arn = box.start(box.define(container("a", "alloc", 200, memory=64)))
    task = box.stopped(arn)
    words = "OutOfMemoryError: Container killed due to memory usage; its limit is 64 MiB, its peak was 64 MiB"
    assert one(task, "a")["reason"] == task["stoppedReason"] == words
    shown = why(box, arn)
    assert "its limit is 64 MiB" in shown and "raise `memory`" in shown


def test_a_tag_that_is_not_there(box, registry):
    arn = box.start(box.define({"name": "a", "image": f"{registry.host}/none:1", "memory": 32}))
    task = box.stopped(arn)
    assert task["stopCode"] == "TaskFailedToStart" and task["stoppedReason"].startswith("CannotPullContainerError: ")
    shown = why(box, arn)
    assert "could not be pulled" in shown and "check the name and the tag" in shown


def test_an_image_for_another_processor(box, registry):
    layer, config = sample(box.engine, IMAGE)
    image = registry.add(f"{uuid.uuid4().hex[:8]}/foreign", layer, config, architecture="s390x")
    try:
        arn = box.start(box.define({"name": "a", "image": image, "memory": 32, "command": ["wait"]}))
        task = box.stopped(arn)
        assert task["stopCode"] == "TaskFailedToStart" and "s390x" in task["stoppedReason"], task
        shown = why(box, arn)
        assert "not made for this machine" in shown and image in shown and "runtimePlatform" in shown
    finally:
        box.engine.call("DELETE", f"/images/{image}", force="true")


def test_a_task_whose_image_does_not_come(box):
    """A registry that takes the call and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        image = f"127.0.0.1:{silent.getsockname()[1]}/slow:1"
        arn = box.start(box.define({"name": "a", "image": image, "memory": 32}))
        silent.settimeout(60)
        engine, _ = silent.accept()
        assert box.task(arn)["lastStatus"] == "PENDING"
        shown = why(box, arn)
        assert "The task is starting" in shown and "images are being pulled" in shown and "registry" in shown
        task = box.stop(arn, reason="it takes too long")
        engine.close()
    assert codes(task) == {"a": None} and task["stoppedReason"] == "it takes too long"


def test_a_task_that_waits_for_another_container(box):
    check = {"command": ["CMD", "/sample", "cat", "/absent"], "interval": 300, "retries": 10}
    late = container("db", "wait", healthCheck=check)
    arn = box.start(box.define(late, container("web", "wait", dependsOn=after("db", "HEALTHY"))))
    eventually(lambda: "db" in box.containers(arn) and box.containers(arn)["db"]["State"]["Running"], "the start of db")
    assert box.task(arn)["lastStatus"] == "PENDING"
    shown = why(box, arn)
    assert "container `web` waits for `db` to be HEALTHY" in shown and "startTimeout" in shown
    box.stop(arn)


def test_a_dependency_that_takes_too_long(box):
    slow = container("db", "wait", essential=False, startTimeout=1, stopTimeout=2)
    arn = box.start(box.define(slow, container("web", "wait", dependsOn=after("db", "SUCCESS"))))
    task = box.stopped(arn)
    assert task["stopCode"] == "TaskFailedToStart", task
    shown = why(box, arn)
    assert "What container `web` depends on did not come about" in shown and "`db` to be SUCCESS" in shown
    assert "startTimeout" in shown


def test_an_unhealthy_container(box):
    """By the agent's own check, whose answers are kept: nobody listens there."""
    check = {"command": ["TCP", ":1"], "interval": 5, "timeout": 2, "retries": 1}
    arn = box.start(box.define(container("a", "wait", healthCheck=check), networkMode="bridge"))
    eventually(lambda: one(box.task(arn), "a")["healthStatus"] == "UNHEALTHY", "the bad health")
    assert box.task(arn)["lastStatus"] == "RUNNING"
    shown = why(box, arn)
    assert "container `a` is unhealthy" in shown and "TCP :1" in shown
    told = black_box(box.stop(arn))
    assert "refused" in told["a.health.1"], told
    assert "refused" in why(box, arn)
