"""ecs-deploy (PyPI) deploys, scales, updates and runs; the load balancer reaches its targets by its security group."""

import pytest
from box import IMAGE, container, eventually
from serving import Site
from tools import run

NAME = "ecs-deploy"
PATIENT = ("--timeout", "240", "--sleep-time", "1")


@pytest.fixture(scope="module")
def site(box):
    site = Site(box, NAME)
    yield site
    site.close()


def ecs(box, *words):
    return run(box, "ecs", *words)


def test_a_group_without_the_rule_is_named(site):
    """No rule lets the balancer in: the target stays unhealthy, and says why. The rule comes, and it is healthy."""

    def told():
        return [h for h in site.health() if h["State"] == "unhealthy" and h["Reason"] == "Target.Timeout"]

    (health,) = eventually(told, "an unhealthy target")
    assert f"no inbound rule of {site.groups['tasks']} admits load balancer {NAME} on port 8080" in health["Description"]
    assert not site.page()
    site.admit_the_balancer()
    eventually(lambda: "one" in site.page(), "the page")
    eventually(lambda: [h["State"] for h in site.health()] == ["healthy"], "a healthy target")


def test_deploy(box, site):
    said = ecs(box, "deploy", "default", NAME, "-e", "web", "VERSION", "two", *PATIENT, "--no-deregister")
    assert "Deployment successful" in said, said
    eventually(lambda: "two" in site.page(), "the page of the second version")
    assert site.service()["taskDefinition"].endswith(f"{NAME}:2")


def test_diff(box, site):
    said = ecs(box, "diff", NAME, "1", "2")
    assert "VERSION" in said and "two" in said, said


def test_scale(box, site):
    said = ecs(box, "scale", "default", NAME, "2", *PATIENT)
    assert "Scaling successful" in said, said
    assert site.service()["runningCount"] == 2


def test_update_a_definition_alone(box, site):
    said = ecs(box, "update", NAME, "-i", "web", IMAGE, "-e", "web", "VERSION", "three", "--no-deregister")
    assert "Successfully created revision: 3" in said, said
    assert site.service()["taskDefinition"].endswith(f"{NAME}:2")


def test_run_a_task(box, site):
    job = f"{NAME}-job"
    site.ecs.register_task_definition(family=job, containerDefinitions=[container("job", "exit", 0)])
    said = ecs(box, "run", "default", job, "1", "-e", "job", "VERSION", "four")
    assert "Successfully started 1 instances" in said, said


def test_the_command_lines_own_way(box, site):
    """`aws ecs update-service` and `aws ecs wait services-stable`."""
    box.aws("ecs", "update-service", "--service", NAME, "--task-definition", f"{NAME}:1", "--desired-count", "1")
    box.aws("ecs", "wait", "services-stable", "--services", NAME)
    service = site.service()
    assert (service["runningCount"], len(service["deployments"])) == (1, 1)
    eventually(lambda: "one" in site.page(), "the page of the first version")
