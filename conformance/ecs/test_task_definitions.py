import pytest
from harness import arn, eventually, pages, refused

ROLE = "arn:aws:iam::000000000000:role/ecsTaskExecutionRole"


def container(**more):
    return {"name": "a", "image": "busybox", "memory": 64, **more}


def register(ecs, family="f", containers=None, **more):
    given = containers if containers is not None else [container()]
    return ecs.register_task_definition(family=family, containerDefinitions=given, **more)["taskDefinition"]


FARGATE = {"requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256", "memory": "512"}


def test_defaults_and_revisions(ecs):
    first = register(ecs, "defaults")
    assert first["taskDefinitionArn"] == arn("task-definition/defaults:1")
    assert (first["family"], first["revision"], first["status"]) == ("defaults", 1, "ACTIVE")
    assert first["containerDefinitions"] == [
        {
            "name": "a",
            "image": "busybox",
            "memory": 64,
            "cpu": 0,
            "essential": True,
            "portMappings": [],
            "environment": [],
            "mountPoints": [],
            "volumesFrom": [],
            "systemControls": [],
        }
    ]
    assert first["volumes"] == first["placementConstraints"] == first["requiresAttributes"] == []
    assert first["compatibilities"] == ["EXTERNAL", "EC2"]
    assert "networkMode" not in first and "requiresCompatibilities" not in first
    assert first["registeredBy"].endswith(":root")
    assert register(ecs, "defaults")["revision"] == 2
    assert ecs.describe_task_definition(taskDefinition="defaults")["taskDefinition"]["revision"] == 2
    same = ecs.describe_task_definition(taskDefinition="defaults:1")["taskDefinition"]
    assert same == first
    assert ecs.describe_task_definition(taskDefinition=first["taskDefinitionArn"])["taskDefinition"] == first


def test_fargate(ecs):
    found = register(
        ecs,
        "fargate",
        [
            container(
                portMappings=[{"containerPort": 80}],
                logConfiguration={
                    "logDriver": "awslogs",
                    "options": {
                        "awslogs-group": "g",
                        "awslogs-region": "us-east-1",
                        "awslogs-stream-prefix": "p",
                    },
                },
            )
        ],
        executionRoleArn=ROLE,
        **{**FARGATE, "cpu": ".25 vCPU", "memory": "0.5GB"},
    )
    assert (found["cpu"], found["memory"]) == ("256", "512")
    assert found["compatibilities"] == ["EC2", "MANAGED_INSTANCES", "FARGATE"]
    assert found["containerDefinitions"][0]["portMappings"] == [
        {"containerPort": 80, "hostPort": 80, "protocol": "tcp"}
    ]
    names = {a["name"] for a in found["requiresAttributes"]}
    assert {"ecs.capability.task-eni", "com.amazonaws.ecs.capability.logging-driver.awslogs"} <= names


def test_roles_by_name(ecs):
    found = register(ecs, "roles", taskRoleArn="ecsTaskExecutionRole", executionRoleArn=ROLE)
    assert found["taskRoleArn"] == found["executionRoleArn"] == ROLE


PORT_TWICE = [
    container(portMappings=[{"containerPort": 80, "hostPort": 8080}]),
    container(name="b", portMappings=[{"containerPort": 81, "hostPort": 8080}]),
]
ABSURD = {
    "Fargate only supports network mode ‘awsvpc’.": dict(FARGATE, networkMode="bridge", cpu="17"),
    "No Fargate configuration exists for given values.": dict(FARGATE, cpu="17"),
    "Container.name contains invalid characters.": {"containers": [container(name="a b")]},
    "Container.image should not be null or empty.": {"containers": [container(image="")]},
    "TCP host port '8080' is mapped multiple times in task.": {"containers": PORT_TWICE},
    "Family contains invalid characters.": {"family": "a b"},
    "Container list cannot be empty.": {"containers": []},
    "At least one of 'memory' or 'memoryReservation' must be specified.": {
        "containers": [{"name": "a", "image": "x"}]
    },
    "Unknown volume 'v'.": {
        "containers": [container(mountPoints=[{"sourceVolume": "v", "containerPath": "/v"}])]
    },
    "Invalid 'cpu' setting for task.": {"cpu": "lots"},
    "Log driver awslogs requires options: awslogs-region, awslogs-group": {
        "containers": [container(logConfiguration={"logDriver": "awslogs"})]
    },
    "Container dependencies should not have a cycle": {
        "containers": [container(dependsOn=[{"containerName": "a", "condition": "START"}])]
    },
    "Role is not valid.": {"taskRoleArn": "arn:aws:s3:::bucket"},
}


@pytest.mark.parametrize("text", ABSURD)
def test_absurd_definitions(ecs, text):
    with refused("ClientException", text):
        register(ecs, **ABSURD[text])
    assert ecs.list_task_definitions(familyPrefix="f")["taskDefinitionArns"] == []


def test_violations_of_the_model(server, ecs):
    with refused("ClientException", "validation error"):
        register(ecs, networkMode="tunnel")
    unchecked = server.client("ecs", checked=False)
    with refused("ClientException", "2 validation errors detected"):
        unchecked.register_task_definition()


def test_deregister_and_delete(ecs):
    made = register(ecs, "going")
    found = ecs.delete_task_definitions(taskDefinitions=["going:1", "going:9"])
    assert {f["reason"] for f in found["failures"]} == {"TASK_DEFINITION_ACTIVE", "TASK_DEFINITION_NOT_FOUND"}
    gone = ecs.deregister_task_definition(taskDefinition="going:1")["taskDefinition"]
    assert gone["status"] == "INACTIVE" and gone["deregisteredAt"] >= made["registeredAt"]
    with refused("ClientException", "Unable to describe task definition."):
        ecs.describe_task_definition(taskDefinition="going")
    assert ecs.describe_task_definition(taskDefinition="going:1")["taskDefinition"]["status"] == "INACTIVE"
    deleted = ecs.delete_task_definitions(taskDefinitions=["going:1"])
    assert deleted["taskDefinitions"][0]["status"] == "DELETE_IN_PROGRESS"

    def is_gone():
        left = [
            arn
            for status in ("ACTIVE", "INACTIVE", "DELETE_IN_PROGRESS")
            for arn in ecs.list_task_definitions(familyPrefix="going", status=status)["taskDefinitionArns"]
        ]
        return not left

    eventually(is_gone)
    # A number is never given twice.
    assert register(ecs, "going")["revision"] == 2
    with refused("InvalidParameterException"):
        ecs.deregister_task_definition(taskDefinition="going")
    with refused("ClientException"):
        ecs.deregister_task_definition(taskDefinition="going:99")


def test_lists(ecs):
    for family in ("list-a", "list-b"):
        for _ in range(3):
            register(ecs, family)
    ecs.deregister_task_definition(taskDefinition="list-b:2")
    found = pages(ecs.list_task_definitions, "taskDefinitionArns", 2, familyPrefix="list-a")
    assert [a.rsplit(":", 1)[1] for p in found for a in p] == ["1", "2", "3"]
    newest = ecs.list_task_definitions(familyPrefix="list-b", sort="DESC")["taskDefinitionArns"]
    assert [a.rsplit(":", 1)[1] for a in newest] == ["3", "1"]
    # A name that goes on where another ends, pages both ways, and a revision that goes between two pages.
    for _ in range(2):
        register(ecs, "list")
    everything = ecs.list_task_definitions()["taskDefinitionArns"]
    for sort, expect in (("ASC", everything), ("DESC", everything[::-1])):
        found = pages(ecs.list_task_definitions, "taskDefinitionArns", 2, sort=sort)
        assert [a for p in found for a in p] == expect
    first = ecs.list_task_definitions(maxResults=1)
    ecs.deregister_task_definition(taskDefinition=first["taskDefinitionArns"][0])
    after = ecs.list_task_definitions(nextToken=first["nextToken"])["taskDefinitionArns"]
    assert after == everything[1:]
    inactive = ecs.list_task_definitions(familyPrefix="list-b", status="INACTIVE")["taskDefinitionArns"]
    assert inactive == [arn("task-definition/list-b:2")]
    for n in (1, 3):
        ecs.deregister_task_definition(taskDefinition=f"list-b:{n}")
    families = ecs.list_task_definition_families(familyPrefix="list-")["families"]
    assert families == ["list-a", "list-b"]
    active = ecs.list_task_definition_families(familyPrefix="list-", status="ACTIVE")["families"]
    assert active == ["list-a"]
    one = pages(ecs.list_task_definition_families, "families", 1, familyPrefix="list-")
    assert [f for p in one for f in p] == families


def test_tags(ecs):
    made = ecs.register_task_definition(
        family="tagged", containerDefinitions=[container()], tags=[{"key": "k", "value": "v"}]
    )
    assert made["tags"] == [{"key": "k", "value": "v"}]
    assert ecs.describe_task_definition(taskDefinition="tagged", include=["TAGS"])["tags"] == made["tags"]
    many = [{"key": f"k{i}", "value": "v"} for i in range(51)]
    with refused("ClientException"):
        register(ecs, "tagged", tags=many)


def test_the_command_line(server):
    made = server.aws(
        "ecs",
        "register-task-definition",
        "--family",
        "cli",
        "--container-definitions",
        '[{"name": "a", "image": "busybox", "memory": 8}]',
    )
    assert made["taskDefinition"]["revision"] == 1
    with pytest.raises(RuntimeError, match="Container.name contains invalid characters."):
        bad = '[{"name": "a b", "image": "x"}]'
        server.aws("ecs", "register-task-definition", "--family", "cli", "--container-definitions", bad)
    assert server.aws("ecs", "list-task-definition-families", "--family-prefix", "cli")["families"] == ["cli"]
