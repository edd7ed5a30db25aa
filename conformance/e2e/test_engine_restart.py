"""The engine goes and comes back under running tasks. Each case has one of its own; the machine's is left alone."""

import pytest
from box import Box, codes, container, eventually, one
from privd import PrivateEngine, unavailable


def installation(live_restore):
    why = unavailable()
    if why:
        pytest.skip(f"{why}: a restart of the engine is not tested")
    engine = PrivateEngine(live_restore)
    try:
        box = Box(engine=engine)
        try:
            box.up()
            box.bring_image()
            yield box
        finally:
            box.close()
        assert engine.containers("longshore.agent") == []
    finally:
        engine.close()


@pytest.fixture
def mortal():
    """Its containers end with the engine."""
    yield from installation(live_restore=False)


@pytest.fixture
def lasting():
    """Its containers outlive the engine."""
    yield from installation(live_restore=True)


def runs_again(box):
    """The agent has found the engine again: a new task runs."""
    arn = box.start(box.define(container("a", "exit", 0), networkMode="none"))
    assert codes(box.stopped(arn)) == {"a": 0}


@pytest.mark.parametrize("kill", [False, True], ids=["stopped", "killed"])
def test_without_live_restore_the_dead_are_told(mortal, kill):
    arn = mortal.start(mortal.define(container("a", "stubborn", "print", "deaf", "wait", log=True), networkMode="none"))
    mortal.running(arn)
    mortal.lines(arn, "a", 1)
    mortal.engine.restart(kill)
    task = mortal.stopped(arn)
    assert codes(task) == {"a": 137} and task["stopCode"] == "EssentialContainerExited"
    runs_again(mortal)


@pytest.mark.parametrize("kill", [False, True], ids=["stopped", "killed"])
def test_with_live_restore_nothing_is_lost(lasting, kill):
    talks = container("a", "lines", 40, 100, "wait", log=True)
    arn = lasting.start(lasting.define(talks, networkMode="none"))
    before = one(lasting.running(arn), "a")["runtimeId"]
    lasting.lines(arn, "a", 5)
    began = lasting.containers(arn)["a"]["State"]["StartedAt"]
    lasting.engine.restart(kill)
    runs_again(lasting)
    task = lasting.task(arn)
    assert task["lastStatus"] == "RUNNING" and one(task, "a")["runtimeId"] == before
    real = lasting.containers(arn)["a"]
    assert (real["Id"], real["State"]["Running"], real["State"]["StartedAt"]) == (before, True, began)
    assert lasting.lines(arn, "a", 40) == [f"line {n}" for n in range(1, 41)]
    assert codes(lasting.stop(arn)) == {"a": 0}


def test_wishes_made_while_the_engine_is_away_are_fulfilled(lasting):
    definition = lasting.define(container("a", "wait"), networkMode="none")
    goes = lasting.start(definition)
    lasting.running(goes)
    lasting.engine.stop()
    lasting.client("ecs").stop_task(task=goes, reason="while away")
    comes = lasting.start(definition)
    eventually(lambda: lasting.task(goes)["desiredStatus"] == "STOPPED", "the wish")
    # Nothing is told that was not seen.
    assert lasting.task(goes)["lastStatus"] != "STOPPED" and lasting.task(comes)["lastStatus"] == "PENDING"
    lasting.engine.start()
    assert codes(lasting.stopped(goes)) == {"a": 0}
    lasting.running(comes)
    assert len(lasting.containers(comes)) == 1
    lasting.stop(comes)
