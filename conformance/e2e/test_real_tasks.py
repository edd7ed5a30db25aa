"""Tasks as the API's users see them, while the engine is asked whether it is true."""

import threading

import pytest
from botocore.exceptions import ClientError
from box import GROUP, REGION, codes, container, eventually, one


def test_the_aws_cli_runs_a_task_from_start_to_end(box):
    definition = box.define(container("a", "lines", 3, 1, "sleep", 2, "exit", 7, log=True))
    (task,) = box.aws("ecs", "run-task", "--task-definition", definition)["tasks"]
    arn = task["taskArn"]
    assert task["lastStatus"] == "PENDING" and task["launchType"] == "EC2"
    box.aws("ecs", "wait", "tasks-running", "--tasks", arn, check=False)
    box.aws("ecs", "wait", "tasks-stopped", "--tasks", arn)
    (task,) = box.aws("ecs", "describe-tasks", "--tasks", arn)["tasks"]
    assert codes(task) == {"a": 7}
    assert (task["stopCode"], task["stoppedReason"]) == (
        "EssentialContainerExited",
        "Essential container in task exited",
    )
    moments = [
        "createdAt",
        "pullStartedAt",
        "pullStoppedAt",
        "startedAt",
        "executionStoppedAt",
        "stoppingAt",
        "stoppedAt",
    ]
    assert all(m in task for m in moments), task
    box.lines(arn, "a", 3)
    stream = f"p/a/{arn.split('/')[-1]}"
    events = box.aws("logs", "get-log-events", "--log-group-name", GROUP, "--log-stream-name", stream)["events"]
    assert [e["message"] for e in events] == ["line 1", "line 2", "line 3"]
    assert arn in box.aws("ecs", "list-tasks", "--desired-status", "STOPPED")["taskArns"]


def test_what_runs_is_what_is_told(box):
    definition = box.define(container("a", "wait"))
    arn = box.start(definition, startedBy="me", tags=[{"key": "k", "value": "v"}])
    task = box.running(arn)
    (real,) = box.containers(arn).values()
    assert one(task, "a")["runtimeId"] == real["Id"] and real["State"]["Running"]
    assert task["startedBy"] == "me" and task["connectivity"] == "CONNECTED"
    instance = box.client("ecs").describe_container_instances(containerInstances=[task["containerInstanceArn"]])
    assert instance["containerInstances"][0]["runningTasksCount"] >= 1
    stopped = box.stop(arn, reason="enough")
    assert (stopped["stopCode"], stopped["stoppedReason"]) == ("UserInitiated", "enough")
    assert codes(stopped) == {"a": 0}
    assert not box.containers(arn)["a"]["State"]["Running"]


def test_command_entry_point_environment_and_overrides(box):
    definition = box.define(
        container(
            "a",
            "print",
            "ignored",
            environment=[{"name": "KEPT", "value": "1"}, {"name": "CHANGED", "value": "old"}],
            log=True,
        ),
        container("b", "exit", 3, entryPoint=["/sample", "print", "entry"], essential=False, log=True),
    )
    overrides = {
        "containerOverrides": [
            {
                "name": "a",
                "command": ["env", "KEPT", "env", "CHANGED", "env", "ADDED", "id"],
                "environment": [{"name": "CHANGED", "value": "new"}, {"name": "ADDED", "value": "ü €"}],
                "memory": 48,
                "cpu": 99,
            }
        ]
    }
    arn = box.start(definition, overrides=overrides)
    task = box.stopped(arn)
    assert codes(task) == {"a": 0, "b": 3}
    assert box.lines(arn, "a", 4)[:3] == ["1", "new", "ü €"]
    assert box.lines(arn, "b", 1) == ["entry"]
    host = box.containers(arn)["a"]["HostConfig"]
    assert (host["Memory"], host["CpuShares"]) == (48 << 20, 99)


def test_limits_and_settings_reach_the_engine(box):
    definition = box.define(
        container(
            "a",
            "wait",
            cpu=128,
            memory=64,
            memoryReservation=32,
            user="1000:1000",
            workingDirectory="/tmp",
            readonlyRootFilesystem=True,
            dockerLabels={"mine": "yes"},
            ulimits=[{"name": "nofile", "softLimit": 100, "hardLimit": 200}],
            linuxParameters={"initProcessEnabled": True, "capabilities": {"drop": ["NET_RAW"]}},
        )
    )
    arn = box.start(definition)
    box.running(arn)
    real = box.containers(arn)["a"]
    host, config = real["HostConfig"], real["Config"]
    assert (host["CpuShares"], host["Memory"], host["MemoryReservation"]) == (128, 64 << 20, 32 << 20)
    assert host["ReadonlyRootfs"] and host["Init"] and host["CapDrop"] == ["NET_RAW"]
    assert host["Ulimits"] == [{"Name": "nofile", "Soft": 100, "Hard": 200}]
    assert (config["User"], config["WorkingDir"], config["Labels"]["mine"]) == ("1000:1000", "/tmp", "yes")
    box.stop(arn)


def test_only_an_essential_container_ends_the_task(box):
    definition = box.define(container("main", "wait"), container("side", "exit", 4, essential=False))
    arn = box.start(definition)
    eventually(lambda: one(box.task(arn), "side")["lastStatus"] == "STOPPED", "the end of `side`")
    task = box.task(arn)
    assert task["lastStatus"] == "RUNNING" and one(task, "side")["exitCode"] == 4
    assert codes(box.stop(arn)) == {"main": 0, "side": 4}
    both = box.start(box.define(container("main", "sleep", 0.2, "exit", 5), container("side", "wait")))
    task = box.stopped(both)
    assert task["stopCode"] == "EssentialContainerExited" and codes(task) == {"main": 5, "side": 0}


def test_containers_wait_for_each_other(box):
    volume, mount = {"name": "v", "host": {}}, [{"sourceVolume": "v", "containerPath": "/data"}]
    definition = box.define(
        container("writer", "sleep", 0.3, "write", "/data/x", "hello", mountPoints=mount, essential=False),
        container(
            "reader",
            "cat",
            "/data/x",
            mountPoints=mount,
            log=True,
            dependsOn=[{"containerName": "writer", "condition": "SUCCESS"}],
        ),
        volumes=[volume],
    )
    arn = box.start(definition)
    assert codes(box.stopped(arn)) == {"writer": 0, "reader": 0}
    assert box.lines(arn, "reader", 1) == ["hello"]


def test_stop_is_a_sigterm_then_a_sigkill_after_the_timeout(box):
    polite = box.start(box.define(container("a", "wait", stopTimeout=60)))
    deaf = box.start(
        box.define(container("a", "print", "deaf", "stubborn", "print", "ready", "wait", stopTimeout=2, log=True))
    )
    box.running(polite), box.running(deaf)
    box.lines(deaf, "a", 2)
    assert codes(box.stop(polite)) == {"a": 0}
    killed = box.stop(deaf)
    assert codes(killed) == {"a": 137} and killed["stoppedReason"] == "Task stopped by user"
    assert (killed["stoppedAt"] - killed["stoppingAt"]).total_seconds() >= 2


def test_a_killed_container_is_an_exit(box):
    arn = box.start(box.define(container("a", "wait")))
    box.running(arn)
    box.engine.kill(box.containers(arn)["a"]["Id"])
    task = box.stopped(arn)
    assert codes(task) == {"a": 137} and task["stopCode"] == "EssentialContainerExited"


def test_memory_that_runs_out_is_told(box):
    a = one(box.stopped(box.start(box.define(container("a", "alloc", 64, memory=16)))), "a")
    assert (a["exitCode"], a["reason"]) == (
        137,
        "OutOfMemoryError: Container killed due to memory usage; its limit is 16 MiB, its peak was 16 MiB",
    )


def test_an_image_that_cannot_be_had_is_told(box):
    missing = container("a", "wait")
    missing["image"] = "127.0.0.1:1/nowhere:1"
    task = box.stopped(box.start(box.define(missing)))
    assert task["stopCode"] == "TaskFailedToStart"
    assert task["stoppedReason"].startswith("CannotPullContainerError: "), task["stoppedReason"]
    a = one(task, "a")
    assert a["reason"].startswith("CannotPullContainerError: ") and "exitCode" not in a


def test_a_program_that_is_not_there_is_told(box):
    task = box.stopped(box.start(box.define(container("a", entryPoint=["/no-such-program"]))))
    assert task["stopCode"] == "TaskFailedToStart"
    assert one(task, "a")["reason"].startswith("CannotStartContainerError: ")
    assert "/no-such-program" in one(task, "a")["reason"]
    unknown = box.stopped(box.start(box.define(container("a", "no-such-step"))))
    assert codes(unknown) == {"a": 2}


def test_what_does_not_fit_is_refused_with_the_shortfall(box):
    instances = box.client("ecs").list_container_instances()["containerInstanceArns"]
    (machine,) = box.client("ecs").describe_container_instances(containerInstances=instances)["containerInstances"]
    free = {r["name"]: r.get("integerValue") for r in machine["remainingResources"]}
    wanted = free["MEMORY"] + 100_000
    ran = box.client("ecs").run_task(taskDefinition=box.define(container("a", "wait", memory=wanted)))
    (failure,) = ran["failures"]
    assert (ran["tasks"], failure["reason"], failure["arn"]) == ([], "RESOURCE:MEMORY", instances[0])
    assert str(wanted) in failure["detail"] and str(free["MEMORY"]) in failure["detail"], failure
    ran = box.client("ecs").run_task(taskDefinition=box.define(container("a", "wait", cpu=9000)))
    assert [f["reason"] for f in ran["failures"]] == ["RESOURCE:CPU"]


def test_what_a_task_reserves_is_given_back(box):
    def remaining():
        instances = box.client("ecs").list_container_instances()["containerInstanceArns"]
        (machine,) = box.client("ecs").describe_container_instances(containerInstances=instances)["containerInstances"]
        return {r["name"]: r.get("integerValue", r.get("stringSetValue")) for r in machine["remainingResources"]}

    before = remaining()
    arn = box.start(box.define(container("a", "wait", cpu=100, memory=200)))
    during = remaining()
    assert (before["CPU"] - during["CPU"], before["MEMORY"] - during["MEMORY"]) == (100, 200)
    box.running(arn)
    box.stop(arn)
    assert remaining() == before


def test_one_client_token_starts_one_set_of_tasks(box):
    definition = box.define(container("a", "wait"))
    ecs, answers, together = box.client("ecs"), [], threading.Barrier(20)

    def ask():
        together.wait()
        answers.append(ecs.run_task(taskDefinition=definition, count=2, clientToken="storm"))

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(answers) == 20
    sets = {tuple(sorted(t["taskArn"] for t in a["tasks"])) for a in answers}
    (arns,) = sets
    assert len(arns) == 2
    for arn in arns:
        box.running(arn)
    family = definition.rsplit("/", 1)[1].split(":")[0]
    real = box.engine.containers(f"com.amazonaws.ecs.task-definition-family={family}")
    assert len(real) == 2
    with pytest.raises(ClientError) as refused:
        ecs.run_task(taskDefinition=definition, count=1, clientToken="storm")
    assert refused.value.response["Error"]["Code"] == "ConflictException"
    assert sorted(refused.value.response["resourceIds"]) == list(arns)
    for arn in arns:
        box.stop(arn)


def test_many_tasks_at_once(box):
    definition = box.define(container("a", "print", "hi", "exit", 0, memory=8, log=True))
    arns = [
        t["taskArn"] for _ in range(2) for t in box.client("ecs").run_task(taskDefinition=definition, count=10)["tasks"]
    ]
    assert len(set(arns)) == 20
    for arn in arns:
        assert codes(box.stopped(arn)) == {"a": 0}
        assert box.lines(arn, "a", 1) == ["hi"]


def test_a_container_that_ran_too_briefly_is_not_restarted(box):
    policy = {"enabled": True, "restartAttemptPeriod": 60, "ignoredExitCodes": [0]}
    main = container("main", "wait")
    side = container("side", "print", "tried", "exit", 9, essential=False, restartPolicy=policy, log=True)
    arn = box.start(box.define(main, side))
    box.running(arn)
    # It did not run for the period that earns it another attempt.
    eventually(lambda: one(box.task(arn), "side").get("exitCode") == 9, "the end of `side`")
    assert box.lines(arn, "side", 1, region=REGION) == ["tried"]
    box.stop(arn)
