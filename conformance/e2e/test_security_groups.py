"""Security groups decide what reaches a task: live, by address and by group, also after restarts.

The engine is one of its own in a network of its own: what the machine's firewall does with addresses does not matter there.
So that its VPC may be there although the machine's engine has one too, it is another region's, with another range.
"""

import uuid

import pytest
from box import Box, container, eventually
from privd import PrivateEngine, unavailable

PORT = 8080
REGION = "eu-north-1"


def tcp(port, **peers):
    return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, **peers}


def members(group):
    return {"UserIdGroupPairs": [{"GroupId": group}]}


class Net:
    """Groups and tasks of one case."""

    def __init__(self, box):
        self.box, self.ec2 = box, box.client("ec2", REGION)
        self.subnet = self.ec2.describe_subnets()["Subnets"][0]["SubnetId"]
        self.tasks = []
        box.client("ecs", REGION).create_cluster(clusterName="default")
        fargate = {"requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512"}
        web = container("web", "serve", PORT)
        self.definition = box.define(web, region=REGION, networkMode="awsvpc", **fargate)

    def group(self, *ingress):
        name = f"e2e-{uuid.uuid4().hex[:8]}"
        made = self.ec2.create_security_group(GroupName=name, Description="of a case")["GroupId"]
        if ingress:
            self.ec2.authorize_security_group_ingress(GroupId=made, IpPermissions=list(ingress))
        return made

    def task(self, *groups):
        """A running web server in these groups: its task, its address."""
        where = {"subnets": [self.subnet], **({"securityGroups": list(groups)} if groups else {})}
        where = {"networkConfiguration": {"awsvpcConfiguration": where}, "launchType": "FARGATE"}
        arn = self.box.start(self.definition, region=REGION, **where)
        self.tasks.append(arn)
        details = self.box.running(arn)["attachments"][0]["details"]
        return arn, next(d["value"] for d in details if d["name"] == "privateIPv4Address")

    def reaches(self, arn, address, port=PORT):
        """Whether a new connection from inside the task succeeds."""
        return self.box.connects(self.box.sandbox(arn)["State"]["Pid"], address, port)

    def machine_reaches(self, address, port=PORT):
        return self.box.connects(self.box.engine.dockerd.pid, address, port)

    def close(self):
        for arn in self.tasks:
            self.box.stop(arn)
        # The interfaces went with their tasks, although the machine is of another region.
        assert not self.ec2.describe_network_interfaces()["NetworkInterfaces"]


@pytest.fixture(scope="module")
def apart():
    why = unavailable()
    if why:
        pytest.skip(f"{why}: security groups are not tested")
    engine = PrivateEngine(live_restore=False)
    try:
        box = Box(engine=engine)
        try:
            box.up()
            box.bring_image()
            yield box
        finally:
            box.close()
    finally:
        engine.close()


@pytest.fixture
def net(apart):
    net = Net(apart)
    yield net
    net.close()


def test_a_group_admits_whom_it_names_and_nobody_else(net):
    a = net.group()
    b = net.group(tcp(PORT, **members(a)))
    c = net.group()
    (in_a, _), (in_c, _) = net.task(a), net.task(c)
    in_b, server = net.task(b)
    eventually(lambda: net.reaches(in_a, server), "A reaches B")
    assert not net.reaches(in_c, server)
    assert net.reaches(in_b, server), "a task reaches itself"
    assert not net.machine_reaches(server), "the machine is in no group but the default one"
    # Opened while both run, and closed again.
    net.ec2.authorize_security_group_ingress(GroupId=b, IpPermissions=[tcp(PORT, **members(c))])
    eventually(lambda: net.reaches(in_c, server), "C reaches B, once it may")
    net.ec2.revoke_security_group_ingress(GroupId=b, IpPermissions=[tcp(PORT, **members(c))])
    eventually(lambda: not net.reaches(in_c, server), "C does not reach B any more")
    assert net.reaches(in_a, server)
    # A member that comes later is a member.
    late, _ = net.task(a)
    eventually(lambda: net.reaches(late, server), "the new member of A reaches B")
    # An interface that changes its group has the rules of the new one.
    found = net.ec2.describe_network_interfaces(Filters=[{"Name": "private-ip-address", "Values": [server]}])
    interface = found["NetworkInterfaces"][0]["NetworkInterfaceId"]
    net.ec2.modify_network_interface_attribute(NetworkInterfaceId=interface, Groups=[c])
    eventually(lambda: not net.reaches(in_a, server), "A does not reach what has left B")
    net.ec2.modify_network_interface_attribute(NetworkInterfaceId=interface, Groups=[b])
    eventually(lambda: net.reaches(in_a, server), "A reaches what has come back")


def test_the_default_group_admits_its_members_and_the_machine(net):
    inside, address = net.task()
    other, _ = net.task()
    stranger, _ = net.task(net.group())
    eventually(lambda: net.machine_reaches(address), "the machine reaches the task")
    eventually(lambda: net.reaches(other, address), "the default group's members reach each other")
    assert not net.reaches(stranger, address)


def test_what_goes_out(net):
    everything = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    a, b = net.group(), net.group(tcp(PORT, IpRanges=[{"CidrIp": "10.0.0.0/8"}]))
    (client, _), (_, server) = net.task(a), net.task(b)
    eventually(lambda: net.reaches(client, server), "everything goes out")
    net.ec2.revoke_security_group_egress(GroupId=a, IpPermissions=[everything])
    eventually(lambda: not net.reaches(client, server), "nothing goes out")
    net.ec2.authorize_security_group_egress(GroupId=a, IpPermissions=[tcp(PORT, **members(b))])
    eventually(lambda: net.reaches(client, server), "what a rule names goes out")


def test_rules_hold_while_longshore_is_away_and_change_when_it_is_back(net):
    own, a = net.box, net.group()
    b = net.group(tcp(PORT, **members(a)))
    (in_a, _), (in_c, _) = net.task(a), net.task(net.group())
    _, server = net.task(b)
    eventually(lambda: net.reaches(in_a, server), "A reaches B")
    own.kill()
    assert net.reaches(in_a, server) and not net.reaches(in_c, server)
    own.up()
    net.ec2 = own.client("ec2", REGION)
    net.ec2.revoke_security_group_ingress(GroupId=b, IpPermissions=[tcp(PORT, **members(a))])
    eventually(lambda: not net.reaches(in_a, server), "A does not reach B any more")
