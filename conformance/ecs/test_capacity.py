"""Where tasks of services and of RunTask go: capacity providers and Availability Zones."""

from collections import Counter

import pytest
from harness import eventually, refused
from machine import Machine, look, messages, steady


@pytest.fixture(scope="module")
def definitions(ecs):
    one = {"name": "a", "image": "busybox", "cpu": 64, "memory": 64}
    ecs.register_task_definition(family="plain", containerDefinitions=[one])
    fargate = {"requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256", "memory": "512"}
    ecs.register_task_definition(family="fargate", containerDefinitions=[one], **fargate)


@pytest.fixture
def network(ec2):
    subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]
    return {"awsvpcConfiguration": {"subnets": [subnet]}}


def item(provider, weight, base=0):
    return {"capacityProvider": provider, "weight": weight, "base": base}


def test_tasks_are_shared_among_the_providers_of_a_strategy(server, ecs, definitions, network):
    cluster = "shared"
    ecs.create_cluster(clusterName=cluster, capacityProviders=["FARGATE", "FARGATE_SPOT"])
    marks = {"longshore.capability.fargate": None, "ecs.capability.task-eni": None}
    machine = Machine(server, cluster, attributes=marks, cpu=16384, memory=32768).connect().serve()
    try:

        def providers(arns):
            tasks = ecs.describe_tasks(cluster=cluster, tasks=arns)["tasks"]
            return Counter(t["capacityProviderName"] for t in tasks)

        def run(count, *strategy):
            more = {"cluster": cluster, "taskDefinition": "fargate", "networkConfiguration": network}
            answer = ecs.run_task(count=count, capacityProviderStrategy=strategy, **more)
            assert answer["failures"] == []
            arns = [t["taskArn"] for t in answer["tasks"]]
            found = providers(arns)
            for task in arns:
                ecs.stop_task(cluster=cluster, task=task)
            return found

        assert run(5, item("FARGATE", 1), item("FARGATE_SPOT", 4)) == {"FARGATE": 1, "FARGATE_SPOT": 4}
        assert run(4, item("FARGATE", 0, base=2), item("FARGATE_SPOT", 1)) == {"FARGATE": 2, "FARGATE_SPOT": 2}
        strategy = [item("FARGATE", 1, base=1), item("FARGATE_SPOT", 1)]
        ecs.create_service(
            cluster=cluster,
            serviceName="s",
            taskDefinition="fargate",
            desiredCount=1,
            capacityProviderStrategy=strategy,
            networkConfiguration=network,
        )
        steady(ecs, "s", cluster)
        # What runs already counts when the service grows.
        ecs.update_service(cluster=cluster, service="s", desiredCount=5)
        steady(ecs, "s", cluster)
        assert providers(ecs.list_tasks(cluster=cluster)["taskArns"]) == {"FARGATE": 3, "FARGATE_SPOT": 2}
        ecs.delete_service(cluster=cluster, service="s", force=True)
        eventually(lambda: look(ecs, "s", cluster)["status"] == "INACTIVE")
    finally:
        machine.close()


def zone(name):
    return {"ecs.availability-zone": name}


def test_a_service_is_spread_over_a_zone_that_comes_later(server, ecs, definitions):
    cluster = "zones"
    ecs.create_cluster(clusterName=cluster)
    first = Machine(server, cluster, attributes=zone("us-east-1a")).connect().serve()
    second = None
    try:
        made = ecs.create_service(cluster=cluster, serviceName="s", taskDefinition="plain", desiredCount=4)["service"]
        assert made["availabilityZoneRebalancing"] == "ENABLED"
        steady(ecs, "s", cluster)
        eventually(lambda: look(ecs, "s", cluster)["deployments"][0]["rolloutState"] == "COMPLETED")
        second = Machine(server, cluster, attributes=zone("us-east-1b")).connect().serve()
        # A change of the service makes it look around; without one that happens every few minutes.
        ecs.update_service(cluster=cluster, service="s", enableECSManagedTags=True)

        def zones():
            arns = ecs.list_tasks(cluster=cluster)["taskArns"]
            tasks = ecs.describe_tasks(cluster=cluster, tasks=arns)["tasks"]
            return Counter(t["availabilityZone"] for t in tasks) == {"us-east-1a": 2, "us-east-1b": 2}

        eventually(zones)
        eventually(lambda: any("is AZ balanced with 2 tasks in us-east-1a and 2" in m for m in messages(ecs, "s", cluster)))
        said = messages(ecs, "s", cluster)
        began = "is not AZ balanced with 4 tasks in us-east-1a and 0 tasks in us-east-1b. AZ Rebalancing in progress."
        assert f"(service s) {began}" in said
        assert any("in us-east-1b to AZ Rebalance" in m for m in said)
        ecs.delete_service(cluster=cluster, service="s", force=True)
        eventually(lambda: look(ecs, "s", cluster)["status"] == "INACTIVE")
    finally:
        for machine in (first, second):
            if machine:
                machine.close()


def test_which_services_can_be_kept_even(server, ecs, definitions):
    ecs.create_cluster(clusterName="even")

    def made(name, **more):
        more.setdefault("desiredCount", 0)
        if more.get("schedulingStrategy") == "DAEMON":
            del more["desiredCount"]
        answer = ecs.create_service(cluster="even", serviceName=name, taskDefinition="plain", **more)
        return answer["service"]["availabilityZoneRebalancing"]

    packed = {"placementStrategy": [{"type": "binpack", "field": "memory"}]}
    spread = {"placementStrategy": [{"type": "spread", "field": "attribute:ecs.availability-zone"}]}
    tight = {"deploymentConfiguration": {"maximumPercent": 100, "minimumHealthyPercent": 50}}
    where = {"placementConstraints": [{"type": "memberOf", "expression": "attribute:ecs.availability-zone == us-east-1a"}]}
    daemon = {"schedulingStrategy": "DAEMON"}
    assert made("plain") == made("spread", **spread) == "ENABLED"
    assert made("asked", availabilityZoneRebalancing="DISABLED") == "DISABLED"
    for n, more in enumerate((packed, tight, where, daemon)):
        assert made(f"not-{n}", **more) == "DISABLED"
        with refused("InvalidParameterException", "Availability Zone rebalancing"):
            made(f"never-{n}", availabilityZoneRebalancing="ENABLED", **more)
    with refused("InvalidParameterException", "Availability Zone rebalancing"):
        ecs.update_service(cluster="even", service="plain", **tight)
    off = ecs.update_service(cluster="even", service="plain", availabilityZoneRebalancing="DISABLED", **tight)
    assert off["service"]["availabilityZoneRebalancing"] == "DISABLED"
    on = ecs.update_service(cluster="even", service="asked", availabilityZoneRebalancing="ENABLED")
    assert on["service"]["availabilityZoneRebalancing"] == "ENABLED"
