"""A server that is killed in the middle of pushes, at many points: what was finished is there, what was not is nowhere,
and goes on where it stood. And what its audit log tells of pushes."""

import http.client
import json
import os
import random

import pytest
from harness import eventually
from kept import Kept
from pushing import MANIFEST, Http, digest

SEED = int(os.environ.get("SEED", "4580"))
CUTS = int(os.environ.get("ROUNDS", "12"))
PIECE = 64 << 10
LAYERS = (1_500_000, 400_000)


@pytest.fixture
def kept():
    server = Kept()
    yield server
    if server.process.poll() is None:
        server.close()
    errors = server.errors()
    server.log.close()
    assert "panicked" not in errors and " ERROR " not in errors, errors


class Cut(Exception):
    """The server was killed."""


class Push:
    """One image of two layers: the first in pieces, the second and the configuration whole. After so many bytes the
    server is killed."""

    def __init__(self, kept, token, repository, tag, dice, cut):
        self.kept, self.token, self.repository, self.tag = kept, token, repository, tag
        self.cut, self.sent = cut, 0
        config = json.dumps({"architecture": "amd64", "os": "linux", "tag": tag}).encode()
        self.blobs = [dice.randbytes(size) for size in LAYERS] + [config]
        one = [{"mediaType": "x", "digest": digest(b), "size": len(b)} for b in self.blobs]
        manifest = {"schemaVersion": 2, "mediaType": MANIFEST, "config": one[-1], "layers": one[:-1]}
        self.manifest = json.dumps(manifest).encode()
        # What was begun, and what was acknowledged.
        self.upload, self.tried, self.done = None, set(), set()

    def pieces(self, body):
        for at in range(0, len(body), PIECE):
            piece = body[at : at + PIECE]
            if self.sent + len(piece) >= self.cut:
                yield piece[: self.cut - self.sent]
                self.kept.kill()
                raise Cut
            self.sent += len(piece)
            yield piece

    def ask(self, method, path, body=b"", kind="application/octet-stream"):
        link = http.client.HTTPConnection("127.0.0.1", self.kept.port, timeout=20)
        head = {"Authorization": f"Basic {self.token}", "Content-Length": str(len(body)), "Content-Type": kind}
        link.request(method, path, self.pieces(body) if body else None, head)
        answer = link.getresponse()
        assert answer.status in (201, 202), answer.read()
        answer.read()
        link.close()
        return answer.headers["Location"]

    def run(self):
        base, (first, *others) = f"/v2/{self.repository}", self.blobs
        self.upload = self.ask("POST", f"{base}/blobs/uploads/")
        self.ask("PATCH", self.upload, first)
        self.ask("PUT", f"{self.upload}?digest={digest(first)}")
        self.done.add(first)
        for blob in others:
            self.tried.add(blob)
            self.ask("POST", f"{base}/blobs/uploads/?digest={digest(blob)}", blob)
            self.done.add(blob)
        self.tried.add(self.manifest)
        self.ask("PUT", f"{base}/manifests/{self.tag}", self.manifest, MANIFEST)
        self.done.add(self.manifest)

    def check(self, v2):
        """After the restart."""
        base = f"/v2/{self.repository}"
        for blob in self.blobs:
            status, _, content = v2("GET", f"{base}/blobs/{digest(blob)}")
            whole = status == 200 and content == blob
            assert whole if blob in self.done else status == 404 or (whole and blob in self.tried), (status, len(content))
        status, _, content = v2("GET", f"{base}/manifests/{self.tag}")
        whole = status == 200 and content == self.manifest
        assert whole if self.manifest in self.done else status == 404 or whole
        if self.upload and self.blobs[0] not in self.done:
            self.resume(v2)

    def resume(self, v2):
        first = self.blobs[0]
        status, headers, _ = v2("GET", self.upload)
        assert status == 204
        received = int(headers["range"].split("-")[1])
        received += 1 if received else 0
        assert received <= self.sent + PIECE
        rest = {"Content-Range": f"{received}-{len(first) - 1}"}
        assert v2("PUT", f"{self.upload}?digest={digest(first)}", first[received:], rest)[0] == 201
        assert v2("GET", f"/v2/{self.repository}/blobs/{digest(first)}")[2] == first


def test_a_server_that_is_killed_while_images_are_pushed(kept):
    ecr, dice = kept.client("ecr"), random.Random(SEED)
    repository = "cut/off"
    ecr.create_repository(repositoryName=repository)
    token = ecr.get_authorization_token()["authorizationData"][0]["authorizationToken"]
    v2, finished = Http(kept, token), []
    size = sum(LAYERS) + 1000
    # Spread over the whole push, a bit at random, and at the very end of each blob.
    cuts = [size * n // CUTS + dice.randrange(PIECE) for n in range(CUTS)]
    cuts += [1, LAYERS[0], sum(LAYERS)]
    for n, cut in enumerate(cuts):
        push = Push(kept, token, repository, f"v{n}", dice, cut)
        try:
            push.run()
            kept.kill()
        except Cut:
            pass
        kept.start()
        push.check(v2)
        for old in finished:
            old.check(v2)
        # Pushed once more, as a client does.
        push.cut = float("inf")
        push.run()
        push.check(v2)
        finished = [*finished[-1:], push]
    told = ecr.describe_images(repositoryName=repository)["imageDetails"]
    assert sorted(t for i in told for t in i["imageTags"]) == sorted(f"v{n}" for n in range(len(cuts)))


def test_pushes_and_refusals_are_in_the_audit_log(kept):
    ecr, nobody = kept.client("ecr"), Http(kept)
    arn = ecr.create_repository(repositoryName="audited")["repository"]["repositoryArn"]
    token = ecr.get_authorization_token()["authorizationData"][0]["authorizationToken"]
    v2 = Http(kept, token)
    assert nobody("GET", "/v2/")[0] == 401
    of, _ = v2.image("audited", "v1")
    assert v2("GET", "/v2/audited/manifests/v1")[0] == 200
    assert nobody("PUT", "/v2/audited/manifests/v2", b"{}")[0] == 401
    assert Http(kept, "bm9ib2R5")("GET", "/v2/")[0] == 401
    assert v2("PUT", "/v2/audited/manifests/v2", b"{}", {"Content-Type": MANIFEST})[0] == 400
    assert v2("DELETE", f"/v2/audited/manifests/{of}")[0] == 202

    def lines():
        # The log is written after the answer; the line of the last request comes last.
        text = (kept.state / "audit.log").read_text()
        found = [json.loads(line) for line in text.splitlines()]
        found = [e for e in found if "resources" in e or e["userIdentity"]["arn"] == ""]
        return found if found and found[-1]["eventName"] == "BatchDeleteImage" else None

    told = eventually(lines)
    assert [(e["eventName"], e.get("errorCode")) for e in told] == [
        ("InitiateLayerUpload", None),
        ("InitiateLayerUpload", None),
        ("PutImage", None),
        ("PutImage", "UNAUTHORIZED"),
        ("Login", "UNAUTHORIZED"),
        ("PutImage", "MANIFEST_INVALID"),
        ("BatchDeleteImage", None),
    ]
    for entry in told:
        assert entry["eventSource"] == "ecr.amazonaws.com" and entry["sourceIPAddress"] == "127.0.0.1"
        if entry.get("errorCode") != "UNAUTHORIZED":
            assert entry["resources"] == [{"ARN": arn}] and entry["userIdentity"]["type"] == "Root"
            assert entry["awsRegion"] == "us-east-1" and entry["requestID"]
    assert token not in (kept.state / "audit.log").read_text()
