from harness import refused

ROOT = "arn:aws:iam::000000000000:root"


def effective(ecs, name):
    (found,) = ecs.list_account_settings(name=name, effectiveSettings=True)["settings"]
    return found["value"]


def test_put_list_delete(ecs):
    assert ecs.list_account_settings()["settings"] == []
    assert effective(ecs, "containerInsights") == "disabled"
    put = ecs.put_account_setting(name="containerInsights", value="enabled")["setting"]
    assert (put["name"], put["value"], put["principalArn"]) == ("containerInsights", "enabled", ROOT)
    assert effective(ecs, "containerInsights") == "enabled"
    assert [s["value"] for s in ecs.list_account_settings(name="containerInsights")["settings"]] == ["enabled"]
    # The setting is what new clusters start with.
    made = ecs.create_cluster(clusterName="insights")["cluster"]
    assert made["settings"] == [{"name": "containerInsights", "value": "enabled"}]
    ecs.delete_account_setting(name="containerInsights")
    assert effective(ecs, "containerInsights") == "disabled"


def test_default(ecs):
    put = ecs.put_account_setting_default(name="defaultLogDriverMode", value="blocking")["setting"]
    assert put["value"] == "blocking"
    assert effective(ecs, "defaultLogDriverMode") == "blocking"
    ecs.delete_account_setting(name="defaultLogDriverMode")


def test_all_effective_settings(ecs):
    names = [s["name"] for s in ecs.list_account_settings(effectiveSettings=True)["settings"]]
    assert {"taskLongArnFormat", "containerInsights", "tagResourceAuthorization"} <= set(names)


def test_refused(ecs):
    with refused("InvalidParameterException", "Allowed values"):
        ecs.put_account_setting(name="containerInsights", value="loud")
    with refused("InvalidParameterException", "validation error"):
        ecs.put_account_setting(name="nonsense", value="on")
    with refused("InvalidParameterException"):
        ecs.put_account_setting(name="awsvpcTrunking", value="enabled")
    with refused("InvalidParameterException"):
        ecs.put_account_setting(
            name="containerInsights", value="enabled", principalArn="arn:aws:iam::999999999999:root"
        )
