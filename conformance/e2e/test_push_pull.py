"""Images pushed and pulled by unmodified clients, and by the agent for tasks."""

import base64
import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import uuid

import pytest
from box import IMAGE, PATIENCE, Box, container, free_port
from docker_client import digest, docker

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from registry import MANIFEST, Registry, sample  # noqa: E402

SKOPEO, PODMAN = shutil.which("skopeo"), shutil.which("podman")


@pytest.fixture
def client(box):
    with docker(box) as client:
        yield client


@pytest.fixture
def own_client(own):
    with docker(own) as client:
        yield client


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
    client.login()
    assert "does not exist in the registry" in client.docker("push", client.image("e2e/none"), code=1)
    gone = client.box.aws("ecr", "batch-delete-image", "--repository-name", name, "--image-ids", "imageTag=v1")
    assert gone["imageIds"] == [{"imageDigest": told["imageDigest"], "imageTag": "v1"}] and gone["failures"] == []
    assert "not found" in client.docker("pull", image, code=1)


@pytest.mark.parametrize("reference", ["tag", "digest"])
@pytest.mark.parametrize("name", ["localhost", "aws"])
def test_a_task_pulls_what_was_pushed(client, name, reference):
    """Nobody logs in on the node: the agent asks for a token."""
    repository = client.repository()
    image = client.image(repository, "v1")
    client.login()
    client.docker("push", image)
    client.docker("rmi", image)
    pushed = client.pushed(repository)
    account, region = client.box.access()["account"], client.box.access()["region"]
    host = client.host if name == "localhost" else f"{account}.dkr.ecr.{region}.amazonaws.com"
    written = f"{host}/{repository}" + (":v1" if reference == "tag" else f"@{pushed}")
    client.made.append(written)
    task = client.box.start(client.box.define({**container("web", "sleep", 600), "image": written}))
    told = client.box.running(task)
    assert told["containers"][0]["imageDigest"] == pushed
    assert told["containers"][0]["image"] == written
    client.box.stop(task)
    missing = {**container("web", "exit", 0), "image": f"{client.host}/{repository}:none"}
    stopped = client.box.stopped(client.box.start(client.box.define(missing)))
    assert "CannotPullContainerError" in stopped["containers"][0]["reason"], stopped["containers"]


@contextlib.contextmanager
def configured(text):
    """A client of an installation with these settings."""
    box = Box()
    box.state.mkdir()
    box.state.chmod(0o700)
    (box.state / "longshore.toml").write_text(text)
    try:
        with docker(box) as client:
            yield client
    finally:
        box.close()


@pytest.fixture
def forwarded(engine):
    """An installation whose agent forwards the registry from a port of its own, as agents of other machines do."""
    port = free_port()
    with configured(f"[agent]\nregistry_port = {port}\n") as client:
        client.host = f"localhost:{port}"
        yield client


@pytest.fixture
def upstream():
    registry = Registry()
    yield registry
    registry.close()


def test_tasks_run_what_is_pulled_through(engine, upstream):
    """An index of images for several machines, of which only this one's comes."""
    with configured(f'[registry.upstreams]\n"quay.io" = "http://{upstream.host}"\n') as client:
        layer, config = sample(engine, IMAGE)
        parts = []
        for architecture in (client.docker("version", "--format", "{{.Server.Arch}}").strip(), "s390x"):
            upstream.add("team/web", layer, config, architecture, architecture)
            text = upstream.manifests["team/web", architecture]
            platform = {"os": "linux", "architecture": architecture}
            parts.append({"mediaType": MANIFEST, "digest": digest(text), "size": len(text), "platform": platform})
        kind = "application/vnd.docker.distribution.manifest.list.v2+json"
        index = json.dumps({"schemaVersion": 2, "mediaType": kind, "manifests": parts}).encode()
        upstream.manifests |= {("team/web", "all"): index, ("team/web", digest(index)): index}
        upstream.kinds[index] = kind
        ecr = client.box.client("ecr")
        ecr.create_pull_through_cache_rule(ecrRepositoryPrefix="quay", upstreamRegistryUrl="quay.io")
        client.login()
        image = f"{client.host}/quay/team/web:all"
        assert digest(index) in client.docker("pull", image)
        kept = {i["imageDigest"] for i in ecr.describe_images(repositoryName="quay/team/web")["imageDetails"]}
        assert kept == {digest(index), parts[0]["digest"]}
        client.docker("rmi", image)
        upstream.close()
        task = client.box.start(client.box.define({**container("web", "sleep", 600), "image": image}))
        assert client.box.running(task)["containers"][0]["imageDigest"] == digest(index)
        client.box.stop(task)


def test_every_machine_has_the_registry_at_a_port_of_its_own(forwarded):
    client = forwarded
    name = f"e2e/{uuid.uuid4().hex[:10]}"
    client.box.client("ecr").create_repository(repositoryName=name)
    image = client.image(name)
    client.login()
    assert "Pushed" in client.docker("push", image)
    client.docker("rmi", image)
    assert client.pushed(name) in client.docker("pull", image)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"http://{client.host}/health")


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
        of_raw = digest(raw.encode())
        ids = [{"imageTag": kind, "imageDigest": of_raw}]
        (told,) = client.box.client("ecr").describe_images(repositoryName=name, imageIds=ids)["imageDetails"]
        assert ("docker" if kind == "v2s2" else "oci") in told["imageManifestMediaType"]
        skopeo("copy", "--src-tls-verify=false", "--src-creds", password, f"{there}:{kind}", f"oci:{tmp_path}/{kind}")
        # An index of it, which an engine follows to the image of its own kind.
        manifest = {
            "mediaType": told["imageManifestMediaType"],
            "size": len(raw),
            "digest": of_raw,
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


@pytest.fixture
def short_path():
    """Podman takes no long ones."""
    with tempfile.TemporaryDirectory(prefix="podman-", dir="/tmp") as path:
        yield path


@pytest.mark.skipif(not PODMAN, reason="podman is not installed")
def test_podman_pushes_pulls_and_deletes(client, short_path):
    """Its own storage, without running anything: images, and an index of them."""
    name, plain = client.repository(), "--tls-verify=false"
    storage = ["--storage-driver", "vfs", "--root", f"{short_path}/root", "--runroot", f"{short_path}/run"]
    env = {**client.env, "REGISTRY_AUTH_FILE": f"{short_path}/auth.json"}
    pathlib.Path(f"{short_path}/auth.json").write_text("{}")
    there = f"{client.host}/{name}"

    def podman(*arguments, text=None, code=0):
        done = subprocess.run([PODMAN, *storage, *arguments], env=env, input=text, capture_output=True, text=True, timeout=PATIENCE)
        assert done.returncode == code, f"{arguments}: {done.stderr}"
        return done.stdout + done.stderr

    podman("pull", f"docker-daemon:{IMAGE}")
    (there_id,) = podman("images", "--quiet", "--no-trunc").split()
    podman("push", plain, there_id, f"{there}:v1", code=125)
    password = base64.b64decode(client.token()).decode().removeprefix("AWS:")
    assert "Login Succeeded" in podman("login", plain, "--username", "AWS", "--password-stdin", client.host, text=password)
    podman("push", plain, there_id, f"{there}:v1")
    podman("push", plain, "--format", "v2s2", there_id, f"{there}:v2s2")
    podman("manifest", "create", "all")
    podman("manifest", "add", plain, "all", f"docker://{there}:v1")
    podman("manifest", "push", plain, "--all", "all", f"docker://{there}:all")
    podman("manifest", "rm", "all")
    podman("rmi", "--force", there_id)
    for tag in ("v1", "v2s2", "all"):
        podman("pull", plain, f"{there}:{tag}")
    podman("pull", plain, f"{there}@{client.pushed(name)}")
    assert there_id in podman("images", "--quiet", "--no-trunc")
    index = client.pushed(name, "all")
    assert client.v2(f"{name}/manifests/{index}", "DELETE").status == 202
    assert "manifest unknown" in podman("pull", plain, f"{there}:all", code=125).lower()
    kept = {i["imageTag"] for i in client.box.client("ecr").list_images(repositoryName=name)["imageIds"] if "imageTag" in i}
    assert kept == {"v1", "v2s2"}


def test_a_push_survives_the_end_of_the_server(own_client):
    """What was finished is there, what was not is nowhere, and the upload goes on where it stood."""
    client = own_client
    name = client.repository()
    whole, half = os.urandom(300_000), os.urandom(3_000_000)

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
