"""Disks that are full: the engine's, and Longshore's own. Each case has small ones of its own."""

import pathlib
import subprocess
import tempfile

import pytest
from botocore.exceptions import ClientError
from box import Box, codes, container, eventually
from privd import PrivateEngine, unavailable

MIB = 1 << 20


class Small:
    """A file system of a few MiB, which cases fill and empty."""

    def __init__(self, mib):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="longshore-full-"))
        self.image, self.place = self.folder / "disk", self.folder / "place"
        self.place.mkdir()
        with open(self.image, "wb") as image:
            image.truncate(mib * MIB)
        subprocess.run(["mkfs.ext4", "-q", "-m", "0", self.image], check=True)
        subprocess.run(["mount", "-o", "loop", self.image, self.place], check=True)

    def fill(self):
        size = 1 << 20
        with open(self.place / "filler", "ab", buffering=0) as filler:
            while size >= 512:
                try:
                    filler.write(bytes(size))
                except OSError:
                    size //= 2

    def empty(self):
        (self.place / "filler").unlink()

    def close(self):
        subprocess.run(["umount", "-l", self.place], check=False)
        self.image.unlink()
        self.place.rmdir()
        self.folder.rmdir()


@pytest.fixture
def small():
    why = unavailable()
    if why:
        pytest.skip(f"{why}: full disks are not tested")
    made = []

    def make(mib):
        try:
            made.append(Small(mib))
        except (OSError, subprocess.CalledProcessError) as e:
            pytest.skip(f"no file system of one's own can be mounted here: {e}")
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_the_engines_disk_is_full(small):
    disk = small(48)
    engine = PrivateEngine(live_restore=False, data=disk.place)
    try:
        box = Box(engine=engine)
        try:
            box.up()
            box.bring_image()
            works = box.define(container("a", "exit", 0), networkMode="none")
            stays = box.start(box.define(container("a", "wait"), networkMode="none"))
            box.running(stays)
            disk.fill()
            task = box.stopped(box.start(works))
            assert task["stopCode"] == "TaskFailedToStart" and "no space left on device" in task["stoppedReason"], task
            shown = box.run("why", task["taskArn"]).stdout
            assert "The disk was full for container `a`" in shown and "docker system df" in shown
            assert box.task(stays)["lastStatus"] == "RUNNING"
            disk.empty()
            assert codes(box.stopped(box.start(works))) == {"a": 0}
            assert codes(box.stop(stays)) == {"a": 0}
        finally:
            box.close()
    finally:
        engine.close()


def test_longshores_own_disk_is_full(engine, small):
    disk = small(32)
    box = Box()
    box.state = disk.place / "state"
    box.env["LONGSHORE_HOME"] = str(box.state)
    try:
        box.up()
        box.bring_image()
        ecs = box.client("ecs")
        works = box.define(container("a", "wait"))
        stays = box.start(works)
        box.running(stays)
        disk.fill()
        told, number = [], 0

        def refused():
            nonlocal number
            number += 1
            try:
                ecs.create_cluster(clusterName=f"full-{number}", tags=[{"key": "long", "value": "x" * 250}] * 1)
            except ClientError as e:
                return e.response["ResponseMetadata"]["HTTPStatusCode"]
            told.append(f"full-{number}")
            return None

        assert eventually(refused, "a write that finds no room") >= 500
        # What can be read still is.
        assert box.task(stays)["lastStatus"] == "RUNNING"
        disk.empty()
        eventually(lambda: refused() is None, "a write that is taken again")
        box.stop(stays)
        box.kill()
        box.up()
        clusters = box.client("ecs").describe_clusters(clusters=told)["clusters"]
        assert sorted(c["clusterName"] for c in clusters) == sorted(told)
        again = box.start(works)
        box.running(again)
        box.stop(again)
    finally:
        box.close()
