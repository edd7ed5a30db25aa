"""What most cases need."""

import pytest
from balancing import World


@pytest.fixture(scope="module")
def world(server):
    return World(server)


@pytest.fixture(scope="module")
def elb(world):
    return world.elb
