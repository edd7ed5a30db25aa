"""The container engine's own API, asked directly, so that cases see what is really there."""

import http.client
import json
import os
import socket
import urllib.parse


class NotFound(AssertionError):
    """The engine has no such object."""


class _Unix(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("engine", timeout=60)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Engine:
    """An engine behind a Unix socket; the machine's own unless another is named."""

    def __init__(self, host=None):
        self.host = host or os.environ.get("DOCKER_HOST") or "unix:///var/run/docker.sock"

    def call(self, method, path, body=None, **query):
        filters = {k: json.dumps(v) if isinstance(v, dict) else v for k, v in query.items()}
        connection = _Unix(self.host.removeprefix("unix://"))
        try:
            kind = {"content-type": "application/x-tar"} if body else {}
            connection.request(method, f"{path}?{urllib.parse.urlencode(filters)}", body, kind)
            answer = connection.getresponse()
            said = answer.read()
        finally:
            connection.close()
        if answer.status == 404:
            raise NotFound(f"{method} {path}: {said.decode()}")
        assert answer.status < 400, f"{method} {path}: {answer.status} {said.decode()}"
        progress = b"}\r\n{" in said
        return json.loads(said) if said[:1] in (b"{", b"[") and not progress else said

    def answers(self):
        try:
            return self.call("GET", "/_ping") == b"OK"
        except (OSError, AssertionError, http.client.HTTPException):
            return False

    def containers(self, label):
        """What belongs to a label, running or not, as `docker inspect` shows it; oldest first."""
        found = self.call("GET", "/containers/json", all="true", filters={"label": [label]})
        found.sort(key=lambda c: c["Created"])
        return [seen for c in found if (seen := self.inspect(c["Id"]))]

    def inspect(self, container):
        """One container; None where it has been removed, perhaps since it was listed."""
        try:
            return self.call("GET", f"/containers/{container}/json")
        except NotFound:
            return None

    def kill(self, container, signal="KILL"):
        self.call("POST", f"/containers/{container}/kill", signal=signal)

    def everything(self):
        """Ids of all containers, networks and volumes."""
        return {
            *(c["Id"] for c in self.call("GET", "/containers/json", all="true")),
            *(n["Id"] for n in self.call("GET", "/networks")),
            *(v["Name"] for v in self.call("GET", "/volumes")["Volumes"] or []),
        }

    def made_by(self, agent):
        """Ids of what one agent has made: containers, networks, volumes."""

        def labelled(label):
            return {"label": [f"{label}={agent}"]}

        ids = [c["Id"] for c in self.call("GET", "/containers/json", all="true", filters=labelled("longshore.agent"))]
        ids += [n["Id"] for n in self.call("GET", "/networks", filters=labelled("longshore.made-by"))]
        for label in ("longshore.agent", "longshore.made-by"):
            ids += [v["Name"] for v in self.call("GET", "/volumes", filters=labelled(label))["Volumes"] or []]
        return ids
