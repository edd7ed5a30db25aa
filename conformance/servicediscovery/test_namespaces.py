"""Namespaces and services of Cloud Map, their tags, and the operations that make them."""

import pytest
from harness import ACCOUNT, REGION, refused


def arn(kind, ident):
    return f"arn:aws:servicediscovery:{REGION}:{ACCOUNT}:{kind}/{ident}"


def test_an_http_namespace(cloud, api):
    ident = cloud.http(Name="plain", Description="first", CreatorRequestId="once", Tags=[{"Key": "a", "Value": "1"}])
    told = api.get_namespace(Id=ident)["Namespace"]
    assert told["Name"] == "plain" and told["Type"] == "HTTP" and told["Description"] == "first"
    assert told["Arn"] == arn("namespace", ident) and told["ServiceCount"] == 0
    assert told["Properties"]["HttpProperties"]["HttpName"] == "plain"
    assert api.get_namespace(Id=told["Arn"])["Namespace"]["Id"] == ident
    # The same request again is the same operation; another one is refused.
    again = api.create_http_namespace(Name="plain", Description="first", CreatorRequestId="once")
    assert cloud.done(again["OperationId"]) == ident
    with refused("NamespaceAlreadyExists"):
        api.create_http_namespace(Name="plain", CreatorRequestId="twice")
    api.update_http_namespace(Id=ident, Namespace={"Description": "second"})
    assert api.get_namespace(Id=ident)["Namespace"]["Description"] == "second"
    with refused("InvalidInput", "not a private DNS namespace"):
        api.update_private_dns_namespace(Id=ident, Namespace={"Description": "x"})
    operation = api.delete_namespace(Id=ident)["OperationId"]
    assert api.get_operation(OperationId=operation)["Operation"]["Type"] == "DELETE_NAMESPACE"
    for call in (api.get_namespace, api.delete_namespace):
        with refused("NamespaceNotFound"):
            call(Id=ident)


def test_a_private_dns_namespace(cloud, api):
    ident = cloud.private(Name="shop.internal", Properties={"DnsProperties": {"SOA": {"TTL": 60}}})
    told = api.get_namespace(Id=ident)["Namespace"]
    assert told["Type"] == "DNS_PRIVATE"
    dns = told["Properties"]["DnsProperties"]
    assert dns["SOA"]["TTL"] == 60 and dns["HostedZoneId"].startswith("Z")
    change = {"Description": "shop", "Properties": {"DnsProperties": {"SOA": {"TTL": 30}}}}
    api.update_private_dns_namespace(Id=ident, Namespace=change)
    told = api.get_namespace(Id=ident)["Namespace"]
    assert told["Description"] == "shop" and told["Properties"]["DnsProperties"]["SOA"]["TTL"] == 30
    with refused("InvalidInput", "vpc-0123"):
        api.create_private_dns_namespace(Name="other.internal", Vpc="vpc-0123456789abcdef0")
    with refused("InvalidInput", "valid domain name"):
        api.create_private_dns_namespace(Name="a..b", Vpc=cloud.vpc())
    with refused("InvalidInput", "not an HTTP namespace"):
        api.update_http_namespace(Id=ident, Namespace={"Description": "x"})


def test_public_dns_namespaces_are_refused_by_name(cloud, api):
    with refused("InvalidInput", "Longshore does not support public DNS namespaces"):
        api.create_public_dns_namespace(Name="example.com")
    with refused("InvalidInput", "not a public DNS namespace"):
        api.update_public_dns_namespace(Id=cloud.http(), Namespace={"Description": "x"})


def test_lists_of_namespaces(cloud, api):
    made = {cloud.http(Name=f"list{n}") for n in range(5)} | {cloud.private(Name="list.internal")}

    def listed(*filters):
        pages = api.get_paginator("list_namespaces").paginate(Filters=list(filters), PaginationConfig={"PageSize": 2})
        return [n["Id"] for page in pages for n in page["Namespaces"]]

    names = {"Name": "NAME", "Values": ["list"], "Condition": "BEGINS_WITH"}
    assert set(listed(names)) == made and len(listed(names)) == 6
    assert len(listed(names, {"Name": "TYPE", "Values": ["DNS_PRIVATE"]})) == 1
    assert len(listed({"Name": "HTTP_NAME", "Values": ["list3"], "Condition": "EQ"})) == 1
    assert listed({"Name": "RESOURCE_OWNER", "Values": ["OTHER_ACCOUNTS"]}) == []
    with refused("InvalidInput"):
        api.list_namespaces(Filters=[{"Name": "TYPE", "Values": ["HTTP"], "Condition": "IN"}])
    with refused("InvalidInput"):
        api.list_namespaces(NextToken="no token")


def test_a_service(cloud, api):
    zone = cloud.private()
    asked = {
        "Name": "web",
        "NamespaceId": zone,
        "CreatorRequestId": "once",
        "Description": "the web",
        "DnsConfig": {"RoutingPolicy": "WEIGHTED", "DnsRecords": [{"Type": "A", "TTL": 10}]},
        "HealthCheckCustomConfig": {"FailureThreshold": 1},
        "Tags": [{"Key": "team", "Value": "blue"}],
    }
    made = api.create_service(**asked)["Service"]
    assert made["Arn"] == arn("service", made["Id"]) and made["NamespaceId"] == zone
    assert made["Type"] == "DNS_HTTP" and made["DnsConfig"]["RoutingPolicy"] == "WEIGHTED"
    assert made["HealthCheckCustomConfig"] == {"FailureThreshold": 1}
    assert api.create_service(**asked)["Service"]["Id"] == made["Id"]
    with refused("ServiceAlreadyExists"):
        api.create_service(**(asked | {"CreatorRequestId": "twice", "Name": "WEB"}))
    assert api.get_service(Id=made["Arn"])["Service"]["InstanceCount"] == 0
    change = {"Description": "new", "DnsConfig": {"DnsRecords": [{"Type": "A", "TTL": 60}]}}
    operation = api.update_service(Id=made["Id"], Service=change)["OperationId"]
    assert api.get_operation(OperationId=operation)["Operation"]["Targets"] == {"SERVICE": made["Id"]}
    told = api.get_service(Id=made["Id"])["Service"]
    assert told["Description"] == "new" and told["DnsConfig"]["DnsRecords"] == [{"Type": "A", "TTL": 60}]
    with refused("InvalidInput", "cannot be changed"):
        api.update_service(Id=made["Id"], Service={"DnsConfig": {"DnsRecords": [{"Type": "SRV", "TTL": 60}]}})
    with refused("ResourceInUse"):
        api.delete_namespace(Id=zone)
    assert api.get_namespace(Id=zone)["Namespace"]["ServiceCount"] == 1
    api.delete_service(Id=made["Id"])
    for call in (api.get_service, api.delete_service):
        with refused("ServiceNotFound"):
            call(Id=made["Id"])
    api.delete_namespace(Id=zone)


def test_services_that_cannot_be(cloud, api):
    http, zone = cloud.http(), cloud.private()
    with refused("InvalidInput", "API calls only"):
        cloud.service(http, "A")
    with refused("InvalidInput", "API calls only"):
        cloud.service(zone, "A", Type="HTTP")
    with refused("InvalidInput", "combination"):
        cloud.service(zone, "A", "SRV")
    with refused("InvalidInput", "WEIGHTED"):
        cloud.service(zone, "CNAME")
    with refused("InvalidInput", "Longshore does not support HealthCheckConfig"):
        cloud.service(http, HealthCheckConfig={"Type": "TCP"})
    with refused("NamespaceNotFound"):
        cloud.service("ns-0000000000000000")
    # Where nobody asks by DNS, case makes a difference.
    first, second = cloud.service(http, Name="Same"), cloud.service(http, Name="same")
    assert first["Id"] != second["Id"] and first["Type"] == "HTTP"


def test_lists_of_services(cloud, api):
    http, other = cloud.http(), cloud.http()
    made = {cloud.service(http)["Id"] for _ in range(5)}
    cloud.service(other)

    def listed(value, name="NAMESPACE_ID"):
        filters = [{"Name": name, "Values": [value]}]
        pages = api.get_paginator("list_services").paginate(Filters=filters, PaginationConfig={"PageSize": 2})
        return {s["Id"] for page in pages for s in page["Services"]}

    assert listed(http) == made == listed(arn("namespace", http))
    assert made < listed("SELF", "RESOURCE_OWNER") and listed("OTHER_ACCOUNTS", "RESOURCE_OWNER") == set()


def test_attributes_of_a_service(cloud, api):
    made = cloud.service(cloud.http())["Id"]
    api.update_service_attributes(ServiceId=made, Attributes={"a": "1", "b": "2"})
    api.update_service_attributes(ServiceId=made, Attributes={"b": "3"})
    told = api.get_service_attributes(ServiceId=made)["ServiceAttributes"]
    assert told["Attributes"] == {"a": "1", "b": "3"} and told["ServiceArn"] == arn("service", made)
    api.delete_service_attributes(ServiceId=made, Attributes=["a"])
    assert api.get_service_attributes(ServiceId=made)["ServiceAttributes"]["Attributes"] == {"b": "3"}
    with refused("ServiceAttributesLimitExceededException"):
        api.update_service_attributes(ServiceId=made, Attributes={str(n): "x" for n in range(30)})


@pytest.mark.parametrize("kind", ["namespace", "service"])
def test_tags(cloud, api, kind):
    zone = cloud.http(Tags=[{"Key": "a", "Value": "1"}])
    made = cloud.service(zone, Tags=[{"Key": "a", "Value": "1"}])
    named = arn("namespace", zone) if kind == "namespace" else made["Arn"]
    api.tag_resource(ResourceARN=named, Tags=[{"Key": "b", "Value": "2"}])
    api.untag_resource(ResourceARN=named, TagKeys=["a"])
    assert api.list_tags_for_resource(ResourceARN=named)["Tags"] == [{"Key": "b", "Value": "2"}]
    with refused("TooManyTagsException"):
        api.tag_resource(ResourceARN=named, Tags=[{"Key": str(n), "Value": ""} for n in range(50)])
    with refused("ResourceNotFoundException"):
        api.list_tags_for_resource(ResourceARN=arn(kind, "none"))


def test_operations(cloud, api):
    zone = cloud.http()
    made = cloud.service(zone)
    cloud.register(made, "one", colour="blue")

    def listed(*filters):
        pages = api.get_paginator("list_operations").paginate(Filters=list(filters))
        return [o["Id"] for page in pages for o in page["Operations"]]

    of_zone = {"Name": "NAMESPACE_ID", "Values": [zone]}
    assert len(listed(of_zone)) == 2
    kinds = {"Name": "TYPE", "Condition": "IN", "Values": ["REGISTER_INSTANCE", "DEREGISTER_INSTANCE"]}
    (registered,) = listed(of_zone, kinds)
    told = api.get_operation(OperationId=registered)["Operation"]
    assert told["Targets"] == {"NAMESPACE": zone, "SERVICE": made["Id"], "INSTANCE": "one"}
    assert registered in listed({"Name": "SERVICE_ID", "Values": [made["Id"]]})
    at = told["UpdateDate"].timestamp()
    between = {"Name": "UPDATE_DATE", "Condition": "BETWEEN", "Values": [str(at - 1), str(at + 1)]}
    assert registered in listed(between)
    assert listed({"Name": "STATUS", "Values": ["FAIL"]}) == []
    with refused("InvalidInput"):
        api.list_operations(Filters=[{"Name": "UPDATE_DATE", "Values": ["1"]}])
    with refused("OperationNotFound"):
        api.get_operation(OperationId="none")
