"""Random values by botocore shape, and their JSON form that `echo` understands."""

import base64
import datetime
import json
import math
import struct

UTC = datetime.timezone.utc
EASY = "abcXYZ019-_ ./:=+@"
HARD = "\"'\\<>&\t\né漢😀\u2028]]>%?#;,{}[]"


class Values:
    """`xml`: keep to what XML can carry. `whole`: nothing that a query string cannot carry (empty structures).
    `documents`: values of any shape, which only JSON carries."""

    def __init__(self, dice, xml=False, whole=False, documents=True):
        self.dice, self.xml, self.whole, self.documents = dice, xml, whole, documents

    def of(self, shape, depth=0):
        return getattr(self, shape.type_name)(shape, depth)

    def structure(self, shape, depth):
        if getattr(shape, "is_document_type", False):
            return {"any": [1, 2.5, None, "x", {"deep": True}]}
        names = [n for n, m in shape.members.items() if self.documents or not getattr(m, "is_document_type", False)]
        if getattr(shape, "is_tagged_union", False):
            names = [self.dice.choice(names)]
            chosen = names
        else:
            likely = 0.7 if depth < 3 else 0.35 if depth < 6 else 0.1
            required = set(shape.required_members)
            chosen = [n for n in names if n in required or self.dice.random() < likely]
            if self.whole and depth and not chosen and names:
                chosen = [self.dice.choice(names)]
        value = {name: self.of(shape.members[name], depth + 1) for name in chosen}
        if self.whole:
            value = {n: v for n, v in value.items() if v not in ({}, [])}
        return value

    def list(self, shape, depth):
        count = self.dice.choice((1, 1, 2, 3) if self.whole else (0, 1, 1, 2, 3))
        items = [self.of(shape.member, depth + 1) for _ in range(count)]
        return [i for i in items if i not in ({}, [])] if self.whole else items

    def map(self, shape, depth):
        keys = {self.text() or "k" for _ in range(self.dice.choice((1, 2, 3) if self.whole else (0, 1, 3)))}
        all = {key: self.of(shape.value, depth + 1) for key in sorted(keys)}
        return {k: v for k, v in all.items() if v not in ({}, [])} if self.whole else all

    def text(self):
        letters = EASY + HARD if self.xml else EASY + HARD + "\0\b\x1f\r\x7f\u2029\ufffe"
        return "".join(self.dice.choice(letters) for _ in range(self.dice.choice((0, 1, 3, 8, 30))))

    def string(self, shape, depth):
        if shape.enum and self.dice.random() < 0.8:
            return self.dice.choice(shape.enum)
        return self.text()

    character = string

    def boolean(self, shape, depth):
        return self.dice.random() < 0.5

    def integer(self, shape, depth):
        return self.dice.choice((0, 1, -1, 2**31 - 1, -(2**31), self.dice.randrange(-(2**31), 2**31)))

    def long(self, shape, depth):
        return self.dice.choice((0, 1, -1, 2**63 - 1, -(2**63), self.dice.randrange(-(2**63), 2**63)))

    def double(self, shape, depth):
        return self.dice.choice((0.0, 0.1, -2.5, 1e-300, 1e300, self.dice.uniform(-1e6, 1e6), float(2**60)))

    def float(self, shape, depth):
        return struct.unpack("f", struct.pack("f", self.dice.uniform(-1e6, 1e6)))[0]

    def timestamp(self, shape, depth):
        millis = self.dice.randrange(-2_000_000_000_000, 4_102_444_800_000)
        return datetime.datetime(1970, 1, 1, tzinfo=UTC) + datetime.timedelta(milliseconds=millis)

    def blob(self, shape, depth):
        return self.dice.randbytes(self.dice.choice((0, 1, 2, 3, 100)))


def plain(value):
    """As `echo` tells values: timestamps as seconds, blobs as base64."""
    if isinstance(value, datetime.datetime):
        return value.timestamp()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value


def same(a, b):
    """Equality up to the last bit of a float."""
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return a == b or math.isclose(a, b, rel_tol=1e-15, abs_tol=1e-6 if abs(a) > 1e8 else 0)
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    return a == b


def told(value):
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True)
