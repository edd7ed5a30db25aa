"""Security groups and their rules, as EC2 documents its calls."""

import pytest
from fake_agent import Agent
from harness import ACCOUNT, refused

EVERYWHERE = [{"CidrIp": "0.0.0.0/0"}]


def tcp(port, **peers):
    return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, **peers}


@pytest.fixture(scope="module")
def vpc(ec2):
    (found,) = ec2.describe_vpcs()["Vpcs"]
    return found["VpcId"]


@pytest.fixture
def group(ec2, vpc, request):
    made = ec2.create_security_group(GroupName=request.node.name, Description="a group", VpcId=vpc)["GroupId"]
    yield made
    ec2.delete_security_group(GroupId=made)


def shown(ec2, group):
    (found,) = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"]
    return found


def test_a_group_from_start_to_end(ec2, vpc):
    tags = [{"Key": "team", "Value": "web"}]
    made = ec2.create_security_group(
        GroupName="web",
        Description="web servers",
        VpcId=vpc,
        TagSpecifications=[{"ResourceType": "security-group", "Tags": tags}],
    )
    assert made["Tags"] == tags and made["SecurityGroupArn"].endswith(f":{ACCOUNT}:security-group/{made['GroupId']}")
    found = shown(ec2, made["GroupId"])
    assert (found["GroupName"], found["Description"], found["VpcId"]) == ("web", "web servers", vpc)
    assert found["IpPermissions"] == [] and found["Tags"] == tags
    (out,) = found["IpPermissionsEgress"]
    assert (out["IpProtocol"], out["IpRanges"]) == ("-1", EVERYWHERE) and "FromPort" not in out
    for name, values in [("group-name", "w?b"), ("tag:team", "web"), ("vpc-id", vpc), ("tag-key", "team")]:
        filters = [{"Name": name, "Values": [values]}]
        found = ec2.describe_security_groups(Filters=filters)["SecurityGroups"]
        assert made["GroupId"] in [g["GroupId"] for g in found], name
    assert shown(ec2, made["GroupId"]) == ec2.describe_security_groups(GroupNames=["web"])["SecurityGroups"][0]
    with refused("InvalidGroup.Duplicate", f"'web' already exists for VPC '{vpc}'"):
        ec2.create_security_group(GroupName="web", Description="again", VpcId=vpc)
    ec2.delete_security_group(GroupId=made["GroupId"])
    with refused("InvalidGroup.NotFound"):
        ec2.describe_security_groups(GroupIds=[made["GroupId"]])
    with refused("InvalidGroup.NotFound"):
        ec2.delete_security_group(GroupId=made["GroupId"])
    assert not ec2.describe_tags(Filters=[{"Name": "resource-id", "Values": [made["GroupId"]]}])["Tags"]


@pytest.mark.parametrize(
    ("name", "description"),
    [("default", "d"), ("sg-mine", "d"), ("", "d"), ("x" * 256, "d"), ("x", ""), ("x", "umlaut ä"), ("a\tb", "d")],
)
def test_names_that_cannot_be(ec2, name, description):
    with refused("InvalidParameterValue"):
        ec2.create_security_group(GroupName=name, Description=description)


def test_what_is_not_there(ec2, group):
    with refused("InvalidVpcID.NotFound"):
        ec2.create_security_group(GroupName="x", Description="d", VpcId="vpc-0123456789abcdef0")
    with refused("InvalidGroupId.Malformed"):
        ec2.describe_security_groups(GroupIds=["web"])
    stranger = {"UserIdGroupPairs": [{"GroupId": "sg-0123456789abcdef0"}]}
    with refused("InvalidGroup.NotFound"):
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[tcp(80, **stranger)])
    other_account = {"UserIdGroupPairs": [{"GroupId": group, "UserId": "111111111111"}]}
    with refused("InvalidGroup.NotFound"):
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[tcp(80, **other_account)])
    with refused("InvalidPrefixListID.NotFound"):
        ec2.authorize_security_group_ingress(
            GroupId=group, IpPermissions=[tcp(80, PrefixListIds=[{"PrefixListId": "pl-12345678"}])]
        )
    with refused("MissingParameter"):
        ec2.authorize_security_group_ingress(GroupId=group)
    with refused("InvalidParameterCombination"):
        ec2.authorize_security_group_ingress(
            GroupId=group, CidrIp="10.0.0.0/8", IpPermissions=[tcp(80, IpRanges=EVERYWHERE)]
        )


def test_rules(ec2, group):
    two = tcp(80, IpRanges=[{"CidrIp": "10.0.0.1/8", "Description": "inside"}], Ipv6Ranges=[{"CidrIpv6": "::/0"}])
    own = {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": group}]}
    made = ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[two, own])["SecurityGroupRules"]
    assert [(r["IpProtocol"], r["FromPort"], r["ToPort"]) for r in made] == [("tcp", 80, 80)] * 2 + [("-1", -1, -1)]
    assert made[0]["CidrIpv4"] == "10.0.0.0/8" and made[0]["Description"] == "inside"
    assert made[2]["ReferencedGroupInfo"] == {"GroupId": group, "UserId": ACCOUNT}
    assert not any(r["IsEgress"] for r in made)
    http, everything = shown(ec2, group)["IpPermissions"]
    assert http["IpRanges"] == [{"CidrIp": "10.0.0.0/8", "Description": "inside"}]
    assert http["Ipv6Ranges"] == [{"CidrIpv6": "::/0"}]
    assert everything["UserIdGroupPairs"] == [{"GroupId": group, "UserId": ACCOUNT}]
    twice = 'the specified rule "peer: 10.0.0.0/8, TCP, from port: 80, to port: 80, ALLOW" already exists'
    with refused("InvalidPermission.Duplicate", twice):
        again = [tcp(81, IpRanges=EVERYWHERE), tcp(80, IpRanges=[{"CidrIp": "10.0.0.0/8"}])]
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=again)
    filters = [{"Name": "group-id", "Values": [group]}]
    rules = ec2.describe_security_group_rules(Filters=filters)["SecurityGroupRules"]
    assert len(rules) == 4 and {r["SecurityGroupRuleId"] for r in made} < {r["SecurityGroupRuleId"] for r in rules}
    with refused("InvalidPermission.NotFound"):
        ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=[tcp(82, IpRanges=EVERYWHERE)])
    gone = ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=[two])["RevokedSecurityGroupRules"]
    assert {r["SecurityGroupRuleId"] for r in gone} == {r["SecurityGroupRuleId"] for r in made[:2]}
    ec2.revoke_security_group_ingress(GroupId=group, SecurityGroupRuleIds=[made[2]["SecurityGroupRuleId"]])
    assert shown(ec2, group)["IpPermissions"] == []
    with refused("InvalidSecurityGroupRuleId.NotFound"):
        ec2.revoke_security_group_ingress(GroupId=group, SecurityGroupRuleIds=[made[2]["SecurityGroupRuleId"]])


def test_the_old_style(ec2, group):
    ec2.authorize_security_group_ingress(
        GroupName=shown(ec2, group)["GroupName"], IpProtocol="tcp", FromPort=22, ToPort=22, CidrIp="192.0.2.0/24"
    )
    ec2.authorize_security_group_ingress(GroupId=group, SourceSecurityGroupName="default")
    ssh, all_of_default = shown(ec2, group)["IpPermissions"]
    assert (ssh["FromPort"], ssh["IpRanges"]) == (22, [{"CidrIp": "192.0.2.0/24"}])
    assert all_of_default["IpProtocol"] == "-1" and len(all_of_default["UserIdGroupPairs"]) == 1
    unknown = ec2.revoke_security_group_ingress(
        GroupName=shown(ec2, group)["GroupName"], IpProtocol="tcp", FromPort=23, ToPort=23, CidrIp="192.0.2.0/24"
    )["UnknownIpPermissions"]
    assert unknown[0]["FromPort"] == 23


def test_egress(ec2, group):
    everything = {"IpProtocol": "-1", "IpRanges": EVERYWHERE}
    ec2.revoke_security_group_egress(GroupId=group, IpPermissions=[everything])
    assert shown(ec2, group)["IpPermissionsEgress"] == []
    (made,) = ec2.authorize_security_group_egress(GroupId=group, IpPermissions=[tcp(443, IpRanges=EVERYWHERE)])[
        "SecurityGroupRules"
    ]
    assert made["IsEgress"] is True
    with refused("InvalidSecurityGroupRuleId.NotFound"):
        ec2.revoke_security_group_ingress(GroupId=group, SecurityGroupRuleIds=[made["SecurityGroupRuleId"]])


def test_rules_are_changed_in_place(ec2, group):
    permissions = [tcp(80, IpRanges=EVERYWHERE), tcp(81, IpRanges=EVERYWHERE)]
    made = ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=permissions)["SecurityGroupRules"]
    first = made[0]["SecurityGroupRuleId"]

    def change(rule, **what):
        update = {"SecurityGroupRuleId": rule, "SecurityGroupRule": what}
        ec2.modify_security_group_rules(GroupId=group, SecurityGroupRules=[update])

    change(first, IpProtocol="tcp", FromPort=8080, ToPort=8090, CidrIpv4="10.0.0.0/8", Description="new")
    (rule,) = ec2.describe_security_group_rules(SecurityGroupRuleIds=[first])["SecurityGroupRules"]
    assert (rule["FromPort"], rule["ToPort"], rule["CidrIpv4"]) == (8080, 8090, "10.0.0.0/8")
    assert rule["Description"] == "new"
    with refused("InvalidPermission.Duplicate"):
        change(first, IpProtocol="tcp", FromPort=81, ToPort=81, CidrIpv4="0.0.0.0/0")
    with refused("InvalidSecurityGroupRuleId.NotFound"):
        change("sgr-0123456789abcdef0", IpProtocol="tcp", FromPort=1, ToPort=1, CidrIpv4="0.0.0.0/0")
    with refused("InvalidParameterCombination"):
        change(first, IpProtocol="tcp", FromPort=1, ToPort=1)
    described = {"SecurityGroupRuleId": first, "Description": "by id"}
    ec2.update_security_group_rule_descriptions_ingress(GroupId=group, SecurityGroupRuleDescriptions=[described])
    by_permission = tcp(81, IpRanges=[{"CidrIp": "0.0.0.0/0", "Description": "by permission"}])
    ec2.update_security_group_rule_descriptions_ingress(GroupId=group, IpPermissions=[by_permission])
    ranges = [p["IpRanges"][0]["Description"] for p in shown(ec2, group)["IpPermissions"]]
    assert ranges == ["by id", "by permission"]
    with refused("InvalidPermission.NotFound"):
        other = tcp(9, IpRanges=EVERYWHERE)
        ec2.update_security_group_rule_descriptions_ingress(GroupId=group, IpPermissions=[other])
    everything = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "out"}]}
    ec2.update_security_group_rule_descriptions_egress(GroupId=group, IpPermissions=[everything])
    assert shown(ec2, group)["IpPermissionsEgress"][0]["IpRanges"][0]["Description"] == "out"


def test_sixty_rules_each_way(ec2, group):
    sixty = [{"CidrIp": f"10.0.{n}.0/24"} for n in range(60)]
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[tcp(80, IpRanges=sixty)])
    with refused("RulesPerSecurityGroupLimitExceeded"):
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[tcp(81, IpRanges=EVERYWHERE)])
    ec2.authorize_security_group_egress(GroupId=group, IpPermissions=[tcp(81, IpRanges=EVERYWHERE)])


def test_what_is_in_use_stays(ec2, vpc, group):
    made = ec2.create_security_group(GroupName="named", Description="d", VpcId=vpc)["GroupId"]
    pair = {"UserIdGroupPairs": [{"GroupId": made}]}
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[tcp(80, **pair)])
    with refused("DependencyViolation", f"resource {made} has a dependent object"):
        ec2.delete_security_group(GroupId=made)
    ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=[tcp(80, **pair)])
    subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]
    interface = ec2.create_network_interface(SubnetId=subnet, Groups=[made])["NetworkInterface"]
    assert interface["Groups"] == [{"GroupId": made, "GroupName": "named"}]
    with refused("DependencyViolation"):
        ec2.delete_security_group(GroupId=made)
    interface = interface["NetworkInterfaceId"]
    ec2.modify_network_interface_attribute(NetworkInterfaceId=interface, Groups=[group])
    asked = {"NetworkInterfaceId": interface, "Attribute": "groupSet"}
    assert ec2.describe_network_interface_attribute(**asked)["Groups"][0]["GroupId"] == group
    found = ec2.describe_network_interfaces(Filters=[{"Name": "group-id", "Values": [group]}])["NetworkInterfaces"]
    assert [i["NetworkInterfaceId"] for i in found] == [interface]
    ec2.delete_security_group(GroupId=made)
    ec2.delete_network_interface(NetworkInterfaceId=interface)


def test_five_groups_for_an_interface(ec2, vpc):
    made = [
        ec2.create_security_group(GroupName=f"five-{n}", Description="d", VpcId=vpc)["GroupId"] for n in range(6)
    ]
    subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]
    with refused("SecurityGroupsPerInterfaceLimitExceeded"):
        ec2.create_network_interface(SubnetId=subnet, Groups=made)
    for group in made:
        ec2.delete_security_group(GroupId=group)


def test_the_default_group(ec2, vpc):
    (group,) = ec2.describe_security_groups(GroupNames=["default"])["SecurityGroups"]
    (inside,) = group["IpPermissions"]
    assert inside["UserIdGroupPairs"] == [{"GroupId": group["GroupId"], "UserId": ACCOUNT}]
    with refused("CannotDelete"):
        ec2.delete_security_group(GroupId=group["GroupId"])
    ec2.authorize_security_group_ingress(GroupId=group["GroupId"], IpPermissions=[tcp(80, IpRanges=EVERYWHERE)])
    assert len(shown(ec2, group["GroupId"])["IpPermissions"]) == 2
    ec2.revoke_security_group_ingress(GroupId=group["GroupId"], IpPermissions=[tcp(80, IpRanges=EVERYWHERE)])
    assert shown(ec2, group["GroupId"]) == group
    found = ec2.get_security_groups_for_vpc(VpcId=vpc)["SecurityGroupForVpcs"]
    assert group["GroupId"] in [g["GroupId"] for g in found]
    assert ec2.describe_security_group_references(GroupId=[group["GroupId"]])["SecurityGroupReferenceSet"] == []


def test_a_dry_run_does_nothing(ec2, group):
    rule = {"GroupId": group, "IpPermissions": [tcp(80, IpRanges=EVERYWHERE)]}
    with refused("DryRunOperation"):
        ec2.authorize_security_group_ingress(DryRun=True, **rule)
    with refused("DryRunOperation"):
        ec2.delete_security_group(DryRun=True, GroupId=group)
    assert shown(ec2, group)["IpPermissions"] == []


def test_pages(ec2, vpc):
    made = {
        ec2.create_security_group(GroupName=f"page-{n}", Description="d", VpcId=vpc)["GroupId"] for n in range(7)
    }
    pages = list(ec2.get_paginator("describe_security_groups").paginate(PaginationConfig={"PageSize": 5}))
    found = [g["GroupId"] for page in pages for g in page["SecurityGroups"]]
    assert len(pages) > 1 and len(found) == len(set(found)) and made < set(found)
    for group in made:
        ec2.delete_security_group(GroupId=group)


def test_the_command_line(server):
    made = server.aws("ec2", "create-security-group", "--group-name", "cli", "--description", "d")["GroupId"]
    server.aws(
        "ec2", "authorize-security-group-ingress", "--group-id", made, "--protocol", "tcp", "--port", "80-90",
        "--cidr", "0.0.0.0/0",
    )  # fmt: skip
    rules = server.aws("ec2", "describe-security-group-rules", "--filters", f"Name=group-id,Values={made}")
    assert [r["ToPort"] for r in rules["SecurityGroupRules"] if not r["IsEgress"]] == [90]
    server.aws("ec2", "delete-security-group", "--group-id", made)


def test_groups_of_ones_own_need_a_machine_that_enforces_them(server, ec2, vpc, group):
    """A machine that does not say that it enforces gets tasks of the untouched default group alone."""
    ecs = server.client("ecs")
    ecs.create_cluster(clusterName="groups")
    ecs.register_task_definition(
        family="groups", networkMode="awsvpc", containerDefinitions=[{"name": "a", "image": "busybox", "memory": 8}]
    )
    subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]

    def run(*groups):
        where = {"subnets": [subnet], **({"securityGroups": list(groups)} if groups else {})}
        return ecs.run_task(
            cluster="groups", taskDefinition="groups", networkConfiguration={"awsvpcConfiguration": where}
        )

    def lacks(answer):
        (failed,) = answer["failures"]
        return failed["reason"] == "ATTRIBUTE" and "longshore.security-groups" in failed["detail"]

    able = {"ecs.capability.task-eni": ""}
    default = ec2.describe_security_groups(GroupNames=["default"])["SecurityGroups"][0]["GroupId"]
    agent = Agent(server, "groups", attributes=able).connect()
    assert lacks(run(group)) and lacks(run(default, group))
    tasks = run()["tasks"] + run(default)["tasks"]
    assert len(tasks) == 2
    # A default group that says something of its own is one of one's own.
    ec2.authorize_security_group_ingress(GroupId=default, IpPermissions=[tcp(80, IpRanges=EVERYWHERE)])
    assert lacks(run()) and lacks(run(default))
    ec2.revoke_security_group_ingress(GroupId=default, IpPermissions=[tcp(80, IpRanges=EVERYWHERE)])
    tasks += run()["tasks"]
    assert len(tasks) == 3
    for task in tasks:
        ecs.stop_task(cluster="groups", task=task["taskArn"])
    agent.disconnect()
    other = Agent(server, "groups", attributes={**able, "longshore.security-groups": "enforced"}).connect()
    (task,) = run(group)["tasks"]
    assert task["containerInstanceArn"] == other.arn
    ecs.stop_task(cluster="groups", task=task["taskArn"])
    other.end(task["taskArn"], ["a"], exit_code=137)
    other.disconnect()
