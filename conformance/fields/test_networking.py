"""Network members: modes, ports, names and addresses as the processes see them."""

import json
import socket
import urllib.request

import pytest
from botocore.exceptions import ClientError
from live import container, eventually, live, one, run
from marks import covers


def fetch(port, host="127.0.0.1"):
    def look():
        try:
            with urllib.request.urlopen(f"http://{host}:{port}/", timeout=5) as answer:
                return answer.status
        except OSError:
            return None

    return eventually(look, f"an answer on port {port}", within=15)


def free(kind=socket.SOCK_STREAM):
    with socket.socket(socket.AF_INET, kind) as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@covers("networkMode")
def test_each_network_mode_is_the_namespace_of_the_process(box):
    made = {}
    for mode in ("bridge", "host", "none", "awsvpc"):
        more = {}
        if mode == "awsvpc":
            subnets = box.client("ec2").describe_subnets()["Subnets"]
            more["networkConfiguration"] = {"awsvpcConfiguration": {"subnets": [subnets[0]["SubnetId"]]}}
        made[mode] = box.start(box.define(container("a", "wait"), networkMode=mode), **more)
    spaces, devices = {}, {}
    for mode, arn in made.items():
        task = box.running(arn)
        a = live(box, arn)["a"]
        spaces[mode] = a.namespace("net")
        devices[mode] = {line.split(":")[0].strip() for line in a.proc("net/dev").splitlines()[2:]}
        if mode == "awsvpc":
            address = one(task, "a")["networkInterfaces"][0]["privateIpv4Address"]
            assert f"|-- {address}\n" in a.proc("net/fib_trie")
    from os import readlink

    assert str(spaces["host"]) == readlink("/proc/self/ns/net")
    assert len(set(spaces.values())) == 4
    assert devices["none"] <= {"lo", "sit0", "tunl0", "ip6tnl0", "gre0", "gretap0", "erspan0"}
    assert "eth0" in devices["bridge"] and "eth0" in devices["awsvpc"]
    for arn in made.values():
        box.stop(arn)


@covers(
    "containerDefinitions[].portMappings[].containerPort",
    "containerDefinitions[].portMappings[].hostPort",
    "containerDefinitions[].portMappings[].protocol",
    "containerDefinitions[].portMappings[].containerPortRange",
)
def test_ports_are_open_on_the_host(box):
    fixed, udp = free(), free(socket.SOCK_DGRAM)
    ports = [
        {"containerPort": 8080, "hostPort": fixed},
        {"containerPort": 8080},
        {"containerPort": 5353, "hostPort": udp, "protocol": "udp"},
        {"containerPortRange": "9000-9002"},
    ]
    arn, _ = run(box, container("a", "serve", 8080, "serve", 9001, portMappings=ports))
    bindings = one(box.task(arn), "a")["networkBindings"]
    found = {(b.get("containerPort"), b["protocol"]): b for b in bindings if "containerPort" in b}
    assert found[(5353, "udp")]["hostPort"] == udp
    tcp = sorted(b["hostPort"] for b in bindings if b.get("containerPort") == 8080)
    assert fixed in tcp and len(tcp) == 2 and all(fetch(p) == 200 for p in tcp)
    inside = live(box, arn)["a"].inspected["NetworkSettings"]["Ports"]
    (real,) = {b["HostPort"] for b in inside["9001/tcp"]}
    assert fetch(real) == 200 and {"9000/tcp", "9001/tcp", "9002/tcp"} <= set(inside)
    (ranged,) = [b for b in bindings if b.get("containerPortRange") == "9000-9002"]
    low, high = map(int, ranged["hostPortRange"].split("-"))
    assert high - low == 2 and int(real) == low + 1, "a range keeps its order on the host"
    box.stop(arn)


@covers("containerDefinitions[].links")
def test_a_link_is_a_name_for_the_other_container(box):
    arn, real = run(box, container("web", "wait"), container("user", "wait", links=["web:site"]))
    address = real["web"].inspected["NetworkSettings"]["Networks"]["bridge"]["IPAddress"]
    assert any(line.split()[:2] == [address, "site"] for line in real["user"].file("/etc/hosts").splitlines())
    box.stop(arn)


@covers(
    "containerDefinitions[].dnsServers",
    "containerDefinitions[].dnsSearchDomains",
    "containerDefinitions[].extraHosts[].hostname",
    "containerDefinitions[].extraHosts[].ipAddress",
)
def test_names_are_looked_up_as_asked(box):
    arn, real = run(
        box,
        container(
            "a",
            "wait",
            dnsServers=["192.0.2.53"],
            dnsSearchDomains=["fields.example"],
            extraHosts=[{"hostname": "far", "ipAddress": "192.0.2.7"}],
        ),
    )
    resolver = real["a"].file("/etc/resolv.conf").splitlines()
    assert "nameserver 192.0.2.53" in resolver and "search fields.example" in resolver
    assert ["192.0.2.7", "far"] in [line.split() for line in real["a"].file("/etc/hosts").splitlines()]
    box.stop(arn)


@covers("containerDefinitions[].disableNetworking")
def test_networking_is_off(box):
    arn, real = run(box, container("a", "wait", disableNetworking=True))
    assert "eth0" not in real["a"].proc("net/dev")
    box.stop(arn)


@covers(
    "containerDefinitions[].portMappings[].name",
    "containerDefinitions[].portMappings[].appProtocol",
)
def test_a_ports_name_and_protocol_are_kept_for_who_asks(ecs, box):
    port = {"containerPort": 80, "name": "web", "appProtocol": "http2"}
    definition = box.define(container("a", "wait", portMappings=[port]))
    kept = ecs.describe_task_definition(taskDefinition=definition)["taskDefinition"]
    (mapping,) = kept["containerDefinitions"][0]["portMappings"]
    assert (mapping["name"], mapping["appProtocol"]) == ("web", "http2"), json.dumps(mapping)
    with pytest.raises(ClientError, match="must be unique"):
        box.define(container("a", "wait", portMappings=[port, {**port, "containerPort": 81}]))
