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
