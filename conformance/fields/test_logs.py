"""Where a container's output goes."""

import uuid

from box import REGION
from live import container, eventually, live, run
from marks import covers


@covers(
    "containerDefinitions[].logConfiguration.logDriver",
    "containerDefinitions[].logConfiguration.options",
)
def test_output_goes_to_the_driver_with_its_options(box):
    arn, real = run(
        box,
        container("a", "print", "to the service", "wait", log=True),
        container("b", "wait", logConfiguration={"logDriver": "json-file", "options": {"max-size": "3m"}}),
    )
    assert box.lines(arn, "a", 1) == ["to the service"]
    assert real["b"].host["LogConfig"] == {"Type": "json-file", "Config": {"max-size": "3m"}}
    box.stop(arn)


@covers(
    "containerDefinitions[].firelensConfiguration.type",
    "containerDefinitions[].firelensConfiguration.options",
)
def test_a_router_is_given_the_output_of_the_others_and_its_configuration(box):
    options = {
        "Name": "cloudwatch_logs",
        "region": REGION,
        "log_group_name": "routed",
        "exclude-pattern": "noise$",
        "log-driver-buffer-limit": "2097152",
    }
    router = container(
        "router",
        "forward",
        "/var/run/fluent.sock",
        "cat",
        "/fluent-bit/etc/fluent-bit.conf",
        "wait",
        log=True,
        firelensConfiguration={
            "type": "fluentbit",
            "options": {"config-file-type": "file", "config-file-value": "/extra.conf"},
        },
    )
    word = uuid.uuid4().hex
    app = container(
        "app", "print", f"hello {word}", "wait", logConfiguration={"logDriver": "awsfirelens", "options": options}
    )
    arn, real = run(box, app, router)
    task = arn.split("/")[-1]
    assert real["app"].inspected["State"]["StartedAt"] > real["router"].inspected["State"]["StartedAt"]
    log = real["app"].host["LogConfig"]
    assert log["Type"] == "fluentd" and log["Config"]["fluentd-buffer-limit"] == "2097152"
    lines = box.lines(arn, "router", 10)
    written = "\n".join(lines)
    for part in [
        "    unix_path /var/run/fluent.sock",
        "    Port 24224",
        "@INCLUDE /extra.conf",
        "    Exclude log noise$",
        f"    Record ecs_task_arn {arn}",
        "[OUTPUT]\n    Name cloudwatch_logs\n    Match app-firelens*\n    endpoint ",
        "    log_group_name routed",
    ]:
        assert part in written, written
    assert f"    port {box.port}" in written and "log-driver-buffer-limit" not in written

    def arrived():
        found = box.lines(arn, "router", 10)
        return [x for x in found if x.startswith(f"app-firelens-{task} ")]

    (line, *_) = eventually(arrived, "the routed line")
    assert f"log=hello {word}" in line and "source=stdout" in line and real["app"].id in line
    box.stop(arn)
    ended = {name: c.inspected["State"]["FinishedAt"] for name, c in live(box, arn).items()}
    assert ended["app"] < ended["router"], "the router outlives those that it serves"


def test_a_fluentd_router_is_asked_of_a_machine(box):
    router = container("router", "wait", firelensConfiguration={"type": "fluentd"})
    app = container("app", "wait", logConfiguration={"logDriver": "awsfirelens"})
    (failure,) = box.client("ecs").run_task(taskDefinition=box.define(app, router))["failures"]
    assert failure["reason"] == "ATTRIBUTE" and "ecs.capability.firelens.fluentd" in failure["detail"], failure
