"""Pull-through caches: repositories that stand for those of another registry."""

import contextlib
import json
import pathlib
import sys
import urllib.parse

import pytest
from harness import ACCOUNT, refused
from kept import Kept
from pushing import INDEX, Http, token

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from registry import MANIFEST, Registry, digest  # noqa: E402

HOST = "quay.io"


@contextlib.contextmanager
def caching(upstream):
    """A server for which `upstream` is quay.io."""
    hosts = [HOST, "auth.upstream.test", "cdn.upstream.test"]
    server = Kept("[registry.upstreams]", *(f'"{host}" = "http://{upstream.host}"' for host in hosts))
    try:
        yield server
        errors = server.errors()
        assert "panicked" not in errors and " ERROR " not in errors, errors
    finally:
        server.close()
        server.log.close()


@pytest.fixture
def upstream():
    registry = Registry(token="upstream-token", cdn=True)
    yield registry
    registry.close()


@pytest.fixture
def cache(upstream):
    with caching(upstream) as server:
        ecr = server.client("ecr")
        ecr.create_pull_through_cache_rule(ecrRepositoryPrefix="up", upstreamRegistryUrl=HOST)
        yield server


@pytest.fixture
def pull(cache):
    return Http(cache, token(cache.client("ecr")))


def images(server, repository):
    found = server.client("ecr").describe_images(repositoryName=repository)["imageDetails"]
    return {i["imageDigest"]: i.get("imageTags") for i in found}


def test_rules(ecr):
    made = ecr.create_pull_through_cache_rule(ecrRepositoryPrefix="quay", upstreamRegistryUrl="https://quay.io")
    assert (made["upstreamRegistryUrl"], made["upstreamRegistry"], made["registryId"]) == (HOST, "quay", ACCOUNT)
    with refused("PullThroughCacheRuleAlreadyExistsException"):
        ecr.create_pull_through_cache_rule(ecrRepositoryPrefix="quay", upstreamRegistryUrl=HOST)
    for url, more in (("evil.example", {}), (HOST, {"upstreamRegistry": "k8s"}), ("1.dkr.ecr.us-east-1.amazonaws.com", {})):
        with refused("UnsupportedUpstreamRegistryException"):
            ecr.create_pull_through_cache_rule(ecrRepositoryPrefix="x1", upstreamRegistryUrl=url, **more)
    secret = f"arn:aws:secretsmanager:us-east-1:{ACCOUNT}:secret:ecr-pullthroughcache/hub-abcdef"
    with refused("SecretNotFoundException"):
        ecr.create_pull_through_cache_rule(ecrRepositoryPrefix="hub", upstreamRegistryUrl="registry-1.docker.io", credentialArn=secret)
    with refused("SecretNotFoundException"):
        ecr.update_pull_through_cache_rule(ecrRepositoryPrefix="quay", credentialArn=secret)
    ecr.create_pull_through_cache_rule(ecrRepositoryPrefix="hub", upstreamRegistryUrl="registry-1.docker.io", upstreamRepositoryPrefix="library")
    told = ecr.describe_pull_through_cache_rules()["pullThroughCacheRules"]
    assert [(r["ecrRepositoryPrefix"], r.get("upstreamRepositoryPrefix")) for r in told] == [("hub", "library"), ("quay", None)]
    page = ecr.describe_pull_through_cache_rules(maxResults=1)
    (rest,) = ecr.describe_pull_through_cache_rules(maxResults=1, nextToken=page["nextToken"])["pullThroughCacheRules"]
    assert rest["ecrRepositoryPrefix"] == "quay"
    for name in ("hub", "quay"):
        ecr.delete_pull_through_cache_rule(ecrRepositoryPrefix=name)
    for call in (ecr.delete_pull_through_cache_rule, ecr.validate_pull_through_cache_rule, ecr.update_pull_through_cache_rule):
        with refused("PullThroughCacheRuleNotFoundException"):
            call(ecrRepositoryPrefix="quay")
    with refused("PullThroughCacheRuleNotFoundException"):
        ecr.describe_pull_through_cache_rules(ecrRepositoryPrefixes=["quay"])


def test_an_image_is_brought_once(cache, upstream, pull):
    layer = b"a layer" * 100_000
    upstream.add("team/web", layer, tag="v1")
    manifest = upstream.manifests["team/web", "v1"]
    ecr = cache.client("ecr")
    assert ecr.validate_pull_through_cache_rule(ecrRepositoryPrefix="up")["isValid"] is True
    upstream.shown.clear()
    status, headers, content = pull("GET", "/v2/up/team/web/manifests/v1")
    assert (status, content, headers["docker-content-digest"]) == (200, manifest, digest(manifest))
    for blob in (json.loads(manifest)["config"], *json.loads(manifest)["layers"]):
        assert pull("GET", f"/v2/up/team/web/blobs/{blob['digest']}")[2] == upstream.blobs[blob["digest"]]
    assert images(cache, "up/team/web") == {digest(manifest): ["v1"]}
    # Its token was shown to it alone, and asked for with the repository.
    assert {who for where, who in upstream.shown if where != "v2"} == {None}
    asked = [urllib.parse.unquote(path) for path in upstream.asked if path.startswith("/token")]
    assert asked[-1].endswith("?service=upstream&scope=repository:team/web:pull")
    # It is asked no more, whatever it has by now or whether it is there.
    upstream.asked.clear()
    upstream.add("team/web", b"another", tag="v1")
    for reference in ("v1", digest(manifest)):
        assert pull("GET", f"/v2/up/team/web/manifests/{reference}")[2] == manifest
    assert upstream.asked == []
    upstream.close()
    assert pull("GET", "/v2/up/team/web/manifests/v1")[2] == manifest
    assert pull.error("GET", "/v2/up/team/web/manifests/v2") == (502, "UNAVAILABLE")
    told = ecr.validate_pull_through_cache_rule(ecrRepositoryPrefix="up")
    assert told["isValid"] is False and "could not be reached" in told["failure"]
    notes = [json.loads(line) for line in (cache.state / "audit.log").read_text().splitlines()]
    (note,) = [n for n in notes if n["eventName"] == "BatchImportUpstreamImage"]
    assert note["readOnly"] is False and note["resources"][0]["ARN"].endswith(":repository/up/team/web")


def test_what_somebody_pushed_stays(cache, upstream, pull):
    """Also in a repository that stands for another, and when it takes a tag over."""
    upstream.add("web", b"layer", tag="v1")
    assert pull("GET", "/v2/up/web/manifests/v1")[0] == 200
    pushed, _ = pull.image("up/web", "v1", b"pushed")
    assert pull("HEAD", "/v2/up/web/manifests/v1")[1]["docker-content-digest"] == pushed
    ecr = cache.client("ecr")
    ecr.delete_repository(repositoryName="up/web", force=True)
    assert pull("HEAD", "/v2/up/web/manifests/v1")[1]["docker-content-digest"] == digest(upstream.manifests["web", "v1"])


def test_what_the_upstream_does_not_have(cache, upstream, pull):
    upstream.add("web", b"layer")
    assert pull.error("GET", "/v2/up/none/manifests/latest") == (404, "MANIFEST_UNKNOWN")
    assert pull.error("GET", "/v2/up/web/manifests/v9") == (404, "MANIFEST_UNKNOWN")
    assert pull.error("GET", f"/v2/up/web/manifests/{digest(b'x')}") == (404, "MANIFEST_UNKNOWN")
    assert pull.error("GET", "/v2/other/web/manifests/latest") == (404, "NAME_UNKNOWN")
    with refused("RepositoryNotFoundException"):
        cache.client("ecr").describe_repositories(repositoryNames=["up/none"])


def test_an_upstream_that_lies(cache, upstream, pull):
    upstream.add("web", b"layer")
    manifest = json.loads(upstream.manifests["web", "latest"])
    (layer,) = manifest["layers"]
    upstream.blobs[layer["digest"]] = b"something else"
    status, code = pull.error("GET", "/v2/up/web/manifests/latest")
    assert (status, code) == (400, "DIGEST_INVALID")
    assert pull("GET", f"/v2/up/web/blobs/{layer['digest']}")[0] == 404
    assert images(cache, "up/web") == {}
    assert list((cache.state / "registry" / "uploads").iterdir()) == []


def test_of_an_index_comes_what_is_asked_for(cache, upstream, pull):
    parts = []
    for architecture in ("amd64", "arm64"):
        upstream.add("web", architecture.encode(), architecture=architecture, tag=architecture)
        text = upstream.manifests["web", architecture]
        platform = {"os": "linux", "architecture": architecture}
        parts.append({"mediaType": MANIFEST, "digest": digest(text), "size": len(text), "platform": platform})
    index = json.dumps({"schemaVersion": 2, "mediaType": INDEX, "manifests": parts}).encode()
    upstream.manifests |= {("web", "all"): index, ("web", digest(index)): index}
    upstream.kinds = {index: INDEX}
    assert pull("GET", "/v2/up/web/manifests/all")[2] == index
    assert pull("GET", f"/v2/up/web/manifests/{parts[1]['digest']}")[0] == 200
    assert set(images(cache, "up/web")) == {digest(index), parts[1]["digest"]}


def test_rights_and_templates(cache, upstream, pull):
    iam, sts, ecr = cache.client("iam"), cache.client("sts"), cache.client("ecr")
    trust = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "sts:AssumeRole"}
    arn = iam.create_role(RoleName="puller", AssumeRolePolicyDocument=json.dumps({"Statement": [trust]}))["Role"]["Arn"]

    def may(*actions):
        rights = {"Effect": "Allow", "Action": ["ecr:GetAuthorizationToken", "ecr:BatchGetImage", *actions], "Resource": "*"}
        text = json.dumps({"Version": "2012-10-17", "Statement": [rights]})
        iam.put_role_policy(RoleName="puller", PolicyName="rights", PolicyDocument=text)
        held = sts.assume_role(RoleArn=arn, RoleSessionName="case")["Credentials"]
        keys = {"key": held["AccessKeyId"], "secret": held["SecretAccessKey"], "token": held["SessionToken"]}
        return Http(cache, token(cache.client("ecr", **keys)))

    upstream.add("web", b"layer")
    path = "/v2/up/web/manifests/latest"
    assert may()("GET", path)[0] == 403
    assert may("ecr:BatchImportUpstreamImage")("GET", path)[0] == 403
    ecr.create_repository_creation_template(prefix="up", appliedFor=["PULL_THROUGH_CACHE"], resourceTags=[{"Key": "from", "Value": "quay"}])
    assert may("ecr:BatchImportUpstreamImage", "ecr:CreateRepository")("GET", path)[0] == 200
    (made,) = ecr.describe_repositories(repositoryNames=["up/web"])["repositories"]
    assert ecr.list_tags_for_resource(resourceArn=made["repositoryArn"])["tags"] == [{"Key": "from", "Value": "quay"}]
    # Once it is there, it takes no more than to pull.
    assert may()("GET", path)[0] == 200
