"""Real containers on this machine's engine. Each installation removes what it made, and is asked whether it did."""

import pytest
from box import installation, running_engine


@pytest.fixture(scope="session")
def engine():
    with running_engine() as engine:
        yield engine


@pytest.fixture(scope="session")
def box(engine):
    """An installation for everything that does not stop or remove it."""
    with installation() as box:
        yield box


@pytest.fixture
def own(engine):
    """An installation for one case alone."""
    with installation() as box:
        yield box
