"""Traffic of other kinds: HTTPS with certificates of ACM, network balancers, many balancers on one port."""

import socket
import ssl
import threading

import pytest
from balancing import fixed, forward
from harness import eventually
from test_traffic import Front, free_port, healthy, quick, register, target  # noqa: F401


def trusting(acm, *certificates):
    """A context that trusts these certificates' issuers."""
    context = ssl.create_default_context()
    for arn in certificates:
        told = acm.get_certificate(CertificateArn=arn)
        context.load_verify_locations(cadata=told["CertificateChain"])
    return context


def secure_ask(port, name, context, protocols=("http/1.1",)):
    context.set_alpn_protocols(list(protocols))
    with socket.create_connection(("127.0.0.1", port), timeout=20) as plain:
        with context.wrap_socket(plain, server_hostname=name) as tls:
            chosen = tls.selected_alpn_protocol()
            names = [n for _, n in tls.getpeercert()["subjectAltName"]]
            if chosen == "h2":
                return chosen, names, b""
            tls.sendall(f"GET / HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n".encode())
            answer = b""
            while part := tls.recv(65536):
                answer += part
            return chosen, names, answer


def test_https_with_certificates_by_name(server, world):
    acm = server.client("acm")
    issued = [acm.request_certificate(DomainName=n)["CertificateArn"] for n in ("a.example", "b.example")]
    told = lambda arn: acm.describe_certificate(CertificateArn=arn)["Certificate"]["Status"]  # noqa: E731
    eventually(lambda: all(told(a) == "ISSUED" for a in issued))
    balancer, port = world.balancer(), free_port()
    listener = world.listener(
        balancer, port, [fixed("secret")], Protocol="HTTPS", Certificates=[{"CertificateArn": issued[0]}]
    )
    world.elb.add_listener_certificates(
        ListenerArn=listener["ListenerArn"], Certificates=[{"CertificateArn": issued[1]}]
    )
    context = trusting(acm, *issued)

    def served():
        try:
            return secure_ask(port, "b.example", context)
        except (ConnectionError, ssl.SSLError):
            return None

    _, names, answer = eventually(served)
    assert names == ["b.example"] and answer.endswith(b"secret")
    _, names, answer = secure_ask(port, "a.example", context)
    assert names == ["a.example"] and answer.endswith(b"secret")
    assert secure_ask(port, "a.example", context, ("h2", "http/1.1"))[0] == "h2"
    world.elb.modify_load_balancer_attributes(
        LoadBalancerArn=balancer["LoadBalancerArn"], Attributes=[{"Key": "routing.http2.enabled", "Value": "false"}]
    )
    eventually(lambda: secure_ask(port, "a.example", context, ("h2", "http/1.1"))[0] != "h2")


@pytest.fixture
def echo():
    """A TCP server that gives everything back."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve(connection):
        with connection:
            while part := connection.recv(65536):
                connection.sendall(part)

    def accept():
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    yield listening.getsockname()[1]
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()


def test_a_network_balancer(world, echo):
    group = world.group(Protocol="TCP", HealthCheckProtocol="TCP", HealthCheckIntervalSeconds=5)
    world.elb.register_targets(TargetGroupArn=group["TargetGroupArn"], Targets=[{"Id": "127.0.0.1", "Port": echo}])
    balancer, port = world.balancer(Type="network"), free_port()
    world.listener(balancer, port, [forward(group)], Protocol="TCP")
    eventually(lambda: healthy(world, group))
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        for n in range(100):
            client.sendall(b"%d" % n * 1000)
            want = len(b"%d" % n) * 1000
            got = b""
            while len(got) < want:
                got += client.recv(65536)
            assert got == b"%d" % n * 1000
        client.shutdown(socket.SHUT_WR)
        assert client.recv(1) == b""


def test_balancers_that_share_a_port(world):
    """On the address that all share the name decides; each has an address of its own, too."""
    one = Front(world, fixed("one"))
    other = world.balancer()
    world.listener(other, one.port, [fixed("two")])
    eventually(lambda: one.ask(Host=other["DNSName"])[1] == "two")
    assert one.ask(Host=one.balancer["DNSName"])[1] == "one"
    assert one.ask(Host="anything")[1] == "one"


def test_a_rolling_update_loses_no_request(world, target):  # noqa: F811
    """Targets come, are drained and end, again and again, under clients that ask without a pause."""
    group = quick(world)
    world.elb.modify_target_group_attributes(
        TargetGroupArn=group["TargetGroupArn"],
        Attributes=[{"Key": "deregistration_delay.timeout_seconds", "Value": "1"}],
    )
    running = [target("0"), target("0")]
    register(world, group, *running)
    front = Front(world, forward(group))
    eventually(lambda: healthy(world, group))
    stop, failures, done = threading.Event(), [], []

    def load():
        while not stop.is_set():
            status, body, _ = front.ask()
            done.append(status)
            if status != 200:
                failures.append((status, body))

    clients = [threading.Thread(target=load) for _ in range(4)]
    for c in clients:
        c.start()
    try:
        for turn in range(1, 6):
            fresh = [target(str(turn)), target(str(turn))]
            register(world, group, *fresh)
            eventually(lambda: healthy(world, group))
            described = [{"Id": "127.0.0.1", "Port": t.port} for t in running]
            world.elb.deregister_targets(TargetGroupArn=group["TargetGroupArn"], Targets=described)
            eventually(lambda: len(world.health(group)) == len(fresh))
            for t in running:
                t.stop()
            running = fresh
    finally:
        stop.set()
        for c in clients:
            c.join()
    assert not failures and len(done) > 500, (len(done), failures[:3])
