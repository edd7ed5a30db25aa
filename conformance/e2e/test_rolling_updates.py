"""A service behind a load balancer, updated again and again under load: no request fails."""

import http.client
import os
import threading
import time

from box import container, eventually
from front import Front

NAME = "rolling-updates"
TASKS = 4
# Twenty make the promise's 10,000 requests; a few find what is wrong most of the time.
UPDATES = int(os.environ.get("LONGSHORE_UPDATES", 3))
# Requests per second of each client, and clients.
RATE, CLIENTS = 50, 4


class Load:
    """Clients that keep their connections and ask at a steady rate."""

    def __init__(self, port):
        self.port, self.count, self.failures, self.over = port, 0, [], threading.Event()
        self.clients = [threading.Thread(target=self.ask) for _ in range(CLIENTS)]
        for c in self.clients:
            c.start()

    def ask(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        due = time.monotonic()
        while not self.over.wait(max(0, due - time.monotonic())):
            due += 1 / RATE
            try:
                connection.request("GET", "/")
                answer = connection.getresponse()
                body = answer.read()
                if answer.status != 200:
                    self.failures.append((answer.status, body))
            except (OSError, http.client.HTTPException) as e:
                self.failures.append(repr(e))
                connection.close()
            self.count += 1

    def stop(self):
        self.over.set()
        for c in self.clients:
            c.join()


def test_updates_under_load_lose_no_request(own):
    ecs, front = own.client("ecs"), Front(own, 8080)
    web = container("web", "serve", "8080", memory=32, portMappings=[{"containerPort": 8080}])
    definition = own.define(web, networkMode="awsvpc")
    ecs.create_service(
        serviceName=NAME,
        taskDefinition=definition,
        desiredCount=TASKS,
        networkConfiguration=front.network,
        loadBalancers=front.of("web", 8080),
        deploymentConfiguration={"minimumHealthyPercent": 100, "maximumPercent": 200},
    )

    def settled():
        (s,) = ecs.describe_services(services=[NAME])["services"]
        ready = len(s["deployments"]) == 1 and s["runningCount"] == TASKS
        return ready and front.states() == ["healthy"] * TASKS

    eventually(settled, "the service", within=60)
    load = Load(front.port)
    try:
        for _ in range(UPDATES):
            ecs.update_service(service=NAME, forceNewDeployment=True)
            eventually(settled, "the update", within=90)
    finally:
        load.stop()
    ecs.delete_service(service=NAME, force=True)
    assert not load.failures and load.count > 500 * UPDATES, (load.count, load.failures[:5])
