"""The second port: the same API and the agent's websockets over TLS, with a certificate of the local authority."""

import hashlib
import pathlib
import socket
import ssl
import subprocess
import tempfile
import urllib.request

import pytest
from fake_agent import Agent
from harness import BIN, PATIENCE, Server


class Secure(Server):
    def __init__(self):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.tls_port = free.getsockname()[1]
        super().__init__("--tls-port", str(self.tls_port))
        (self.ca,) = map(str, pathlib.Path(self.home.name).glob("longshore-*/ca.pem"))
        self.plain, self.endpoint = self.endpoint, f"https://localhost:{self.tls_port}"
        self.tls = self.context()

    def context(self, version=None):
        """A client that trusts the authority alone, and is strict about what RFC 5280 wants of certificates."""
        context = ssl.create_default_context(cafile=self.ca)
        context.verify_flags |= ssl.VERIFY_X509_STRICT
        if version:
            context.minimum_version = context.maximum_version = version
        return context

    def handshake(self, context, name):
        """The protocol and the application protocol that a client of this name gets."""
        with socket.create_connection(("127.0.0.1", self.tls_port), timeout=PATIENCE) as line:
            with context.wrap_socket(line, server_hostname=name) as secured:
                return secured.version(), secured.selected_alpn_protocol()


@pytest.fixture(scope="module")
def secure():
    server = Secure()
    yield server
    server.close()
    errors = server.errors()
    assert "panicked" not in errors and " ERROR " not in errors, errors


def test_boto3(secure):
    secure.client("ecs").create_cluster(clusterName="over-tls")
    assert secure.client("sts").get_caller_identity()["Account"]
    # The same server as on the plain port.
    clusters = secure.client("ecs", endpoint=secure.plain).list_clusters()["clusterArns"]
    assert any(c.endswith("/over-tls") for c in clusters)


def test_layers(secure):
    """They leave another way than over the plain port, over HTTP/1.1 and over HTTP/2."""
    ecr, content = secure.client("ecr"), bytes(range(256)) * 9000
    name, digest = "over/tls", f"sha256:{hashlib.sha256(content).hexdigest()}"
    ecr.create_repository(repositoryName=name)
    token = ecr.get_authorization_token()["authorizationData"][0]["authorizationToken"]

    def curl(*arguments, base=secure.endpoint, path):
        command = ["curl", "--silent", "--show-error", "--fail", "--cacert", secure.ca, "-H", f"Authorization: Basic {token}"]
        return subprocess.run([*command, *arguments, f"{base}/v2/{name}/blobs/{path}"], input=content, capture_output=True, timeout=60)

    pushed = curl("--data-binary", "@-", "-H", "Content-Type: x", path=f"uploads/?digest={digest}")
    assert pushed.returncode == 0, pushed.stderr
    ways = [(secure.endpoint, "--http1.1"), (secure.endpoint, "--http2"), (secure.plain, "--http1.1"), (secure.plain, "--http2-prior-knowledge")]
    for base, version in ways:
        assert curl(version, base=base, path=digest).stdout == content, (base, version)
        part = curl(version, "--range", "70000-2000000", base=base, path=digest).stdout
        assert part == content[70000:2000001], (base, version)


def test_aws_command_line(secure):
    found = secure.aws("--ca-bundle", secure.ca, "sts", "get-caller-identity")
    assert found["Arn"].endswith(":root")


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3], ids=["1.2", "1.3"])
@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
def test_names_and_versions(secure, version, name):
    spoken, _ = secure.handshake(secure.context(version), name)
    assert spoken == {ssl.TLSVersion.TLSv1_2: "TLSv1.2", ssl.TLSVersion.TLSv1_3: "TLSv1.3"}[version]


def test_application_protocols(secure):
    context = secure.context()
    context.set_alpn_protocols(["h2", "http/1.1"])
    assert secure.handshake(context, "localhost")[1] == "h2"
    context.set_alpn_protocols(["http/1.1"])
    assert secure.handshake(context, "localhost")[1] == "http/1.1"


def test_names_with_a_port(secure):
    """The official agent asks for `host:port` as the name, unless the port is 443. The certificate has that name, but
    the TLS library refuses to be asked for it: official agents reach a server over TLS on port 443 only."""
    name = f"localhost:{secure.tls_port}"
    with socket.create_connection(("127.0.0.1", secure.tls_port), timeout=PATIENCE) as line:
        with secure.tls.wrap_socket(line, server_hostname="localhost") as secured:
            assert ("DNS", name) in secured.getpeercert()["subjectAltName"]
    with pytest.raises(ssl.SSLError, match="(?i)illegal.parameter"):
        secure.handshake(secure.context(), name)


@pytest.mark.parametrize("name", ["example.com", "localhost.example"])
def test_other_names_are_not_ours(secure, name):
    with pytest.raises(ssl.SSLCertVerificationError):
        secure.handshake(secure.context(), name)


def test_the_authority_must_be_known(secure):
    with pytest.raises(ssl.SSLCertVerificationError):
        secure.handshake(ssl.create_default_context(), "localhost")


def test_old_versions_are_refused(secure):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises((ssl.SSLError, ConnectionError)):
        secure.handshake(context, "localhost")


def test_agent(secure):
    """Registers, is handed https endpoints, speaks both websockets there, and gets a task."""
    ecs = secure.client("ecs")
    agent = Agent(secure)
    found = ecs.discover_poll_endpoint(cluster="default", containerInstance=agent.arn)
    for endpoint in (found["endpoint"], found["telemetryEndpoint"]):
        assert endpoint.startswith(f"https://localhost:{secure.tls_port}/")
    agent.connect()
    container = {"name": "a", "image": "busybox", "memory": 16}
    ecs.register_task_definition(family="over-tls", containerDefinitions=[container])
    (task,) = ecs.run_task(taskDefinition="over-tls")["tasks"]
    agent.run(task["taskArn"])
    (seen,) = ecs.describe_tasks(tasks=[task["taskArn"]])["tasks"]
    assert seen["lastStatus"] == "RUNNING"
    agent.disconnect()


def test_garbage(secure):
    """What is no handshake, and a handshake that stops half way, do not disturb others."""
    hello = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(100)
    for start in (b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n", b"\x00" * 1000, hello, b""):
        with socket.create_connection(("127.0.0.1", secure.tls_port), timeout=PATIENCE) as line:
            line.sendall(start)
    with urllib.request.urlopen(f"{secure.endpoint}/health", context=secure.tls, timeout=PATIENCE) as answer:
        assert answer.status == 200


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.1"])
def test_other_machines_need_tls(address):
    """Neither by option nor by file does the server listen to other machines in the clear."""
    with tempfile.TemporaryDirectory(prefix="longshore-conformance-") as home:
        env = {"HOME": home, "LONGSHORE_HOME": f"{home}/state"}

        def refused(*arguments):
            done = subprocess.run([BIN, *arguments], env=env, capture_output=True, text=True, timeout=PATIENCE)
            assert done.returncode == 1, done
            assert f"listening on `{address}`" in done.stderr and "--tls-port" in done.stderr, done

        refused("up", "--listen", address, "--engine", "none")
        refused("up", "--ephemeral", "--listen", address, "--engine", "none")
        state = pathlib.Path(home, "state")
        state.mkdir(exist_ok=True)
        (state / "longshore.toml").write_text(f'listen = "{address}"\nengine = "none"\n')
        refused("server")
