"""Deployment tools as their users run them, each unmodified, against one installation with real containers."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "e2e"))

from box import installation, running_engine  # noqa: E402


@pytest.fixture(scope="session")
def box():
    with running_engine(), installation() as box:
        yield box
