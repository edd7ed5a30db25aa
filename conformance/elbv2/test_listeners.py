"""Listeners and their rules."""

from balancing import denied, fixed, forward

PATH = [{"Field": "path-pattern", "Values": ["/api/*"]}]


def test_a_listener(world, elb):
    balancer, group, other = world.balancer(), world.group(), world.group()
    made = world.listener(balancer, 8080, [forward(group)])
    arn = made["ListenerArn"]
    assert arn.startswith(balancer["LoadBalancerArn"].replace(":loadbalancer/", ":listener/"))
    (action,) = made["DefaultActions"]
    # A forward to one group is told in both of its forms.
    assert action["TargetGroupArn"] == group["TargetGroupArn"]
    assert action["ForwardConfig"]["TargetGroups"] == [{"TargetGroupArn": group["TargetGroupArn"], "Weight": 1}]
    assert elb.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"] == [made]
    denied("DuplicateListener", world.listener, balancer, 8080)
    asked = {"LoadBalancerArn": balancer["LoadBalancerArn"], "DefaultActions": [fixed("x")]}
    denied("ValidationError", elb.create_listener, **asked, words="a protocol and a port")
    denied("ResourceInUse", elb.delete_target_group, TargetGroupArn=group["TargetGroupArn"])
    (changed,) = elb.modify_listener(ListenerArn=arn, Port=8081, DefaultActions=[forward(group, other)])["Listeners"]
    assert changed["Port"] == 8081
    weights = [g["Weight"] for g in changed["DefaultActions"][0]["ForwardConfig"]["TargetGroups"]]
    assert weights == [1, 2]
    found = elb.describe_target_groups(LoadBalancerArn=balancer["LoadBalancerArn"])["TargetGroups"]
    assert {g["TargetGroupArn"] for g in found} == {group["TargetGroupArn"], other["TargetGroupArn"]}
    # A group serves one load balancer.
    denied("TargetGroupAssociationLimit", world.listener, world.balancer(), 80, [forward(group)])
    elb.delete_listener(ListenerArn=arn)
    denied("ListenerNotFound", elb.describe_listeners, ListenerArns=[arn])
    elb.delete_target_group(TargetGroupArn=group["TargetGroupArn"])


def test_actions_that_cannot_be(world, elb):
    balancer, group = world.balancer(), world.group()

    def wrong(code, words, action):
        denied(code, world.listener, balancer, 80, [action], words=words)

    gone = {"TargetGroupArn": group["TargetGroupArn"][:-4] + "0000"}
    wrong("TargetGroupNotFound", "not found", {"Type": "forward", **gone})
    wrong("ValidationError", "needs a target group", {"Type": "forward"})
    wrong("ValidationError", "leads to itself", {"Type": "redirect", "RedirectConfig": {"StatusCode": "HTTP_301"}})
    odd = fixed("x") | {"FixedResponseConfig": {"StatusCode": "200", "ContentType": "image/png"}}
    wrong("ValidationError", "image/png", odd)
    wrong("ValidationError", "another type", fixed("x") | {"TargetGroupArn": group["TargetGroupArn"]})
    oidc = {"Type": "authenticate-oidc", "Order": 1}
    wrong("InvalidConfigurationRequest", "authenticate-oidc", oidc)
    network = world.group(Protocol="TCP")
    wrong("IncompatibleProtocols", "'TCP'", forward(network))
    denied("ValidationError", world.listener, balancer, 80, Protocol="TCP", words="not supported for application")
    denied("CertificateNotFound", world.listener, balancer, 443, Protocol="HTTPS")
    made = world.listener(balancer)
    arn = "arn:aws:acm:us-east-1:000000000000:certificate/none"
    listener = {"ListenerArn": made["ListenerArn"], "Certificates": [{"CertificateArn": arn}]}
    denied("ValidationError", elb.add_listener_certificates, **listener)
    elb.remove_listener_certificates(**listener)
    assert elb.describe_listener_certificates(ListenerArn=made["ListenerArn"])["Certificates"] == []


def test_rules_in_the_order_of_their_priorities(world, elb):
    listener = world.listener(world.balancer())["ListenerArn"]

    def rule(priority, text):
        asked = {"ListenerArn": listener, "Priority": priority, "Conditions": PATH, "Actions": [fixed(text)]}
        return elb.create_rule(**asked)["Rules"][0]["RuleArn"]

    second, first = rule(20, "second"), rule(10, "first")
    denied("PriorityInUse", rule, 20, "again")

    def order():
        return [(r["Priority"], r["RuleArn"]) for r in elb.describe_rules(ListenerArn=listener)["Rules"]]

    assert order()[:2] == [("10", first), ("20", second)]
    ((priority, default),) = order()[2:]
    assert priority == "default"
    # Two rules change places in one call.
    swapped = [{"RuleArn": first, "Priority": 20}, {"RuleArn": second, "Priority": 10}]
    elb.set_rule_priorities(RulePriorities=swapped)
    assert order()[:2] == [("10", second), ("20", first)]
    denied("PriorityInUse", elb.set_rule_priorities, RulePriorities=swapped[1:] + [{"RuleArn": first, "Priority": 10}])
    assert order()[:2] == [("10", second), ("20", first)]
    pages = elb.get_paginator("describe_rules").paginate(ListenerArn=listener, PaginationConfig={"PageSize": 1})
    assert [r["Priority"] for p in pages for r in p["Rules"]] == ["10", "20", "default"]
    (changed,) = elb.modify_rule(RuleArn=first, Actions=[fixed("changed", "503")])["Rules"]
    assert changed["Actions"][0]["FixedResponseConfig"]["StatusCode"] == "503"
    for call in (elb.modify_rule, elb.delete_rule):
        denied("OperationNotPermitted", call, RuleArn=default)
    elb.delete_rule(RuleArn=first)
    denied("RuleNotFound", elb.describe_rules, RuleArns=[first])
    assert elb.describe_rules(RuleArns=[default])["Rules"][0]["IsDefault"]


def test_conditions(world, elb):
    listener = world.listener(world.balancer())["ListenerArn"]
    priorities = iter(range(1, 100))

    def rule(*conditions):
        return elb.create_rule(
            ListenerArn=listener, Priority=next(priorities), Conditions=list(conditions), Actions=[fixed("x")]
        )["Rules"][0]["Conditions"]

    (host,) = rule({"Field": "host-header", "HostHeaderConfig": {"Values": ["*.example.com"]}})
    assert host["Values"] == ["*.example.com"] and host["HostHeaderConfig"]["Values"] == ["*.example.com"]
    rule(
        {"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "x-a", "Values": ["1*"]}},
        {"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": ["GET"]}},
        {"Field": "query-string", "QueryStringConfig": {"Values": [{"Key": "a", "Value": "b"}]}},
        {"Field": "source-ip", "SourceIpConfig": {"Values": ["10.0.0.0/8"]}},
        PATH[0],
    )

    def wrong(words, *conditions):
        denied("ValidationError", rule, *conditions, words=words)

    wrong("'nonsense' must be one of", {"Field": "nonsense", "Values": ["x"]})
    wrong("A condition value must be specified", {"Field": "host-header"})
    wrong("not a valid CIDR block", {"Field": "source-ip", "SourceIpConfig": {"Values": ["10.0.0.0"]}})
    wrong("at most one 'path-pattern'", PATH[0], PATH[0])
    wrong("at most 5", {"Field": "path-pattern", "Values": [f"/{n}" for n in range(6)]})
    wrong("'host-header'", {"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "Host", "Values": ["a"]}})
    regex = {"Field": "path-pattern", "PathPatternConfig": {"RegexValues": ["("]}}
    wrong("not a valid regular expression", regex)


def test_transforms(world, elb):
    listener = world.listener(world.balancer())["ListenerArn"]
    url = {"Type": "url-rewrite", "UrlRewriteConfig": {"Rewrites": [{"Regex": "^/v1/(.*)", "Replace": "/$1"}]}}
    asked = {"ListenerArn": listener, "Conditions": PATH, "Actions": [fixed("x")]}
    (rule,) = elb.create_rule(Priority=1, Transforms=[url], **asked)["Rules"]
    assert rule["Transforms"] == [url]
    denied("ValidationError", elb.create_rule, Priority=2, Transforms=[url, url], **asked)
    (rule,) = elb.modify_rule(RuleArn=rule["RuleArn"], ResetTransforms=True)["Rules"]
    assert rule["Transforms"] == []


def test_attributes(world, elb):
    listener = world.listener(world.balancer())["ListenerArn"]
    frame = "routing.http.response.x_frame_options.header_value"
    told = elb.modify_listener_attributes(ListenerArn=listener, Attributes=[{"Key": frame, "Value": "DENY"}])
    assert {"Key": frame, "Value": "DENY"} in told["Attributes"]
    assert elb.describe_listener_attributes(ListenerArn=listener)["Attributes"] == told["Attributes"]
    denied(
        "ValidationError",
        elb.modify_listener_attributes,
        ListenerArn=listener,
        Attributes=[{"Key": "tcp.idle_timeout.seconds", "Value": "60"}],
    )
