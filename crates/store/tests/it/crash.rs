//! `kill -9` at random moments under write load: nothing acknowledged is lost, no transaction is half there.
//!
//! The child is this test binary, run again with a variable that turns it into the writer. It writes pairs (`left n`,
//! `right n`) in one transaction each, from several threads, and tells each number on its standard output once it is
//! acknowledged.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use kernel::{Key, Record as _, Store, Txn};
use store::Embedded;

use crate::{Item, block};

const WRITER: &str = "LONGSHORE_TEST_WRITER";
const KILLS: usize = 110;

/// The child. Without the variable it is an empty test.
#[test]
fn crash_writer() {
    let Ok(dir) = std::env::var(WRITER) else { return };
    let s = Arc::new(Embedded::open(dir.as_ref(), &[5; 32]).unwrap());
    let start = s.durable().revision;
    let threads: Vec<_> = (0..4u64)
        .map(|w| {
            let s = Arc::clone(&s);
            std::thread::spawn(move || {
                for i in 0.. {
                    let n = (start + 1) * 1_000_000 + w * 100_000 + i;
                    let mut t = Txn::on(s.tip());
                    t.put(Item::new(&format!("left {n}"), n)).unwrap();
                    t.put(Item::new(&format!("right {n}"), n)).unwrap();
                    t.put(Item::new("last", n)).unwrap();
                    if block(s.commit(t.into_commit())).is_ok() {
                        let mut out = std::io::stdout().lock();
                        writeln!(out, "acked {n}").and_then(|()| out.flush()).unwrap();
                    }
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|t| t.join().unwrap());
}

/// A small deterministic generator: which moment, is all the randomness needed here.
fn next(seed: &mut u64) -> u64 {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

#[test]
fn killed_at_random_moments_it_loses_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut acked = BTreeSet::new();
    let mut seed = 42;
    for round in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "crash::crash_writer",
                "--nocapture",
                "--test-threads=1",
            ])
            .env(WRITER, dir.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let told = |line: &str| {
            line.rsplit_once("acked ")
                .and_then(|(_, n)| n.trim().parse::<u64>().ok())
        };
        // From its first acknowledged write on, some more milliseconds.
        let mut deadline = None;
        for line in lines.by_ref() {
            if let Some(n) = told(&line.unwrap()) {
                acked.insert(n);
                let end = *deadline
                    .get_or_insert_with(|| Instant::now() + Duration::from_micros(next(&mut seed) % 25_000));
                if Instant::now() >= end {
                    break;
                }
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // What it said before it died counts too; the last line may be cut.
        acked.extend(
            lines
                .map_while(Result::ok)
                .filter(|l| l.len() > "acked ".len())
                .filter_map(|l| complete(&l)),
        );
        check(dir.path(), &acked, round);
    }
    assert!(
        acked.len() > KILLS,
        "the writer was killed under load: {} writes",
        acked.len()
    );
}

/// A number with all its digits: seven at least, as the writer makes them.
fn complete(line: &str) -> Option<u64> {
    let (_, n) = line.rsplit_once("acked ")?;
    n.trim().parse().ok()
}

fn check(dir: &std::path::Path, acked: &BTreeSet<u64>, round: usize) {
    let s = Embedded::open(dir, &[5; 32]).unwrap_or_else(|e| panic!("round {round}: {e:#}"));
    let all = Txn::on(s.durable()).range::<Item>(&Key::all(Item::KIND)).unwrap();
    let side = |prefix: &str| -> BTreeSet<u64> {
        all.iter()
            .filter(|i| i.name.starts_with(prefix))
            .map(|i| i.value)
            .collect()
    };
    let (left, right) = (side("left "), side("right "));
    assert_eq!(left, right, "round {round}: a transaction is half there");
    let lost: Vec<_> = acked.difference(&left).take(5).collect();
    assert!(lost.is_empty(), "round {round}: lost {lost:?}");
}
