"""Services as unmodified clients see them; the machine is one that does nothing by itself."""

import pytest
from harness import arn, eventually, pages, refused
from machine import Machine, look, messages, steady

STOP = {"deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}}


@pytest.fixture(scope="module")
def machine(server, ecs):
    ecs.create_cluster(clusterName="c")
    one = {"name": "a", "image": "busybox", "cpu": 64, "memory": 64, "portMappings": [{"containerPort": 80}]}
    for family in ("web", "web", "bad"):
        ecs.register_task_definition(family=family, containerDefinitions=[one])
    ecs.register_task_definition(family="huge", containerDefinitions=[{**one, "memory": 90000}])
    machine = Machine(server, "c").connect().serve()
    machine.broken.add("bad")
    yield machine
    machine.close()


@pytest.fixture
def service(ecs, machine, request):
    """Makes services named after the case; they are gone when it is over."""
    made = []

    def make(name="s", taskDefinition="web:1", **more):
        name = f"{request.node.name.replace('[', '-').replace(']', '')}-{name}"
        if "schedulingStrategy" not in more:
            more.setdefault("desiredCount", 2)
        if more.get("deploymentController", {}).get("type") != "EXTERNAL":
            more["taskDefinition"] = taskDefinition
        made.append(name)
        ecs.create_service(cluster="c", serviceName=name, **more)
        return name

    yield make
    for name in made:
        ecs.delete_service(cluster="c", service=name, force=True)
        eventually(lambda: look(ecs, name)["status"] == "INACTIVE")


def newest(ecs, name):
    brief = ecs.list_service_deployments(cluster="c", service=name)["serviceDeployments"][0]
    answer = ecs.describe_service_deployments(serviceDeploymentArns=[brief["serviceDeploymentArn"]])
    return answer["serviceDeployments"][0]


def reaches(ecs, name, status):
    eventually(lambda: newest(ecs, name)["status"] == status)
    return newest(ecs, name)


def test_create_describe_update_delete(ecs, service):
    name = service(tags=[{"key": "k", "value": "v"}], enableECSManagedTags=True, propagateTags="SERVICE")
    s = steady(ecs, name)
    assert s["serviceArn"] == arn(f"service/c/{name}") and s["status"] == "ACTIVE"
    assert (s["launchType"], s["schedulingStrategy"]) == ("EC2", "REPLICA")
    assert s["deploymentController"] == {"type": "ECS"}
    configuration = s["deploymentConfiguration"]
    assert (configuration["minimumHealthyPercent"], configuration["maximumPercent"]) == (100, 200)
    assert s["tags"] == [] and look(ecs, name, include=["TAGS"])["tags"] == [{"key": "k", "value": "v"}]
    arns = ecs.list_tasks(cluster="c", serviceName=name)["taskArns"]
    task = ecs.describe_tasks(cluster="c", tasks=arns, include=["TAGS"])["tasks"][0]
    assert task["group"] == f"service:{name}" and task["startedBy"] == s["deployments"][0]["id"]
    tags = {t["key"]: t["value"] for t in task["tags"]}
    assert tags == {"k": "v", "aws:ecs:clusterName": "c", "aws:ecs:serviceName": name}
    updated = ecs.update_service(cluster="c", service=name, desiredCount=3)["service"]
    assert updated["desiredCount"] == 3 and len(updated["deployments"]) == 1
    ecs.get_waiter("services_stable").wait(
        cluster="c", services=[name], WaiterConfig={"Delay": 1, "MaxAttempts": 20}
    )
    with refused("InvalidParameterException", "scaled above 0"):
        ecs.delete_service(cluster="c", service=name)
    ecs.update_service(cluster="c", service=s["serviceArn"], desiredCount=0)
    steady(ecs, name)
    assert ecs.delete_service(cluster="c", service=name)["service"]["status"] in ("DRAINING", "INACTIVE")
    eventually(lambda: look(ecs, name)["status"] == "INACTIVE")
    with refused("ServiceNotActiveException"):
        ecs.update_service(cluster="c", service=name, desiredCount=1)


def test_the_same_request_answers_the_same_service(ecs, machine, service):
    name = service(desiredCount=0)
    again = ecs.create_service(cluster="c", serviceName=name, taskDefinition="web:1", desiredCount=0)["service"]
    assert again["serviceArn"] == look(ecs, name)["serviceArn"]
    with refused("InvalidParameterException", "Creation of service was not idempotent."):
        ecs.create_service(cluster="c", serviceName=name, taskDefinition="web:1", desiredCount=1)


@pytest.mark.parametrize(
    ("code", "text", "more"),
    [
        ("ClientException", "TaskDefinition not found.", {"taskDefinition": "none"}),
        ("InvalidParameterException", "Invalid service name", {"serviceName": "a b"}),
        ("InvalidParameterException", "block deployments", {"deploymentConfiguration": {"minimumHealthyPercent": 100, "maximumPercent": 100}}),
        ("InvalidParameterException", "grace period", {"healthCheckGracePeriodSeconds": 5}),
        ("InvalidParameterException", "Invalid service registry ARN", {"serviceRegistries": [{"registryArn": "arn:x"}]}),
        ("UnsupportedFeatureException", "strategy BLUE_GREEN", {"deploymentConfiguration": {"strategy": "BLUE_GREEN"}}),
        ("UnsupportedFeatureException", "alarms", {"deploymentConfiguration": {"alarms": {"alarmNames": ["a"], "enable": True, "rollback": False}}}),
        ("UnsupportedFeatureException", "serviceConnectConfiguration", {"serviceConnectConfiguration": {"enabled": True}}),
        ("UnsupportedFeatureException", "CODE_DEPLOY", {"deploymentController": {"type": "CODE_DEPLOY"}}),
        ("InvalidParameterException", "container b does not exist", {"loadBalancers": [{"targetGroupArn": arn("targetgroup/x/1", "elasticloadbalancing"), "containerName": "b", "containerPort": 80}]}),
        ("InvalidParameterException", "target group", {"loadBalancers": [{"targetGroupArn": arn("targetgroup/x/0123456789abcdef", "elasticloadbalancing"), "containerName": "a", "containerPort": 80}]}),
        ("ClusterNotFoundException", "", {"cluster": "none"}),
    ],
)  # fmt: skip
def test_what_is_refused(ecs, machine, code, text, more):
    with refused(code, text):
        ecs.create_service(**{"cluster": "c", "serviceName": "x", "taskDefinition": "web", "desiredCount": 1, **more})


def test_what_is_missing(ecs, machine):
    answer = ecs.describe_services(cluster="c", services=["none"])
    assert answer["failures"] == [{"arn": arn("service/c/none"), "reason": "MISSING"}]
    with refused("ServiceNotFoundException"):
        ecs.update_service(cluster="c", service="none", desiredCount=1)
    with refused("ServiceNotFoundException"):
        ecs.delete_service(cluster="c", service="none")
    with refused("NamespaceNotFoundException"):
        ecs.list_services_by_namespace(namespace="none")


def test_lists_in_pages(ecs, service):
    names = {service(f"n{n}", desiredCount=0) for n in range(3)}
    daemon = service("d", schedulingStrategy="DAEMON")
    found = sum(pages(ecs.list_services, "serviceArns", 2, cluster="c"), [])
    assert {a.rsplit("/", 1)[1] for a in found} >= names | {daemon}
    (only,) = ecs.list_services(cluster="c", schedulingStrategy="DAEMON")["serviceArns"]
    assert only.endswith(daemon)
    assert ecs.list_services(cluster="c", launchType="FARGATE")["serviceArns"] == []
    (cluster,) = ecs.describe_clusters(clusters=["c"])["clusters"]
    assert cluster["activeServicesCount"] >= 4
    with refused("ClusterContainsContainerInstancesException"):
        ecs.delete_cluster(cluster="c")


def test_a_deployment_and_its_revisions(ecs, service):
    name = service()
    steady(ecs, name)
    first = reaches(ecs, name, "SUCCESSFUL")
    ecs.update_service(cluster="c", service=name, taskDefinition="web:2")
    second = reaches(ecs, name, "SUCCESSFUL")
    assert first["serviceDeploymentArn"] != second["serviceDeploymentArn"]
    assert second["targetServiceRevision"]["requestedTaskCount"] == 2
    source = second["sourceServiceRevisions"][0]["arn"]
    answer = ecs.describe_service_revisions(serviceRevisionArns=[source, second["targetServiceRevision"]["arn"]])
    old, new = answer["serviceRevisions"]
    assert (old["taskDefinition"], new["taskDefinition"]) == (arn("task-definition/web:1"), arn("task-definition/web:2"))
    digest = "sha256:" + "1" * 64
    assert new["containerImages"] == [{"containerName": "a", "image": "busybox", "imageDigest": digest}]
    assert steady(ecs, name)["currentServiceRevisions"][0]["runningTaskCount"] == 2
    listed = sum(pages(ecs.list_service_deployments, "serviceDeployments", 1, cluster="c", service=name), [])
    assert [d["serviceDeploymentArn"] for d in listed] == [
        second["serviceDeploymentArn"],
        first["serviceDeploymentArn"],
    ]
    assert ecs.list_service_deployments(cluster="c", service=name, status=["PENDING"])["serviceDeployments"] == []
    told = messages(ecs, name)
    assert f"(service {name}) has reached a steady state." in told
    assert any("deployment completed." in m for m in told)
    with refused("ConflictException"):
        ecs.stop_service_deployment(serviceDeploymentArn=second["serviceDeploymentArn"])
    with refused("InvalidParameterException", "not awaiting"):
        ecs.continue_service_deployment(
            serviceDeploymentArn=second["serviceDeploymentArn"], hookId="h", action="CONTINUE"
        )
    # The same again, with new tasks.
    before = set(ecs.list_tasks(cluster="c", serviceName=name)["taskArns"])
    ecs.update_service(cluster="c", service=name, forceNewDeployment=True)
    reaches(ecs, name, "SUCCESSFUL")
    steady(ecs, name)
    assert before.isdisjoint(ecs.list_tasks(cluster="c", serviceName=name)["taskArns"])


def test_a_deployment_that_fails_is_rolled_back(ecs, service):
    name = service(**STOP)
    reaches(ecs, name, "SUCCESSFUL")
    before = set(ecs.list_tasks(cluster="c", serviceName=name)["taskArns"])
    ecs.update_service(cluster="c", service=name, taskDefinition="bad")
    told = reaches(ecs, name, "ROLLBACK_SUCCESSFUL")
    breaker = told["deploymentCircuitBreaker"]
    assert (breaker["status"], breaker["threshold"]) == ("TRIGGERED", 3) and breaker["failureCount"] >= 3
    assert set(ecs.list_tasks(cluster="c", serviceName=name)["taskArns"]) == before


def test_a_deployment_is_stopped_by_its_user(ecs, service):
    name = service()
    reaches(ecs, name, "SUCCESSFUL")
    ecs.update_service(cluster="c", service=name, taskDefinition="huge")
    one = reaches(ecs, name, "IN_PROGRESS")["serviceDeploymentArn"]
    eventually(lambda: any("unable to place a task" in m for m in messages(ecs, name)))
    waits = ecs.describe_services(cluster="c", services=[name], include=["longshore.why"])["failures"]
    assert any("no machine for the next task" in w["detail"] for w in waits if w["reason"] == "WHY")
    assert ecs.stop_service_deployment(serviceDeploymentArn=one)["serviceDeploymentArn"] == one
    assert reaches(ecs, name, "ROLLBACK_SUCCESSFUL")["rollback"]["reason"].startswith("Service deployment was stopped")


def test_a_protected_task_outlives_a_scale_in(ecs, service):
    name = service()
    steady(ecs, name)
    kept = ecs.list_tasks(cluster="c", serviceName=name)["taskArns"][0]
    ecs.update_task_protection(cluster="c", tasks=[kept], protectionEnabled=True)
    ecs.update_service(cluster="c", service=name, desiredCount=1)
    steady(ecs, name)
    assert ecs.list_tasks(cluster="c", serviceName=name)["taskArns"] == [kept]


def test_a_machine_that_drains_is_left_after_replacements(server, ecs, machine, service):
    name = service(placementStrategy=[{"type": "binpack", "field": "memory"}])
    steady(ecs, name)
    other = Machine(server, "c").connect().serve()
    try:
        ecs.update_container_instances_state(cluster="c", containerInstances=[machine.arn], status="DRAINING")

        def moved():
            arns = ecs.list_tasks(cluster="c", serviceName=name)["taskArns"]
            tasks = ecs.describe_tasks(cluster="c", tasks=arns)["tasks"] if arns else []
            return len(tasks) == 2 and {t["containerInstanceArn"] for t in tasks} == {other.arn}

        eventually(moved)
        ecs.update_container_instances_state(cluster="c", containerInstances=[machine.arn], status="ACTIVE")
        ecs.update_service(cluster="c", service=name, desiredCount=0)
        steady(ecs, name)
    finally:
        other.close()
        ecs.deregister_container_instance(cluster="c", containerInstance=other.arn, force=True)


def test_a_daemon_has_one_task_on_each_machine(ecs, machine, service):
    name = service(schedulingStrategy="DAEMON")
    eventually(lambda: look(ecs, name)["runningCount"] == 1)
    assert look(ecs, name)["desiredCount"] == 1
    with refused("InvalidParameterException"):
        ecs.update_service(cluster="c", service=name, desiredCount=2)


def test_task_sets(ecs, service):
    name = service(deploymentController={"type": "EXTERNAL"}, desiredCount=4)
    where = {"cluster": "c", "service": name}
    with refused("InvalidParameterException", "EXTERNAL"):
        ecs.update_service(**where, taskDefinition="web:2")
    blue = ecs.create_task_set(**where, taskDefinition="web:1", launchType="EC2", externalId="blue")["taskSet"]
    assert blue["computedDesiredCount"] == 4 and blue["status"] == "ACTIVE"
    set_of = lambda s: ecs.describe_task_sets(**where, taskSets=[s["id"]])["taskSets"][0]  # noqa: E731
    eventually(lambda: set_of(blue)["stabilityStatus"] == "STEADY_STATE")
    assert set_of(blue)["runningCount"] == 4
    green = ecs.create_task_set(**where, taskDefinition="web:2", scale={"value": 30, "unit": "PERCENT"})["taskSet"]
    eventually(lambda: set_of(green)["runningCount"] == 2)
    ecs.update_service_primary_task_set(**where, primaryTaskSet=green["taskSetArn"])
    assert set_of(green)["status"] == "PRIMARY"
    ecs.update_task_set(**where, taskSet=green["id"], scale={"value": 100, "unit": "PERCENT"})
    with refused("InvalidParameterException"):
        ecs.delete_task_set(**where, taskSet=blue["id"])
    ecs.delete_task_set(**where, taskSet=blue["id"], force=True)
    eventually(lambda: [s["id"] for s in ecs.describe_task_sets(**where)["taskSets"]] == [green["id"]])
    eventually(lambda: look(ecs, name)["runningCount"] == 4)
    with refused("TaskSetNotFoundException"):
        ecs.delete_task_set(**where, taskSet=blue["id"])
    answer = ecs.describe_task_sets(**where, taskSets=["none"])
    assert answer["failures"][0]["reason"] == "MISSING"


def test_targets_come_when_a_task_runs_and_go_before_it_stops(server, ecs, ec2, service):
    elb = server.client("elbv2")
    subnets = [s["SubnetId"] for s in ec2.describe_subnets()["Subnets"]]
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    balancer = elb.create_load_balancer(Name="services", Subnets=subnets[:2])["LoadBalancers"][0]["LoadBalancerArn"]
    make = {"Protocol": "HTTP", "Port": 80, "VpcId": vpc, "TargetType": "instance"}
    group = elb.create_target_group(Name="services", **make)["TargetGroups"][0]["TargetGroupArn"]
    of = [{"targetGroupArn": group, "containerName": "a", "containerPort": 80}]
    with refused("InvalidParameterException", "does not have an associated load balancer"):
        ecs.create_service(
            cluster="c", serviceName="x", taskDefinition="web", desiredCount=1, loadBalancers=of
        )
    elb.create_listener(
        LoadBalancerArn=balancer,
        Protocol="HTTP",
        Port=8081,
        DefaultActions=[{"Type": "forward", "TargetGroupArn": group}],
    )
    delay = [{"Key": "deregistration_delay.timeout_seconds", "Value": "2"}]
    elb.modify_target_group_attributes(TargetGroupArn=group, Attributes=delay)
    name = service(desiredCount=1, loadBalancers=of, healthCheckGracePeriodSeconds=60)
    states = lambda: [  # noqa: E731
        d["TargetHealth"]["State"] for d in elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
    ]
    eventually(lambda: len(states()) == 1)
    assert f"(service {name}) registered 1 targets in (target-group {group})" in messages(ecs, name)
    (task,) = ecs.list_tasks(cluster="c", serviceName=name)["taskArns"]
    stopped = ecs.stop_task(cluster="c", task=task)["task"]
    assert (stopped["lastStatus"], stopped["desiredStatus"]) == ("DEACTIVATING", "STOPPED")
    assert "draining" in states()
    # Its replacement does not wait for it.
    eventually(lambda: len(ecs.list_tasks(cluster="c", serviceName=name)["taskArns"]) == 1)
    eventually(
        lambda: ecs.describe_tasks(cluster="c", tasks=[task])["tasks"][0]["lastStatus"] == "STOPPED"
    )
    told = messages(ecs, name)
    assert f"(service {name}) has begun draining connections on 1 tasks." in told
    assert f"(service {name}) has stopped 1 running tasks: (task {task.rsplit('/', 1)[1]})." in told


def test_tags_of_a_service(ecs, service):
    name = service(desiredCount=0)
    resource = look(ecs, name)["serviceArn"]
    ecs.tag_resource(resourceArn=resource, tags=[{"key": "a", "value": "1"}])
    assert ecs.list_tags_for_resource(resourceArn=resource)["tags"] == [{"key": "a", "value": "1"}]
    ecs.untag_resource(resourceArn=resource, tagKeys=["a"])
    assert look(ecs, name, include=["TAGS"])["tags"] == []
