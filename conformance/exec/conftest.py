"""Sessions in real containers of one installation."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))

from box import IMAGE, Box, container  # noqa: E402
from engine import Engine  # noqa: E402
from plugin import Session  # noqa: E402


@pytest.fixture(scope="module")
def box():
    engine = Engine()
    if not engine.answers():
        pytest.skip(f"no container engine answers at {engine.host}: nothing can be run")
    box = Box()
    try:
        box.up()
        box.bring_image()
        yield box
        agent = box.agent_id()
        errors = (box.state / "server.log").read_text()
        assert "panicked" not in errors and " ERROR " not in errors, errors
    finally:
        box.close()
        if any(IMAGE in (i["RepoTags"] or []) for i in engine.call("GET", "/images/json")):
            engine.call("DELETE", f"/images/{IMAGE}", force="true")
    assert box.engine.made_by(agent) == []


@pytest.fixture(scope="module")
def arn(box):
    """A running task that allows commands."""
    definition = box.define(container("a", "wait", environment=[{"name": "INSIDE", "value": "yes"}], log=True))
    arn = box.start(definition, enableExecuteCommand=True)
    box.running(arn)
    yield arn
    box.stop(arn)


@pytest.fixture
def opened(box):
    """Opens sessions and closes them at the end."""
    sessions = []

    def open_(arn, command, container=None, **more):
        region, cluster = arn.split(":")[3], arn.split("/")[1]
        named = {"container": container} if container else {}
        answer = box.client("ecs", region).execute_command(
            cluster=cluster, task=arn, command=command, interactive=True, **named
        )
        granted = answer["session"]
        session = Session(granted["streamUrl"], granted["tokenValue"], **more)
        session.granted = granted
        sessions.append(session)
        return session

    yield open_
    for session in sessions:
        session.close()
