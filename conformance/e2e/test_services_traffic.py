"""A service behind a load balancer, with the real proxy: what is asked of it is answered throughout an update."""

import threading
import time
import urllib.request

import pytest
from box import container, eventually, free_port
from test_services import Service


@pytest.fixture
def front(box):
    """A balancer with a listener on a free port, whose group takes tasks' own addresses."""
    elb, ec2 = box.client("elbv2"), box.client("ec2")
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    subnets = [s["SubnetId"] for s in ec2.describe_subnets()["Subnets"]][:2]
    port = free_port()
    balancer = elb.create_load_balancer(Name=f"s{port}", Subnets=subnets)["LoadBalancers"][0]
    group = elb.create_target_group(
        Name=f"s{port}",
        Protocol="HTTP",
        Port=80,
        VpcId=vpc,
        TargetType="ip",
        HealthCheckIntervalSeconds=5,
        HealthCheckTimeoutSeconds=2,
        HealthyThresholdCount=2,
        Matcher={"HttpCode": "200-499"},
    )["TargetGroups"][0]["TargetGroupArn"]
    elb.modify_target_group_attributes(
        TargetGroupArn=group, Attributes=[{"Key": "deregistration_delay.timeout_seconds", "Value": "2"}]
    )
    elb.create_listener(
        LoadBalancerArn=balancer["LoadBalancerArn"],
        Protocol="HTTP",
        Port=port,
        DefaultActions=[{"Type": "forward", "TargetGroupArn": group}],
    )
    yield port, group, subnets, elb
    elb.delete_load_balancer(LoadBalancerArn=balancer["LoadBalancerArn"])
    elb.delete_target_group(TargetGroupArn=group)


def test_an_update_under_load_loses_no_request(box, front):
    port, group, subnets, elb = front
    web = container("a", "serve", 80, portMappings=[{"containerPort": 80}])
    definition = box.define(web, networkMode="awsvpc")
    s = Service(
        box,
        taskDefinition=definition,
        desiredCount=2,
        networkConfiguration={"awsvpcConfiguration": {"subnets": subnets}},
        loadBalancers=[{"targetGroupArn": group, "containerName": "a", "containerPort": 80}],
        healthCheckGracePeriodSeconds=30,
    )
    try:
        s.reaches("SUCCESSFUL")
        seen = elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
        assert [d["TargetHealth"]["State"] for d in seen] == ["healthy"] * 2
        answers, over = [], threading.Event()

        def load():
            while not over.is_set():
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
                        answers.append(answer.status)
                except Exception as e:  # noqa: BLE001
                    answers.append(repr(e))
                time.sleep(0.005)

        users = [threading.Thread(target=load) for _ in range(4)]
        for user in users:
            user.start()
        s.update(forceNewDeployment=True)
        s.reaches("SUCCESSFUL")
        over.set()
        for user in users:
            user.join()
        assert len(answers) > 100 and set(answers) == {200}, (len(answers), set(answers))
        eventually(
            lambda: len(elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]) == 2,
            "the old targets' end",
        )
    finally:
        s.gone()


def test_a_task_asks_a_balancer_at_the_router_of_its_vpc(box, front):
    port, group, subnets, elb = front
    router = box.client("ec2").describe_vpcs()["Vpcs"][0]["CidrBlock"].replace(".0.0/16", ".0.1")
    (balancer,) = elb.describe_load_balancers(Names=[f"s{port}"])["LoadBalancers"]
    (listener,) = elb.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]
    said = {"StatusCode": "200", "ContentType": "text/plain", "MessageBody": "said to a task"}
    elb.modify_listener(
        ListenerArn=listener["ListenerArn"], DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": said}]
    )
    asking = container("a", "get", f"{router}:{port}", "/", log=True)
    network = {"awsvpcConfiguration": {"subnets": subnets}}
    task = box.start(box.define(asking, networkMode="awsvpc"), networkConfiguration=network)
    assert box.stopped(task)["containers"][0]["exitCode"] == 0
    assert "said to a task" in box.lines(task, "a", 1)[0]
