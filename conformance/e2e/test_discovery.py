"""Names in tasks: private DNS namespaces and Service Connect, with real containers that call each other."""

import threading
import time
import urllib.error
import urllib.request
import uuid

import pytest
from box import container, eventually, free_port
from test_services import Service

OPEN = [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]


def guarded(ecs):
    """Whether the machine enforces security groups: not every kernel can."""
    arns = ecs.list_container_instances()["containerInstanceArns"]
    machines = ecs.describe_container_instances(containerInstances=arns)["containerInstances"]
    return any(a["name"] == "longshore.security-groups" for m in machines for a in m["attributes"])


class World:
    """An installation with a namespace, and tasks that look names up when they are asked to."""

    def __init__(self, box, subnet=-1):
        self.box, self.cloud, self.ecs = box, box.client("servicediscovery"), box.client("ecs")
        ec2 = box.client("ec2")
        self.vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
        # Other installations on this engine have the same VPC, and most of them take its first subnet.
        subnet = ec2.describe_subnets()["Subnets"][subnet]["SubnetId"]
        self.name = f"d{uuid.uuid4().hex[:8]}"
        self.network = {"awsvpcConfiguration": {"subnets": [subnet]}}
        if guarded(self.ecs):
            # The cases ask tasks from outside the VPC.
            group = ec2.create_security_group(GroupName=self.name, Description="open", VpcId=self.vpc)["GroupId"]
            ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=OPEN)
            self.network["awsvpcConfiguration"]["securityGroups"] = [group]

    def zone(self):
        made = self.cloud.create_private_dns_namespace(Name=f"{self.name}.internal", Vpc=self.vpc)
        return self.cloud.get_operation(OperationId=made["OperationId"])["Operation"]["Targets"]["NAMESPACE"]

    def registry(self, zone, name, kind):
        dns = {"DnsRecords": [{"Type": kind, "TTL": 1}]}
        made = self.cloud.create_service(Name=name, NamespaceId=zone, DnsConfig=dns)
        return made["Service"]["Arn"]

    def service(self, **more):
        port = {"containerPort": 80, "name": "http"}
        definition = self.box.define(container("web", "serve", 80, portMappings=[port]), networkMode="awsvpc")
        asked = {"taskDefinition": definition, "desiredCount": 2, "networkConfiguration": self.network}
        return Service(self.box, **(asked | more))

    def client(self):
        definition = self.box.define(container("client", "serve", 80), networkMode="awsvpc")
        arn = self.box.start(definition, networkConfiguration=self.network)
        return Client(self.box, self.box.running(arn))


class Client:
    """A task that calls others when it is asked to."""

    def __init__(self, box, task):
        self.box, self.arn, self.address = box, task["taskArn"], address(task)
        eventually(lambda: self.ask("/") is not None, "an answer of the client")

    def ask(self, path):
        """Its answer, or none."""
        try:
            with urllib.request.urlopen(f"http://{self.address}{path}", timeout=20) as answer:
                return answer.read().decode().strip()
        except (OSError, urllib.error.HTTPError):
            return None

    def lookup(self, name, kind="A"):
        return (self.ask(f"/lookup/{name}/{kind}") or "").split("\n")

    def call(self, host):
        return self.ask(f"/via/{host}/")

    def close(self):
        self.box.stop(self.arn)


def address(task):
    (found,) = [d["value"] for d in task["attachments"][0]["details"] if d["name"] == "privateIPv4Address"]
    return found


@pytest.fixture(scope="module")
def world(box):
    return World(box)


@pytest.fixture
def client(world):
    client = world.client()
    yield client
    client.close()


def addresses(service):
    return sorted(f"A {address(t)}" for t in service.tasks())


def test_names_of_a_private_namespace(world, client):
    zone = world.zone()
    a, srv = world.registry(zone, "web", "A"), world.registry(zone, "_web._tcp", "SRV")
    web = world.service(serviceRegistries=[{"registryArn": a}])
    ports = world.service(
        serviceRegistries=[{"registryArn": srv, "containerName": "web", "containerPort": 80}], desiredCount=1
    )
    try:
        web.stable(), ports.stable()
        name = f"web.{world.name}.internal"
        eventually(lambda: sorted(client.lookup(name)) == addresses(web), "both addresses")
        assert client.call(f"{name}:80").startswith("hello from")
        assert client.lookup(name, "AAAA") == client.lookup(name, "SRV") == ["NODATA"]
        assert client.lookup(f"nobody.{world.name}.internal") == ["NXDOMAIN"]
        (server,) = eventually(
            lambda: [x for x in client.lookup(f"_web._tcp.{world.name}.internal", "SRV") if x.startswith("SRV")]
        )
        _, port, host = server.split()
        assert port == "80" and client.lookup(host) == addresses(ports)
        # A task that is killed is found no more, and its replacement is.
        (before, *_) = web.tasks()
        killed = world.box.containers(before["taskArn"])["web"]
        world.box.engine.call("POST", f"/containers/{killed['Id']}/kill")
        eventually(lambda: f"A {address(before)}" not in client.lookup(name), "the end of its name")
        web.stable()
        eventually(lambda: client.lookup(name) == addresses(web) and len(addresses(web)) == 2, "its replacement")
        # Names vanish when nobody is there any more.
        web.update(desiredCount=0)
        eventually(lambda: client.lookup(name) == ["NXDOMAIN"], "the end of the name")
    finally:
        web.gone(), ports.gone()


@pytest.fixture
def mesh(world):
    """Tasks of the cluster know the names of the namespace."""
    name = f"mesh-{world.name}"
    world.ecs.update_cluster(cluster="default", serviceConnectDefaults={"namespace": name})
    yield name
    world.ecs.update_cluster(cluster="default", serviceConnectDefaults={"namespace": ""})


def connected(alias, port):
    one = {"portName": "http", "clientAliases": [{"dnsName": alias, "port": port}]}
    return {"enabled": True, "services": [one]}


def test_service_connect(world, client, mesh):
    with_alias = world.client()
    backend = world.service(serviceConnectConfiguration=connected("backend", 8080))
    try:
        backend.stable()
        assert eventually(lambda: with_alias.call("backend:8080"), "an answer").startswith("hello from")
        (given,) = with_alias.lookup("backend")
        assert given.startswith("A 169.254.20") and with_alias.lookup("backend", "AAAA") == ["NODATA"]
        # Everybody has a turn.
        eventually(lambda: len({with_alias.call("backend:8080") for _ in range(6)}) == 2, "both tasks")
        # A call goes on while a task is killed: what cannot be reached is passed over.
        (first, *_) = backend.tasks()
        killed = world.box.containers(first["taskArn"])["web"]
        world.box.engine.call("POST", f"/containers/{killed['Id']}/kill")
        resource = backend.described()["deployments"][0]["serviceConnectResources"][0]["discoveryArn"]
        ident = first["taskArn"].rsplit("/", 1)[1]

        def gone():
            return ident not in [i["Id"] for i in world.cloud.list_instances(ServiceId=resource)["Instances"]]

        eventually(gone, "the end of its registration")
        answers = [with_alias.call("backend:8080") for _ in range(50)]
        assert all(answers), answers
        backend.stable()
        # A replaced service: every call is answered throughout.
        failed, over = [], threading.Event()

        def load():
            while not over.is_set():
                if not with_alias.call("backend:8080"):
                    failed.append(time.monotonic())

        user = threading.Thread(target=load)
        user.start()
        backend.update(forceNewDeployment=True)
        backend.reaches("SUCCESSFUL")
        over.set()
        user.join()
        assert failed == []
    finally:
        with_alias.close()
        backend.gone()
    # Whoever started before the namespace was the cluster's knows none of its names.
    assert client.call("backend:8080") is None


def test_names_for_a_task_on_a_bridge(world):
    zone = world.cloud.list_namespaces(Filters=[{"Name": "NAME", "Values": [f"{world.name}.internal"]}])["Namespaces"]
    zone = zone[0]["Id"] if zone else world.zone()
    srv = world.registry(zone, "_bridge._tcp", "SRV")
    web = container("web", "serve", 80, portMappings=[{"containerPort": 80}])
    registry = {"registryArn": srv, "containerName": "web", "containerPort": 80}
    definition = world.box.define(web, networkMode="bridge")
    s = Service(world.box, taskDefinition=definition, desiredCount=1, serviceRegistries=[registry])
    arn = world.box.start(definition)
    try:
        (binding,) = world.box.running(arn)["containers"][0]["networkBindings"]
        client = f"http://127.0.0.1:{binding['hostPort']}"

        def ask(path):
            try:
                with urllib.request.urlopen(client + path, timeout=20) as answer:
                    return answer.read().decode().strip()
            except OSError:
                return None

        name = f"_bridge._tcp.{world.name}.internal"
        found = eventually(lambda: (ask(f"/lookup/{name}/SRV") or "").startswith("SRV") and ask(f"/lookup/{name}/SRV"))
        _, port, host = found.split()
        assert eventually(lambda: ask(f"/via/{host}:{port}/"), "an answer").startswith("hello from")
    finally:
        world.box.stop(arn)
        s.gone()


def test_the_name_of_a_load_balancer(world, client):
    elb, ec2 = world.box.client("elbv2"), world.box.client("ec2")
    subnets = [s["SubnetId"] for s in ec2.describe_subnets()["Subnets"]][:2]
    balancer = elb.create_load_balancer(Name=world.name, Subnets=subnets)["LoadBalancers"][0]
    port, name = free_port(), balancer["DNSName"]
    fixed = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200", "MessageBody": "balanced"}}
    asked = {"LoadBalancerArn": balancer["LoadBalancerArn"], "Protocol": "HTTP", "Port": port}
    elb.create_listener(**asked, DefaultActions=[fixed])
    try:
        assert eventually(lambda: client.call(f"{name}:{port}"), "an answer") == "balanced"
        assert client.lookup(name)[0].startswith("A 169.254.20")
        assert client.lookup(f"nobody-1.{name.split('.', 1)[1]}") == ["NXDOMAIN"]
    finally:
        elb.delete_load_balancer(LoadBalancerArn=balancer["LoadBalancerArn"])
    eventually(lambda: client.lookup(name) == ["NXDOMAIN"], "the end of the name")


def test_names_outlive_a_kill_of_the_server(own):
    world = World(own, subnet=-2)
    zone, alias = world.zone(), connected("backend", 80)
    a = world.registry(zone, "web", "A")
    world.ecs.update_cluster(cluster="default", serviceConnectDefaults={"namespace": "mesh"})
    web = world.service(serviceRegistries=[{"registryArn": a}], serviceConnectConfiguration=alias)
    web.stable()
    client = world.client()
    name = f"web.{world.name}.internal"
    eventually(lambda: client.lookup(name) == addresses(web), "its addresses")
    eventually(lambda: client.call("backend:80"), "an answer")
    there = client.lookup(name)
    own.kill()
    assert sorted(client.lookup(name)) == sorted(there)
    assert all(client.call("backend:80") for _ in range(5))
    own.up()
    assert all(client.call("backend:80") for _ in range(5))
    eventually(lambda: client.lookup(name) == there, "the names again")
    web.update(desiredCount=0)
    eventually(lambda: client.lookup(name) == ["NXDOMAIN"], "the end of the name")
    client.close()
    web.gone()
