import pytest
from fake_agent import Agent
from harness import arn, eventually, pages, refused

ROLE = "arn:aws:iam::000000000000:role/ecsTaskExecutionRole"


@pytest.fixture(scope="module")
def cluster(server, ecs):
    """One connected machine of 4 vCPU and 8 GiB, and definitions to run on it."""
    ecs.create_cluster(clusterName="c")
    one = {"name": "a", "image": "busybox", "cpu": 256, "memory": 512}
    register = ecs.register_task_definition
    register(family="plain", containerDefinitions=[one])
    register(family="port", containerDefinitions=[{**one, "portMappings": [{"containerPort": 80, "hostPort": 8080}]}])
    register(family="role", containerDefinitions=[one], taskRoleArn=ROLE)
    register(family="gelf", containerDefinitions=[{**one, "logConfiguration": {"logDriver": "gelf"}}])
    register(
        family="checked",
        containerDefinitions=[{**one, "healthCheck": {"command": ["CMD", "true"]}}, {**one, "name": "b"}],
    )
    register(
        family="fargate",
        containerDefinitions=[{"name": "a", "image": "busybox"}],
        requiresCompatibilities=["FARGATE"],
        networkMode="awsvpc",
        cpu="256",
        memory="512",
    )
    agent = Agent(server, "c").connect()
    yield agent
    agent.disconnect()


def run(ecs, family="plain", **more):
    """The only task of a run without failures."""
    answer = ecs.run_task(cluster="c", taskDefinition=family, **more)
    assert answer["failures"] == []
    (task,) = answer["tasks"]
    return task


def describe(ecs, task):
    (found,) = ecs.describe_tasks(cluster="c", tasks=[task["taskArn"]])["tasks"]
    return found


def finish(ecs, agent, task):
    """Stops the task and reports it stopped."""
    ecs.stop_task(cluster="c", task=task["taskArn"])
    agent.end(task["taskArn"], [c["name"] for c in task["containers"]], exit_code=137)
    assert describe(ecs, task)["lastStatus"] == "STOPPED"


def remaining(ecs, agent):
    (found,) = ecs.describe_container_instances(cluster="c", containerInstances=[agent.arn])["containerInstances"]
    return {r["name"]: r.get("integerValue") or r.get("stringSetValue") for r in found["remainingResources"]}, found


def test_a_life(ecs, cluster):
    task = run(ecs, startedBy="me", overrides={"containerOverrides": [{"name": "a", "command": ["true"]}]})
    assert task["taskArn"].startswith(arn("task/c/"))
    assert (task["lastStatus"], task["desiredStatus"], task["launchType"]) == ("PENDING", "RUNNING", "EC2")
    assert task["containerInstanceArn"] == cluster.arn
    assert task["group"] == "family:plain" and task["startedBy"] == "me"
    assert task["taskDefinitionArn"] == arn("task-definition/plain:1")
    left, found = remaining(ecs, cluster)
    assert (left["CPU"], left["MEMORY"]) == (4096 - 256, 8192 - 512)
    assert (found["pendingTasksCount"], found["runningTasksCount"]) == (1, 0)

    told = cluster.run(task["taskArn"])
    assert told["family"] == "plain" and told["version"] == "1"
    (container,) = told["containers"]
    assert (container["image"], container["cpu"], container["memory"]) == ("busybox", 256, 512)
    assert container["command"] == ["true"]
    running = describe(ecs, task)
    assert running["lastStatus"] == "RUNNING" and running["connectivity"] == "CONNECTED"
    assert running["containers"][0]["lastStatus"] == "RUNNING"
    assert running["startedAt"] >= running["createdAt"]
    assert remaining(ecs, cluster)[1]["runningTasksCount"] == 1

    cluster.end(task["taskArn"], exit_code=3)
    stopped = describe(ecs, task)
    assert (stopped["lastStatus"], stopped["desiredStatus"]) == ("STOPPED", "STOPPED")
    assert stopped["stopCode"] == "EssentialContainerExited"
    assert stopped["stoppedReason"] == "Essential container in task exited"
    assert stopped["containers"][0]["exitCode"] == 3
    assert remaining(ecs, cluster)[0]["CPU"] == 4096


def test_stop(ecs, cluster):
    task = run(ecs)
    cluster.run(task["taskArn"])
    asked = ecs.stop_task(cluster="c", task=task["taskArn"], reason="enough")["task"]
    assert asked["desiredStatus"] == "STOPPED" and asked["stopCode"] == "UserInitiated"
    cluster.await_task(task["taskArn"], "STOPPED")
    cluster.end(task["taskArn"], exit_code=137)
    stopped = describe(ecs, task)
    assert (stopped["lastStatus"], stopped["stoppedReason"]) == ("STOPPED", "enough")
    # Stopping what is stopped changes nothing.
    assert ecs.stop_task(cluster="c", task=task["taskArn"])["task"]["lastStatus"] == "STOPPED"
    with refused("InvalidParameterException", "The referenced task was not found."):
        ecs.stop_task(cluster="c", task="0" * 32)


def test_failed_start(ecs, cluster):
    task = run(ecs)
    cluster.await_task(task["taskArn"], "RUNNING")
    reason = "CannotPullContainerError: pull access denied"
    broken = [{"containerName": "a", "status": "STOPPED", "reason": reason}]
    cluster.report(task["taskArn"], "STOPPED", broken)
    stopped = describe(ecs, task)
    assert stopped["stopCode"] == "TaskFailedToStart"
    assert reason in stopped["stoppedReason"]
    assert "exitCode" not in stopped["containers"][0]


def test_lists(ecs, cluster):
    tasks = [run(ecs, startedBy=s) for s in ("x", "x", "y")]
    arns = {t["taskArn"] for t in tasks}

    def found(**more):
        return set(ecs.list_tasks(cluster="c", **more)["taskArns"])

    assert found() == arns
    assert found(startedBy="x") == {t["taskArn"] for t in tasks[:2]}
    assert found(family="plain") == arns and found(family="port") == set()
    assert found(containerInstance=cluster.arn) == arns
    assert found(launchType="FARGATE") == set()
    in_pages = pages(ecs.list_tasks, "taskArns", 2, cluster="c")
    assert [len(p) for p in in_pages] == [2, 1]
    for task in tasks:
        finish(ecs, cluster, task)
    assert found() == set()
    assert arns <= found(desiredStatus="STOPPED")
    missing = ecs.describe_tasks(cluster="c", tasks=["0" * 32])
    assert missing["failures"] == [{"arn": arn(f"task/c/{'0' * 32}"), "reason": "MISSING"}]
    with refused("ClusterNotFoundException"):
        ecs.list_tasks(cluster="nobody")


def failure(ecs, family, **more):
    answer = ecs.run_task(cluster="c", taskDefinition=family, **more)
    assert answer["tasks"] == []
    (found,) = answer["failures"]
    return found["reason"], found["detail"]


def test_no_room(ecs, cluster):
    big = {"containerOverrides": [{"name": "a", "memory": 9000}]}
    reason, detail = failure(ecs, "plain", overrides=big)
    assert (reason, detail) == ("RESOURCE:MEMORY", "9000 MiB of memory are needed, 8192 are free")
    big = {"containerOverrides": [{"name": "a", "cpu": 5000}]}
    assert failure(ecs, "plain", overrides=big)[0] == "RESOURCE:CPU"
    first = run(ecs, "port")
    assert failure(ecs, "port") == ("RESOURCE:PORTS", "host port 8080/tcp is in use")
    finish(ecs, cluster, first)
    second = run(ecs, "port")
    finish(ecs, cluster, second)


def test_everything_that_is_missing_is_named(ecs, cluster):
    big = {"containerOverrides": [{"name": "a", "memory": 9000, "cpu": 5000}]}
    assert failure(ecs, "plain", overrides=big) == (
        "RESOURCE:CPU",
        "5000 CPU units are needed, 4096 are free; 9000 MiB of memory are needed, 8192 are free",
    )


def test_dry_run(ecs, cluster):
    """`startedBy` = `longshore:dry-run` says where tasks would go, and starts none."""
    before = ecs.list_tasks(cluster="c")["taskArns"]
    dry = {"cluster": "c", "taskDefinition": "port", "startedBy": "longshore:dry-run"}
    answer = ecs.run_task(**dry, count=2)
    assert answer["tasks"] == []
    would, refused_one = answer["failures"]
    assert would == {"arn": cluster.arn, "reason": "DRY_RUN", "detail": "task 1 would be placed here"}
    # The first task would have the port.
    assert refused_one["reason"] == "RESOURCE:PORTS"
    (there,) = ecs.start_task(**dry, containerInstances=[cluster.arn])["failures"]
    assert (there["arn"], there["reason"]) == (cluster.arn, "DRY_RUN")
    assert ecs.list_tasks(cluster="c")["taskArns"] == before


def test_what_the_machine_cannot_do(ecs, cluster):
    reason, detail = failure(ecs, "role")
    assert reason == "ATTRIBUTE"
    assert detail.startswith("the container instance lacks the attribute")
    assert "com.amazonaws.ecs.capability.task-iam-role" in detail
    assert "logging-driver.gelf" in failure(ecs, "gelf")[1]
    reason, detail = failure(ecs, "plain", overrides={"taskRoleArn": ROLE})
    assert reason == "ATTRIBUTE" and "task-iam-role" in detail


def test_what_no_payload_carries_is_not_lost(server, ecs):
    """An agent that can do it all does not help while the server does not send it."""
    ecs.create_cluster(clusterName="able")
    able = [
        "ecs.capability.secrets.ssm.environment-variables",
        "ecs.capability.efs",
    ]
    agent = Agent(server, "able", attributes=dict.fromkeys(able)).connect()
    one = {"name": "a", "image": "busybox", "memory": 8}
    efs = {"name": "v", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}
    for family, containers, more, lacks in (
        ("with-efs", [one], {"volumes": [efs]}, "efs"),
        ("with-secret", [{**one, "secrets": [{"name": "S", "valueFrom": "p"}]}], {"executionRoleArn": ROLE}, "secrets"),
    ):
        ecs.register_task_definition(family=family, containerDefinitions=containers, **more)
        (failed,) = ecs.run_task(cluster="able", taskDefinition=family)["failures"]
        assert failed["reason"] == "ATTRIBUTE" and failed["detail"].endswith(f"longshore.capability.{lacks}")
    agent.disconnect()


def test_constraints_and_strategies(server, ecs, cluster):
    other = Agent(server, "c", attributes={"zone": "b"}).connect()
    only_b = [{"type": "memberOf", "expression": "attribute:zone == b"}]
    task = run(ecs, placementConstraints=only_b)
    assert task["containerInstanceArn"] == other.arn
    reasons = ecs.run_task(
        cluster="c",
        taskDefinition="plain",
        placementConstraints=[{"type": "memberOf", "expression": "attribute:zone == z"}],
    )["failures"]
    assert len(reasons) == 2 and all("MemberOf" in f["reason"] for f in reasons)
    distinct = ecs.run_task(
        cluster="c", taskDefinition="port", count=3, group="g", placementConstraints=[{"type": "distinctInstance"}]
    )
    assert len(distinct["tasks"]) == 2 and len(distinct["failures"]) == 2
    packed = ecs.run_task(
        cluster="c", taskDefinition="plain", count=3, placementStrategy=[{"type": "binpack", "field": "memory"}]
    )["tasks"]
    assert len({t["containerInstanceArn"] for t in packed}) == 1
    spread = ecs.run_task(
        cluster="c",
        taskDefinition="plain",
        count=2,
        group="fresh",
        placementStrategy=[{"type": "spread", "field": "instanceId"}],
    )["tasks"]
    assert len({t["containerInstanceArn"] for t in spread}) == 2
    with refused("InvalidParameterException"):
        run(ecs, placementConstraints=[{"type": "memberOf", "expression": "attribute:zone =="}])
    # Nothing is placed on a draining machine.
    ecs.update_container_instances_state(cluster="c", containerInstances=[other.id], status="DRAINING")
    answer = ecs.run_task(cluster="c", taskDefinition="plain", placementConstraints=only_b)
    reasons = {f["arn"]: f["reason"] for f in answer["failures"]}
    assert answer["tasks"] == [] and reasons[other.arn] == "INACTIVE"
    for one in [task, *distinct["tasks"], *packed, *spread]:
        agent = other if one["containerInstanceArn"] == other.arn else cluster
        finish(ecs, agent, one)
    ecs.deregister_container_instance(cluster="c", containerInstance=other.arn)
    other.disconnect()


def test_start_task(server, ecs, cluster):
    answer = ecs.start_task(cluster="c", taskDefinition="plain", containerInstances=[cluster.arn, "0" * 32])
    (task,) = answer["tasks"]
    assert task["containerInstanceArn"] == cluster.arn
    assert [f["reason"] for f in answer["failures"]] == ["MISSING"]
    finish(ecs, cluster, task)
    away = Agent(server, "c")
    (failed,) = ecs.start_task(cluster="c", taskDefinition="plain", containerInstances=[away.id])["failures"]
    assert failed["reason"] == "AGENT"
    ecs.deregister_container_instance(cluster="c", containerInstance=away.arn)


def test_client_token(ecs, cluster):
    first = run(ecs, clientToken="token-1")
    again = run(ecs, clientToken="token-1")
    assert again["taskArn"] == first["taskArn"]
    with refused("ConflictException") as caught:
        run(ecs, clientToken="token-1", group="other")
    assert caught.value.response["resourceIds"] == [first["taskArn"]]
    finish(ecs, cluster, first)


def test_health(ecs, cluster):
    task = run(ecs, "checked")
    assert task["healthStatus"] == "UNKNOWN"
    cluster.run(task["taskArn"])
    for told in ("HEALTHY", "UNHEALTHY"):
        containers = [{"containerName": "a", "healthStatus": told, "statusSince": 1.0}]
        cluster.tcs.send(
            "PublishHealthRequest",
            {
                "metadata": {"cluster": "c", "containerInstance": cluster.arn, "messageId": "m", "fin": True},
                "tasks": [
                    {
                        "taskArn": task["taskArn"],
                        "taskDefinitionFamily": "checked",
                        "taskDefinitionVersion": "1",
                        "containers": containers,
                    }
                ],
                "timestamp": 1,
            },
        )
        cluster.tcs.receive("AckPublishHealth")
        assert describe(ecs, task)["healthStatus"] == told
    finish(ecs, cluster, task)


def test_container_reports(ecs, cluster):
    task = run(ecs, "port")
    cluster.run(task["taskArn"])
    binding = {"bindIP": "0.0.0.0", "containerPort": 80, "hostPort": 8080, "protocol": "tcp"}
    ecs.submit_container_state_change(
        cluster="c", task=task["taskArn"], containerName="a", status="RUNNING", networkBindings=[binding]
    )
    assert describe(ecs, task)["containers"][0]["networkBindings"] == [binding]
    finish(ecs, cluster, task)


def test_protection_is_for_services(ecs, cluster):
    task = run(ecs)
    for answer in (
        ecs.update_task_protection(cluster="c", tasks=[task["taskArn"]], protectionEnabled=True),
        ecs.get_task_protection(cluster="c", tasks=[task["taskArn"]]),
    ):
        assert answer["protectedTasks"] == []
        assert [f["reason"] for f in answer["failures"]] == ["TASK_NOT_VALID"]
    with refused("InvalidParameterException"):
        ecs.update_task_protection(cluster="c", tasks=[], protectionEnabled=True)
    finish(ecs, cluster, task)


def subnet(ec2):
    return ec2.describe_subnets()["Subnets"][0]["SubnetId"]


def test_fargate(server, ecs, ec2, cluster):
    network = {"awsvpcConfiguration": {"subnets": [subnet(ec2)], "assignPublicIp": "ENABLED"}}
    with refused("InvalidParameterException", "Network Configuration must be provided"):
        run(ecs, "fargate", launchType="FARGATE")
    with refused("InvalidParameterException", "does not exist"):
        run(
            ecs,
            "fargate",
            launchType="FARGATE",
            networkConfiguration={"awsvpcConfiguration": {"subnets": ["subnet-0123456789abcdef0"]}},
        )
    with refused("InvalidParameterException", "does not support launch_type FARGATE"):
        run(ecs, "plain", launchType="FARGATE")
    answer = ecs.run_task(cluster="c", taskDefinition="fargate", launchType="FARGATE", networkConfiguration=network)
    assert "Capacity is unavailable" in answer["failures"][0]["reason"]

    marks = {"longshore.capability.fargate": None, "ecs.capability.task-eni": None}
    machine = Agent(server, "default", attributes=marks).connect()
    task = run(ecs, "fargate", launchType="FARGATE", networkConfiguration=network)
    assert task["lastStatus"] == "PROVISIONING" and task["platformVersion"] == "1.4.0"
    assert "containerInstanceArn" not in task
    (attachment,) = task["attachments"]
    details = {d["name"]: d["value"] for d in attachment["details"]}
    assert details["subnetId"] == network["awsvpcConfiguration"]["subnets"][0]
    told = machine.run(task["taskArn"])
    (interface,) = told["elasticNetworkInterfaces"]
    assert interface["ipv4Addresses"][0]["privateAddress"] == details["privateIPv4Address"]
    (eni,) = ec2.describe_network_interfaces(NetworkInterfaceIds=[details["networkInterfaceId"]])["NetworkInterfaces"]
    assert eni["PrivateIpAddress"] == details["privateIPv4Address"]
    assert describe(ecs, task)["lastStatus"] == "RUNNING"
    ecs.stop_task(cluster="c", task=task["taskArn"])
    machine.end(task["taskArn"], exit_code=143)
    assert describe(ecs, task)["lastStatus"] == "STOPPED"

    def released():
        found = ec2.describe_network_interfaces()["NetworkInterfaces"]
        return details["networkInterfaceId"] not in [i["NetworkInterfaceId"] for i in found]

    eventually(released)
    machine.disconnect()


def test_refused_runs(ecs, cluster):
    with refused("ClientException", "TaskDefinition not found."):
        run(ecs, "nobody")
    with refused("InvalidParameterException"):
        run(ecs, count=11)
    with refused("InvalidParameterException", "is not a container in the TaskDefinition"):
        run(ecs, overrides={"containerOverrides": [{"name": "z"}]})
    for override in (
        {"name": "a", "environment": [{"name": "A=B", "value": "1"}]},
        {"name": "a", "memoryReservation": 1024},
        {"name": "a", "cpu": -1},
        {"name": "a", "memory": 5},
    ):
        with refused("InvalidParameterException"):
            run(ecs, overrides={"containerOverrides": [override]})
    with refused("InvalidParameterException", "more than one override"):
        run(ecs, overrides={"containerOverrides": [{"name": "a", "cpu": 1}, {"name": "a", "cpu": 2}]})
    with refused("InvalidParameterException", "Role is not valid."):
        run(ecs, overrides={"executionRoleArn": "nobody"})
    with refused("InvalidParameterException", "group"):
        run(ecs, group="g" * 513)
    with refused("InvalidParameterException"):
        run(ecs, launchType="EC2", capacityProviderStrategy=[{"capacityProvider": "FARGATE", "weight": 1}])
    with refused("ClusterNotFoundException"):
        ecs.run_task(cluster="nobody", taskDefinition="plain")
    with refused("InvalidParameterException", "No Container Instances were found in your cluster."):
        ecs.create_cluster(clusterName="empty")
        ecs.run_task(cluster="empty", taskDefinition="plain")
    ecs.register_task_definition(
        family="retired", containerDefinitions=[{"name": "a", "image": "x", "memory": 8}]
    )
    ecs.deregister_task_definition(taskDefinition="retired:1")
    with refused("ClientException", "TaskDefinition is inactive"):
        run(ecs, "retired:1")

