import pytest
from harness import arn, pages, refused


def names(logs, **more):
    return [g["logGroupName"] for g in logs.describe_log_groups(**more)["logGroups"]]


def test_create_describe_delete(logs):
    logs.create_log_group(logGroupName="/g/a", tags={"k": "v"})
    (found,) = logs.describe_log_groups(logGroupNamePrefix="/g/a")["logGroups"]
    assert found["arn"] == arn("log-group:/g/a:*", "logs")
    assert found["logGroupArn"] == arn("log-group:/g/a", "logs")
    assert found["storedBytes"] == 0 and "retentionInDays" not in found
    with refused("ResourceAlreadyExistsException", "The specified log group already exists"):
        logs.create_log_group(logGroupName="/g/a")
    logs.delete_log_group(logGroupName="/g/a")
    assert names(logs, logGroupNamePrefix="/g/a") == []
    with refused("ResourceNotFoundException", "The specified log group does not exist."):
        logs.delete_log_group(logGroupName="/g/a")


@pytest.mark.parametrize("name", ["a b", "x" * 513, "ä", "a:b"])
def test_bad_names(logs, name):
    with refused("InvalidParameterException"):
        logs.create_log_group(logGroupName=name)


def test_list_in_pages(logs):
    for i in range(5):
        logs.create_log_group(logGroupName=f"page-{i}")
    assert names(logs, logGroupNamePrefix="page-") == [f"page-{i}" for i in range(5)]
    assert names(logs, logGroupNamePattern="age-3") == ["page-3"]

    def call(maxResults, **more):
        return logs.describe_log_groups(limit=maxResults, logGroupNamePrefix="page-", **more)

    assert [len(p) for p in pages(call, "logGroups", 2)] == [2, 2, 1]
    with refused("InvalidParameterException"):
        logs.describe_log_groups(nextToken="nonsense")


def test_retention(logs):
    logs.create_log_group(logGroupName="kept")
    logs.put_retention_policy(logGroupName="kept", retentionInDays=7)
    (found,) = logs.describe_log_groups(logGroupNamePrefix="kept")["logGroups"]
    assert found["retentionInDays"] == 7
    with refused("InvalidParameterException"):
        logs.put_retention_policy(logGroupName="kept", retentionInDays=8)
    logs.delete_retention_policy(logGroupName="kept")
    (found,) = logs.describe_log_groups(logGroupNamePrefix="kept")["logGroups"]
    assert "retentionInDays" not in found
    with refused("ResourceNotFoundException"):
        logs.put_retention_policy(logGroupName="nobody", retentionInDays=7)


def test_tags(logs):
    logs.create_log_group(logGroupName="tagged", tags={"a": "1"})
    group = arn("log-group:tagged", "logs")
    logs.tag_resource(resourceArn=group, tags={"b": "2"})
    assert logs.list_tags_for_resource(resourceArn=group)["tags"] == {"a": "1", "b": "2"}
    logs.untag_resource(resourceArn=group, tagKeys=["a"])
    assert logs.list_tags_for_resource(resourceArn=group)["tags"] == {"b": "2"}
    # The calls that these have replaced see the same tags.
    logs.tag_log_group(logGroupName="tagged", tags={"c": "3"})
    assert logs.list_tags_log_group(logGroupName="tagged")["tags"] == {"b": "2", "c": "3"}
    logs.untag_log_group(logGroupName="tagged", tags=["b", "c"])
    assert logs.list_tags_for_resource(resourceArn=group)["tags"] == {}
    with refused("ResourceNotFoundException"):
        logs.list_tags_for_resource(resourceArn=arn("log-group:nobody", "logs"))
    with refused("InvalidParameterException"):
        logs.tag_log_group(logGroupName="tagged", tags={"aws:mine": "1"})


def test_streams(logs):
    logs.create_log_group(logGroupName="s")
    for name in ("b", "a/1", "a/2"):
        logs.create_log_stream(logGroupName="s", logStreamName=name)
    found = logs.describe_log_streams(logGroupName="s")["logStreams"]
    assert [s["logStreamName"] for s in found] == ["a/1", "a/2", "b"]
    assert found[0]["arn"] == arn("log-group:s:log-stream:a/1", "logs")
    prefixed = logs.describe_log_streams(logGroupName="s", logStreamNamePrefix="a/", descending=True)
    assert [s["logStreamName"] for s in prefixed["logStreams"]] == ["a/2", "a/1"]
    with refused("ResourceAlreadyExistsException", "The specified log stream already exists"):
        logs.create_log_stream(logGroupName="s", logStreamName="b")
    with refused("InvalidParameterException"):
        logs.create_log_stream(logGroupName="s", logStreamName="a:b")
    with refused("ResourceNotFoundException", "The specified log group does not exist."):
        logs.create_log_stream(logGroupName="nobody", logStreamName="b")
    with refused("InvalidParameterException"):
        logs.describe_log_streams(logGroupName="s", orderBy="LastEventTime", logStreamNamePrefix="a")
    logs.delete_log_stream(logGroupName="s", logStreamName="b")
    with refused("ResourceNotFoundException", "The specified log stream does not exist."):
        logs.delete_log_stream(logGroupName="s", logStreamName="b")


def test_the_command_line(server):
    server.aws("logs", "create-log-group", "--log-group-name", "cli")
    found = server.aws("logs", "describe-log-groups", "--log-group-name-prefix", "cli")
    assert [g["logGroupName"] for g in found["logGroups"]] == ["cli"]
    with pytest.raises(RuntimeError, match="ResourceNotFoundException"):
        server.aws("logs", "describe-log-streams", "--log-group-name", "nobody")
