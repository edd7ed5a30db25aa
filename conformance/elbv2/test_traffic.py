"""Traffic through listeners: control plane and proxy together, with real targets."""

import collections
import contextlib
import http.client
import http.server
import socket
import threading

import pytest
from balancing import fixed, forward
from harness import eventually


class Target(http.server.ThreadingHTTPServer):
    """An HTTP server that says its name and remembers what it was asked."""

    def __init__(self, name):
        self.name, self.seen, self.health, self.connections = name, [], 200, []

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(this):
                length = int(this.headers.get("Content-Length") or 0)
                body = this.rfile.read(length)
                check = this.headers.get("User-Agent", "").startswith("ELB-HealthChecker")
                if not check:
                    self.seen.append((this.command, this.path, dict(this.headers), body))
                this.send_response(self.health if check else 200)
                this.send_header("Content-Length", str(len(name)))
                this.end_headers()
                if this.command != "HEAD":
                    this.wfile.write(name.encode())

            do_POST = do_HEAD = do_GET

            def log_message(this, *_):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def get_request(self):
        accepted = super().get_request()
        self.connections.append(accepted[0])
        return accepted

    def stop(self):
        """As a container ends: with all its connections."""
        self.shutdown()
        self.server_close()
        for c in self.connections:
            with contextlib.suppress(OSError):
                c.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def target():
    made = []

    def make(name="one"):
        made.append(Target(name))
        return made[-1]

    yield make
    for t in made:
        t.stop()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


class Front:
    """A listener and what asks it."""

    def __init__(self, world, *actions, **more):
        self.balancer = world.balancer(**more)
        self.port = free_port()
        self.listener = world.listener(self.balancer, self.port, list(actions))
        eventually(self.open)

    def open(self):
        try:
            socket.create_connection(("127.0.0.1", self.port)).close()
        except ConnectionRefusedError:
            return False
        return True

    def ask(self, path="/", method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {k.replace("_", "-"): v for k, v in headers.items()}
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return answer.status, body, answer.headers


def quick(world, **more):
    """A target group whose checks are as quick as the API lets them be."""
    asked = {"HealthCheckIntervalSeconds": 5, "HealthCheckTimeoutSeconds": 2, "HealthyThresholdCount": 2}
    return world.group(**asked | {"UnhealthyThresholdCount": 2} | more)


def register(world, group, *targets):
    described = [{"Id": "127.0.0.1", "Port": t.port} for t in targets]
    world.elb.register_targets(TargetGroupArn=group["TargetGroupArn"], Targets=described)


def healthy(world, group):
    return all(state == "healthy" for state, _ in world.health(group).values())


def test_a_fixed_response(world):
    front = Front(world, fixed("hello", "418"))
    status, body, headers = front.ask()
    assert (status, body, headers["Server"]) == (418, "hello", "awselb/2.0")
    assert front.ask(method="HEAD")[1] == ""
    world.elb.modify_listener(ListenerArn=front.listener["ListenerArn"], DefaultActions=[fixed("changed")])
    eventually(lambda: front.ask()[1] == "changed")
    world.elb.delete_listener(ListenerArn=front.listener["ListenerArn"])
    eventually(lambda: not front.open())


def test_weights_and_a_target_that_fails(world, target):
    one, two = target("one"), target("two")
    groups = quick(world), quick(world)
    register(world, groups[0], one)
    register(world, groups[1], two)
    front = Front(world, forward(*groups))
    eventually(lambda: healthy(world, groups[0]) and healthy(world, groups[1]))
    told = collections.Counter(front.ask()[1] for _ in range(1200))
    assert set(told) == {"one", "two"} and abs(told["one"] / 1200 - 1 / 3) < 0.02, told
    # In one group now, and one of them ends: nobody notices.
    register(world, groups[0], two)
    world.elb.modify_listener(ListenerArn=front.listener["ListenerArn"], DefaultActions=[forward(groups[0])])
    eventually(lambda: healthy(world, groups[0]))
    eventually(lambda: {front.ask()[1] for _ in range(4)} == {"one", "two"})
    one.stop()
    assert {front.ask()[:2] for _ in range(50)} == {(200, "two")}
    gone = ("127.0.0.1", one.port)
    assert world.health(groups[0])[gone][0] == "healthy"
    eventually(lambda: world.health(groups[0])[gone] == ("unhealthy", "Target.FailedHealthChecks"))
    assert {front.ask()[:2] for _ in range(50)} == {(200, "two")}


def test_no_target(world, target):
    group = quick(world)
    front = Front(world, forward(group))
    status, body, headers = front.ask()
    assert status == 503 and "<title>503 Service Temporarily Unavailable</title>" in body
    assert headers["Server"] == "awselb/2.0"
    sick = target("sick")
    sick.health = 500
    register(world, group, sick)
    ill = ("unhealthy", "Target.ResponseCodeMismatch")
    eventually(lambda: world.health(group)[("127.0.0.1", sick.port)] == ill)
    told = world.elb.describe_target_health(TargetGroupArn=group["TargetGroupArn"])["TargetHealthDescriptions"]
    assert told[0]["TargetHealth"]["Description"] == "Health checks failed with these codes: [500]"
    # Better an unhealthy target than none.
    assert front.ask()[:2] == (200, "sick")


def test_what_a_target_is_told(world, target):
    one, group = target(), quick(world)
    register(world, group, one)
    front = Front(world, forward(group))
    eventually(lambda: healthy(world, group))
    front.ask("/a?b=c", X_Forwarded_For="10.0.0.1", Host="web.example", Connection="x-secret", X_Secret="1")
    method, path, headers, body = one.seen[-1]
    assert (method, path, body) == ("GET", "/a?b=c", b"")
    assert headers["X-Forwarded-For"] == "10.0.0.1, 127.0.0.1" and headers["X-Forwarded-Proto"] == "http"
    assert headers["X-Forwarded-Port"] == str(front.port) and headers["Host"] == f"web.example:{front.port}"
    assert headers["X-Amzn-Trace-Id"].startswith("Root=1-") and "X-Secret" not in headers


def test_rules(world):
    front = Front(world, fixed("default"))
    redirect = {"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}}
    for priority, (condition, action) in enumerate(
        [
            ({"Field": "path-pattern", "Values": ["/img/*"]}, fixed("images")),
            ({"Field": "host-header", "Values": ["*.shop.example"]}, fixed("shop")),
            ({"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "X-Who", "Values": ["a?c"]}}, fixed("who")),
            ({"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": ["PUT"]}}, fixed("put")),
            ({"Field": "query-string", "QueryStringConfig": {"Values": [{"Key": "v", "Value": "2*"}]}}, fixed("two")),
            ({"Field": "path-pattern", "Values": ["/secure"]}, redirect),
        ],
        1,
    ):
        world.elb.create_rule(
            ListenerArn=front.listener["ListenerArn"], Priority=priority, Conditions=[condition], Actions=[action]
        )
    eventually(lambda: front.ask("/secure")[0] == 301)
    assert front.ask("/img/x.png")[1] == "images" and front.ask("/IMG/x.png")[1] == "default"
    assert front.ask(Host="A.Shop.example:8080")[1] == "shop" and front.ask(X_Who="ABC")[1] == "who"
    assert front.ask(method="PUT")[1] == "put" and front.ask("/?a=1&v=25")[1] == "two"
    location = front.ask("/secure?x=1", Host="web.example")[2]["Location"]
    assert location == "https://web.example:443/secure?x=1"


def test_a_client_that_sticks(world, target):
    one, two, group = target("one"), target("two"), quick(world)
    world.elb.modify_target_group_attributes(
        TargetGroupArn=group["TargetGroupArn"], Attributes=[{"Key": "stickiness.enabled", "Value": "true"}]
    )
    register(world, group, one, two)
    front = Front(world, forward(group))
    eventually(lambda: healthy(world, group))
    _, first, headers = front.ask()
    cookies = headers.get_all("Set-Cookie")
    assert [c.split("=")[0] for c in cookies] == ["AWSALB", "AWSALBCORS"]
    cookie = cookies[0].split(";")[0]
    assert {front.ask(Cookie=cookie)[1] for _ in range(10)} == {first}
    assert {front.ask(Cookie=cookie[:-4] + "AAAA")[1] for _ in range(10)} == {"one", "two"}
    # The target is drained: its clients move on.
    leaving = one if first == "one" else two
    described = [{"Id": "127.0.0.1", "Port": leaving.port}]
    world.elb.deregister_targets(TargetGroupArn=group["TargetGroupArn"], Targets=described)
    eventually(lambda: front.ask(Cookie=cookie)[1] != first)
    assert first not in {front.ask(Cookie=cookie)[1] for _ in range(10)}
