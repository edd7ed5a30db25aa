//! The record of calls.

use serde_json::Value;
use wire::ecs;

use crate::client::Ask;
use crate::fixture::{KEY, Node, SECRET, wide};

#[tokio::test]
async fn one_line_per_call_and_no_secret_in_any() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit.log");
    let node = Node::start_with(wide(), Some(path.clone()), false);
    let create = r#"{"clusterName":"a","tags":[{"key":"password","value":"a-secret-parameter"}]}"#;
    let list = || Ask::json::<ecs::ListClusters>("{}");
    let signature = |ask: &Ask| {
        let claim = ask.head.headers["authorization"].to_str().unwrap();
        claim.rsplit_once("Signature=").unwrap().1.to_owned()
    };
    let long = format!("Action={}&Version=2011-06-15", "x".repeat(20_000));
    let asks = [
        list().signed("ecs"),
        Ask::json::<ecs::CreateCluster>(create).signed("ecs"),
        list(),
        Ask::json::<ecs::CreateCluster>("{").signed("ecs"),
        list().signed("ecs").with("x-amz-date", "20000101T000000Z"),
        list()
            .signed("ecs")
            .with("x-amz-security-token", "a-secret-token"),
        Ask::json::<ecs::CreateCluster>(&"x".repeat(wide().body + 1)).signed("ecs"),
        Ask::form(&long).signed("sts"),
        list()
            .signed("ecs")
            .with("user-agent", "line\tbreak \"quoted\" \\"),
    ];
    let mut never: Vec<String> = vec![SECRET.into(), "a-secret".into(), "Authorization:".into()];
    let mut expected = Vec::new();
    for ask in &asks {
        if ask.head.headers.contains_key("authorization") {
            never.push(signature(ask));
        }
        let answer = ask.of(&node).await;
        expected.push((answer.header("x-amzn-requestid").to_owned(), answer.status == 200));
    }
    // Half a claim: what there is of it may still be somebody's signature.
    for half in ["Signature=5eedfeed", "Credential=x/y, Signature=5eedfeed"] {
        let ask = list().with("authorization", &format!("AWS4-HMAC-SHA256 {half}"));
        let answer = ask.of(&node).await;
        expected.push((answer.header("x-amzn-requestid").to_owned(), false));
    }
    never.push("5eedfeed".into());
    assert_eq!(Ask::get("/health").of(&node).await.status, 200);
    node.stopped().await;

    let text = std::fs::read_to_string(&path).unwrap();
    for secret in never {
        assert!(!text.contains(&secret), "`{secret}` is in the audit log");
    }
    let lines: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let noted: Vec<_> = lines
        .iter()
        .map(|l| {
            (
                l["requestID"].as_str().unwrap().to_owned(),
                l.get("errorCode").is_none(),
            )
        })
        .collect();
    assert_eq!(noted, expected, "one line per call, in their order");
    assert!(
        text.lines().all(|l| l.len() < 8 * 1024),
        "a client cannot fill the log with one call"
    );
    let first = &lines[0];
    assert_eq!(first["eventSource"], "ecs.amazonaws.com");
    assert_eq!(first["eventName"], "ListClusters");
    assert_eq!(first["readOnly"], true);
    assert_eq!(first["userIdentity"]["accessKeyId"], KEY);
    assert_eq!(lines[1]["readOnly"], false);
    assert_eq!(lines[2]["errorCode"], "MissingAuthenticationTokenException");
    assert_eq!(lines[2]["userIdentity"]["arn"], "");
}

#[tokio::test]
async fn only_its_owner_reads_the_log() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit.log");
    let node = Node::start_with(wide(), Some(path.clone()), false);
    node.stopped().await;
    assert_eq!(
        std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
}
