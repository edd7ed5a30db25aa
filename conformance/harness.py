"""The server under test, and what cases need to talk to it with unmodified AWS clients."""

import contextlib
import json
import os
import pathlib
import queue
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

ROOT = pathlib.Path(__file__).resolve().parent.parent
BIN = os.environ.get("LONGSHORE_BIN", ROOT / "target/debug/longshore")
REGION = "us-east-1"
ACCOUNT = "000000000000"
# Seconds that anything may take; nothing waits that long unless it fails.
PATIENCE = 20


class Server:
    """`longshore up --ephemeral` without an engine: the control plane alone, with further settings if need be."""

    # For servers that speak TLS: the file with their authority, and a context that trusts it.
    ca = tls = None

    def __init__(self, *settings):
        self.access_key, self.secret_key = "LSCONFORMANCE0000001", "conformance-secret-key"
        self.home = tempfile.TemporaryDirectory(prefix="longshore-conformance-")
        self.log = open(os.path.join(self.home.name, "stderr"), "w+")
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.endpoint = f"http://127.0.0.1:{self.port}"
        command = [BIN, "up", "--ephemeral", *settings]
        command += ["--engine", "none", "--port", str(self.port), "--account", ACCOUNT, "--region", REGION]
        command += ["--access-key", self.access_key, "--secret-key", self.secret_key]
        env = {"HOME": self.home.name, "PATH": os.environ["PATH"], "TMPDIR": self.home.name}
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.log, env=env, text=True)
        self._wait_until_serving()

    def _wait_until_serving(self):
        lines = queue.Queue()

        def read():
            for line in self.process.stdout:
                lines.put(line)
            lines.put(None)

        threading.Thread(target=read, daemon=True).start()
        said = []
        deadline = time.monotonic() + PATIENCE
        while not said or "Serving on" not in said[-1]:
            try:
                line = lines.get(timeout=max(0, deadline - time.monotonic()))
            except queue.Empty:
                line = None
            if line is None:
                self.close()
                raise RuntimeError(f"the server does not serve: {''.join(said)}{self.errors()}")
            said.append(line)

    def errors(self):
        self.log.flush()
        return pathlib.Path(self.log.name).read_text()

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def reset(self):
        request = urllib.request.Request(f"{self.endpoint}/_longshore/reset", method="POST")
        urllib.request.urlopen(request, timeout=PATIENCE).read()

    def client(self, service, region=REGION, key=None, secret=None, token=None, checked=True, endpoint=None):
        """A boto3 client; `checked=False` sends what botocore itself would refuse."""
        config = Config(
            retries={"total_max_attempts": 1},
            parameter_validation=checked,
            connect_timeout=PATIENCE,
            read_timeout=PATIENCE,
            # `stream-127.0.0.1` is no host.
            inject_host_prefix=False,
        )
        return boto3.session.Session().client(
            service,
            region_name=region,
            endpoint_url=endpoint or self.endpoint,
            aws_access_key_id=key or self.access_key,
            aws_secret_access_key=secret or self.secret_key,
            aws_session_token=token,
            verify=self.ca,
            config=config,
        )

    def aws(self, *arguments):
        """The aws command line: its answer, read as JSON; a RuntimeError with its words when it fails."""
        env = {
            "HOME": self.home.name,
            "PATH": os.environ["PATH"],
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": self.access_key,
            "AWS_SECRET_ACCESS_KEY": self.secret_key,
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_MAX_ATTEMPTS": "1",
            "AWS_PAGER": "",
        }
        command = [pathlib.Path(sys.executable).parent / "aws", *arguments, "--output", "json"]
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return json.loads(done.stdout) if done.stdout.strip() else None

    def post(self, body, headers, path="/"):
        """A bare request: status, headers in lower case, text."""
        request = urllib.request.Request(f"{self.endpoint}{path}", data=body, headers=headers, method="POST")
        try:
            answer = urllib.request.urlopen(request, timeout=PATIENCE)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read().decode()


@contextlib.contextmanager
def refused(code, text=""):
    """The block must be answered with this error."""
    with pytest.raises(ClientError) as caught:
        yield caught
    error = caught.value.response["Error"]
    assert error["Code"] == code, error
    assert text in error["Message"], error


def eventually(look, *arguments):
    """What `look` answers as soon as it is true."""
    deadline = time.monotonic() + PATIENCE
    while not (found := look(*arguments)):
        assert time.monotonic() < deadline, f"{look.__name__} did not come true"
        time.sleep(0.02)
    return found


def arn(resource, service="ecs", region=REGION):
    return f"arn:aws:{service}:{region}:{ACCOUNT}:{resource}"


def pages(call, result, size, **arguments):
    """Every page of a listing."""
    token, all_pages = None, []
    while True:
        more = {"nextToken": token} if token else {}
        answer = call(maxResults=size, **more, **arguments)
        all_pages.append(answer[result])
        token = answer.get("nextToken")
        if not token:
            return all_pages
