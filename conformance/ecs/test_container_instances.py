import pytest
from fake_agent import Agent
from harness import arn, eventually, pages, refused


@pytest.fixture(scope="module")
def agents(server):
    server.client("ecs").create_cluster(clusterName="c")
    found = [Agent(server, "c", attributes={"zone": z}) for z in "aab"]
    yield found
    for agent in found:
        agent.disconnect()


def describe(ecs, agent):
    return ecs.describe_container_instances(cluster="c", containerInstances=[agent.arn])["containerInstances"][0]


def test_registered(ecs, agents):
    found = describe(ecs, agents[0])
    assert found["status"] == "ACTIVE" and found["agentConnected"] is False
    assert found["containerInstanceArn"].startswith(arn("container-instance/c/"))
    resources = {r["name"]: r for r in found["registeredResources"]}
    assert resources["CPU"]["integerValue"] == 4096
    assert resources["MEMORY"]["integerValue"] == 8192
    assert resources["PORTS"]["stringSetValue"] == ["22", "2375", "2376", "51678", "51679"]
    assert found["remainingResources"] == found["registeredResources"]
    # The agent stops for ever when an attribute that it sent does not come back with its value.
    sent = {a["name"]: a.get("value", "") for a in agents[0].attributes}
    answered = {a["name"]: a.get("value", "") for a in agents[0].instance["attributes"]}
    assert sent.items() <= answered.items()


def test_register_again_keeps_the_instance(server, ecs, agents):
    before = describe(ecs, agents[1])
    agents[1].register()
    after = describe(ecs, agents[1])
    assert after["containerInstanceArn"] == before["containerInstanceArn"]
    assert after["version"] > before["version"]
    with refused("ClientException"):
        Agent(server, "c", instance=agents[1].arn.replace(agents[1].id, "0" * 32))
    with refused("ClientException", "Cluster not found."):
        Agent(server, "nobody")


def test_connected(ecs, agents):
    agent = agents[0].connect()
    assert describe(ecs, agent)["agentConnected"] is True
    assert describe(ecs, agent)["versionInfo"] == {
        "agentVersion": "1.105.1",
        "agentHash": "8dfceca6",
        "dockerVersion": "DockerVersion: 20.10.24",
    }
    agent.disconnect()
    eventually(lambda: describe(ecs, agent)["agentConnected"] is False)


def test_list_with_filters(ecs, agents):
    def found(**more):
        return sorted(ecs.list_container_instances(cluster="c", **more)["containerInstanceArns"])

    def at(*indices):
        return sorted(agents[i].arn for i in indices)

    assert found() == at(0, 1, 2)
    assert found(filter="attribute:zone == a") == at(0, 1)
    assert found(filter="attribute:zone in [a, b] and not(attribute:zone == a)") == at(2)
    assert found(filter="attribute:zone =~ b.*") == at(2)
    assert found(filter="(attribute:zone =~ (a|x)) and attribute:zone !~ [bc]+") == at(0, 1)
    assert found(filter="attribute:nothing exists") == []
    assert found(status="DRAINING") == []
    found_in_pages = pages(ecs.list_container_instances, "containerInstanceArns", 2, cluster="c")
    assert sorted(a for p in found_in_pages for a in p) == at(0, 1, 2)
    with refused("InvalidParameterException"):
        ecs.list_container_instances(cluster="c", filter="attribute:zone ==")
    with refused("ClusterNotFoundException"):
        ecs.list_container_instances(cluster="nobody")


def test_draining(ecs, agents):
    answer = ecs.update_container_instances_state(
        cluster="c", containerInstances=[agents[2].id, "0" * 32], status="DRAINING"
    )
    assert [i["status"] for i in answer["containerInstances"]] == ["DRAINING"]
    assert [f["reason"] for f in answer["failures"]] == ["MISSING"]
    listed = ecs.list_container_instances(cluster="c", status="DRAINING")["containerInstanceArns"]
    assert listed == [agents[2].arn]
    with refused("InvalidParameterException", "[ACTIVE,DRAINING]"):
        ecs.update_container_instances_state(cluster="c", containerInstances=[agents[2].id], status="DEREGISTERING")
    ecs.update_container_instances_state(cluster="c", containerInstances=[agents[2].id], status="ACTIVE")


def test_no_agent_update(ecs, agents):
    with refused("NoUpdateAvailableException"):
        ecs.update_container_agent(cluster="c", containerInstance=agents[0].arn)
    with refused("InvalidParameterException"):
        ecs.update_container_agent(cluster="c", containerInstance="0" * 32)


def test_describe_unknown(ecs, agents):
    found = ecs.describe_container_instances(cluster="c", containerInstances=["0" * 32])
    assert found["containerInstances"] == []
    assert found["failures"] == [{"arn": arn(f"container-instance/c/{'0' * 32}"), "reason": "MISSING"}]
    with refused("InvalidParameterException"):
        ecs.describe_container_instances(cluster="c", containerInstances=[])


def test_deregister(server, ecs, agents):
    with refused("ClusterContainsContainerInstancesException"):
        ecs.delete_cluster(cluster="c")
    agent = Agent(server, "c").connect()
    gone = ecs.deregister_container_instance(cluster="c", containerInstance=agent.arn)["containerInstance"]
    assert gone["status"] == "INACTIVE"
    assert agent.arn not in ecs.list_container_instances(cluster="c")["containerInstanceArns"]
    # The agent is told by the end of its conversation.
    assert agent.acs.closed() == 1008
    agent.disconnect()
    with refused("InvalidParameterException", "The referenced container instance was not found."):
        ecs.deregister_container_instance(cluster="c", containerInstance=agent.arn)


def test_an_answer_that_was_lost_leaves_one_instance(server):
    """An agent says which instance it becomes, so that asking again is the same as asking once."""
    ecs = server.client("ecs")
    ecs.create_cluster(clusterName="asked-twice")
    own = {"name": "longshore.registration", "value": "0123456789abcdef" * 2}

    def register(*attributes):
        return ecs.register_container_instance(cluster="asked-twice", attributes=list(attributes))["containerInstance"]

    first, again = register(own), register(own)
    assert first["containerInstanceArn"] == again["containerInstanceArn"]
    assert first["containerInstanceArn"].endswith(own["value"])
    assert own["name"] not in {a["name"] for a in again["attributes"]}
    assert len(ecs.list_container_instances(cluster="asked-twice")["containerInstanceArns"]) == 1
    register()
    assert len(ecs.list_container_instances(cluster="asked-twice")["containerInstanceArns"]) == 2
    with refused("InvalidParameterException", "longshore.registration"):
        register({**own, "value": "mine"})
