//! Runs many seeds: `sim [how many] [the first]`.
//!
//! Two threads share them. Prints the first seed found to fail with its last decisions, and answers 1. The same seed fails the same way again:
//! `sim 1 <seed>`, and `sim 1 <seed> trace` prints all of its decisions.

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};

fn main() -> ExitCode {
    let numbers: Vec<u64> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    let many = numbers.first().copied().unwrap_or(10_000);
    let first = numbers.get(1).copied().unwrap_or(0);
    let end = first.saturating_add(many);
    let next = AtomicU64::new(first);
    let work = || {
        let (mut revisions, mut tasks) = (0, 0);
        loop {
            let seed = next.fetch_add(1, Ordering::SeqCst);
            if seed >= end {
                return Ok((revisions, tasks));
            }
            match sim::run(seed) {
                Ok(ran) => {
                    revisions += ran.revisions;
                    tasks += ran.tasks;
                }
                Err(why) => {
                    next.store(end, Ordering::SeqCst);
                    return Err(why);
                }
            }
        }
    };
    let found = std::thread::scope(|s| {
        let threads = [s.spawn(work), s.spawn(work)];
        threads.map(std::thread::ScopedJoinHandle::join)
    });
    let mut out = std::io::stdout();
    let (mut revisions, mut tasks) = (0, 0);
    for done in found {
        match done {
            Ok(Ok((r, t))) => {
                revisions += r;
                tasks += t;
            }
            Ok(Err(why)) => {
                if std::env::args().any(|a| a == "trace") {
                    why.trace.iter().for_each(|line| drop(writeln!(out, "{line}")));
                }
                let _ = writeln!(out, "{why}");
                return ExitCode::FAILURE;
            }
            Err(_) => {
                let _ = writeln!(out, "a run ended by panicking");
                return ExitCode::FAILURE;
            }
        }
    }
    let _ = writeln!(out, "{many} seeds hold: {tasks} tasks, {revisions} commits");
    ExitCode::SUCCESS
}
