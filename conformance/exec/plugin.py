"""A session manager plugin of our own: the client's end of a data channel, written from the protocol's facts and sharing
no code with the server. As a program it takes the arguments that the aws command line passes to the real one."""

import base64
import collections
import hashlib
import json
import os
import queue
import socket
import struct
import sys
import threading
import time
import urllib.parse
import uuid

HEADER = struct.Struct(">I32sIQqQ16s32sI")
OUTPUT, SIZE, REQUEST, RESPONSE, COMPLETE, FLAG = 1, 3, 5, 6, 7, 10

Message = collections.namedtuple("Message", "kind sequence flags id type payload")


def pack(kind, sequence, flags, type_, payload):
    ident = uuid.uuid4().bytes
    head = HEADER.pack(
        116,
        kind.encode().ljust(32),
        1,
        int(time.time() * 1000),
        sequence,
        flags,
        ident[8:] + ident[:8],
        hashlib.sha256(payload).digest(),
        type_,
    )
    return head + struct.pack(">I", len(payload)) + payload


def unpack(data):
    length, kind, schema, _created, sequence, flags, ident, digest, type_ = HEADER.unpack(data[:116])
    assert (length, schema) == (116, 1), data[:40]
    (size,) = struct.unpack(">I", data[116:120])
    payload = data[120:]
    assert len(payload) == size
    assert not payload or digest == hashlib.sha256(payload).digest()
    return Message(kind.decode().strip("\0 "), sequence, flags, uuid.UUID(bytes=ident[8:] + ident[:8]), type_, payload)


class Closed(Exception):
    """The server closed the connection: code and reason."""


class Socket:
    """A client's side of RFC 6455."""

    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        assert parts.scheme == "ws", url
        self.socket = socket.create_connection((parts.hostname, parts.port), timeout=60)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: Upgrade\r\n"
            f"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode()
        )
        self.stream = self.socket.makefile("rb")
        status = self.stream.readline().decode()
        assert " 101 " in status, status
        while self.stream.readline().strip():
            pass
        self.lock = threading.Lock()

    def send(self, data, kind=2):
        mask, size = os.urandom(4), len(data)
        if size < 126:
            head = struct.pack("!BB", 0x80 | kind, 0x80 | size)
        elif size < 1 << 16:
            head = struct.pack("!BBH", 0x80 | kind, 0xFE, size)
        else:
            head = struct.pack("!BBQ", 0x80 | kind, 0xFF, size)
        long_mask = (mask * (size // 4 + 1))[:size]
        body = (int.from_bytes(data) ^ int.from_bytes(long_mask)).to_bytes(size)
        with self.lock:
            self.socket.sendall(head + mask + body)

    def receive(self):
        """The next binary message. Closed when there is none any more."""
        while True:
            start = self.stream.read(2)
            if len(start) < 2:
                raise Closed(None, "gone")
            size = start[1] & 0x7F
            if size > 125:
                form = "!H" if size == 126 else "!Q"
                (size,) = struct.unpack(form, self.stream.read(struct.calcsize(form)))
            data = self.stream.read(size)
            match start[0] & 0x0F:
                case 2:
                    return data
                case 8:
                    code = struct.unpack("!H", data[:2])[0] if data else 1005
                    raise Closed(code, data[2:].decode())
                case 9:
                    self.send(data, 10)

    def close(self):
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.socket.close()


class Session:
    """One end of a session. `lose(message)` says which data messages are to be taken for lost: they are neither read nor
    acknowledged. `forget(message)` loses acknowledgements alone."""

    def __init__(self, url, token, size=(80, 24), lose=None, forget=None, handshake=True):
        self.lose, self.forget, self.handshake = lose or (lambda m: False), forget or (lambda m: False), handshake
        self.size = size
        self.output, self.said, self.exit_code = queue.Queue(), None, None
        self.text = ""
        self.doubles = 0
        self.ready = threading.Event()
        self.over = threading.Event()
        self.why = None
        self.unanswered, self.next, self.expected, self.ahead = {}, 0, 0, {}
        self.lock = threading.Lock()
        self.socket = Socket(url)
        first = {"MessageSchemaVersion": "1.0", "RequestId": str(uuid.uuid4()), "TokenValue": token}
        self.socket.send(json.dumps({**first, "ClientId": str(uuid.uuid4()), "ClientVersion": "1.2.0.0"}).encode(), 1)
        if not handshake:
            self.ready.set()
            self.say(SIZE, json.dumps({"cols": size[0], "rows": size[1]}).encode())
        threading.Thread(target=self._listen, daemon=True).start()
        threading.Thread(target=self._repeat, daemon=True).start()

    def say(self, type_, payload):
        with self.lock:
            data = pack("input_stream_data", self.next, int(self.next == 0), type_, payload)
            self.unanswered[self.next] = [time.monotonic(), data]
            self.next += 1
            self.socket.send(data)

    def type(self, text):
        self.ready.wait(60)
        self.say(OUTPUT, text.encode() if isinstance(text, str) else text)

    def resize(self, cols, rows):
        self.say(SIZE, json.dumps({"cols": cols, "rows": rows}).encode())

    def sees(self, wanted, within=60):
        """Everything shown so far, as soon as `wanted` is in it."""
        deadline = time.monotonic() + within
        while wanted not in self.text:
            left = deadline - time.monotonic()
            assert left > 0 and not (self.over.is_set() and self.output.empty()), (wanted, self.text[-500:], self.said)
            try:
                self.text += self.output.get(timeout=min(left, 0.2)).decode(errors="replace")
            except queue.Empty:
                pass
        return self.text

    def ends(self, within=60):
        """Everything shown until the end."""
        assert self.over.wait(within), self.text[-500:]
        while not self.output.empty():
            self.text += self.output.get().decode(errors="replace")
        return self.text

    def close(self):
        self.socket.close()

    def _repeat(self):
        while not self.over.wait(0.2):
            now = time.monotonic()
            with self.lock:
                for entry in self.unanswered.values():
                    if now - entry[0] > 1:
                        entry[0] = now
                        try:
                            self.socket.send(entry[1])
                        except OSError:
                            return

    def _listen(self):
        try:
            while True:
                self._hear(unpack(self.socket.receive()))
        except Closed as end:
            self.why = end.args
        except (OSError, ValueError) as e:
            self.why = (None, str(e))
        finally:
            self.over.set()

    def _hear(self, m):
        match m.kind:
            case "acknowledge":
                told = json.loads(m.payload)
                assert told["AcknowledgedMessageType"] == "input_stream_data" and told["IsSequentialMessage"] is True
                with self.lock:
                    self.unanswered.pop(told["AcknowledgedMessageSequenceNumber"], None)
            case "channel_closed":
                told = json.loads(m.payload)
                self.said, self.exit_code = told["Output"], told.get("longshoreExitCode")
            case "output_stream_data":
                if self.lose(m):
                    return
                if not self.forget(m):
                    told = {
                        "AcknowledgedMessageType": m.kind,
                        "AcknowledgedMessageId": str(m.id),
                        "AcknowledgedMessageSequenceNumber": m.sequence,
                        "IsSequentialMessage": True,
                    }
                    self.socket.send(pack("acknowledge", 0, 3, 0, json.dumps(told).encode()))
                if m.sequence < self.expected:
                    self.doubles += 1
                    return
                self.ahead[m.sequence] = m
                while self.expected in self.ahead:
                    self._take(self.ahead.pop(self.expected))
                    self.expected += 1

    def _take(self, m):
        if m.type == REQUEST and self.handshake:
            asked = json.loads(m.payload)
            assert asked["AgentVersion"]
            done = []
            for action in asked["RequestedClientActions"]:
                assert action["ActionType"] == "SessionType", action
                assert action["ActionParameters"]["SessionType"] == "InteractiveCommands"
                done.append({"ActionType": "SessionType", "ActionStatus": 1, "ActionResult": None, "Error": ""})
            answer = {"ClientVersion": "1.2.0.0", "ProcessedClientActions": done, "Errors": []}
            self.say(RESPONSE, json.dumps(answer).encode())
        elif m.type == COMPLETE:
            assert json.loads(m.payload)["HandshakeTimeToComplete"] > 0
            self.resize(*self.size)
            self.ready.set()
        elif m.type == OUTPUT:
            self.output.put(m.payload)


def main(arguments):
    """As `session-manager-plugin`: without arguments it says that it is there, with them it is the session."""
    if not arguments:
        print("\nThe Session Manager plugin was installed successfully. Use the AWS CLI to start a session.\n")
        return 0
    if note := os.environ.get("PLUGIN_NOTES"):
        with open(note, "w") as out:
            json.dump(arguments, out)
    granted, _region, operation = json.loads(arguments[0]), arguments[1], arguments[2]
    assert operation == "StartSession"
    print(f"\n\nStarting session with SessionId: {granted['SessionId' if 'SessionId' in granted else 'sessionId']}", flush=True)
    session = Session(granted["streamUrl"], granted["tokenValue"])

    def type_in():
        while data := os.read(0, 1024):
            session.type(data)
        session.type(b"\x04")

    threading.Thread(target=type_in, daemon=True).start()
    while not (session.over.is_set() and session.output.empty()):
        try:
            os.write(1, session.output.get(timeout=0.1))
        except queue.Empty:
            pass
    if session.said:
        print(f"\n\nSessionId: {granted['sessionId']} : {session.said}\n\n")
    else:
        print(f"\n\nExiting session with sessionId: {granted['sessionId']}.\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
