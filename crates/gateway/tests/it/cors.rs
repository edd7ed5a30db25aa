//! Pages of other origins.

use http::Method;
use wire::ecs;

use crate::client::Ask;
use crate::fixture::{Node, wide};

#[tokio::test]
async fn a_preflight_needs_no_signature() {
    let node = Node::start(wide());
    let answer = Ask::new(Method::OPTIONS, "/", "")
        .with("origin", "https://console.example")
        .with("access-control-request-method", "POST")
        .with("access-control-request-headers", "authorization,x-amz-target")
        .of(&node)
        .await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert!(answer.header("access-control-allow-methods").contains("POST"));
    assert_eq!(
        answer.header("access-control-allow-headers"),
        "authorization,x-amz-target"
    );
}

#[tokio::test]
async fn errors_can_be_read_by_the_page() {
    let node = Node::start(wide());
    let ask = Ask::json::<ecs::CreateCluster>("{").with("origin", "https://console.example");
    for (ask, status) in [
        (ask.clone(), 400),
        (ask.signed("ecs"), 400),
        (origin(Ask::get("/nothing")), 404),
    ] {
        let answer = ask.of(&node).await;
        assert_eq!(answer.status, status);
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert!(
            answer
                .header("access-control-expose-headers")
                .contains("x-amzn-requestid")
        );
    }
    let same = Ask::get("/health").of(&node).await;
    assert!(!same.headers.contains_key("access-control-allow-origin"));
}

fn origin(ask: Ask) -> Ask {
    ask.with("origin", "https://console.example")
}

#[tokio::test]
async fn options_of_no_page_is_an_ordinary_request() {
    let node = Node::start(wide());
    let answer = Ask::new(Method::OPTIONS, "/", "").of(&node).await;
    assert_eq!(answer.status, 404);
}
