"""Instances of Cloud Map: registered, found, healthy or not."""

from harness import refused

WELL = {"HealthCheckCustomConfig": {"FailureThreshold": 1}}


def found(api, namespace, service, **more):
    name = api.get_namespace(Id=namespace)["Namespace"]["Name"]
    told = api.discover_instances(NamespaceName=name, ServiceName=service["Name"], **more)
    return sorted(i["InstanceId"] for i in told["Instances"])


def test_an_instance(cloud, api):
    zone = cloud.private()
    made = cloud.service(zone, "A")
    first = {"AWS_INSTANCE_IPV4": "10.0.0.1", "colour": "blue"}
    api.register_instance(ServiceId=made["Arn"], InstanceId="one", Attributes=first)
    told = api.get_instance(ServiceId=made["Id"], InstanceId="one")["Instance"]
    assert told["Attributes"] == first
    assert api.list_instances(ServiceId=made["Id"])["Instances"][0]["Id"] == "one"
    assert api.get_service(Id=made["Id"])["Service"]["InstanceCount"] == 1
    # Registered again it is the same instance with other attributes.
    cloud.register(made, "one", AWS_INSTANCE_IPV4="10.0.0.2")
    told = api.get_instance(ServiceId=made["Id"], InstanceId="one")["Instance"]
    assert told["Attributes"] == {"AWS_INSTANCE_IPV4": "10.0.0.2"}
    with refused("ResourceInUse"):
        api.delete_service(Id=made["Id"])
    api.deregister_instance(ServiceId=made["Id"], InstanceId="one")
    for call in (api.get_instance, api.deregister_instance):
        with refused("InstanceNotFound"):
            call(ServiceId=made["Id"], InstanceId="one")
    with refused("ServiceNotFound"):
        api.list_instances(ServiceId="srv-none")
    api.delete_service(Id=made["Id"])


def test_attributes_that_dns_needs(cloud, api):
    zone = cloud.private()
    for types, attributes in (
        (["A"], {}),
        (["A"], {"AWS_INSTANCE_IPV4": "10.0.0.256"}),
        (["AAAA"], {"AWS_INSTANCE_IPV4": "10.0.0.1"}),
        (["SRV"], {"AWS_INSTANCE_IPV4": "10.0.0.1"}),
        (["SRV"], {"AWS_INSTANCE_PORT": "80"}),
        (["SRV"], {"AWS_INSTANCE_PORT": "0", "AWS_INSTANCE_IPV4": "10.0.0.1"}),
        (["A"], {"AWS_INSTANCE_IPV4": "10.0.0.1", "AWS_INIT_HEALTH_STATUS": "HEALTHY"}),
        (["A"], {"AWS_ALIAS_DNS_NAME": "x.elb.amazonaws.com"}),
    ):
        with refused("InvalidInput"):
            cloud.register(cloud.service(zone, *types), "one", **attributes)
    cloud.register(cloud.service(zone, "SRV"), "one", AWS_INSTANCE_PORT="80", AWS_INSTANCE_IPV4="10.0.0.1")
    weighted = {"RoutingPolicy": "WEIGHTED", "DnsRecords": [{"Type": "CNAME", "TTL": 5}]}
    cloud.register(cloud.service(zone, DnsConfig=weighted), "one", AWS_INSTANCE_CNAME="example.com")


def test_discovery(cloud, api):
    zone = cloud.http()
    made = cloud.service(zone)
    for n in range(6):
        cloud.register(made, f"i{n}", parity=str(n % 2), half="low" if n < 3 else "high")
    everybody = [f"i{n}" for n in range(6)]
    assert found(api, zone, made) == everybody
    assert found(api, zone, made, QueryParameters={"parity": "0"}) == ["i0", "i2", "i4"]
    odd = {"QueryParameters": {"parity": "1"}}
    assert found(api, zone, made, **odd, OptionalParameters={"half": "high"}) == ["i3", "i5"]
    assert found(api, zone, made, **odd, OptionalParameters={"half": "none"}) == ["i1", "i3", "i5"]
    assert len(found(api, zone, made, MaxResults=2)) == 2
    # Without anybody who tells of health, nothing is asked of it.
    assert found(api, zone, made, HealthStatus="UNHEALTHY") == everybody
    name = api.get_namespace(Id=zone)["Namespace"]["Name"]
    orders = set()
    for _ in range(50):
        told = api.discover_instances(NamespaceName=name, ServiceName=made["Name"])["Instances"]
        orders.add(tuple(i["InstanceId"] for i in told))
    assert len(orders) > 1
    for asked, code in (
        ({"NamespaceName": "nowhere", "ServiceName": made["Name"]}, "NamespaceNotFound"),
        ({"NamespaceName": name, "ServiceName": "nobody"}, "ServiceNotFound"),
        ({"NamespaceName": name, "ServiceName": made["Name"], "OwnerAccount": "111111111111"}, "NamespaceNotFound"),
    ):
        for call in (api.discover_instances, api.discover_instances_revision):
            with refused(code):
                call(**asked)


def test_health(cloud, api):
    zone = cloud.private()
    made = cloud.service(zone, "A", **WELL)
    cloud.register(made, "a", AWS_INSTANCE_IPV4="10.0.0.1")
    cloud.register(made, "b", AWS_INSTANCE_IPV4="10.0.0.2", AWS_INIT_HEALTH_STATUS="UNHEALTHY")

    def status(**more):
        return api.get_instances_health_status(ServiceId=made["Id"], **more)["Status"]

    assert status() == {"a": "HEALTHY", "b": "UNHEALTHY"} and status(Instances=["b"]) == {"b": "UNHEALTHY"}
    with refused("InstanceNotFound"):
        status(Instances=["c"])
    assert found(api, zone, made, HealthStatus="HEALTHY") == ["a"]
    assert found(api, zone, made, HealthStatus="UNHEALTHY") == ["b"]
    assert found(api, zone, made, HealthStatus="ALL") == ["a", "b"]
    assert found(api, zone, made, HealthStatus="HEALTHY_OR_ELSE_ALL") == ["a"]
    api.update_instance_custom_health_status(ServiceId=made["Id"], InstanceId="a", Status="UNHEALTHY")
    assert found(api, zone, made, HealthStatus="HEALTHY_OR_ELSE_ALL") == ["a", "b"]
    assert found(api, zone, made, HealthStatus="HEALTHY") == []
    with refused("InstanceNotFound"):
        api.update_instance_custom_health_status(ServiceId=made["Id"], InstanceId="c", Status="HEALTHY")
    plain = cloud.service(zone, "A")
    cloud.register(plain, "a", AWS_INSTANCE_IPV4="10.0.0.1")
    with refused("CustomHealthNotFound"):
        api.update_instance_custom_health_status(ServiceId=plain["Id"], InstanceId="a", Status="HEALTHY")


def test_the_revision_grows_with_every_change(cloud, api):
    zone = cloud.http()
    made = cloud.service(zone, **WELL)
    name = {"NamespaceName": api.get_namespace(Id=zone)["Namespace"]["Name"], "ServiceName": made["Name"]}
    seen = []

    def look():
        seen.append(api.discover_instances_revision(**name)["InstancesRevision"])
        assert api.discover_instances(**name)["InstancesRevision"] == seen[-1]

    look()
    cloud.register(made, "a", colour="blue")
    look()
    api.update_instance_custom_health_status(ServiceId=made["Id"], InstanceId="a", Status="UNHEALTHY")
    look()
    api.deregister_instance(ServiceId=made["Id"], InstanceId="a")
    look()
    assert seen == sorted(set(seen))


def test_the_aws_cli_finds_instances(server, cloud, api):
    zone = cloud.http(Name="by-cli")
    made = cloud.service(zone)
    cloud.register(made, "one", AWS_INSTANCE_IPV4="10.0.0.1")
    services = server.aws("servicediscovery", "list-services", "--filters", f"Name=NAMESPACE_ID,Values={zone}")
    assert [s["Id"] for s in services["Services"]] == [made["Id"]]
    health = server.aws("servicediscovery", "get-instances-health-status", "--service-id", made["Id"])
    assert health["Status"] == {"one": "UNKNOWN"}
