use kernel::store::Snapshot;
use kernel::{Time, Txn};
use wire::proxy::{Health, Reason, Report, TargetHealth, Version};

use super::*;
use crate::attribute::Attributes as Set;

fn scope() -> Scope {
    Scope::new("000000000000", "us-east-1")
}

fn balancer(attributes: &[(&str, &str)]) -> balancer::LoadBalancer {
    balancer::LoadBalancer {
        scope: scope(),
        name: "web".into(),
        id: "0123456789abcdef".into(),
        kind: balancer::Kind::Application,
        scheme: "internet-facing".into(),
        vpc: "vpc-1".into(),
        zones: Vec::new(),
        security_groups: Vec::new(),
        interfaces: Default::default(),
        ip_address_type: "ipv4".into(),
        label: "1234567890".into(),
        address: Ipv4Addr::new(127, 0, 1, 1),
        created: Time(0),
        attributes: set(attributes),
        tags: Default::default(),
    }
}

fn set(pairs: &[(&str, &str)]) -> Set {
    pairs.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect()
}

fn group(name: &str, attributes: &[(&str, &str)]) -> group::TargetGroup {
    group::TargetGroup {
        scope: scope(),
        name: name.into(),
        id: "fedcba9876543210".into(),
        target_type: group::TargetType::Ip,
        protocol: Protocol::Http,
        version: Version::Http1,
        port: 80,
        vpc: "vpc-1".into(),
        health: group::HealthCheck {
            protocol: Protocol::Http,
            port: None,
            path: "/".into(),
            interval: 30,
            timeout: 5,
            healthy: 5,
            unhealthy: 2,
            matcher: "200".into(),
        },
        created: Time(0),
        attributes: set(attributes),
        tags: Default::default(),
    }
}

fn forward(arn: &str) -> Doc<w::Action> {
    Doc(w::Action {
        r#type: "forward".into(),
        forward_config: Some(w::ForwardActionConfig {
            target_groups: Some(vec![w::TargetGroupTuple {
                target_group_arn: Some(arn.into()),
                weight: Some(7),
            }]),
            ..Default::default()
        }),
        ..Default::default()
    })
}

fn listener(b: &balancer::LoadBalancer, actions: Vec<Doc<w::Action>>) -> listener::Listener {
    listener::Listener {
        scope: scope(),
        arn: format!("{}/aaaa", b.arn().replacen(":loadbalancer/", ":listener/", 1)),
        balancer: b.arn(),
        balancer_id: b.id.clone(),
        kind: b.kind,
        id: "aaaa".into(),
        port: 80,
        protocol: Protocol::Http,
        policy: None,
        certificates: Vec::new(),
        alpn: None,
        default_actions: actions,
        default_rule: "dddd".into(),
        attributes: set(&[("routing.http.response.x_frame_options.header_value", "DENY")]),
        tags: Default::default(),
    }
}

fn rule(l: &listener::Listener, priority: u32, path: &str, action: Doc<w::Action>) -> rule::Rule {
    let id = format!("rule{priority}");
    rule::Rule {
        scope: scope(),
        arn: l.rule_arn(&id),
        listener: l.id.clone(),
        id,
        priority,
        conditions: vec![Doc(w::RuleCondition {
            field: Some("path-pattern".into()),
            path_pattern_config: Some(w::PathPatternConditionConfig {
                values: Some(vec![path.into()]),
                regex_values: None,
            }),
            ..Default::default()
        })],
        actions: vec![action],
        transforms: Vec::new(),
        tags: Default::default(),
    }
}

fn target(group: &str, id: &str, port: u16) -> target::Target {
    target::Target {
        scope: scope(),
        group: group.into(),
        id: id.into(),
        port,
        zone: None,
        registered: Time(5),
        draining_until: None,
        health: None,
        reason: None,
        description: None,
    }
}

/// A balancer with two rules, a default, and three groups of which one is not used.
fn world() -> Txn {
    let mut t = Txn::on(Snapshot::default());
    let b = balancer(&[("idle_timeout.timeout_seconds", "7")]);
    let (a, z, unused) = (
        group("a", &[("load_balancing.cross_zone.enabled", "false")]),
        group("z", &[("stickiness.enabled", "true")]),
        group("unused", &[]),
    );
    let l = listener(&b, vec![forward(&z.arn())]);
    t.put(rule(&l, 20, "/late/*", forward(&a.arn()))).unwrap();
    t.put(rule(&l, 3, "/early/*", forward(&a.arn()))).unwrap();
    t.put(target("a", "10.0.0.1", 8080)).unwrap();
    t.put(target("a", "i-0123", 32768)).unwrap();
    t.put(l).unwrap();
    for g in [a, z, unused] {
        t.put(g).unwrap();
    }
    t.put(b).unwrap();
    t
}

struct Machine;

impl Around for Machine {
    fn instance(&self, id: &str) -> Option<IpAddr> {
        (id == "i-0123").then_some(loopback())
    }

    fn shared(&self, _: &mut Txn, _: &Scope) -> Result<Vec<IpAddr>, Fault> {
        Ok(vec![loopback()])
    }

    fn inbound(&self, _: &mut Txn, _: &Scope, groups: &[String]) -> Result<Inbound, Fault> {
        assert_eq!(groups, ["sg-1"]);
        Ok(Inbound {
            rules: Vec::new(),
            machine: Ipv4Addr::new(172, 31, 0, 1),
        })
    }
}

fn compiled(t: &mut Txn) -> Config {
    config(t, &Machine).unwrap()
}

#[test]
fn rules_come_by_priority_and_the_default_last() {
    let config = compiled(&mut world());
    let [b] = &config.balancers[..] else { panic!() };
    assert_eq!(b.dns_name, "web-1234567890.us-east-1.elb.localhost");
    assert_eq!(b.addresses, [IpAddr::from([127, 0, 1, 1]), loopback()]);
    assert_eq!(b.attributes.idle_timeout, 7);
    let [l] = &b.listeners[..] else { panic!() };
    let paths: Vec<_> = l.rules.iter().map(|r| r.conditions.clone()).collect();
    let path = |p: &str| {
        vec![Condition::PathPattern {
            values: vec![p.into()],
            regex: Vec::new(),
        }]
    };
    assert_eq!(paths, [path("/early/*"), path("/late/*"), Vec::new()]);
    assert_eq!(l.response_headers, [("x-frame-options".into(), "DENY".into())]);
}

#[test]
fn only_groups_that_are_used_are_served() {
    let config = compiled(&mut world());
    let names: Vec<_> = config
        .groups
        .iter()
        .map(|g| group_name(&g.arn).unwrap().1)
        .collect();
    assert_eq!(names, ["a", "z"]);
    assert!(!config.groups[0].cross_zone, "its own word counts");
    assert!(config.groups[1].cross_zone, "without one, the balancer's does");
    let sticky = config.groups[1].stickiness.as_ref().unwrap();
    assert_eq!((&sticky.kind, sticky.duration), (&StickyKind::LbCookie, 86_400));
}

#[test]
fn targets_are_reached_by_address_or_by_instance() {
    let mut t = world();
    t.put(target("a", "i-gone", 1)).unwrap();
    let config = compiled(&mut t);
    let reached: Vec<_> = config.groups[0]
        .targets
        .iter()
        .map(|x| (x.id.as_str(), x.address.map(|a| a.to_string())))
        .collect();
    let at = |a: &str| Some(a.to_owned());
    assert_eq!(
        reached,
        [
            ("10.0.0.1", at("10.0.0.1:8080")),
            ("i-0123", at("127.0.0.1:32768")),
            ("i-gone", None)
        ]
    );
}

#[test]
fn reports_are_taken_over_once_and_forgotten_with_their_use() {
    let mut t = world();
    let told = Report {
        targets: vec![
            TargetHealth {
                group: group("a", &[]).arn(),
                id: "10.0.0.1".into(),
                port: 8080,
                health: Health::Unhealthy,
                reason: Some(Reason::Timeout),
                description: Some("Request timed out".into()),
            },
            TargetHealth {
                group: group("gone", &[]).arn(),
                id: "10.0.0.9".into(),
                port: 1,
                health: Health::Healthy,
                reason: None,
                description: None,
            },
        ],
        ..Report::default()
    };
    crate::report::apply(&mut t, &told).unwrap();
    let key = target::Target::at(&scope(), "a", "10.0.0.1", 8080);
    let stored = t.get::<target::Target>(&key).unwrap().unwrap();
    assert_eq!(
        (stored.health, stored.reason),
        (Some(Health::Unhealthy), Some(Reason::Timeout))
    );
    // Nobody checks a group that no rule names any more.
    let before = crate::target::groups_in_use(&mut t, &scope()).unwrap();
    for key in t.keys(&Key::all(rule::Rule::KIND)) {
        t.delete(&key);
    }
    crate::target::settle(&mut t, &scope(), &before).unwrap();
    assert_eq!(t.get::<target::Target>(&key).unwrap().unwrap().health, None);
}
