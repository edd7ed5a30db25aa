"""Random inputs of the right shape and wrong in all else: every operation answers them as a client's mistake, never as
a failure of its own. The seed is in the case's name."""

import random
import tomllib

import pytest
from botocore import xform_name
from botocore.exceptions import ClientError, ParamValidationError
from fake_agent import Agent
from harness import ROOT, arn

OPERATIONS = tomllib.loads((ROOT / "models/operations.toml").read_text())["services"]
WORDS = [
    *("a", "b", "f", "f:1", "default", "", "a:b", "a=b", "80-90", "../..", "ü\u0000", "x" * 300),
    *("CMD", "1 vCPU", "256", "512", "attribute:x == y", "127.0.0.1", "/p", "awslogs-group"),
    *(arn("cluster/default"), arn("task/default/" + "0" * 32), "arn:aws:iam::000000000000:role/r"),
]
NUMBERS = [0, 1, -1, 5, 30, 64, 80, 300, 8080, 65535, 65536, 2**31 - 1, -(2**31)]


def value(dice, shape, depth=0):
    match shape.type_name:
        case "structure":
            often = 0.35 if depth < 3 else 0.15
            chosen = [
                (n, m)
                for n, m in shape.members.items()
                if dice.random() < (0.95 if n in shape.required_members else often)
            ]
            return {n: value(dice, m, depth + 1) for n, m in chosen}
        case "list":
            return [value(dice, shape.member, depth + 1) for _ in range(dice.choice([0, 1, 1, 2, 3]))]
        case "map":
            return {dice.choice(WORDS): value(dice, shape.value, depth + 1) for _ in range(dice.choice([0, 1, 2]))}
        case "string":
            return dice.choice(shape.enum if shape.enum and dice.random() < 0.95 else WORDS)
        case "integer" | "long":
            return dice.choice(NUMBERS)
        case "double" | "float":
            return dice.choice([0.0, 1.5, -1.0])
        case "boolean":
            return dice.random() < 0.5
        case "timestamp":
            return dice.choice([0, 1, 1_700_000_000])
        case "blob":
            return dice.choice([b"", b"x", b"-----BEGIN CERTIFICATE-----\n", dice.randbytes(300)])
    raise AssertionError(f"no values for {shape.type_name}")


def outcome(call, arguments):
    """The status of the answer; None when botocore cannot even write the request."""
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["ResponseMetadata"]["HTTPStatusCode"]
    except (ParamValidationError, TypeError, AttributeError):
        return None
    return 200


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("service", OPERATIONS)
def test_every_operation(server, service, seed):
    dice = random.Random(seed)
    client = server.client(service, checked=False)
    for name in OPERATIONS[service]["operations"] * 10:
        shape = client.meta.service_model.operation_model(name).input_shape
        arguments = value(dice, shape) if shape else {}
        status = outcome(getattr(client, xform_name(name)), arguments)
        assert status is None or status < 500, (name, arguments)


@pytest.mark.parametrize("seed", range(3))
def test_almost_right_definitions(server, seed):
    """What is accepted comes back the same when it is registered again, and reaches an agent."""
    server.reset()
    dice = random.Random(seed)
    ecs = server.client("ecs", checked=False)
    agent = Agent(server, cpu=10**9, memory=2 * 10**9).connect()
    whole = ecs.meta.service_model.operation_model("RegisterTaskDefinition").input_shape
    one = whole.members["containerDefinitions"].member
    accepted = 0
    for _ in range(150):
        container = {"name": "a", "image": "x", "memory": 64}
        for member in dice.sample(list(one.members), dice.choice([1, 2])):
            container[member] = value(dice, one.members[member], 2)
        definition = {"family": "f", "containerDefinitions": [container]}
        if dice.random() < 0.3:
            member = dice.choice([m for m in whole.members if m != "containerDefinitions"])
            definition[member] = value(dice, whole.members[member], 1)
        try:
            first = ecs.register_task_definition(**definition)["taskDefinition"]
        except (ClientError, ParamValidationError, TypeError, AttributeError) as error:
            status = getattr(error, "response", {}).get("ResponseMetadata", {}).get("HTTPStatusCode", 400)
            assert status < 500, definition
            continue
        accepted += 1
        again = {k: v for k, v in first.items() if k in whole.members}
        second = ecs.register_task_definition(**again)["taskDefinition"]
        for member in ("containerDefinitions", "volumes", "compatibilities", "requiresAttributes"):
            assert first[member] == second[member], definition
        if second.get("networkMode") == "awsvpc" or "EC2" not in second["compatibilities"]:
            continue
        # The roles of random definitions do not exist, which RunTask says.
        if second.get("taskRoleArn") or second.get("executionRoleArn"):
            continue
        for task in ecs.run_task(taskDefinition=second["taskDefinitionArn"])["tasks"]:
            agent.await_task(task["taskArn"], "RUNNING")
            ecs.stop_task(task=task["taskArn"])
            agent.end(task["taskArn"])
    assert accepted > 20
    agent.disconnect()
