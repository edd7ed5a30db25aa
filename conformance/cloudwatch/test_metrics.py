"""Metrics, in every protocol that CloudWatch speaks."""

import datetime
import time

import pytest
from harness import refused

MINUTE = 60


@pytest.fixture(scope="module", params=["json", "query", "smithy-rpc-v2-cbor"])
def cloudwatch(server, request):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("botocore.model.PRIORITY_ORDERED_SUPPORTED_PROTOCOLS", [request.param])
        client = server.client("cloudwatch", checked=False)
        assert client.meta.service_model.resolved_protocol == request.param
    return client


@pytest.fixture
def space(request, cloudwatch):
    return f"{request.node.originalname}/{cloudwatch.meta.service_model.resolved_protocol}"


def minute(back=0):
    now = int(time.time())
    return datetime.datetime.fromtimestamp(now - now % MINUTE - back * MINUTE, datetime.UTC)


def put(cloudwatch, space, *data):
    cloudwatch.put_metric_data(Namespace=space, MetricData=list(data))


def statistics(cloudwatch, space, name, period=MINUTE, **more):
    if "ExtendedStatistics" not in more:
        more = {"Statistics": ["SampleCount", "Sum", "Average", "Minimum", "Maximum"]} | more
    points = cloudwatch.get_metric_statistics(
        Namespace=space, MetricName=name, StartTime=minute(10), EndTime=minute(-1), Period=period, **more
    )["Datapoints"]
    return sorted(points, key=lambda p: p["Timestamp"])


def test_values_come_back_by_period(cloudwatch, space):
    put(cloudwatch, space, {"MetricName": "m", "Timestamp": minute(3), "Value": 1.5, "Unit": "Seconds"})
    put(
        cloudwatch,
        space,
        {"MetricName": "m", "Timestamp": minute(3), "Values": [2.5, 4], "Counts": [2, 1], "Unit": "Seconds"},
        {
            "MetricName": "m",
            "Timestamp": minute(1),
            "StatisticValues": {"SampleCount": 4, "Sum": 10, "Minimum": 1, "Maximum": 5},
            "Unit": "Seconds",
        },
    )
    first, second = statistics(cloudwatch, space, "m")
    assert first == {
        "Timestamp": minute(3),
        "SampleCount": 4,
        "Sum": 10.5,
        "Average": 2.625,
        "Minimum": 1.5,
        "Maximum": 4,
        "Unit": "Seconds",
    }
    assert (second["Timestamp"], second["Sum"], second["Maximum"]) == (minute(1), 10, 5)
    (whole,) = statistics(cloudwatch, space, "m", period=3600)
    assert (whole["SampleCount"], whole["Sum"]) == (8, 20.5)
    assert statistics(cloudwatch, space, "m", Unit="Bytes") == []
    assert statistics(cloudwatch, space, "nothing") == []


def test_percentiles_of_kept_values(cloudwatch, space):
    values = [float(n) for n in range(1, 101)]
    put(cloudwatch, space, {"MetricName": "m", "Timestamp": minute(2), "Values": values})
    (point,) = cloudwatch.get_metric_statistics(
        Namespace=space,
        MetricName="m",
        StartTime=minute(5),
        EndTime=minute(),
        Period=MINUTE,
        ExtendedStatistics=["p50", "p99", "p100"],
    )["Datapoints"]
    assert point["ExtendedStatistics"] == pytest.approx({"p50": 50.5, "p99": 99.01, "p100": 100})
    with refused("InvalidParameterValue", "tm90"):
        statistics(cloudwatch, space, "m", ExtendedStatistics=["tm90"])


def test_seconds_are_kept_apart(cloudwatch, space):
    at = minute(1)
    data = [
        {"MetricName": "m", "Timestamp": at + datetime.timedelta(seconds=s), "Value": s, "StorageResolution": 1}
        for s in (0, 1, 7)
    ]
    put(cloudwatch, space, *data)
    ones = statistics(cloudwatch, space, "m", period=1)
    assert [(p["Timestamp"] - at).total_seconds() for p in ones] == [0, 1, 7]
    assert [p["Sum"] for p in statistics(cloudwatch, space, "m", period=5)] == [1, 7]
    assert [p["Sum"] for p in statistics(cloudwatch, space, "m")] == [8]
    with refused("InvalidParameterValue", "Period"):
        statistics(cloudwatch, space, "m", period=7)


def query(space, name, id="q", stat="Sum", **more):
    metric = {"Namespace": space, "MetricName": name}
    return {"Id": id, "MetricStat": {"Metric": metric, "Period": MINUTE, "Stat": stat}, **more}


def data(cloudwatch, *queries, **more):
    return cloudwatch.get_metric_data(
        MetricDataQueries=list(queries), StartTime=minute(10), EndTime=minute(-1), **more
    )


def test_metric_data(cloudwatch, space):
    for back, value in ((5, 1), (4, 2), (3, 3)):
        put(cloudwatch, space, {"MetricName": "m", "Timestamp": minute(back), "Value": value})
    (result,) = data(cloudwatch, query(space, "m", Label="mine"))["MetricDataResults"]
    assert result["Values"] == [3, 2, 1] and result["Timestamps"][0] == minute(3)
    assert (result["Id"], result["Label"], result["StatusCode"]) == ("q", "mine", "Complete")
    (result,) = data(cloudwatch, query(space, "m"), ScanBy="TimestampAscending")["MetricDataResults"]
    assert result["Values"] == [1, 2, 3] and result["Label"] == "m"
    # In pages, over two queries.
    got, token = [], {}
    while True:
        page = data(cloudwatch, query(space, "m"), query(space, "m", "r", "p50"), MaxDatapoints=2, **token)
        got += [(r["Id"], r["Values"]) for r in page["MetricDataResults"]]
        if not page.get("NextToken"):
            break
        token = {"NextToken": page["NextToken"]}
    assert got == [("q", [3, 2]), ("q", [1]), ("r", [3]), ("r", [2, 1])]
    with refused("InvalidParameterValue", "Expression"):
        data(cloudwatch, {"Id": "e", "Expression": "1 + 1"})
    with refused("InvalidParameterValue", "not unique"):
        data(cloudwatch, query(space, "m"), query(space, "m"))


def test_list(cloudwatch, space):
    web = [{"Name": "Service", "Value": "web"}, {"Name": "Zone", "Value": "a"}]
    put(cloudwatch, space, {"MetricName": "m", "Value": 1, "Dimensions": web})
    # The order of dimensions is no part of a metric.
    put(cloudwatch, space, {"MetricName": "m", "Value": 1, "Dimensions": web[::-1]})
    put(cloudwatch, space, {"MetricName": "n", "Value": 1})

    def names(**more):
        return [m["MetricName"] for m in cloudwatch.list_metrics(Namespace=space, **more)["Metrics"]]

    assert names() == ["m", "n"]
    assert names(MetricName="m") == ["m"]
    assert names(Dimensions=[{"Name": "Zone"}]) == ["m"]
    assert names(Dimensions=[{"Name": "Zone", "Value": "b"}]) == []
    assert names(RecentlyActive="PT3H") == ["m", "n"]
    (found,) = cloudwatch.list_metrics(Namespace=space, MetricName="m")["Metrics"]
    assert found["Dimensions"] == web
    (point,) = statistics(cloudwatch, space, "m", Dimensions=web)
    assert point["SampleCount"] == 2


@pytest.mark.parametrize(
    "bad, code, text",
    [
        ({}, "MissingParameter", "MetricData.member.1.Value"),
        ({"Value": 1, "Values": [1]}, "InvalidParameterCombination", "mutually exclusive"),
        ({"Values": [1, 2], "Counts": [1]}, "InvalidParameterValue", "same size"),
        ({"Value": float("nan")}, "InvalidParameterValue", "MetricData.member.1.Value"),
        ({"Value": 1, "StorageResolution": 5}, "InvalidParameterValue", "StorageResolution"),
        ({"Value": 1, "Timestamp": 0}, "InvalidParameterValue", "past two weeks"),
        ({"Value": 1, "Timestamp": 4_000_000_000}, "InvalidParameterValue", "two hours in the future"),
        ({"Value": 1, "Unit": "Furlongs"}, "ValidationError", "unit"),
        ({"Value": 1, "Dimensions": [{"Name": "a", "Value": "b"}] * 2}, "InvalidParameterValue", "dimension a"),
    ],
)
def test_bad_data(cloudwatch, space, bad, code, text):
    with refused(code, text):
        put(cloudwatch, space, {"MetricName": "m", **bad})


def test_bad_questions(cloudwatch, space):
    with refused("InvalidParameterValue", "AWS/"):
        put(cloudwatch, "AWS/ECS", {"MetricName": "m", "Value": 1})
    with refused("MissingParameter"):
        cloudwatch.get_metric_statistics(
            Namespace=space, MetricName="m", StartTime=minute(1), EndTime=minute(), Period=MINUTE
        )
    with refused("InvalidParameterCombination"):
        statistics(cloudwatch, space, "m", Statistics=["Sum"], ExtendedStatistics=["p50"])
    with refused("InvalidParameterCombination", "1440"):
        cloudwatch.get_metric_statistics(
            Namespace=space,
            MetricName="m",
            StartTime=minute(3000),
            EndTime=minute(),
            Period=MINUTE,
            Statistics=["Sum"],
        )
    with refused("InvalidParameterValue", "StartTime"):
        cloudwatch.get_metric_statistics(
            Namespace=space, MetricName="m", StartTime=minute(), EndTime=minute(), Period=MINUTE, Statistics=["Sum"]
        )
