//! TCS: what is published, and how it is framed (the control plane of the test refuses an unsigned frame).

use serde_json::json;
use wire::acs::tcs::FromAgent;

use super::node::{Node, sample_task};

#[tokio::test]
async fn an_idle_node_says_so_at_once_and_a_busy_one_what_it_uses() {
    let node = Node::with_docker().await;
    let first = node.plane.until("the first metrics", |s| {
        s.tcs.iter().find_map(|m| {
            if let FromAgent::Metrics(m) = m {
                Some(m.clone())
            } else {
                None
            }
        })
    });
    let first = first.await;
    assert_eq!(
        (first.metadata.idle, first.metadata.fin),
        (Some(true), Some(true))
    );
    assert!(first.task_metrics.is_empty());
    let health =
        json!({"Healthcheck": {"Test": ["CMD", "/sample", "exit", "0"], "Interval": 1_000_000_000u64}})
            .to_string();
    let t = sample_task(
        "d-metrics",
        "bridge",
        &[(
            "a",
            &["wait"],
            json!({
        "healthCheckType": "docker", "dockerConfig": {"config": health}}),
        )],
    );
    node.plane.payload(t.clone()).await;
    node.plane.change(&t.arn, "RUNNING").await;
    let metrics = node.plane.until("metrics of the task", |s| {
        s.tcs.iter().find_map(|m| match m {
            FromAgent::Metrics(m) => m.task_metrics.iter().find(|t2| t2.task_arn == t.arn).cloned(),
            _ => None,
        })
    });
    let metrics = metrics.await;
    let a = &metrics.container_metrics[0];
    assert_eq!(a.container_name, "a");
    let memory = a.memory_stats_set.as_ref().unwrap();
    assert!(
        memory.sample_count > 0 && memory.min > 0.0 && memory.max < 100.0,
        "{memory:?}"
    );
    assert!(a.network_stats_set.is_some());
    node.plane
        .until("the task's health", |s| {
            s.tcs.iter().find_map(|m| match m {
                FromAgent::Health(h) => (h.tasks[0].containers[0].health_status == "HEALTHY").then_some(()),
                _ => None,
            })
        })
        .await;
    node.stop(&t).await;
    super::docker::all_gone(&t.arn).await;
    node.agent.shutdown().await;
}
