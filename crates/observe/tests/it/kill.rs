//! `kill -9` under load: what was acknowledged is there, exactly once.
//!
//! The test starts this very test binary again as a child that writes batches and notes each acknowledgement in a
//! file, kills it at a random moment, and opens what it left. A batch that was in flight may be there or not, but
//! never in part; and it is sent again with its token, so in the end every batch is there once.

use std::collections::{BTreeMap, HashSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use observe::logs::storage::{
    Appended, Batch, Engine, GroupId, Keep, Options, Order, Plain, Position, Query, StreamId, Token,
};

const DIR: &str = "OBSERVE_KILL_DIR";
const GROUP: GroupId = GroupId(1);
const STREAMS: u128 = 4;
const PER_BATCH: u64 = 3;
const KILLS: u32 = 20;

/// Small sizes, so that sealing and rewriting happen all the time.
fn options() -> Options {
    Options {
        seal_bytes: 4_000,
        block_bytes: 2_000,
        level: 1,
        ..Options::default()
    }
}

fn batch(stream: u128, position: u64) -> Batch {
    let text = |i: u64| {
        Bytes::from(format!(
            "stream {stream} batch {position} event {i} {}",
            "x".repeat(40)
        ))
    };
    Batch {
        group: GROUP,
        stream: StreamId(stream),
        ingested: 1,
        token: Some(Token {
            id: "test".to_owned(),
            position,
        }),
        events: (0..PER_BATCH)
            .map(|i| (i64::try_from(position).unwrap(), text(i)))
            .collect(),
    }
}

/// The child: does nothing unless it was started by the test below.
#[test]
fn child() {
    let Ok(dir) = std::env::var(DIR) else { return };
    let dir = PathBuf::from(dir);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let engine = Arc::new(
            Engine::open(dir.join("logs"), Arc::new(Plain), options())
                .await
                .unwrap(),
        );
        let writers = (0..STREAMS).map(|stream| {
            let (engine, dir) = (Arc::clone(&engine), dir.clone());
            tokio::spawn(async move {
                let mut acks = std::fs::File::options()
                    .append(true)
                    .create(true)
                    .open(acks(&dir, stream))
                    .unwrap();
                let mut next = 1 + acknowledged(&dir, stream).last().copied().unwrap_or(0);
                loop {
                    // A batch that was written but not noted is answered as a duplicate.
                    if engine.append(batch(stream, next)).await.is_ok() {
                        writeln!(acks, "{next}").unwrap();
                        next += 1;
                    }
                }
            })
        });
        let writers: Vec<_> = writers.collect();
        loop {
            engine.maintain(|| |_, _| Keep::All).await.unwrap();
            tokio::task::yield_now().await;
            assert!(!writers.iter().any(tokio::task::JoinHandle::is_finished));
        }
    });
}

fn acks(dir: &Path, stream: u128) -> PathBuf {
    dir.join(format!("acks-{stream}"))
}

/// The whole lines of the file: the last may be cut by the kill.
fn acknowledged(dir: &Path, stream: u128) -> Vec<u64> {
    let text = std::fs::read_to_string(acks(dir, stream)).unwrap_or_default();
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    whole.lines().map(|l| l.parse().unwrap()).collect()
}

#[test]
fn nothing_acknowledged_is_lost_or_doubled() {
    let dir = tempfile::tempdir().unwrap();
    let mut seed = 0x0123_4567_89ab_cdef_u64;
    for round in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kill::child"])
            .env(DIR, dir.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let before: usize = (0..STREAMS).map(|s| acknowledged(dir.path(), s).len()).sum();
        let noted = || {
            (0..STREAMS)
                .map(|s| acknowledged(dir.path(), s).len())
                .sum::<usize>()
        };
        let end = Instant::now() + Duration::from_secs(60);
        while noted() < before + 20 {
            assert!(Instant::now() < end, "the child writes nothing in round {round}");
            assert!(
                child.try_wait().unwrap().is_none(),
                "the child ended by itself in round {round}"
            );
            std::thread::sleep(Duration::from_millis(5));
        }
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        std::thread::sleep(Duration::from_micros(seed >> 48));
        child.kill().unwrap();
        child.wait().unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .build()
            .unwrap();
        runtime.block_on(check(dir.path(), round));
    }
    // Else the kills met nothing but the journal.
    let written = segments(dir.path());
    assert!(
        written > u64::from(KILLS) / 2,
        "only {written} segments were written"
    );
}

/// The highest number of a segment: how many were written.
fn segments(dir: &Path) -> u64 {
    let files = std::fs::read_dir(dir.join("logs/segments")).unwrap();
    let numbers = files.filter_map(|f| {
        let name = f.unwrap().file_name().into_string().unwrap();
        u64::from_str_radix(name.strip_suffix(".seg")?, 16).ok()
    });
    numbers.max().unwrap_or(0)
}

async fn check(dir: &Path, round: u32) {
    let engine = Engine::open(dir.join("logs"), Arc::new(Plain), options())
        .await
        .unwrap();
    for stream in 0..STREAMS {
        let mut found: BTreeMap<u64, u64> = BTreeMap::new();
        let mut query = Query {
            group: GROUP,
            streams: Arc::new(HashSet::from([StreamId(stream)])),
            from: Position::MIN,
            to: Position::MAX,
            order: Order::Forward,
            limit: 1000,
            bytes: 1 << 20,
            matcher: None,
        };
        loop {
            let page = engine.read(&query).await.unwrap();
            for (_, event) in &page.events {
                *found.entry(u64::try_from(event.timestamp).unwrap()).or_default() += 1;
            }
            match page.next {
                Some(next) => query.from = next,
                None => break,
            }
        }
        let acknowledged = acknowledged(dir, stream);
        let last = found.last_key_value().map_or(0, |(k, _)| *k);
        // One batch of each stream is in flight at a time.
        let newest = acknowledged.last().copied().unwrap_or(0);
        assert!(
            last == newest || last == newest + 1,
            "round {round}: {last} found, {newest} acknowledged"
        );
        for position in 1..=last {
            assert_eq!(
                found.get(&position),
                Some(&PER_BATCH),
                "round {round}, stream {stream}, batch {position}"
            );
        }
        assert_eq!(
            engine.token(GROUP, StreamId(stream)).map_or(0, |t| t.position),
            last
        );
        if last > 0 {
            assert_eq!(engine.append(batch(stream, last)).await, Ok(Appended::Duplicate));
        }
    }
    engine.close().await;
}
