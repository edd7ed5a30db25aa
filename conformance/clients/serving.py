"""A service behind a load balancer, made by plain calls, for tools that only deploy."""

import urllib.request

from box import container, eventually, free_port


class Site:
    """One task of the sample web server: `/` says its version."""

    def __init__(self, box, name):
        self.box, self.name, self.port = box, name, free_port()
        self.ecs, self.ec2, self.elb = (box.client(s) for s in ("ecs", "ec2", "elbv2"))
        self.groups = {}
        vpc = self.ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
        subnets = [s["SubnetId"] for s in self.ec2.describe_subnets()["Subnets"]]
        for what in ("balancer", "tasks"):
            made = self.ec2.create_security_group(GroupName=f"{name}-{what}", Description=what, VpcId=vpc)
            self.groups[what] = made["GroupId"]
        everybody = {"IpProtocol": "tcp", "FromPort": self.port, "ToPort": self.port}
        self.ec2.authorize_security_group_ingress(
            GroupId=self.groups["balancer"], IpPermissions=[{**everybody, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
        )
        self.balancer = self.elb.create_load_balancer(
            Name=name, Subnets=subnets, SecurityGroups=[self.groups["balancer"]]
        )["LoadBalancers"][0]["LoadBalancerArn"]
        self.targets = self.elb.create_target_group(
            Name=name,
            Protocol="HTTP",
            Port=8080,
            VpcId=vpc,
            TargetType="ip",
            HealthCheckIntervalSeconds=5,
            HealthCheckTimeoutSeconds=2,
            HealthyThresholdCount=2,
            UnhealthyThresholdCount=2,
        )["TargetGroups"][0]["TargetGroupArn"]
        delay = {"Key": "deregistration_delay.timeout_seconds", "Value": "1"}
        self.elb.modify_target_group_attributes(TargetGroupArn=self.targets, Attributes=[delay])
        forward = {"Type": "forward", "TargetGroupArn": self.targets}
        self.elb.create_listener(
            LoadBalancerArn=self.balancer, Protocol="HTTP", Port=self.port, DefaultActions=[forward]
        )
        web = container("web", "serve", 8080, environment=[{"name": "VERSION", "value": "one"}])
        web["portMappings"] = [{"containerPort": 8080}]
        self.ecs.register_task_definition(family=name, containerDefinitions=[web], networkMode="awsvpc")
        self.network = {"subnets": subnets, "securityGroups": [self.groups["tasks"]]}
        self.ecs.create_service(
            serviceName=name,
            taskDefinition=name,
            desiredCount=1,
            networkConfiguration={"awsvpcConfiguration": self.network},
            healthCheckGracePeriodSeconds=600,
            loadBalancers=[{"targetGroupArn": self.targets, "containerName": "web", "containerPort": 8080}],
        )

    def admit_the_balancer(self):
        pair = {"GroupId": self.groups["balancer"]}
        rule = {"IpProtocol": "tcp", "FromPort": 8080, "ToPort": 8080, "UserIdGroupPairs": [pair]}
        self.ec2.authorize_security_group_ingress(GroupId=self.groups["tasks"], IpPermissions=[rule])

    def health(self):
        """What is told of the targets."""
        found = self.elb.describe_target_health(TargetGroupArn=self.targets)["TargetHealthDescriptions"]
        return [t["TargetHealth"] for t in found]

    def page(self):
        """What the balancer answers; nothing while it has no healthy target. Balancers share the machine's loopback."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=10) as answer:
                return answer.read().decode()
        except OSError:
            return ""

    def service(self):
        return self.ecs.describe_services(services=[self.name])["services"][0]

    def close(self):
        self.ecs.delete_service(service=self.name, force=True)
        self.elb.delete_load_balancer(LoadBalancerArn=self.balancer)
        self.elb.delete_target_group(TargetGroupArn=self.targets)
        eventually(lambda: not self.ecs.list_tasks(serviceName=self.name)["taskArns"], "the end of the tasks")


