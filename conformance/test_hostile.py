"""Clients that mean harm or do not know better: whatever they do, others are served."""

import contextlib
import os
import random
import socket
import struct
import threading
import time

import pytest
from harness import PATIENCE

SLOW = 300
HEAD = b"POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-amz-json-1.1\r\n"
UNFINISHED = {
    "nothing": b"",
    "half a line": b"POST / HT",
    "half a header": HEAD + b"x-amz-target: Amazon",
    "half a body": HEAD + b"content-length: 1000\r\n\r\n{",
    "half a chunk": HEAD + b"transfer-encoding: chunked\r\n\r\nfff\r\n{",
    "half a preface": b"PRI * HTTP/2.0\r\n",
    "an HTTP/2 client without requests": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0",
    "half an upgrade": b"GET /acs/ws HTTP/1.1\r\nhost: localhost\r\nupgrade: websocket\r\n",
}


def connect(server):
    return socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE)


def abort(line):
    """Ends the connection with a reset instead of a farewell."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.close()


def still_fine(server, ecs):
    assert server.process.poll() is None
    assert ecs.list_clusters()["clusterArns"] is not None


@pytest.mark.parametrize("name", UNFINISHED)
@pytest.mark.parametrize("leave", [abort, socket.socket.close], ids=["reset", "closed"])
def test_clients_that_leave(server, ecs, name, leave):
    for _ in range(20):
        line = connect(server)
        line.sendall(UNFINISHED[name])
        leave(line)
    still_fine(server, ecs)


def test_garbage(server, ecs):
    """Bytes by the seed of SEED, some of which look like HTTP."""
    seed = int(os.environ.get("SEED", "4580"))
    dice = random.Random(seed)
    words = [b"POST / HTTP/1.1\r\n", b"\r\n", b"host: x\r\n", b"content-length: ", b"\0", b"HTTP/2.0", b"Action=", b"{"]
    for round in range(300):
        parts = [dice.choice(words) if dice.random() < 0.5 else dice.randbytes(dice.randrange(60)) for _ in range(12)]
        with connect(server) as line:
            heard = b""
            with contextlib.suppress(ConnectionError):
                line.sendall(b"".join(parts))
                with contextlib.suppress(OSError):
                    line.shutdown(socket.SHUT_WR)  # Unless the server has hung up.
                heard = line.recv(4096)
            assert not heard.startswith((b"HTTP/1.1 5", b"HTTP/1.0 5")), (seed, round, heard)
    still_fine(server, ecs)


def test_slow_clients(server, ecs):
    """Hundreds of clients that send a byte now and then, while one that is sound is served without delay."""
    starts = list(UNFINISHED.values())
    lines = [connect(server) for _ in range(SLOW)]
    for i, line in enumerate(lines):
        line.sendall(starts[i % len(starts)])
    done = threading.Event()

    def drip():
        while not done.wait(0.05):
            for line in lines:
                try:
                    line.send(b"x", socket.MSG_DONTWAIT)
                except OSError:
                    pass  # The server has let this one go.

    dripping = threading.Thread(target=drip)
    dripping.start()
    try:
        slowest = 0
        for n in range(50):
            start = time.monotonic()
            name = f"hostile-{n}"
            ecs.create_cluster(clusterName=name)
            (found,) = ecs.describe_clusters(clusters=[name])["clusters"]
            assert found["status"] == "ACTIVE"
            slowest = max(slowest, time.monotonic() - start)
        # Far more than it takes even on a busy machine, and far less than any of the server's bounds on the slow.
        assert slowest < 5
    finally:
        done.set()
        dripping.join()
        for line in lines:
            line.close()
    still_fine(server, ecs)


def test_clients_that_never_read(server, ecs):
    """Thousands of requests, none of whose answers is taken."""
    request = b"GET /nothing HTTP/1.1\r\nhost: localhost\r\n\r\n" * 100
    lines = [connect(server) for _ in range(20)]
    for line in lines:
        line.setblocking(False)
        try:
            for _ in range(1000):
                line.send(request)
        except BlockingIOError:
            pass
    still_fine(server, ecs)
    for line in lines:
        abort(line)
    still_fine(server, ecs)
