"""Volumes and how containers mount them."""

import pathlib
import tempfile

from live import codes, container, ended, live, run
from marks import covers


def mount(path, volume="v", **more):
    return [{"sourceVolume": volume, "containerPath": path, **more}]


@covers(
    "volumes[].name",
    "volumes[].host.sourcePath",
    "containerDefinitions[].mountPoints[].sourceVolume",
    "containerDefinitions[].mountPoints[].containerPath",
    "containerDefinitions[].mountPoints[].readOnly",
)
def test_a_host_folder_is_mounted_where_and_as_asked(box):
    with tempfile.TemporaryDirectory(prefix="longshore-fields-") as folder:
        (pathlib.Path(folder) / "in").write_text("from the host")
        volumes = [{"name": "v", "host": {"sourcePath": folder}}, {"name": "own"}]
        task = ended(
            box,
            container("w", "cat", "/data/in", "write", "/data/out", "back", mountPoints=mount("/data")),
            container(
                "r",
                "cat",
                "/ro/in",
                "write",
                "/ro/never",
                "x",
                mountPoints=mount("/ro", readOnly=True) + mount("/own", "own"),
                essential=False,
            ),
            volumes=volumes,
        )
        assert (pathlib.Path(folder) / "out").read_text() == "back"
        assert not (pathlib.Path(folder) / "never").exists()
        assert codes(task)["w"] == 0 and codes(task)["r"] in (1, 137)


@covers(
    "containerDefinitions[].volumesFrom[].sourceContainer",
    "containerDefinitions[].volumesFrom[].readOnly",
)
def test_volumes_come_from_another_container(box):
    arn, real = run(
        box,
        container("a", "write", "/data/x", "1", "wait", mountPoints=mount("/data")),
        container("b", "wait", volumesFrom=[{"sourceContainer": "a", "readOnly": True}]),
        container("c", "wait", volumesFrom=[{"sourceContainer": "a"}]),
        volumes=[{"name": "v"}],
    )
    options = {name: real[name].mounts()["/data"][1] for name in "abc"}
    assert "rw" in options["a"] and "ro" in options["b"] and "rw" in options["c"]
    box.stop(arn)


@covers(
    "volumes[].dockerVolumeConfiguration.scope",
    "volumes[].dockerVolumeConfiguration.driver",
    "volumes[].dockerVolumeConfiguration.driverOpts",
    "volumes[].dockerVolumeConfiguration.labels",
)
def test_a_docker_volume_of_the_task_is_made_as_asked(box):
    volume = {
        "name": "v",
        "dockerVolumeConfiguration": {
            "scope": "task",
            "driver": "local",
            "driverOpts": {"type": "tmpfs", "device": "tmpfs", "o": "size=3m"},
            "labels": {"of.mine": "yes"},
        },
    }
    arn, real = run(box, container("a", "wait", mountPoints=mount("/data")), volumes=[volume])
    (mounted,) = real["a"].inspected["Mounts"]
    made = box.engine.call("GET", f"/volumes/{mounted['Name']}")
    assert made["Driver"] == "local" and made["Labels"]["of.mine"] == "yes"
    kind, options = real["a"].mounts()["/data"]
    assert kind == "tmpfs" and "size=3072k" in options
    assert made["Labels"]["com.amazonaws.ecs.task-arn"] == arn
    box.stop(arn)


@covers("volumes[].dockerVolumeConfiguration.autoprovision")
def test_a_shared_volume_is_made_once_and_outlives_its_tasks(box):
    name = "fields-shared-volume"

    def volume(made):
        return {"name": name, "dockerVolumeConfiguration": {"scope": "shared", "autoprovision": made}}

    absent = ended(box, container("a", "wait", mountPoints=mount("/d", name)), volumes=[volume(False)])
    assert absent["stoppedReason"].startswith("CannotCreateVolumeError: "), absent
    try:
        writer = ended(
            box, container("a", "write", "/d/x", "kept", mountPoints=mount("/d", name)), volumes=[volume(True)]
        )
        reader = ended(box, container("a", "cat", "/d/x", mountPoints=mount("/d", name)), volumes=[volume(False)])
        assert codes(writer) == codes(reader) == {"a": 0}
    finally:
        for arn in (writer["taskArn"], reader["taskArn"]):
            for c in live(box, arn).values():
                box.engine.call("DELETE", f"/containers/{c.id}", force="true")
        box.engine.call("DELETE", f"/volumes/{name}")
