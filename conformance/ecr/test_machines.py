"""What an agent is told of images of our own registry, and how the official one comes by them."""

import base64
import json
import urllib.request
import uuid

import boto3
import pytest
from fake_agent import Agent
from harness import ACCOUNT, REGION
from pushing import Http

REPOSITORY = "web"


@pytest.fixture
def agent(server):
    server.reset()
    server.client("ecr").create_repository(repositoryName=REPOSITORY)
    able = {"com.amazonaws.ecs.capability.ecr-auth": "", "ecs.capability.execution-role-ecr-pull": ""}
    found = Agent(server, attributes=able).connect()
    yield found
    found.disconnect()


@pytest.fixture
def pushed(agent, server, ecr):
    token = ecr.get_authorization_token()["authorizationData"][0]["authorizationToken"]
    return Http(server, token).image(REPOSITORY, "v1")[0]


def told(agent, image, **more):
    """The container of a task with this image, as the agent is told of it."""
    ecs = agent.server.client("ecs")
    family = f"f{uuid.uuid4().hex[:8]}"
    ecs.register_task_definition(family=family, containerDefinitions=[{"name": "a", "image": image, "memory": 16}], **more)
    task = ecs.run_task(taskDefinition=family, cluster="default")["tasks"][0]
    assert task["containers"][0]["image"] == image
    (container,) = agent.await_task(task["taskArn"], "RUNNING")["containers"]
    return container


def test_every_name_of_an_image_means_what_its_tag_means_now(server, agent, pushed):
    here = f"localhost:{server.port}/{REPOSITORY}"
    for name in (here, f"127.0.0.1:{server.port}/{REPOSITORY}", f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/{REPOSITORY}"):
        for reference in (":v1", f"@{pushed}"):
            container = told(agent, name + reference)
            assert container["image"] == f"{here}@{pushed}", name + reference
            auth = container["registryAuthentication"]
            assert auth["type"] == "ecr"
            assert auth["ecrAuthData"] == {
                "registryId": ACCOUNT,
                "region": REGION,
                "endpointOverride": server.endpoint,
                "useExecutionRole": False,
            }
    # A tag that does not exist is the agent's to find out.
    assert told(agent, f"{here}:none")["image"] == f"{here}:none"


def test_an_image_of_another_region(server, agent):
    there = server.client("ecr", region="eu-west-3")
    there.create_repository(repositoryName="there")
    token = there.get_authorization_token()["authorizationData"][0]["authorizationToken"]
    of, _ = Http(server, token).image("there", "v1")
    container = told(agent, f"{ACCOUNT}.dkr.ecr.eu-west-3.amazonaws.com/there:v1")
    assert container["image"] == f"localhost:{server.port}/there@{of}"
    data = container["registryAuthentication"]["ecrAuthData"]
    assert (data["registryId"], data["region"]) == (ACCOUNT, "eu-west-3")


def test_names_that_are_not_ours_stay_as_they_are(server, agent, pushed):
    others = ["busybox", f"localhost:1/{REPOSITORY}:v1", f"localhost:{server.port}/none:v1", f"ghcr.io/{REPOSITORY}:v1"]
    others += [f"{ACCOUNT}.dkr.ecr.eu-west-3.amazonaws.com/{REPOSITORY}:v1"]
    others += [f"{ACCOUNT}.dkr.ecr.{REGION}.evil.example/{REPOSITORY}:v1"]
    others += [f"111111111111.dkr.ecr.{REGION}.amazonaws.com/{REPOSITORY}:v1"]
    for image in others:
        container = told(agent, image)
        assert container["image"] == image and not container.get("registryAuthentication"), image


def test_the_official_agent_pulls_with_its_role(server, agent, pushed):
    """It takes a token only if the image's name begins like the token's address."""
    trust = {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
    iam = server.client("iam")
    role = iam.create_role(RoleName="pulls", AssumeRolePolicyDocument=json.dumps({"Statement": [trust]}))["Role"]["Arn"]
    rights = {"Effect": "Allow", "Action": ["ecr:GetAuthorizationToken", "ecr:BatchGetImage"], "Resource": "*"}
    iam.put_role_policy(RoleName="pulls", PolicyName="p", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [rights]}))
    container = told(agent, f"localhost:{server.port}/{REPOSITORY}:v1", executionRoleArn=role)
    data = container["registryAuthentication"]["ecrAuthData"]
    assert data["useExecutionRole"] is True
    client = boto3.client(
        "ecr",
        region_name=data["region"],
        endpoint_url=data["endpointOverride"],
        aws_access_key_id=server.access_key,
        aws_secret_access_key=server.secret_key,
    )
    (token,) = client.get_authorization_token(registryIds=[data["registryId"]])["authorizationData"]
    assert f"https://{container['image']}".startswith(token["proxyEndpoint"])
    assert base64.b64decode(token["authorizationToken"]).startswith(b"AWS:")
    host, path = container["image"].split("/", 1)
    name, digest = path.split("@")
    request = urllib.request.Request(f"http://{host}/v2/{name}/manifests/{digest}")
    request.add_header("Authorization", f"Basic {token['authorizationToken']}")
    assert urllib.request.urlopen(request).headers["docker-content-digest"] == pushed
