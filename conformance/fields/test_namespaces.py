"""Namespaces that containers share with each other or with the machine."""

from pathlib import Path

from live import container, live, run
from marks import covers


def two(**more):
    return container("a", "wait", **more), container("b", "wait", **more)


def host(kind):
    return Path(f"/proc/self/ns/{kind}").readlink()


@covers("pidMode")
def test_process_ids_are_each_containers_the_tasks_or_the_machines(box):
    arn, real = run(box, *two())
    assert len({real["a"].namespace("pid"), real["b"].namespace("pid"), host("pid")}) == 3
    box.stop(arn)
    arn, real = run(box, *two(), pidMode="task")
    assert real["a"].namespace("pid") == real["b"].namespace("pid") != host("pid")
    assert real["a"].namespace("net") != real["b"].namespace("net"), "only what is asked for is shared"
    box.stop(arn)
    # The pause container goes with the task.
    assert not any(c["State"]["Running"] for c in box.containers(arn).values())
    arn, real = run(box, *two(), pidMode="host")
    assert real["a"].namespace("pid") == real["b"].namespace("pid") == host("pid")
    assert box.stop(arn)["stopCode"] == "UserInitiated"


@covers("ipcMode")
def test_shared_memory_is_each_containers_the_tasks_or_the_machines(box):
    arn, real = run(box, *two())
    assert len({real["a"].namespace("ipc"), real["b"].namespace("ipc"), host("ipc")}) == 3
    box.stop(arn)
    arn, real = run(box, *two(), ipcMode="task")
    assert real["a"].namespace("ipc") == real["b"].namespace("ipc") != host("ipc")
    box.stop(arn)
    arn, real = run(box, *two(), ipcMode="host")
    assert real["a"].namespace("ipc") == real["b"].namespace("ipc") == host("ipc")
    box.stop(arn)
    arn, real = run(box, *two(), ipcMode="none")
    assert len({real["a"].namespace("ipc"), real["b"].namespace("ipc"), host("ipc")}) == 3
    assert "/dev/shm" not in real["a"].mounts()
    box.stop(arn)


def test_a_vpc_task_shares_what_is_asked_beside_its_network(box):
    subnets = [box.client("ec2").describe_subnets()["Subnets"][0]["SubnetId"]]
    definition = box.define(*two(), networkMode="awsvpc", pidMode="task", ipcMode="task")
    arn = box.start(definition, networkConfiguration={"awsvpcConfiguration": {"subnets": subnets}})
    box.running(arn)
    real = live(box, arn)
    for kind in ("net", "pid", "ipc"):
        assert real["a"].namespace(kind) == real["b"].namespace(kind) != host(kind), kind
    box.stop(arn)
