//! Refusals in the words of each protocol, and what every answer carries.

use http::{HeaderMap, HeaderValue, Method};
use wire::{ecs, sigv4};

use crate::client::{Answer, Ask, now};
use crate::fixture::{Node, credentials, wide};

const VPCS: &str = "Action=DescribeVpcs&Version=2016-11-15";
const ME: &str = "Action=GetCallerIdentity&Version=2011-06-15";

fn cbor(operation: &str) -> Ask {
    let path = format!("/service/AmazonEC2ContainerServiceV20141113/operation/{operation}");
    Ask::new(Method::POST, &path, b"\xa0".to_vec())
        .with("smithy-protocol", "rpc-v2-cbor")
        .with("content-type", "application/cbor")
}

fn told(answer: &Answer, status: u16, code: &str, kind: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert!(answer.text().contains(code), "{code}: {}", answer.text());
    assert_eq!(answer.header("content-type"), kind);
}

#[tokio::test]
async fn unsigned() {
    let node = Node::start(wide());
    let code = "MissingAuthenticationTokenException";
    let json = Ask::json::<ecs::ListClusters>("{}").of(&node).await;
    told(&json, 400, code, "application/x-amz-json-1.1");
    let cbor = cbor("ListClusters").of(&node).await;
    told(&cbor, 400, code, "application/cbor");
    let query = Ask::form(ME).of(&node).await;
    told(&query, 403, "<Code>MissingAuthenticationToken</Code>", "text/xml");
    let ec2 = Ask::form(VPCS).of(&node).await;
    told(&ec2, 401, "<Code>AuthFailure</Code>", "text/xml;charset=UTF-8");
}

#[tokio::test]
async fn signed() {
    let node = Node::start(wide());
    let asks = [
        Ask::json::<ecs::ListClusters>("{}").signed("ecs"),
        Ask::form(ME).signed("sts"),
        Ask::form(VPCS).signed("ec2"),
    ];
    for ask in asks {
        let answer = ask.of(&node).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
}

#[tokio::test]
async fn unknown_operations() {
    let node = Node::start(wide());
    let json = "application/x-amz-json-1.1";
    let prefix = "AmazonEC2ContainerServiceV20141113";
    // Unknown to the model, unknown service, known to the model but without a handler here.
    for target in [
        format!("{prefix}.Nothing"),
        "Nobody.Nothing".into(),
        format!("{prefix}.RunTask"),
    ] {
        let ask = Ask::json::<ecs::ListClusters>("{}")
            .with("x-amz-target", &target)
            .signed("ecs");
        told(&ask.of(&node).await, 400, "UnknownOperationException", json);
    }
    let answer = cbor("Nothing").signed("ecs").of(&node).await;
    told(&answer, 400, "UnknownOperationException", "application/cbor");
    let nothing = |version: &str| Ask::form(&format!("Action=Nothing&Version={version}"));
    let answer = nothing("2011-06-15").signed("sts").of(&node).await;
    told(&answer, 400, "<Code>InvalidAction</Code>", "text/xml");
    let answer = nothing("2016-11-15").signed("ec2").of(&node).await;
    told(
        &answer,
        400,
        "<Code>InvalidAction</Code>",
        "text/xml;charset=UTF-8",
    );
    let answer = nothing("2010-05-08").signed("nobody").of(&node).await;
    assert_eq!(answer.status, 400, "{}", answer.text());
    let answer = Ask::get("/nothing").signed("ecs").of(&node).await;
    assert!((400..500).contains(&answer.status), "{}", answer.text());
}

#[tokio::test]
async fn a_wrong_body_is_told_in_the_protocol() {
    let node = Node::start(wide());
    let answer = Ask::json::<ecs::CreateCluster>("{").signed("ecs").of(&node).await;
    told(
        &answer,
        400,
        "SerializationException",
        "application/x-amz-json-1.1",
    );
    let answer = Ask::form(&format!("{VPCS}&MaxResults=many"))
        .signed("ec2")
        .of(&node)
        .await;
    assert_eq!(answer.status, 400, "{}", answer.text());
}

#[tokio::test]
async fn a_presigned_get() {
    let node = Node::start(wide());
    let mut headers = HeaderMap::new();
    headers.insert("host", HeaderValue::from_static("localhost"));
    let at = format!("/?{ME}").parse().unwrap();
    let sign = |now| {
        sigv4::presign(
            &Method::GET,
            &at,
            &headers,
            &credentials(),
            "us-east-1",
            "sts",
            now,
            60,
        )
        .unwrap()
    };
    let answer = Ask::get(&sign(now()).to_string()).of(&node).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(answer.text().contains("arn:aws:iam::000000000000:root"));
    let answer = Ask::get(&sign(now() - 120).to_string()).of(&node).await;
    assert_eq!(answer.status, 403, "{}", answer.text());
}

#[tokio::test]
async fn hosts_with_a_prefix_are_ours_too() {
    let node = Node::start(wide());
    let port = node.address.port();
    for host in [
        format!("stream-localhost:{port}"),
        format!("data-127.0.0.1:{port}"),
        "127.0.0.1".to_owned(),
        "any.name.localhost".to_owned(),
    ] {
        let answer = Ask::json::<ecs::ListClusters>("{}")
            .with("host", &host)
            .signed("ecs")
            .of(&node)
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert!(
            answer.text().contains(&host),
            "the handler is told the host: {}",
            answer.text()
        );
    }
}

#[tokio::test]
async fn local_paths() {
    let node = Node::start(wide());
    let health = Ask::get("/health").of(&node).await;
    assert_eq!(health.status, 200);
    assert_eq!(health.text(), r#"{"status":"ok","version":"test"}"#);
    let reset = Ask::new(Method::POST, "/_longshore/reset", "");
    let answer = reset.of(&node).await;
    assert_eq!(answer.status, 403);
    assert!(answer.text().contains("ephemeral"), "{}", answer.text());
    let ephemeral = Node::start_with(wide(), None, true);
    assert_eq!(reset.of(&ephemeral).await.status, 200);
    assert_eq!(Ask::get("/_longshore/reset").of(&ephemeral).await.status, 404);
    assert_eq!(Ask::get("/").of(&node).await.status, 404);
}

#[tokio::test]
async fn every_answer_is_dated_and_has_an_id_of_its_own() {
    let node = Node::start(wide());
    let mut ids = std::collections::HashSet::new();
    let asks = [
        Ask::get("/health"),
        Ask::get("/nothing"),
        Ask::new(Method::POST, "/_longshore/reset", ""),
        Ask::get(crate::fixture::SOCKET),
        Ask::new(Method::OPTIONS, "/", "")
            .with("origin", "x")
            .with("access-control-request-method", "POST"),
        Ask::json::<ecs::ListClusters>("{}"),
        Ask::json::<ecs::ListClusters>("{}").signed("ecs"),
        Ask::json::<ecs::ListClusters>("{").signed("ecs"),
        Ask::form(ME).signed("sts"),
        Ask::form(VPCS).signed("ec2"),
        cbor("ListClusters"),
    ];
    for ask in asks {
        let answer = ask.of(&node).await;
        let date =
            wire::protocol::from_iso(answer.header("date")).is_none() && !answer.header("date").is_empty();
        assert!(date, "{answer:?}");
        let id = answer.header("x-amzn-requestid").to_owned();
        assert_eq!(id.len(), 36, "{answer:?}");
        assert!(ids.insert(id));
        if answer.text().contains("RequestId") || answer.text().contains("requestId") {
            assert!(
                answer.text().contains(answer.header("x-amzn-requestid")),
                "{answer:?}"
            );
        }
    }
}
