import json
import pathlib

import botocore.session
import pytest
from echo import ROOT, Echo

MODELS = pathlib.Path(ROOT / "models")
SESSION = botocore.session.get_session()


@pytest.fixture(scope="session")
def echo():
    echo = Echo()
    yield echo
    echo.close()


def served():
    """Every served operation, as botocore knows it."""
    for path in sorted(MODELS.glob("*.json")):
        model = SESSION.get_service_model(path.stem)
        for name in json.loads(path.read_text())["operations"]:
            yield path.stem, model.operation_model(name)


def protocols(service, operation, use):
    """Which protocols a test tries: the service's own as `own`, then those that its table can carry besides."""
    meta = operation.service_model.metadata
    yield "own"
    # CBOR requests are addressed by target prefix; ec2's table names request members for ec2 alone.
    if "targetPrefix" in meta and use == "requests":
        yield "cbor"
    if meta["protocol"] not in ("query", "ec2") or (use == "answers" and meta["protocol"] == "ec2"):
        yield "query"


def pytest_generate_tests(metafunc):
    if "operation" not in metafunc.fixturenames:
        return
    cases = [((service, operation), f"{service}.{operation.name}") for service, operation in served()]
    if "answers" in metafunc.function.__name__:
        # What is answered in an event stream is told apart by the cases of the operation itself.
        cases = [(c, name) for c, name in cases if not c[1].has_event_stream_output]
    if "protocol" in metafunc.fixturenames:
        use = metafunc.function.__name__.removeprefix("test_")
        cases = [((*c, p), f"{name}.{p}") for c, name in cases for p in protocols(*c, use)]
    if metafunc.function.__name__.endswith("by_cbor2"):
        # cbor2 keys by member name; in ec2's table answers and requests are keyed otherwise.
        cases = [(c, name) for c, name in cases if c[1].service_model.metadata["protocol"] != "ec2"]
    names = "service,operation" + (",protocol" if "protocol" in metafunc.fixturenames else "")
    metafunc.parametrize(names, [case for case, _ in cases], ids=[name for _, name in cases])
