"""A plain client of /v2/, and images to push with it."""

import hashlib
import http.client
import json

MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
OCI = "application/vnd.oci.image.manifest.v1+json"
INDEX = "application/vnd.oci.image.index.v1+json"


def digest(content):
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def token(ecr):
    return ecr.get_authorization_token()["authorizationData"][0]["authorizationToken"]


class Http:
    """Talks to /v2/ as nobody, or with a token."""

    def __init__(self, server, token=None):
        self.server, self.token = server, token

    def __call__(self, method, path, body=None, headers=None):
        link = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        own = {"Authorization": f"Basic {self.token}"} if self.token else {}
        link.request(method, path, body, {**own, **(headers or {})})
        answer = link.getresponse()
        told = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        link.close()
        return told

    def blob(self, name, content):
        """Pushes bytes whole; answers their digest."""
        status, headers, _ = self("POST", f"/v2/{name}/blobs/uploads/?digest={digest(content)}", content)
        assert status == 201 and headers["docker-content-digest"] == digest(content)
        return digest(content)

    def image(self, name, reference, layer=b"layer", kind=MANIFEST, **more):
        """Pushes an image of one layer; answers its digest and its manifest."""
        config = json.dumps({"architecture": "amd64", "os": "linux"}).encode()
        manifest = json.dumps(
            {
                "schemaVersion": 2,
                "mediaType": kind,
                "config": {"mediaType": "config", "size": len(config), "digest": self.blob(name, config)},
                "layers": [{"mediaType": "layer", "size": len(layer), "digest": self.blob(name, layer)}],
                **more,
            }
        ).encode()
        status, _, text = self("PUT", f"/v2/{name}/manifests/{reference or digest(manifest)}", manifest, {"Content-Type": kind})
        assert status == 201, text
        return digest(manifest), manifest.decode()

    def error(self, *request):
        """Status and code of a refusal."""
        status, _, text = self(*request)
        return status, json.loads(text)["errors"][0]["code"]
