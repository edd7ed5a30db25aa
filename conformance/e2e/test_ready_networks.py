"""Networks of awsvpc tasks are made before the tasks come."""

import pytest
from box import codes, container, eventually
from botocore.exceptions import ClientError


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


def test_how_many_are_ready_is_a_setting(box, subnet):
    ecs, name = box.client("ecs"), "longshore.readyInterfaces"
    (setting,) = ecs.list_account_settings(name=name, effectiveSettings=True)["settings"]
    assert setting["value"] == "2"
    for bad in ("-1", "25", "many"):
        with pytest.raises(ClientError, match="0 to 24"):
            ecs.put_account_setting_default(name=name, value=bad)
    ecs.put_account_setting_default(name=name, value="0")
    try:
        eventually(lambda: not ready(box, subnet), "no sandbox without a task")
        conf = {"networkConfiguration": {"awsvpcConfiguration": {"subnets": [subnet]}}}
        definition = box.define(container("app", "wait"), networkMode="awsvpc")
        arn = box.start(definition, **conf)
        box.running(arn)
        # Interfaces of tasks before this one may still be on their way back.
        eventually(lambda: len(interfaces(box, subnet)) == 1, "the task's interface alone")
        assert not ready(box, subnet)
        box.stop(arn)
    finally:
        ecs.delete_account_setting(name=name)


def test_tasks_with_the_same_security_groups_share_them(box, subnet):
    ec2 = box.client("ec2")
    default = [{"Name": "group-name", "Values": ["default"]}]
    (group,) = [g["GroupId"] for g in ec2.describe_security_groups(Filters=default)["SecurityGroups"]]
    conf = {"networkConfiguration": {"awsvpcConfiguration": {"subnets": [subnet], "securityGroups": [group]}}}
    definition = box.define(container("app", "wait"), networkMode="awsvpc")
    before = interfaces(box, subnet)
    first = box.start(definition, **conf)
    box.running(first)
    made = eventually(lambda: len(r := set(ready(box, subnet)) - before) == 2 and r, "two more ready sandboxes")
    second = box.start(definition, **conf)
    (details,) = [a["details"] for a in box.running(second)["attachments"]]
    eni = next(d["value"] for d in details if d["name"] == "networkInterfaceId")
    assert eni in made
    (told,) = ec2.describe_network_interfaces(NetworkInterfaceIds=[eni])["NetworkInterfaces"]
    assert [g["GroupId"] for g in told["Groups"]] == [group]
    for arn in (first, second):
        assert codes(box.stop(arn)) == {"app": 0}
