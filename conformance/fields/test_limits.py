"""Sizes: of a container, and of the whole task, as the control groups hold them."""

import pytest
from live import container, live, one, run
from marks import covers

MIB = 1 << 20


@pytest.fixture(scope="module")
def sized(box):
    arn, real = run(
        box,
        container("a", "wait", cpu=300, memory=64, memoryReservation=32),
        container("b", "wait", memory=64, linuxParameters={"maxSwap": 16, "swappiness": 33}),
        container("c", "wait", memory=64),
    )
    yield real
    box.stop(arn)


@covers("containerDefinitions[].cpu")
def test_cpu_is_the_share(sized):
    assert sized["a"].limit("cpu", "cpu.shares") == 300 and sized["b"].limit("cpu", "cpu.shares") == 2


@covers("containerDefinitions[].memory")
def test_memory_is_the_hard_limit(sized):
    assert sized["a"].limit("memory", "memory.limit_in_bytes") == 64 * MIB


@covers("containerDefinitions[].memoryReservation")
def test_the_reservation_is_the_soft_limit(sized):
    assert sized["a"].limit("memory", "memory.soft_limit_in_bytes") == 32 * MIB


@covers("containerDefinitions[].linuxParameters.maxSwap")
def test_swap_is_what_may_be_used_beside_the_memory(sized):
    assert sized["b"].limit("memory", "memory.memsw.limit_in_bytes") == (64 + 16) * MIB
    assert sized["c"].limit("memory", "memory.memsw.limit_in_bytes") == 128 * MIB


@covers("containerDefinitions[].linuxParameters.swappiness")
def test_swappiness_is_the_groups(sized):
    assert sized["b"].limit("memory", "memory.swappiness") == 33
    assert sized["c"].limit("memory", "memory.swappiness") != 33


def hierarchical(process):
    lines = (process.group("memory") / "memory.stat").read_text().splitlines()
    return {k: int(v) for k, v in (line.split() for line in lines)}["hierarchical_memory_limit"]


@covers("cpu", "memory")
def test_the_tasks_size_bounds_its_containers_together(box):
    unbounded = container("open", "wait")
    del unbounded["memory"]
    arn, real = run(box, container("own", "wait", cpu=128, memory=40), unbounded, cpu="512", memory="100")
    folder = real["own"].group("memory").parent
    assert folder == real["open"].group("memory").parent and folder.name == arn.split("/")[-1]
    assert int((folder / "memory.limit_in_bytes").read_text()) == 100 * MIB
    assert real["own"].limit("cpu", "cpu.cfs_quota_us", up=1) == 50_000
    assert real["own"].limit("cpu", "cpu.cfs_period_us", up=1) == 100_000
    assert real["own"].limit("cpu", "cpu.shares") == 128
    assert (hierarchical(real["own"]), hierarchical(real["open"])) == (40 * MIB, 100 * MIB)
    assert real["open"].host["Memory"] == 0
    box.stop(arn)


def test_an_override_of_the_tasks_size_is_its_group(box):
    definition = box.define(container("a", "wait"), cpu="512", memory="100")
    arn = box.start(definition, overrides={"cpu": "256", "memory": "64"})
    box.running(arn)
    a = live(box, arn)["a"]
    assert a.limit("cpu", "cpu.cfs_quota_us", up=1) == 25_000 and hierarchical(a) == 32 * MIB
    assert a.limit("memory", "memory.limit_in_bytes", up=1) == 64 * MIB
    box.stop(arn)


@pytest.mark.parametrize("limit", ["container", "task"])
def test_memory_that_runs_out_is_told_every_time(box, limit):
    def one_of_them():
        a = container("a", "alloc", 64, memory=16)
        more = {}
        if limit == "task":
            del a["memory"]
            more = {"memory": "20"}
        return box.start(box.define(a, **more))

    mib = {"container": 16, "task": 20}[limit]
    words = f"OutOfMemoryError: Container killed due to memory usage; its limit is {mib} MiB, its peak was {mib} MiB"
    for arn in [one_of_them() for _ in range(5)]:
        task = box.stopped(arn)
        a = one(task, "a")
        assert (a["exitCode"], a.get("reason")) == (137, words)
        assert (task["stopCode"], task["stoppedReason"]) == ("EssentialContainerExited", words)


def test_a_killed_container_is_not_out_of_memory(box):
    arn, real = run(box, container("a", "wait", memory=16))
    box.engine.kill(real["a"].id)
    a = one(box.stopped(arn), "a")
    assert a["exitCode"] == 137 and "reason" not in a
