"""Longshore dies and comes back; containers do not notice, and nothing is told twice or not at all."""

import threading

import pytest
from box import PATIENCE, codes, container, eventually, one


def known(box, arns):
    """Container ids and starts, as the engine has them."""
    return {arn: [(c["Id"], c["State"]["StartedAt"]) for c in box.containers(arn).values()] for arn in arns}


@pytest.mark.parametrize("how", ["killed", "stopped"])
def test_tasks_outlive_longshore(own, how):
    talks = own.start(own.define(container("a", "lines", 60, 100, "wait", log=True)))
    # It is ended while nobody looks.
    ends = own.start(own.define(container("a", "wait")))
    two = own.start(
        own.define(container("a", "wait"), container("b", "serve", 80, portMappings=[{"containerPort": 80}]))
    )
    arns = [talks, ends, two]
    tasks = {arn: own.running(arn) for arn in arns}
    own.lines(talks, "a", 5)
    before, access, machine = known(own, arns), own.access(), tasks[two]["containerInstanceArn"]
    own.kill() if how == "killed" else own.run("down")
    own.engine.kill(own.containers(ends)["a"]["Id"])
    eventually(lambda: not own.containers(ends)["a"]["State"]["Running"], "the end of a container")
    assert known(own, arns) == before
    own.up()
    assert own.access() == access
    ended = own.stopped(ends)
    assert codes(ended) == {"a": 137} and ended["stopCode"] == "EssentialContainerExited"
    assert own.lines(talks, "a", 60) == [f"line {n}" for n in range(1, 61)]
    assert known(own, arns) == before
    for arn in (talks, two):
        task = own.task(arn)
        assert task["lastStatus"] == "RUNNING" and task["containerInstanceArn"] == machine
        assert task["startedAt"] == tasks[arn]["startedAt"] and task["connectivity"] == "CONNECTED"
        for c in tasks[arn]["containers"]:
            assert one(task, c["name"])["runtimeId"] == c["runtimeId"]
            assert one(task, c["name"]).get("networkBindings") == c.get("networkBindings")
    # And they can still be stopped.
    assert codes(own.stop(talks)) == {"a": 0} and codes(own.stop(two)) == {"a": 0, "b": 0}
    assert len(own.lines(talks, "a", 60)) == 60


def test_killed_again_and_again_while_tasks_start(own):
    """What was acknowledged is there and runs exactly once; what was not may be repeated under its token."""
    definition = own.define(container("a", "wait", memory=8))
    acknowledged = {}
    for turn in range(5):
        token, done = f"turn-{turn}", threading.Event()

        def ask(token=token, done=done):
            try:
                ran = own.client("ecs").run_task(taskDefinition=definition, count=2, clientToken=token)
                acknowledged[token] = sorted(t["taskArn"] for t in ran["tasks"])
            except Exception:  # The server is shot at: any failure is an answer that did not come.
                pass
            done.set()

        threading.Thread(target=ask, daemon=True).start()
        if turn % 2:
            done.wait(PATIENCE)
        own.kill()
        assert done.wait(PATIENCE)
        own.up()
        again = own.client("ecs").run_task(taskDefinition=definition, count=2, clientToken=token)
        arns = sorted(t["taskArn"] for t in again["tasks"])
        assert not again["failures"] and acknowledged.setdefault(token, arns) == arns
    everything = [arn for arns in acknowledged.values() for arn in arns]
    assert len(everything) == 10
    assert sorted(own.client("ecs").list_tasks()["taskArns"]) == sorted(everything)
    for arn in everything:
        own.running(arn)
        assert len(own.engine.containers(f"com.amazonaws.ecs.task-arn={arn}")) == 1
    # One is the relay of tasks without a sandbox.
    assert len(own.engine.containers(f"longshore.agent={own.agent_id()}")) == 11
    for arn in everything:
        own.client("ecs").stop_task(task=arn)
    for arn in everything:
        assert codes(own.stopped(arn)) == {"a": 0}


def test_definitions_clusters_and_keys_survive(own):
    ecs = own.client("ecs")
    ecs.create_cluster(clusterName="kept", tags=[{"key": "a", "value": "b"}])
    definition = own.define(container("a", "wait"))
    own.kill()
    own.up()
    # The same client: keys and port are the same.
    assert ecs.describe_clusters(clusters=["kept"], include=["TAGS"])["clusters"][0]["tags"] == [
        {"key": "a", "value": "b"}
    ]
    assert ecs.describe_task_definition(taskDefinition=definition)["taskDefinition"]["status"] == "ACTIVE"
    assert len(ecs.list_container_instances()["containerInstanceArns"]) == 1
    status = own.run("status").stdout
    assert "agent connected" in status
