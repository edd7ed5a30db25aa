//! HTTP/1.1 from clients to targets.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use wire::proxy::*;

use crate::world::*;

#[tokio::test]
async fn a_request_and_its_answer() {
    let mut back = Backend::ok("hello").await;
    let w = World::new(vec![group("g", &[back.at])]).await;
    let told = w.get("/path?a=b").await;
    assert!(told.starts_with("HTTP/1.1 200 OK\r\n"), "{told}");
    assert!(
        told.ends_with("\r\n\r\nhello") && told.contains("\r\nDate: "),
        "{told}"
    );
    let seen = back.next().await;
    assert!(seen.starts_with("GET /path?a=b HTTP/1.1\r\n"), "{seen}");
    assert!(seen.contains("X-Forwarded-For: 127.0.0.1\r\n"), "{seen}");
}

#[tokio::test]
async fn connections_are_kept_on_both_sides() {
    let back = Backend::ok("x").await;
    let mut g = group("g", &[back.at]);
    g.health.enabled = false;
    let w = World::new(vec![g]).await;
    let mut tcp = TcpStream::connect(w.at).await.unwrap();
    for _ in 0..20 {
        tcp.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        let told = until(&mut tcp, "\r\n\r\nx").await;
        assert!(told.contains("Connection: keep-alive"), "{told}");
    }
    assert_eq!(back.connections.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn pipelined_requests_are_answered_in_order() {
    let back = Backend::new(|r| {
        let path = r.split(' ').nth(1).unwrap();
        format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{path}", path.len())
    });
    let back = back.await;
    let w = World::new(vec![group("g", &[back.at])]).await;
    let told = w
        .raw(b"GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPOST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcGET /3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        .await;
    let at: Vec<_> = ["\r\n\r\n/1", "\r\n\r\n/2", "\r\n\r\n/3"]
        .map(|p| told.find(p).unwrap())
        .into();
    assert!(at.is_sorted(), "{told}");
}

#[tokio::test]
async fn bodies_of_every_framing() {
    let mut back = Backend::new(|r| match r.split(' ').nth(1).unwrap() {
        "/chunked" => "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n5;x=y\r\nhello\r\n0\r\nX-Sum: 1\r\nContent-Length: 7\r\n\r\n".into(),
        "/close" => "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello".into(),
        "/none" => "HTTP/1.1 204 No Content\r\n\r\n".into(),
        _ => "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".into(),
    })
    .await;
    let w = World::new(vec![group("g", &[back.at])]).await;
    let told = w.get("/chunked").await;
    assert!(
        told.ends_with("\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n"),
        "{told}"
    );
    let told = w.get("/close").await;
    assert!(told.ends_with("\r\n\r\n5\r\nhello\r\n0\r\n\r\n"), "{told}");
    let told = w.raw(b"GET /close HTTP/1.0\r\n\r\n").await;
    assert!(
        told.ends_with("\r\n\r\nhello") && !told.contains("chunked"),
        "{told}"
    );
    assert!(w.get("/none").await.starts_with("HTTP/1.1 204 No Content\r\n"));
    back.all();
    w.raw(b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;q\r\nde\r\n0\r\nX-T: 1\r\n\r\n").await;
    let seen = back.next().await;
    assert!(seen.contains("Transfer-Encoding: chunked\r\n"), "{seen}");
    assert!(
        seen.ends_with("3\r\nabc\r\n2\r\nde\r\n0\r\nX-T: 1\r\n\r\n"),
        "{seen}"
    );
}

#[tokio::test]
async fn a_large_body_goes_through_both_ways_with_back_pressure() {
    const SIZE: usize = 32 << 20;
    let listener = TcpListener::bind((LOCAL, 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    let mut g = group("g", &[at]);
    g.health.enabled = false;
    let w = World::new(vec![g]).await;
    let echo = tokio::spawn(async move {
        let (mut tcp, _) = listener.accept().await.unwrap();
        let seen = until(&mut tcp, "\r\n\r\n").await;
        let mut left = SIZE - (seen.len() - seen.find("\r\n\r\n").unwrap() - 4);
        let mut buffer = vec![0; 1 << 16];
        while left > 0 {
            left -= tcp.read(&mut buffer).await.unwrap();
        }
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {SIZE}\r\n\r\n");
        tcp.write_all(head.as_bytes()).await.unwrap();
        tcp.write_all(&vec![b'y'; SIZE]).await.unwrap();
    });
    let mut tcp = TcpStream::connect(w.at).await.unwrap();
    let head = format!("PUT / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {SIZE}\r\n\r\n");
    tcp.write_all(head.as_bytes()).await.unwrap();
    tcp.write_all(&vec![b'x'; SIZE]).await.unwrap();
    let mut out = Vec::new();
    tcp.read_to_end(&mut out).await.unwrap();
    assert_eq!(out.iter().filter(|b| **b == b'y').count(), SIZE);
    echo.await.unwrap();
}

#[tokio::test]
async fn expect_100_continue() {
    let mut back = Backend::ok("done").await;
    let w = World::new(vec![group("g", &[back.at])]).await;
    let mut tcp = TcpStream::connect(w.at).await.unwrap();
    tcp.write_all(b"POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        .await
        .unwrap();
    until(&mut tcp, "HTTP/1.1 100 Continue\r\n\r\n").await;
    tcp.write_all(b"ab").await.unwrap();
    until(&mut tcp, "done").await;
    assert!(!back.next().await.contains("xpect"));
}

#[tokio::test]
async fn websockets_only_when_the_target_agrees() {
    let listener = TcpListener::bind((LOCAL, 0)).await.unwrap();
    let mut g = group("g", &[listener.local_addr().unwrap()]);
    g.health.enabled = false;
    let w = World::new(vec![g]).await;
    let ask = b"GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    let mut tcp = TcpStream::connect(w.at).await.unwrap();
    tcp.write_all(ask).await.unwrap();
    let (mut far, _) = listener.accept().await.unwrap();
    let seen = until(&mut far, "\r\n\r\n").await;
    assert!(seen.contains("Upgrade: websocket\r\n"), "{seen}");
    far.write_all(
        b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\nfirst",
    )
    .await
    .unwrap();
    until(&mut tcp, "first").await;
    tcp.write_all(b"ping").await.unwrap();
    until(&mut far, "ping").await;
    far.write_all(b"pong").await.unwrap();
    until(&mut tcp, "pong").await;
    drop(far);
    assert_eq!(all(&mut tcp).await, "");
    // Refused: what follows is a request like any other, and is not passed on unread.
    let mut tcp = TcpStream::connect(w.at).await.unwrap();
    tcp.write_all(ask).await.unwrap();
    let (mut far, _) = listener.accept().await.unwrap();
    until(&mut far, "\r\n\r\n").await;
    far.write_all(b"HTTP/1.1 426 No\r\nContent-Length: 0\r\n\r\n")
        .await
        .unwrap();
    until(&mut tcp, "426").await;
    tcp.write_all(b"not http\r\n\r\n").await.unwrap();
    assert!(all(&mut tcp).await.starts_with("HTTP/1.1 400 "));
}

#[tokio::test]
async fn answers_of_our_own() {
    let back = Backend::new(|r| match r.split(' ').nth(1).unwrap() {
        "/nonsense" => "nonsense\r\n\r\n".into(),
        _ => String::new(),
    })
    .await;
    let w = World::new(vec![group("g", &[back.at])]).await;
    let told = w.get("/nonsense").await;
    assert!(
        told.starts_with("HTTP/1.1 502 Bad Gateway\r\nServer: awselb/2.0\r\n"),
        "{told}"
    );
    assert!(
        told.contains("<head><title>502 Bad Gateway</title></head>"),
        "{told}"
    );
    assert!(w.get("/gone").await.starts_with("HTTP/1.1 502 "));
    let closed = std::net::TcpListener::bind((LOCAL, 0))
        .unwrap()
        .local_addr()
        .unwrap();
    let w = World::new(vec![group("g", &[closed])]).await;
    assert!(w.get("/").await.starts_with("HTTP/1.1 502 "));
    let w = World::new(vec![group("g", &[])]).await;
    assert!(
        w.get("/")
            .await
            .starts_with("HTTP/1.1 503 Service Temporarily Unavailable\r\n")
    );
    let many = vec!["1.1.1.1"; 31].join(", ");
    let forwarders =
        format!("GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: {many}\r\nConnection: close\r\n\r\n");
    assert!(w.raw(forwarders.as_bytes()).await.starts_with("HTTP/1.1 463 "));
    assert!(
        w.raw(b"TRACE / HTTP/1.1\r\nHost: x\r\n\r\n")
            .await
            .starts_with("HTTP/1.1 405 ")
    );
    let long = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(17 << 10));
    assert!(w.raw(long.as_bytes()).await.starts_with("HTTP/1.1 414 "));
    assert!(
        w.raw(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
            .await
            .starts_with("HTTP/1.1 505 ")
    );
    let mut g = group("g", &[back.at]);
    g.version = Version::Grpc;
    let w = World::new(vec![g]).await;
    assert!(w.get("/").await.starts_with("HTTP/1.1 464 "));
}

#[tokio::test]
async fn a_target_that_is_late() {
    let listener = TcpListener::bind((LOCAL, 0)).await.unwrap();
    let w = World::with(vec![group("g", &[listener.local_addr().unwrap()])], |b| {
        b.attributes.idle_timeout = 1;
    })
    .await;
    let begun = Instant::now();
    assert!(w.get("/").await.starts_with("HTTP/1.1 504 Gateway Time-out\r\n"));
    assert!(begun.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_kept_connection_that_the_target_closes_costs_no_request() {
    // Every second request on a connection is not answered but ends it, as a server does whose time has come.
    let back = Backend::counting(|_, before| {
        if before == 1 {
            String::new()
        } else {
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx".into()
        }
    })
    .await;
    let mut g = group("g", &[back.at]);
    g.health.enabled = false;
    let w = World::new(vec![g]).await;
    for _ in 0..50 {
        assert!(w.get("/").await.starts_with("HTTP/1.1 200 "));
    }
}

#[tokio::test]
async fn a_post_is_never_sent_twice() {
    let mut back = Backend::new(|_| String::new()).await;
    let w = World::new(vec![group("g", &[back.at, back.at])]).await;
    let told = w
        .raw(b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\nab")
        .await;
    assert!(told.starts_with("HTTP/1.1 502 "), "{told}");
    let posts = back.all().iter().filter(|r| r.starts_with("POST")).count();
    assert_eq!(posts, 1);
}

#[tokio::test]
async fn a_new_configuration_drops_no_connection() {
    let (one, two) = (Backend::ok("one").await, Backend::ok("two").await);
    let mut w = World::new(vec![group("g", &[one.at])]).await;
    let mut tcp = TcpStream::connect(w.at).await.unwrap();
    tcp.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    until(&mut tcp, "one").await;
    w.change(|c| c.groups[0] = group("g", &[two.at])).await;
    tcp.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    until(&mut tcp, "two").await;
    let older = Config {
        generation: 1,
        ..w.config.clone()
    };
    assert!(w.proxy.apply(older).await.is_err());
    // The listener goes, and its quiet connections with it.
    w.change(|c| c.balancers.clear()).await;
    assert_eq!(all(&mut tcp).await, "");
    // Each worker closes its own end of the listening socket, so the last one may come a moment later.
    let refused = async { while TcpStream::connect(w.at).await.is_ok() {} };
    tokio::time::timeout(PATIENCE, refused).await.unwrap();
}

#[tokio::test]
async fn security_groups_decide_who_gets_in() {
    let back = Backend::ok("one").await;
    let mut w = World::new(vec![group("g", &[back.at])]).await;
    let inbound = |block: &str| Inbound {
        rules: vec![wire::firewall::Rule {
            protocol: Some(wire::firewall::TCP),
            peers: wire::firewall::Range::of_block(block).into_iter().collect(),
            ..Default::default()
        }],
        machine: "172.31.0.1".parse().unwrap(),
    };
    let ask = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    w.change(|c| c.balancers[0].inbound = Some(inbound("172.31.0.0/16")))
        .await;
    let mut kept = TcpStream::connect(w.at).await.unwrap();
    kept.write_all(ask).await.unwrap();
    until(&mut kept, "one").await;
    w.change(|c| c.balancers[0].inbound = Some(inbound("10.0.0.0/8")))
        .await;
    // Neither a new connection nor a request on an old one is answered.
    kept.write_all(ask).await.unwrap();
    assert_eq!(all(&mut kept).await, "");
    let mut fresh = TcpStream::connect(w.at).await.unwrap();
    let _ = fresh.write_all(ask).await;
    assert_eq!(all(&mut fresh).await, "");
    w.change(|c| c.balancers[0].inbound = Some(inbound("127.0.0.1/32")))
        .await;
    let mut again = TcpStream::connect(w.at).await.unwrap();
    again.write_all(ask).await.unwrap();
    until(&mut again, "one").await;
}

#[tokio::test]
async fn an_address_that_is_taken_is_told_and_tried_again() {
    let taken = TcpListener::bind((LOCAL, 0)).await.unwrap();
    let port = taken.local_addr().unwrap().port();
    let mut w = World::with(Vec::new(), |b| b.listeners[0].port = port).await;
    let mut next = async || loop {
        let r = tokio::time::timeout(PATIENCE, w.reports.recv())
            .await
            .unwrap()
            .unwrap();
        if let Some(l) = r.listeners.first() {
            return l.failure.clone();
        }
    };
    let why = next().await.unwrap();
    assert!(
        why.starts_with("another program listens on") && why.contains("another port"),
        "{why}"
    );
    drop(taken);
    assert_eq!(next().await, None);
    TcpStream::connect((LOCAL, port)).await.unwrap();
}

#[tokio::test]
async fn stopping_answers_what_is_under_way_and_tells_the_counts() {
    let listener = TcpListener::bind((LOCAL, 0)).await.unwrap();
    let mut g = group("g", &[listener.local_addr().unwrap()]);
    g.health.enabled = false;
    let mut w = World::new(vec![g]).await;
    let mut tcp = TcpStream::connect(w.at).await.unwrap();
    tcp.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let (mut far, _) = listener.accept().await.unwrap();
    until(&mut far, "\r\n\r\n").await;
    let at = w.at;
    let stopping = tokio::spawn(w.proxy.stop(PATIENCE));
    while TcpStream::connect(at).await.is_ok() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    far.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        .await
        .unwrap();
    assert!(all(&mut tcp).await.ends_with("\r\n\r\nok"));
    stopping.await.unwrap();
    let mut counts = Vec::new();
    while let Some(r) = w.reports.recv().await {
        counts.extend(r.counts);
    }
    let of_group = counts.iter().find(|c| c.group.as_deref() == Some("g")).unwrap();
    assert!(
        of_group.sums.contains(&("RequestCount".into(), 1.0)),
        "{of_group:?}"
    );
    assert!(of_group.sums.contains(&("HTTPCode_Target_2XX_Count".into(), 1.0)));
    assert_eq!(of_group.samples[0].1[0], 1.0);
}
