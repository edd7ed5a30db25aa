"""Sessions in real containers of one installation."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))

from box import container, installation, running_engine  # noqa: E402
from plugin import Session  # noqa: E402


@pytest.fixture(scope="module")
def box():
    with running_engine(), installation() as box:
        yield box


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
