"""Target groups, their targets and what is known of their health without anybody who checks it."""

from balancing import denied, forward


def test_a_target_group(world, elb):
    made = world.group(Name="web", HealthCheckPath="/health", HealthCheckIntervalSeconds=10)
    assert ":targetgroup/web/" in made["TargetGroupArn"]
    assert made["Matcher"] == {"HttpCode": "200"} and made["HealthCheckTimeoutSeconds"] == 5
    assert made["HealthCheckPort"] == "traffic-port" and made["ProtocolVersion"] == "HTTP1"
    assert made["LoadBalancerArns"] == []
    assert elb.describe_target_groups(Names=["web"])["TargetGroups"] == [made]
    assert world.group(Name="web", HealthCheckPath="/health", HealthCheckIntervalSeconds=10) == made
    denied("DuplicateTargetGroupName", world.group, Name="web")
    arn = made["TargetGroupArn"]
    (changed,) = elb.modify_target_group(TargetGroupArn=arn, Matcher={"HttpCode": "200-299"})["TargetGroups"]
    assert changed["Matcher"] == {"HttpCode": "200-299"} and changed["HealthCheckPath"] == "/health"
    elb.delete_target_group(TargetGroupArn=arn)
    elb.delete_target_group(TargetGroupArn=arn)
    denied("TargetGroupNotFound", elb.describe_target_groups, Names=["web"])


def test_what_cannot_be_made(world, elb):
    for code, words, asked in (
        ("InvalidConfigurationRequest", "lambda", {"TargetType": "lambda"}),
        ("InvalidConfigurationRequest", "GENEVE", {"Protocol": "GENEVE"}),
        ("ValidationError", "VPC ID 'vpc-1'", {"VpcId": "vpc-1"}),
        ("ValidationError", "must begin with a '/'", {"HealthCheckPath": "x"}),
        ("ValidationError", "smaller than the interval", {"HealthCheckIntervalSeconds": 5, "HealthCheckTimeoutSeconds": 5}),
        ("ValidationError", "'200-499'", {"Matcher": {"HttpCode": "99"}}),
        ("ValidationError", "Protocol version", {"Protocol": "TCP", "ProtocolVersion": "HTTP2"}),
        ("ValidationError", "must be true", {"HealthCheckEnabled": False}),
    ):  # fmt: skip
        denied(code, world.group, **asked, words=words)
    denied("ValidationError", elb.create_target_group, Name="x", Protocol="HTTP", Port=80, words="VPC ID")
    grpc = world.group(ProtocolVersion="GRPC")
    assert grpc["Matcher"] == {"GrpcCode": "12"} and grpc["HealthCheckPath"] == "/AWS.ALB/healthcheck"


def test_attributes(world, elb):
    arn = world.group()["TargetGroupArn"]

    def modify(**changes):
        given = [{"Key": k.replace("__", "."), "Value": v} for k, v in changes.items()]
        told = elb.modify_target_group_attributes(TargetGroupArn=arn, Attributes=given)["Attributes"]
        return {a["Key"]: a["Value"] for a in told}

    assert modify(deregistration_delay__timeout_seconds="5")["deregistration_delay.timeout_seconds"] == "5"
    denied("ValidationError", modify, slow_start__duration_seconds="10", words="between '30' and '900'")
    modify(slow_start__duration_seconds="30")
    least = {"load_balancing__algorithm__type": "least_outstanding_requests"}
    denied("ValidationError", modify, **least, words="Slow start")
    cookie = {"stickiness__enabled": "true", "stickiness__type": "app_cookie"}
    denied("ValidationError", modify, **cookie, words="cookie_name")
    found = elb.describe_target_group_attributes(TargetGroupArn=arn)["Attributes"]
    assert {"Key": "stickiness.enabled", "Value": "false"} in found
    odd = {"load_balancing__algorithm__anomaly_mitigation": "on"}
    denied("InvalidConfigurationRequest", modify, **odd, words="anomaly_mitigation")


def test_targets(world, elb):
    group = world.group()
    arn = group["TargetGroupArn"]
    inside = {"Id": "172.31.0.100"}
    elb.register_targets(TargetGroupArn=arn, Targets=[inside, {"Id": "127.0.0.1", "Port": 9000}])
    unused = ("unused", "Target.NotInUse")
    assert world.health(group) == {("172.31.0.100", 80): unused, ("127.0.0.1", 9000): unused}
    told = elb.describe_target_health(TargetGroupArn=arn, Targets=[inside])["TargetHealthDescriptions"][0]
    assert told["Target"]["AvailabilityZone"] == "us-east-1a" and told["HealthCheckPort"] == "80"
    listener = world.listener(world.balancer(), actions=[forward(group)])
    elb.modify_target_group_attributes(
        TargetGroupArn=arn, Attributes=[{"Key": "deregistration_delay.timeout_seconds", "Value": "1"}]
    )
    elb.deregister_targets(TargetGroupArn=arn, Targets=[inside])
    assert world.health(group)[("172.31.0.100", 80)] == ("draining", "Target.DeregistrationInProgress")
    elb.get_waiter("target_deregistered").wait(
        TargetGroupArn=arn, Targets=[inside], WaiterConfig={"Delay": 1, "MaxAttempts": 20}
    )
    assert world.health(group, Targets=[inside]) == {("172.31.0.100", 80): ("unused", "Target.NotRegistered")}
    elb.delete_listener(ListenerArn=listener["ListenerArn"])
    assert world.health(group) == {("127.0.0.1", 9000): unused}


def test_targets_that_cannot_be(world, elb):
    arn = world.group()["TargetGroupArn"]
    for code, target in (
        ("ValidationError", {"Id": "web.example.com"}),
        ("ValidationError", {"Id": "::1"}),
        ("InvalidTarget", {"Id": "8.8.8.8"}),
    ):
        denied(code, elb.register_targets, TargetGroupArn=arn, Targets=[target])
    instances = world.group(TargetType="instance")["TargetGroupArn"]
    denied("InvalidTarget", elb.register_targets, TargetGroupArn=instances, Targets=[{"Id": "10.0.0.1"}])
    elb.register_targets(TargetGroupArn=instances, Targets=[{"Id": "i-0123456789abcdef0", "Port": 32768}])
