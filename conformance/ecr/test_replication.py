"""Images that appear in other regions and accounts, and the policy of a registry."""

import json
import uuid

import pytest
from harness import ACCOUNT, refused
from pushing import INDEX, Http, digest

ELSEWHERE = "eu-west-3"


@pytest.fixture
def replicated(server, ecr):
    """Sets rules; there are none afterwards."""

    def put(*rules):
        ecr.put_replication_configuration(replicationConfiguration={"rules": list(rules)})
        assert ecr.describe_registry()["replicationConfiguration"]["rules"] == list(rules)

    yield put
    put()


@pytest.fixture
def there(server):
    return server.client("ecr", region=ELSEWHERE, checked=False)


def rule(*prefixes, region=ELSEWHERE, account=ACCOUNT):
    filters = [{"filter": p, "filterType": "PREFIX_MATCH"} for p in prefixes]
    return {"destinations": [{"region": region, "registryId": account}], **({"repositoryFilters": filters} if filters else {})}


def statuses(ecr, repository, tag):
    told = ecr.describe_image_replication_status(repositoryName=repository, imageId={"imageTag": tag})
    return {(s["registryId"], s["region"]): (s["status"], s.get("failureCode")) for s in told["replicationStatuses"]}


def test_an_image_appears_in_another_region(server, ecr, v2, repository, there, replicated):
    before, _ = v2.image(repository, "before", b"before")
    replicated(rule("none/", repository[:8]))
    layer = f"layer of {repository}".encode()
    pushed, manifest = v2.image(repository, "v1", layer)
    assert statuses(ecr, repository, "v1") == {(ACCOUNT, ELSEWHERE): ("COMPLETE", None)}
    assert statuses(ecr, repository, "before") == {}
    (told,) = there.describe_images(repositoryName=repository)["imageDetails"]
    assert told["imageDigest"] == pushed and told["imageTags"] == ["v1"]
    token = there.get_authorization_token()["authorizationData"][0]["authorizationToken"]
    elsewhere = Http(server, token)
    assert elsewhere("GET", f"/v2/{repository}/manifests/v1")[2].decode() == manifest
    assert elsewhere("GET", f"/v2/{repository}/blobs/{digest(layer)}")[2] == layer
    assert elsewhere("GET", f"/v2/{repository}/manifests/before")[0] == 404
    # An index brings what it is of, also when that was pushed before there were rules.
    one = {"mediaType": "application/vnd.docker.distribution.manifest.v2+json", "size": 1, "digest": before}
    index = json.dumps({"schemaVersion": 2, "mediaType": INDEX, "manifests": [one]}).encode()
    assert v2("PUT", f"/v2/{repository}/manifests/all", index, {"Content-Type": INDEX})[0] == 201
    assert elsewhere("GET", f"/v2/{repository}/manifests/{before}")[0] == 200
    assert elsewhere("GET", f"/v2/{repository}/blobs/{digest(b'before')}")[2] == b"before"
    # A replica is a repository like any other: what is pushed or deleted here does nothing there, and is not sent on.
    ecr.batch_delete_image(repositoryName=repository, imageIds=[{"imageTag": "v1"}])
    assert there.describe_images(repositoryName=repository, imageIds=[{"imageTag": "v1"}])["imageDetails"]


def test_a_replica_is_made_of_its_registrys_template(server, ecr, v2, repository, there, replicated):
    prefix = repository.split("/")[0]
    there.create_repository_creation_template(prefix=prefix, appliedFor=["REPLICATION"], imageTagMutability="IMMUTABLE")
    try:
        replicated(rule())
        v2.image(repository, "v1")
        (made,) = there.describe_repositories(repositoryNames=[repository])["repositories"]
        assert made["imageTagMutability"] == "IMMUTABLE"
        v2.image(repository, "v1", b"another")
        assert statuses(ecr, repository, "v1") == {(ACCOUNT, ELSEWHERE): ("FAILED", "ImageTagAlreadyExists")}
        assert len(there.list_images(repositoryName=repository)["imageIds"]) == 1
    finally:
        there.delete_repository_creation_template(prefix=prefix)


def test_another_account_must_let_it_in(ecr, v2, repository, replicated):
    other = "111111111111"
    replicated(rule(region="us-east-1", account=other))
    v2.image(repository, "v1")
    assert statuses(ecr, repository, "v1") == {(other, "us-east-1"): ("FAILED", "AccessDenied")}
    # Nor may anybody look whether it is there.
    with refused("AccessDeniedException", "no resource-based policy allows"):
        ecr.describe_repositories(registryId=other, repositoryNames=[repository])


def test_rules_that_cannot_be(ecr):
    for bad in ([rule(region="us-east-1")], [rule()] * 11, [{**rule(), "deleteReplication": {"enabled": True}}]):
        with refused("InvalidParameterException"):
            ecr.put_replication_configuration(replicationConfiguration={"rules": bad})


def test_a_registrys_policy_holds_for_its_repositories(ecr, repository, somebody):
    who = somebody({"Effect": "Allow", "Action": "ecr:*", "Resource": "*"})
    with refused("RegistryPolicyNotFoundException"):
        ecr.get_registry_policy()
    arn = f"arn:aws:ecr:us-east-1:{ACCOUNT}:repository/{repository}"
    denied = {"Sid": "no", "Effect": "Deny", "Principal": "*", "Action": "ecr:ListImages", "Resource": arn}
    text = json.dumps({"Version": "2012-10-17", "Statement": [denied]})
    assert ecr.put_registry_policy(policyText=text)["policyText"] == text
    try:
        assert ecr.get_registry_policy() | {"ResponseMetadata": 0} == {"registryId": ACCOUNT, "policyText": text, "ResponseMetadata": 0}
        with refused("AccessDeniedException"):
            who.list_images(repositoryName=repository)
        assert who.describe_images(repositoryName=repository)["imageDetails"] == []
        name = f"case/{uuid.uuid4().hex[:10]}"
        who.create_repository(repositoryName=name)
        assert who.list_images(repositoryName=name)["imageIds"] == []
    finally:
        ecr.delete_registry_policy()
    assert who.list_images(repositoryName=repository)["imageIds"] == []
