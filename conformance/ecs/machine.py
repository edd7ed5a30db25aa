"""A machine that does at once what it is told, and what services say of themselves."""

import threading

from fake_agent import Agent
from harness import eventually


class Machine(Agent):
    """Does at once what it is told: runs tasks, and stops them."""

    def serve(self):
        self.broken, self.port = set(), 32768
        # What it was told, when somebody wants to know.
        self.kept = None
        self.over = threading.Event()
        self.worker = threading.Thread(target=self._work, daemon=True)
        self.worker.start()
        return self

    def _work(self):
        while not self.over.is_set():
            try:
                tasks = self.told()
            except Exception:
                return
            for task in tasks:
                if self.kept is not None:
                    self.kept.append(task)
                names = [c["name"] for c in task["containers"]]
                if task["desiredStatus"] == "STOPPED":
                    self.end(task["arn"], names, exit_code=0)
                elif task["family"] in self.broken:
                    reason = "CannotPullContainerError: no such image"
                    containers = [{"containerName": n, "status": "STOPPED", "reason": reason} for n in names]
                    self.report(task["arn"], "STOPPED", containers, reason)
                else:
                    self.port += 1
                    binding = {"bindIP": "0.0.0.0", "containerPort": 80, "hostPort": self.port, "protocol": "tcp"}
                    life = {"imageDigest": "sha256:" + "1" * 64, "runtimeId": "r" * 64, "status": "RUNNING", "networkBindings": [binding]}
                    running = [{"containerName": n, **life} for n in names]
                    self.report(task["arn"], "RUNNING", running)

    def health(self, task, status):
        """Tells of the health of the task's container `a`."""
        about = {"cluster": self.cluster, "containerInstance": self.arn, "messageId": "m", "fin": True}
        containers = [{"containerName": "a", "healthStatus": status, "statusSince": 1.0}]
        told = {"taskArn": task, "taskDefinitionFamily": "f", "taskDefinitionVersion": "1", "containers": containers}
        self.tcs.send("PublishHealthRequest", {"metadata": about, "tasks": [told], "timestamp": 1})
        self.tcs.receive("AckPublishHealth")

    def close(self):
        self.over.set()
        self.disconnect()


def look(ecs, name, cluster="c", **more):
    (found,) = ecs.describe_services(cluster=cluster, services=[name], **more)["services"]
    return found


def steady(ecs, name, cluster="c"):
    def done():
        s = look(ecs, name, cluster)
        return len(s["deployments"]) == 1 and s["runningCount"] == s["desiredCount"] and s["pendingCount"] == 0

    eventually(done)
    return look(ecs, name, cluster)


def messages(ecs, name, cluster="c"):
    return [e["message"] for e in look(ecs, name, cluster)["events"]]
