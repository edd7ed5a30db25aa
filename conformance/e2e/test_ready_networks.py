"""Networks of awsvpc tasks are made before the tasks come."""

import pytest
from box import codes, container, eventually


@pytest.fixture(scope="module")
def subnet(box):
    return box.client("ec2").describe_subnets()["Subnets"][-1]["SubnetId"]


def ready(box, subnet):
    """Sandboxes of the subnet that run and were made ahead, by their interfaces."""
    here = interfaces(box, subnet)
    found = box.engine.containers(f"longshore.agent={box.agent_id()}")
    waiting = [c for c in found if c["State"]["Running"] and "longshore.interface" in c["Config"]["Labels"]]
    found = {c["Config"]["Labels"]["longshore.interface"]: c for c in waiting}
    return {eni: c for eni, c in found.items() if eni in here}


def interfaces(box, subnet):
    asked = [{"Name": "subnet-id", "Values": [subnet]}]
    found = box.client("ec2").describe_network_interfaces(Filters=asked)["NetworkInterfaces"]
    return {i["NetworkInterfaceId"] for i in found}


def test_a_task_finds_its_network_made(box, subnet):
    conf = {"networkConfiguration": {"awsvpcConfiguration": {"subnets": [subnet]}}}
    assert interfaces(box, subnet) == set()
    definition = box.define(container("app", "wait"), networkMode="awsvpc")
    first = box.start(definition, **conf)
    box.running(first)
    made = eventually(lambda: len(r := ready(box, subnet)) == 2 and r, "two ready sandboxes")
    second = box.start(definition, **conf)
    task = box.running(second)
    (details,) = [a["details"] for a in task["attachments"]]
    eni = next(d["value"] for d in details if d["name"] == "networkInterfaceId")
    assert eni in made, "the task took a ready interface"
    app = box.containers(second)["app"]
    assert app["HostConfig"]["NetworkMode"] in (f"container:{made[eni]['Id']}", f"container:{made[eni]['Name'][1:]}")
    # It is made good for the next one, and no interface is in two places.
    again = eventually(lambda: eni not in (r := set(ready(box, subnet)) - {eni}) and len(r) == 2 and r, "the pool is full again")
    assert len(interfaces(box, subnet)) == 4
    for arn in (first, second):
        assert codes(box.stop(arn)) == {"app": 0}
    assert eventually(lambda: interfaces(box, subnet) == again, "the tasks' interfaces are given back")
    # Who kills a task's network ends the task, and it says why.
    third = box.start(definition, **conf)
    (details,) = [a["details"] for a in box.running(third)["attachments"]]
    eni = next(d["value"] for d in details if d["name"] == "networkInterfaceId")
    box.engine.kill(ready(box, subnet)[eni]["Id"])
    assert "sandbox" in box.stopped(third)["stoppedReason"].lower()
