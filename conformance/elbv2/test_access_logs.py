"""Access logs of Application Load Balancers, as files of the bucket that was named."""

import gzip
import pathlib
import shlex
import socket

import pytest
from balancing import World, denied, fixed, forward
from harness import eventually
from kept import Kept
from test_traffic import Front, healthy, quick, register, target  # noqa: F401


@pytest.fixture(scope="module")
def kept():
    server = Kept("[load_balancers]", "access_log_interval = 1")
    yield server
    server.close()


@pytest.fixture(scope="module")
def home(kept):
    return kept.state / "buckets"


def attributes(bucket, prefix="", enabled="true"):
    keys = {"enabled": enabled, "bucket": bucket, "prefix": prefix}
    return [{"Key": f"access_logs.s3.{k}", "Value": v} for k, v in keys.items()]


def lines(folder):
    """All entries below a folder, each split into its fields."""
    files = sorted(folder.rglob("*.log.gz")) if folder.exists() else []
    return [shlex.split(line) for f in files for line in gzip.decompress(f.read_bytes()).decode().splitlines()]


def test_entries_of_every_kind(kept, home, target):
    world = World(kept)
    one, group = target("one"), quick(world)
    front = Front(world, forward(group))
    register(world, group, one)
    eventually(lambda: healthy(world, group))
    arn = front.balancer["LoadBalancerArn"]
    path = {"Field": "path-pattern", "Values": ["/gone"]}
    away = {"Type": "redirect", "RedirectConfig": {"Path": "/there", "StatusCode": "HTTP_301"}}
    world.elb.create_rule(ListenerArn=front.listener["ListenerArn"], Priority=7, Conditions=[path], Actions=[away])
    path = {"Field": "path-pattern", "Values": ["/said"]}
    world.elb.create_rule(
        ListenerArn=front.listener["ListenerArn"], Priority=9, Conditions=[path], Actions=[fixed("no", "404")]
    )
    world.elb.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=attributes("my-logs", "web/own"))
    folder = home / "my-logs/web/own/AWSLogs/000000000000/elasticloadbalancing/us-east-1"

    def logging():
        front.ask("/gone")
        return any(e[22] == "redirect" for e in lines(folder))

    eventually(logging)
    assert front.ask("/hello?a=b", User_Agent='say "hi"')[0] == 200
    assert front.ask("/said")[0] == 404
    with socket.create_connection(("127.0.0.1", front.port), timeout=20) as raw:
        raw.sendall(b"NONSENSE\r\n\r\n")
        assert b" 400 " in raw.recv(4096)

    wanted = {"forward", "redirect", "fixed-response", "-"}
    eventually(lambda: wanted <= {e[22] for e in lines(folder)})
    entries = lines(folder)
    assert {len(e) for e in entries} == {30}
    name = arn.split("loadbalancer/")[1]
    assert {(e[0], e[2]) for e in entries} == {("http", name)}
    by = {e[22]: e for e in entries}

    e = by["forward"]
    assert e[4] == e[25] == f"127.0.0.1:{one.port}" and (e[8], e[9], e[26]) == ("200", "200", "200")
    assert all(0 <= float(n) < 60 for n in e[5:8]) and int(e[10]) > 50 and int(e[11]) > 20
    assert e[12] == f"GET http://127.0.0.1:{front.port}/hello?a=b HTTP/1.1" and e[13] == r"say \x22hi\x22"
    assert e[16] == group["TargetGroupArn"] and e[17] == f"Root={one.seen[-1][2]['X-Amzn-Trace-Id'].removeprefix('Root=')}"
    assert e[20] == "0"
    e = by["redirect"]
    assert (e[8], e[9], e[4], e[20]) == ("301", "-", "-", "7") and e[5:8] == ["-1"] * 3
    assert e[23] == f"http://127.0.0.1:{front.port}/there"
    e = by["fixed-response"]
    assert (e[8], e[20]) == ("404", "9")
    e = by["-"]
    assert (e[8], e[20]) == ("400", "-1") and e[12].startswith("- http://")
    (file,) = {f.name.split("_20")[0] for f in folder.rglob("*.log.gz")}
    assert file == "000000000000_elasticloadbalancing_us-east-1_" + name.replace("/", ".")

    world.elb.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=attributes("my-logs", enabled="false"))
    world.elb.delete_load_balancer(LoadBalancerArn=arn)


def test_a_killed_server_loses_no_entry_that_was_written(kept, home, target):
    world = World(kept)
    front = Front(world, fixed("here"))
    arn = front.balancer["LoadBalancerArn"]
    world.elb.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=attributes("killed"))

    def known():
        front.ask("/before")
        found = list((home / "killed").rglob("*.log")) if (home / "killed").exists() else []
        return [f.read_text() for f in found if "/before" in f.read_text()]

    (text, *_) = eventually(known)
    kept.kill()
    kept.start()
    eventually(lambda: any(shlex.split(text.splitlines()[0]) == e for e in lines(home / "killed")))
    assert not list((home / "killed").rglob("*.part"))


def test_what_a_log_may_be(kept):
    world = World(kept)
    arn = world.balancer()["LoadBalancerArn"]
    modify = lambda *given, **more: world.elb.modify_load_balancer_attributes(  # noqa: E731
        LoadBalancerArn=arn, Attributes=attributes(*given, **more)
    )
    denied("InvalidConfigurationRequest", modify, "")
    for bucket in ("No", "..", "a/b", "x" * 64):
        denied("ValidationError", modify, bucket, words="bucket")
    for prefix in ("/a", "a/", "a//b", "../a", "a/AWSLogs"):
        denied("ValidationError", modify, "logs", prefix, words="AWSLogs")
    assert not pathlib.Path(kept.state / "buckets/logs").exists()
    modify("logs")
    modify("", enabled="false")
