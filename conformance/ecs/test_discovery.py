"""Services in Cloud Map: `serviceRegistries` and Service Connect, with a machine that does nothing by itself."""

import pytest
from harness import ACCOUNT, REGION, eventually, refused
from machine import Machine, look, messages, steady

ADDRESS = "192.0.2.7"


@pytest.fixture(scope="module")
def cloud(server):
    return server.client("servicediscovery")


@pytest.fixture(scope="module")
def network(ec2):
    subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]
    return {"awsvpcConfiguration": {"subnets": [subnet]}}


@pytest.fixture(scope="module")
def machine(server, ecs):
    ecs.create_cluster(clusterName="d")
    port = {"containerPort": 80, "name": "http", "appProtocol": "http"}
    one = {"name": "a", "image": "busybox", "cpu": 64, "memory": 64, "portMappings": [port]}
    checked = {**one, "healthCheck": {"command": ["CMD", "true"]}}
    for family, mode, container in (("web", "awsvpc", one), ("checked", "awsvpc", checked), ("bridge", "bridge", one)):
        ecs.register_task_definition(family=family, networkMode=mode, containerDefinitions=[container])
    machine = Machine(server, "d", attributes={"longshore.address": ADDRESS, "ecs.capability.task-eni": None}).connect().serve()
    yield machine
    machine.close()


@pytest.fixture
def service(ecs, machine, network, request):
    """Makes services named after the case; they are gone when it is over."""
    made = []

    def make(definition="web", **more):
        name = f"{request.node.name}-{len(made)}"
        if definition != "bridge":
            more["networkConfiguration"] = network
        asked = {"cluster": "d", "serviceName": name, "taskDefinition": definition, "desiredCount": 1}
        ecs.create_service(**(asked | more))
        made.append(name)
        return name

    yield make
    for name in made:
        ecs.delete_service(cluster="d", service=name, force=True)
        eventually(lambda: look(ecs, name, "d")["status"] == "INACTIVE")


@pytest.fixture(scope="module")
def zone(cloud, ec2):
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    operation = cloud.create_private_dns_namespace(Name="d.internal", Vpc=vpc)["OperationId"]
    return cloud.get_operation(OperationId=operation)["Operation"]["Targets"]["NAMESPACE"]


def registry(cloud, zone, name, kind, **more):
    dns = {"DnsRecords": [{"Type": kind, "TTL": 5}]}
    return cloud.create_service(Name=name, NamespaceId=zone, DnsConfig=dns, **more)["Service"]


def instances(cloud, registry):
    return {i["Id"]: i["Attributes"] for i in cloud.list_instances(ServiceId=registry["Id"])["Instances"]}


def tasks(ecs, name):
    arns = ecs.list_tasks(cluster="d", serviceName=name)["taskArns"]
    return ecs.describe_tasks(cluster="d", tasks=arns)["tasks"] if arns else []


def address(task):
    (found,) = [d["value"] for d in task["attachments"][0]["details"] if d["name"] == "privateIPv4Address"]
    return found


def ident(task):
    return task["taskArn"].rsplit("/", 1)[1]


def test_tasks_are_registered_and_gone_before_they_stop(ecs, cloud, zone, service):
    a = registry(cloud, zone, "a", "A")
    of = [{"registryArn": a["Arn"]}]
    name = service(serviceRegistries=of)
    assert steady(ecs, name, "d")["serviceRegistries"] == of
    eventually(lambda: instances(cloud, a))
    (task,) = tasks(ecs, name)
    told = instances(cloud, a)[ident(task)]
    assert told["AWS_INSTANCE_IPV4"] == address(task) and "AWS_INSTANCE_PORT" not in told
    assert told["ECS_SERVICE_NAME"] == name and told["ECS_CLUSTER_NAME"] == "d"
    assert told["ECS_TASK_DEFINITION_FAMILY"] == "web" and told["REGION"] == REGION
    assert told["AVAILABILITY_ZONE"] == task["availabilityZone"]
    assert f"(service {name}) registered 1 instances in (service-discovery {a['Arn']})" in messages(ecs, name, "d")
    stopped = ecs.stop_task(cluster="d", task=task["taskArn"])["task"]
    assert stopped["lastStatus"] == "DEACTIVATING" and ident(task) not in instances(cloud, a)
    # The replacement is registered too.
    eventually(lambda: len(instances(cloud, a)) == 1)
    eventually(
        lambda: ecs.describe_tasks(cluster="d", tasks=[task["taskArn"]])["tasks"][0]["lastStatus"] == "STOPPED"
    )
    ecs.update_service(cluster="d", service=name, desiredCount=0)
    eventually(lambda: not instances(cloud, a))


def test_ports_and_another_registry(ecs, cloud, zone, service):
    first, second = registry(cloud, zone, "s1", "SRV"), registry(cloud, zone, "s2", "SRV")
    name = service(serviceRegistries=[{"registryArn": first["Arn"], "port": 8080}])
    eventually(lambda: instances(cloud, first))
    (told,) = instances(cloud, first).values()
    assert told["AWS_INSTANCE_PORT"] == "8080"
    pair = [{"registryArn": second["Arn"], "containerName": "a", "containerPort": 80}]
    ecs.update_service(cluster="d", service=name, serviceRegistries=pair)
    eventually(lambda: instances(cloud, second) and not instances(cloud, first))
    (told,) = instances(cloud, second).values()
    assert told["AWS_INSTANCE_PORT"] == "80"
    ecs.update_service(cluster="d", service=name, serviceRegistries=[])
    eventually(lambda: not instances(cloud, second))
    assert look(ecs, name, "d")["serviceRegistries"] == []


def test_a_task_on_its_machines_ports(ecs, cloud, zone, service):
    srv = registry(cloud, zone, "bridge", "SRV")
    service("bridge", serviceRegistries=[{"registryArn": srv["Arn"], "containerName": "a", "containerPort": 80}])
    eventually(lambda: instances(cloud, srv))
    (told,) = instances(cloud, srv).values()
    assert told["AWS_INSTANCE_IPV4"] == ADDRESS and int(told["AWS_INSTANCE_PORT"]) > 32768


def test_health_follows_the_containers(ecs, cloud, zone, machine, service):
    a = registry(cloud, zone, "well", "A", HealthCheckCustomConfig={"FailureThreshold": 1})
    name = service("checked", serviceRegistries=[{"registryArn": a["Arn"]}])

    def status():
        return list(cloud.get_instances_health_status(ServiceId=a["Id"])["Status"].values())

    eventually(lambda: status() == ["UNHEALTHY"])
    (task,) = tasks(ecs, name)
    machine.health(task["taskArn"], "HEALTHY")
    eventually(lambda: status() == ["HEALTHY"])


def test_registries_that_cannot_be(ecs, cloud, zone, machine, network):
    a, srv = registry(cloud, zone, "no-a", "A"), registry(cloud, zone, "no-srv", "SRV")
    pair = {"containerName": "a", "containerPort": 80}
    gone = f"arn:aws:servicediscovery:{REGION}:{ACCOUNT}:service/srv-none"
    for words, definition, registries in (
        ("Unable to find", "web", [{"registryArn": gone}]),
        ("at most 1", "web", [{"registryArn": a["Arn"]}, {"registryArn": srv["Arn"], "port": 80}]),
        ("'host' or 'bridge' for networkMode", "bridge", [{"registryArn": srv["Arn"], "port": 80}]),
        ("Only SRV", "bridge", [{"registryArn": a["Arn"], **pair}]),
        ("must be specified for SRV", "web", [{"registryArn": srv["Arn"]}]),
        ("not both", "web", [{"registryArn": srv["Arn"], "port": 80, **pair}]),
        ("container port 81", "web", [{"registryArn": srv["Arn"], **pair, "containerPort": 81}]),
        ("container b does not exist", "web", [{"registryArn": srv["Arn"], **pair, "containerName": "b"}]),
    ):
        more = {} if definition == "bridge" else {"networkConfiguration": network}
        with refused("InvalidParameterException", words):
            ecs.create_service(
                cluster="d", serviceName="x", taskDefinition=definition, desiredCount=1, serviceRegistries=registries, **more
            )


def test_service_connect(ecs, cloud, service):
    told = ecs.update_cluster(cluster="d", serviceConnectDefaults={"namespace": "mesh"})["cluster"]
    namespace = told["serviceConnectDefaults"]["namespace"]
    assert cloud.get_namespace(Id=namespace)["Namespace"]["Type"] == "HTTP"
    alias = {"port": 8080, "dnsName": "backend"}
    one = {"portName": "http", "discoveryName": "back", "clientAliases": [alias], "timeout": {"idleTimeoutSeconds": 60}}
    asked = {"enabled": True, "services": [one]}
    name = service(serviceConnectConfiguration=asked)
    (deployment,) = steady(ecs, name, "d")["deployments"]
    assert deployment["serviceConnectConfiguration"] == asked
    (resource,) = deployment["serviceConnectResources"]
    assert resource["discoveryName"] == "back"
    made = cloud.get_service(Id=resource["discoveryArn"])["Service"]
    assert made["Name"] == "back"
    attributes = cloud.get_service_attributes(ServiceId=made["Id"])["ServiceAttributes"]["Attributes"]
    assert attributes["longshore.aliases"] == "backend:8080" and attributes["longshore.idle"] == "60"
    eventually(lambda: instances(cloud, made))
    (task,) = tasks(ecs, name)
    told = instances(cloud, made)[ident(task)]
    assert (told["AWS_INSTANCE_IPV4"], told["AWS_INSTANCE_PORT"]) == (address(task), "80")
    assert told["DeploymentId"] == deployment["id"]
    arn = look(ecs, name, "d")["serviceArn"]
    for given in ("mesh", namespace):
        assert ecs.list_services_by_namespace(namespace=given)["serviceArns"] == [arn]
    with refused("InvalidParameterException", "already in use"):
        service(serviceConnectConfiguration=asked)
    # Switched off, the service is in the namespace no more; deleted, its Cloud Map service is gone.
    ecs.update_service(cluster="d", service=name, serviceConnectConfiguration={"enabled": False})
    eventually(lambda: not instances(cloud, made))
    assert ecs.list_services_by_namespace(namespace="mesh")["serviceArns"] == []
    ecs.delete_service(cluster="d", service=name, force=True)
    eventually(lambda: look(ecs, name, "d")["status"] == "INACTIVE")
    with refused("ServiceNotFound"):
        cloud.get_service(Id=made["Id"])


def test_service_connect_that_cannot_be(ecs, machine, network):
    ecs.update_cluster(cluster="d", serviceConnectDefaults={"namespace": "mesh"})
    one = {"portName": "http", "clientAliases": [{"port": 80}]}
    unsupported, invalid = "UnsupportedFeatureException", "InvalidParameterException"
    for code, words, definition, asked in (
        (unsupported, "logConfiguration", "web", {"logConfiguration": {"logDriver": "awslogs"}}),
        (unsupported, "ingressPortOverride", "web", {"services": [{**one, "ingressPortOverride": 9}]}),
        (unsupported, "tls", "web", {"services": [{**one, "tls": {"issuerCertificateAuthority": {}}}]}),
        (unsupported, "perRequest", "web", {"services": [{**one, "timeout": {"perRequestTimeoutSeconds": 1}}]}),
        (unsupported, "network mode bridge", "bridge", {}),
        (invalid, "portName none", "web", {"services": [{"portName": "none"}]}),
        (invalid, "must be unique", "web", {"services": [one, one]}),
        (invalid, "at most 1", "web", {"services": [{**one, "clientAliases": [{"port": 1}, {"port": 2}]}]}),
        (invalid, "not valid", "web", {"services": [{**one, "clientAliases": [{"port": 1, "dnsName": "a b"}]}]}),
        ("NamespaceNotFoundException", "nowhere", "web", {"namespace": "nowhere"}),
    ):
        more = {} if definition == "bridge" else {"networkConfiguration": network}
        with refused(code, words):
            ecs.create_service(
                cluster="d",
                serviceName="x",
                taskDefinition=definition,
                desiredCount=1,
                serviceConnectConfiguration={"enabled": True, **asked},
                **more,
            )


def test_tasks_are_told_their_namespace(ecs, cloud, machine, network):
    told = ecs.update_cluster(cluster="d", serviceConnectDefaults={"namespace": "mesh"})["cluster"]
    machine.kept = []
    (task,) = ecs.run_task(cluster="d", taskDefinition="web", networkConfiguration=network)["tasks"]

    def payload():
        return next((t for t in machine.kept if t["arn"] == task["taskArn"]), None)

    eventually(payload)
    (attachment,) = payload()["attachments"]
    assert attachment["attachmentType"] == "longshore.namespace"
    assert attachment["attachmentArn"] == told["serviceConnectDefaults"]["namespace"]
    ecs.stop_task(cluster="d", task=task["taskArn"])
