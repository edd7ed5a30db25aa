"""Members that cannot be honoured yet: refused at once by name, or kept and asked of a machine by an attribute that
none offers, so that placement names it."""

import pytest
from botocore.exceptions import ClientError
from live import container
from marks import refuses

ROLE = "arn:aws:iam::000000000000:role/r"
SECRET = "arn:aws:secretsmanager:us-east-1:000000000000:secret:s"
SIZE = {"cpu": "256", "memory": "512"}


def asks(box, attribute, *containers, **definition):
    """The definition is taken, and no machine carries it for want of the attribute."""
    made = box.define(*containers, **definition)
    ecs = box.client("ecs")
    asked = ecs.describe_task_definition(taskDefinition=made)["taskDefinition"]["requiresAttributes"]
    assert attribute in {a["name"] for a in asked}, asked
    more = {}
    if definition.get("networkMode") == "awsvpc":
        subnets = box.client("ec2").describe_subnets()["Subnets"]
        more["networkConfiguration"] = {"awsvpcConfiguration": {"subnets": [subnets[0]["SubnetId"]]}}
    ran = ecs.run_task(taskDefinition=made, **more)
    assert ran["tasks"] == [], ran
    assert all(f["reason"] == "ATTRIBUTE" and ".capability." in f["detail"] for f in ran["failures"]), ran
    # What is missing is told one by one; this one is.
    (instance,) = ecs.list_container_instances()["containerInstanceArns"]
    (machine,) = ecs.describe_container_instances(containerInstances=[instance])["containerInstances"]
    assert attribute not in {a["name"] for a in machine["attributes"]}


def fails(box, text, *containers, **definition):
    with pytest.raises(ClientError) as caught:
        box.define(*containers, **definition)
    error = caught.value.response["Error"]
    assert error["Code"] == "ClientException" and text in error["Message"], error


@refuses(
    "containerDefinitions[].repositoryCredentials.credentialsParameter",
    by="longshore.capability.registry-credentials",
)
def test_repository_credentials(box):
    asks(
        box,
        "longshore.capability.registry-credentials",
        container("a", repositoryCredentials={"credentialsParameter": SECRET}),
        executionRoleArn=ROLE,
    )


@refuses(
    "containerDefinitions[].secrets[].name",
    "containerDefinitions[].secrets[].valueFrom",
    by="longshore.capability.secrets",
)
def test_secrets(box):
    asks(
        box,
        "longshore.capability.secrets",
        container("a", secrets=[{"name": "S", "valueFrom": SECRET}]),
        executionRoleArn=ROLE,
    )


@refuses(
    "containerDefinitions[].logConfiguration.secretOptions[].name",
    "containerDefinitions[].logConfiguration.secretOptions[].valueFrom",
    by="longshore.capability.secrets",
)
def test_secret_log_options(box):
    log = {"logDriver": "splunk", "secretOptions": [{"name": "splunk-token", "valueFrom": SECRET}]}
    asks(box, "longshore.capability.secrets", container("a", logConfiguration=log), executionRoleArn=ROLE)


@refuses("containerDefinitions[].credentialSpecs", by="longshore.capability.credential-specs")
def test_credential_specs(box):
    spec = ["credentialspec:arn:aws:s3:::b/k.json"]
    asks(box, "longshore.capability.credential-specs", container("a", credentialSpecs=spec), executionRoleArn=ROLE)


@refuses(
    "containerDefinitions[].resourceRequirements[].type",
    "containerDefinitions[].resourceRequirements[].value",
    by="longshore.capability.neuron, for NeuronDevice",
)
def test_neuron_devices(box):
    need = [{"type": "NeuronDevice", "value": "1"}]
    asks(box, "longshore.capability.neuron", container("a", resourceRequirements=need))


@refuses(
    "containerDefinitions[].resourceRequirements[].sharingStrategy.nvidiaMps.memory",
    "containerDefinitions[].resourceRequirements[].sharingStrategy.nvidiaMps.maxComputePercent",
    by="`Longshore does not support resourceRequirements.sharingStrategy yet`",
)
def test_shared_gpus(box):
    sharing = {"nvidiaMps": {"memory": 512, "maxComputePercent": 50}}
    need = [{"type": "GPU", "value": "1", "sharingStrategy": sharing}]
    fails(box, "resourceRequirements.sharingStrategy", container("a", resourceRequirements=need))


@refuses("inferenceAccelerators[].deviceName", "inferenceAccelerators[].deviceType", by="the service is gone from AWS")
def test_inference_accelerators(box):
    given = [{"deviceName": "d", "deviceType": "eia1.medium"}]
    fails(box, "inferenceAccelerators", container("a"), inferenceAccelerators=given)


@refuses(
    "trustedExecutionConfiguration.isolationMode",
    "trustedExecutionConfiguration.attestationPolicy",
    by="`Longshore does not support trustedExecutionConfiguration yet`",
)
def test_trusted_execution(box):
    given = {"isolationMode": "CONFIDENTIAL_SANDBOX", "attestationPolicy": "p"}
    fails(box, "trustedExecutionConfiguration", container("a"), trustedExecutionConfiguration=given)


@refuses(
    "proxyConfiguration.type",
    "proxyConfiguration.containerName",
    "proxyConfiguration.properties[].name",
    "proxyConfiguration.properties[].value",
    by="longshore.capability.app-mesh",
)
def test_proxies(box):
    proxy = {
        "type": "APPMESH",
        "containerName": "a",
        "properties": [{"name": "ProxyIngressPort", "value": "15000"}],
    }
    asks(box, "longshore.capability.app-mesh", container("a"), proxyConfiguration=proxy, networkMode="awsvpc", **SIZE)


@refuses(
    "ephemeralStorage.sizeInGiB",
    by="longshore.capability.ephemeral-storage, where the engine cannot bound a layer",
)
def test_ephemeral_storage_on_a_machine_whose_engine_cannot_bound_it(box):
    info = box.engine.call("GET", "/info")
    if info["Driver"] != "overlay2" or ["Backing Filesystem", "xfs"] in info["DriverStatus"]:
        pytest.skip("this engine may be able to bound a container's layer")
    more = {"requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "ephemeralStorage": {"sizeInGiB": 30}}
    asks(box, "longshore.capability.ephemeral-storage", container("a"), **more, **SIZE)


@refuses("enableFaultInjection", by="longshore.capability.fault-injection")
def test_fault_injection(box):
    asks(box, "longshore.capability.fault-injection", container("a"), enableFaultInjection=True, networkMode="host")


@refuses(
    "volumes[].efsVolumeConfiguration.fileSystemId",
    "volumes[].efsVolumeConfiguration.rootDirectory",
    "volumes[].efsVolumeConfiguration.transitEncryption",
    "volumes[].efsVolumeConfiguration.transitEncryptionPort",
    "volumes[].efsVolumeConfiguration.authorizationConfig.accessPointId",
    "volumes[].efsVolumeConfiguration.authorizationConfig.iam",
    by="longshore.capability.efs",
)
def test_efs_volumes(box):
    efs = {
        "fileSystemId": "fs-1",
        "rootDirectory": "/",
        "transitEncryption": "ENABLED",
        "transitEncryptionPort": 2999,
        "authorizationConfig": {"accessPointId": "fsap-1", "iam": "ENABLED"},
    }
    volumes = [{"name": "v", "efsVolumeConfiguration": efs}]
    asks(box, "longshore.capability.efs", container("a"), volumes=volumes)


@refuses(
    "volumes[].s3filesVolumeConfiguration.fileSystemArn",
    "volumes[].s3filesVolumeConfiguration.rootDirectory",
    "volumes[].s3filesVolumeConfiguration.transitEncryptionPort",
    "volumes[].s3filesVolumeConfiguration.accessPointArn",
    by="longshore.capability.s3-files",
)
def test_s3_file_systems(box):
    arn = "arn:aws:s3files:us-east-1:000000000000:file-system/fs-1"
    s3 = {
        "fileSystemArn": arn,
        "rootDirectory": "/",
        "transitEncryptionPort": 2999,
        "accessPointArn": f"{arn}/access-point/fsap-1",
    }
    volumes = [{"name": "v", "s3filesVolumeConfiguration": s3}]
    asks(box, "longshore.capability.s3-files", container("a"), volumes=volumes)


@refuses(
    "volumes[].fsxWindowsFileServerVolumeConfiguration.fileSystemId",
    "volumes[].fsxWindowsFileServerVolumeConfiguration.rootDirectory",
    "volumes[].fsxWindowsFileServerVolumeConfiguration.authorizationConfig.credentialsParameter",
    "volumes[].fsxWindowsFileServerVolumeConfiguration.authorizationConfig.domain",
    by="longshore.capability.fsx",
)
def test_fsx_volumes(box):
    fsx = {
        "fileSystemId": "fs-1",
        "rootDirectory": "share",
        "authorizationConfig": {"credentialsParameter": SECRET, "domain": "d"},
    }
    volumes = [{"name": "v", "fsxWindowsFileServerVolumeConfiguration": fsx}]
    asks(box, "longshore.capability.fsx", container("a"), volumes=volumes)


@refuses("volumes[].configuredAtLaunch", by="longshore.capability.ebs")
def test_volumes_configured_at_launch(box):
    asks(box, "longshore.capability.ebs", container("a"), volumes=[{"name": "v", "configuredAtLaunch": True}])
