//! Requests that are made to be read in two ways, and clients that mean harm. What the target saw is what counts.

use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::world::*;

/// Each must be refused, and no byte of it be seen by the target. `SMUGGLED` stands for the hidden request.
const REFUSED: &[(&str, &str)] = &[
    (
        "CL.TE",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG",
    ),
    (
        "TE.CL",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n1\r\nZ\r\n0\r\n\r\n",
    ),
    (
        "two lengths",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    ),
    (
        "the same length twice",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
    ),
    (
        "a list of lengths",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3, 3\r\n\r\nabc",
    ),
    (
        "a signed length",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +3\r\n\r\nabc",
    ),
    (
        "a hexadecimal length",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0x3\r\n\r\nabc",
    ),
    (
        "an endless length",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\nabc",
    ),
    (
        "TE twice",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    ),
    (
        "TE with more",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "TE list",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "TE of HTTP/1.0",
        "POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "space before the colon",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    ),
    (
        "tab before the colon",
        "GET / HTTP/1.1\r\nHost: x\r\nX\t: y\r\n\r\n",
    ),
    (
        "obs-fold",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
    ),
    ("bare LF", "GET / HTTP/1.1\nHost: x\n\n"),
    (
        "one bare LF",
        "GET / HTTP/1.1\r\nHost: x\r\nX: a\nTransfer-Encoding: chunked\r\n\r\n",
    ),
    (
        "bare CR",
        "GET / HTTP/1.1\r\nHost: x\r\nX: a\rTransfer-Encoding: chunked\r\n\r\n",
    ),
    ("NUL in a value", "GET / HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n"),
    ("NUL in the target", "GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("no host", "GET / HTTP/1.1\r\nX: y\r\n\r\n"),
    ("an empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n"),
    ("two hosts", "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"),
    ("a host with a path", "GET / HTTP/1.1\r\nHost: x/y\r\n\r\n"),
    (
        "another absolute host",
        "GET http://y/ HTTP/1.1\r\nHost: x\r\n\r\n",
    ),
    ("space in the target", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("two spaces", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("no version", "GET /\r\nHost: x\r\n\r\n"),
    ("an odd version", "GET / HTTP/1.9\r\nHost: x\r\n\r\n"),
    ("no name", "GET / HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n"),
    (
        "no colon",
        "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding chunked\r\n\r\n",
    ),
    ("a method that is none", "G(T / HTTP/1.1\r\nHost: x\r\n\r\n"),
    ("CONNECT", "CONNECT x:80 HTTP/1.1\r\nHost: x:80\r\n\r\n"),
    (
        "an odd chunk size",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\nZ\r\n0\r\n\r\n",
    ),
    (
        "a signed chunk size",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n+1\r\nZ\r\n0\r\n\r\n",
    ),
    (
        "a large chunk size",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nZ\r\n",
    ),
    (
        "LF after a chunk size",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\nZ\r\n0\r\n\r\n",
    ),
    (
        "LF in a chunk extension",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;\nZ\r\n0\r\n\r\n",
    ),
    (
        "nothing after a chunk",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nZZ\r\n0\r\n\r\n",
    ),
];

#[tokio::test]
async fn what_can_be_read_in_two_ways_is_refused() {
    let mut back = Backend::ok("x").await;
    let w = World::new(vec![group("g", &[back.at])]).await;
    for (name, request) in REFUSED {
        let smuggled = format!("{request}GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n");
        let told = w.raw(smuggled.as_bytes()).await;
        let status = told.get(9..12).unwrap_or_default();
        assert!(matches!(status, "400" | "405" | "501" | "505"), "{name}: {told}");
        assert_eq!(told.matches("HTTP/1.1 ").count(), 1, "{name}: {told}");
        assert!(told.contains("Connection: close"), "{name}: {told}");
    }
    // A body may be begun before it is found to be wrong; nothing hidden is ever a request.
    let seen = back.all();
    assert!(seen.iter().all(|r| !r.contains("smuggled")), "{seen:?}");
}

#[tokio::test]
async fn what_is_forwarded_is_written_anew() {
    let mut back = Backend::ok("x").await;
    let w = World::new(vec![group("g", &[back.at])]).await;
    w.raw(b"POST http://x/a%0d%0a HTTP/1.1\r\nhOsT: x\r\nConnection: close, x-forwarded-for, te\r\nTE: gzip\r\nKeep-Alive: 5\r\nProxy-Connection: y\r\nUpgrade: h2c\r\nHTTP2-Settings: z\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Port: 1\r\nContent-Length: 003\r\n\r\nabcGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n")
        .await;
    let seen = back.next().await;
    assert!(seen.starts_with("POST /a%0d%0a HTTP/1.1\r\n"), "{seen}");
    for gone in [
        "gzip",
        "Keep-Alive: 5",
        "Proxy-Connection",
        "h2c",
        "Settings",
        "https",
        "Port: 1\r\n",
        ": 003",
    ] {
        assert!(!seen.contains(gone), "{gone}: {seen}");
    }
    assert!(
        seen.contains("Content-Length: 3\r\n") && seen.ends_with("\r\n\r\nabc"),
        "{seen}"
    );
    assert!(seen.contains("X-Forwarded-For: 127.0.0.1\r\n"), "{seen}");
    assert!(back.all().is_empty());
}

#[tokio::test]
async fn answers_that_can_be_read_in_two_ways_are_not_passed_on() {
    let back = Backend::new(|r| match r.split(' ').nth(1).unwrap() {
        "/both" => {
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".into()
        }
        "/lengths" => "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab".into(),
        "/fold" => "HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 0\r\n\r\n".into(),
        "/switch" => "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n".into(),
        _ => "HTTP/1.1 200 OK\nContent-Length: 0\n\n".into(),
    })
    .await;
    let w = World::new(vec![group("g", &[back.at])]).await;
    for path in ["/both", "/lengths", "/fold", "/switch", "/lf"] {
        let told = w.get(path).await;
        assert!(told.starts_with("HTTP/1.1 502 "), "{path}: {told}");
    }
}

#[tokio::test]
async fn slow_heads_are_ended_and_limits_hold() {
    let back = Backend::ok("x").await;
    let w = World::with(vec![group("g", &[back.at])], |b| b.attributes.idle_timeout = 1).await;
    let mut slow = TcpStream::connect(w.at).await.unwrap();
    // A byte now and then does not buy more time.
    let (mut read, mut write) = slow.split();
    let drip = async {
        for b in b"GET / HTTP/1.1\r\nX-Slow: "
            .iter()
            .chain(std::iter::repeat(&b'a'))
        {
            if write.write_all(&[*b]).await.is_err() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    let told = async {
        let mut out = Vec::new();
        let _ = tokio::io::AsyncReadExt::read_to_end(&mut read, &mut out).await;
        String::from_utf8_lossy(&out).into_owned()
    };
    let told = tokio::time::timeout(PATIENCE, async {
        tokio::select! { t = told => t, () = drip => String::new() }
    });
    let told = told.await.unwrap();
    assert!(told.is_empty() || told.starts_with("HTTP/1.1 408 "), "{told}");
    let many = "X: y\r\n".repeat(12_000);
    let told = w
        .raw(format!("GET / HTTP/1.1\r\nHost: x\r\n{many}\r\n").as_bytes())
        .await;
    assert!(told.starts_with("HTTP/1.1 400 "), "{told}");
    let mut held = Vec::new();
    for _ in 0..1000 {
        held.push(TcpStream::connect(w.at).await.unwrap());
    }
    let mut one_more = TcpStream::connect(w.at).await.unwrap();
    let _ = one_more.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
    let mut out = [0; 1];
    let read = tokio::io::AsyncReadExt::read(&mut one_more, &mut out).await;
    assert!(matches!(read, Ok(0) | Err(_)), "{read:?}");
}

#[tokio::test]
async fn a_get_with_a_body_is_refused_in_the_strictest_mode() {
    let mut back = Backend::ok("x").await;
    let request =
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nzGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
    let w = World::new(vec![group("g", &[back.at])]).await;
    assert!(w.raw(request).await.starts_with("HTTP/1.1 200 "));
    assert_eq!(back.all().len(), 1);
    let w = World::with(vec![group("g", &[back.at])], |b| {
        b.attributes.desync = wire::proxy::Desync::Strictest;
    })
    .await;
    assert!(w.raw(request).await.starts_with("HTTP/1.1 400 "));
}
