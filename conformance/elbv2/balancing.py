"""Load balancers, target groups and listeners to test with; each case has its own."""

import itertools

from harness import refused

NUMBERS = itertools.count(1)


class World:
    """A client, the default VPC, and makers of what most cases need."""

    def __init__(self, server):
        self.elb = server.client("elbv2", checked=False)
        ec2 = server.client("ec2")
        (vpc,) = ec2.describe_vpcs()["Vpcs"]
        self.vpc = vpc["VpcId"]
        found = ec2.describe_subnets()["Subnets"]
        self.subnets = [s["SubnetId"] for s in sorted(found, key=lambda s: s["AvailabilityZone"])]
        (group,) = ec2.describe_security_groups()["SecurityGroups"]
        self.security_group = group["GroupId"]

    @staticmethod
    def name(what="x"):
        return f"{what}-{next(NUMBERS)}"

    def balancer(self, **more):
        asked = {"Name": self.name("lb"), "Subnets": self.subnets} | more
        (made,) = self.elb.create_load_balancer(**asked)["LoadBalancers"]
        return made

    def group(self, **more):
        asked = {"Name": self.name("tg"), "Protocol": "HTTP", "Port": 80, "VpcId": self.vpc, "TargetType": "ip"}
        (made,) = self.elb.create_target_group(**asked | more)["TargetGroups"]
        return made

    def listener(self, balancer, port=80, actions=None, **more):
        asked = {"LoadBalancerArn": balancer["LoadBalancerArn"], "Protocol": "HTTP", "Port": port}
        asked["DefaultActions"] = actions or [fixed("default")]
        (made,) = self.elb.create_listener(**asked | more)["Listeners"]
        return made

    def health(self, group, **more):
        asked = self.elb.describe_target_health(TargetGroupArn=group["TargetGroupArn"], **more)
        return {
            (d["Target"]["Id"], d["Target"]["Port"]): (d["TargetHealth"]["State"], d["TargetHealth"].get("Reason"))
            for d in asked["TargetHealthDescriptions"]
        }


def fixed(text, status="200"):
    return {
        "Type": "fixed-response",
        "FixedResponseConfig": {"StatusCode": status, "ContentType": "text/plain", "MessageBody": text},
    }


def forward(*groups):
    if len(groups) == 1:
        return {"Type": "forward", "TargetGroupArn": groups[0]["TargetGroupArn"]}
    tuples = [{"TargetGroupArn": g["TargetGroupArn"], "Weight": n} for n, g in enumerate(groups, 1)]
    return {"Type": "forward", "ForwardConfig": {"TargetGroups": tuples}}


def denied(code, call, *given, words="", **asked):
    """The call must be answered with this error."""
    with refused(code, words):
        call(*given, **asked)
