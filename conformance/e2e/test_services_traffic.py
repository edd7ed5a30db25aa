"""A service behind a load balancer, with the real proxy: what is asked of it is answered throughout an update."""

import threading
import time
import urllib.request

import pytest
from box import container, eventually
from front import Front
from test_services import Service


@pytest.fixture
def front(box):
    front = Front(box)
    yield front
    front.close()


def test_an_update_under_load_loses_no_request(box, front):
    web = container("a", "serve", 80, portMappings=[{"containerPort": 80}])
    definition = box.define(web, networkMode="awsvpc")
    s = Service(
        box,
        taskDefinition=definition,
        desiredCount=2,
        networkConfiguration=front.network,
        loadBalancers=front.of("a", 80),
        healthCheckGracePeriodSeconds=30,
    )
    try:
        s.reaches("SUCCESSFUL")
        assert front.states() == ["healthy"] * 2
        answers, over = [], threading.Event()

        def load():
            while not over.is_set():
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{front.port}/", timeout=10) as answer:
                        answers.append(answer.status)
                except Exception as e:  # noqa: BLE001
                    answers.append(repr(e))
                time.sleep(0.005)

        users = [threading.Thread(target=load) for _ in range(4)]
        for user in users:
            user.start()
        s.update(forceNewDeployment=True)
        s.reaches("SUCCESSFUL")
        over.set()
        for user in users:
            user.join()
        assert len(answers) > 100 and set(answers) == {200}, (len(answers), set(answers))
        eventually(lambda: len(front.states()) == 2, "the old targets' end")
    finally:
        s.gone()


def test_a_task_asks_a_balancer_at_the_router_of_its_vpc(box, front):
    said = {"StatusCode": "200", "ContentType": "text/plain", "MessageBody": "said to a task"}
    front.elb.modify_listener(
        ListenerArn=front.listener, DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": said}]
    )
    asking = container("a", "get", f"{front.router}:{front.port}", "/", log=True)
    task = box.start(box.define(asking, networkMode="awsvpc"), networkConfiguration=front.network)
    assert box.stopped(task)["containers"][0]["exitCode"] == 0
    assert "said to a task" in box.lines(task, "a", 1)[0]
