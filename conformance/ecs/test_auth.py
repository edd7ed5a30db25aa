"""Who may call: AWS's codes for each way a signature can be wrong, in each protocol."""

import datetime
import urllib.parse
import urllib.request
import xml.etree.ElementTree

import botocore.auth
import pytest
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from harness import ACCOUNT, REGION, refused

CALLS = {
    "ecs": lambda c: c.list_clusters(),
    "logs": lambda c: c.describe_log_groups(),
    "sts": lambda c: c.get_caller_identity(),
    "ec2": lambda c: c.describe_vpcs(),
}


def codes(json, query, ec2):
    return {"ecs": json, "logs": json, "sts": query, "ec2": ec2}


WRONG_SECRET = codes("InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure")
UNKNOWN_KEY = codes("UnrecognizedClientException", "InvalidClientTokenId", "AuthFailure")
STALE = codes("InvalidSignatureException", "SignatureDoesNotMatch", "RequestExpired")
EARLY = codes("InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure")


@pytest.mark.parametrize("service", CALLS)
def test_right_key(server, service):
    CALLS[service](server.client(service))


@pytest.mark.parametrize("service", CALLS)
def test_wrong_secret(server, service):
    with refused(WRONG_SECRET[service]):
        CALLS[service](server.client(service, secret="wrong"))


@pytest.mark.parametrize("service", CALLS)
def test_unknown_key(server, service):
    with refused(UNKNOWN_KEY[service]):
        CALLS[service](server.client(service, key="AKIAUNKNOWN000000000"))


@pytest.mark.parametrize("service", CALLS)
def test_wrong_session_token(server, service):
    with refused(UNKNOWN_KEY[service]):
        CALLS[service](server.client(service, token="made-up"))


@pytest.mark.parametrize("minutes, expected", [(-20, STALE), (20, EARLY)])
@pytest.mark.parametrize("service", CALLS)
def test_skewed_clock(server, service, minutes, expected, monkeypatch):
    """More than fifteen minutes off, either way."""
    now = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda *a, **k: now.replace(tzinfo=None))
    with refused(expected[service]):
        CALLS[service](server.client(service))


def test_unsigned(server):
    target = "AmazonEC2ContainerServiceV20141113.ListClusters"
    json = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": target}
    status, headers, text = server.post(b"{}", json)
    assert status == 400 and "MissingAuthenticationTokenException" in text
    assert headers["x-amzn-requestid"]
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    status, _, text = server.post(b"Action=GetCallerIdentity&Version=2011-06-15", form)
    assert status == 403 and "<Code>MissingAuthenticationToken</Code>" in text
    status, _, text = server.post(b"Action=DescribeVpcs&Version=2016-11-15", form)
    assert status == 401 and "<Code>AuthFailure</Code>" in text


def signed(server, body, **more):
    target = "AmazonEC2ContainerServiceV20141113.ListClusters"
    headers = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": target, **more}
    request = AWSRequest("POST", server.endpoint + "/", data=body, headers=headers)
    SigV4Auth(Credentials(server.access_key, server.secret_key), "ecs", REGION).add_auth(request)
    return dict(request.headers)


def test_what_is_signed_cannot_be_changed(server):
    assert server.post(b"{}", signed(server, b"{}"))[0] == 200
    status, _, text = server.post(b'{"maxResults": 1}', signed(server, b"{}"))
    assert status == 400 and "InvalidSignatureException" in text
    changed = {**signed(server, b"{}"), "X-Amz-Target": "AmazonEC2ContainerServiceV20141113.CreateCluster"}
    status, _, text = server.post(b"{}", changed)
    assert status == 400 and "InvalidSignatureException" in text
    for broken in ("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential=x", "Basic eDp5"):
        status, _, text = server.post(b"{}", {**signed(server, b"{}"), "Authorization": broken})
        assert 400 <= status < 500 and "Exception" in text, broken


def test_identity(server):
    found = server.client("sts").get_caller_identity()
    assert found["Account"] == ACCOUNT
    assert found["Arn"] == f"arn:aws:iam::{ACCOUNT}:root"
    assert server.aws("sts", "get-caller-identity")["Account"] == ACCOUNT


def presigned(server, expires=60, key=None):
    query = urllib.parse.urlencode({"Action": "GetCallerIdentity", "Version": "2011-06-15"})
    request = AWSRequest("GET", f"{server.endpoint}/?{query}")
    credentials = Credentials(server.access_key, key or server.secret_key)
    SigV4QueryAuth(credentials, "sts", REGION, expires=expires).add_auth(request)
    return request.url


def get(url):
    try:
        answer = urllib.request.urlopen(url, timeout=20)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return answer.status, answer.read().decode()


def test_presigned_identity(server, monkeypatch):
    status, text = get(presigned(server))
    assert status == 200
    (account,) = xml.etree.ElementTree.fromstring(text).iterfind(".//{*}Account")
    assert account.text == ACCOUNT
    status, text = get(presigned(server, key="wrong"))
    assert status == 403 and "<Code>SignatureDoesNotMatch</Code>" in text
    old = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=2)
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda *a, **k: old.replace(tzinfo=None))
    status, text = get(presigned(server, expires=60))
    assert status == 403 and "<Code>" in text
