import pytest
from fake_agent import Agent
from harness import arn, refused


@pytest.fixture(scope="module")
def resources(server, ecs):
    agent = Agent(server).connect()
    ecs.register_task_definition(
        family="t", containerDefinitions=[{"name": "a", "image": "x", "memory": 8}]
    )
    (task,) = ecs.run_task(taskDefinition="t")["tasks"]
    yield {
        "cluster": arn("cluster/default"),
        "container-instance": agent.arn,
        "task-definition": arn("task-definition/t:1"),
        "task": task["taskArn"],
    }
    agent.disconnect()


@pytest.mark.parametrize("kind", ["cluster", "container-instance", "task-definition", "task"])
def test_tag_list_untag(ecs, resources, kind):
    resource = resources[kind]
    ecs.tag_resource(resourceArn=resource, tags=[{"key": "a", "value": "1"}, {"key": "b", "value": "2"}])
    ecs.tag_resource(resourceArn=resource, tags=[{"key": "b", "value": "3"}])
    ecs.untag_resource(resourceArn=resource, tagKeys=["a", "unknown"])
    assert ecs.list_tags_for_resource(resourceArn=resource)["tags"] == [{"key": "b", "value": "3"}]


def test_run_with_tags(ecs, resources):
    ecs.tag_resource(resourceArn=resources["task-definition"], tags=[{"key": "from", "value": "definition"}])
    (task,) = ecs.run_task(
        taskDefinition="t",
        tags=[{"key": "own", "value": "1"}],
        propagateTags="TASK_DEFINITION",
        enableECSManagedTags=True,
    )["tasks"]
    tags = {t["key"]: t["value"] for t in task["tags"]}
    assert tags["own"] == "1" and tags["from"] == "definition"
    assert tags["aws:ecs:clusterName"] == "default"
    (plain,) = ecs.describe_tasks(tasks=[task["taskArn"]])["tasks"]
    assert plain["tags"] == []
    (full,) = ecs.describe_tasks(tasks=[task["taskArn"]], include=["TAGS"])["tasks"]
    assert {t["key"] for t in full["tags"]} == set(tags)


def test_refused(ecs, resources):
    cluster = resources["cluster"]
    with refused("InvalidParameterException"):
        ecs.tag_resource(resourceArn=cluster, tags=[{"key": "aws:mine", "value": "1"}])
    with refused("InvalidParameterException"):
        ecs.tag_resource(resourceArn=cluster, tags=[{"key": f"k{i}", "value": "1"} for i in range(51)])
    with refused("ClusterNotFoundException"):
        ecs.list_tags_for_resource(resourceArn=arn("cluster/nobody"))
    with refused("InvalidParameterException"):
        ecs.list_tags_for_resource(resourceArn="nonsense")
    with refused("InvalidParameterException"):
        ecs.tag_resource(resourceArn=arn("task/default/" + "0" * 32), tags=[{"key": "k", "value": "v"}])
