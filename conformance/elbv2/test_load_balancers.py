"""Load balancers: made, found, changed, deleted."""

from balancing import denied, fixed


def test_a_load_balancer_and_its_way_through_life(world, elb):
    made = world.balancer(Name="front", Tags=[{"Key": "team", "Value": "web"}])
    arn = made["LoadBalancerArn"]
    assert ":loadbalancer/app/front/" in arn
    assert made["Type"] == "application" and made["Scheme"] == "internet-facing"
    assert made["State"] == {"Code": "active"}
    assert made["DNSName"].startswith("front-") and made["DNSName"].endswith(".us-east-1.elb.localhost")
    assert made["SecurityGroups"] == [world.security_group]
    assert [z["SubnetId"] for z in made["AvailabilityZones"]] == world.subnets
    # Names and ARNs find it; the waiters of the aws CLI are content.
    assert elb.describe_load_balancers(Names=["front"])["LoadBalancers"] == [made]
    assert elb.describe_load_balancers(LoadBalancerArns=[arn])["LoadBalancers"] == [made]
    elb.get_waiter("load_balancer_available").wait(LoadBalancerArns=[arn])
    assert elb.describe_tags(ResourceArns=[arn])["TagDescriptions"] == [
        {"ResourceArn": arn, "Tags": [{"Key": "team", "Value": "web"}]}
    ]
    # The same again is the same one, anything else is refused.
    assert world.balancer(Name="front", Tags=[{"Key": "team", "Value": "web"}]) == made
    denied("DuplicateLoadBalancerName", elb.create_load_balancer, Name="front", Subnets=world.subnets[:2])
    elb.delete_load_balancer(LoadBalancerArn=arn)
    elb.delete_load_balancer(LoadBalancerArn=arn)
    denied("LoadBalancerNotFound", elb.describe_load_balancers, LoadBalancerArns=[arn])
    elb.get_waiter("load_balancers_deleted").wait(LoadBalancerArns=[arn])


def test_what_cannot_be_made(world, elb):
    def wrong(code, words, **asked):
        denied(code, elb.create_load_balancer, **{"Name": "bad", "Subnets": world.subnets} | asked, words=words)

    wrong("ValidationError", "cannot be longer than '32'", Name="x" * 33)
    wrong("ValidationError", "cannot begin or end with a hyphen", Name="-x")
    wrong("ValidationError", "cannot begin with 'internal-'", Name="internal-x")
    wrong("ValidationError", "alphanumeric", Name="a_b")
    wrong("ValidationError", "At least two subnets", Subnets=world.subnets[:1])
    wrong("SubnetNotFound", "subnet-0123", Subnets=["subnet-0123", world.subnets[0]])
    wrong("InvalidSecurityGroup", "sg-0123", SecurityGroups=["sg-0123"])
    wrong("InvalidConfigurationRequest", "dualstack", IpAddressType="dualstack")
    wrong("InvalidConfigurationRequest", "gateway", Type="gateway")
    wrong("InvalidConfigurationRequest", "IpamPools", IpamPools={"Ipv4IpamPoolId": "ipam-pool-1"})
    wrong("ValidationError", "reserved", Tags=[{"Key": "aws:x", "Value": "y"}])
    wrong("DuplicateTagKeys", "'a'", Tags=[{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "2"}])


def test_attributes(world, elb):
    arn = world.balancer()["LoadBalancerArn"]

    def attributes():
        found = elb.describe_load_balancer_attributes(LoadBalancerArn=arn)["Attributes"]
        return {a["Key"]: a["Value"] for a in found}

    def modify(key, value):
        return elb.modify_load_balancer_attributes(
            LoadBalancerArn=arn, Attributes=[{"Key": key, "Value": value}]
        )

    assert attributes()["idle_timeout.timeout_seconds"] == "60"
    modify("idle_timeout.timeout_seconds", "5")
    assert attributes()["idle_timeout.timeout_seconds"] == "5"
    for key, value, words in (
        ("idle_timeout.timeout_seconds", "0", "between '1' and '4000'"),
        ("routing.http2.enabled", "maybe", "'true' or 'false'"),
        ("no.such", "1", "Attribute key 'no.such' is not recognized"),
    ):
        denied("ValidationError", modify, key, value, words=words)
    # What no proxy does is refused by name, not stored.
    denied("InvalidConfigurationRequest", modify, "waf.fail_open.enabled", "true", words="waf.fail_open.enabled")
    desync = "routing.http.desync_mitigation_mode"
    denied("InvalidConfigurationRequest", modify, desync, "monitor", words="'monitor' for attribute")
    modify("deletion_protection.enabled", "true")
    denied("OperationNotPermitted", elb.delete_load_balancer, LoadBalancerArn=arn)
    modify("deletion_protection.enabled", "false")
    elb.delete_load_balancer(LoadBalancerArn=arn)


def test_subnets_groups_and_address_types(world, elb):
    arn = world.balancer()["LoadBalancerArn"]
    zones = elb.set_subnets(LoadBalancerArn=arn, Subnets=world.subnets[1:])["AvailabilityZones"]
    assert [z["SubnetId"] for z in zones] == world.subnets[1:]
    told = elb.set_security_groups(LoadBalancerArn=arn, SecurityGroups=[world.security_group])
    assert told["SecurityGroupIds"] == [world.security_group]
    assert elb.set_ip_address_type(LoadBalancerArn=arn, IpAddressType="ipv4")["IpAddressType"] == "ipv4"
    denied("InvalidConfigurationRequest", elb.set_ip_address_type, LoadBalancerArn=arn, IpAddressType="dualstack")


def test_pages(world, elb):
    for _ in range(5):
        world.balancer()
    every = {b["LoadBalancerName"] for b in elb.describe_load_balancers()["LoadBalancers"]}
    pages = elb.get_paginator("describe_load_balancers").paginate(PaginationConfig={"PageSize": 2})
    seen = [b["LoadBalancerName"] for page in pages for b in page["LoadBalancers"]]
    assert len(seen) == len(every) and set(seen) == every
    denied("ValidationError", elb.describe_load_balancers, Marker="nonsense")


def test_what_terraform_and_the_console_read(world, elb):
    arn = world.balancer()["LoadBalancerArn"]
    assert elb.describe_capacity_reservation(LoadBalancerArn=arn)["CapacityReservationState"] == []
    limits = {x["Name"]: x["Max"] for x in elb.describe_account_limits()["Limits"]}
    assert limits["listeners-per-application-load-balancer"] == "50"
    policies = [p["Name"] for p in elb.describe_ssl_policies()["SslPolicies"]]
    assert "ELBSecurityPolicy-2016-08" in policies and "ELBSecurityPolicy-TLS13-1-2-2021-06" in policies
    denied("SSLPolicyNotFound", elb.describe_ssl_policies, Names=["none"])


def test_tags(world, elb):
    balancer, group = world.balancer(), world.group()
    listener = world.listener(balancer)
    (rule,) = elb.create_rule(
        ListenerArn=listener["ListenerArn"],
        Priority=1,
        Conditions=[{"Field": "path-pattern", "Values": ["/a"]}],
        Actions=[fixed("a")],
    )["Rules"]
    arns = [balancer["LoadBalancerArn"], group["TargetGroupArn"], listener["ListenerArn"], rule["RuleArn"]]
    elb.add_tags(ResourceArns=arns, Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])
    elb.remove_tags(ResourceArns=arns, TagKeys=["a"])
    found = elb.describe_tags(ResourceArns=arns)["TagDescriptions"]
    assert [(d["ResourceArn"], d["Tags"]) for d in found] == [(a, [{"Key": "b", "Value": "2"}]) for a in arns]
    denied("LoadBalancerNotFound", elb.describe_tags, ResourceArns=[arns[0][:-4] + "0000"])
