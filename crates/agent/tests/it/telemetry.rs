//! TCS: what is published, and how it is framed (the control plane of the test refuses an unsigned frame).

use serde_json::json;
use wire::acs::tcs::FromAgent;

use super::node::{Node, sample_task, task};

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

/// A slow engine is asked for all containers at once, and health is reported meanwhile.
#[tokio::test]
async fn statistics_that_do_not_come_delay_no_report_of_health() {
    let node = Node::with_fake().await;
    let fake = node.fake.clone().unwrap();
    fake.mute_stats(true);
    let checked = json!({"healthCheckType": "docker"});
    let two = [
        ("a", &["wait"][..], checked.clone()),
        ("b", &["wait"][..], checked),
    ];
    let t = task("d-slow", "bridge", &two);
    node.plane.payload(t.clone()).await;
    node.plane.change(&t.arn, "RUNNING").await;
    let asked = || {
        let calls = fake.calls();
        let of = |name: &str| {
            calls
                .iter()
                .filter(|c| c.starts_with("stats") && c.contains(name))
                .count()
        };
        of("-a-").max(of("-b-"))
    };
    // Each round without an answer takes as long as several reports.
    node.plane
        .until("more reports of health than rounds of samples", |s| {
            let told = s.tcs.iter().filter(|m| matches!(m, FromAgent::Health(_)));
            (asked() > 0 && told.count() > 2 * asked() + 1).then_some(())
        })
        .await;
    let calls = fake.calls();
    for name in ["-a-", "-b-"] {
        let here = calls.iter().any(|c| c.starts_with("stats") && c.contains(name));
        assert!(here, "container `{name}` was asked for in vain: {calls:?}");
    }
    fake.mute_stats(false);
    let metrics = node.plane.until("metrics, when the engine answers again", |s| {
        s.tcs.iter().find_map(|m| match m {
            FromAgent::Metrics(m) => m.task_metrics.first().map(|t| t.container_metrics.len()),
            _ => None,
        })
    });
    assert_eq!(metrics.await, 2);
    node.stop(&t).await;
    node.agent.shutdown().await;
}
