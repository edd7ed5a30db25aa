//! Output reaches the Logs service once, in order, whatever dies in between.

use std::time::Duration;

use serde_json::{Value, json};

use super::node::{Node, container, sample_task, task};

pub fn awslogs(stream: &str) -> Value {
    let host = json!({"LogConfig": {"Type": "awslogs", "Config": {
        "awslogs-group": "/test", "awslogs-stream": stream, "awslogs-region": "us-east-1"}}});
    json!({"dockerConfig": {"hostConfig": host.to_string()}})
}

#[tokio::test]
async fn the_last_lines_are_there_when_the_end_is_told() {
    let node = Node::with_fake().await;
    let t = task(
        "logs",
        "none",
        &[(
            "a",
            &["print", "one", "eprint", "two", "lines", "3", "0", "exit", "0"],
            awslogs("p/a/1"),
        )],
    );
    node.plane.payload(t.clone()).await;
    node.plane.change(&t.arn, "STOPPED").await;
    let seen = node
        .plane
        .seen
        .lock()
        .streams
        .get("/test p/a/1")
        .unwrap()
        .messages
        .clone();
    assert_eq!(seen, ["one", "two", "line 1", "line 2", "line 3"]);
    let name = node
        .fake
        .as_ref()
        .unwrap()
        .calls()
        .iter()
        .find_map(|c| c.strip_prefix("create ").map(str::to_owned))
        .unwrap();
    let body = node.fake.as_ref().unwrap().body(&name);
    assert!(body.is_none_or(|b| b["HostConfig"]["LogConfig"]["Type"] == "json-file"));
    node.agent.shutdown().await;
}

#[tokio::test]
async fn a_logs_service_that_fails_blocks_nobody_and_loses_nothing() {
    let node = Node::with_fake().await;
    for operation in ["CreateLogStream", "PutLogEvents"] {
        node.plane.seen.lock().failing.insert(operation.into(), 3);
    }
    let t = task(
        "logs-fail",
        "none",
        &[("a", &["lines", "5", "0", "exit", "2"], awslogs("p/a/2"))],
    );
    node.plane.payload(t.clone()).await;
    let stopped = node.plane.change(&t.arn, "STOPPED").await;
    assert_eq!(container(&stopped, "a")["exitCode"], 2);
    assert_eq!(node.plane.messages("p/a/2", 5).await.len(), 5);
    node.agent.shutdown().await;
}

#[tokio::test]
async fn real_output_survives_restarts_of_agent_and_control_plane() {
    let mut node = Node::with_docker().await;
    const COUNT: usize = 120;
    let t = sample_task(
        "d-logs",
        "none",
        &[("a", &["lines", "120", "25", "exit", "0"], awslogs("p/a/3"))],
    );
    node.plane.payload(t.clone()).await;
    node.plane.change(&t.arn, "RUNNING").await;
    node.plane.messages("p/a/3", 3).await;
    node.plane.go_down();
    tokio::time::sleep(Duration::from_millis(400)).await;
    node.plane.come_back().await;
    node.plane.messages("p/a/3", 10).await;
    node.restart().await;
    node.plane.messages("p/a/3", 40).await;
    node.restart().await;
    node.plane.change(&t.arn, "STOPPED").await;
    let all = node.plane.messages("p/a/3", COUNT).await;
    let expected: Vec<_> = (1..=COUNT).map(|n| format!("line {n}")).collect();
    assert_eq!(all, expected);
    node.agent.shutdown().await;
}

#[tokio::test]
async fn a_missing_log_group_is_a_reason_not_to_start() {
    let node = Node::with_fake().await;
    let mut with = awslogs("p/a/4");
    with["dockerConfig"]["hostConfig"] = json!(
        with["dockerConfig"]["hostConfig"]
            .as_str()
            .unwrap()
            .replace("/test", "/absent")
    );
    let t = task("logs-absent", "none", &[("a", &["print", "x"], with.clone())]);
    node.plane.payload(t.clone()).await;
    let stopped = node.plane.change(&t.arn, "STOPPED").await;
    let reason = stopped["reason"].as_str().unwrap();
    assert!(
        reason.contains("ResourceNotFoundException: The specified log group does not exist."),
        "{reason}"
    );
    let host = with["dockerConfig"]["hostConfig"].as_str().unwrap().replace(
        "\"awslogs-group\"",
        "\"awslogs-create-group\":\"true\",\"awslogs-group\"",
    );
    with["dockerConfig"]["hostConfig"] = json!(host);
    let t = task("logs-create", "none", &[("a", &["print", "made"], with)]);
    node.plane.payload(t.clone()).await;
    node.plane.change(&t.arn, "STOPPED").await;
    assert_eq!(node.plane.messages("p/a/4", 1).await, ["made"]);
    node.agent.shutdown().await;
}

async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..1000 {
        if holds() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{what} did not come");
}

#[tokio::test]
async fn output_waits_on_the_disk_while_the_service_is_away() {
    let mut node = Node::with_fake().await;
    let long = "x".repeat(60 << 10);
    let lines: Vec<String> = (0..150).map(|n| format!("{n} {long}")).collect();
    let mut command: Vec<&str> = Vec::new();
    for line in &lines {
        command.extend(["print", line]);
    }
    command.push("wait");
    let t = task("logs-spool", "none", &[("a", &command, awslogs("p/a/5"))]);
    node.plane.payload(t.clone()).await;
    node.plane
        .seen
        .lock()
        .failing
        .insert("PutLogEvents".into(), u32::MAX);
    node.plane.change(&t.arn, "RUNNING").await;
    let spool = node.config.data_dir.join("spool");
    let spooled = || -> u64 {
        let files = std::fs::read_dir(&spool).into_iter().flatten().flatten();
        let inside = files.flat_map(|d| std::fs::read_dir(d.path()).into_iter().flatten().flatten());
        inside.map(|f| f.metadata().map_or(0, |m| m.len())).sum()
    };
    until("the spool", || spooled() > 8 << 20).await;
    node.restart().await;
    node.plane.seen.lock().failing.clear();
    assert_eq!(node.plane.messages("p/a/5", 150).await, lines);
    until("an empty spool", || spooled() == 0).await;
    node.agent.shutdown().await;
}

#[tokio::test]
async fn lines_that_belong_together_are_one_event() {
    let node = Node::with_fake().await;
    let mut with = awslogs("p/a/6");
    let host = with["dockerConfig"]["hostConfig"].as_str().unwrap().replace(
        "\"awslogs-group\"",
        "\"awslogs-multiline-pattern\":\"^ERROR\",\"awslogs-group\"",
    );
    with["dockerConfig"]["hostConfig"] = json!(host);
    let command = [
        "print",
        "ERROR one",
        "print",
        " at a",
        "print",
        "ERROR two",
        "exit",
        "0",
    ];
    let t = task("logs-multiline", "none", &[("a", &command, with.clone())]);
    node.plane.payload(t.clone()).await;
    node.plane.change(&t.arn, "STOPPED").await;
    assert_eq!(
        node.plane.messages("p/a/6", 2).await,
        ["ERROR one\n at a", "ERROR two"]
    );
    with["dockerConfig"]["hostConfig"] = json!(host.replace("^ERROR", "("));
    let t = task("logs-bad-pattern", "none", &[("a", &command, with)]);
    node.plane.payload(t.clone()).await;
    let stopped = node.plane.change(&t.arn, "STOPPED").await;
    let reason = stopped["reason"].as_str().unwrap();
    assert!(
        reason.contains("awslogs could not parse awslogs-multiline-pattern"),
        "{reason}"
    );
    node.agent.shutdown().await;
}
