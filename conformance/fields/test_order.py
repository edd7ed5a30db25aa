"""Who waits for whom, what an end means, and how containers are stopped and asked for their health."""

import datetime

from live import codes, container, ended, eventually, live, one, run
from marks import covers


def after(name, condition):
    return [{"containerName": name, "condition": condition}]


def moment(inspected, key):
    text = inspected["State"][key][:26].rstrip("Z")
    return datetime.datetime.fromisoformat(text)


@covers(
    "containerDefinitions[].dependsOn[].containerName",
    "containerDefinitions[].dependsOn[].condition",
)
def test_each_condition_is_waited_for(box):
    check = {"command": ["CMD", "/sample", "cat", "/tmp/ready"], "interval": 5, "timeout": 2, "retries": 10}
    arn, real = run(
        box,
        container("first", "wait"),
        container("done", "sleep", 0.4, "exit", 3, essential=False),
        container("fine", "sleep", 0.4, "exit", 0, essential=False),
        container("well", "write", "/tmp/ready", "1", "wait", healthCheck=check),
        container("s", "wait", dependsOn=after("first", "START")),
        container("c", "wait", dependsOn=after("done", "COMPLETE")),
        container("g", "wait", dependsOn=after("fine", "SUCCESS")),
        container("h", "wait", dependsOn=after("well", "HEALTHY")),
    )
    seen = {name: c.inspected for name, c in real.items()}
    started = {name: moment(c, "StartedAt") for name, c in seen.items()}
    assert started["s"] >= started["first"]
    assert started["c"] >= moment(seen["done"], "FinishedAt") and started["g"] >= moment(seen["fine"], "FinishedAt")
    assert started["h"] - started["well"] >= datetime.timedelta(seconds=4)
    eventually(lambda: one(box.task(arn), "well")["healthStatus"] == "HEALTHY", "the report of health")
    box.stop(arn)
    ended_at = {name: moment(c.inspected, "FinishedAt") for name, c in live(box, arn).items()}
    assert ended_at["s"] <= ended_at["first"] and ended_at["h"] <= ended_at["well"], "stopped in reverse"


def test_a_dependency_that_fails_ends_who_needs_it(box):
    task = ended(
        box,
        container("bad", "exit", 3, essential=False),
        container("main", "wait", dependsOn=after("bad", "SUCCESS")),
    )
    assert "exitCode" not in one(task, "main") and "did not exit with code 0" in task["stoppedReason"], task


@covers("containerDefinitions[].startTimeout")
def test_a_dependency_is_waited_for_as_long_as_its_start_timeout(box):
    task = ended(
        box,
        container("slow", "sleep", 60, essential=False, startTimeout=1, stopTimeout=1),
        container("main", "wait", dependsOn=after("slow", "SUCCESS")),
    )
    assert "startTimeout" in task["stoppedReason"], task


@covers("containerDefinitions[].stopTimeout")
def test_a_deaf_container_is_killed_after_its_stop_timeout(box):
    arn, _ = run(box, container("a", "stubborn", "print", "deaf", "wait", stopTimeout=2, log=True))
    box.lines(arn, "a", 1)
    task = box.stop(arn)
    took = (task["stoppedAt"] - task["stoppingAt"]).total_seconds()
    assert codes(task) == {"a": 137} and 2 <= took < 20


@covers("containerDefinitions[].essential")
def test_only_an_essential_container_ends_the_task(box):
    arn, _ = run(box, container("main", "wait"), container("side", "exit", 4, essential=False))
    eventually(lambda: one(box.task(arn), "side").get("exitCode") == 4, "the end of `side`")
    assert box.task(arn)["lastStatus"] == "RUNNING"
    box.stop(arn)
    task = ended(box, container("main", "sleep", 0.2, "exit", 5), container("other", "wait"))
    assert codes(task) == {"main": 5, "other": 0} and task["stopCode"] == "EssentialContainerExited"


@covers(
    "containerDefinitions[].restartPolicy.enabled",
    "containerDefinitions[].restartPolicy.restartAttemptPeriod",
    "containerDefinitions[].restartPolicy.ignoredExitCodes",
)
def test_a_container_is_restarted_once_it_ran_for_the_period(box):
    policy = {"enabled": True, "restartAttemptPeriod": 60, "ignoredExitCodes": [7]}
    side = {"essential": False, "restartPolicy": policy}
    arn, before = run(
        box,
        container("main", "wait"),
        container("again", "sleep", 61, "exit", 9, **side),
        container("early", "exit", 9, **side),
        container("meant", "sleep", 61, "exit", 7, **side),
        container("without", "sleep", 61, "exit", 9, essential=False),
    )
    eventually(lambda: codes(box.task(arn))["meant"] == 7, "the end of `meant`")
    eventually(lambda: codes(box.task(arn))["without"] == 9, "the end of `without`")
    task = box.task(arn)
    assert codes(task)["early"] == 9 and one(task, "again")["lastStatus"] == "RUNNING"
    again = live(box, arn)["again"].inspected
    assert again["State"]["Running"] and moment(again, "StartedAt") > moment(again, "FinishedAt")
    main, then = live(box, arn)["main"].inspected, before["main"].inspected
    assert (main["Id"], main["State"]["StartedAt"]) == (then["Id"], then["State"]["StartedAt"]), "only the sidecar"
    assert task["lastStatus"] == "RUNNING"
    box.stop(arn)


@covers(
    "containerDefinitions[].healthCheck.command",
    "containerDefinitions[].healthCheck.interval",
    "containerDefinitions[].healthCheck.timeout",
    "containerDefinitions[].healthCheck.retries",
    "containerDefinitions[].healthCheck.startPeriod",
)
def test_health_is_asked_as_often_and_as_patiently_as_asked(box):
    def check(path, **more):
        return {"command": ["CMD", "/sample", "cat", path], "interval": 5, "timeout": 3, "retries": 1, **more}

    well = ["write", "/tmp/ready", "1", "wait"]
    arn, real = run(
        box,
        container("well", *well, healthCheck=check("/tmp/ready")),
        container("ill", "wait", essential=False, healthCheck=check("/tmp/absent", startPeriod=0)),
        container("young", "wait", essential=False, healthCheck=check("/tmp/absent", startPeriod=300)),
        container("often", "wait", essential=False, healthCheck=check("/tmp/absent", retries=10)),
        container(
            "slow",
            "wait",
            essential=False,
            healthCheck={**check(""), "command": ["CMD", "/sample", "sleep", "30"], "timeout": 2},
        ),
    )

    def health(name):
        return one(box.task(arn), name)["healthStatus"]

    eventually(lambda: health("well") == "HEALTHY", "health of `well`", within=30)
    eventually(lambda: health("ill") == "UNHEALTHY", "health of `ill`", within=30)
    eventually(lambda: health("slow") == "UNHEALTHY", "health of `slow`", within=30)
    assert health("young") == health("often") == "UNKNOWN"
    asked = live(box, arn)["often"].inspected["State"]["Health"]["Log"]
    assert all(a["ExitCode"] == 1 for a in asked)
    slow = live(box, arn)["slow"].inspected["State"]["Health"]["Log"][0]
    assert "exceeded timeout (2s)" in slow["Output"]
    box.stop(arn)
