"""One server of the built binary for the whole run; every module of cases starts from nothing."""

import pytest
from harness import Server


@pytest.fixture(scope="session")
def process():
    server = Server()
    yield server
    server.close()
    errors = server.errors()
    assert "panicked" not in errors and " ERROR " not in errors, errors


@pytest.fixture(scope="module")
def server(process):
    process.reset()
    return process


@pytest.fixture(scope="module")
def ecs(server):
    return server.client("ecs")


@pytest.fixture(scope="module")
def ec2(server):
    return server.client("ec2")


@pytest.fixture(scope="module")
def logs(server):
    return server.client("logs")
