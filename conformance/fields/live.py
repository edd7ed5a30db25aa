"""What a running container really has: its processes and control groups, read as the kernel shows them."""

import pathlib
import uuid

from box import codes, container, eventually, one  # noqa: F401


class Live:
    """One container of a task that runs."""

    def __init__(self, inspected):
        self.inspected = inspected
        self.id, self.pid = inspected["Id"], inspected["State"]["Pid"]
        self.host, self.config = inspected["HostConfig"], inspected["Config"]

    def proc(self, path):
        return pathlib.Path(f"/proc/{self.pid}/{path}").read_text()

    def status(self):
        lines = (line.split(":", 1) for line in self.proc("status").splitlines())
        return {key: value.strip() for key, value in lines}

    def file(self, path):
        """A file as the container sees it."""
        return pathlib.Path(f"/proc/{self.pid}/root{path}").read_text()

    def namespace(self, kind):
        return pathlib.Path(f"/proc/{self.pid}/ns/{kind}").readlink()

    def mounts(self):
        """Type and options of what is mounted, by place."""
        found = {}
        for line in self.proc("mounts").splitlines():
            _, place, kind, options = line.split()[:4]
            found[place] = (kind, options.split(","))
        return found

    def environment(self):
        pairs = (pair.split("=", 1) for pair in self.proc("environ").split("\0") if pair)
        return dict(pairs)

    def arguments(self):
        return self.proc("cmdline").split("\0")[:-1]

    def group(self, controller):
        """Where the container is in the hierarchy of a controller."""
        for line in self.proc("cgroup").splitlines():
            _, controllers, path = line.split(":", 2)
            if controller in controllers.split(","):
                return pathlib.Path(f"/sys/fs/cgroup/{controller}{path}")
        raise AssertionError(f"no {controller} control group")

    def limit(self, controller, name, up=0):
        """A number of the container's control group, or of one above it."""
        folder = self.group(controller)
        for _ in range(up):
            folder = folder.parent
        return int((folder / name).read_text())


def run(box, *containers, **more):
    """A task that runs: its ARN, and its containers by name."""
    arn = box.start(box.define(*containers, **more))
    box.running(arn)
    return arn, live(box, arn)


def live(box, arn):
    return {name: Live(c) for name, c in box.containers(arn).items()}


def ended(box, *containers, **more):
    """A task that has run to its end."""
    return box.stopped(box.start(box.define(*containers, **more)))


def family():
    return f"fields-{uuid.uuid4().hex[:8]}"
