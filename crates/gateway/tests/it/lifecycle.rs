//! Connections: kept, shared, counted, ended.

use std::sync::atomic::Ordering;
use std::time::Duration;

use bytes::Bytes;
use gateway::Limits;
use http_body_util::{BodyExt as _, Full};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;
use wire::ecs;

use crate::client::{Ask, Line};
use crate::fixture::{Node, PATIENCE, eventually, wide};

fn list() -> Ask {
    Ask::json::<ecs::ListClusters>("{}").signed("ecs")
}

fn held() -> Ask {
    Ask::json::<ecs::DeleteCluster>(r#"{"cluster":"a"}"#).signed("ecs")
}

#[tokio::test]
async fn a_connection_is_kept() {
    let node = Node::start(wide());
    let mut line = Line::to(&node).await;
    for _ in 0..5 {
        line.send(&list().bytes()).await;
        assert_eq!(line.answer().await.unwrap().status, 200);
    }
    // An error is no reason to close, either.
    line.send(&Ask::json::<ecs::CreateCluster>("{").signed("ecs").bytes())
        .await;
    assert_eq!(line.answer().await.unwrap().status, 400);
    line.send(&list().bytes()).await;
    assert_eq!(line.answer().await.unwrap().status, 200);
}

#[tokio::test]
async fn pipelined_requests_are_answered_in_order() {
    let node = Node::start(wide());
    let mut line = Line::to(&node).await;
    let hosts: Vec<String> = (0..20).map(|n| format!("host-{n}.localhost")).collect();
    let ask = |host: &String| {
        let ask = Ask::json::<ecs::ListClusters>("{}").with("host", host);
        ask.signed("ecs").bytes()
    };
    line.send(&hosts.iter().flat_map(ask).collect::<Vec<u8>>()).await;
    for host in &hosts {
        let answer = line.answer().await.unwrap();
        assert!(answer.text().contains(host), "{host}: {}", answer.text());
    }
}

#[tokio::test]
async fn http_2_with_prior_knowledge() {
    let node = Node::start(wide());
    let stream = TokioIo::new(TcpStream::connect(node.address).await.unwrap());
    let (mut sender, connection) = hyper::client::conn::http2::handshake(TokioExecutor::new(), stream)
        .await
        .unwrap();
    let driver = tokio::spawn(connection);
    let mut asked = Vec::new();
    for _ in 0..20 {
        let Ask { mut head, body } = list();
        // HTTP/2 has `:authority` instead of a header; the signature covers it all the same.
        head.headers.remove("host");
        head.uri = "http://localhost/".parse().unwrap();
        sender.ready().await.unwrap();
        let request = http::Request::from_parts(head, Full::new(Bytes::from(body)));
        asked.push(sender.send_request(request));
    }
    for answer in asked {
        let answer = tokio::time::timeout(PATIENCE, answer).await.unwrap().unwrap();
        assert_eq!(answer.status(), 200);
        assert!(answer.headers().contains_key("date") && answer.headers().contains_key("x-amzn-requestid"));
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(&body[..], br#"{"clusterArns":["localhost"]}"#);
    }
    driver.abort();
}

#[tokio::test]
async fn connections_over_the_limit_wait_for_their_turn() {
    let node = Node::start(Limits {
        connections: 3,
        ..wide()
    });
    let mut lines = Vec::new();
    for _ in 0..3 {
        let mut line = Line::to(&node).await;
        line.send(&list().bytes()).await;
        assert_eq!(line.answer().await.unwrap().status, 200);
        lines.push(line);
    }
    let mut late = Line::to(&node).await;
    late.send(&list().bytes()).await;
    let early = tokio::time::timeout(Duration::from_millis(200), late.answer()).await;
    assert!(early.is_err(), "a fourth connection was served");
    lines.pop();
    assert_eq!(late.answer().await.unwrap().status, 200);
}

#[tokio::test]
async fn a_full_server_can_be_stopped() {
    let node = Node::start(Limits {
        connections: 1,
        drain: Duration::from_millis(100),
        ..wide()
    });
    let mut line = Line::to(&node).await;
    line.send(&held().bytes()).await;
    eventually(|| node.stage.waiting.load(Ordering::SeqCst) == 1).await;
    node.stopped().await;
}

#[tokio::test]
async fn stopping_answers_what_is_under_way_and_takes_nothing_new() {
    let node = Node::start(wide());
    let mut idle = Line::to(&node).await;
    idle.send(&list().bytes()).await;
    assert_eq!(idle.answer().await.unwrap().status, 200);
    let mut line = Line::to(&node).await;
    line.send(&held().bytes()).await;
    eventually(|| node.stage.waiting.load(Ordering::SeqCst) == 1).await;
    node.stopping();
    assert!(idle.answer().await.is_none(), "an idle connection is closed");
    let refused = async {
        while TcpStream::connect(node.address).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(PATIENCE, refused)
        .await
        .expect("new connections are taken");
    node.stage.go.notify_one();
    assert_eq!(line.answer().await.unwrap().status, 200);
    assert!(line.answer().await.is_none(), "and then closes");
    node.stopped().await;
}
