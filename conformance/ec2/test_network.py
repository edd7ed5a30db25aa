import ipaddress

import pytest
from harness import ACCOUNT, refused


@pytest.fixture(scope="module")
def vpc(ec2):
    (found,) = ec2.describe_vpcs()["Vpcs"]
    return found


def test_default_vpc(ec2, vpc):
    assert vpc["IsDefault"] is True and vpc["State"] == "available"
    assert vpc["CidrBlock"] == "172.31.0.0/16"
    by_id = ec2.describe_vpcs(VpcIds=[vpc["VpcId"]])["Vpcs"]
    assert by_id == [vpc]
    assert ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["false"]}])["Vpcs"] == []
    with refused("InvalidVpcID.NotFound"):
        ec2.describe_vpcs(VpcIds=["vpc-0123456789abcdef0"])


def test_subnets(ec2, vpc):
    subnets = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc["VpcId"]]}])["Subnets"]
    zones = ec2.describe_availability_zones()["AvailabilityZones"]
    assert {s["AvailabilityZone"] for s in subnets} <= {z["ZoneName"] for z in zones}
    blocks = [ipaddress.ip_network(s["CidrBlock"]) for s in subnets]
    assert all(b.subnet_of(ipaddress.ip_network(vpc["CidrBlock"])) for b in blocks)
    assert not any(a.overlaps(b) for a in blocks for b in blocks if a is not b)
    assert ec2.describe_subnets(SubnetIds=[subnets[0]["SubnetId"]])["Subnets"] == subnets[:1]
    with refused("InvalidSubnetID.NotFound"):
        ec2.describe_subnets(SubnetIds=["subnet-0123456789abcdef0"])
    with refused("InvalidParameterValue"):
        ec2.describe_subnets(Filters=[{"Name": "no-such-filter", "Values": ["x"]}])


def test_security_groups(ec2, vpc):
    (group,) = ec2.describe_security_groups(Filters=[{"Name": "group-name", "Values": ["default"]}])["SecurityGroups"]
    assert (group["VpcId"], group["OwnerId"]) == (vpc["VpcId"], ACCOUNT)
    with refused("InvalidGroup.NotFound"):
        ec2.describe_security_groups(GroupIds=["sg-0123456789abcdef0"])


def test_network_interfaces(ec2):
    subnet = ec2.describe_subnets()["Subnets"][0]
    made = ec2.create_network_interface(SubnetId=subnet["SubnetId"], Description="mine")["NetworkInterface"]
    assert ipaddress.ip_address(made["PrivateIpAddress"]) in ipaddress.ip_network(subnet["CidrBlock"])
    other = ec2.create_network_interface(SubnetId=subnet["SubnetId"])["NetworkInterface"]
    assert made["PrivateIpAddress"] != other["PrivateIpAddress"] and made["MacAddress"] != other["MacAddress"]
    ids = [made["NetworkInterfaceId"], other["NetworkInterfaceId"]]
    found = ec2.describe_network_interfaces(NetworkInterfaceIds=ids)["NetworkInterfaces"]
    assert {i["NetworkInterfaceId"] for i in found} == set(ids)
    assert {i.get("Description", "") for i in found} == {"mine", ""}
    for interface in ids:
        ec2.delete_network_interface(NetworkInterfaceId=interface)
    with refused("InvalidNetworkInterfaceID.NotFound"):
        ec2.describe_network_interfaces(NetworkInterfaceIds=ids)
    with refused("InvalidNetworkInterfaceID.NotFound"):
        ec2.delete_network_interface(NetworkInterfaceId=ids[0])
    with refused("InvalidSubnetID.NotFound"):
        ec2.create_network_interface(SubnetId="subnet-0123456789abcdef0")


def test_the_command_line(server):
    assert server.aws("ec2", "describe-vpcs")["Vpcs"][0]["IsDefault"] is True
    zones = server.aws("ec2", "describe-availability-zones")["AvailabilityZones"]
    assert all(z["RegionName"] == "us-east-1" for z in zones)
