"""A server that keeps its state, killed with SIGKILL while clients write: what was acknowledged is there afterwards with
the same content, what was not is there in full or not at all. `SEED` and `ROUNDS` repeat a run or lengthen it."""

import contextlib
import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.request
import uuid

import pytest
from botocore.exceptions import ConnectionError as Unreachable
from botocore.exceptions import HTTPClientError
from fake_agent import Agent
from harness import BIN, PATIENCE, eventually
from kept import Kept, free_port

WORKERS = 8
ROUNDS = int(os.environ.get("ROUNDS", "24"))
SEED = int(os.environ.get("SEED", "4580"))
SETTINGS = [
    ("containerInsights", ("disabled", "enabled")),
    ("defaultLogDriverMode", ("blocking", "non-blocking")),
    ("tagResourceAuthorization", ("off", "on")),
]


@pytest.fixture
def kept():
    server = Kept()
    yield server
    if server.process.poll() is None:
        server.close()
    errors = server.errors()
    server.log.close()
    assert "panicked" not in errors and " ERROR " not in errors, errors


class Value:
    """What is written again and again, as a number that grows: the last one acknowledged, and the last one tried."""

    def __init__(self):
        self.acknowledged = self.tried = 0

    def write(self, call):
        self.tried = self.acknowledged + 1
        call(self.tried)
        self.acknowledged = self.tried

    def check(self, found):
        assert found in (self.acknowledged, self.tried), (found, self.acknowledged, self.tried)
        self.acknowledged = self.tried = found


class Worker:
    """One client. Every method of `ACTIONS` makes one call, noted as tried before it and as acknowledged after."""

    def __init__(self, number, ecs, logs, instance, known):
        self.ecs, self.logs, self.instance, self.known = ecs, logs, instance, known
        self.number, self.dice = number, random.Random(SEED * 1000 + number)
        self.clusters, self.cluster, self.ended = {}, None, None
        self.definition, self.fresh = None, []
        self.runs, self.run_tried = {}, None
        self.lines, self.lines_tried = [], []
        self.attribute, self.tag, self.setting = Value(), Value(), Value()
        self.failure, self.count = None, 0
        self.own = f"own-{number}"
        self.tagged = ecs.create_cluster(clusterName=self.own)["cluster"]["clusterArn"]
        self.stream = {"logGroupName": "/crash", "logStreamName": self.own}
        logs.create_log_stream(**self.stream)

    def work(self):
        actions = [self.define, self.create, self.delete, self.put_attribute, self.put_tag, self.put_lines]
        actions += actions + [self.run] + ([self.put_setting] if self.number < len(SETTINGS) else [])
        try:
            while True:
                self.dice.choice(actions)()
                self.count += 1
        except (HTTPClientError, Unreachable):
            pass  # The server is gone, as it should be.
        except BaseException as failure:
            self.failure = failure

    def define(self):
        request = {
            "family": self.dice.choice([self.own, "shared"]),
            "containerDefinitions": [
                {
                    "name": "a",
                    "image": "busybox",
                    "memory": 16,
                    "environment": [{"name": "MARK", "value": uuid.uuid4().hex}],
                }
            ],
            "volumes": [{"name": f"v{n}"} for n in range(5)],
        }
        self.definition = request
        made = self.ecs.register_task_definition(**request)["taskDefinition"]
        arn = made["taskDefinitionArn"]
        assert arn not in self.known, f"{arn} was given twice"
        self.known[arn] = made
        self.fresh.append(arn)
        self.definition = None

    def create(self):
        name = f"c-{uuid.uuid4().hex[:12]}"
        self.cluster = name
        self.ecs.create_cluster(clusterName=name, tags=[{"key": "name", "value": name}])
        self.clusters[name] = "ACTIVE"
        self.cluster = None

    def delete(self):
        active = [n for n, status in self.clusters.items() if status == "ACTIVE"]
        if active:
            self.ended = self.dice.choice(active)
            self.ecs.delete_cluster(cluster=self.ended)
            self.clusters[self.ended] = "INACTIVE"
            self.ended = None

    def put_attribute(self):
        target = {"targetId": self.instance, "targetType": "container-instance", "name": self.own}
        self.attribute.write(lambda v: self.ecs.put_attributes(attributes=[{**target, "value": str(v)}]))

    def put_tag(self):
        tag = lambda v: [{"key": "v", "value": str(v)}]
        self.tag.write(lambda v: self.ecs.tag_resource(resourceArn=self.tagged, tags=tag(v)))

    def put_setting(self):
        name, values = SETTINGS[self.number]
        self.setting.write(lambda v: self.ecs.put_account_setting(name=name, value=values[v % 2]))

    def put_lines(self):
        lines = [uuid.uuid4().hex for _ in range(3)]
        self.lines_tried = lines
        now = int(time.time() * 1000)
        self.logs.put_log_events(**self.stream, logEvents=[{"timestamp": now, "message": m} for m in lines])
        self.lines += lines
        self.lines_tried = []

    def run(self):
        token = str(uuid.uuid4())
        self.run_tried = token
        self.runs[token] = self.tasks_of(token)
        self.run_tried = None

    def tasks_of(self, token):
        """The tasks of this token, run now or before."""
        ran = self.ecs.run_task(taskDefinition="base", count=2, clientToken=token, startedBy=token)
        assert not ran["failures"], ran["failures"]
        return sorted(t["taskArn"] for t in ran["tasks"])

    # After a crash.

    def check(self):
        if self.failure:
            raise self.failure
        self.check_clusters()
        self.check_runs()
        self.check_lines()
        target = {"targetType": "container-instance", "attributeName": self.own}
        found = self.ecs.list_attributes(cluster="default", **target)["attributes"]
        self.attribute.check(int(found[0]["value"]) if found else 0)
        found = self.ecs.list_tags_for_resource(resourceArn=self.tagged)["tags"]
        self.tag.check(int(found[0]["value"]) if found else 0)
        if self.number < len(SETTINGS):
            name, values = SETTINGS[self.number]
            (found,) = self.ecs.list_account_settings(name=name, effectiveSettings=True)["settings"]
            # Two values take turns, so that the last one tried differs from the one before.
            same = [v for v in (self.setting.acknowledged, self.setting.tried) if values[v % 2] == found["value"]]
            assert same or not self.setting.acknowledged, found
            self.setting.check(same[0] if same else 0)

    def check_clusters(self):
        names = [*self.clusters, *([self.cluster] if self.cluster else [])]
        found = {}
        for i in range(0, len(names), 100):
            answer = self.ecs.describe_clusters(clusters=names[i : i + 100], include=["TAGS"])
            found |= {c["clusterName"]: c for c in answer["clusters"]}
        if self.cluster in found:
            self.clusters[self.cluster] = "ACTIVE"
        if self.ended:
            self.clusters[self.ended] = found[self.ended]["status"]
        assert {n: c["status"] for n, c in found.items()} == self.clusters
        assert all(c["tags"] == [{"key": "name", "value": n}] for n, c in found.items())
        self.cluster = self.ended = None

    def check_runs(self):
        listed = lambda token: sorted(self.ecs.list_tasks(startedBy=token)["taskArns"])
        if token := self.run_tried:
            before = listed(token)
            assert len(before) in (0, 2), before
            self.runs[token] = self.tasks_of(token)
            assert before in ([], self.runs[token])
        for token, tasks in self.runs.items():
            assert listed(token) == tasks
            assert self.tasks_of(token) == tasks, "the same token ran something else"
        self.runs, self.run_tried = {}, None

    def check_lines(self):
        found, token = [], {}
        while True:
            answer = self.logs.get_log_events(**self.stream, startFromHead=True, **token)
            if not answer["events"]:
                break
            found += [e["message"] for e in answer["events"]]
            token = {"nextToken": answer["nextForwardToken"]}
        assert found in (self.lines, self.lines + self.lines_tried)
        self.lines, self.lines_tried = found, []


def check_definitions(ecs, workers, known):
    """Every revision that was acknowledged since the last crash, and that no other exists but those asked for."""
    pages = ecs.get_paginator("list_task_definitions").paginate()
    listed = {arn for page in pages for arn in page["taskDefinitionArns"]}
    assert known.keys() <= listed
    asked = {mark(w.definition): w.definition for w in workers if w.definition}
    for arn in listed - known.keys():
        found = known[arn] = ecs.describe_task_definition(taskDefinition=arn)["taskDefinition"]
        request = asked.pop(mark(found))
        assert found["family"] == request["family"]
        assert [v["name"] for v in found["volumes"]] == [v["name"] for v in request["volumes"]]
    for worker in workers:
        for arn in worker.fresh:
            assert ecs.describe_task_definition(taskDefinition=arn)["taskDefinition"] == known[arn]
        worker.fresh, worker.definition = [], None


def mark(definition):
    return definition["containerDefinitions"][0]["environment"][0]["value"]


def test_killed_at_random(kept):
    dice = random.Random(SEED)
    ecs, logs = kept.client("ecs"), kept.client("logs")
    agent = Agent(kept, cpu=10_000_000, memory=10_000_000).connect()
    container = {"name": "a", "image": "busybox", "memory": 6, "environment": [{"name": "MARK", "value": ""}]}
    base = ecs.register_task_definition(family="base", containerDefinitions=[container])["taskDefinition"]
    known = {base["taskDefinitionArn"]: base}
    logs.create_log_group(logGroupName="/crash")
    workers = [Worker(n, ecs, logs, agent.arn, known) for n in range(WORKERS)]
    for round in range(ROUNDS):
        threads = [threading.Thread(target=w.work) for w in workers]
        for thread in threads:
            thread.start()
        time.sleep(dice.uniform(0.02, 0.6))
        kept.kill()
        for thread in threads:
            thread.join(2 * PATIENCE)
            assert not thread.is_alive(), "a call hangs although the server is gone"
        agent.disconnect()
        if round % 4 == 0:
            # Again while it starts.
            kept.spawn()
            time.sleep(dice.uniform(0, 0.2))
            kept.kill()
        kept.start()
        agent.connect()
        try:
            for worker in workers:
                worker.check()
            check_definitions(ecs, workers, known)
        except BaseException as failure:
            failure.add_note(f"SEED={SEED}, round {round}")
            raise
    # All of it once more, after an orderly end.
    agent.disconnect()
    kept.close()
    assert kept.process.returncode == 0 and kept.pid_file() is None
    kept.start()
    for worker in workers:
        worker.check()
        worker.fresh = []
    workers[0].fresh = list(known)
    check_definitions(ecs, workers, known)
    made = sum(w.count for w in workers)
    assert made > 3 * ROUNDS, f"only {made} calls succeeded: this run showed nothing"
    agent.disconnect()


def test_a_pid_left_behind(kept):
    """The file of a killed server is not taken for a living one, whoever has the number now."""
    running = kept.run("status")
    assert running.returncode == 0, running
    kept.kill()
    assert kept.pid_file() == str(kept.process.pid)
    for number in (kept.process.pid, os.getpid(), 1, 0, 2**40, "x", ""):
        (kept.state / "longshore.pid").write_text(str(number))
        stale = kept.run("status")
        assert stale.returncode == 3 and "No server is running" in stale.stdout, (number, stale)
        assert kept.run("down").returncode == 0
    try:
        up = kept.run("up", "--no-profile")
        assert up.returncode == 0, up
        assert kept.run("status").returncode == 0
        first = kept.pid_file()
        assert kept.run("up", "--no-profile").returncode == 0
        assert kept.pid_file() == first, "a second `up` leaves the server alone"
        with urllib.request.urlopen(f"{kept.endpoint}/health", timeout=PATIENCE) as answer:
            assert answer.status == 200
        os.kill(int(first), signal.SIGKILL)
        eventually(lambda: kept.run("status").returncode == 3)
        up = kept.run("up", "--no-profile")
        assert up.returncode == 0 and kept.pid_file() != first, up
    finally:
        down = kept.run("down")
    assert down.returncode == 0 and kept.pid_file() is None, down
    assert kept.run("status").returncode == 3
