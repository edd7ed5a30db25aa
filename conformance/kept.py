"""A server that keeps its state, to be killed and started again."""

import contextlib
import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import tempfile

from harness import BIN, PATIENCE, Server, eventually


def free_port():
    """Below the range that clients' own ends are taken from, so that it stays free while the server is down."""
    while True:
        port = random.randrange(20_000, 30_000)
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


class Kept(Server):
    """`longshore server` over a home that outlives it."""

    def __init__(self, *settings):
        self.home = tempfile.TemporaryDirectory(prefix="longshore-conformance-")
        self.state = pathlib.Path(self.home.name, "state")
        self.state.mkdir()
        self.log = open(os.path.join(self.home.name, "stderr"), "w+")
        self.port = free_port()
        self.endpoint = f"http://127.0.0.1:{self.port}"
        lines = [f"port = {self.port}", 'engine = "none"', *settings]
        (self.state / "longshore.toml").write_text("\n".join(lines) + "\n")
        self.env = {"HOME": self.home.name, "PATH": os.environ["PATH"], "LONGSHORE_HOME": str(self.state)}
        self.start()
        access = json.loads((self.state / "access.json").read_text())
        self.access_key, self.secret_key = access["access_key_id"], access["secret_access_key"]

    def spawn(self):
        self.process = subprocess.Popen([BIN, "server"], stdout=self.log, stderr=self.log, env=self.env)

    def start(self):
        self.spawn()
        eventually(self.serves)

    def serves(self):
        assert self.process.poll() is None, self.errors()
        # The number is written last, and an old one may still be there.
        return self.pid_file() == str(self.process.pid)

    def pid_file(self):
        with contextlib.suppress(FileNotFoundError):
            return (self.state / "longshore.pid").read_text()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)

    def run(self, *arguments):
        return subprocess.run([BIN, *arguments], env=self.env, capture_output=True, text=True, timeout=60)
