"""A container engine of one's own, to be stopped and started again under running tasks.

It has its own containerd, so that containers need not end with dockerd, and its own network namespace: a dockerd
without a bridge takes docker0 away from the namespace it runs in, which must never be the machine's. Its containers
have no network but their own loopback.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent / "e2e"))
from engine import Engine  # noqa: E402

NEEDED = ("dockerd", "containerd", "unshare", "umount")
# Seconds that an engine may take to answer or to end. After a SIGKILL it needs about ten.
PATIENCE = 60
PATH = f"{os.environ['PATH']}:/usr/sbin:/sbin"


def unavailable():
    """Why no engine can be started here; nothing if one can."""
    if os.geteuid() != 0:
        return "an engine of one's own takes root"
    missing = [p for p in NEEDED if not shutil.which(p, path=PATH)]
    if missing:
        return f"an engine of one's own takes {', '.join(missing)}"
    tried = subprocess.run(["unshare", "--net", "true"], capture_output=True, text=True)
    return f"no network namespace can be made: {tried.stderr.strip()}" if tried.returncode else None


class PrivateEngine(Engine):
    def __init__(self, live_restore, data=None):
        """`data` is where it keeps its images and containers, when that is to be another place than its own folder."""
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="longshore-privd-"))
        super().__init__(f"unix://{self.folder}/docker.sock")
        self.live_restore, self.dockerd, self.containerd = live_restore, None, None
        self.data = data or self.folder / "data"
        config = self.folder / "containerd.toml"
        config.write_text(
            f'version = 2\nroot = "{self.folder}/c-root"\nstate = "{self.folder}/c-state"\n'
            f'disabled_plugins = ["io.containerd.grpc.v1.cri"]\n[grpc]\naddress = "{self.folder}/containerd.sock"\n'
        )
        try:
            self.containerd = self._spawn("containerd", "--config", config)
            self.start()
        except BaseException:
            self.close()
            raise

    def _spawn(self, *command):
        log = open(self.folder / f"{command[0]}.log", "ab")
        with log:
            env = {**os.environ, "PATH": PATH}
            return subprocess.Popen([*map(str, command)], stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=env)

    def start(self):
        at = self.folder
        flags = [
            "--bridge=none",
            "--iptables=false",
            "--ip6tables=false",
            "--shutdown-timeout=1",
            f"--host={self.host}",
        ]
        flags += [f"--containerd={at}/containerd.sock", f"--data-root={self.data}", f"--exec-root={at}/exec"]
        flags += [f"--pidfile={at}/docker.pid", *(["--live-restore"] if self.live_restore else [])]
        self.dockerd = self._spawn("unshare", "--net", "dockerd", *flags)
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            log = (at / "unshare.log").read_text()[-2000:]
            assert self.dockerd.poll() is None and time.monotonic() < deadline, f"dockerd does not answer: {log}"
            time.sleep(0.05)

    def stop(self, kill=False):
        self.dockerd.kill() if kill else self.dockerd.terminate()
        self.dockerd.wait(PATIENCE)
        (self.folder / "docker.pid").unlink(missing_ok=True)

    def restart(self, kill=False):
        self.stop(kill)
        self.start()

    def close(self):
        """Ends the engine with its containers, and takes away what they have mounted."""
        if self.dockerd and self.dockerd.poll() is None and self.answers():
            for c in self.call("GET", "/containers/json", all="true"):
                self.call("DELETE", f"/containers/{c['Id']}", force="true")
        for child in (self.dockerd, self.containerd):
            if child and child.poll() is None:
                child.terminate()
                child.wait(PATIENCE)
        mounts = [line.split()[1] for line in pathlib.Path("/proc/mounts").read_text().splitlines()]
        for mount in reversed([m for m in mounts if m.startswith(f"{self.folder}/")]):
            subprocess.run(["umount", "-l", mount], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)
