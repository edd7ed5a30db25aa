"""docker as the user's document uses it against the registry of an installation."""

import contextlib
import hashlib
import json
import subprocess
import tempfile
import urllib.request
import uuid

from box import IMAGE, PATIENCE


def digest(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


class Client:
    """docker with a configuration of its own, logged in as the document says."""

    def __init__(self, box):
        self.box, self.host = box, f"localhost:{box.port}"
        self.env = {**box.env, "DOCKER_CONFIG": tempfile.mkdtemp(dir=box.folder)}
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

    def another(self, name, tag, label):
        """Points the tag at an image like the one it points at, but with a label; answers its digest."""
        answer = self.v2(f"{name}/manifests/{tag}", headers={"Accept": "application/vnd.docker.distribution.manifest.v2+json"})
        kind, manifest = answer.headers["Content-Type"], json.load(answer)
        config = json.load(self.v2(f"{name}/blobs/{manifest['config']['digest']}"))
        config["config"]["Labels"] = {"case": label}
        content = json.dumps(config).encode()
        assert self.v2(f"{name}/blobs/uploads/?digest={digest(content)}", "POST", content).status == 201
        manifest["config"] |= {"size": len(content), "digest": digest(content)}
        text = json.dumps(manifest).encode()
        assert self.v2(f"{name}/manifests/{tag}", "PUT", text, {"Content-Type": kind}).status == 201
        return digest(text)

    def pushed(self, name, tag="v1"):
        """The digest that a tag points at."""
        ids = [{"imageTag": tag}]
        (told,) = self.box.client("ecr").describe_images(repositoryName=name, imageIds=ids)["imageDetails"]
        return told["imageDigest"]

    def close(self):
        """Every name that the engine learned from this registry, and those of the case."""
        listed = self.box.engine.call("GET", "/images/json")
        names = [n for i in listed for n in (i["RepoTags"] or []) + (i["RepoDigests"] or [])]
        for image in {*self.made, *(n for n in names if n.startswith(f"{self.host}/"))}:
            subprocess.run(["docker", "rmi", "--force", image], env=self.env, capture_output=True)


@contextlib.contextmanager
def docker(box):
    box.up()
    box.bring_image()
    client = Client(box)
    try:
        yield client
    finally:
        client.close()
