//! A control plane that cannot be reached for long: everything that happened meanwhile is told when it is back.

use std::time::Duration;

use serde_json::json;
use wire::acs::Task;

use super::docker::{all_gone, engine_says};
use super::logs::awslogs;
use super::node::{Node, container, sample_task};

/// The name of the task's only container on the engine.
fn name_of(t: &Task) -> String {
    let filter = format!("label=com.amazonaws.ecs.task-arn={}", t.arn);
    engine_says(&["ps", "-a", "--format", "{{.Names}}", "--filter", &filter])
}

#[tokio::test]
async fn no_task_and_no_line_is_lost_while_cut_off() {
    let mut node = Node::with_docker().await;
    let one = |id: &str, command: &[&str], more| sample_task(id, "none", &[("a", command, more)]);
    let talks = one("c-talks", &["lines", "300", "20", "exit", "3"], awslogs("p/a/c1"));
    let killed = one("c-killed", &["wait"], json!({}));
    let stays = one("c-stays", &["lines", "400", "20", "wait"], awslogs("p/a/c2"));
    for t in [&talks, &killed, &stays] {
        node.plane.payload(t.clone()).await;
        node.plane.change(&t.arn, "RUNNING").await;
    }
    node.plane.messages("p/a/c1", 5).await;
    node.plane.go_down();
    engine_says(&["kill", &name_of(&killed)]);
    // While nobody listens one task ends, one is killed, and the agent dies, too.
    let ended = async |t: &Task| {
        let state = || engine_says(&["inspect", "-f", "{{.State.Running}}", &name_of(t)]);
        for _ in 0..400 {
            if state() == "false" {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("`{}` did not end", t.arn);
    };
    ended(&talks).await;
    node.agent.shutdown().await;
    let before = node.plane.seen.lock().connections;
    node.agent = agent::Agent::start(node.config.clone()).await.unwrap();
    node.plane.come_back().await;
    node.plane.connected(before + 1).await;
    let told = node.plane.change(&talks.arn, "STOPPED").await;
    assert_eq!(container(&told, "a")["exitCode"], 3);
    let told = node.plane.change(&killed.arn, "STOPPED").await;
    assert_eq!(container(&told, "a")["exitCode"], 137);
    for (stream, count) in [("p/a/c1", 300), ("p/a/c2", 400)] {
        let expected: Vec<_> = (1..=count).map(|n| format!("line {n}")).collect();
        assert_eq!(node.plane.messages(stream, count).await, expected);
    }
    assert_eq!(node.plane.statuses(&stays.arn), ["RUNNING"]);
    node.stop(&stays).await;
    for t in [&talks, &killed, &stays] {
        assert_eq!(node.plane.statuses(&t.arn), ["RUNNING", "STOPPED"]);
        all_gone(&t.arn).await;
    }
    node.agent.shutdown().await;
}
