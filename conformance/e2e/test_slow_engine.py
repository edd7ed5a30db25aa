"""An engine that takes its time for every call: never a container more than the deployment may have.

`LONGSHORE_SLOW=50,5` makes it fifty tasks and five seconds a call.
"""

import contextlib
import os
import select
import socket
import tempfile
import threading
import time

from box import container, eventually, installation
from test_services import Service, Watch, family

TASKS, SECONDS = (float(n) for n in os.environ.get("LONGSHORE_SLOW", "8,1").split(","))
PATIENCE = 90 + 20 * TASKS * SECONDS
METHODS = (b"GET ", b"POST ", b"PUT ", b"HEAD ", b"DELETE ")


class Slow:
    """A socket in front of the engine's: each request waits before it goes on."""

    def __init__(self, host, folder):
        self.target, self.seconds = host.removeprefix("unix://"), 0.0
        self.path = f"{folder}/engine.sock"
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        self.listener.listen(128)
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                threading.Thread(target=self._pass, args=(near,), daemon=True).start()

    def _pass(self, near):
        far = socket.socket(socket.AF_UNIX)
        with near, far, contextlib.suppress(OSError):
            far.connect(self.target)
            while True:
                for ready in select.select([near, far], [], [])[0]:
                    if not (data := ready.recv(65536)):
                        return
                    if ready is near and data.startswith(METHODS):
                        time.sleep(self.seconds)
                    (far if ready is near else near).sendall(data)

    def close(self):
        # A listener that is only closed keeps its accept waiting.
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


def test_never_more_containers_than_the_deployment_may_have(engine):
    desired = int(TASKS)
    with tempfile.TemporaryDirectory(prefix="longshore-slow-") as folder, contextlib.closing(
        Slow(engine.host, folder)
    ) as slow, installation(DOCKER_HOST=f"unix://{slow.path}") as box:
        definition = box.define(container("a", "wait"))
        name = family(definition)
        try:
            slow.seconds = SECONDS
            with Watch(box, name) as watch:
                s = Service(
                    box,
                    taskDefinition=definition,
                    desiredCount=desired,
                    deploymentConfiguration={"minimumHealthyPercent": 50, "maximumPercent": 150},
                )
                eventually(lambda: s.described()["runningCount"] == desired, "all tasks", within=PATIENCE)
                s.update(forceNewDeployment=True)
                eventually(lambda: s.deployment()["status"] == "SUCCESSFUL", "the update", within=PATIENCE)
            assert max(watch.counts) <= desired * 3 // 2, watch.counts
            # What has come up stays up: no fewer than half of it.
            up = watch.counts[watch.counts.index(desired) :]
            assert min(up) >= desired // 2, up
        finally:
            slow.seconds = 0.0
            s.gone()
