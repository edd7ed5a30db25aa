"""Every network mode, spoken to from outside and from within."""

import urllib.request

import pytest
from box import codes, container, eventually, free_port, one


def page(port, path="/", host="127.0.0.1"):
    def look():
        try:
            return urllib.request.urlopen(f"http://{host}:{port}{path}", timeout=5).read().decode()
        except OSError:
            return None

    return eventually(look, f"an answer on port {port}", within=20)


@pytest.fixture(scope="module")
def subnet(box):
    return box.client("ec2").describe_subnets()["Subnets"][0]["SubnetId"]


def awsvpc(subnet):
    return {"networkConfiguration": {"awsvpcConfiguration": {"subnets": [subnet]}}}


def test_bridge_with_a_dynamic_port(box):
    web = container(
        "web", "serve", 8080, portMappings=[{"containerPort": 8080}], environment=[{"name": "COLOUR", "value": "green"}]
    )
    definition = box.define(web, networkMode="bridge")
    arns = [box.start(definition), box.start(definition)]
    ports = set()
    for arn in arns:
        (binding,) = one(box.running(arn), "web")["networkBindings"]
        assert (binding["containerPort"], binding["protocol"], binding["bindIP"]) == (8080, "tcp", "0.0.0.0")
        assert "COLOUR=green" in page(binding["hostPort"], "/env")
        ports.add(binding["hostPort"])
    assert len(ports) == 2
    for arn in arns:
        assert codes(box.stop(arn)) == {"web": 0}


def test_bridge_with_a_fixed_port_and_a_clash(box):
    port = free_port()
    web = container("web", "serve", 8080, portMappings=[{"containerPort": 8080, "hostPort": port}])
    definition = box.define(web)
    arn = box.start(definition)
    (binding,) = one(box.running(arn), "web")["networkBindings"]
    assert binding["hostPort"] == port and page(port).startswith("hello from")
    ran = box.client("ecs").run_task(taskDefinition=definition)
    (failure,) = ran["failures"]
    assert (ran["tasks"], failure["reason"]) == ([], "RESOURCE:PORTS") and str(port) in failure["detail"]
    box.stop(arn)
    again = box.start(definition)
    box.running(again)
    assert page(port).startswith("hello from")
    box.stop(again)


def test_host_mode_is_the_hosts_network(box):
    port = free_port()
    definition = box.define(container("web", "serve", port, portMappings=[{"containerPort": port}]), networkMode="host")
    arn = box.start(definition)
    box.running(arn)
    assert page(port).startswith("hello from")
    assert box.containers(arn)["web"]["HostConfig"]["NetworkMode"] == "host"
    assert [f["reason"] for f in box.client("ecs").run_task(taskDefinition=definition)["failures"]] == [
        "RESOURCE:PORTS"
    ]
    box.stop(arn)


def test_none_has_no_network(box):
    definition = box.define(
        container("a", "serve", 80, "get", "127.0.0.1:80", "/", "wait", log=True), networkMode="none"
    )
    arn = box.start(definition)
    box.running(arn)
    assert box.lines(arn, "a", 1)[0].startswith("hello from")
    assert list(box.containers(arn)["a"]["NetworkSettings"]["Networks"]) == ["none"]
    box.stop(arn)


def test_awsvpc_containers_share_an_address_and_talk_on_localhost(box, subnet):
    after = [{"containerName": "web", "condition": "START"}]
    definition = box.define(
        container("web", "serve", 8080, portMappings=[{"containerPort": 8080}]),
        container("asks", "get", "127.0.0.1:8080", "/env", "wait", dependsOn=after, log=True),
        networkMode="awsvpc",
    )
    arn = box.start(definition, **awsvpc(subnet))
    task = box.running(arn)
    (attachment,) = task["attachments"]
    details = {d["name"]: d["value"] for d in attachment["details"]}
    assert attachment["status"] == "ATTACHED" and details["subnetId"] == subnet
    address = details["privateIPv4Address"]
    for c in task["containers"]:
        assert [i["privateIpv4Address"] for i in c["networkInterfaces"]] == [address]
    assert any(line.startswith("PATH=") for line in box.lines(arn, "asks", 1))
    interfaces = box.client("ec2").describe_network_interfaces(NetworkInterfaceIds=[details["networkInterfaceId"]])
    assert interfaces["NetworkInterfaces"][0]["PrivateIpAddress"] == address
    # Another task reaches it by its address.
    friend = box.define(container("asks", "get", f"{address}:8080", "/friend", log=True), networkMode="awsvpc")
    other = box.start(friend, **awsvpc(subnet))
    assert codes(box.stopped(other)) == {"asks": 0}
    assert box.lines(other, "asks", 1) == ["you asked for /friend"]
    # A pause container owns the address; the others join it.
    real = box.containers(arn)
    pause = box.sandbox(arn)
    (network,) = pause["NetworkSettings"]["Networks"].values()
    assert (network["IPAddress"], network["MacAddress"]) == (address, details["macAddress"])
    assert real["web"]["HostConfig"]["NetworkMode"] in (f"container:{pause['Id']}", f"container:{pause['Name'][1:]}")
    stopped = box.stop(arn)
    assert codes(stopped) == {"web": 0, "asks": 0} and stopped["attachments"][0]["status"] == "DELETED"
    left = box.client("ec2").describe_network_interfaces()["NetworkInterfaces"]
    assert details["networkInterfaceId"] not in [i["NetworkInterfaceId"] for i in left]


def test_a_sandbox_image_that_was_removed_is_made_again(box, subnet):
    definition = box.define(container("a", "wait"), networkMode="awsvpc")
    first = box.start(definition, **awsvpc(subnet))
    box.running(first)
    pause = box.sandbox(first)
    box.stop(first)
    # What a `docker system prune --all` does.
    box.engine.call("DELETE", f"/images/{pause['Config']['Image']}", force="true")
    second = box.start(definition, **awsvpc(subnet))
    box.running(second)
    box.stop(second)


def test_fargate_in_a_cluster_of_its_own(box, subnet):
    ecs = box.client("ecs")
    ecs.create_cluster(clusterName="serverless")
    definition = box.define(
        container("web", "serve", 80),
        networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"],
        cpu="256",
        memory="512",
    )
    arn = box.start(definition, cluster="serverless", launchType="FARGATE", **awsvpc(subnet))
    task = box.running(arn)
    assert (task["launchType"], task["cpu"], task["memory"], task["platformVersion"]) == (
        "FARGATE",
        "256",
        "512",
        "1.4.0",
    )
    assert (
        "containerInstanceArn" not in task
        and ecs.list_container_instances(cluster="serverless")["containerInstanceArns"] == []
    )
    assert ecs.describe_clusters(clusters=["serverless"])["clusters"][0]["runningTasksCount"] == 1
    assert box.containers(arn)["web"]["State"]["Running"]
    with pytest.raises(ecs.exceptions.ClusterContainsTasksException):
        ecs.delete_cluster(cluster="serverless")
    assert codes(box.stop(arn, reason="done"))["web"] == 0
    ecs.delete_cluster(cluster="serverless")


def test_a_task_in_a_second_region(box):
    region = "ap-southeast-2"
    ecs, ec2 = box.client("ecs", region), box.client("ec2", region)
    ecs.create_cluster(clusterName="far")
    subnet = ec2.describe_subnets()["Subnets"][0]
    definition = box.define(
        container("a", "print", "from afar", "wait"),
        region=region,
        networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"],
        cpu="256",
        memory="512",
    )
    arn = box.start(definition, region=region, cluster="far", launchType="FARGATE", **awsvpc(subnet["SubnetId"]))
    assert arn.startswith(f"arn:aws:ecs:{region}:")
    task = box.running(arn)
    assert task["availabilityZone"].startswith(region)
    assert box.containers(arn)["a"]["State"]["Running"]
    assert arn not in box.client("ecs").list_tasks()["taskArns"]
    box.stop(arn)
