"""The roles of a task: what its programs may do, and what the agent does for it."""

import json
import subprocess
import sys

import pytest
from live import container, live, one, run
from marks import covers


@pytest.fixture(scope="module")
def role(box):
    iam = box.client("iam")
    trust = {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    yield iam.create_role(RoleName="fields", AssumeRolePolicyDocument=document)["Role"]["Arn"]
    iam.delete_role(RoleName="fields")


def inside(process, url):
    """What a program in the container's network is answered."""
    program = f"import urllib.request; print(urllib.request.urlopen({url!r}, timeout=10).read().decode())"
    command = ["nsenter", "-t", str(process.pid), "-n", sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@covers("taskRoleArn")
def test_programs_are_given_the_tasks_role(box, role):
    arn, real = run(box, container("a", "wait"), taskRoleArn=role)
    given = inside(real["a"], real["a"].environment()["AWS_CONTAINER_CREDENTIALS_FULL_URI"])
    assert given["RoleArn"] == role and given["AccessKeyId"].startswith("LSS") and given["Token"]
    box.stop(arn)
    arn, real = run(box, container("a", "wait"))
    assert "AWS_CONTAINER_CREDENTIALS_FULL_URI" not in real["a"].environment()
    box.stop(arn)


FILES = {
    "/settings/one.env": b"# a comment\nFROM_FILE= with spaces \"and quotes\"\nTWICE=first\nOWN=file\n",
    "/settings/deep/two.env": b"TWICE=second\nMORE=2\n",
}


@covers(
    "executionRoleArn",
    "containerDefinitions[].environmentFiles[].value",
    "containerDefinitions[].environmentFiles[].type",
)
def test_environment_files_are_fetched_with_the_execution_role(box, role, s3):
    s3.objects.update(FILES)
    files = [{"type": "s3", "value": f"arn:aws:s3:::{path[1:]}"} for path in FILES]
    own = [{"name": "OWN", "value": "definition"}]
    arn, real = run(
        box, container("a", "wait", environment=own, environmentFiles=files), executionRoleArn=role
    )
    found = real["a"].environment()
    assert found["FROM_FILE"] == ' with spaces "and quotes"'
    assert (found["TWICE"], found["MORE"], found["OWN"]) == ("first", "2", "definition")
    asked = [(path, scope[1:3]) for path, scope, _ in s3.asked]
    assert asked == [(path, ("us-east-1", "s3")) for path in FILES]
    assert all(scope[0].startswith("LSS") for _, scope, _ in s3.asked), "asked in the role's name"
    box.stop(arn)


def test_an_override_names_other_environment_files(box, role, s3):
    s3.objects.update(FILES)
    one_file, other = ([{"type": "s3", "value": f"arn:aws:s3:::{path[1:]}"}] for path in FILES)
    definition = box.define(container("a", "wait", environmentFiles=one_file), executionRoleArn=role)
    over = {"containerOverrides": [{"name": "a", "environmentFiles": other}]}
    arn = box.start(definition, overrides=over)
    box.running(arn)
    found = live(box, arn)["a"].environment()
    assert (found["TWICE"], found["MORE"]) == ("second", "2") and "FROM_FILE" not in found
    box.stop(arn)


def test_an_environment_file_that_is_not_there_is_told(box, role, s3):
    files = [{"type": "s3", "value": "arn:aws:s3:::settings/absent.env"}]
    definition = box.define(container("a", "wait", environmentFiles=files), executionRoleArn=role)
    task = box.stopped(box.start(definition))
    assert task["stopCode"] == "TaskFailedToStart"
    reason = one(task, "a")["reason"]
    assert reason.startswith("ResourceInitializationError: ") and "settings/absent.env" in reason
    assert "404 NoSuchKey" in reason, reason
