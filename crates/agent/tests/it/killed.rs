//! The agent as a process of its own that is killed with SIGKILL, again and again, while a container prints.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use agent::{Agent, Config, EngineChoice};
use serde_json::json;

use super::docker::all_gone;
use super::logs::awslogs;
use super::node::{container, credentials, sample_task};
use super::plane::Plane;

const ENDPOINT: &str = "LONGSHORE_TEST_ENDPOINT";
const DATA: &str = "LONGSHORE_TEST_DATA";

/// They take twenty seconds to print, so that a machine that is busy with other things is still in the middle of them.
const LINES: usize = 300;

/// Not a test of its own: the process that the next one kills. It runs an agent when it is told where.
#[tokio::test]
async fn child() {
    let (Ok(endpoint), Ok(data)) = (std::env::var(ENDPOINT), std::env::var(DATA)) else {
        return;
    };
    let mut config = Config::new(&endpoint, "us-east-1", "default", credentials(), data.into());
    config.engine = EngineChoice::Auto;
    config.keep_stopped = Duration::ZERO;
    let _agent = Agent::start(config).await.unwrap();
    std::future::pending::<()>().await;
}

fn spawn(plane: &Plane, data: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "killed::child"])
        .env(ENDPOINT, plane.endpoint())
        .env(DATA, data)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// SIGKILL, and on to the next life.
fn kill(child: &mut Child, plane: &Plane, data: &Path) {
    child.kill().unwrap();
    child.wait().unwrap();
    *child = spawn(plane, data);
}

#[tokio::test]
async fn nothing_is_lost_or_doubled_by_kill_9() {
    super::node::Node::with_docker().await.agent.shutdown().await;
    let plane = Plane::start().await;
    let dir = tempfile::tempdir().unwrap();
    let mut child = spawn(&plane, dir.path());
    plane.connected(1).await;
    let t = sample_task(
        "d-killed",
        "bridge",
        &[
            (
                "talks",
                &["lines", "300", "70", "exit", "7"],
                awslogs("p/a/killed"),
            ),
            (
                "stays",
                &["wait"],
                json!({"portMappings": [{"containerPort": 80}]}),
            ),
        ],
    );
    plane.payload(t.clone()).await;
    // At once: perhaps before the container is there, perhaps while it is made.
    for wait_ms in [0, 60, 130, 250, 10, 400] {
        kill(&mut child, &plane, dir.path());
        let before = plane.seen.lock().connections;
        plane.connected(before.max(2)).await;
        tokio::time::sleep(Duration::from_millis(wait_ms)).await;
    }
    plane.change(&t.arn, "RUNNING").await;
    let printed = plane.messages("p/a/killed", 20).await.len();
    kill(&mut child, &plane, dir.path());
    let more = plane.messages("p/a/killed", printed + 10).await.len();
    kill(&mut child, &plane, dir.path());
    assert!(more < LINES, "it was still printing");
    let stopped = plane.change(&t.arn, "STOPPED").await;
    assert_eq!(container(&stopped, "talks")["exitCode"], 7, "{stopped}");
    assert_eq!(container(&stopped, "stays")["exitCode"], 0);
    let lines = plane.messages("p/a/killed", LINES).await;
    assert_eq!(
        lines,
        (1..=LINES).map(|n| format!("line {n}")).collect::<Vec<_>>()
    );
    // A report whose answer was lost with its sender comes again, but what is told never goes back.
    let mut statuses = plane.statuses(&t.arn);
    statuses.dedup();
    assert_eq!(statuses, ["RUNNING", "STOPPED"]);
    all_gone(&t.arn).await;
    child.kill().unwrap();
    child.wait().unwrap();
}
