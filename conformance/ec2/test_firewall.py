"""What agents are told of the rules of their interfaces, as an agent hears it."""

import json

import pytest
from botocore.credentials import Credentials
from fake_agent import WebSocket
from harness import ACCOUNT, PATIENCE, REGION, eventually

ROUTER = "172.31.0.1"


@pytest.fixture
def heard(server):
    """Asks about interfaces; answers the latest rules, newer ones included."""
    credentials = Credentials(server.access_key, server.secret_key)
    socket = WebSocket(f"{server.endpoint}/longshore/firewall/ws", credentials)
    latest = {}

    def ask(*interfaces):
        places = [{"id": i, "account": ACCOUNT, "region": REGION} for i in interfaces]
        socket.send(json.dumps({"type": "LongshoreInterfacesMessage", "message": {"interfaces": places}}))
        return look(socket.frames.get(timeout=PATIENCE))

    def look(frame=None):
        while frame or not socket.frames.empty():
            told = json.loads(frame or socket.frames.get())
            assert told["type"] == "LongshoreRulesMessage"
            latest.clear()
            latest.update(told["message"])
            frame = None
        return latest

    ask.look = look
    yield ask
    socket.close()


def test_rules_come_with_addresses_and_again_when_they_change(ec2, heard):
    subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]
    a, b = (ec2.create_security_group(GroupName=n, Description=n)["GroupId"] for n in ("a", "b"))
    pair = {"UserIdGroupPairs": [{"GroupId": a}]}
    permission = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 90, **pair}
    ec2.authorize_security_group_ingress(GroupId=b, IpPermissions=[permission])

    def interface(group):
        return ec2.create_network_interface(SubnetId=subnet, Groups=[group])["NetworkInterface"]

    server, client = interface(b), interface(a)
    me = server["NetworkInterfaceId"]
    told = heard(me, "eni-0123456789abcdef0")
    assert told["interfaces"] == [{"id": me, "groups": [b]}]
    (group,) = told["groups"]
    first = client["PrivateIpAddress"]
    assert group["ingress"] == [{"protocol": 6, "from": 80, "to": 90, "peers": [first]}]
    assert group["egress"] == [{"peers": ["0.0.0.0-255.255.255.255"]}]

    def ingress():
        return heard.look()["groups"][0].get("ingress", [])

    # A member comes and goes; the two are neighbours.
    other = interface(a)
    both = f"{first}-{other['PrivateIpAddress']}"
    eventually(lambda: ingress() and ingress()[0]["peers"] == [both])
    ec2.delete_network_interface(NetworkInterfaceId=other["NetworkInterfaceId"])
    eventually(lambda: ingress() and ingress()[0]["peers"] == [first])
    # A rule goes.
    ec2.revoke_security_group_ingress(GroupId=b, IpPermissions=[permission])
    eventually(lambda: ingress() == [])
    # The machine is a member of the default group.
    default = ec2.describe_security_groups(GroupNames=["default"])["SecurityGroups"][0]["GroupId"]
    ec2.modify_network_interface_attribute(NetworkInterfaceId=me, Groups=[default])
    eventually(lambda: heard.look()["interfaces"][0]["groups"] == [default])
    peers = ingress()[0]["peers"]
    assert any(p == ROUTER or p.startswith(f"{ROUTER}-") for p in peers)
    for i in (server, client):
        ec2.delete_network_interface(NetworkInterfaceId=i["NetworkInterfaceId"])
    eventually(lambda: "interfaces" not in heard.look())


def test_balancers_are_met_at_the_router(server, ec2, heard):
    elb = server.client("elbv2")
    subnets = [s["SubnetId"] for s in ec2.describe_subnets()["Subnets"]][:2]
    front, back = (ec2.create_security_group(GroupName=n, Description=n)["GroupId"] for n in ("front", "back"))
    pair = {"UserIdGroupPairs": [{"GroupId": front}]}
    ec2.authorize_security_group_ingress(
        GroupId=back, IpPermissions=[{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, **pair}]
    )
    me = ec2.create_network_interface(SubnetId=subnets[0], Groups=[back])["NetworkInterface"]["NetworkInterfaceId"]
    # Nobody is in the group yet.
    assert "ingress" not in heard(me)["groups"][0]
    balancer = elb.create_load_balancer(Name="front", Subnets=subnets, SecurityGroups=[front])["LoadBalancers"][0]
    own = [{"Name": "description", "Values": ["ELB app/front/*"]}]
    interfaces = ec2.describe_network_interfaces(Filters=own)["NetworkInterfaces"]
    assert {i["SubnetId"] for i in interfaces} == set(subnets)
    assert all(i["RequesterManaged"] and i["Groups"][0]["GroupId"] == front for i in interfaces)
    eventually(lambda: ROUTER in [p for r in heard.look()["groups"][0].get("ingress", []) for p in r["peers"]])
    elb.delete_load_balancer(LoadBalancerArn=balancer["LoadBalancerArn"])
    assert not ec2.describe_network_interfaces(Filters=own)["NetworkInterfaces"]
    eventually(lambda: "ingress" not in heard.look()["groups"][0])
