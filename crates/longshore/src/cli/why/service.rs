//! What a service is at, and what it waits for.

use anyhow::Result;
use wire::ecs as w;

use crate::client::Client;

/// Events shown.
const EVENTS: usize = 5;

/// The service of this name or ARN and what it waits for; `None` when there is none that lives.
pub(super) async fn find(
    client: &Client,
    cluster: &str,
    given: &str,
) -> Result<Option<(w::Service, Vec<String>)>> {
    let ask = w::DescribeServicesRequest {
        cluster: Some(cluster.to_owned()),
        services: vec![given.to_owned()],
        include: Some(vec!["longshore.why".into()]),
    };
    let found = client.call::<w::DescribeServices>(ask).await?;
    let waits = found.failures.into_iter().flatten();
    let waits = waits.filter(|f| f.reason.as_deref() == Some("WHY"));
    let waits = waits.filter_map(|f| f.detail).collect();
    let service = found.services.into_iter().flatten().next();
    let living = service.filter(|s| s.status.as_deref() != Some("INACTIVE"));
    Ok(living.map(|s| (s, waits)))
}

/// In lines that a person reads.
pub(super) fn explain(s: &w::Service, waits: &[String]) -> Vec<String> {
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    let mut lines = vec![
        format!(
            "Service {} is {}: {} of {} tasks run, {} are on their way",
            text(&s.service_name),
            text(&s.status),
            s.running_count.unwrap_or(0),
            s.desired_count.unwrap_or(0),
            s.pending_count.unwrap_or(0),
        ),
        String::new(),
    ];
    for d in s.deployments.iter().flatten() {
        let definition = text(&d.task_definition);
        let failed = match d.failed_tasks.unwrap_or(0) {
            0 => String::new(),
            n => format!(", {n} failed"),
        };
        lines.push(format!(
            "{:<8} {}: {} running, {} pending{failed}. {}",
            text(&d.status),
            definition.rsplit('/').next().unwrap_or_default(),
            d.running_count.unwrap_or(0),
            d.pending_count.unwrap_or(0),
            text(&d.rollout_state_reason),
        ));
    }
    let mut head = "Waits for";
    for wait in waits {
        lines.push(format!("{head:<10} {wait}"));
        head = "";
    }
    if waits.is_empty() {
        lines.push("It waits for nothing.".into());
    }
    let events = s.events.iter().flatten().take(EVENTS);
    let events: Vec<String> = events.map(|e| format!("  {}", text(&e.message))).collect();
    if !events.is_empty() {
        lines.push(String::new());
        lines.push("Last events, newest first:".into());
        lines.extend(events);
    }
    lines
}
