"""Our codecs against botocore's and cbor2's, both ways, with random values for every served operation.

WIRE_CASES (20) values per operation and direction; WIRE_SEED (1) where they start. A failure names the seed.
"""

import base64
import os
import random
from urllib.parse import urlsplit

import botocore.parsers
import botocore.serialize
import cbor2
from botocore.awsrequest import HeadersDict, create_request_object, prepare_request_dict
from values import Values, plain, same, told

CASES = int(os.environ.get("WIRE_CASES", "20"))
SEED = int(os.environ.get("WIRE_SEED", "1"))


def own(operation):
    """The protocol that botocore chooses for the operation's service: its name for botocore and for us."""
    meta = operation.service_model.metadata
    protocol = operation.service_model.resolved_protocol
    return protocol, f"json{meta['jsonVersion']}" if protocol == "json" else protocol


def dice(service, operation, direction, case):
    seed = f"{SEED}/{service}/{operation.name}/{direction}/{case}"
    return random.Random(seed), seed


def sent(protocol, operation, params):
    """A request as botocore sends it."""
    serializer = botocore.serialize.create_serializer(protocol, include_validation=False)
    request = serializer.serialize_to_request(params, operation)
    prepare_request_dict(request, endpoint_url="http://127.0.0.1:4580", user_agent="test", context={})
    request = create_request_object(request).prepare()
    body = request.body or b""
    url = urlsplit(request.url)
    return {
        "method": request.method,
        "path": url.path,
        "query": url.query,
        "headers": {
            name: value.decode() if isinstance(value, bytes) else str(value)
            for name, value in request.headers.items()
        },
        "body": base64.b64encode(body.encode() if isinstance(body, str) else body).decode(),
    }


def read(protocol, operation, answer):
    """An answer as botocore understands it."""
    response = {
        "status_code": answer["status"],
        "headers": HeadersDict(dict(answer["headers"])),
        "body": answer["body"],
        "context": {},
    }
    parsed = botocore.parsers.create_parser(protocol).parse(response, operation.output_shape)
    meta = parsed.pop("ResponseMetadata", {})
    return parsed, meta


def asked(service, operation, protocol, request):
    scope = operation.service_model.signing_name
    place = {"service": service, "operation": operation.name, "protocol": protocol}
    return {"do": "decode", "scope": scope, **place, **request}


def decoded(echo, service, operation, theirs, ours, params):
    answer = echo.ask(**asked(service, operation, ours, sent(theirs, operation, params)))
    assert "fault" not in answer, answer["fault"]
    return answer["value"]


def test_requests(echo, service, operation, protocol):
    theirs, ours = own(operation)
    if protocol != "own":
        theirs, ours = {"cbor": "smithy-rpc-v2-cbor"}.get(protocol, protocol), protocol
    whole = ours in ("query", "ec2")
    for case in range(CASES):
        roll, seed = dice(service, operation, "in" + protocol, case)
        values = Values(roll, whole=whole, documents="json" in ours)
        params = values.of(operation.input_shape) if operation.input_shape else {}
        got = decoded(echo, service, operation, theirs, ours, params)
        assert same(got, plain(params)), f"seed {seed}\nsent {told(params)}\nread {told(got)}"


def test_requests_by_cbor2(echo, service, operation):
    for case in range(CASES):
        roll, seed = dice(service, operation, "cbor2", case)
        params = Values(roll, documents=False).of(operation.input_shape) if operation.input_shape else {}
        body = cbor2.dumps(params, datetime_as_timestamp=True, canonical=roll.random() < 0.5)
        prefix = operation.service_model.metadata.get("targetPrefix", "none")
        path = f"/service/{prefix}/operation/{operation.name}"
        request = {"method": "POST", "path": path, "query": "", "headers": {"smithy-protocol": "rpc-v2-cbor"}}
        request["body"] = base64.b64encode(body).decode()
        answer = echo.ask(**{**asked(service, operation, "cbor", request), "scope": None})
        assert "fault" not in answer, answer["fault"]
        assert same(answer["value"], plain(params)), f"seed {seed}\nsent {told(params)}\nread {told(answer)}"


def test_answers(echo, service, operation, protocol):
    theirs, ours = own(operation)
    if protocol == "query":
        theirs = ours = "query"
    shape = operation.output_shape
    for case in range(CASES):
        roll, seed = dice(service, operation, "out" + protocol, case)
        values = Values(roll, xml=ours in ("query", "ec2"), documents="json" in ours)
        output = values.of(shape) if shape else {}
        answer = echo.ask(
            do="encode", service=service, operation=operation.name, protocol=ours, value=plain(output)
        )
        got, meta = read(theirs, operation, answer)
        assert meta["RequestId"] == "request-1" and answer["status"] == operation.http.get("responseCode", 200)
        assert same(plain(got), plain(output)), f"seed {seed}\nmeant {told(output)}\nread {told(got)}"


def test_answers_by_cbor2(echo, service, operation):
    shape = operation.output_shape
    for case in range(CASES):
        roll, seed = dice(service, operation, "outcbor2", case)
        output = Values(roll, documents=False).of(shape) if shape else {}
        answer = echo.ask(
            do="encode", service=service, operation=operation.name, protocol="cbor", value=plain(output)
        )
        got = cbor2.loads(answer["body"])
        assert same(plain(got), plain(output)), f"seed {seed}\nmeant {told(output)}\nread {told(got)}"


def test_errors(echo, service, operation):
    theirs, ours = own(operation)
    for shape in operation.error_shapes:
        error = shape.metadata.get("error", {})
        status = error.get("httpStatusCode", 500 if shape.metadata.get("fault") else 400)
        message = "<no & \"no\">\né"
        answer = echo.ask(
            do="fault", service=service, protocol=ours, code=shape.name, message=message, status=status
        )
        parsed, meta = read(theirs, operation, answer)
        assert parsed["Error"]["Code"] == error.get("code", shape.name)
        assert parsed["Error"]["Message"] == message
        assert answer["status"] == status and meta["RequestId"] == "request-1"
