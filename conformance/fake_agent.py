"""An ECS agent without an engine: it registers, polls and reports as the official amazon-ecs-agent does, and does
nothing by itself, so that cases say when a task starts and how it ends."""

import base64
import json
import os
import queue
import socket
import struct
import threading
import urllib.parse
import uuid

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from harness import PATIENCE, REGION, eventually

# What the official agent sends in external mode on a usual engine, apart from the mark of an external instance.
CAPABILITIES = [
    *(f"com.amazonaws.ecs.capability.docker-remote-api.1.{n}" for n in range(17, 33) if n not in (26, 27, 31)),
    "com.amazonaws.ecs.capability.privileged-container",
    "com.amazonaws.ecs.capability.logging-driver.json-file",
    "com.amazonaws.ecs.capability.logging-driver.awslogs",
    "ecs.capability.container-ordering",
    "ecs.capability.container-health-check",
    "ecs.capability.container-restart-policy",
    "ecs.capability.network.container-port-range",
    "ecs.capability.task-cpu-mem-limit",
]
VALUES = {"ecs.os-type": "linux", "ecs.os-family": "LINUX", "ecs.cpu-architecture": "x86_64"}
RESERVED = ["22", "2375", "2376", "51678", "51679"]


class Rejected(Exception):
    """The server did not upgrade the connection: its status and what it said."""

    def __init__(self, status, body):
        super().__init__(f"{status}: {body}")
        self.status, self.body = status, body


class WebSocket:
    """A client's side of RFC 6455, as much as is needed: text, ping, close."""

    def __init__(self, url, credentials, tls=None):
        self.url, self.credentials = url, credentials
        parts = urllib.parse.urlsplit(url)
        self.socket = socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE)
        if parts.scheme == "https":
            self.socket = tls.wrap_socket(self.socket, server_hostname=parts.hostname)
        head = {
            "Host": parts.netloc,
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
            "User-Agent": "Go-http-client/1.1",
            **self.signature(""),
        }
        lines = [f"GET {parts.path}?{parts.query} HTTP/1.1", *(f"{k}: {v}" for k, v in head.items()), "", ""]
        self.socket.sendall("\r\n".join(lines).encode())
        self.stream = self.socket.makefile("rb")
        status = int(self.stream.readline().split()[1])
        headers = {}
        while line := self.stream.readline().strip():
            name, value = line.decode().split(":", 1)
            headers[name.lower()] = value.strip()
        if status != 101:
            body = self.stream.read(int(headers.get("content-length", 0))).decode()
            self.socket.close()
            raise Rejected(status, body)
        self.socket.settimeout(None)
        self.lock = threading.Lock()
        self.frames = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def signature(self, payload):
        """Headers of a SigV4 signature over a GET of this URL with `payload`."""
        request = AWSRequest("GET", self.url, data=payload)
        SigV4Auth(self.credentials, "ecs", REGION).add_auth(request)
        return {k: request.headers[k] for k in ("X-Amz-Date", "Authorization")}

    def _read(self):
        """Puts every text into `frames`; at the end the close code, or None when there was none."""
        code = None
        try:
            while code is None:
                first, second = self.stream.read(2)
                size = second & 0x7F
                if size > 125:
                    form = "!H" if size == 126 else "!Q"
                    (size,) = struct.unpack(form, self.stream.read(struct.calcsize(form)))
                data = self.stream.read(size)
                match first & 0x0F:
                    case 1:
                        self.frames.put(data.decode())
                    case 8:
                        code = struct.unpack("!H", data[:2])[0] if data else 1005
                    case 9:
                        self._write(10, data)
        except (OSError, ValueError):
            pass
        self.frames.put(code)

    def _write(self, kind, data):
        mask = os.urandom(4)
        size = len(data)
        if size < 126:
            head = struct.pack("!BB", 0x80 | kind, 0x80 | size)
        else:
            head = struct.pack("!BBH", 0x80 | kind, 0x80 | 126, size)
        masked = bytes(b ^ mask[i % 4] for i, b in enumerate(data))
        with self.lock:
            self.socket.sendall(head + mask + masked)

    def send(self, text):
        self._write(1, text.encode())

    def close(self):
        try:
            self._write(8, struct.pack("!H", 1000))
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.reader.join(PATIENCE)
        self.socket.close()


class Session:
    """One conversation: JSON envelopes both ways, and what has arrived until somebody asks for it."""

    def __init__(self, url, credentials, signed=False, tls=None):
        self.socket, self.signed, self.waiting = WebSocket(url, credentials, tls), signed, []

    def send(self, kind, message):
        text = json.dumps({"type": kind, "message": message})
        if self.signed:
            # The telemetry socket wants a head on every frame, signed over the frame.
            head = {"Host": urllib.parse.urlsplit(self.socket.url).netloc, **self.socket.signature(text)}
            text = "".join(f"{k}: {v}\r\n" for k, v in head.items()) + "\r\n" + text
        self.socket.send(text)

    def receive(self, kind):
        """The next message of this type; others stay for later."""
        for i, (found, message) in enumerate(self.waiting):
            if found == kind:
                del self.waiting[i]
                return message
        while True:
            frame = self.socket.frames.get(timeout=PATIENCE)
            assert isinstance(frame, str), f"the server closed with {frame}, awaited {kind}"
            envelope = json.loads(frame)
            if envelope["type"] == kind:
                return envelope["message"]
            self.waiting.append((envelope["type"], envelope["message"]))

    def closed(self):
        """The code with which the server ends the conversation."""
        while isinstance(frame := self.socket.frames.get(timeout=PATIENCE), str):
            pass
        return frame

    def close(self):
        self.socket.close()


class Agent:
    """A container instance of `cluster`: `connect()` makes it ready for tasks."""

    def __init__(self, server, cluster="default", cpu=4096, memory=8192, attributes=None, without=(), instance=None):
        self.server, self.cluster, self.acs, self.tcs = server, cluster, None, None
        self.ecs = server.client("ecs")
        self.credentials = Credentials(server.access_key, server.secret_key)
        values = {**VALUES, **(attributes or {})}
        self.attributes = [{"name": n} for n in CAPABILITIES if n not in without]
        self.attributes += [{"name": n, **({"value": v} if v else {})} for n, v in values.items()]
        self.resources = [
            {"name": "CPU", "type": "INTEGER", "integerValue": cpu},
            {"name": "MEMORY", "type": "INTEGER", "integerValue": memory},
            {"name": "PORTS", "type": "STRINGSET", "stringSetValue": RESERVED},
            {"name": "PORTS_UDP", "type": "STRINGSET", "stringSetValue": []},
        ]
        self.arn = instance
        self.register()

    def register(self):
        again = {"containerInstanceArn": self.arn} if self.arn else {}
        answer = self.ecs.register_container_instance(
            cluster=self.cluster,
            instanceIdentityDocument="",
            instanceIdentityDocumentSignature="",
            attributes=self.attributes,
            totalResources=self.resources,
            **again,
        )
        self.instance = answer["containerInstance"]
        self.arn = self.instance["containerInstanceArn"]

    @property
    def id(self):
        return self.arn.rsplit("/", 1)[-1]

    def connect(self):
        found = self.ecs.discover_poll_endpoint(cluster=self.cluster, containerInstance=self.arn)
        version = {"agentHash": "8dfceca6", "agentVersion": "1.105.1"}
        acs = {
            "clusterArn": self.cluster,
            "containerInstanceArn": self.arn,
            **version,
            "dockerVersion": "DockerVersion: 20.10.24",
            "protocolVersion": "2",
            "seqNum": "1",
            "sendCredentials": "true",
        }
        tcs = {
            "cluster": self.cluster,
            "containerInstance": self.arn,
            **version,
            "dockerVersion": "20.10.24",
        }
        url = self._url(found["endpoint"], acs)
        self.acs = eventually(self._when_free, url)
        self.tcs = Session(self._url(found["telemetryEndpoint"], tcs), self.credentials, signed=True, tls=self.server.tls)
        return self

    def _when_free(self, url):
        """The server may still be closing the conversation before: agents come back a little later."""
        try:
            return Session(url, self.credentials, tls=self.server.tls)
        except Rejected as rejected:
            if "Another agent is connected" not in rejected.body:
                raise

    @staticmethod
    def _url(endpoint, query):
        encoded = urllib.parse.urlencode(sorted(query.items()), quote_via=urllib.parse.quote)
        return f"{endpoint.rstrip('/')}/ws?{encoded}"

    def disconnect(self):
        for session in (self.acs, self.tcs):
            if session:
                session.close()
        self.acs = self.tcs = None

    def ack(self, message):
        ack = {"cluster": self.cluster, "containerInstance": self.arn, "messageId": message["messageId"]}
        self.acs.send("AckRequest", ack)

    def told(self):
        """The tasks of the next payload, which is acknowledged."""
        payload = self.acs.receive("PayloadMessage")
        self.ack(payload)
        return payload["tasks"]

    def await_task(self, arn, status):
        """The payload's task that tells this agent to bring `arn` to `status`."""
        while True:
            for task in self.told():
                if task["arn"] == arn and task["desiredStatus"] == status:
                    return task

    def report(self, arn, status, containers=(), reason="", **more):
        self.ecs.submit_task_state_change(
            cluster=self.cluster, task=arn, status=status, reason=reason, containers=list(containers), **more
        )

    def run(self, arn, **container):
        """Takes the task over and reports its containers as running."""
        task = self.await_task(arn, "RUNNING")
        containers = [
            {"containerName": c["name"], "runtimeId": uuid.uuid4().hex * 2, "status": "RUNNING", **container}
            for c in task["containers"]
        ]
        self.report(arn, "RUNNING", containers)
        return task

    def end(self, arn, names=("a",), exit_code=0, reason=""):
        containers = [
            {"containerName": n, "runtimeId": "r" * 64, "status": "STOPPED", "exitCode": exit_code} for n in names
        ]
        self.report(arn, "STOPPED", containers, reason)
