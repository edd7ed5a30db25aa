"""Prints one service model of the pinned botocore without prose and without traits that do not reach the wire.

Called by `cargo xtask models` with the wanted version and the model's folder, `name/api-version`.
"""

import gzip
import json
import os
import sys

import botocore

# What only clients or readers use. Everything that is not named here must be known to model.rs.
DROPPED = {
    "documentation", "documentationUrl", "deprecated", "deprecatedMessage", "deprecatedSince", "version", "examples",
    "authorizers", "clientContextParams", "staticContextParams", "operationContextParams", "contextParam", "hostLabel",
    "serviceAbbreviation", "signatureVersion", "uid", "box", "synthetic", "retryable", "idempotent", "readonly",
    "endpointdiscovery", "unsignedPayload", "authtype", "name", "httpChecksumRequired",
}  # fmt: skip


def trim(node):
    return {k: v for k, v in node.items() if k not in DROPPED}


def operation(node):
    node = trim(node)
    for use in ("input", "output"):
        if use in node:
            node[use] = trim(node[use])
    if "errors" in node:
        node["errors"] = [trim(e) for e in node["errors"]]
    return node


def shape(node):
    node = trim(node)
    for use in ("member", "key", "value"):
        if use in node:
            node[use] = trim(node[use])
    if "members" in node:
        node["members"] = {name: trim(member) for name, member in node["members"].items()}
    return node


def main(version, model):
    if botocore.__version__ != version:
        sys.exit(f"botocore {version} is pinned, found {botocore.__version__}")
    data = os.path.join(os.path.dirname(botocore.__file__), "data")
    with gzip.open(os.path.join(data, model, "service-2.json.gz")) as file:
        full = trim(json.load(file))
    full["metadata"] = trim(full["metadata"])
    full["metadata"].pop("auth", None)
    full["operations"] = {name: operation(node) for name, node in full["operations"].items()}
    full["shapes"] = {name: shape(node) for name, node in full["shapes"].items()}
    json.dump(full, sys.stdout)


main(*sys.argv[1:])
