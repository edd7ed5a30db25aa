"""Members that concern the control plane: what a definition is called, where its tasks may go, what it answers."""

import hashlib
import io
import json
import platform
import tarfile
import uuid

import pytest
from botocore.exceptions import ClientError
from live import container, family, one
from marks import covers


def kept(ecs, arn):
    return ecs.describe_task_definition(taskDefinition=arn, include=["TAGS"])


@covers("family", "tags[].key", "tags[].value")
def test_family_and_tags_are_the_definitions(ecs, box):
    name = family()
    made = [
        ecs.register_task_definition(
            family=name, containerDefinitions=[container("a", "wait")], tags=[{"key": "k", "value": "v"}]
        )["taskDefinition"]["taskDefinitionArn"]
        for _ in range(2)
    ]
    assert [arn.rsplit("/", 1)[1] for arn in made] == [f"{name}:1", f"{name}:2"]
    assert kept(ecs, name)["tags"] == [{"key": "k", "value": "v"}]


@covers("placementConstraints[].type", "placementConstraints[].expression")
def test_a_constraint_decides_where_a_task_may_go(ecs, box):
    (instance,) = ecs.list_container_instances()["containerInstanceArns"]
    definition = box.define(
        container("a", "exit", 0),
        placementConstraints=[{"type": "memberOf", "expression": "attribute:fields == yes"}],
    )
    (failure,) = ecs.run_task(taskDefinition=definition)["failures"]
    assert failure["reason"].startswith("MemberOf"), failure
    ecs.put_attributes(attributes=[{"name": "fields", "value": "yes", "targetId": instance}])
    box.stopped(box.start(definition))
    with pytest.raises(ClientError):
        box.define(container("a"), placementConstraints=[{"type": "distinctInstance"}])


@covers("requiresCompatibilities")
def test_compatibilities_are_checked_and_bind_the_launch_type(ecs, box):
    with pytest.raises(ClientError, match="awsvpc"):
        box.define(container("a"), requiresCompatibilities=["FARGATE"], cpu="256", memory="512")
    definition = box.define(
        container("a", "exit", 0), requiresCompatibilities=["EC2"], networkMode="bridge"
    )
    with pytest.raises(ClientError):
        ecs.run_task(taskDefinition=definition, launchType="FARGATE")


@covers("runtimePlatform.cpuArchitecture", "runtimePlatform.operatingSystemFamily")
def test_the_platform_is_asked_of_the_machine(ecs, box):
    mine = {"x86_64": "X86_64", "aarch64": "ARM64"}[platform.machine()]
    other = {"X86_64": "ARM64", "ARM64": "X86_64"}[mine]
    box.stopped(
        box.start(
            box.define(
                container("a", "exit", 0),
                runtimePlatform={"cpuArchitecture": mine, "operatingSystemFamily": "LINUX"},
            )
        )
    )
    for wrong, name in [
        ({"cpuArchitecture": other}, "ecs.cpu-architecture"),
        ({"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}, "ecs.os-family"),
    ]:
        (failure,) = ecs.run_task(taskDefinition=box.define(container("a"), runtimePlatform=wrong))["failures"]
        assert failure["reason"] == "ATTRIBUTE" and name in failure["detail"], failure


@covers("containerDefinitions[].versionConsistency")
def test_version_consistency_is_kept_for_services_and_checked(ecs, box):
    definition = box.define(container("a", "exit", 0, versionConsistency="disabled"))
    (c,) = kept(ecs, definition)["taskDefinition"]["containerDefinitions"]
    assert c["versionConsistency"] == "disabled"
    with pytest.raises(ClientError, match="versionConsistency"):
        box.define(container("a", versionConsistency="sometimes"))
    # A task of no service runs the image by the tag that it names, as on AWS, also when it is `enabled`.
    box.stopped(box.start(box.define(container("a", "exit", 0, versionConsistency="enabled"))))


def foreign_image(engine, architecture):
    """An image in which there is nothing, for another architecture."""

    def archive(**files):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w") as tar:
            for name, content in files.items():
                entry = tarfile.TarInfo(name.replace("__", "."))
                entry.size = len(content)
                tar.addfile(entry, io.BytesIO(content))
        return out.getvalue()

    layer = archive(program=b"\x7fELF")
    config = {
        "architecture": architecture,
        "os": "linux",
        "config": {"Entrypoint": ["/program"]},
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{hashlib.sha256(layer).hexdigest()}"]},
    }
    name = f"longshore/fields-foreign:{uuid.uuid4().hex[:8]}"
    manifest = [{"Config": "config.json", "RepoTags": [name], "Layers": ["layer.tar"]}]
    text = {"config__json": json.dumps(config).encode(), "manifest__json": json.dumps(manifest).encode()}
    engine.call("POST", "/images/load", body=archive(layer__tar=layer, **text))
    return name


def test_an_image_for_another_architecture_is_told(box):
    other = {"x86_64": "arm64", "aarch64": "amd64"}[platform.machine()]
    image = foreign_image(box.engine, other)
    try:
        task = box.stopped(box.start(box.define({**container("a"), "image": image, "command": []})))
        reason = one(task, "a")["reason"]
        assert task["stopCode"] == "TaskFailedToStart" and task["stoppedReason"] == reason
        assert reason.startswith("CannotStartContainerError: ") and f"is built for {other}" in reason
        assert "exec format error" in reason
    finally:
        box.engine.call("DELETE", f"/images/{image}")
