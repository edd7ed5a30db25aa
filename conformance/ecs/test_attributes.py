import pytest
from fake_agent import Agent
from harness import pages, refused


@pytest.fixture(scope="module")
def agent(server):
    return Agent(server)


def on(agent, name, value=None):
    more = {"value": value} if value is not None else {}
    return {"name": name, "targetType": "container-instance", "targetId": agent.id, **more}


def found(ecs, **more):
    listed = ecs.list_attributes(targetType="container-instance", **more)["attributes"]
    return {(a["name"], a.get("value")) for a in listed}


def test_put_list_delete(ecs, agent):
    put = ecs.put_attributes(attributes=[on(agent, "stack", "blue"), on(agent, "bare")])
    assert {a["name"] for a in put["attributes"]} == {"stack", "bare"}
    assert found(ecs, attributeName="stack") == {("stack", "blue")}
    assert found(ecs, attributeName="stack", attributeValue="red") == set()
    ecs.put_attributes(attributes=[on(agent, "stack", "red")])
    assert found(ecs, attributeName="stack") == {("stack", "red")}
    (listed,) = ecs.list_attributes(targetType="container-instance", attributeName="stack")["attributes"]
    assert listed["targetId"] == agent.arn
    # Another registration of the agent does not take away what users put there.
    agent.register()
    assert found(ecs, attributeName="stack") == {("stack", "red")}
    assert ecs.delete_attributes(attributes=[on(agent, "stack", "blue")])["attributes"] == []
    assert len(ecs.delete_attributes(attributes=[on(agent, "stack"), on(agent, "bare")])["attributes"]) == 2
    assert found(ecs, attributeName="stack") == set()


def test_pages(ecs, agent):
    all_pages = pages(ecs.list_attributes, "attributes", 10, targetType="container-instance")
    names = [a["name"] for p in all_pages for a in p]
    assert len(all_pages) > 1 and len(names) == len(set(names))
    assert "ecs.os-type" in names


def test_refused(ecs, agent):
    with refused("InvalidParameterException", "reserved"):
        ecs.put_attributes(attributes=[on(agent, "ecs.capability.task-eni")])
    with refused("InvalidParameterException"):
        ecs.put_attributes(attributes=[on(agent, "a b")])
    with refused("InvalidParameterException"):
        ecs.put_attributes(attributes=[on(agent, "a", " x")])
    with refused("TargetNotFoundException"):
        ecs.put_attributes(attributes=[{**on(agent, "a"), "targetId": "0" * 32}])
    with refused("InvalidParameterException"):
        ecs.put_attributes(attributes=[on(agent, f"a{i}") for i in range(11)])
    with refused("InvalidParameterException"):
        ecs.list_attributes(targetType="container-instance", attributeValue="x")
