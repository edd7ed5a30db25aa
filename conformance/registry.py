"""A registry on 127.0.0.1, as far as engines need one to pull: manifests and blobs of images made of one layer.

Engines speak plain http with registries on loopback addresses.
"""

import gzip
import hashlib
import http.server
import io
import json
import tarfile
import threading

MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
CONFIG = "application/vnd.docker.container.image.v1+json"
LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip"


def digest(content):
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


class Registry:
    """`token`: who pulls needs one, of `https://auth.upstream.test/token`. `cdn`: blobs are elsewhere, at `https://cdn.upstream.test/`."""

    def __init__(self, token=None, cdn=False):
        self.blobs, self.manifests, self.asked = {}, {}, []
        self.token, self.cdn, self.shown = token, cdn, []
        # Media types of manifests that are not of one image.
        self.kinds = {}
        registry = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                registry.answer(self)

            do_HEAD = do_GET

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, request):
        self.asked.append(request.path)
        parts = request.path.split("?")[0].strip("/").split("/")
        kind, content = "application/json", None
        shown = request.headers.get("authorization")
        self.shown.append((parts[0], shown))
        if self.token and parts[0] == "v2" and shown != f"Bearer {self.token}":
            return self.challenge(request)
        if parts == ["token"]:
            content = json.dumps({"token": self.token}).encode()
        elif parts[0] == "cdn":
            kind, content = "application/octet-stream", self.blobs.get(parts[-1])
        elif self.cdn and "blobs" in parts:
            request.send_response(307)
            request.send_header("location", f"https://cdn.upstream.test/cdn/{parts[-1]}")
            request.send_header("content-length", "0")
            return request.end_headers()
        elif parts == ["v2"]:
            content = b"{}"
        elif len(parts) > 3 and parts[-2] == "manifests":
            content = self.manifests.get(("/".join(parts[1:-2]), parts[-1]))
            kind = self.kinds.get(content, MANIFEST)
        elif len(parts) > 3 and parts[-2] == "blobs":
            kind, content = "application/octet-stream", self.blobs.get(parts[-1])
        status = 404 if content is None else 200
        if content is None:
            code = "MANIFEST_UNKNOWN" if "manifests" in parts else "BLOB_UNKNOWN"
            content = json.dumps({"errors": [{"code": code, "message": "manifest unknown"}]}).encode()
        request.send_response(status)
        request.send_header("content-type", kind)
        request.send_header("content-length", str(len(content)))
        request.send_header("docker-content-digest", digest(content))
        request.end_headers()
        if request.command == "GET":
            request.wfile.write(content)

    def challenge(self, request):
        request.send_response(401)
        request.send_header("www-authenticate", 'Bearer realm="https://auth.upstream.test/token",service="upstream"')
        request.send_header("content-length", "0")
        request.end_headers()

    def add(self, repository, layer, config=None, architecture="amd64", tag="latest"):
        """An image of one layer, a tar; answers the name to pull."""
        packed = gzip.compress(layer, 1, mtime=0)
        whole = {
            "architecture": architecture,
            "os": "linux",
            "config": config or {},
            "rootfs": {"type": "layers", "diff_ids": [digest(layer)]},
            "history": [{"created_by": "a case"}],
        }
        told = json.dumps(whole).encode()
        manifest = json.dumps(
            {
                "schemaVersion": 2,
                "mediaType": MANIFEST,
                "config": {"mediaType": CONFIG, "size": len(told), "digest": digest(told)},
                "layers": [{"mediaType": LAYER, "size": len(packed), "digest": digest(packed)}],
            }
        ).encode()
        self.blobs |= {digest(told): told, digest(packed): packed}
        self.manifests |= {(repository, tag): manifest, (repository, digest(manifest)): manifest}
        return f"{self.host}/{repository}:{tag}"


def sample(engine, image):
    """The layer and the configuration of an image that the engine has."""
    with tarfile.open(fileobj=io.BytesIO(engine.call("GET", f"/images/{image}/get"))) as saved:
        (manifest,) = json.load(saved.extractfile("manifest.json"))
        (layer,) = manifest["Layers"]
        config = json.load(saved.extractfile(manifest["Config"]))["config"]
        return saved.extractfile(layer).read(), config


def with_file(layer, path, content):
    """The layer and one file more."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as out:
        with tarfile.open(fileobj=io.BytesIO(layer)) as old:
            for entry in old:
                out.addfile(entry, old.extractfile(entry) if entry.isfile() else None)
        entry = tarfile.TarInfo(path)
        entry.size = len(content)
        out.addfile(entry, io.BytesIO(content))
    return tar.getvalue()
