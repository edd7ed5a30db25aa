//! The engine against a list in memory, with torn files, damage, rewrites and many writers.

use super::*;
use bytes::Bytes;
use proptest::prelude::*;
use std::collections::HashSet;
use std::path::Path;

const GROUP: GroupId = GroupId(7);

fn small() -> Options {
    Options {
        seal_bytes: 2000,
        block_bytes: 200,
        level: 1,
        scan_budget: 1 << 30,
        cached_blocks: 4,
        parallel: 3,
    }
}

async fn open(dir: &Path, options: Options) -> Engine {
    Engine::open(dir.to_owned(), Arc::new(Plain), options)
        .await
        .unwrap()
}

fn batch(stream: u128, events: &[(i64, &str)]) -> Batch {
    Batch {
        group: GROUP,
        stream: StreamId(stream),
        ingested: 1000,
        token: None,
        events: events
            .iter()
            .map(|(t, m)| (*t, Bytes::from((*m).to_owned())))
            .collect(),
    }
}

fn query(streams: &[u128]) -> Query {
    Query {
        group: GROUP,
        streams: Arc::new(streams.iter().map(|s| StreamId(*s)).collect::<HashSet<_>>()),
        from: Position::MIN,
        to: Position::MAX,
        order: Order::Forward,
        limit: 10,
        bytes: 1 << 20,
        matcher: None,
    }
}

/// Every event of a query, page by page.
async fn all(engine: &Engine, mut query: Query) -> Vec<(u128, i64, String)> {
    let mut out = Vec::new();
    for _ in 0..100_000 {
        let page = engine.read(&query).await.unwrap();
        let text = |e: &Event| String::from_utf8(e.message.to_vec()).unwrap();
        out.extend(page.events.iter().map(|(s, e)| (s.0, e.timestamp, text(e))));
        match (page.next, query.order) {
            (None, _) => return out,
            (Some(next), Order::Forward) => {
                assert!(next > query.from, "no progress");
                query.from = next;
            }
            (Some(next), Order::Backward) => {
                assert!(next < query.to, "no progress");
                query.to = next;
            }
        }
    }
    panic!("the pages do not end");
}

struct Contains(&'static str, bool);

impl Matcher for Contains {
    fn literal(&self) -> Option<&[u8]> {
        self.1.then_some(self.0.as_bytes())
    }

    fn matches(&self, message: &[u8]) -> bool {
        String::from_utf8_lossy(message).contains(self.0)
    }
}

#[derive(Clone, Debug)]
enum Step {
    /// Stream, first timestamp, lengths of the messages.
    Put(u128, i64, Vec<usize>),
    Seal,
    Reopen,
    Maintain,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let put = (0..4_u128, 0..500_i64, prop::collection::vec(0..120_usize, 1..12));
    let step = prop_oneof![
        8 => put.prop_map(|(s, t, l)| Step::Put(s, t, l)),
        1 => Just(Step::Seal),
        1 => Just(Step::Reopen),
        1 => Just(Step::Maintain),
    ];
    prop::collection::vec(step, 1..25)
}

fn run<T>(f: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_time()
        .build()
        .unwrap()
        .block_on(f)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whatever was done in between: pages put together are the whole, in order; backwards is forwards reversed;
    /// a search finds what is there; counts are right.
    #[test]
    fn pages_are_the_whole(steps in steps(), limit in 1..40_usize, bytes in 50..3000_u64, budget in 1..3000_u64,
                           window in (0..500_i64, 0..500_i64)) {
        run(async {
            let dir = tempfile::tempdir().unwrap();
            let options = Options { scan_budget: budget, ..small() };
            let mut engine = open(dir.path(), options.clone()).await;
            let mut model: Vec<(i64, usize, u128, String)> = Vec::new();
            for step in &steps {
                match step {
                    Step::Put(stream, start, lengths) => {
                        let messages: Vec<(i64, String)> = lengths.iter().enumerate()
                            .map(|(i, n)| (start + i as i64 * 3, format!("{}{}", "m".repeat(*n), model.len() + i)))
                            .collect();
                        let events: Vec<_> = messages.iter().map(|(t, m)| (*t, m.as_str())).collect();
                        prop_assert_eq!(engine.append(batch(*stream, &events)).await, Ok(Appended::Stored));
                        for (t, m) in messages {
                            let n = model.len();
                            model.push((t, n, *stream, m));
                        }
                    }
                    Step::Seal => engine.seal().await.unwrap(),
                    Step::Maintain => { engine.maintain(|| |_, _| Keep::All).await.unwrap(); }
                    Step::Reopen => {
                        engine.close().await;
                        engine = open(dir.path(), options.clone()).await;
                    }
                }
            }
            model.sort();
            let expected = |streams: &[u128], from: i64, to: i64| -> Vec<(u128, i64, String)> {
                model.iter().filter(|(t, _, s, _)| streams.contains(s) && *t >= from && *t < to)
                    .map(|(t, _, s, m)| (*s, *t, m.clone())).collect()
            };
            let (from, to) = (window.0.min(window.1), window.0.max(window.1));
            for streams in [&[0_u128][..], &[0, 1, 2, 3], &[1, 3]] {
                let q = Query { limit, bytes, ..query(streams) };
                let forward = all(&engine, q.clone()).await;
                prop_assert_eq!(&forward, &expected(streams, i64::MIN, i64::MAX));
                let mut backward = all(&engine, Query { order: Order::Backward, ..q.clone() }).await;
                backward.reverse();
                prop_assert_eq!(&backward, &forward);
                let part = Query { from: Position::at(from), to: Position::at(to), ..q.clone() };
                prop_assert_eq!(all(&engine, part.clone()).await, expected(streams, from, to));
                for literal in [true, false] {
                    let search = Query { matcher: Some(Arc::new(Contains("m1", literal))), ..part.clone() };
                    let mut want = expected(streams, from, to);
                    want.retain(|(_, _, m)| m.contains("m1"));
                    prop_assert_eq!(all(&engine, search).await, want);
                }
            }
            for stream in 0..4 {
                let mine: Vec<_> = model.iter().filter(|m| m.2 == stream).collect();
                let stats = engine.stats(GROUP, StreamId(stream));
                prop_assert_eq!(stats.map_or(0, |s| s.events), mine.len() as u64);
                if let Some(s) = stats {
                    prop_assert_eq!(s.first, mine.iter().map(|m| m.0).min().unwrap());
                    prop_assert_eq!(s.last, mine.iter().map(|m| m.0).max().unwrap());
                    prop_assert_eq!(s.bytes, mine.iter().map(|m| m.3.len() as u64 + 26).sum::<u64>());
                }
            }
            engine.close().await;
            Ok(())
        })?;
    }
}

/// The journal cut at any byte: a whole number of batches is there, and the engine goes on.
#[test]
fn a_torn_tail_is_cut() {
    run(async {
        let dir = tempfile::tempdir().unwrap();
        let engine = open(dir.path(), Options::default()).await;
        for i in 0..3 {
            engine.append(batch(1, &[(i, "one"), (i, "two")])).await.unwrap();
        }
        engine.close().await;
        let file = journal::path(&dir.path().join("journal"), 1);
        let whole = std::fs::read(&file).unwrap();
        for cut in 0..whole.len() {
            std::fs::write(&file, &whole[..cut]).unwrap();
            let engine = open(dir.path(), Options::default()).await;
            let found = all(&engine, query(&[1])).await;
            assert_eq!(found.len() % 2, 0, "at {cut}");
            assert!(
                cut + 40 < whole.len() || found.len() == 4,
                "at {cut}: {}",
                found.len()
            );
            engine.append(batch(1, &[(100, "after")])).await.unwrap();
            engine.close().await;
            let engine = open(dir.path(), Options::default()).await;
            assert_eq!(all(&engine, query(&[1])).await.len(), found.len() + 1, "at {cut}");
            engine.close().await;
        }
    });
}

#[test]
fn damage_is_reported() {
    run(async {
        let dir = tempfile::tempdir().unwrap();
        let engine = open(dir.path(), small()).await;
        engine
            .append(batch(1, &[(1, "some text to keep")]))
            .await
            .unwrap();
        engine.seal().await.unwrap();
        engine.close().await;
        let file = std::fs::read_dir(dir.path().join("segments"))
            .unwrap()
            .next()
            .unwrap()
            .unwrap()
            .path();
        let whole = std::fs::read(&file).unwrap();
        for i in 8..whole.len() {
            let mut bad = whole.clone();
            bad[i] ^= 4;
            std::fs::write(&file, &bad).unwrap();
            match Engine::open(dir.path().to_owned(), Arc::new(Plain), small()).await {
                Err(_) => {}
                Ok(engine) => {
                    // Searching reads the filters as well.
                    let search = Query {
                        matcher: Some(Arc::new(Contains("text to keep", true))),
                        ..query(&[1])
                    };
                    assert!(engine.read(&search).await.is_err(), "byte {i}");
                    engine.close().await;
                }
            }
        }
    });
}

fn token(position: u64) -> Option<Token> {
    Some(Token {
        id: "agent".to_owned(),
        position,
    })
}

#[test]
fn a_token_stores_once() {
    run(async {
        let dir = tempfile::tempdir().unwrap();
        let mut engine = open(dir.path(), small()).await;
        let put = |position, text: &'static str| Batch {
            token: token(position),
            ..batch(1, &[(1, text)])
        };
        assert_eq!(engine.append(put(5, "five")).await, Ok(Appended::Stored));
        for round in 0..3 {
            assert_eq!(
                engine.append(put(5, "again")).await,
                Ok(Appended::Duplicate),
                "round {round}"
            );
            assert_eq!(
                engine.append(put(3, "older")).await,
                Ok(Appended::Duplicate),
                "round {round}"
            );
            assert_eq!(engine.token(GROUP, StreamId(1)), token(5));
            match round {
                0 => {
                    engine.close().await;
                    engine = open(dir.path(), small()).await;
                }
                1 => {
                    engine.seal().await.unwrap();
                    // Everything expires; the token does not.
                    assert_eq!(engine.maintain(|| |_, _| Keep::Since(100)).await.unwrap(), 1);
                    engine.close().await;
                    engine = open(dir.path(), small()).await;
                    assert_eq!(all(&engine, query(&[1])).await, []);
                }
                _ => {}
            }
        }
        assert_eq!(engine.append(put(6, "six")).await, Ok(Appended::Stored));
        let other = Batch {
            token: Some(Token {
                id: "new agent".to_owned(),
                position: 1,
            }),
            ..put(0, "other")
        };
        assert_eq!(engine.append(other).await, Ok(Appended::Stored));
        assert_eq!(all(&engine, query(&[1])).await.len(), 2);
        // The same batch sent at once by many is stored once.
        let (mut stored, mut duplicates) = (0, 0);
        let same = (0..50).map(|_| {
            engine.append(Batch {
                stream: StreamId(2),
                ..put(1, "same")
            })
        });
        for answer in futures_util::future::join_all(same).await {
            match answer.unwrap() {
                Appended::Stored => stored += 1,
                Appended::Duplicate => duplicates += 1,
            }
        }
        assert_eq!((stored, duplicates), (1, 49));
        engine.close().await;
    });
}

#[test]
fn rewriting_removes_what_may_go() {
    run(async {
        let dir = tempfile::tempdir().unwrap();
        let engine = open(
            dir.path(),
            Options {
                seal_bytes: 1 << 20,
                ..small()
            },
        )
        .await;
        for i in 0..10 {
            engine.append(batch(1, &[(i * 10, "mine")])).await.unwrap();
            engine.append(batch(2, &[(i * 10, "theirs")])).await.unwrap();
            engine.seal().await.unwrap();
        }
        let files = || std::fs::read_dir(dir.path().join("segments")).unwrap().count();
        assert_eq!(files(), 10);
        // Many small ones become one.
        assert_eq!(engine.maintain(|| |_, _| Keep::All).await.unwrap(), 10);
        assert_eq!(files(), 1);
        assert_eq!(all(&engine, query(&[1, 2])).await.len(), 20);
        // A deleted stream.
        let keep = |_: GroupId, s: StreamId| {
            if s == StreamId(1) {
                Keep::All
            } else {
                Keep::Nothing
            }
        };
        assert_eq!(engine.maintain(|| keep).await.unwrap(), 1);
        assert_eq!(engine.maintain(|| keep).await.unwrap(), 0);
        assert_eq!(all(&engine, query(&[1, 2])).await.len(), 10);
        assert_eq!(engine.stats(GROUP, StreamId(2)), None);
        engine.close().await;
        let engine = open(dir.path(), small()).await;
        assert_eq!(all(&engine, query(&[1, 2])).await.len(), 10);
        assert_eq!(engine.group_bytes(GROUP), 10 * 30);
        engine.close().await;
    });
}

/// A crash between writing a rewritten segment and removing the old ones leaves both; opening removes the old.
#[test]
fn a_replaced_segment_is_not_read_twice() {
    run(async {
        let dir = tempfile::tempdir().unwrap();
        let engine = open(
            dir.path(),
            Options {
                seal_bytes: 1 << 20,
                ..small()
            },
        )
        .await;
        for i in 0..8 {
            engine.append(batch(1, &[(i, "text")])).await.unwrap();
            engine.seal().await.unwrap();
        }
        let segments = dir.path().join("segments");
        let old: Vec<_> = std::fs::read_dir(&segments)
            .unwrap()
            .map(|f| f.unwrap().path())
            .collect();
        let kept: Vec<_> = old
            .iter()
            .map(|p| (p.clone(), std::fs::read(p).unwrap()))
            .collect();
        engine.maintain(|| |_, _| Keep::All).await.unwrap();
        engine.close().await;
        for (path, bytes) in kept {
            std::fs::write(path, bytes).unwrap();
        }
        let engine = open(dir.path(), small()).await;
        assert_eq!(all(&engine, query(&[1])).await.len(), 8);
        engine.close().await;
        assert_eq!(std::fs::read_dir(&segments).unwrap().count(), 1);
    });
}

/// A crash between writing a segment and removing its journal file leaves both; opening removes the file.
#[test]
fn a_sealed_journal_is_not_replayed() {
    run(async {
        let dir = tempfile::tempdir().unwrap();
        let engine = open(dir.path(), small()).await;
        engine.append(batch(1, &[(1, "text")])).await.unwrap();
        let file = journal::path(&dir.path().join("journal"), 1);
        let bytes = std::fs::read(&file).unwrap();
        engine.seal().await.unwrap();
        assert!(!file.exists());
        engine.close().await;
        std::fs::write(&file, bytes).unwrap();
        let engine = open(dir.path(), small()).await;
        assert_eq!(all(&engine, query(&[1])).await.len(), 1);
        engine.close().await;
    });
}

#[test]
fn many_writers_and_readers() {
    run(async {
        let dir = tempfile::tempdir().unwrap();
        let engine = open(dir.path(), small()).await;
        let writers = (0..16_u128).map(|stream| {
            let engine = &engine;
            async move {
                for i in 0..30 {
                    while engine.append(batch(stream, &[(i, "some words of text")])).await
                        == Err(Refused::Busy)
                    {
                        tokio::task::yield_now().await;
                    }
                    if i % 10 == 0 {
                        let seen = all(engine, query(&[stream])).await;
                        assert_eq!(seen.len() as i64, i + 1);
                    }
                }
            }
        });
        futures_util::future::join_all(writers).await;
        let streams: Vec<u128> = (0..16).collect();
        assert_eq!(all(&engine, query(&streams)).await.len(), 16 * 30);
        engine.close().await;
    });
}

/// A sealer that binds names, to see that every name is the same at writing and at reading.
struct Named;

impl Sealer for Named {
    fn seal(&self, name: &str, plain: &[u8]) -> Result<Vec<u8>> {
        let mut out = vec![name.len() as u8];
        out.extend_from_slice(name.as_bytes());
        out.extend(plain.iter().map(|b| b ^ 0x5a));
        Ok(out)
    }

    fn open(&self, name: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        let rest = sealed
            .strip_prefix(&[name.len() as u8])
            .and_then(|r| r.strip_prefix(name.as_bytes()));
        Ok(rest
            .with_context(|| format!("`{name}` was sealed under another name"))?
            .iter()
            .map(|b| b ^ 0x5a)
            .collect())
    }
}

#[test]
fn nothing_is_stored_in_the_clear() {
    run(async {
        let dir = tempfile::tempdir().unwrap();
        let sealed = || {
            Engine::open(
                dir.path().to_owned(),
                Arc::new(Named),
                Options { level: 1, ..small() },
            )
        };
        let engine = sealed().await.unwrap();
        engine.append(batch(1, &[(1, "canary-one")])).await.unwrap();
        engine.seal().await.unwrap();
        engine.append(batch(1, &[(2, "canary-two")])).await.unwrap();
        engine.close().await;
        let engine = sealed().await.unwrap();
        assert_eq!(all(&engine, query(&[1])).await.len(), 2);
        engine.close().await;
        for folder in ["journal", "segments"] {
            for file in std::fs::read_dir(dir.path().join(folder)).unwrap() {
                let bytes = std::fs::read(file.unwrap().path()).unwrap();
                assert!(memchr::memmem::find(&bytes, b"canary").is_none());
            }
        }
        assert!(
            Engine::open(dir.path().to_owned(), Arc::new(Plain), small())
                .await
                .is_err()
        );
    });
}

/// Segments may be in any object store; only the journal needs a local folder.
#[test]
fn segments_in_another_store() {
    run(async {
        let dir = tempfile::tempdir().unwrap();
        let store = Arc::new(object_store::memory::InMemory::new());
        let opened = || {
            let store = Arc::clone(&store) as Arc<dyn ObjectStore>;
            Engine::open_with(dir.path().to_owned(), store, None, Arc::new(Plain), small())
        };
        let engine = opened().await.unwrap();
        engine.append(batch(1, &[(1, "in a segment")])).await.unwrap();
        engine.seal().await.unwrap();
        engine.append(batch(1, &[(2, "in the journal")])).await.unwrap();
        engine.close().await;
        let engine = opened().await.unwrap();
        assert_eq!(all(&engine, query(&[1])).await.len(), 2);
        engine.close().await;
    });
}

/// While segments cannot be written, batches wait in journal and memory; when these are full, they are refused.
/// Nothing that was acknowledged is lost, and it goes on by itself when the store is back.
#[test]
fn a_store_that_is_away_loses_nothing() {
    run(async {
        let dir = tempfile::tempdir().unwrap();
        let engine = open(dir.path(), small()).await;
        let (folder, aside) = (dir.path().join("segments"), dir.path().join("aside"));
        std::fs::rename(&folder, &aside).unwrap();
        std::fs::write(&folder, b"not a folder").unwrap();
        let mut stored = 0;
        let busy = loop {
            match engine.append(batch(1, &[(stored, "some words of text")])).await {
                Ok(_) => stored += 1,
                Err(e) => break e,
            }
            assert!(stored < 10_000, "never refused");
        };
        assert_eq!(busy, Refused::Busy);
        assert_eq!(all(&engine, query(&[1])).await.len() as i64, stored);
        std::fs::remove_file(&folder).unwrap();
        std::fs::rename(&aside, &folder).unwrap();
        tokio::time::timeout(std::time::Duration::from_secs(60), engine.seal())
            .await
            .unwrap()
            .unwrap();
        engine
            .append(batch(1, &[(stored, "some words of text")]))
            .await
            .unwrap();
        assert_eq!(all(&engine, query(&[1])).await.len() as i64, stored + 1);
        engine.close().await;
        let engine = open(dir.path(), small()).await;
        assert_eq!(all(&engine, query(&[1])).await.len() as i64, stored + 1);
        engine.close().await;
    });
}
