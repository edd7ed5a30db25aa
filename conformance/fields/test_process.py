"""What a container's process is given: words, environment, user, rights, limits."""

import os

import pytest
from live import container, eventually, live, one, run
from marks import covers


@pytest.fixture(scope="module")
def task(box):
    definition = box.define(
        container(
            "a",
            entryPoint=["/sample", "print", "from the entry point"],
            command=["wait"],
            environment=[{"name": "FIRST", "value": "1"}, {"name": "SECOND", "value": "ü €"}],
            user="1234:4321",
            workingDirectory="/tmp",
            readonlyRootFilesystem=True,
            pseudoTerminal=True,
            interactive=True,
            dockerLabels={"of.mine": "yes"},
            ulimits=[{"name": "nofile", "softLimit": 111, "hardLimit": 222}],
            dockerSecurityOptions=["no-new-privileges"],
        ),
        container(
            "b",
            "wait",
            hostname="my-name",
            linuxParameters={"initProcessEnabled": True},
        ),
        container(
            "c",
            "wait",
            linuxParameters={
                "capabilities": {"add": ["SYS_PTRACE"], "drop": ["NET_RAW", "MKNOD"]},
                "sharedMemorySize": 17,
                "tmpfs": [{"containerPath": "/scratch", "size": 5, "mountOptions": ["noexec", "mode=0700"]}],
                "devices": [
                    {"hostPath": "/dev/full", "containerPath": "/dev/ful", "permissions": ["read"]},
                    {"hostPath": "/dev/fuse", "permissions": ["read", "write"]},
                ],
            },
        ),
    )
    arn = box.start(definition)
    box.running(arn)
    yield arn, box
    box.stop(arn)


@pytest.fixture(scope="module")
def real(task):
    arn, box = task
    return live(box, arn)


@covers("containerDefinitions[].name")
def test_the_name_is_the_containers(task, real):
    arn, box = task
    assert set(real) == {"a", "b", "c"}
    assert one(box.task(arn), "a")["runtimeId"] == real["a"].id


@covers("containerDefinitions[].image")
def test_the_image_is_what_runs(task, real):
    arn, box = task
    image = box.engine.call("GET", f"/images/{real['a'].config['Image']}/json")
    assert real["a"].inspected["Image"] == image["Id"]


@covers("containerDefinitions[].entryPoint", "containerDefinitions[].command")
def test_entry_point_and_command_are_the_words_of_the_process(real):
    assert real["a"].arguments() == ["/sample", "print", "from the entry point", "wait"]


@covers("containerDefinitions[].environment[].name", "containerDefinitions[].environment[].value")
def test_the_environment_is_the_process_s(real):
    found = real["a"].environment()
    assert (found["FIRST"], found["SECOND"]) == ("1", "ü €")


@covers("containerDefinitions[].user")
def test_the_process_runs_as_the_user(real):
    status = real["a"].status()
    assert (status["Uid"].split()[0], status["Gid"].split()[0]) == ("1234", "4321")


@covers("containerDefinitions[].workingDirectory")
def test_the_process_starts_in_the_working_directory(real):
    assert os.readlink(f"/proc/{real['a'].pid}/cwd") == "/tmp"


@covers("containerDefinitions[].readonlyRootFilesystem")
def test_the_root_file_system_is_read_only(real):
    assert "ro" in real["a"].mounts()["/"][1] and "rw" in real["b"].mounts()["/"][1]


@covers("containerDefinitions[].pseudoTerminal")
def test_a_pseudo_terminal_is_the_output(real):
    assert "/dev/pts" in os.readlink(f"/proc/{real['a'].pid}/fd/1") or real["a"].proc("stat").split()[6] != "0"
    assert real["b"].proc("stat").split()[6] == "0"


@covers("containerDefinitions[].interactive")
def test_standard_input_is_open(real):
    assert real["a"].config["OpenStdin"] and not real["b"].config["OpenStdin"]
    assert os.readlink(f"/proc/{real['b'].pid}/fd/0") == "/dev/null"
    assert os.readlink(f"/proc/{real['a'].pid}/fd/0") != "/dev/null"


@covers("containerDefinitions[].dockerLabels")
def test_labels_are_on_the_container(real):
    assert real["a"].config["Labels"]["of.mine"] == "yes"


@covers(
    "containerDefinitions[].ulimits[].name",
    "containerDefinitions[].ulimits[].softLimit",
    "containerDefinitions[].ulimits[].hardLimit",
)
def test_ulimits_bound_the_process(real):
    (line,) = [x for x in real["a"].proc("limits").splitlines() if x.startswith("Max open files")]
    assert line.split()[3:5] == ["111", "222"]


@covers("containerDefinitions[].dockerSecurityOptions")
def test_security_options_bind_the_process(real):
    assert real["a"].status()["NoNewPrivs"] == "1" and real["b"].status()["NoNewPrivs"] == "0"


@covers("containerDefinitions[].hostname")
def test_the_host_name_is_seen_inside(real):
    assert real["b"].file("/etc/hostname").strip() == "my-name"


@covers("containerDefinitions[].privileged")
def test_a_privileged_container_is_asked_for_and_has_every_capability_of_the_machine(box):
    arn = box.start(box.define(container("a", "wait", privileged=True)))
    settled = ("RUNNING", "STOPPED")
    task = eventually(lambda: box.task(arn)["lastStatus"] in settled and box.task(arn), "start or refusal")
    a = live(box, arn)["a"]
    assert a.host["Privileged"]
    if task["lastStatus"] == "RUNNING":
        assert bin(int(a.status()["CapEff"], 16)).count("1") > 30
        box.stop(arn)
    else:
        # A machine that is itself confined cannot give what it does not have, and says so.
        assert "caps" in one(task, "a")["reason"], task


@covers("containerDefinitions[].linuxParameters.initProcessEnabled")
def test_an_init_process_is_the_first(real):
    assert "init" in real["b"].arguments()[0] and "/sample" in real["b"].arguments()
    assert real["c"].arguments()[0] == "/sample"


def has(process, number):
    return bool(int(process.status()["CapEff"], 16) >> number & 1)


@covers("containerDefinitions[].linuxParameters.capabilities.add")
def test_a_capability_is_added(real):
    assert has(real["c"], 19)


@covers("containerDefinitions[].linuxParameters.capabilities.drop")
def test_a_capability_is_dropped(real):
    assert not has(real["c"], 13) and not has(real["c"], 27) and has(real["c"], 0)


@covers("containerDefinitions[].linuxParameters.sharedMemorySize")
def test_shared_memory_has_the_size(real):
    assert "size=17408k" in real["c"].mounts()["/dev/shm"][1]


@covers(
    "containerDefinitions[].linuxParameters.tmpfs[].containerPath",
    "containerDefinitions[].linuxParameters.tmpfs[].size",
    "containerDefinitions[].linuxParameters.tmpfs[].mountOptions",
)
def test_a_tmpfs_is_mounted_with_its_size_and_options(real):
    kind, options = real["c"].mounts()["/scratch"]
    assert kind == "tmpfs" and {"size=5120k", "noexec", "mode=700"} <= set(options)


@covers(
    "containerDefinitions[].linuxParameters.devices[].hostPath",
    "containerDefinitions[].linuxParameters.devices[].containerPath",
    "containerDefinitions[].linuxParameters.devices[].permissions",
)
def test_devices_are_there_with_their_permissions(real):
    def device(path):
        return os.stat(path).st_rdev

    inside = os.path.join(f"/proc/{real['c'].pid}", "root", "dev")
    assert device(f"{inside}/ful") == device("/dev/full") and device(f"{inside}/fuse") == device("/dev/fuse")
    allowed = (real["c"].group("devices") / "devices.list").read_text().splitlines()
    number = device("/dev/fuse")
    assert f"c {os.major(number)}:{os.minor(number)} rw" in allowed


@covers("containerDefinitions[].systemControls[].namespace", "containerDefinitions[].systemControls[].value")
def test_system_controls_are_set_in_the_containers_namespaces(box):
    controls = [
        {"namespace": "net.ipv4.ip_default_ttl", "value": "77"},
        {"namespace": "kernel.msgmax", "value": "9000"},
    ]
    steps = ["cat", "/proc/sys/net/ipv4/ip_default_ttl", "cat", "/proc/sys/kernel/msgmax", "wait"]
    arn, _ = run(box, container("a", *steps, systemControls=controls, log=True))
    assert box.lines(arn, "a", 2) == ["77", "9000"]
    box.stop(arn)
