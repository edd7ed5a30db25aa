"""How the agent looks after its engine: images that it pulled go, those of others stay."""

import pathlib
import sys
import uuid

import pytest
from box import Box, codes, container, eventually

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from registry import Registry, sample, with_file  # noqa: E402


@pytest.fixture
def registry():
    registry = Registry()
    yield registry
    registry.close()


@pytest.fixture
def eager(engine):
    """An installation whose agent cleans up twice in a second, or so."""
    box = Box()
    box.state.mkdir()
    box.state.chmod(0o700)
    (box.state / "longshore.toml").write_text("[agent]\nimage_cleanup_interval = 1\nimage_minimum_age = 2\n")
    try:
        box.up()
        box.bring_image()
        yield box
    finally:
        box.close()


def names(engine):
    return {t for i in engine.call("GET", "/images/json") for t in i["RepoTags"] or []}


def test_pulled_images_go_when_nobody_uses_them(eager, registry):
    engine = eager.engine
    layer, config = sample(engine, "longshore/sample:latest")
    mine = uuid.uuid4().hex[:8]
    pulled = [registry.add(f"{mine}/{n}", with_file(layer, n, f"{mine}{n}".encode()), config) for n in ("runs", "ends", "user")]
    try:
        runs, ends, user = (eager.define({"name": "a", "image": i, "memory": 32, "command": c}) for i, c in zip(pulled, (["wait"], ["exit", "0"], ["exit", "0"])))
        # What the user pulled is the user's, also when tasks use it.
        engine.call("POST", "/images/create", fromImage=pulled[2].rsplit(":", 1)[0], tag="latest")
        stays = eager.start(runs)
        eager.running(stays)
        for arn in (eager.start(ends), eager.start(user), eager.start(eager.define(container("a", "exit", 0)))):
            assert codes(eager.stopped(arn)) == {"a": 0}
            for c in engine.containers(f"com.amazonaws.ecs.task-arn={arn}"):
                # As ten minutes later.
                engine.call("DELETE", f"/containers/{c['Id']}")
        eventually(lambda: pulled[1] not in names(engine), "the removal of the image that nobody uses", within=60)
        left = names(engine)
        assert {pulled[0], pulled[2], "longshore/sample:latest"} <= left
        # It comes again when it is asked for.
        assert codes(eager.stopped(eager.start(ends))) == {"a": 0}
        eager.stop(stays)
    finally:
        for image in names(engine) & set(pulled):
            engine.call("DELETE", f"/images/{image}", force="true")
