"""What tasks write, from the container to unmodified clients: once, in order, whatever happens in between."""

import contextlib
import itertools
import os
import pathlib
import queue
import subprocess
import threading
import time

import pytest
from box import BIN, GROUP, PATIENCE, REGION, container, eventually


# How long the agent is cut off at least, in seconds.
CUT = float(os.environ.get("LONGSHORE_CUT_SECONDS", "0"))


def logged(name, *command, **options):
    """A container whose output goes to CloudWatch Logs with these further options."""
    made = container(name, *command, log=True)
    more = {k.replace("_", "-"): str(v) for k, v in options.items()}
    made["logConfiguration"]["options"] |= more
    return made


def numbered(count):
    return [f"line {n}" for n in range(1, count + 1)]


def stream(arn, name="a"):
    return f"p/{name}/{arn.split('/')[-1]}"


class Following:
    """`longshore logs` that goes on, and its lines as they come."""

    def __init__(self, box, *arguments):
        command = [BIN, "logs", *arguments]
        self.process = subprocess.Popen(command, env=box.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def take(self, count):
        deadline = time.monotonic() + PATIENCE
        return [self.lines.get(timeout=max(0.1, deadline - time.monotonic())) for _ in range(count)]

    def close(self):
        self.process.kill()
        self.process.wait()
        return list(self.lines.queue)


@pytest.fixture
def follow(box):
    open_ones = []

    def start(*arguments):
        open_ones.append(Following(box, *arguments))
        return open_ones[-1]

    yield start
    for one in open_ones:
        one.close()


def test_every_line_once_in_order_when_longshore_was_away(own):
    arn = own.start(own.define(logged("a", "lines", 400, 20, "wait")))
    own.running(arn)
    own.lines(arn, "a", 20)
    own.kill()
    # The task prints on while nobody listens.
    kept = pathlib.Path(own.containers(arn)["a"]["LogPath"])
    eventually(lambda: b"line 200" in kept.read_bytes(), "the task's own pace")
    own.up()
    assert own.lines(arn, "a", 400) == numbered(400)
    own.stop(arn)
    assert own.lines(arn, "a", 400) == numbered(400)


def test_every_line_once_in_order_when_a_task_ended_meanwhile(own):
    arn = own.start(own.define(logged("a", "lines", 100, 10)))
    own.running(arn)
    own.kill()
    eventually(lambda: not own.containers(arn)["a"]["State"]["Running"], "the task's end")
    own.up()
    own.stopped(arn)
    assert own.lines(arn, "a", 100) == numbered(100)


@contextlib.contextmanager
def cut_off(port):
    """Nobody on this machine reaches the port, as if the network were down."""
    rule = ["-i", "lo", "-p", "tcp", "--dport", str(port), "-j", "DROP"]
    done = subprocess.run(["iptables", "-w", "-I", "INPUT", *rule], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no packet filter to be had: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["iptables", "-w", "-D", "INPUT", *rule], check=True)


def test_every_line_once_in_order_when_the_agent_was_cut_off(own):
    # Cut off it shall be while it has something to deliver: more than memory holds, so that the disk is used.
    count = 50 + int(CUT / 0.02)
    writes = logged("a", "lines", 50, 20, "bytes", 5_000_000, "lines", count, 20, "wait")
    arn = own.start(own.define(writes))
    ends = own.start(own.define(logged("b", "lines", 10, 20, "sleep", 2 + CUT / 2, "print", "end", "exit", 3)))
    killed = own.start(own.define(container("c", "wait")))
    for one in (arn, ends, killed):
        own.running(one)
    own.lines(arn, "a", 5)
    with cut_off(own.port):
        begun = time.monotonic()
        own.engine.call("POST", f"/containers/{own.containers(killed)['c']['Id']}/kill")
        kept = pathlib.Path(own.containers(arn)["a"]["LogPath"])
        last = f"line {count}".encode()

        def spooled():
            return kept.exists() and last in kept.read_bytes()[-8192:]

        def over():
            return time.monotonic() - begun >= CUT

        eventually(spooled, "the task's own pace", within=PATIENCE + CUT)
        eventually(over, "the end of the cut", within=PATIENCE + CUT)
        eventually(lambda: not own.containers(ends)["b"]["State"]["Running"], "the end of a task")
        length = time.monotonic() - begun
    back = time.monotonic()
    logs = own.client("logs")
    asked = {"logGroupName": GROUP, "logStreamName": stream(arn), "limit": 1}
    eventually(
        lambda: logs.get_log_events(**asked)["events"][-1]["message"] == last.decode(), "the last line", PATIENCE + CUT
    )
    ecs = own.client("ecs")
    for one, code in ((ends, 3), (killed, 137)):
        told = eventually(lambda one=one: stopped_task(ecs, one), "the report of an end", PATIENCE + CUT)
        assert [c["exitCode"] for c in told["containers"]] == [code]
    print(f"cut off for {length:.0f} s; all was told {time.monotonic() - back:.0f} s later")
    nodes = ecs.list_container_instances()["containerInstanceArns"]
    connected = {"containerInstances": nodes}
    eventually(
        lambda: all(n["agentConnected"] for n in ecs.describe_container_instances(**connected)["containerInstances"]),
        "the agent's return",
        PATIENCE + CUT,
    )
    own.stop(arn)
    assert own.lines(ends, "b", 11) == [*numbered(10), "end"]
    asked = {"logGroupName": GROUP, "logStreamNames": [stream(arn)]}
    pages = logs.get_paginator("filter_log_events").paginate(**asked)
    found = [e["message"] for page in pages for e in page["events"]]
    assert found[:50] == numbered(50) and found[-count:] == numbered(count)
    middle = found[50:-count]
    assert len(middle) > 10_000 and len(set(middle)) == len(middle) and middle == sorted(middle)
    print(f"{len(found)} lines, each once and in order")


def stopped_task(ecs, arn):
    task = ecs.describe_tasks(tasks=[arn])["tasks"][0]
    return task["lastStatus"] == "STOPPED" and task


def test_what_does_not_fit_is_dropped_and_said_when_asked_for(box):
    loud = ["bytes", 1_000_000, "print", "done"]
    drops = box.start(box.define(logged("a", *loud, mode="non-blocking", max_buffer_size="8k")))
    keeps = box.start(box.define(logged("a", *loud)))
    box.stopped(drops), box.stopped(keeps)
    logs = box.client("logs")

    def written(arn):
        asked = {"logGroupName": GROUP, "logStreamNames": [stream(arn)]}
        found = logs.get_paginator("filter_log_events").paginate(**asked)
        return [e["message"] for page in found for e in page["events"]]

    def said():
        lines = (box.state / "server.log").read_text().splitlines()
        return [x for x in lines if "were dropped" in x and "max-buffer-size" in x]

    last = {"logGroupName": GROUP, "logStreamName": stream(keeps), "limit": 1}
    eventually(lambda: logs.get_log_events(**last)["events"][-1]["message"] == "done", "the last line")
    eventually(said, "a word about what was dropped")
    whole, part = written(keeps), written(drops)
    assert len(whole) > 1000 and len(part) < len(whole)
    rest = iter(whole)
    assert all(line in rest for line in part), "what is kept is in order"
    assert any(stream(drops) in x for x in said()) and not any(stream(keeps) in x for x in said()), said()


@pytest.mark.parametrize(
    "option, lines, events",
    [
        (
            {"awslogs_multiline_pattern": "^(INFO|ERROR)"},
            ["INFO one", "ERROR two", "  at a", "  at b", "INFO three"],
            ["INFO one", "ERROR two\n  at a\n  at b", "INFO three"],
        ),
        (
            {"awslogs_datetime_format": "[%b %d, %Y %H:%M:%S]"},
            ["[Nov 23, 2026 10:00:00] one", "more", "[Nov 23, 2026 10:00:01] two"],
            ["[Nov 23, 2026 10:00:00] one\nmore", "[Nov 23, 2026 10:00:01] two"],
        ),
    ],
    ids=["pattern", "datetime"],
)
def test_lines_that_belong_together_are_one_event(box, option, lines, events):
    steps = itertools.chain.from_iterable(("print", line) for line in lines)
    arn = box.start(box.define(logged("a", *steps, **option)))
    box.stopped(arn)
    assert box.lines(arn, "a", len(events)) == events


def test_the_command_line_of_aws_reads_and_searches(box):
    arn = box.start(box.define(logged("a", "lines", 30, 1, "print", '{"level": "error", "took": 12}')))
    box.stopped(arn)
    box.lines(arn, "a", 31)
    asked = ["--log-group-name", GROUP, "--log-stream-names", stream(arn)]

    def found(pattern):
        events = box.aws("logs", "filter-log-events", *asked, "--filter-pattern", pattern)["events"]
        return [e["message"] for e in events]

    assert found("line") == numbered(30)
    assert found('"line 3"') == ["line 3", "line 30"]
    assert found('{ $.level = "error" && $.took > 10 }') == ['{"level": "error", "took": 12}']
    pages = box.aws("logs", "filter-log-events", *asked, "--page-size", "7")["events"]
    assert [e["message"] for e in pages][:30] == numbered(30)
    tail = box.aws("logs", "get-log-events", "--log-group-name", GROUP, "--log-stream-name", stream(arn), "--limit", "2")
    assert [e["message"] for e in tail["events"]] == ["line 30", '{"level": "error", "took": 12}']


def test_a_metric_filter_counts_what_a_task_writes(box):
    logs, cloudwatch = box.client("logs"), box.client("cloudwatch")
    first = box.start(box.define(logged("a", "print", "begin")))
    box.stopped(first)
    box.lines(first, "a", 1)
    logs.put_metric_filter(
        logGroupName=GROUP,
        filterName="took",
        filterPattern="{ $.took = * }",
        metricTransformations=[{"metricName": "took", "metricNamespace": "e2e", "metricValue": "$.took"}],
    )
    steps = itertools.chain.from_iterable(("print", f'{{"took": {n}}}') for n in (5, 7))
    box.stopped(box.start(box.define(logged("a", *steps))))
    logs.delete_metric_filter(logGroupName=GROUP, filterName="took")
    now = time.time()
    points = cloudwatch.get_metric_statistics(
        Namespace="e2e",
        MetricName="took",
        StartTime=now - 600,
        EndTime=now + 60,
        Period=3600,
        Statistics=["Sum", "Maximum"],
    )["Datapoints"]
    assert (sum(p["Sum"] for p in points), max(p["Maximum"] for p in points)) == (12, 7)


def test_a_live_tail_hears_a_task(box):
    import boto3
    from botocore.config import Config

    box.stopped(box.start(box.define(logged("a", "print", "the group is there"))))
    access = box.access()
    logs = boto3.session.Session().client(
        "logs",
        region_name=REGION,
        endpoint_url=access["endpoint"],
        aws_access_key_id=access["access_key_id"],
        aws_secret_access_key=access["secret_access_key"],
        # `stream-127.0.0.1` is no host.
        config=Config(inject_host_prefix=False),
    )
    group = f"arn:aws:logs:{REGION}:{access['account']}:log-group:{GROUP}"
    events = iter(logs.start_live_tail(logGroupIdentifiers=[group], logEventFilterPattern="line")["responseStream"])
    assert "sessionStart" in next(events)
    arn = box.start(box.define(logged("a", "print", "quiet", "lines", 20, 50)))
    heard = []
    deadline = time.monotonic() + PATIENCE
    while len(heard) < 20 and time.monotonic() < deadline:
        results = next(events)["sessionUpdate"]["sessionResults"]
        heard += [e["message"] for e in results if e["logStreamName"] == stream(arn)]
    assert heard == numbered(20)


def test_following_a_family(box, follow):
    definition = box.define(logged("a", "lines", 3, 300, "wait"))
    family = definition.split("/")[-1].split(":")[0]
    first = box.start(definition)
    following = follow("--follow", family)
    assert sorted(x.split("| ")[-1] for x in following.take(3)) == numbered(3)
    # A task that comes later is followed as well; one that ends ends nothing.
    second = box.start(definition)
    later = following.take(3)
    assert later == [f"a/{second.split('/')[-1][:8]} | {line}" for line in numbered(3)]
    box.stop(first)
    third = box.start(definition)
    assert following.take(3) == [f"a/{third.split('/')[-1][:8]} | {line}" for line in numbered(3)]
    assert following.close() == []
    # Output that goes into a pipe has no colours.
    shown = box.run("logs", family).stdout.splitlines()
    assert sorted(shown) == sorted(
        f"a/{arn.split('/')[-1][:8]} | {line}" for arn in (second, third) for line in numbered(3)
    )
    assert not any("\x1b" in line for line in shown)
    box.stop(second), box.stop(third)
    assert "--previous" in box.run("logs", family, check=False).stderr
    assert box.run("logs", family, "--previous").stdout.splitlines() == numbered(3)


def test_only_some_lines(box):
    arn = box.start(box.define(logged("a", "lines", 12, 1)))
    box.stopped(arn)
    box.lines(arn, "a", 12)
    assert box.run("logs", arn, "--grep", '"line 1"').stdout.splitlines() == ["line 1", "line 10", "line 11", "line 12"]
    assert box.run("logs", arn, "--since", "1h").stdout.splitlines() == numbered(12)
    assert box.run("logs", arn, "--since", "2099-01-01T00:00:00Z").stdout == ""
    (first, *_) = box.run("logs", arn, "--timestamps").stdout.splitlines()
    assert first.endswith("Z line 1") and first.startswith("20"), first
    refused = box.run("logs", arn, "--grep", "{ $.a = }", check=False)
    assert refused.returncode == 1 and "filterPattern" in refused.stderr
    assert box.run("logs", arn, "--since", "soon", check=False).returncode == 2
