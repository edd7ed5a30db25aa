"""What most cases need."""

import itertools

import pytest

NAMES = itertools.count(1)


class Map:
    """Cloud Map with fresh names."""

    def __init__(self, server):
        self.api = server.client("servicediscovery", checked=False)
        self.ec2 = server.client("ec2")

    def vpc(self):
        return self.ec2.describe_vpcs()["Vpcs"][0]["VpcId"]

    def done(self, operation):
        """The namespace of an operation, which is a success at once."""
        told = self.api.get_operation(OperationId=operation)["Operation"]
        assert told["Status"] == "SUCCESS" and told["UpdateDate"] >= told["CreateDate"]
        return told["Targets"]["NAMESPACE"]

    def http(self, **more):
        asked = {"Name": f"http{next(NAMES)}"} | more
        return self.done(self.api.create_http_namespace(**asked)["OperationId"])

    def private(self, **more):
        asked = {"Name": f"zone{next(NAMES)}.internal", "Vpc": self.vpc()} | more
        return self.done(self.api.create_private_dns_namespace(**asked)["OperationId"])

    def service(self, namespace, *types, **more):
        asked = {"Name": f"service{next(NAMES)}", "NamespaceId": namespace}
        if types:
            asked["DnsConfig"] = {"DnsRecords": [{"Type": t, "TTL": 5} for t in types]}
        return self.api.create_service(**(asked | more))["Service"]

    def register(self, service, instance, **attributes):
        self.api.register_instance(ServiceId=service["Id"], InstanceId=instance, Attributes=attributes)


@pytest.fixture(scope="module")
def cloud(server):
    return Map(server)


@pytest.fixture(scope="module")
def api(cloud):
    return cloud.api
