import itertools
import time

import pytest
from harness import refused

NUMBERS = itertools.count()


@pytest.fixture
def stream(logs):
    """A stream of its own: the arguments that name it."""
    group = f"events-{next(NUMBERS)}"
    logs.create_log_group(logGroupName=group)
    logs.create_log_stream(logGroupName=group, logStreamName="s")
    return {"logGroupName": group, "logStreamName": "s"}


def events(*messages, start=None):
    start = start or int(time.time() * 1000) - 60_000
    return [{"timestamp": start + i, "message": m} for i, m in enumerate(messages)]


def messages(answer):
    return [e["message"] for e in answer["events"]]


def test_put_and_get(logs, stream):
    sent = events("one", "two", "drei äöü 🚢")
    put = logs.put_log_events(**stream, logEvents=sent)
    assert put["nextSequenceToken"]
    got = logs.get_log_events(**stream, startFromHead=True)
    assert [(e["timestamp"], e["message"]) for e in got["events"]] == [(e["timestamp"], e["message"]) for e in sent]
    assert all(e["ingestionTime"] >= e["timestamp"] for e in got["events"])
    (found,) = logs.describe_log_streams(logGroupName=stream["logGroupName"])["logStreams"]
    assert found["firstEventTimestamp"] == sent[0]["timestamp"]


def test_paging_both_ways(logs, stream):
    start = int(time.time() * 1000) - 60_000
    logs.put_log_events(**stream, logEvents=events(*(str(i) for i in range(25)), start=start))
    forward, token = [], {}
    while True:
        answer = logs.get_log_events(**stream, startFromHead=True, limit=10, **token)
        # The end is told by the token that was sent.
        if token.get("nextToken") == answer["nextForwardToken"]:
            break
        forward += messages(answer)
        token = {"nextToken": answer["nextForwardToken"]}
    assert forward == [str(i) for i in range(25)]
    last = logs.get_log_events(**stream, limit=10)
    assert messages(last) == [str(i) for i in range(15, 25)]
    before = logs.get_log_events(**stream, limit=10, nextToken=last["nextBackwardToken"])
    assert messages(before) == [str(i) for i in range(5, 15)]
    between = logs.get_log_events(**stream, startFromHead=True, startTime=start + 3, endTime=start + 6)
    assert messages(between) == ["3", "4", "5"]
    # What comes later is found with the token of the end.
    end = logs.get_log_events(**stream)["nextForwardToken"]
    logs.put_log_events(**stream, logEvents=events("later", start=start + 30_000))
    assert messages(logs.get_log_events(**stream, nextToken=end)) == ["later"]


def test_rejected_events(server, logs, stream):
    now, day = int(time.time() * 1000), 86_400_000
    old = {"timestamp": now - 15 * day, "message": "too old"}
    future = {"timestamp": now + day // 8, "message": "too new"}
    good = {"timestamp": now, "message": "good"}
    answer = logs.put_log_events(**stream, logEvents=[old, good, future])
    assert answer["rejectedLogEventsInfo"] == {"tooOldLogEventEndIndex": 1, "tooNewLogEventStartIndex": 2}
    assert messages(logs.get_log_events(**stream, startFromHead=True)) == ["good"]
    with refused("InvalidParameterException"):
        logs.put_log_events(**stream, logEvents=[good, {"timestamp": now - 1, "message": "back"}])
    with refused("InvalidParameterException"):
        far = {"timestamp": now - 2 * day, "message": "a day at most"}
        logs.put_log_events(**stream, logEvents=[far, good])
    with refused("InvalidParameterException"):
        unchecked = server.client("logs", checked=False)
        unchecked.put_log_events(**stream, logEvents=[{"timestamp": now, "message": ""}])


def test_missing(logs, stream):
    with refused("ResourceNotFoundException", "The specified log stream does not exist."):
        logs.put_log_events(**{**stream, "logStreamName": "nobody"}, logEvents=events("x"))
    with refused("ResourceNotFoundException", "The specified log group does not exist."):
        logs.get_log_events(logGroupName="nobody", logStreamName="s")
    with refused("InvalidParameterException"):
        logs.get_log_events(**stream, nextToken="nonsense")


def test_filter(logs, stream):
    group = stream["logGroupName"]
    logs.create_log_stream(logGroupName=group, logStreamName="t")
    start = int(time.time() * 1000) - 60_000
    logs.put_log_events(**stream, logEvents=events("INFO a", "ERROR b", '{"level": "warn", "n": 7}', start=start))
    logs.put_log_events(logGroupName=group, logStreamName="t", logEvents=events("ERROR c", start=start + 10))

    def found(**more):
        answer = logs.filter_log_events(logGroupName=group, **more)
        assert "nextToken" not in answer
        return messages(answer)

    assert found() == ["INFO a", "ERROR b", '{"level": "warn", "n": 7}', "ERROR c"]
    assert found(filterPattern="ERROR") == ["ERROR b", "ERROR c"]
    assert found(filterPattern="ERROR -b") == ["ERROR c"]
    assert found(filterPattern='?INFO ?"ERROR c"') == ["INFO a", "ERROR c"]
    assert found(filterPattern='{ $.level = "warn" && $.n > 6 }') == ['{"level": "warn", "n": 7}']
    assert found(logStreamNames=["t"]) == ["ERROR c"]
    assert found(logStreamNamePrefix="t", filterPattern="INFO") == []
    assert found(startTime=start + 1, endTime=start + 2) == ["ERROR b", '{"level": "warn", "n": 7}']
    with refused("InvalidParameterException"):
        found(filterPattern="{ $.level = ")
    paginator = logs.get_paginator("filter_log_events")
    parts = paginator.paginate(logGroupName=group, PaginationConfig={"PageSize": 1})
    assert [e["message"] for p in parts for e in p["events"]] == found()


def test_group_made_anew_is_empty(logs, stream):
    logs.put_log_events(**stream, logEvents=events("old"))
    logs.delete_log_group(logGroupName=stream["logGroupName"])
    logs.create_log_group(logGroupName=stream["logGroupName"])
    logs.create_log_stream(**stream)
    assert logs.get_log_events(**stream, startFromHead=True)["events"] == []


def test_the_command_line(server, logs, stream):
    logs.put_log_events(**stream, logEvents=events("hello"))
    named = ["--log-group-name", stream["logGroupName"], "--log-stream-name", "s"]
    assert messages(server.aws("logs", "get-log-events", *named)) == ["hello"]
