"""StartLiveTail: an event stream, read by botocore's own parser."""

import time

import pytest
from harness import PATIENCE, arn, refused


@pytest.fixture
def group(logs, request):
    name = f"/tail/{request.node.name}"
    logs.create_log_group(logGroupName=name)
    for stream in ("web/1", "web/2", "db/1"):
        logs.create_log_stream(logGroupName=name, logStreamName=stream)
    yield name
    logs.delete_log_group(logGroupName=name)


def put(logs, group, stream, *messages):
    now = int(time.time() * 1000)
    events = [{"timestamp": now, "message": m} for m in messages]
    logs.put_log_events(logGroupName=group, logStreamName=stream, logEvents=events)


def listen(logs, group, **more):
    stream = logs.start_live_tail(logGroupIdentifiers=[arn(f"log-group:{group}", "logs")], **more)["responseStream"]
    events = iter(stream)
    start = next(events)["sessionStart"]
    return stream, events, start


def results(events, count):
    """The first results, and how many updates they took."""
    found, updates = [], 0
    while len(found) < count:
        update = next(events)["sessionUpdate"]
        assert update["sessionMetadata"]["sampled"] is False
        found += update["sessionResults"]
        updates += 1
        assert updates < PATIENCE
    return found


def test_new_events(logs, group):
    put(logs, group, "web/1", "before")
    stream, events, start = listen(logs, group)
    assert start["logGroupIdentifiers"] == [arn(f"log-group:{group}", "logs")]
    assert start["sessionId"] and start["requestId"]
    put(logs, group, "web/1", "one", "two")
    put(logs, group, "db/1", "three")
    found = results(events, 3)
    assert [(e["logStreamName"], e["message"]) for e in found] == [
        ("web/1", "one"),
        ("web/1", "two"),
        ("db/1", "three"),
    ]
    assert found[0]["logGroupIdentifier"].endswith(f":{group}")
    assert abs(found[0]["ingestionTime"] - found[0]["timestamp"]) < 60_000
    # An update comes every second, also when there is nothing to tell.
    assert next(events)["sessionUpdate"]["sessionResults"] == []
    stream.close()


def test_pattern_and_streams(logs, group):
    stream, events, _ = listen(logs, group, logEventFilterPattern="ERROR", logStreamNamePrefixes=["web/"])
    put(logs, group, "db/1", "ERROR of another")
    put(logs, group, "web/1", "fine")
    put(logs, group, "web/2", "ERROR here")
    assert [(e["logStreamName"], e["message"]) for e in results(events, 1)] == [("web/2", "ERROR here")]
    stream.close()


def test_more_than_fits_is_sampled(logs, group):
    stream, events, _ = listen(logs, group)
    put(logs, group, "web/1", *(f"line {n}" for n in range(700)))
    while not (update := next(events)["sessionUpdate"])["sessionResults"]:
        pass
    assert len(update["sessionResults"]) == 500
    assert update["sessionMetadata"]["sampled"] is True
    stream.close()


def test_refusals(logs, group):
    with refused("ResourceNotFoundException", "The specified log group does not exist."):
        logs.start_live_tail(logGroupIdentifiers=[arn("log-group:nobody", "logs")])
    with refused("InvalidParameterException", "no ARN of a log group"):
        logs.start_live_tail(logGroupIdentifiers=["just-a-name"])
    this = [arn(f"log-group:{group}", "logs")]
    with refused("InvalidParameterException", "mutually exclusive"):
        logs.start_live_tail(logGroupIdentifiers=this, logStreamNames=["a"], logStreamNamePrefixes=["b"])
    with refused("InvalidParameterException", "Invalid filterPattern"):
        logs.start_live_tail(logGroupIdentifiers=this, logEventFilterPattern="{ $.a = ")
