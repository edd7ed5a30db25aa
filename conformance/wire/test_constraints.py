"""Every rule of every input's model, broken one at a time, is refused in AWS's words and under the service's code."""

import re
import tomllib

import pytest
from echo import ROOT
from test_codecs import asked, own, sent
from values import plain

REFUSALS = {
    name: service["refusal"]
    for name, service in tomllib.loads((ROOT / "models/operations.toml").read_text())["services"].items()
}
LENGTH = "Member must have length {} than or equal to {}"
RANGE = "Member must have value {} than or equal to {}"
DEEP = 9
# No more than so many violations are told; all are counted.
TOLD = 50
# What fits patterns that no run of letters or digits fits, by a part of the pattern.
BY_HAND = {
    ":acm:": "arn:aws:acm:us-east-1:000000000000:certificate/a",
    "(?!-)": "a.example.com",
    r"^([a-zA-Z0-9]([a-zA-Z0-9\-]{0,61}[a-zA-Z0-9])?\.)+": "a.example.com",
    "+:[a-fA-F0-9]+": "sha256:0",
    "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}": "00000000-0000-0000-0000-000000000000",
    "[0-9]{12}": "0" * 12,
}
WIDEST = 2**31 - 1


def fitting(shape):
    """A value that breaks nothing."""
    meta = shape.metadata
    kind = shape.type_name
    if kind == "structure":
        return {name: seen(shape.members[name]) for name in shape.required_members}
    if kind == "list":
        return [fitting(shape.member)] * meta.get("min", 0)
    if kind == "map":
        value = fitting(shape.value)
        return {fitting(shape.key) + str(i): value for i in range(meta.get("min", 0))}
    if kind == "string":
        if shape.enum:
            return shape.enum[0]
        for mark, value in BY_HAND.items():
            if mark in meta.get("pattern", ""):
                return value
        digit = "1" if r"\d" in meta.get("pattern", "") else "a"
        return digit * max(1, meta.get("min", 1))
    if kind in ("integer", "long"):
        return max(1, meta.get("min", 1))
    return {"boolean": True, "double": 1.0, "float": 1.0, "timestamp": 0, "blob": b"x"}[kind]


def seen(shape):
    """The same, with something in it: a form cannot carry empty lists and structures."""
    value = fitting(shape)
    if shape.type_name == "list" and not value:
        return [seen(shape.member)]
    if shape.type_name == "structure" and not value and shape.members:
        name, member = next(iter(shape.members.items()))
        return {name: fitting(member)}
    return value


def breaks(shape, depth=0):
    """Values that break one rule: value, path below here, rule."""
    meta = shape.metadata
    kind = shape.type_name
    if depth == DEEP:
        return
    if kind == "structure":
        base = fitting(shape)
        for name in shape.required_members:
            rest = {n: v for n, v in base.items() if n != name}
            if depth and not rest:
                # A form cannot carry empty structures: another member makes it visible, if there is one.
                others = ({n: fitting(m)} for n, m in shape.members.items() if n != name)
                rest = next((other for other in others if [*other.values()] not in ([{}], [[]])), None)
            if rest is not None:
                yield rest, lower(name), "Member must not be null"
        for name, member in shape.members.items():
            for value, path, rule in breaks(member, depth + 1):
                yield {**base, name: value}, ".".join(filter(None, (lower(name), path))), rule
    elif kind == "list":
        low, high = meta.get("min", 0), meta.get("max", 2**62)
        item = seen(shape.member)
        if low > 0:
            yield [item] * (low - 1), "", LENGTH.format("greater", low)
        if high <= 10_000:
            yield [item] * (high + 1), "", LENGTH.format("less", high)
        for value, path, rule in breaks(shape.member, depth + 1):
            items = [value] + [item] * (low - 1)
            if shape.member.type_name in ("structure", "list", "map"):
                yield items, ".".join(filter(None, ("1.member", path))), rule
            else:
                yield items, "", ("Member must satisfy constraint: [", rule)
    elif kind == "map":
        base = fitting(shape)
        for value, _, rule in breaks(shape.value, depth + 1):
            yield {**base, fitting(shape.key): value}, "", ("Map value must satisfy constraint: [", rule)
        for key, _, rule in breaks(shape.key, depth + 1):
            yield {**base, key: fitting(shape.value)}, "", ("Map keys must satisfy constraint: [", rule)
    elif kind == "string":
        if shape.enum:
            values = f"[{', '.join(shape.enum)}]"
            yield "no such value", "", f"Member must satisfy enum value set: {values}"
        if meta.get("min", 0) > 0:
            yield "", "", LENGTH.format("greater", meta["min"])
        if "max" in meta:
            yield "a" * (meta["max"] + 1), "", LENGTH.format("less", meta["max"])
        if "pattern" in meta:
            rule = f"Member must satisfy regular expression pattern: {meta['pattern']}"
            yield ":\x01*" * max(1, meta.get("min", 0) // 3), "", rule
    elif kind in ("integer", "long"):
        if "min" in meta:
            yield meta["min"] - 1, "", RANGE.format("greater", meta["min"])
        # What the type itself cannot hold is not even read.
        if meta.get("max", WIDEST) < WIDEST:
            yield meta["max"] + 1, "", RANGE.format("less", meta["max"])


def lower(name):
    return name[:1].lower() + name[1:]


def test_what_fits_passes(echo, service, operation):
    theirs, ours = own(operation)
    params = fitting(operation.input_shape) if operation.input_shape else {}
    answer = echo.ask(**asked(service, operation, ours, sent(theirs, operation, params)))
    assert answer["value"] == plain(params) and "refused" not in answer


def test_what_breaks_is_refused(echo, service, operation):
    theirs, ours = own(operation)
    refusal = REFUSALS[service]
    code = refusal.get("except", {}).get(operation.name, refusal["code"])
    for params, path, rule in breaks(operation.input_shape) if operation.input_shape else ():
        answer = echo.ask(**asked(service, operation, ours, sent(theirs, operation, params)))
        refused = answer.get("refused")
        if refused is None and service == "ec2" and rule == "Member must not be null":
            pytest.fail(f"{path} may be absent")
        assert refused, f"{path}: {rule}"
        assert refused["status"] == 400
        if refusal["dialect"] == "ec2":
            assert_ec2(refused, path, rule)
            continue
        assert refused["code"] == code
        assert_listing(refused["message"], path, rule)


def assert_listing(message, path, rule):
    head, rest = message.split(" detected: ", 1)
    told = re.split(r"; (?=Value)", rest)
    count = int(head.split()[0])
    assert head == (f"{count} validation errors" if count > 1 else "1 validation error")
    assert len(told) == min(count, TOLD)
    wanted = rule if isinstance(rule, tuple) else (rule,)
    place = f" at '{path}' failed to satisfy constraint: "
    assert any(place in one and all(part in one for part in wanted) for one in told), (message, path, rule)


def assert_ec2(refused, path, rule):
    last = path.rsplit(".", 1)[-1]
    if rule == "Member must not be null":
        assert refused["code"] == "MissingParameter"
        assert refused["message"].startswith("The request must contain the parameter ")
    else:
        assert refused["code"] == "InvalidParameterValue"
        # Lists are named as a form spells them.
        assert re.search(rf" for parameter {last.removesuffix('s')}s? is invalid", refused["message"])
