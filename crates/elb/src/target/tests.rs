use kernel::{Controller as _, Scope, Time};
use wire::proxy::{Health, Reason};

use super::health::state;
use super::plan::Drained;
use super::record::Target;

fn target() -> Target {
    Target {
        scope: Scope::new("000000000000", "us-east-1"),
        group: "g".into(),
        id: "10.0.0.1".into(),
        port: 80,
        zone: None,
        registered: Time(0),
        draining_until: None,
        health: None,
        reason: None,
        description: None,
    }
}

#[test]
fn states_in_awss_words() {
    let with = |health, reason| Target {
        health,
        reason,
        ..target()
    };
    let draining = Target {
        draining_until: Some(Time(1)),
        health: Some(Health::Healthy),
        ..target()
    };
    for (target, used, expect) in [
        (target(), true, ("initial", Some("Elb.RegistrationInProgress"))),
        (target(), false, ("unused", Some("Target.NotInUse"))),
        (
            with(Some(Health::Initial), None),
            true,
            ("initial", Some("Elb.InitialHealthChecking")),
        ),
        (with(Some(Health::Healthy), None), true, ("healthy", None)),
        (
            with(Some(Health::Unhealthy), Some(Reason::Timeout)),
            true,
            ("unhealthy", Some("Target.Timeout")),
        ),
        (
            draining,
            true,
            ("draining", Some("Target.DeregistrationInProgress")),
        ),
    ] {
        let told = state(&target, used);
        assert_eq!((told.state.as_deref().unwrap(), told.reason.as_deref()), expect);
    }
}

#[test]
fn a_drained_target_goes_when_its_time_has_come_and_not_before() {
    use kernel::Record as _;
    let seen = (target().key(), Time(1000));
    let early = Drained.plan(&seen, Time(999));
    assert!(early.writes.is_empty());
    assert_eq!(early.wake, Some(Time(1000)));
    assert_eq!(Drained.plan(&seen, Time(1000)).writes.len(), 1);
}

#[test]
fn who_is_let_in() {
    use super::reach::{Source, admits};
    use wire::ec2;
    let source = Source {
        groups: vec!["sg-balancer".into(), "sg-default".into()],
        addresses: vec!["172.31.16.9".parse().unwrap(), "172.31.0.1".parse().unwrap()],
    };
    let rule =
        |protocol: &str, ports: (Option<i32>, Option<i32>), block: Option<&str>, group: Option<&str>| {
            vec![ec2::IpPermission {
                ip_protocol: Some(protocol.into()),
                from_port: ports.0,
                to_port: ports.1,
                ip_ranges: block.map(|b| {
                    vec![ec2::IpRange {
                        cidr_ip: Some(b.into()),
                        description: None,
                    }]
                }),
                user_id_group_pairs: group.map(|g| {
                    vec![ec2::UserIdGroupPair {
                        group_id: Some(g.into()),
                        ..Default::default()
                    }]
                }),
                ..Default::default()
            }]
        };
    let http = (Some(80), Some(90));
    for (rules, expect) in [
        (rule("tcp", http, None, Some("sg-balancer")), true),
        (rule("tcp", http, None, Some("sg-default")), true),
        (rule("tcp", http, None, Some("sg-other")), false),
        (rule("tcp", http, Some("172.31.16.0/20"), None), true),
        (rule("tcp", http, Some("172.31.0.1/32"), None), true),
        (rule("tcp", http, Some("192.0.2.0/24"), None), false),
        (rule("udp", http, Some("0.0.0.0/0"), None), false),
        (rule("tcp", (Some(81), Some(90)), Some("0.0.0.0/0"), None), false),
        (rule("-1", (None, None), None, Some("sg-balancer")), true),
        (Vec::new(), false),
    ] {
        assert_eq!(admits(&rules, 80, &source), expect, "{rules:?}");
    }
}
