"""What the default VPC comes with, subnets that users add, and tags."""

import pytest
from harness import REGION, refused


@pytest.fixture(scope="module")
def vpc(ec2):
    (found,) = ec2.describe_vpcs()["Vpcs"]
    return found


def test_attributes(ec2, vpc):
    for name, expect in [("enableDnsSupport", True), ("enableDnsHostnames", True)]:
        found = ec2.describe_vpc_attribute(VpcId=vpc["VpcId"], Attribute=name)
        assert found[name[0].upper() + name[1:]]["Value"] is expect
    with refused("InvalidVpcID.NotFound"):
        ec2.describe_vpc_attribute(VpcId="vpc-0123456789abcdef0", Attribute="enableDnsSupport")
    attributes = ec2.describe_account_attributes(AttributeNames=["default-vpc"])["AccountAttributes"]
    assert attributes[0]["AttributeValues"] == [{"AttributeValue": vpc["VpcId"]}]


def test_what_it_comes_with(ec2, vpc):
    here = [{"Name": "vpc-id", "Values": [vpc["VpcId"]]}]
    (table,) = ec2.describe_route_tables(Filters=here)["RouteTables"]
    assert table["Associations"][0]["Main"] is True
    (gateway,) = ec2.describe_internet_gateways(Filters=[{"Name": "attachment.vpc-id", "Values": [vpc["VpcId"]]}])[
        "InternetGateways"
    ]
    routes = {r["DestinationCidrBlock"]: r["GatewayId"] for r in table["Routes"]}
    assert routes == {vpc["CidrBlock"]: "local", "0.0.0.0/0": gateway["InternetGatewayId"]}
    main = [*here, {"Name": "association.main", "Values": ["true"]}]
    assert ec2.describe_route_tables(Filters=main)["RouteTables"] == [table]
    (acl,) = ec2.describe_network_acls(Filters=[*here, {"Name": "default", "Values": ["true"]}])["NetworkAcls"]
    assert len(acl["Entries"]) == 4 and len(acl["Associations"]) == len(ec2.describe_subnets()["Subnets"])
    (options,) = ec2.describe_dhcp_options(DhcpOptionsIds=[vpc["DhcpOptionsId"]])["DhcpOptions"]
    assert options["DhcpConfigurations"][0]["Values"] == [{"Value": "ec2.internal"}]
    with refused("InvalidRouteTableID.NotFound"):
        ec2.describe_route_tables(RouteTableIds=["rtb-0123456789abcdef0"])


def test_what_there_is_none_of(ec2):
    assert ec2.describe_nat_gateways()["NatGateways"] == []
    assert ec2.describe_vpc_endpoints()["VpcEndpoints"] == []
    assert ec2.describe_addresses()["Addresses"] == []
    assert ec2.describe_prefix_lists()["PrefixLists"] == []
    assert ec2.describe_managed_prefix_lists()["PrefixLists"] == []
    with refused("NatGatewayNotFound"):
        ec2.describe_nat_gateways(NatGatewayIds=["nat-0123456789abcdef0"])


def test_what_is_there_already(ec2):
    with refused("DefaultVpcAlreadyExists"):
        ec2.create_default_vpc()
    with refused("DefaultSubnetAlreadyExistsInAvailabilityZone"):
        ec2.create_default_subnet(AvailabilityZone=f"{REGION}a")
    with refused("UnsupportedOperation", "CreateVpc"):
        ec2.create_vpc(CidrBlock="10.0.0.0/16")


def test_regions(ec2):
    names = [r["RegionName"] for r in ec2.describe_regions()["Regions"]]
    assert REGION in names and len(names) == len(set(names))
    (only,) = ec2.describe_regions(RegionNames=["eu-west-3"])["Regions"]
    assert only["Endpoint"] == "ec2.eu-west-3.amazonaws.com"
    with refused("InvalidParameterValue"):
        ec2.describe_regions(RegionNames=["nowhere-1"])


def test_subnets_that_users_make(ec2, vpc):
    made = ec2.create_subnet(
        VpcId=vpc["VpcId"],
        CidrBlock="172.31.48.0/28",
        AvailabilityZone=f"{REGION}b",
        TagSpecifications=[{"ResourceType": "subnet", "Tags": [{"Key": "Name", "Value": "small"}]}],
    )["Subnet"]
    assert (made["AvailableIpAddressCount"], made["DefaultForAz"]) == (11, False)
    named = ec2.describe_subnets(Filters=[{"Name": "tag:Name", "Values": ["small"]}])["Subnets"]
    assert named == [made]
    interfaces = [
        ec2.create_network_interface(SubnetId=made["SubnetId"])["NetworkInterface"]["NetworkInterfaceId"]
        for _ in range(11)
    ]
    with refused("InsufficientFreeAddressesInSubnet"):
        ec2.create_network_interface(SubnetId=made["SubnetId"])
    with refused("DependencyViolation"):
        ec2.delete_subnet(SubnetId=made["SubnetId"])
    for interface in interfaces:
        ec2.delete_network_interface(NetworkInterfaceId=interface)
    for block, code in [
        ("172.31.48.8/29", "InvalidSubnet.Range"),
        ("172.31.48.0/24", "InvalidSubnet.Conflict"),
        ("10.0.0.0/24", "InvalidSubnet.Range"),
        ("172.31.0.0/16", "InvalidSubnet.Conflict"),
        ("word", "InvalidParameterValue"),
    ]:
        with refused(code):
            ec2.create_subnet(VpcId=vpc["VpcId"], CidrBlock=block)
    with refused("InvalidParameterValue", "availabilityZone"):
        ec2.create_subnet(VpcId=vpc["VpcId"], CidrBlock="172.31.49.0/24", AvailabilityZone="mars-1a")
    ec2.delete_subnet(SubnetId=made["SubnetId"])
    with refused("InvalidSubnetID.NotFound"):
        ec2.describe_subnets(SubnetIds=[made["SubnetId"]])


def test_tags(ec2, vpc):
    subnet = ec2.describe_subnets()["Subnets"][0]["SubnetId"]
    resources = [vpc["VpcId"], subnet]
    ec2.create_tags(Resources=resources, Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": ""}])
    both = [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": ""}]
    assert ec2.describe_vpcs()["Vpcs"][0]["Tags"] == both
    assert ec2.describe_subnets(SubnetIds=[subnet])["Subnets"][0]["Tags"] == both
    of_subnets = ec2.describe_tags(Filters=[{"Name": "resource-type", "Values": ["subnet"]}])["Tags"]
    assert {t["ResourceId"] for t in of_subnets} == {subnet}
    ec2.delete_tags(Resources=[subnet], Tags=[{"Key": "a", "Value": "other"}, {"Key": "b"}])
    assert ec2.describe_subnets(SubnetIds=[subnet])["Subnets"][0]["Tags"] == both[:1]
    ec2.delete_tags(Resources=resources)
    assert not ec2.describe_tags()["Tags"]
    with refused("InvalidID"):
        ec2.create_tags(Resources=["thing-1"], Tags=both)
    with refused("InvalidVpcID.NotFound"):
        ec2.create_tags(Resources=["vpc-0123456789abcdef0"], Tags=both)
    with refused("InvalidParameterValue"):
        ec2.create_tags(Resources=[vpc["VpcId"]], Tags=[{"Key": "aws:mine", "Value": "x"}])
    with refused("TagLimitExceeded"):
        ec2.create_tags(Resources=[vpc["VpcId"]], Tags=[{"Key": f"k{n}", "Value": ""} for n in range(51)])
