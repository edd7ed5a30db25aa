"""Ephemeral storage, where a machine's engine can bound the layer that a container writes to."""

import json

import pytest
from fake_agent import Agent
from harness import refused
from live import container
from marks import covers

OFFERS = ["longshore.capability.fargate", "longshore.capability.ephemeral-storage", "ecs.capability.task-eni"]


@pytest.fixture
def agent(server):
    agent = Agent(server, attributes=dict.fromkeys(OFFERS))
    agent.connect()
    yield agent
    agent.disconnect()


@covers("ephemeralStorage.sizeInGiB")
def test_the_size_is_the_bound_of_the_containers_layer(server, agent):
    ecs = server.client("ecs")
    subnets = [server.client("ec2").describe_subnets()["Subnets"][0]["SubnetId"]]
    made = ecs.register_task_definition(
        family="storage",
        containerDefinitions=[{**container("a"), "image": "i"}],
        requiresCompatibilities=["FARGATE"],
        networkMode="awsvpc",
        cpu="256",
        memory="512",
        ephemeralStorage={"sizeInGiB": 30},
    )["taskDefinition"]
    network = {"awsvpcConfiguration": {"subnets": subnets}}
    order = {"taskDefinition": made["taskDefinitionArn"], "launchType": "FARGATE", "networkConfiguration": network}
    for overrides, size in [({}, "30G"), ({"ephemeralStorage": {"sizeInGiB": 40}}, "40G")]:
        (task,) = ecs.run_task(**order, overrides=overrides)["tasks"]
        (told,) = agent.run(task["taskArn"])["containers"]
        assert json.loads(told["dockerConfig"]["hostConfig"])["StorageOpt"] == {"size": size}
        agent.end(task["taskArn"])
    with refused("InvalidParameterException", "between 21 GiB and 200 GiB"):
        ecs.run_task(**order, overrides={"ephemeralStorage": {"sizeInGiB": 20}})
