//! Targets that come and go under load.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use wire::proxy::*;

use crate::world::*;

/// A target that can be ended as a container is: its listener and every connection at once.
struct Container {
    at: SocketAddr,
    runtime: Option<tokio::runtime::Runtime>,
}

impl Container {
    async fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let back = runtime.spawn(Backend::ok("x")).await.unwrap();
        let at = back.at;
        // What it saw is of no interest.
        std::mem::forget(back);
        Self {
            at,
            runtime: Some(runtime),
        }
    }

    fn kill(mut self) {
        if let Some(r) = self.runtime.take() {
            r.shutdown_background();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_rolling_updates_lose_no_request() {
    let mut running = Vec::new();
    for _ in 0..4 {
        running.push(Container::start().await);
    }
    let addresses: Vec<_> = running.iter().map(|c| c.at).collect();
    let mut w = World::new(vec![group("g", &addresses)]).await;
    let (stop, done) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let mut clients = Vec::new();
    for n in 0..8 {
        let (at, stop, done) = (w.at, Arc::clone(&stop), Arc::clone(&done));
        clients.push(tokio::spawn(async move {
            let mut kept = None;
            while !stop.load(Ordering::Relaxed) {
                // Half of them keep their connections.
                let mut tcp = match kept.take() {
                    Some(tcp) => tcp,
                    None => TcpStream::connect(at).await.unwrap(),
                };
                tcp.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
                let told = until(&mut tcp, "\r\n\r\n").await;
                assert!(told.starts_with("HTTP/1.1 200 "), "{told}");
                done.fetch_add(1, Ordering::Relaxed);
                if n % 2 == 0 {
                    if !told.ends_with('x') {
                        until(&mut tcp, "x").await;
                    }
                    kept = Some(tcp);
                }
            }
        }));
    }
    for _ in 0..20 {
        let mut next = Vec::new();
        for _ in 0..4 {
            next.push(Container::start().await);
        }
        let before = done.load(Ordering::Relaxed);
        let both: Vec<_> = running.iter().chain(&next).map(|c| c.at).collect();
        w.change(|c| c.groups[0].targets = both.iter().map(|a| target(*a)).collect())
            .await;
        // The old ones are drained, then end; some end while they still have connections that are kept.
        let old: Vec<_> = running.iter().map(|c| c.at).collect();
        w.change(|c| {
            for t in c.groups[0]
                .targets
                .iter_mut()
                .filter(|t| old.contains(&t.address.unwrap()))
            {
                t.draining_until = Some(i64::MAX);
            }
        })
        .await;
        while done.load(Ordering::Relaxed) < before + 500 {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        running.drain(..).for_each(Container::kill);
        w.change(|c| c.groups[0].targets.retain(|t| t.draining_until.is_none()))
            .await;
        running = next;
    }
    stop.store(true, Ordering::Relaxed);
    for c in clients {
        c.await.unwrap();
    }
    assert!(done.load(Ordering::Relaxed) >= 10_000);
    running.drain(..).for_each(Container::kill);
}

#[tokio::test]
async fn a_drained_target_finishes_what_it_has_and_gets_nothing_new() {
    let listener = tokio::net::TcpListener::bind((LOCAL, 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    let two = Backend::ok("two").await;
    let mut g = group("g", &[at]);
    g.health.enabled = false;
    let mut w = World::new(vec![g]).await;
    let mut tcp = TcpStream::connect(w.at).await.unwrap();
    tcp.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let (mut far, _) = listener.accept().await.unwrap();
    until(&mut far, "\r\n\r\n").await;
    w.change(|c| {
        c.groups[0].targets[0].draining_until = Some(i64::MAX);
        c.groups[0].targets.push(target(two.at));
    })
    .await;
    for _ in 0..10 {
        assert!(w.get("/").await.ends_with("two"));
    }
    far.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none")
        .await
        .unwrap();
    until(&mut tcp, "one").await;
    tcp.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    until(&mut tcp, "two").await;
}

#[tokio::test]
async fn checks_make_targets_healthy_and_unhealthy() {
    let well = Arc::new(AtomicBool::new(true));
    let now = Arc::clone(&well);
    let back = Backend::new(move |_| {
        let status = if now.load(Ordering::Relaxed) {
            "200 OK"
        } else {
            "503 No"
        };
        format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n")
    })
    .await;
    let mut g = group("g", &[back.at]);
    g.targets[0].health = None;
    (g.health.interval, g.health.timeout) = (1, 1);
    let mut w = World::new(vec![g]).await;
    let mut next = async || loop {
        let r = tokio::time::timeout(PATIENCE, w.reports.recv())
            .await
            .unwrap()
            .unwrap();
        if let Some(t) = r.targets.first() {
            return t.clone();
        }
    };
    assert_eq!(next().await.reason, Some(Reason::InitialHealthChecking));
    assert_eq!(next().await.health, Health::Healthy);
    well.store(false, Ordering::Relaxed);
    let told = next().await;
    assert_eq!(
        (told.health, told.reason),
        (Health::Unhealthy, Some(Reason::ResponseCodeMismatch))
    );
    assert_eq!(
        told.description.as_deref(),
        Some("Health checks failed with these codes: [503]")
    );
    well.store(true, Ordering::Relaxed);
    assert_eq!(next().await.health, Health::Healthy);
}
