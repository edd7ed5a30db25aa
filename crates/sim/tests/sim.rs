//! Some seeds, and that a seed is a run.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::sync::atomic::{AtomicU64, Ordering};

/// A few seeds, `SIM_SEEDS` or 60, shared by two threads; the program `sim` runs ten thousand.
#[test]
fn seeds_hold() {
    let many: u64 = std::env::var("SIM_SEEDS").map_or(60, |s| s.parse().unwrap());
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

/// Every story comes out as it is recorded; `UPDATE_EXPECT=1` records anew.
#[test]
fn stories_come_out_as_recorded() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("stories");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let (script, recorded) = text.split_once("---\n").unwrap();
        let told = sim::play(script).unwrap().join("\n");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&path, format!("{script}---\n{told}\n")).unwrap();
        } else {
            assert_eq!(told, recorded.trim_end(), "{}", path.display());
        }
    }
}
