"""Talks to `crates/wire/examples/echo.rs`: our codecs as a program."""

import base64
import json
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Echo:
    def __init__(self):
        program = os.environ.get("LONGSHORE_WIRE_ECHO")
        if program is None:
            subprocess.run(["cargo", "build", "--quiet", "-p", "wire", "--example", "echo"], cwd=ROOT, check=True)
            target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
            program = target / "debug" / "examples" / "echo"
        pipe = subprocess.PIPE
        self.process = subprocess.Popen([program], stdin=pipe, stdout=pipe, text=True, encoding="utf-8")

    def ask(self, **question):
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert "broken" not in answer, answer["broken"]
        if "body" in answer:
            answer["body"] = base64.b64decode(answer["body"])
        return answer

    def close(self):
        self.process.stdin.close()
        assert self.process.wait(timeout=10) == 0
