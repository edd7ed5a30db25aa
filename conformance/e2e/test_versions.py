"""Which image a tag means: for a task when it is started, for the tasks of a deployment once and for all."""

import json
import uuid

import pytest
from box import container, eventually
from docker_client import docker

POLICY = {
    "rules": [
        {
            "rulePriority": 1,
            "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 1},
            "action": {"type": "expire"},
        }
    ]
}


@pytest.fixture
def client(box):
    with docker(box) as client:
        yield client


@pytest.fixture
def image(client):
    """A repository whose tag v1 is the sample image, which the engine has under that name too."""
    name = client.repository()
    client.login()
    client.docker("push", client.image(name))
    return name


@pytest.fixture
def service(client):
    """Makes services of this case, and ends them."""
    ecs, made = client.box.client("ecs"), []

    def make(definition, count):
        made.append(f"v{uuid.uuid4().hex[:8]}")
        ecs.create_service(serviceName=made[-1], taskDefinition=definition, desiredCount=count)
        return made[-1]

    yield make
    for name in made:
        ecs.delete_service(service=name, force=True)
        eventually(lambda: ecs.list_tasks(serviceName=name)["taskArns"] == [], f"the end of {name}")


def running(ecs, name):
    arns = ecs.list_tasks(serviceName=name)["taskArns"]
    tasks = ecs.describe_tasks(tasks=arns)["tasks"] if arns else []
    return [t["containers"][0]["imageDigest"] for t in tasks if t["lastStatus"] == "RUNNING"]


def steady(ecs, name, *digests):
    """Waits until exactly these images run."""
    eventually(lambda: sorted(running(ecs, name)) == sorted(digests), f"{name} with {digests}")


def test_a_task_runs_what_was_pushed_last(client, image):
    """Although the engine has another image under that name."""
    newest = client.another(image, "v1", "newest")
    task = client.box.start(client.box.define({**container("web", "sleep", 600), "image": f"{client.host}/{image}:v1"}))
    assert client.box.running(task)["containers"][0]["imageDigest"] == newest
    (inside,) = client.box.containers(task).values()
    assert inside["Config"]["Labels"]["case"] == "newest"
    client.box.stop(task)


def test_tasks_of_a_deployment_keep_to_one_image(client, image, service):
    ecs, ecr = client.box.client("ecs"), client.box.client("ecr")
    first = client.pushed(image)
    name = service(client.box.define({**container("web", "sleep", 600), "image": f"{client.host}/{image}:v1"}), 1)
    steady(ecs, name, first)
    # Only what has succeeded can be gone back to.
    eventually(lambda: ecs.list_service_deployments(service=name)["serviceDeployments"][0]["status"] == "SUCCESSFUL")
    second = client.another(image, "v1", "second")
    ecs.update_service(service=name, desiredCount=2)
    steady(ecs, name, first, first)
    # The tag's image is another now; the old one has no tag any more and is needed all the same.
    ecr.start_lifecycle_policy_preview(repositoryName=image, lifecyclePolicyText=json.dumps(POLICY))
    preview = ecr.get_lifecycle_policy_preview(repositoryName=image)
    told = [(r["imageDigest"], r["action"]["type"]) for r in preview["previewResults"]]
    assert told == [(first, "KEEP_IN_USE")] and preview["summary"]["expiringImageTotalCount"] == 0
    ecs.update_service(service=name, forceNewDeployment=True)
    steady(ecs, name, second, second)
    eventually(lambda: len(ecs.describe_services(services=[name])["services"][0]["deployments"]) == 1)
    deployments = ecs.list_service_deployments(service=name)["serviceDeployments"]
    arns = [d["targetServiceRevisionArn"] for d in deployments]
    shown = ecs.describe_service_revisions(serviceRevisionArns=arns)["serviceRevisions"]
    images = {r["serviceRevisionArn"]: r["containerImages"][0] for r in shown}
    assert [images[arn]["imageDigest"] for arn in arns] == [second, first]
    # No task has it any more, but the service can go back to it.
    ecr.start_lifecycle_policy_preview(repositoryName=image, lifecyclePolicyText=json.dumps(POLICY))
    (told,) = ecr.get_lifecycle_policy_preview(repositoryName=image)["previewResults"]
    assert (told["imageDigest"], told["action"]["type"]) == (first, "KEEP_IN_USE")


def test_a_container_may_follow_its_tag(client, image, service):
    """`versionConsistency: disabled`: what the machine has under the name is used, as it is for a task."""
    ecs, first = client.box.client("ecs"), client.pushed(image)
    web = {**container("web", "sleep", 600), "image": f"{client.host}/{image}:v1", "versionConsistency": "disabled"}
    name = service(client.box.define(web), 1)
    steady(ecs, name, first)
    client.another(image, "v1", "second")
    client.docker("pull", f"{client.host}/{image}:v1")
    ecs.update_service(service=name, desiredCount=2)
    eventually(lambda: len(running(ecs, name)) == 2)
    tasks = ecs.list_tasks(serviceName=name)["taskArns"]
    labels = [c["Config"]["Labels"].get("case", "first") for t in tasks for c in client.box.containers(t).values()]
    assert sorted(labels) == ["first", "second"]
