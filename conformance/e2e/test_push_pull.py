"""Images pushed and pulled by unmodified clients, and by the agent for tasks."""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import urllib.request
import uuid

import pytest
from box import IMAGE, PATIENCE, container

SKOPEO = shutil.which("skopeo")


class Client:
    """docker with a configuration of its own, logged in as the document says."""

    def __init__(self, box):
        self.box, self.host = box, f"localhost:{box.port}"
        self.config = box.folder / "docker"
        self.config.mkdir(exist_ok=True)
        self.env = {**box.env, "DOCKER_CONFIG": str(self.config)}
        self.made = []

    def docker(self, *arguments, code=0, text=None):
        done = subprocess.run(
            ["docker", *arguments], env=self.env, input=text, capture_output=True, text=True, timeout=PATIENCE
        )
        assert done.returncode == code, f"{arguments}: {done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def login(self):
        line = f"aws ecr get-login-password --profile longshore | docker login --username AWS --password-stdin {self.host}"
        done = subprocess.run(line, shell=True, env=self.env, capture_output=True, text=True, timeout=PATIENCE)
        assert "Login Succeeded" in done.stdout, done.stderr

    def token(self):
        data = self.box.client("ecr").get_authorization_token()["authorizationData"][0]
        return data["authorizationToken"]

    def repository(self):
        name = f"e2e/{uuid.uuid4().hex[:10]}"
        made = self.box.client("ecr").create_repository(repositoryName=name)["repository"]
        assert made["repositoryUri"] == f"{self.host}/{name}"
        return name

    def image(self, name, tag="v1"):
        """The sample image under a name in the registry."""
        full = f"{self.host}/{name}:{tag}"
        self.docker("tag", IMAGE, full)
        self.made.append(full)
        return full

    def v2(self, path, method="GET", body=None, headers=None):
        url = f"http://127.0.0.1:{self.box.port}/v2/{path}"
        headers = {"Authorization": f"Basic {self.token()}", **(headers or {})}
        return urllib.request.urlopen(urllib.request.Request(url, body, headers, method=method), timeout=PATIENCE)


@pytest.fixture
def client(box):
    yield from clients(box)


@pytest.fixture
def own_client(own):
    yield from clients(own)


def clients(box):
    box.up()
    box.bring_image()
    client = Client(box)
    yield client
    for image in client.made:
        subprocess.run(["docker", "rmi", image], env=client.env, capture_output=True)


def test_docker_pushes_and_pulls(client):
    name = client.repository()
    image = client.image(name)
    assert "no basic auth credentials" in client.docker("push", image, code=1)
    client.login()
    said = client.docker("push", image)
    assert "Pushed" in said and "digest: sha256:" in said
    assert "Layer already exists" in client.docker("push", image)
    (told,) = client.box.client("ecr").describe_images(repositoryName=name)["imageDetails"]
    assert told["imageTags"] == ["v1"] and told["imageDigest"] in said and told["imageSizeInBytes"] > 1000
    client.docker("rmi", image)
    assert told["imageDigest"] in client.docker("pull", image)
    client.docker("pull", f"{client.host}/{name}@{told['imageDigest']}")
    client.docker("logout", client.host)
    client.docker("rmi", image)
    assert "no basic auth credentials" in client.docker("pull", image, code=1)
    assert "does not exist in the registry" in unknown(client)


def unknown(client):
    client.login()
    return client.docker("push", client.image("e2e/none"), code=1)


@pytest.mark.parametrize("name", ["localhost", "aws"])
def test_a_task_pulls_what_was_pushed(client, name):
    """Nobody logs in on the node: the agent asks for a token."""
    repository = client.repository()
    image = client.image(repository, "v1")
    client.login()
    client.docker("push", image)
    client.docker("rmi", image)
    written = image
    if name == "aws":
        account, region = client.box.access()["account"], client.box.access()["region"]
        written = f"{account}.dkr.ecr.{region}.amazonaws.com/{repository}:v1"
        client.made.append(written)
    task = client.box.start(client.box.define({**container("web", "sleep", 600), "image": written}))
    told = client.box.running(task)
    (pushed,) = client.box.client("ecr").describe_images(repositoryName=repository)["imageDetails"]
    assert told["containers"][0]["imageDigest"] == pushed["imageDigest"]
    client.box.stop(task)
    missing = {**container("web", "exit", 0), "image": f"{client.host}/{repository}:none"}
    stopped = client.box.stopped(client.box.start(client.box.define(missing)))
    assert "CannotPullContainerError" in stopped["containers"][0]["reason"], stopped["containers"]


@pytest.mark.skipif(not SKOPEO, reason="skopeo is not installed")
def test_skopeo_copies_formats_and_deletes(client, tmp_path):
    name = client.repository()
    password = base64.b64decode(client.token()).decode()
    plain = ["--dest-tls-verify=false", "--dest-creds", password]
    there = f"docker://{client.host}/{name}"

    def skopeo(*arguments):
        done = subprocess.run([SKOPEO, *arguments], env=client.env, capture_output=True, text=True, timeout=PATIENCE)
        assert done.returncode == 0, done.stderr
        return done.stdout

    for kind in ("v2s2", "oci"):
        skopeo("copy", "-f", kind, *plain, f"docker-daemon:{IMAGE}", f"{there}:{kind}")
        raw = skopeo("inspect", "--raw", "--tls-verify=false", "--creds", password, f"{there}:{kind}")
        digest = "sha256:" + hashlib.sha256(raw.encode()).hexdigest()
        ids = [{"imageTag": kind, "imageDigest": digest}]
        (told,) = client.box.client("ecr").describe_images(repositoryName=name, imageIds=ids)["imageDetails"]
        assert ("docker" if kind == "v2s2" else "oci") in told["imageManifestMediaType"]
        skopeo("copy", "--src-tls-verify=false", "--src-creds", password, f"{there}:{kind}", f"oci:{tmp_path}/{kind}")
        # An index of it, which an engine follows to the image of its own kind.
        manifest = {
            "mediaType": told["imageManifestMediaType"],
            "size": len(raw),
            "digest": digest,
            "platform": {"os": "linux", "architecture": "amd64"},
        }
        index_type = "application/vnd.oci.image.index.v1+json"
        index = json.dumps({"schemaVersion": 2, "mediaType": index_type, "manifests": [manifest]}).encode()
        client.v2(f"{name}/manifests/all-{kind}", "PUT", index, {"Content-Type": index_type})
        client.login()
        client.docker("pull", f"{client.host}/{name}:all-{kind}")
        client.made.append(f"{client.host}/{name}:all-{kind}")
    skopeo("delete", "--tls-verify=false", "--creds", password, f"{there}:all-oci")
    skopeo("delete", "--tls-verify=false", "--creds", password, f"{there}:oci")
    left = client.box.client("ecr").list_images(repositoryName=name)["imageIds"]
    assert sorted(i["imageTag"] for i in left) == ["all-v2s2", "v2s2"]


def test_a_push_survives_the_end_of_the_server(own_client):
    """What was finished is there, what was not is nowhere, and the upload goes on where it stood."""
    client = own_client
    name = client.repository()
    whole, half = os.urandom(300_000), os.urandom(3_000_000)

    def digest(content):
        return "sha256:" + hashlib.sha256(content).hexdigest()

    assert client.v2(f"{name}/blobs/uploads/?digest={digest(whole)}", "POST", whole).status == 201
    where = client.v2(f"{name}/blobs/uploads/", "POST").headers["Location"].removeprefix("/v2/")
    assert client.v2(where, "PATCH", half[:2_000_000]).status == 202
    client.box.kill()
    client.box.up()
    assert client.v2(f"{name}/blobs/{digest(whole)}").read() == whole
    with pytest.raises(urllib.error.HTTPError, match="404"):
        client.v2(f"{name}/blobs/{digest(half)}")
    assert client.v2(where).headers["Range"] == "0-1999999"
    rest = {"Content-Range": "2000000-2999999"}
    assert client.v2(f"{where}?digest={digest(half)}", "PUT", half[2_000_000:], rest).status == 201
    assert client.v2(f"{name}/blobs/{digest(half)}").read() == half
