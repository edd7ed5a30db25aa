import pytest
from harness import arn, eventually, pages, refused


def test_default_cluster_is_there(ecs):
    (cluster,) = ecs.describe_clusters()["clusters"]
    assert cluster["clusterArn"] == arn("cluster/default")
    assert cluster["status"] == "ACTIVE"
    assert cluster["registeredContainerInstancesCount"] == 0
    assert cluster["runningTasksCount"] == cluster["pendingTasksCount"] == cluster["activeServicesCount"] == 0


def test_create_describe_delete(ecs):
    made = ecs.create_cluster(
        clusterName="a",
        tags=[{"key": "k", "value": "v"}],
        settings=[{"name": "containerInsights", "value": "enabled"}],
        capacityProviders=["FARGATE", "FARGATE_SPOT"],
        defaultCapacityProviderStrategy=[{"capacityProvider": "FARGATE", "weight": 1, "base": 1}],
    )["cluster"]
    assert made["clusterArn"] == arn("cluster/a")
    assert made["settings"] == [{"name": "containerInsights", "value": "enabled"}]
    assert made["capacityProviders"] == ["FARGATE", "FARGATE_SPOT"]
    # The same name again answers the cluster that is there.
    again = ecs.create_cluster(clusterName="a")["cluster"]
    assert again["clusterArn"] == made["clusterArn"]
    assert again["settings"] == made["settings"]
    found = ecs.describe_clusters(
        clusters=["a", "nobody", made["clusterArn"]], include=["TAGS", "SETTINGS", "STATISTICS", "CONFIGURATIONS"]
    )
    assert [c["clusterName"] for c in found["clusters"]] == ["a", "a"]
    assert found["clusters"][0]["tags"] == [{"key": "k", "value": "v"}]
    assert {"name": "runningEC2TasksCount", "value": "0"} in found["clusters"][0]["statistics"]
    assert found["failures"] == [{"arn": arn("cluster/nobody"), "reason": "MISSING"}]
    gone = ecs.delete_cluster(cluster="a")["cluster"]
    assert gone["status"] == "INACTIVE"
    assert ecs.describe_clusters(clusters=["a"])["clusters"][0]["status"] == "INACTIVE"
    assert made["clusterArn"] not in ecs.list_clusters()["clusterArns"]
    with refused("ClusterNotFoundException", "Cluster not found."):
        ecs.delete_cluster(cluster="a")
    # A deleted name is free again.
    assert ecs.create_cluster(clusterName="a")["cluster"]["status"] == "ACTIVE"
    ecs.delete_cluster(cluster="a")


def test_bad_names(ecs):
    for name in ("a b", "a/b", "ä", "x" * 256):
        with refused("InvalidParameterException"):
            ecs.create_cluster(clusterName=name)


def test_list_in_pages(server, ecs):
    west = server.client("ecs", region="eu-west-1")
    names = [f"page-{i}" for i in range(5)]
    for name in names:
        west.create_cluster(clusterName=name)
    found = pages(west.list_clusters, "clusterArns", 2)
    assert [len(p) for p in found] == [2, 2, 1]
    assert [a.rsplit("/", 1)[1] for p in found for a in p] == names
    # A region is a world of its own.
    assert not any("page-" in a for a in ecs.list_clusters()["clusterArns"])
    with refused("InvalidParameterException"):
        west.list_clusters(nextToken="nonsense")
    with refused("InvalidParameterException"):
        west.list_clusters(maxResults=101)


def test_update(ecs):
    ecs.create_cluster(clusterName="u")
    settings = [{"name": "containerInsights", "value": "enhanced"}]
    assert ecs.update_cluster_settings(cluster="u", settings=settings)["cluster"]["settings"] == settings
    exec_configuration = {"executeCommandConfiguration": {"logging": "DEFAULT"}}
    updated = ecs.update_cluster(
        cluster="u", configuration=exec_configuration, serviceConnectDefaults={"namespace": "ns"}
    )["cluster"]
    assert updated["configuration"] == exec_configuration
    with refused("InvalidParameterException", "containerInsights"):
        ecs.update_cluster_settings(cluster="u", settings=[{"name": "containerInsights", "value": "loud"}])
    with refused("InvalidParameterException", "logConfiguration"):
        ecs.update_cluster(
            cluster="u", configuration={"executeCommandConfiguration": {"logging": "OVERRIDE"}}
        )
    with refused("ClusterNotFoundException"):
        ecs.update_cluster(cluster="nobody")


def test_capacity_providers(ecs):
    ecs.create_cluster(clusterName="p")
    with refused("InvalidParameterException", "not associated with the cluster"):
        ecs.put_cluster_capacity_providers(
            cluster="p",
            capacityProviders=[],
            defaultCapacityProviderStrategy=[{"capacityProvider": "FARGATE", "weight": 1}],
        )
    with refused("InvalidParameterException", "was not found"):
        ecs.put_cluster_capacity_providers(
            cluster="p", capacityProviders=["mine"], defaultCapacityProviderStrategy=[]
        )
    strategy = [{"capacityProvider": "FARGATE_SPOT", "weight": 3, "base": 0}]
    put = ecs.put_cluster_capacity_providers(
        cluster="p", capacityProviders=["FARGATE", "FARGATE_SPOT"], defaultCapacityProviderStrategy=strategy
    )["cluster"]
    assert put["defaultCapacityProviderStrategy"] == strategy
    found = ecs.describe_capacity_providers()
    assert [p["name"] for p in found["capacityProviders"]] == ["FARGATE", "FARGATE_SPOT"]
    missing = ecs.describe_capacity_providers(capacityProviders=["FARGATE", "mine"])
    assert missing["capacityProviders"][0]["status"] == "ACTIVE"
    assert missing["failures"][0]["reason"] == "MISSING"


def test_the_command_line(server):
    assert server.aws("ecs", "create-cluster", "--cluster-name", "cli")["cluster"]["status"] == "ACTIVE"
    assert arn("cluster/cli") in server.aws("ecs", "list-clusters")["clusterArns"]
    found = server.aws("ecs", "describe-clusters", "--clusters", "cli", "--include", "STATISTICS")
    assert found["clusters"][0]["clusterName"] == "cli"
    with pytest.raises(RuntimeError, match="ClusterNotFoundException"):
        server.aws("ecs", "list-tasks", "--cluster", "nobody")
    server.aws("ecs", "delete-cluster", "--cluster", "cli")

    def gone():
        return arn("cluster/cli") not in server.aws("ecs", "list-clusters")["clusterArns"]

    eventually(gone)
