"""What cases of the registry need: its client, a repository of the case's own, somebody with few rights."""

import json
import uuid

import pytest
from harness import ACCOUNT
from pushing import Http, token


@pytest.fixture(scope="module")
def ecr(server):
    return server.client("ecr", checked=False)


@pytest.fixture(scope="module")
def v2(server, ecr):
    return Http(server, token(ecr))


@pytest.fixture
def repository(ecr):
    """A repository's name."""
    name = f"case/{uuid.uuid4().hex[:10]}"
    ecr.create_repository(repositoryName=name)
    return name


@pytest.fixture
def somebody(server):
    """A role's session with these rights and no others: its client of the service."""
    iam, sts = server.client("iam"), server.client("sts")

    def session(*statements, service="ecr"):
        name = f"ecr-{uuid.uuid4().hex[:8]}"
        trust = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "sts:AssumeRole"}
        arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps({"Statement": [trust]}))["Role"]["Arn"]
        rights = json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
        iam.put_role_policy(RoleName=name, PolicyName="rights", PolicyDocument=rights)
        held = sts.assume_role(RoleArn=arn, RoleSessionName="case")["Credentials"]
        keys = {"key": held["AccessKeyId"], "secret": held["SecretAccessKey"], "token": held["SessionToken"]}
        return server.client(service, checked=False, **keys)

    return session

