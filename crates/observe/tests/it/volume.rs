//! How fast and how small: measured in an optimised build with `LOGS_VOLUME_MIB=1024`; a small run otherwise, so
//! that the code is always exercised.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use observe::logs::storage::{
    Batch, Engine, GroupId, Matcher, Options, Order, Plain, Position, Query, Refused, StreamId,
};

struct Rare(&'static str);

impl Matcher for Rare {
    fn literal(&self) -> Option<&[u8]> {
        Some(self.0.as_bytes())
    }

    fn matches(&self, _: &[u8]) -> bool {
        true
    }
}

fn line(i: u64) -> String {
    let mut x = i.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (i >> 7);
    x ^= x >> 31;
    let level = ["INFO", "INFO", "INFO", "WARN", "DEBUG"][(x % 5) as usize];
    let path = ["/api/orders", "/api/users", "/healthz", "/api/cart/items"][(x >> 8) as usize % 4];
    format!(
        r#"{{"ts":"2026-01-02T03:{:02}:{:02}.{:03}Z","level":"{level}","logger":"com.example.orders.OrderService","msg":"request handled","path":"{path}","status":{},"duration_ms":{},"request_id":"{x:016x}","user":"user-{}","host":"ip-172-31-{}-{}.ec2.internal"}}"#,
        i / 60_000 % 60,
        i / 1000 % 60,
        i % 1000,
        [200, 200, 200, 404, 500][(x >> 16) as usize % 5],
        (x >> 20) % 900,
        (x >> 30) % 5000,
        (x >> 40) % 256,
        (x >> 48) % 256
    )
}

#[test]
fn ingest_and_search() {
    let mib: u64 = std::env::var("LOGS_VOLUME_MIB")
        .ok()
        .and_then(|v| v.parse().ok())
        .unwrap_or(4);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .build()
        .unwrap();
    runtime.block_on(async {
        let dir = tempfile::tempdir().unwrap();
        let options = if mib < 100 {
            Options {
                seal_bytes: 1 << 20,
                ..Options::default()
            }
        } else {
            Options::default()
        };
        let engine = Engine::open(dir.path().to_owned(), Arc::new(Plain), options)
            .await
            .unwrap();
        let (mut raw, mut i, started) = (0_u64, 0_u64, Instant::now());
        let mut writing = std::time::Duration::ZERO;
        while raw < mib << 20 {
            let events: Vec<(i64, Bytes)> = (0..1000)
                .map(|k| {
                    let text = if i + k == 4321 {
                        "needle-in-the-haystack".to_owned()
                    } else {
                        line(i + k)
                    };
                    (i64::try_from(i + k).unwrap(), Bytes::from(text))
                })
                .collect();
            raw += events.iter().map(|(_, m)| m.len() as u64).sum::<u64>();
            let stream = StreamId(u128::from(i / 1000 % 4));
            let batch = Batch {
                group: GroupId(1),
                stream,
                ingested: 1,
                token: None,
                events,
            };
            let begun = Instant::now();
            while engine.append(batch.clone()).await == Err(Refused::Busy) {
                tokio::task::yield_now().await;
            }
            writing += begun.elapsed();
            i += 1000;
        }
        engine.seal().await.unwrap();
        println!(
            "{} MiB in {:?} (of it waiting for the engine {writing:?})",
            raw >> 20,
            started.elapsed()
        );
        let folder = dir.path().join("segments");
        let stored: u64 = std::fs::read_dir(folder)
            .unwrap()
            .map(|f| f.unwrap().metadata().unwrap().len())
            .sum();
        println!("stored {:.3} of raw", stored as f64 / raw as f64);
        assert!(stored * 5 < raw, "{stored} bytes stored of {raw}");

        let begun = Instant::now();
        let mut query = Query {
            group: GroupId(1),
            streams: Arc::new((0..4).map(StreamId).collect::<HashSet<_>>()),
            from: Position::MIN,
            to: Position::MAX,
            order: Order::Forward,
            limit: 10_000,
            bytes: 1 << 20,
            matcher: Some(Arc::new(Rare("needle-in-the-haystack"))),
        };
        let mut found = 0;
        loop {
            let page = engine.read(&query).await.unwrap();
            found += page.events.len();
            match page.next {
                Some(next) => query.from = next,
                None => break,
            }
        }
        println!("rare string in {:?}", begun.elapsed());
        assert_eq!(found, 1);
        engine.close().await;
    });
}
