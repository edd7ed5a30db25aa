"""Metric filters: log events become metrics."""

import datetime
import time

import pytest
from harness import pages, refused


@pytest.fixture(scope="module")
def cloudwatch(server):
    return server.client("cloudwatch")


@pytest.fixture
def group(logs, request):
    name = f"/filters/{request.node.originalname}"
    logs.create_log_group(logGroupName=name)
    logs.create_log_stream(logGroupName=name, logStreamName="s")
    yield name
    logs.delete_log_group(logGroupName=name)


def transformation(group, value="1", **more):
    return [{"metricName": "m", "metricNamespace": group, "metricValue": value, **more}]


def make(logs, group, pattern, value="1", name="f", **more):
    logs.put_metric_filter(
        logGroupName=group,
        filterName=name,
        filterPattern=pattern,
        metricTransformations=transformation(group, value, **more),
    )


def put(logs, group, *messages):
    now = int(time.time() * 1000)
    events = [{"timestamp": now, "message": m} for m in messages]
    logs.put_log_events(logGroupName=group, logStreamName="s", logEvents=events)


def sums(cloudwatch, group, **dimensions):
    now = datetime.datetime.now(datetime.UTC)
    points = cloudwatch.get_metric_statistics(
        Namespace=group,
        MetricName="m",
        Dimensions=[{"Name": n, "Value": v} for n, v in dimensions.items()],
        StartTime=now - datetime.timedelta(minutes=10),
        EndTime=now + datetime.timedelta(minutes=1),
        Period=3600,
        Statistics=["Sum", "SampleCount", "Maximum"],
    )["Datapoints"]
    return [(p["Sum"], p["SampleCount"], p["Maximum"], p["Unit"]) for p in points]


def test_matches_are_counted(logs, cloudwatch, group):
    make(logs, group, "ERROR", unit="Count")
    put(logs, group, "an ERROR", "fine", "ERROR again")
    assert sums(cloudwatch, group) == [(2, 2, 1, "Count")]
    logs.delete_metric_filter(logGroupName=group, filterName="f")
    put(logs, group, "ERROR after")
    assert sums(cloudwatch, group) == [(2, 2, 1, "Count")]


def test_numbers_of_json_with_dimensions(logs, cloudwatch, group):
    make(logs, group, '{ $.status = 2* }', "$.took", dimensions={"Path": "$.request.path"})
    put(
        logs,
        group,
        '{"status": 200, "took": 1.5, "request": {"path": "/a"}}',
        '{"status": 201, "took": "2.5", "request": {"path": "/a"}}',
        '{"status": 200, "took": 7, "request": {"path": "/b"}}',
        '{"status": 200, "took": "long", "request": {"path": "/a"}}',
        '{"status": 200, "took": 9}',
        '{"status": 500, "took": 9, "request": {"path": "/a"}}',
    )
    assert sums(cloudwatch, group, Path="/a") == [(4, 2, 2.5, "None")]
    assert sums(cloudwatch, group, Path="/b") == [(7, 1, 7, "None")]
    assert sums(cloudwatch, group) == []


def test_numbers_of_fields(logs, cloudwatch, group):
    make(logs, group, "[ip, ..., status = 404, bytes]", "$bytes", dimensions={"Ip": "$ip"})
    put(logs, group, '10.0.0.1 - "GET /" 404 300', '10.0.0.1 - "GET /" 200 1', "10.0.0.1 x 404 400")
    assert sums(cloudwatch, group, Ip="10.0.0.1") == [(700, 2, 400, "None")]


def test_describe(logs, group):
    for n in range(3):
        make(logs, group, "x", name=f"f{n}", defaultValue=0)
    make(logs, group, "y", name="g")
    (found, *_) = logs.describe_metric_filters(logGroupName=group, filterNamePrefix="f1")["metricFilters"]
    assert found["filterName"] == "f1" and found["logGroupName"] == group and found["filterPattern"] == "x"
    assert found["metricTransformations"] == transformation(group, defaultValue=0)
    by_metric = logs.describe_metric_filters(metricName="m", metricNamespace=group)["metricFilters"]
    assert [f["filterName"] for f in by_metric] == ["f0", "f1", "f2", "g"]

    def call(maxResults, **more):
        return logs.describe_metric_filters(logGroupName=group, limit=maxResults, **more)

    assert [len(p) for p in pages(call, "metricFilters", 3)] == [3, 1]
    (seen,) = logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"]
    assert seen["metricFilterCount"] == 4
    with refused("InvalidParameterException", "metricNamespace"):
        logs.describe_metric_filters(metricName="m")
    with refused("ResourceNotFoundException"):
        logs.describe_metric_filters(logGroupName="nobody")


def test_a_filter_can_be_tried(logs):
    def tried(pattern, *messages):
        return logs.test_metric_filter(filterPattern=pattern, logEventMessages=list(messages))["matches"]

    line = '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /apache_pb.gif HTTP/1.0" 200 1534'
    (match,) = tried("[ip, identity, user, time, request, status, size]", "no", line)
    assert (match["eventNumber"], match["eventMessage"]) == (2, line)
    assert match["extractedValues"] == {
        "$ip": "127.0.0.1",
        "$identity": "-",
        "$user": "frank",
        "$time": "10/Oct/2000:13:25:15 -0700",
        "$request": "GET /apache_pb.gif HTTP/1.0",
        "$status": "200",
        "$size": "1534",
    }
    (match,) = tried("{ $.a.b = 1 && $.c[0] = * }", '{"a": {"b": 1}, "c": ["x"]}')
    assert match["extractedValues"] == {"$.a.b": "1", "$.c[0]": "x"}
    assert tried("ERROR", "fine") == []
    with refused("InvalidParameterException"):
        tried("{ $.a = }", "x")


@pytest.mark.parametrize(
    "pattern, more, text",
    [
        ("ERROR", {"metricValue": "$.size"}, "JSON"),
        ("ERROR", {"metricValue": "$size"}, "space-delimited"),
        ("[a, b]", {"metricValue": "$c"}, "no field"),
        ("ERROR", {"metricValue": "many"}, "neither a number nor a selector"),
        ("ERROR", {"dimensions": {"A": "$.a"}}, "dimensions"),
        ("{ $.a = * }", {"dimensions": {"A": "$.a"}, "defaultValue": 0}, "mutually exclusive"),
        ("{ $.a = * }", {"dimensions": {n: "$.a" for n in "ABCD"}}, "limit of 3"),
        ("{ $.a = * }", {"unit": "Furlongs"}, "unit"),
        ("{ $.a ", {}, "filterPattern"),
    ],
)
def test_bad_filters(logs, group, pattern, more, text):
    with refused("InvalidParameterException", text):
        logs.put_metric_filter(
            logGroupName=group,
            filterName="f",
            filterPattern=pattern,
            metricTransformations=[transformation(group)[0] | more],
        )


@pytest.mark.parametrize(
    "member, given",
    [
        ("applyOnTransformedLogs", True),
        ("fieldSelectionCriteria", "@aws.region = x"),
        ("emitSystemFieldDimensions", ["@aws.account"]),
    ],
)
def test_what_is_not_honoured_is_refused(logs, group, member, given):
    with refused("InvalidParameterException", member):
        logs.put_metric_filter(
            logGroupName=group,
            filterName="f",
            filterPattern="",
            metricTransformations=transformation(group),
            **{member: given},
        )


def test_limits(logs, group):
    for n in range(100):
        make(logs, group, "x", name=f"f{n}")
    make(logs, group, "y", name="f7")
    with refused("LimitExceededException", "Resource limit exceeded."):
        make(logs, group, "x", name="one-more")
    with refused("ResourceNotFoundException", "metric filter"):
        logs.delete_metric_filter(logGroupName=group, filterName="nobody")
