use proptest::prelude::*;
use wire::proxy::Protocol;

use super::*;

fn check(interval: u32, healthy: u32, unhealthy: u32) -> HealthCheck {
    HealthCheck {
        enabled: true,
        protocol: Protocol::Http,
        port: None,
        path: "/".into(),
        interval,
        timeout: 2,
        healthy,
        unhealthy,
        matcher: "200".into(),
    }
}

#[test]
fn the_first_success_is_enough_for_a_new_target() {
    let mut j = Judge::new(Health::Initial);
    assert!(!j.step(false, 100, &check(5, 5, 2)));
    assert!(j.step(true, 5_100, &check(5, 5, 2)));
    assert_eq!(j.health(), Health::Healthy);
}

#[test]
fn later_a_target_must_succeed_again_and_again() {
    let mut j = Judge::new(Health::Unhealthy);
    let c = check(5, 3, 2);
    let changed: Vec<bool> = [true, true, false, true, true, true]
        .iter()
        .zip(0..)
        .map(|(ok, n)| j.step(*ok, n * 5_000, &c))
        .collect();
    assert_eq!(changed, [false, false, false, false, false, true]);
}

#[test]
fn a_target_that_never_answers() {
    let mut j = Judge::new(Health::Initial);
    let c = check(5, 5, 2);
    let turned = (0..10).map(|n| 100 + n * 5_000).find(|at| j.step(false, *at, &c));
    assert_eq!(turned, Some(10_100));
}

#[test]
fn matchers() {
    for (matcher, code, expected) in [
        ("200", 200, true),
        ("200", 201, false),
        ("200,302", 302, true),
        ("200-299", 250, true),
        ("200-299,404", 404, true),
        ("200-299", 300, false),
        ("0-99", 12, true),
    ] {
        assert_eq!(matches(matcher, code), expected, "{matcher} {code}");
    }
}

proptest! {
    /// Never unhealthy before interval × threshold after the last success, and at that moment if nothing succeeds.
    #[test]
    fn never_too_early(results in prop::collection::vec(any::<bool>(), 1..60), n in 2..6_u32, first in 0..5_000_i64) {
        let c = check(5, 2, n);
        let mut j = Judge::new(Health::Initial);
        let (mut good, mut failures) = (0, 0);
        for (ok, i) in results.iter().zip(0..) {
            let at = first + i * 5_000;
            let before = j.health();
            let changed = j.step(*ok, at, &c);
            if *ok {
                (good, failures) = (at, 0);
            } else {
                failures += 1;
            }
            if changed && j.health() == Health::Unhealthy {
                prop_assert!(at - good >= i64::from(n) * 5_000 && failures >= n);
            } else if before != Health::Unhealthy && !*ok {
                prop_assert!(at - good < i64::from(n) * 5_000 || failures < n);
            }
        }
    }
}
