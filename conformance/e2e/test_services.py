"""Services with real containers: kept running, replaced, rolled back, and never below what was asked for."""

import threading
import time
import uuid

import pytest
from box import container, eventually


class Service:
    """A service of this case's own, gone when the case is over."""

    def __init__(self, box, **more):
        self.box, self.ecs, self.name = box, box.client("ecs"), f"s{uuid.uuid4().hex[:8]}"
        self.ecs.create_service(serviceName=self.name, **more)

    def described(self, **more):
        (found,) = self.ecs.describe_services(services=[self.name], **more)["services"]
        return found

    def update(self, **more):
        return self.ecs.update_service(service=self.name, **more)["service"]

    def tasks(self, status="RUNNING"):
        arns = self.ecs.list_tasks(serviceName=self.name, desiredStatus=status)["taskArns"]
        return self.ecs.describe_tasks(tasks=arns)["tasks"] if arns else []

    def events(self):
        """Oldest first."""
        return [e["message"] for e in reversed(self.described()["events"])]

    def stable(self):
        def look():
            s = self.described()
            return len(s["deployments"]) == 1 and s["runningCount"] == s["desiredCount"] and s["pendingCount"] == 0

        try:
            eventually(look, f"{self.name} steady")
        except AssertionError as e:
            raise AssertionError(f"{e}: {self.events()} {self.described()['deployments']}") from e
        return self.described()

    def reaches(self, status):
        """The newest deployment, once it has the status."""
        try:
            eventually(lambda: self.deployment()["status"] == status, f"{self.name} {status}", within=60)
        except AssertionError as e:
            raise AssertionError(f"{e}: {self.deployment()} {self.events()}") from e
        return self.deployment()

    def deployment(self):
        """The newest service deployment."""
        first = self.ecs.list_service_deployments(service=self.name)["serviceDeployments"][0]
        (found,) = self.ecs.describe_service_deployments(serviceDeploymentArns=[first["serviceDeploymentArn"]])[
            "serviceDeployments"
        ]
        return found

    def gone(self):
        self.ecs.delete_service(service=self.name, force=True)
        eventually(lambda: self.described()["status"] == "INACTIVE", f"the end of {self.name}")


@pytest.fixture
def serve(box):
    made = []

    def make(**more):
        made.append(Service(box, **more))
        return made[-1]

    yield make
    for s in made:
        s.gone()


class Watch:
    """Counts the service's containers that run, again and again."""

    def __init__(self, box, family):
        self.box, self.label, self.counts = box, family, []
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.look)

    def running(self):
        """Without asking for each: what the engine's list says is one moment."""
        label = f"com.amazonaws.ecs.task-definition-family={self.label}"
        return len(self.box.engine.call("GET", "/containers/json", filters={"label": [label], "status": ["running"]}))

    def look(self):
        while not self.over.is_set():
            self.counts.append(self.running())
            time.sleep(0.05)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()


def family(definition):
    return definition.split("/")[-1].split(":")[0]


def test_a_life(box, serve):
    definition = box.define(container("a", "wait"))
    s = serve(taskDefinition=definition, desiredCount=3)
    s.ecs.get_waiter("services_stable").wait(services=[s.name], WaiterConfig={"Delay": 1, "MaxAttempts": 60})
    tasks = s.tasks()
    assert len(tasks) == 3
    assert {t["group"] for t in tasks} == {f"service:{s.name}"}
    (deployment,) = s.described()["deployments"]
    assert {t["startedBy"] for t in tasks} == {deployment["id"]}
    s.reaches("SUCCESSFUL")
    assert any("has started 3 tasks: (task " in e for e in s.events())
    (deployment,) = s.described()["deployments"]
    assert (deployment["status"], deployment["rolloutState"]) == ("PRIMARY", "COMPLETED")
    assert any(e.endswith("has reached a steady state.") for e in s.events())

    # A container that dies is replaced, and so is a task that is stopped.
    victim = tasks[0]["taskArn"]
    box.engine.call("POST", f"/containers/{box.containers(victim)['a']['Id']}/kill")
    box.stopped(victim)
    s.stable()
    box.stop(tasks[1]["taskArn"])
    s.stable()
    arns = {t["taskArn"] for t in s.tasks()}
    assert len(arns) == 3 and tasks[2]["taskArn"] in arns and victim not in arns

    s.update(desiredCount=1)
    s.stable()
    assert len(s.tasks()) == 1
    s.update(desiredCount=0)
    s.stable()
    assert s.tasks() == []
    assert s.ecs.delete_service(service=s.name)["service"]["status"] in ("DRAINING", "INACTIVE")
    eventually(lambda: s.described()["status"] == "INACTIVE")


def test_a_rolling_update_never_has_fewer_than_asked_nor_more(box, serve):
    definition = box.define(container("a", "wait"))
    s = serve(
        taskDefinition=definition,
        desiredCount=4,
        deploymentConfiguration={"minimumHealthyPercent": 100, "maximumPercent": 150},
    )
    s.stable()
    name = family(definition)
    second = s.ecs.register_task_definition(
        family=name, containerDefinitions=[container("a", "wait", environment=[{"name": "V", "value": "2"}])]
    )["taskDefinition"]["taskDefinitionArn"]
    with Watch(box, name) as watch:
        s.update(taskDefinition=second)
        s.reaches("SUCCESSFUL")
        s.stable()
    assert watch.counts and min(watch.counts) >= 4, "\n".join([str(watch.counts), *s.events()])
    assert max(watch.counts) <= 6, "\n".join([str(watch.counts), *s.events()])
    assert {t["taskDefinitionArn"] for t in s.tasks()} == {second}


def test_a_version_that_cannot_start_is_rolled_back(box, serve):
    definition = box.define(container("a", "wait"))
    s = serve(
        taskDefinition=definition,
        desiredCount=2,
        deploymentConfiguration={"deploymentCircuitBreaker": {"enable": True, "rollback": True}},
    )
    s.reaches("SUCCESSFUL")
    before = {t["taskArn"] for t in s.tasks()}
    name = family(definition)
    broken = container("a", "wait")
    broken["image"] = "longshore/none:such"
    bad = s.ecs.register_task_definition(family=name, containerDefinitions=[broken])
    with Watch(box, name) as watch:
        s.update(taskDefinition=bad["taskDefinition"]["taskDefinitionArn"])
        s.reaches("ROLLBACK_SUCCESSFUL")
    assert min(watch.counts) >= 2
    assert {t["taskArn"] for t in s.tasks()} == before
    told = s.deployment()
    assert told["deploymentCircuitBreaker"]["status"] == "TRIGGERED"
    assert told["rollback"]["reason"] == "ECS deployment circuit breaker: tasks failed to start."
    events = s.events()
    assert any("deployment failed: tasks failed to start." in e for e in events)
    assert any("rolling back to deployment ecs-svc/" in e for e in events)


def test_a_version_that_exits_at_once_is_rolled_back_too(box, serve):
    definition = box.define(container("a", "wait"))
    s = serve(
        taskDefinition=definition,
        desiredCount=1,
        deploymentConfiguration={"deploymentCircuitBreaker": {"enable": True, "rollback": True}},
    )
    s.reaches("SUCCESSFUL")
    bad = s.ecs.register_task_definition(family=family(definition), containerDefinitions=[container("a", "exit", 3)])
    s.update(taskDefinition=bad["taskDefinition"]["taskDefinitionArn"])
    s.reaches("ROLLBACK_SUCCESSFUL")
    s.stable()
    assert {t["taskDefinitionArn"] for t in s.tasks()} == {definition}


def test_a_daemon_runs_once_on_the_machine(box, serve):
    definition = box.define(container("a", "wait"))
    s = serve(taskDefinition=definition, schedulingStrategy="DAEMON")
    eventually(lambda: s.described()["runningCount"] == 1, "the daemon")
    assert s.stable()["desiredCount"] == 1


def test_services_survive_a_kill_of_the_server(own):
    definition = own.define(container("a", "wait"))
    s = Service(own, taskDefinition=definition, desiredCount=3)
    s.stable()
    before = {t["taskArn"] for t in s.tasks()}
    own.kill()
    own.up()
    s = own.client("ecs"), s.name
    (found,) = s[0].describe_services(services=[s[1]])["services"]
    assert (found["runningCount"], found["pendingCount"]) == (3, 0)
    assert set(s[0].list_tasks(serviceName=s[1])["taskArns"]) == before


def test_an_update_goes_on_where_a_kill_of_the_server_left_it(own):
    definition = own.define(container("a", "wait"))
    limits = {"minimumHealthyPercent": 100, "maximumPercent": 150}
    s = Service(own, taskDefinition=definition, desiredCount=4, deploymentConfiguration=limits)
    s.reaches("SUCCESSFUL")
    before = {t["taskArn"] for t in s.tasks()}
    with Watch(own, family(definition)) as watch:
        s.update(forceNewDeployment=True)
        eventually(lambda: len(s.tasks()) > 4, "the first new task")
        own.kill()
        own.up()
        s.ecs = own.client("ecs")
        s.reaches("SUCCESSFUL")
    assert min(watch.counts) >= 4 and max(watch.counts) <= 6, watch.counts
    assert before.isdisjoint(t["taskArn"] for t in s.stable() and s.tasks())
