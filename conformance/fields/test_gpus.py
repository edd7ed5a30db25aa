"""GPUs: a machine tells which it has, a task's containers are given some of them alone."""

import pytest
from fake_agent import Agent
from harness import refused
from live import container
from marks import covers

GPUS = ["GPU-1111", "GPU-2222", "GPU-3333"]


class Rich(Agent):
    """A machine with three GPUs."""

    def register(self):
        self.resources.append({"name": "GPU", "type": "STRINGSET", "stringSetValue": GPUS})
        super().register()


@pytest.fixture
def agent(server):
    agent = Rich(server)
    agent.connect()
    yield agent
    agent.disconnect()


def needs(count, name="a"):
    return {
        "name": name,
        "image": "i",
        "memory": 32,
        "resourceRequirements": [{"type": "GPU", "value": str(count)}],
    }


def listed(server, agent, which):
    ecs = server.client("ecs")
    (machine,) = ecs.describe_container_instances(containerInstances=[agent.arn])["containerInstances"]
    return {r["name"]: r.get("stringSetValue") for r in machine[which]}["GPU"]


@covers(
    "containerDefinitions[].resourceRequirements[].type",
    "containerDefinitions[].resourceRequirements[].value",
)
def test_gpus_are_given_to_one_container_each(server, agent):
    ecs = server.client("ecs")
    assert listed(server, agent, "registeredResources") == GPUS
    definition = ecs.register_task_definition(family="gpus", containerDefinitions=[needs(1), needs(1, "b")])
    arn = definition["taskDefinition"]["taskDefinitionArn"]
    (task,) = ecs.run_task(taskDefinition=arn)["tasks"]
    assert {c["name"]: c["gpuIds"] for c in task["containers"]} == {"a": GPUS[:1], "b": GPUS[1:2]}
    told = agent.run(task["taskArn"])
    given = {(a["type"], a["name"], *a["containers"]) for a in told["associations"]}
    assert given == {("gpu", GPUS[0], "a"), ("gpu", GPUS[1], "b")}
    assert listed(server, agent, "remainingResources") == GPUS[2:]
    (failure,) = ecs.run_task(taskDefinition=arn)["failures"]
    assert (failure["reason"], failure["detail"]) == ("RESOURCE:GPU", "2 GPUs are needed, 1 are free")
    agent.end(task["taskArn"], names=("a", "b"))
    assert listed(server, agent, "remainingResources") == GPUS
    (again,) = ecs.run_task(taskDefinition=arn)["tasks"]
    assert sorted(i for c in again["containers"] for i in c["gpuIds"]) == GPUS[:2]


def test_an_override_says_how_many_gpus(server, agent):
    ecs = server.client("ecs")
    definition = ecs.register_task_definition(family="gpus-over", containerDefinitions=[needs(1)])
    arn = definition["taskDefinition"]["taskDefinitionArn"]
    more = [{"name": "a", "resourceRequirements": [{"type": "GPU", "value": "3"}]}]
    (task,) = ecs.run_task(taskDefinition=arn, overrides={"containerOverrides": more})["tasks"]
    assert task["containers"][0]["gpuIds"] == GPUS
    with refused("UnsupportedFeatureException", "resourceRequirements NeuronDevice"):
        more[0]["resourceRequirements"][0]["type"] = "NeuronDevice"
        ecs.run_task(taskDefinition=arn, overrides={"containerOverrides": more})


def test_a_machine_without_gpus_says_so(box):
    need = [{"type": "GPU", "value": "1"}]
    definition = box.define(container("a", "wait", resourceRequirements=need))
    (failure,) = box.client("ecs").run_task(taskDefinition=definition)["failures"]
    assert (failure["reason"], failure["detail"]) == ("RESOURCE:GPU", "1 GPUs are needed, 0 are free")
