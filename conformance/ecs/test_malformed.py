"""Garbage is answered with the protocol's own error, never with a 500."""

import json

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from harness import REGION

TARGET = "AmazonEC2ContainerServiceV20141113"
JSON = {"Content-Type": "application/x-amz-json-1.1"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def send(server, service, body, headers):
    request = AWSRequest("POST", server.endpoint + "/", data=body, headers=headers)
    SigV4Auth(Credentials(server.access_key, server.secret_key), service, REGION).add_auth(request)
    return server.post(body, dict(request.headers))


BODIES = {
    "not json": b"x",
    "cut": b'{"clusterName": "a"',
    "a list": b"[]",
    "a number": b"1",
    "not utf-8": b'{"clusterName": "\xff"}',
    "a lone surrogate": rb'{"clusterName": "\ud800"}',
    "deep": b"[" * 100_000,
    "deep member": b'{"tags": ' + b"[" * 100_000,
    "a wrong type": b'{"clusterName": {"a": 1}}',
    "a number for text": b'{"clusterName": 7}',
    "text for a list": b'{"tags": "x"}',
    "text for a structure": b'{"configuration": "x"}',
    "null in a list": b'{"tags": [null]}',
    "two values": b"{} {}",
}


@pytest.mark.parametrize("name", BODIES)
def test_json(server, name):
    status, headers, text = send(server, "ecs", BODIES[name], {**JSON, "X-Amz-Target": f"{TARGET}.CreateCluster"})
    assert status == 400, text
    error = json.loads(text)
    assert error["__type"].split("#")[-1] in ("SerializationException", "InvalidParameterException")
    assert headers["content-type"].startswith("application/x-amz-json-1.1")
    assert headers["x-amzn-requestid"]


NUMBERS = ["1e400", "99999999999999999999", "-1", "1.5", "true", '"1"', "2147483648"]


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers(server, number):
    body = f'{{"maxResults": {number}}}'.encode()
    status, _, text = send(server, "ecs", body, {**JSON, "X-Amz-Target": f"{TARGET}.ListClusters"})
    assert status == 400, text


def test_unknown_members_are_ignored(server):
    body = b'{"clusterName": "known", "noSuchMember": {"deep": [1]}}'
    status, _, text = send(server, "ecs", body, {**JSON, "X-Amz-Target": f"{TARGET}.CreateCluster"})
    assert status == 200, text


@pytest.mark.parametrize("target", [f"{TARGET}.NoSuchThing", "NoSuchService.ListClusters", "x", ""])
def test_unknown_operations(server, target):
    status, _, text = send(server, "ecs", b"{}", {**JSON, "X-Amz-Target": target})
    assert 400 <= status < 500
    assert "UnknownOperationException" in text


def test_operations_that_are_not_served(server):
    status, _, text = send(server, "ecs", b"{}", {**JSON, "X-Amz-Target": f"{TARGET}.CreateDaemon"})
    assert status == 400 and "UnknownOperationException" in text


@pytest.mark.parametrize(
    "service, version, unknown", [("sts", "2011-06-15", "InvalidAction"), ("ec2", "2016-11-15", "InvalidAction")]
)
def test_query(server, service, version, unknown):
    for body in (b"", b"x", b"Action=", b"%", b"Action=%zz", b"&&&=", b"\xff\xfe=1"):
        status, _, text = send(server, service, body, FORM)
        assert 400 <= status < 500, (body, text)
    status, _, text = send(server, service, f"Action=NoSuchThing&Version={version}".encode(), FORM)
    assert 400 <= status < 500 and f"<Code>{unknown}</Code>" in text


def test_query_lists(server):
    for body in (
        b"Action=DescribeSubnets&Version=2016-11-15&SubnetId.0=x",
        b"Action=DescribeSubnets&Version=2016-11-15&SubnetId.99999999999999999999=x",
        b"Action=DescribeSubnets&Version=2016-11-15&Filter.1.Value.1=x",
        b"Action=DescribeSubnets&Version=2016-11-15&MaxResults=many",
        b"Action=DescribeSubnets&Version=2016-11-15&DryRun=perhaps",
    ):
        status, _, text = send(server, "ec2", body, FORM)
        assert status in (200, 400), (body, text)


def test_large_bodies(server):
    body = b'{"clusterName": "' + b"x" * 3_000_000 + b'"}'
    status, _, text = send(server, "ecs", body, {**JSON, "X-Amz-Target": f"{TARGET}.CreateCluster"})
    assert status in (400, 413), text[:200]


def test_broken_compression(server):
    headers = {**JSON, "X-Amz-Target": f"{TARGET}.CreateCluster", "Content-Encoding": "gzip"}
    status, _, text = send(server, "ecs", b"not gzip", headers)
    assert status == 400 and "SerializationException" in text
