"""Roles of IAM, and STS's AssumeRole."""

import json

import boto3
import pytest

from harness import ACCOUNT, REGION, refused

ASSUME = {"Effect": "Allow", "Action": "sts:AssumeRole"}


def trust(**principal):
    return json.dumps({"Version": "2012-10-17", "Statement": [{**ASSUME, "Principal": principal}]})


def policy(*actions, effect="Allow"):
    statement = {"Effect": effect, "Action": list(actions), "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@pytest.fixture
def iam(server):
    return server.client("iam")


@pytest.fixture
def role(iam, request):
    """A role that the account may assume, called after the test."""
    name = request.node.name.replace("[", "-").rstrip("]")[:64]
    made = iam.create_role(
        RoleName=name,
        Path="/made/by/tests/",
        AssumeRolePolicyDocument=trust(AWS=ACCOUNT),
        Description="for a test",
        Tags=[{"Key": "purpose", "Value": "test"}],
    )["Role"]
    yield made
    for found in iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]:
        iam.detach_role_policy(RoleName=name, PolicyArn=found["PolicyArn"])
    for found in iam.list_role_policies(RoleName=name)["PolicyNames"]:
        iam.delete_role_policy(RoleName=name, PolicyName=found)
    iam.delete_role(RoleName=name)


def assumed(server, role, **more):
    sts = server.client("sts")
    found = sts.assume_role(RoleArn=role["Arn"], RoleSessionName="a-session", **more)
    keys = found["Credentials"]
    session = boto3.Session(
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys["SessionToken"],
        region_name=REGION,
    )
    return found, lambda service: session.client(service, endpoint_url=server.endpoint)


def test_role(iam, role):
    name = role["RoleName"]
    assert role["Arn"] == f"arn:aws:iam::{ACCOUNT}:role/made/by/tests/{name}"
    assert role["RoleId"].startswith("AROA")
    found = iam.get_role(RoleName=name)["Role"]
    assert found["AssumeRolePolicyDocument"]["Statement"][0]["Principal"] == {"AWS": ACCOUNT}
    assert (found["MaxSessionDuration"], found["Description"]) == (3600, "for a test")
    assert found["Tags"] == [{"Key": "purpose", "Value": "test"}]
    listed = iam.list_roles(PathPrefix="/made/by/")["Roles"]
    assert [r["RoleName"] for r in listed] == [name]
    # Every account starts with the two roles of the ECS guide.
    pages = iam.get_paginator("list_roles").paginate(PaginationConfig={"PageSize": 1})
    names = [r["RoleName"] for page in pages for r in page["Roles"]]
    assert {"ecsInstanceRole", "ecsTaskExecutionRole", name} <= set(names)
    assert iam.list_instance_profiles_for_role(RoleName=name)["InstanceProfiles"] == []


def test_role_changes(iam, role):
    name = role["RoleName"]
    iam.update_role(RoleName=name, Description="changed", MaxSessionDuration=7200)
    iam.tag_role(RoleName=name, Tags=[{"Key": "more", "Value": "1"}])
    iam.untag_role(RoleName=name, TagKeys=["purpose"])
    iam.update_assume_role_policy(RoleName=name, PolicyDocument=trust(Service="ecs-tasks.amazonaws.com"))
    found = iam.get_role(RoleName=name)["Role"]
    assert (found["Description"], found["MaxSessionDuration"]) == ("changed", 7200)
    assert found["AssumeRolePolicyDocument"]["Statement"][0]["Principal"] == {"Service": "ecs-tasks.amazonaws.com"}
    assert iam.list_role_tags(RoleName=name)["Tags"] == [{"Key": "more", "Value": "1"}]
    assert iam.update_role_description(RoleName=name, Description="again")["Role"]["Description"] == "again"


def test_policies(iam, role):
    name = role["RoleName"]
    document = json.loads(policy("ecs:ListTasks"))
    iam.put_role_policy(RoleName=name, PolicyName="inline", PolicyDocument=json.dumps(document))
    assert iam.list_role_policies(RoleName=name)["PolicyNames"] == ["inline"]
    assert iam.get_role_policy(RoleName=name, PolicyName="inline")["PolicyDocument"] == document
    arn = "arn:aws:iam::aws:policy/AmazonECS_FullAccess"
    for _ in range(2):
        iam.attach_role_policy(RoleName=name, PolicyArn=arn)
    attached = iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
    assert attached == [{"PolicyName": "AmazonECS_FullAccess", "PolicyArn": arn}]
    with refused("DeleteConflict"):
        iam.delete_role(RoleName=name)
    iam.detach_role_policy(RoleName=name, PolicyArn=arn)
    with refused("NoSuchEntity"):
        iam.detach_role_policy(RoleName=name, PolicyArn=arn)
    iam.delete_role_policy(RoleName=name, PolicyName="inline")
    with refused("NoSuchEntity"):
        iam.delete_role_policy(RoleName=name, PolicyName="inline")


def test_refusals(iam, role):
    name = role["RoleName"]
    with refused("EntityAlreadyExists", f"Role with name {name} already exists."):
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust(AWS="*"))
    with refused("NoSuchEntity", "The role with name nobody cannot be found."):
        iam.get_role(RoleName="nobody")
    for document in ["{}", "no json", policy("ecs:RunTask")]:
        with refused("MalformedPolicyDocument"):
            iam.create_role(RoleName="bad", AssumeRolePolicyDocument=document)
    with refused("MalformedPolicyDocument"):
        iam.put_role_policy(RoleName=name, PolicyName="p", PolicyDocument=trust(AWS="*"))
    with refused("NoSuchEntity", "is not attachable"):
        iam.attach_role_policy(RoleName=name, PolicyArn="arn:aws:iam::aws:policy/NobodyWroteThis")
    with refused("DeleteConflict"):
        iam.delete_role(RoleName="ecsInstanceRole")


def test_assume_role(server, iam, role):
    name = role["RoleName"]
    iam.put_role_policy(RoleName=name, PolicyName="p", PolicyDocument=policy("ecs:ListTasks", "ecs:ListClusters"))
    found, client = assumed(server, role, DurationSeconds=900)
    assert found["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/{name}/a-session"
    assert client("sts").get_caller_identity()["Arn"] == found["AssumedRoleUser"]["Arn"]
    client("ecs").list_clusters()
    with refused("AccessDeniedException", "because no identity-based policy allows the ecs:CreateCluster action"):
        client("ecs").create_cluster(clusterName="not-allowed")
    # A right that is taken away is gone at once.
    iam.delete_role_policy(RoleName=name, PolicyName="p")
    with refused("AccessDeniedException"):
        client("ecs").list_clusters()


def test_assume_role_refusals(server, iam, role):
    sts = server.client("sts")
    ask = {"RoleArn": role["Arn"], "RoleSessionName": "s-1"}
    with refused("ValidationError", "exceeds the MaxSessionDuration"):
        sts.assume_role(**ask, DurationSeconds=7200)
    with refused("ValidationError", "Policy"):
        sts.assume_role(**ask, Policy=policy("ecs:*"))
    iam.update_assume_role_policy(
        RoleName=role["RoleName"], PolicyDocument=trust(Service="ecs-tasks.amazonaws.com")
    )
    with refused("AccessDenied", "sts:AssumeRole"):
        sts.assume_role(**ask)
    with refused("AccessDenied"):
        sts.assume_role(**{**ask, "RoleArn": f"arn:aws:iam::{ACCOUNT}:role/nobody"})


def test_external_id(server, iam, role):
    document = json.loads(trust(AWS=ACCOUNT))
    document["Statement"][0]["Condition"] = {"StringEquals": {"sts:ExternalId": "shared-word"}}
    iam.update_assume_role_policy(RoleName=role["RoleName"], PolicyDocument=json.dumps(document))
    sts = server.client("sts")
    ask = {"RoleArn": role["Arn"], "RoleSessionName": "s-1"}
    sts.assume_role(**ask, ExternalId="shared-word")
    with refused("AccessDenied"):
        sts.assume_role(**ask)
