"""Real containers on this machine's engine. Each installation removes what it made, and is asked whether it did."""

import pytest
from box import IMAGE, Box
from engine import Engine


@pytest.fixture(scope="session")
def engine():
    engine = Engine()
    if not engine.answers():
        pytest.skip(f"no container engine answers at {engine.host}: nothing can be run")
    yield engine
    if any(IMAGE in (i["RepoTags"] or []) for i in engine.call("GET", "/images/json")):
        engine.call("DELETE", f"/images/{IMAGE}", force="true")


def installation(*settings):
    box = Box(*settings)
    try:
        box.up()
        box.bring_image()
        yield box
        agent = box.agent_id()
        errors = (box.state / "server.log").read_text()
        assert "panicked" not in errors and " ERROR " not in errors, errors
    finally:
        box.close()
    assert box.engine.made_by(agent) == []


@pytest.fixture(scope="session")
def box(engine):
    """An installation for everything that does not stop or remove it."""
    yield from installation()


@pytest.fixture
def own(engine):
    """An installation for one case alone."""
    yield from installation()
