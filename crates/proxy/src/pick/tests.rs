use proptest::prelude::*;

use super::*;

fn candidates(n: usize) -> Vec<Candidate<'static>> {
    (0..n)
        .map(|index| Candidate {
            index,
            zone: Some(["a", "b"][index % 2]),
            outstanding: 0,
            healthy_for: i64::MAX / 4,
        })
        .collect()
}

fn way(algorithm: Algorithm) -> Way {
    Way {
        algorithm,
        cross_zone: true,
        slow_start: 0,
    }
}

/// How often each is picked in 10,000 turns, chance being spread evenly.
fn shares(all: &[Candidate<'_>], way: Way) -> Vec<usize> {
    let mut counts = vec![0; all.len()];
    for turn in 0..10_000_usize {
        let chance = ((turn * 6181) % 10_000) as f64 / 10_000.0;
        counts[one(all, way, turn, chance).unwrap()] += 1;
    }
    counts
}

#[test]
fn round_robin_and_random_are_even() {
    for algorithm in [
        Algorithm::RoundRobin,
        Algorithm::WeightedRandom,
        Algorithm::LeastOutstandingRequests,
    ] {
        assert!(
            shares(&candidates(4), way(algorithm)).iter().all(|n| *n == 2500),
            "{algorithm:?}"
        );
    }
}

#[test]
fn the_least_busy_is_chosen() {
    let mut all = candidates(4);
    for (c, n) in all.iter_mut().zip([3, 1, 2, 1]) {
        c.outstanding = n;
    }
    assert_eq!(
        shares(&all, way(Algorithm::LeastOutstandingRequests)),
        [0, 5000, 0, 5000]
    );
}

#[test]
fn slow_start_grows_to_a_full_share() {
    let mut all = candidates(2);
    let way = Way {
        slow_start: 30_000,
        ..way(Algorithm::RoundRobin)
    };
    let mut before = 0;
    for age in [0, 10_000, 20_000, 30_000] {
        all[1].healthy_for = age;
        let share = shares(&all, way)[1];
        assert!(share > before, "{age}: {share}");
        before = share;
    }
    assert_eq!(before, 5000);
}

#[test]
fn zones_are_alike_without_cross_zone() {
    let mut all = candidates(5);
    all[4].zone = Some("a");
    let way = Way {
        cross_zone: false,
        ..way(Algorithm::RoundRobin)
    };
    // a: 0, 2, 4; b: 1, 3.
    let counts = shares(&all, way);
    assert!(counts[1] == 2500 && counts[3] == 2500, "{counts:?}");
    assert!((1666..=1667).contains(&counts[0]), "{counts:?}");
}

#[test]
fn healthy_ones_first_then_any() {
    use Standing::{Away, Healthy, Initial, Unhealthy};
    for (all, expected) in [
        (vec![Unhealthy, Healthy, Initial], Some(Healthy)),
        (vec![Unhealthy, Initial, Away], Some(Unhealthy)),
        (vec![Initial, Away], None),
        (vec![], None),
    ] {
        assert_eq!(served(all.iter().copied()), expected, "{all:?}");
    }
}

proptest! {
    #[test]
    fn weights_are_kept(weights in prop::collection::vec(0..1000_u32, 1..6)) {
        let total: u32 = weights.iter().sum();
        let mut counts = vec![0_u32; weights.len()];
        for n in 0..1000 {
            match weighted(weights.iter().copied(), f64::from(n) / 1000.0) {
                Some(i) => counts[i] += 1,
                None => prop_assert_eq!(total, 0),
            }
        }
        for (w, n) in weights.iter().zip(&counts) {
            let wanted = f64::from(*w) / f64::from(total.max(1)) * 1000.0;
            prop_assert!((f64::from(*n) - wanted).abs() <= 2.0, "{weights:?} {counts:?}");
        }
    }

    #[test]
    fn somebody_is_always_found(
        n in 1..8_usize, turn in any::<usize>(), chance in 0.0..1.0_f64, zones in any::<bool>(), slow in any::<bool>(),
    ) {
        let mut all = candidates(n);
        all[0].healthy_for = 5;
        let way = Way { cross_zone: zones, slow_start: if slow { 1000 } else { 0 }, ..way(Algorithm::WeightedRandom) };
        let found = one(&all, way, turn, chance);
        prop_assert!(found.is_some_and(|i| i < n));
    }
}
