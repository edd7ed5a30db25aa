//! What is too much, too late, or packed.

use std::io::Write as _;
use std::time::Instant;

use flate2::Compression;
use flate2::write::GzEncoder;
use gateway::Limits;
use wire::ecs;

use crate::client::{Ask, Line};
use crate::fixture::{Node, PATIENCE, tight, wide};

fn create(body: &str) -> Ask {
    Ask::json::<ecs::CreateCluster>(body)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn packed(body: Vec<u8>) -> Ask {
    let mut ask = create("").with("content-encoding", "gzip");
    ask.body = body;
    ask.signed("ecs")
}

#[tokio::test]
async fn an_announced_body_over_the_limit_is_refused_unread() {
    let node = Node::start(wide());
    let mut line = Line::to(&node).await;
    // Of the terabyte that is announced nothing is ever sent.
    line.send(
        &create("")
            .with("content-length", "1099511627776")
            .signed("ecs")
            .head(),
    )
    .await;
    let answer = line.answer().await.unwrap();
    assert_eq!(answer.status, 413);
    assert!(
        answer.text().contains("RequestEntityTooLargeException"),
        "{answer:?}"
    );
    assert_eq!(answer.header("content-type"), "application/x-amz-json-1.1");
    for (service, kind) in [("sts", "text/xml"), ("ec2", "text/xml;charset=UTF-8")] {
        let mut line = Line::to(&node).await;
        line.send(
            &Ask::form("")
                .with("content-length", "1000000000")
                .signed(service)
                .head(),
        )
        .await;
        let answer = line.answer().await.unwrap();
        assert_eq!(answer.status, 413);
        assert!(
            answer
                .text()
                .contains("<Code>RequestEntityTooLargeException</Code>"),
            "{answer:?}"
        );
        assert_eq!(answer.header("content-type"), kind);
    }
}

#[tokio::test]
async fn an_endless_body_is_refused_at_the_limit() {
    let node = Node::start(wide());
    let mut line = Line::to(&node).await;
    line.send(
        &create("")
            .with("transfer-encoding", "chunked")
            .signed("ecs")
            .head(),
    )
    .await;
    let chunk = [b"4000\r\n".as_slice(), &[b'x'; 0x4000], b"\r\n"].concat();
    let mut sent = 0;
    while sent < 100 * 1024 * 1024 && line.try_send(&chunk).await {
        sent += chunk.len();
    }
    assert!(sent < 100 * 1024 * 1024, "the server read on");
    let mut line = Line::to(&node).await;
    line.send(
        &create("")
            .with("transfer-encoding", "chunked")
            .signed("ecs")
            .head(),
    )
    .await;
    line.send(&chunk.repeat(5)).await;
    let answer = line.answer().await.unwrap();
    assert_eq!(answer.status, 413);
    assert!(
        answer.text().contains("RequestEntityTooLargeException"),
        "{answer:?}"
    );
}

#[tokio::test]
async fn a_body_that_never_comes_is_given_up() {
    let node = Node::start(Limits {
        header_time: PATIENCE,
        ..tight()
    });
    let start = Instant::now();
    for sent in ["", "{", r#"{"clusterName":"#] {
        let mut line = Line::to(&node).await;
        line.send(&create("").with("content-length", "100").signed("ecs").head())
            .await;
        line.send(sent.as_bytes()).await;
        let answer = line.answer().await.unwrap();
        assert_eq!(answer.status, 408);
        assert!(answer.text().contains("RequestTimeoutException"), "{answer:?}");
    }
    assert!(start.elapsed() < PATIENCE / 2);
}

#[tokio::test]
async fn a_client_that_never_ends_its_header_is_let_go() {
    let node = Node::start(tight());
    let start = Instant::now();
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".as_slice();
    // HEADERS without END_HEADERS on stream 1.
    let half_headers = [
        preface,
        &[0, 0, 0, 4, 0, 0, 0, 0, 0],
        &[0, 0, 1, 1, 0, 0, 0, 0, 1, 0x82],
    ]
    .concat();
    let starts: [&[u8]; 6] = [
        b"",
        b"P",
        b"PRI * HTTP",
        b"POST / HTTP/1.1\r\nhost: localhost\r\nx-a: ",
        preface,
        &half_headers,
    ];
    for start in starts {
        let mut line = Line::to(&node).await;
        line.send(start).await;
        let rest = line.rest().await;
        let text = String::from_utf8_lossy(&rest);
        assert!(!text.contains("200 OK"), "{text}");
    }
    assert!(start.elapsed() < PATIENCE / 2);
}

#[tokio::test]
async fn a_header_that_is_too_large_is_refused() {
    let node = Node::start(wide());
    let long = "x".repeat(60_000);
    let answer = create("{}")
        .with("x-long", &long)
        .with("x-long-2", &long)
        .of(&node)
        .await;
    assert_eq!(answer.status, 431);
}

#[tokio::test]
async fn gzip_is_understood() {
    let node = Node::start(wide());
    let answer = packed(gzip(br#"{"clusterName":"a"}"#)).of(&node).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let answer = packed(gzip(br#"{"clusterName":7}"#)).of(&node).await;
    assert_eq!(answer.status, 400, "what is inside is read");
    let mut ask = create("").with("content-encoding", "GZIP");
    ask.body = gzip(b"{}");
    assert_eq!(
        ask.signed("ecs").of(&node).await.status,
        200,
        "names of codings have no case"
    );
}

#[tokio::test]
async fn a_gzip_bomb_is_bounded() {
    let node = Node::start(wide());
    let bomb = gzip(&vec![b' '; 32 * 1024 * 1024]);
    assert!(bomb.len() < wide().body);
    let answer = packed(bomb).of(&node).await;
    assert_eq!(answer.status, 413, "{}", answer.text());
}

#[tokio::test]
async fn what_is_not_gzip_is_refused() {
    let node = Node::start(wide());
    let whole = gzip(br#"{"clusterName":"a"}"#);
    let cut = whole[..whole.len() - 9].to_vec();
    for bad in [b"plain".to_vec(), Vec::new(), cut] {
        let answer = packed(bad).of(&node).await;
        assert_eq!(answer.status, 400);
        assert!(answer.text().contains("SerializationException"), "{answer:?}");
    }
    for coding in ["br", "deflate", "gzip, gzip", "\u{e9}"] {
        let answer = create("{}")
            .with("content-encoding", coding)
            .signed("ecs")
            .of(&node)
            .await;
        assert_eq!(answer.status, 400, "{coding}");
        assert!(answer.text().contains("Content-Encoding"), "{answer:?}");
    }
}
