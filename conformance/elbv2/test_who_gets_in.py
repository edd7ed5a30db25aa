"""Security groups of load balancers: who gets in."""

import http.client

from balancing import fixed
from harness import eventually
from test_traffic import Front


def test_a_group_decides_who_gets_in_and_changes_live(server, world):
    ec2 = server.client("ec2")
    group = ec2.create_security_group(GroupName="balancer", Description="d", VpcId=world.vpc)["GroupId"]
    web = Front(world, fixed("let in"))
    balancer = web.balancer["LoadBalancerArn"]
    assert web.ask()[0] == 200, "the default group lets in this machine"

    def answers():
        try:
            return web.ask()[1] == "let in"
        except (OSError, http.client.HTTPException):
            return False

    world.elb.set_security_groups(LoadBalancerArn=balancer, SecurityGroups=[group])
    eventually(lambda: not answers())
    rule = {"IpProtocol": "tcp", "FromPort": web.port, "ToPort": web.port, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[rule])
    eventually(answers)
    ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=[rule])
    eventually(lambda: not answers())
    ec2.authorize_security_group_ingress(
        GroupId=group, IpPermissions=[{**rule, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}]
    )
    assert not answers()
    world.elb.delete_load_balancer(LoadBalancerArn=balancer)
    eventually(lambda: not ec2.describe_network_interfaces(Filters=[{"Name": "group-id", "Values": [group]}])["NetworkInterfaces"])
    ec2.delete_security_group(GroupId=group)
