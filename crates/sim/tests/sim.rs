//! Some hundred seeds, and that a seed is a run.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::sync::atomic::{AtomicU64, Ordering};

/// How many seeds are run, `SIM_SEEDS` or 300, shared by two threads.
#[test]
fn seeds_hold() {
    let many: u64 = std::env::var("SIM_SEEDS").map_or(300, |s| s.parse().unwrap());
    let next = AtomicU64::new(0);
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::SeqCst);
            if seed >= many {
                return;
            }
            if let Err(why) = sim::run(seed) {
                next.store(many, Ordering::SeqCst);
                panic!("{why}");
            }
        }
    };
    std::thread::scope(|s| {
        s.spawn(work);
        s.spawn(work);
    });
}

#[test]
fn the_same_seed_is_the_same_run() {
    for seed in [3, 8] {
        assert_eq!(sim::run(seed), sim::run(seed));
    }
}
