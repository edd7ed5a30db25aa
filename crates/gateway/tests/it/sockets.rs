//! The websocket upgrade.

use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use gateway::Limits;
use tokio::io::AsyncWriteExt as _;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::{Message, Role};

use crate::client::{Answer, Ask, Line};
use crate::fixture::{Node, PATIENCE, SOCKET, eventually, tight, wide};

fn upgrade(query: &str) -> Ask {
    Ask::get(&format!("{SOCKET}{query}"))
        .with("connection", "Upgrade")
        .with("upgrade", "websocket")
        .with("sec-websocket-version", "13")
        .with("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
}

async fn open(node: &Node) -> (Answer, WebSocketStream<tokio::net::TcpStream>) {
    let mut line = Line::to(node).await;
    line.send(&upgrade("?a=b").signed("ecs").head()).await;
    let answer = line.answer().await.unwrap();
    let ws = WebSocketStream::from_raw_socket(line.stream, Role::Client, None).await;
    (answer, ws)
}

async fn echoed(ws: &mut WebSocketStream<tokio::net::TcpStream>, text: &str) {
    ws.send(Message::text(text)).await.unwrap();
    let heard = tokio::time::timeout(PATIENCE, ws.next()).await.unwrap();
    assert_eq!(heard.unwrap().unwrap(), Message::text(text));
}

#[tokio::test]
async fn refused_in_the_words_of_the_listener() {
    let node = Node::start(wide());
    let unsigned = upgrade("").of(&node).await;
    assert_eq!(unsigned.status, 400);
    assert_eq!(
        unsigned.text(),
        r#"{"refused":"MissingAuthenticationTokenException"}"#
    );
    let other = upgrade("")
        .signed("ecs")
        .with("x-amz-date", "20000101T000000Z")
        .of(&node)
        .await;
    assert_eq!(other.text(), r#"{"refused":"InvalidSignatureException"}"#);
    let inactive = upgrade("?refuse=1").signed("ecs").of(&node).await;
    assert_eq!(inactive.text(), r#"{"refused":"InactiveInstanceException"}"#);
    assert_eq!(node.stage.sockets.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn what_is_no_websocket_is_told_so() {
    let node = Node::start(wide());
    let plain = Ask::get(SOCKET).signed("ecs").of(&node).await;
    assert_eq!(plain.status, 426);
    let old = upgrade("")
        .with("sec-websocket-version", "8")
        .signed("ecs")
        .of(&node)
        .await;
    assert_eq!(old.status, 426);
}

#[tokio::test]
async fn frames_go_both_ways() {
    let node = Node::start(wide());
    let (answer, mut ws) = open(&node).await;
    assert_eq!(answer.status, 101);
    // RFC 6455 section 1.3 gives this pair.
    assert_eq!(
        answer.header("sec-websocket-accept"),
        "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
    );
    for n in 0..50 {
        echoed(&mut ws, &"x".repeat(n * 1000)).await;
    }
    ws.close(None).await.unwrap();
    eventually(|| node.stage.sockets.load(Ordering::SeqCst) == 0).await;
}

#[tokio::test]
async fn a_quiet_conversation_outlives_the_bounds_of_requests() {
    let node = Node::start(Limits {
        header_time: Duration::from_secs(1),
        ..tight()
    });
    let (_, mut ws) = open(&node).await;
    let quiet = tokio::time::timeout(Duration::from_millis(1500), ws.next()).await;
    assert!(quiet.is_err(), "the server said {quiet:?}");
    echoed(&mut ws, "still here").await;
}

#[tokio::test]
async fn a_conversation_that_breaks_off_is_noticed() {
    let node = Node::start(wide());
    let (_, mut ws) = open(&node).await;
    echoed(&mut ws, "a").await;
    eventually(|| node.stage.sockets.load(Ordering::SeqCst) == 1).await;
    drop(ws);
    eventually(|| node.stage.sockets.load(Ordering::SeqCst) == 0).await;
    // Bytes that are no frame, an unmasked frame, and a frame of an absurd length.
    let absurd = [
        0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0,
    ];
    for bytes in [&[0xff_u8; 16][..], &[0x81, 1, b'x'], &absurd] {
        let mut line = Line::to(&node).await;
        line.send(&upgrade("").signed("ecs").head()).await;
        assert_eq!(line.answer().await.unwrap().status, 101);
        line.stream.write_all(bytes).await.unwrap();
        line.rest().await;
        eventually(|| node.stage.sockets.load(Ordering::SeqCst) == 0).await;
    }
    assert_eq!(Ask::get("/health").of(&node).await.status, 200);
}
