"""OCI Distribution over /v2/: who gets in, what breaks off, what is asked for in part."""

import base64
import json
import urllib.parse

from harness import eventually
from pushing import INDEX, MANIFEST, Http, digest

TOKEN = {"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}


def test_nobody_gets_in_without_a_token(server, repository):
    nobody = Http(server)
    status, headers, body = nobody("GET", "/v2/")
    assert status == 401 and headers["www-authenticate"].startswith('Basic realm="http://127.0.0.1:')
    assert json.loads(body)["errors"][0]["code"] == "UNAUTHORIZED"
    forged = base64.b64encode(b"AWS:eyJ9.AAAA").decode()
    password = base64.b64encode(f"AWS:{server.secret_key}".encode()).decode()
    for http in (nobody, Http(server, forged), Http(server, password)):
        for method, path in (
            ("GET", "/v2/"),
            ("GET", f"/v2/{repository}/tags/list"),
            ("POST", f"/v2/{repository}/blobs/uploads/"),
            ("PUT", f"/v2/{repository}/manifests/v1"),
            ("GET", "/v2/_catalog"),
        ):
            assert http(method, path)[0] == 401, path


def test_rights_are_checked_for_each_action(server, ecr, v2, repository, somebody):
    v2.image(repository, "v1")
    who = somebody(TOKEN, {"Effect": "Allow", "Action": "ecr:BatchGetImage", "Resource": f"arn:aws:ecr:*:*:repository/{repository}"})
    http = Http(server, who.get_authorization_token()["authorizationData"][0]["authorizationToken"])
    assert http("GET", "/v2/")[0] == 200
    assert http("GET", f"/v2/{repository}/manifests/v1")[0] == 200
    for method, path in (
        ("GET", f"/v2/{repository}/blobs/{digest(b'layer')}"),
        ("HEAD", f"/v2/{repository}/blobs/{digest(b'layer')}"),
        ("POST", f"/v2/{repository}/blobs/uploads/"),
        ("PUT", f"/v2/{repository}/manifests/v1"),
        ("DELETE", f"/v2/{repository}/manifests/v1"),
        ("GET", f"/v2/{repository}/tags/list"),
        ("GET", "/v2/other/manifests/v1"),
    ):
        assert http(method, path)[0] == 403, path


def test_a_digest_opens_nothing_in_another_repository(ecr, v2, repository):
    ecr.create_repository(repositoryName=f"{repository}-b")
    secret = v2.blob(repository, b"a secret layer")
    assert v2.error("GET", f"/v2/{repository}-b/blobs/{secret}") == (404, "BLOB_UNKNOWN")
    mount = f"/v2/{repository}-b/blobs/uploads/?mount={secret}&from={repository}"
    assert v2("POST", mount)[0] == 202
    ecr.put_account_setting(name="BLOB_MOUNTING", value="ENABLED")
    assert v2("POST", mount)[0] == 201
    assert v2("GET", f"/v2/{repository}-b/blobs/{secret}")[2] == b"a secret layer"
    assert v2("POST", f"/v2/{repository}-b/blobs/uploads/?mount={secret}&from=none")[0] == 202


def test_an_upload_in_chunks_is_resumed(v2, repository):
    content = b"0123456789" * 1000
    status, headers, _ = v2("POST", f"/v2/{repository}/blobs/uploads/")
    where = headers["location"]
    assert status == 202 and headers["range"] == "0-0"
    status, headers, _ = v2("PATCH", where, content[:6000], {"Content-Range": "0-5999"})
    assert status == 202 and headers["range"] == "0-5999"
    assert v2("PATCH", where, content[7000:], {"Content-Range": "7000-9999"})[0] == 416
    status, headers, _ = v2("GET", where)
    assert status == 204 and headers["range"] == "0-5999"
    assert v2("PATCH", where, content[6000:9000])[0] == 202
    done = f"{where}?digest={urllib.parse.quote(digest(content))}"
    status, headers, _ = v2("PUT", done, content[9000:], {"Content-Range": "9000-9999"})
    assert status == 201 and headers["docker-content-digest"] == digest(content)
    assert v2("GET", f"/v2/{repository}/blobs/{digest(content)}")[2] == content
    assert v2.error("PUT", done) == (404, "BLOB_UPLOAD_UNKNOWN")
    where = v2("POST", f"/v2/{repository}/blobs/uploads/")[1]["location"]
    assert v2("DELETE", where)[0] == 204 and v2("GET", where)[0] == 404


def test_what_has_another_digest_is_not_kept(v2, repository):
    wrong = digest(b"another")
    assert v2.error("POST", f"/v2/{repository}/blobs/uploads/?digest={wrong}", b"content") == (400, "DIGEST_INVALID")
    for content in (b"content", b"another"):
        assert v2("HEAD", f"/v2/{repository}/blobs/{digest(content)}")[0] == 404
    bad = f"/v2/{repository}/blobs/uploads/?digest=sha512:00"
    assert v2.error("POST", bad, b"content") == (400, "DIGEST_INVALID")


def test_parts_of_a_blob(v2, repository):
    blob = v2.blob(repository, b"0123456789")
    path = f"/v2/{repository}/blobs/{blob}"
    status, headers, body = v2("GET", path, headers={"Range": "bytes=2-4"})
    assert (status, headers["content-range"], body) == (206, "bytes 2-4/10", b"234")
    assert v2("GET", path, headers={"Range": "bytes=-3"})[2] == b"789"
    assert v2("GET", path, headers={"Range": "bytes=99-"})[0] == 416
    status, headers, body = v2("HEAD", path)
    assert (status, headers["content-length"], body) == (200, "10", b"")
    assert v2("DELETE", path)[0] == 202 and v2("GET", path)[0] == 404


def test_manifests(ecr, v2, repository):
    made, text = v2.image(repository, "v1")
    status, headers, body = v2("GET", f"/v2/{repository}/manifests/v1", headers={"Accept": f"{INDEX}, {MANIFEST}"})
    assert status == 200 and body.decode() == text and headers["content-type"] == MANIFEST
    assert headers["docker-content-digest"] == made
    assert eventually(lambda: "lastRecordedPullTime" in ecr.describe_images(repositoryName=repository)["imageDetails"][0])
    status, headers, body = v2("HEAD", f"/v2/{repository}/manifests/{made}")
    assert (status, headers["content-length"], body) == (200, str(len(text)), b"")
    assert v2.error("GET", f"/v2/{repository}/manifests/v1", None, {"Accept": INDEX}) == (404, "MANIFEST_UNKNOWN")
    missing = text.replace(digest(b"layer"), digest(b"none"))
    assert v2.error("PUT", f"/v2/{repository}/manifests/v2", missing) == (404, "MANIFEST_BLOB_UNKNOWN")
    assert v2.error("PUT", f"/v2/{repository}/manifests/{digest(b'x')}", text) == (400, "DIGEST_INVALID")
    assert v2.error("PUT", f"/v2/{repository}/manifests/v2", "{") == (400, "MANIFEST_INVALID")
    assert v2("PUT", f"/v2/{repository}/manifests/v2", b" " * (4 * 2**20 + 1))[0] == 413
    assert v2.error("DELETE", f"/v2/{repository}/blobs/{digest(b'layer')}") == (409, "DENIED")
    assert v2("DELETE", f"/v2/{repository}/manifests/v1")[0] == 202
    assert v2("GET", f"/v2/{repository}/manifests/v1")[0] == 404
    assert v2("DELETE", f"/v2/{repository}/manifests/{made}")[0] == 202
    assert v2.error("GET", f"/v2/{repository}/manifests/{made}") == (404, "MANIFEST_UNKNOWN")


def test_lists(v2, ecr, repository):
    _, text = v2.image(repository, "c")
    for tag in "ab":
        v2("PUT", f"/v2/{repository}/manifests/{tag}", text)
    _, headers, body = v2("GET", f"/v2/{repository}/tags/list?n=2")
    assert json.loads(body) == {"name": repository, "tags": ["a", "b"]}
    assert headers["link"] == f'</v2/{repository}/tags/list?n=2&last=b>; rel="next"'
    assert json.loads(v2("GET", f"/v2/{repository}/tags/list?n=2&last=b")[2])["tags"] == ["c"]
    assert repository in json.loads(v2("GET", "/v2/_catalog")[2])["repositories"]
    assert v2.error("GET", "/v2/none/tags/list") == (404, "NAME_UNKNOWN")


def test_paths_that_lead_out_lead_nowhere(v2, repository):
    for path in (
        "/v2/../../etc/passwd",
        "/v2/%2e%2e/%2e%2e/blobs/uploads/",
        f"/v2/{repository}/blobs/uploads/..%2f..%2fx",
        f"/v2/{repository}/blobs/sha256:..%2f..%2fmaster.key",
        f"/v2/{repository}%00/manifests/v1",
        f"/v2/{repository.upper()}/manifests/v1",
        "/v2/" + "a" * 300 + "/manifests/v1",
    ):
        for method in ("GET", "PUT", "DELETE", "POST"):
            assert v2(method, path)[0] in (400, 404, 405), path
