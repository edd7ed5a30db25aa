"""An installation of a user who may use the engine and nothing else: what needs root is done at the engine's side."""

import os
import pathlib

import pytest
from box import Box
from live import container, run

NOBODY = 65534


class Plain(Box):
    def __init__(self):
        super().__init__()
        group = os.stat(self.engine.host.removeprefix("unix://")).st_gid
        self.prefix = ["setpriv", f"--reuid={NOBODY}", f"--regid={group}", "--clear-groups"]
        for folder in (self.folder, self.user):
            os.chown(folder, NOBODY, group)


@pytest.fixture
def plain(box):
    if os.geteuid() != 0:
        pytest.skip("only root can start a server as somebody else")
    plain = Plain()
    try:
        plain.up()
        plain.bring_image()
        yield plain
    finally:
        plain.close()


def test_the_tasks_group_is_made_and_removed_by_a_helper(plain):
    assert os.stat(f"/proc/{plain.pid()}").st_uid == NOBODY
    arn, real = run(plain, container("a", "wait"), container("b", "wait"), cpu="512", memory="100")
    folder = real["a"].group("memory").parent
    assert folder == real["b"].group("memory").parent and folder.name == arn.split("/")[-1]
    assert int((folder / "memory.limit_in_bytes").read_text()) == 100 << 20
    assert real["a"].limit("cpu", "cpu.cfs_quota_us", up=1) == 50_000
    plain.stop(arn)
    plain.run("down", "--purge")
    assert not pathlib.Path(folder).exists(), "a purge leaves nothing behind"
    assert not plain.state.exists() or not plain.engine.containers(f"com.amazonaws.ecs.task-arn={arn}")
