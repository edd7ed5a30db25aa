"""One installation with real containers for all fields; what is read here are the effects, not the requests."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))

from box import IMAGE, Box  # noqa: E402
from engine import Engine  # noqa: E402
from s3 import S3  # noqa: E402


@pytest.fixture(scope="session")
def s3():
    stand_in = S3()
    yield stand_in
    stand_in.close()


@pytest.fixture(scope="session")
def box(s3):
    engine = Engine()
    if not engine.answers():
        pytest.skip(f"no container engine answers at {engine.host}: nothing can be run")
    box = Box()
    box.env["AWS_ENDPOINT_URL_S3"] = s3.endpoint
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
    assert [what for what in box.engine.made_by(agent) if not shared(engine, what)] == []


def shared(engine, made):
    """Whether it is a network on which another installation has tasks: all of them have the same default VPC."""
    found = [n for n in engine.call("GET", "/networks") if n["Id"] == made]
    return any(engine.call("GET", f"/networks/{n['Id']}")["Containers"] for n in found)


@pytest.fixture(scope="session")
def ecs(box):
    return box.client("ecs")
