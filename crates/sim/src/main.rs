//! Runs many seeds: `sim [how many] [the first]`.
//!
//! Prints the first seed that fails with its last decisions, and answers 1. The same seed fails the same way again:
//! `sim 1 <seed>`, and `sim 1 <seed> trace` prints all of its decisions.

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let numbers: Vec<u64> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    let many = numbers.first().copied().unwrap_or(10_000);
    let first = numbers.get(1).copied().unwrap_or(0);
    let mut out = std::io::stdout();
    let (mut revisions, mut tasks) = (0, 0);
    for seed in first..first.saturating_add(many) {
        match sim::run(seed) {
            Ok(ran) => {
                revisions += ran.revisions;
                tasks += ran.tasks;
            }
            Err(why) => {
                if std::env::args().any(|a| a == "trace") {
                    why.trace.iter().for_each(|line| drop(writeln!(out, "{line}")));
                }
                let _ = writeln!(out, "{why}");
                return ExitCode::FAILURE;
            }
        }
    }
    let _ = writeln!(out, "{many} seeds hold: {tasks} tasks, {revisions} commits");
    ExitCode::SUCCESS
}
