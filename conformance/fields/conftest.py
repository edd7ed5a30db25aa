"""One installation with real containers for all fields; what is read here are the effects, not the requests."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))

from box import installation, running_engine  # noqa: E402
from s3 import S3  # noqa: E402


@pytest.fixture(scope="session")
def s3():
    stand_in = S3()
    yield stand_in
    stand_in.close()


@pytest.fixture(scope="session")
def box(s3):
    with running_engine(), installation(AWS_ENDPOINT_URL_S3=s3.endpoint) as box:
        yield box


@pytest.fixture(scope="session")
def ecs(box):
    return box.client("ecs")
