"""From inside a task, with unmodified boto3 and no configuration: who am I, what may I, what am I told."""

import json
import pathlib
import subprocess
import sys
import sysconfig

import pytest
from box import codes, container, eventually, one
from botocore.exceptions import ClientError

# What a Python program needs of this machine, mounted read-only: the sample image itself is empty.
PYTHON = pathlib.Path(sys.executable).resolve()
MOUNTS = ["/usr", "/lib", "/lib64", str(PYTHON.parent.parent), sysconfig.get_path("purelib")]

PROGRAM = """
import json, os, sys, urllib.error, urllib.request
sys.path.append(os.environ["LIBRARIES"])
import boto3
from botocore.config import Config

def ask(url, method="GET", body=None):
    request = urllib.request.Request(url, data=body, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)

once = Config(retries={"total_max_attempts": 2})
who = boto3.client("sts", config=once).get_caller_identity()
v4 = os.environ["ECS_CONTAINER_METADATA_URI_V4"]
base = v4[: v4.index("/v4/")]
task = ask(v4 + "/task")[1]
ecs = boto3.client("ecs", config=once)
own = ecs.list_tasks(cluster=task["Cluster"], family=task["Family"])["taskArns"]
logs = boto3.client("logs", config=once)
try:
    logs.describe_log_groups()
    logs = "allowed"
except Exception as error:
    logs = error.response["Error"]["Code"]
agent = os.environ["ECS_AGENT_URI"] + "/task-protection/v1/state"
foreign = os.environ.get("FOREIGN")
print(json.dumps({
    "who": who["Arn"], "task": task["TaskARN"], "own": own, "logs": logs,
    "container": ask(v4)[1], "stats": ask(v4 + "/stats")[1].get("memory_stats", {}).get("usage", 0),
    "tags": ask(v4 + "/taskWithTags")[1].get("TaskTags"), "protection": ask(agent),
    "foreign": [ask(base + path)[0] for path in foreign.split()] if foreign else [],
    "v2": ask(base + "/v2/metadata")[0],
    "env": {k: v for k, v in os.environ.items() if k.startswith(("AWS", "ECS"))},
}), flush=True)
import time
while os.environ.get("STAY"):
    time.sleep(1)
"""


@pytest.fixture(scope="module")
def subnet(box):
    return box.client("ec2").describe_subnets()["Subnets"][0]["SubnetId"]


@pytest.fixture(scope="module")
def role(box):
    """A role that tasks may have: it may list tasks and protect itself, and nothing of Logs."""
    iam = box.client("iam")
    trust = {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
    made = iam.create_role(
        RoleName="inside", AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    )["Role"]
    may = {"Effect": "Allow", "Action": ["ecs:ListTasks", "ecs:*TaskProtection"], "Resource": "*"}
    iam.put_role_policy(
        RoleName="inside",
        PolicyName="tasks",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [may]}),
    )
    yield made["Arn"]
    iam.delete_role_policy(RoleName="inside", PolicyName="tasks")
    iam.delete_role(RoleName="inside")


def python(name, log=True, **environment):
    volumes = [{"name": f"v{n}", "host": {"sourcePath": path}} for n, path in enumerate(MOUNTS)]
    mounts = [{"sourceVolume": f"v{n}", "containerPath": p, "readOnly": True} for n, p in enumerate(MOUNTS)]
    body = container(name, "-c", PROGRAM, log=log)
    variables = {"LIBRARIES": MOUNTS[-1], **environment}
    body |= {
        "entryPoint": [str(PYTHON)],
        "memory": 256,
        "stopTimeout": 2,
        "mountPoints": mounts,
        "environment": [{"name": k, "value": v} for k, v in variables.items()],
    }
    return body, volumes


def network(mode, subnet):
    return {"networkConfiguration": {"awsvpcConfiguration": {"subnets": [subnet]}}} if mode == "awsvpc" else {}


def path_of(uri):
    """Tasks in a sandbox have port 80 of the address, as on AWS; those without one another."""
    return uri.removeprefix("http://169.254.170.2").removeprefix(":51679")


def credentials_of(env):
    uri = env.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") or env["AWS_CONTAINER_CREDENTIALS_FULL_URI"]
    return path_of(uri)


@pytest.fixture(scope="module")
def others(box, role, subnet):
    """Tasks of the same machine that stay: the ids they were given."""
    paths, arns = [], []
    for mode in ("awsvpc", "bridge"):
        body, volumes = python("other", STAY="yes")
        definition = box.define(body, volumes=volumes, networkMode=mode, taskRoleArn=role)
        arn = box.start(definition, **network(mode, subnet))
        arns.append(arn)
        env = json.loads(box.lines(arn, "other", 1)[0])["env"]
        paths.append((mode, credentials_of(env), path_of(env["ECS_CONTAINER_METADATA_URI_V4"])))
    yield paths
    for arn in arns:
        box.stop(arn)


@pytest.mark.parametrize("mode", ["awsvpc", "bridge", "host"])
def test_boto3_needs_no_configuration(box, role, subnet, others, mode):
    # An id of a bridge task is good for who has it, on the same machine and outside of sandboxes; nothing else is.
    foreign = " ".join(p for m, *paths in others if (m, mode) != ("bridge", "bridge") and (m, mode) != ("bridge", "host") for p in paths)
    body, volumes = python("app", FOREIGN=foreign)
    definition = box.define(body, volumes=volumes, networkMode=mode, taskRoleArn=role)
    arn = box.start(definition, tags=[{"key": "team", "value": "sea"}], **network(mode, subnet))
    stopped = box.stopped(arn)
    said = box.lines(arn, "app", 1)
    assert codes(stopped) == {"app": 0}, said
    seen = json.loads(said[0])
    assert seen["who"].endswith(f":assumed-role/inside/{arn.split('/')[-1]}"), seen
    assert seen["task"] == arn and arn in seen["own"] and seen["logs"] == "AccessDeniedException", seen
    assert seen["tags"] == {"team": "sea"} and seen["stats"] > 0, seen
    assert seen["container"]["Name"] == "app" and seen["container"]["LogDriver"] == "awslogs"
    assert seen["container"]["Networks"][0]["NetworkMode"] == mode
    # The task is of no service, so ECS will not protect it; but it was asked.
    assert seen["protection"][1]["failure"]["Reason"] == "TASK_NOT_VALID", seen
    assert seen["v2"] == (200 if mode == "awsvpc" else 404)
    assert seen["foreign"] and all(status in (400, 404) for status in seen["foreign"]), seen
    assert seen["env"]["AWS_EXECUTION_ENV"] == "AWS_ECS_EC2"
    assert ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI" in seen["env"]) == (mode == "awsvpc")


def test_a_role_that_cannot_be_assumed_starts_nothing(box):
    iam = box.client("iam")
    trust = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
    made = iam.create_role(
        RoleName="machines", AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    )["Role"]
    for arn in (made["Arn"], made["Arn"].replace("machines", "nobody")):
        definition = box.define(container("app", "wait"), networkMode="none", taskRoleArn=arn)
        with pytest.raises(ClientError) as refused:
            box.start(definition)
        error = refused.value.response["Error"]
        assert error["Code"] == "ClientException", error
        assert error["Message"].startswith(f"ECS was unable to assume the role '{arn}'"), error
    iam.delete_role(RoleName="machines")


def test_credentials_outlive_the_agent_and_the_control_plane(box, role):
    """The server is killed and comes back: the same program in the same container goes on with its role."""
    body, volumes = python("app", STAY="yes")
    definition = box.define(body, volumes=volumes, networkMode="bridge", taskRoleArn=role)
    arn = box.start(definition)
    seen = json.loads(box.lines(arn, "app", 1)[0])
    name = box.containers(arn)["app"]["Id"]
    look = (
        "import json,os,urllib.request as u;"
        "r=json.load(u.urlopen(os.environ['AWS_CONTAINER_CREDENTIALS_FULL_URI'],timeout=5));"
        "print(r['AccessKeyId'])"
    )

    def key():
        command = ["docker", "-H", box.engine.host, "exec", name, str(PYTHON), "-c", look]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30)
        return done.stdout.strip() if done.returncode == 0 else None

    before = eventually(key, "credentials")
    box.kill()
    box.up()
    assert eventually(key, "credentials after the restart") == before
    assert one(box.running(arn), "app")["runtimeId"] == name and seen["task"] == arn
    box.stop(arn)


def test_credentials_end_with_their_task(box, role):
    """Who took them out of the container has nothing when the task is over."""
    body, volumes = python("app", STAY="yes")
    definition = box.define(body, volumes=volumes, networkMode="bridge", taskRoleArn=role)
    arn = box.start(definition)
    box.lines(arn, "app", 1)
    look = (
        "import os,urllib.request as u;"
        "print(u.urlopen(os.environ['AWS_CONTAINER_CREDENTIALS_FULL_URI'],timeout=5).read().decode())"
    )
    command = ["docker", "-H", box.engine.host, "exec", box.containers(arn)["app"]["Id"], str(PYTHON), "-c", look]
    taken = json.loads(subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout)
    thief = box.client(
        "sts",
        aws_access_key_id=taken["AccessKeyId"],
        aws_secret_access_key=taken["SecretAccessKey"],
        aws_session_token=taken["Token"],
    )
    assert thief.get_caller_identity()["Arn"].endswith(f":assumed-role/inside/{arn.split('/')[-1]}")
    box.stop(arn)
    with pytest.raises(ClientError) as refused:
        thief.get_caller_identity()
    assert refused.value.response["Error"]["Code"] == "InvalidClientTokenId"
