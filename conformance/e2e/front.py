"""A load balancer with one listener on a free port, in front of a group that takes tasks' own addresses."""

from box import free_port


class Front:
    def __init__(self, box, target_port=80):
        self.elb, ec2, self.port = box.client("elbv2"), box.client("ec2"), free_port()
        name = f"front-{self.port}"
        vpc = ec2.describe_vpcs()["Vpcs"][0]
        self.subnets = [s["SubnetId"] for s in ec2.describe_subnets()["Subnets"]][:2]
        # Where tasks find this machine.
        self.router = vpc["CidrBlock"].replace(".0.0/16", ".0.1")
        (balancer,) = self.elb.create_load_balancer(Name=name, Subnets=self.subnets)["LoadBalancers"]
        self.balancer, self.name = balancer["LoadBalancerArn"], balancer["DNSName"]
        checked = {"HealthCheckIntervalSeconds": 5, "HealthCheckTimeoutSeconds": 2, "HealthyThresholdCount": 2}
        asked = {"Name": name, "Protocol": "HTTP", "Port": target_port, "VpcId": vpc["VpcId"], "TargetType": "ip"}
        (group,) = self.elb.create_target_group(**asked, **checked, Matcher={"HttpCode": "200-499"})["TargetGroups"]
        self.group = group["TargetGroupArn"]
        self.elb.modify_target_group_attributes(
            TargetGroupArn=self.group, Attributes=[{"Key": "deregistration_delay.timeout_seconds", "Value": "2"}]
        )
        (listener,) = self.elb.create_listener(
            LoadBalancerArn=self.balancer,
            Protocol="HTTP",
            Port=self.port,
            DefaultActions=[{"Type": "forward", "TargetGroupArn": self.group}],
        )["Listeners"]
        self.listener = listener["ListenerArn"]

    @property
    def network(self):
        return {"awsvpcConfiguration": {"subnets": self.subnets}}

    def of(self, name, port):
        """The `loadBalancers` of a service whose container is called so."""
        return [{"targetGroupArn": self.group, "containerName": name, "containerPort": port}]

    def states(self):
        """What the targets are, sorted."""
        told = self.elb.describe_target_health(TargetGroupArn=self.group)["TargetHealthDescriptions"]
        return sorted(d["TargetHealth"]["State"] for d in told)

    def close(self):
        self.elb.delete_load_balancer(LoadBalancerArn=self.balancer)
        self.elb.delete_target_group(TargetGroupArn=self.group)
