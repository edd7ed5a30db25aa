from harness import ACCOUNT


def test_root(server):
    found = server.client("sts").get_caller_identity()
    assert (found["Account"], found["UserId"]) == (ACCOUNT, ACCOUNT)
    assert found["Arn"] == f"arn:aws:iam::{ACCOUNT}:root"
    assert found["ResponseMetadata"]["RequestId"]


def test_every_region(server):
    for region in ("us-east-1", "eu-central-1", "ap-southeast-2"):
        assert server.client("sts", region=region).get_caller_identity()["Account"] == ACCOUNT
