"""The agent's calls and both of its conversations, frame by frame."""

import json

import pytest
from botocore.credentials import Credentials
from fake_agent import Agent, Rejected, Session
from harness import arn, eventually, refused


@pytest.fixture
def agent(server, ecs):
    server.reset()
    ecs.register_task_definition(
        family="t",
        containerDefinitions=[
            {
                "name": "a",
                "image": "busybox",
                "memory": 64,
                "memoryReservation": 32,
                "user": "1000",
                "workingDirectory": "/w",
                "entryPoint": ["sh"],
                "environment": [{"name": "A", "value": "1"}],
                "portMappings": [{"containerPort": 80}],
                "mountPoints": [{"sourceVolume": "v", "containerPath": "/v", "readOnly": True}],
                "logConfiguration": {
                    "logDriver": "awslogs",
                    "options": {
                        "awslogs-group": "g",
                        "awslogs-region": "us-east-1",
                        "awslogs-stream-prefix": "p",
                    },
                },
                "linuxParameters": {"initProcessEnabled": True},
                "restartPolicy": {"enabled": True, "restartAttemptPeriod": 60},
                "stopTimeout": 5,
            }
        ],
        volumes=[{"name": "v"}],
    )
    found = Agent(server).connect()
    yield found
    found.disconnect()


def run(ecs):
    return ecs.run_task(taskDefinition="t")["tasks"][0]["taskArn"]


def status(ecs, task):
    return ecs.describe_tasks(tasks=[task])["tasks"][0]["lastStatus"]


def test_where_to_connect(server, ecs, agent):
    found = ecs.discover_poll_endpoint(cluster="default", containerInstance=agent.arn)
    assert found["endpoint"].startswith(server.endpoint)
    assert found["telemetryEndpoint"].startswith(server.endpoint)


def test_manifest_comes_first(ecs, agent):
    manifest = agent.acs.receive("TaskManifestMessage")
    assert manifest["containerInstanceArn"] == agent.arn
    assert not manifest.get("tasks")
    # A task that the manifest does not know is confirmed to be stopped.
    stray = {
        "taskArn": arn("task/default/" + "1" * 32),
        "taskClusterArn": arn("cluster/default"),
        "desiredStatus": "STOPPED",
    }
    agent.ack(manifest)
    agent.acs.send("TaskStopVerificationMessage", {"messageId": manifest["messageId"], "stopCandidates": [stray]})
    assert agent.acs.receive("TaskStopVerificationAck")["stopTasks"] == [stray]


def test_payload(ecs, agent):
    task = run(ecs)
    payload = agent.acs.receive("PayloadMessage")
    assert payload["clusterArn"] == arn("cluster/default") and payload["containerInstanceArn"] == agent.arn
    assert isinstance(payload["messageId"], str) and isinstance(payload["seqNum"], int)
    (told,) = payload["tasks"]
    assert (told["arn"], told["desiredStatus"], told["networkMode"]) == (task, "RUNNING", "bridge")
    (c,) = told["containers"]
    assert c["environment"]["A"] == "1" and c["entryPoint"] == ["sh"]
    assert c["portMappings"][0]["containerPort"] == 80 and c["portMappings"][0]["hostPort"] == 0
    assert c["mountPoints"] == [{"sourceVolume": "v", "containerPath": "/v", "readOnly": True}]
    assert c["stopTimeout"] == 5 and c["restartPolicy"]["restartAttemptPeriod"] == 60
    config = json.loads(c["dockerConfig"]["config"])
    host = json.loads(c["dockerConfig"]["hostConfig"])
    assert (config["User"], config["WorkingDir"]) == ("1000", "/w")
    assert host["NetworkMode"] == "bridge" and host["Init"] is True
    assert host["MemoryReservation"] == 32 * 1024 * 1024
    log = host["LogConfig"]
    assert log["Type"] == "awslogs" and log["Config"]["awslogs-stream"] == f"p/a/{task.rsplit('/', 1)[1]}"
    assert "awslogs-stream-prefix" not in log["Config"]
    (volume,) = told["volumes"]
    assert volume["name"] == "v" and volume["type"] == "host" and "host" in volume
    agent.ack(payload)


def test_the_mode_of_logs_is_the_accounts_when_it_has_set_one(ecs, agent):
    def mode():
        task = run(ecs)
        payload = agent.acs.receive("PayloadMessage")
        (told,) = [t for t in payload["tasks"] if t["arn"] == task]
        agent.ack(payload)
        host = json.loads(told["containers"][0]["dockerConfig"]["hostConfig"])
        return host["LogConfig"]["Config"].get("mode")

    assert mode() is None, "unset, nothing is dropped"
    for value in ("non-blocking", "blocking"):
        ecs.put_account_setting_default(name="defaultLogDriverMode", value=value)
        assert mode() == value
    ecs.delete_account_setting(name="defaultLogDriverMode")
    assert mode() is None


def test_unacknowledged_tasks_come_again(ecs, agent):
    task = run(ecs)
    assert agent.acs.receive("PayloadMessage")["tasks"][0]["arn"] == task
    agent.disconnect()
    agent.connect()
    assert [t["arn"] for t in agent.told()] == [task]
    agent.report(task, "RUNNING", [{"containerName": "a", "status": "RUNNING", "runtimeId": "r"}])
    agent.disconnect()
    agent.connect()
    # What was acknowledged is only listed.
    manifest = agent.acs.receive("TaskManifestMessage")
    assert [t["taskArn"] for t in manifest["tasks"]] == [task]
    assert status(ecs, task) == "RUNNING"


def test_reports_may_come_twice_and_late(ecs, agent):
    task = run(ecs)
    agent.run(task)
    agent.end(task, exit_code=1)
    for late in ("RUNNING", "STOPPED", "PENDING"):
        agent.report(task, late, [{"containerName": "a", "status": "RUNNING", "exitCode": 9}])
    (found,) = ecs.describe_tasks(tasks=[task])["tasks"]
    assert found["lastStatus"] == "STOPPED" and found["containers"][0]["exitCode"] == 1
    # A task that nobody knows is acknowledged, so that its report is not sent for ever.
    unknown = arn("task/default/" + "2" * 32)
    assert ecs.submit_task_state_change(task=unknown, status="STOPPED")["acknowledgment"]
    with refused("InvalidParameterException"):
        agent.report("nonsense", "STOPPED")


def test_metrics_and_status_are_acknowledged(agent):
    metadata = {"cluster": "default", "containerInstance": agent.arn, "idle": True, "messageId": "m", "fin": True}
    agent.tcs.send("PublishMetricsRequest", {"metadata": metadata, "timestamp": 1})
    agent.tcs.receive("AckPublishMetric")
    statuses = [{"type": "ContainerRuntime", "status": "OK", "lastUpdated": 1.5, "lastStatusChange": 1.5}]
    metadata = {"cluster": "default", "containerInstance": agent.arn, "requestId": "r"}
    agent.tcs.send(
        "PublishInstanceStatusRequest", {"metadata": metadata, "statuses": statuses, "timestamp": 1}
    )
    agent.tcs.receive("AckPublishInstanceStatus")


def test_unknown_frames_do_no_harm(ecs, agent):
    agent.acs.socket.send("not json")
    agent.acs.send("NoSuchRequest", {"a": 1})
    agent.tcs.socket.send("no head at all")
    task = run(ecs)
    agent.run(task)
    assert status(ecs, task) == "RUNNING"


def test_attachments(ecs):
    attachment = arn("attachment/11111111-2222-3333-4444-555555555555")
    ecs.submit_attachment_state_changes(attachments=[{"attachmentArn": attachment, "status": "ATTACHED"}])
    with refused("InvalidParameterException"):
        ecs.submit_attachment_state_changes(attachments=[{"attachmentArn": "x", "status": "ATTACHED"}])


def test_one_conversation_at_a_time(server, agent):
    url = agent.acs.socket.url
    with pytest.raises(Rejected) as caught:
        Session(url, agent.credentials)
    assert "AccessDeniedException" in caught.value.body
    agent.acs.close()

    def again():
        try:
            return Session(url, agent.credentials)
        except Rejected:
            return None

    eventually(again).close()


def test_rejected_connections(server, agent):
    url = agent.acs.socket.url
    with pytest.raises(Rejected) as caught:
        Session(url, Credentials(server.access_key, "wrong"))
    assert caught.value.status in (400, 403)
    with pytest.raises(Rejected) as caught:
        Session(url.replace(agent.id, "0" * 32), agent.credentials)
    assert "InvalidInstanceException" in caught.value.body
    gone = Agent(server)
    gone.ecs.deregister_container_instance(containerInstance=gone.arn)
    with pytest.raises(Rejected) as caught:
        gone.connect()
    # The name as the first key, as the agent looks for it.
    assert caught.value.body.startswith('{"InactiveInstanceException":')
