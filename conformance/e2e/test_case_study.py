"""The user's own story, with the user's own commands: build an image, push it, serve it behind a load balancer, roll a
new version out under load, and have a broken one rolled back."""

import json
import re
import subprocess
import urllib.request

import pytest
from box import BIN, IMAGE, PATIENCE, ROOT, eventually, free_port

NAME = "case-study"
COUNT = 2


class User:
    """Runs commands as a user would; docker keeps its logins in the box's home."""

    def __init__(self, box):
        self.box, self.registry = box, f"localhost:{box.port}"
        self.env = box.env | {"DOCKER_CONFIG": str(box.user / "docker"), "DOCKER_BUILDKIT": "0"}

    def run(self, *command, text=None, ok=0):
        done = subprocess.run(
            [str(c) for c in command], input=text, env=self.env, capture_output=True, text=True, timeout=2 * PATIENCE
        )
        assert done.returncode == ok, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def start(self, *command):
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        return subprocess.Popen([str(c) for c in command], env=self.env, text=True, **pipes)

    def push(self, tag, *build):
        """`docker build`, `docker tag`, `docker push`; answers the name it was pushed under."""
        name = f"{self.registry}/{NAME}:{tag}"
        base = ["--build-arg", f"BASE={IMAGE}", "--build-arg", f"VERSION={tag}"]
        self.run("docker", "build", "-q", "-t", f"{NAME}:{tag}", *base, *build, ROOT / "examples/web")
        self.run("docker", "tag", f"{NAME}:{tag}", name)
        self.run("docker", "push", "-q", name)
        return name


@pytest.fixture
def user(own):
    user = User(own)
    yield user
    for tag in ("1", "2", "bad"):
        for name in (f"{NAME}:{tag}", f"{user.registry}/{NAME}:{tag}"):
            subprocess.run(["docker", "rmi", "-f", name], env=user.env, capture_output=True)


def serve(aws, port):
    """A load balancer with a listener; answers its address and its target group."""
    (vpc,) = aws("ec2", "describe-vpcs")["Vpcs"]
    subnets = [s["SubnetId"] for s in aws("ec2", "describe-subnets")["Subnets"]]
    made = aws("elbv2", "create-load-balancer", "--name", NAME, "--subnets", *subnets)
    (balancer,) = made["LoadBalancers"]
    checked = ["--health-check-interval-seconds", "5", "--health-check-timeout-seconds", "2"]
    checked += ["--healthy-threshold-count", "2", "--target-type", "ip", "--vpc-id", vpc["VpcId"]]
    made = aws("elbv2", "create-target-group", "--name", NAME, "--protocol", "HTTP", "--port", "8080", *checked)
    group = made["TargetGroups"][0]["TargetGroupArn"]
    delay = "Key=deregistration_delay.timeout_seconds,Value=2"
    aws("elbv2", "modify-target-group-attributes", "--target-group-arn", group, "--attributes", delay)
    listener = ["--load-balancer-arn", balancer["LoadBalancerArn"], "--protocol", "HTTP", "--port", str(port)]
    aws("elbv2", "create-listener", *listener, "--default-actions", f"Type=forward,TargetGroupArn={group}")
    return balancer["DNSName"], group


def test_the_case_study(own, user):
    aws, port = own.aws, free_port()
    # Build, log in, push.
    aws("ecr", "create-repository", "--repository-name", NAME)
    token = user.run("aws", "ecr", "get-login-password", "--profile", "longshore").strip()
    user.run("docker", "login", "--username", "AWS", "--password-stdin", user.registry, text=token)
    image = user.push("1")
    assert [i["imageTag"] for i in aws("ecr", "list-images", "--repository-name", NAME)["imageIds"]] == ["1"]
    # Define the task; make the service behind a load balancer.
    containers = [{"name": "web", "image": image, "memory": 64, "portMappings": [{"containerPort": 8080}]}]
    definition = ["--family", NAME, "--network-mode", "awsvpc", "--container-definitions", json.dumps(containers)]
    aws("ecs", "register-task-definition", *definition)
    address, group = serve(aws, port)
    subnets = [s["SubnetId"] for s in aws("ec2", "describe-subnets")["Subnets"]]
    network = {"awsvpcConfiguration": {"subnets": subnets[:1]}}
    breaker = {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}
    breaker |= {"minimumHealthyPercent": 100, "maximumPercent": 200}
    behind = {"targetGroupArn": group, "containerName": "web", "containerPort": 8080}
    service = ["--service-name", NAME, "--task-definition", NAME, "--desired-count", str(COUNT)]
    service += ["--network-configuration", json.dumps(network), "--load-balancers", json.dumps([behind])]
    aws("ecs", "create-service", *service, "--deployment-configuration", json.dumps(breaker))
    user.run("aws", "ecs", "wait", "services-stable", "--services", NAME, "--profile", "longshore")

    def page():
        asked = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"host": f"{address}:{port}"})
        return urllib.request.urlopen(asked, timeout=10).read().decode()

    assert "version 1" in eventually(page, "the page")
    # A new version, under load: no request fails.
    second = user.push("2")
    load = user.start(BIN, "load", f"http://{address}:{port}/", "--rate", "50", "--seconds", "12")
    told = user.run(BIN, "deploy", NAME, "--image", second)
    assert "deployed in" in told
    assert "version 2" in page()
    said, _ = load.communicate(timeout=PATIENCE)
    assert load.returncode == 0 and re.search(r"600 requests, 0 failed", said), said
    # A broken version is rolled back by the breaker, and its author is told why.
    bad = user.push("bad", "--file", ROOT / "examples/web/broken.Dockerfile")
    told = user.run(BIN, "deploy", NAME, "--image", bad, ok=3)
    assert "was rolled back" in told and "exit code 3" in told and "the database is not configured" in told
    assert "version 2" in page()
    (now,) = aws("ecs", "describe-services", "--services", NAME)["services"]
    assert now["runningCount"] == COUNT
