//! `longshore top`: the services of a cluster and their tasks at a glance.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use clap::Args;
use wire::ecs as w;

use super::short;
use crate::cli::find;
use crate::client::Client;

#[derive(Args)]
pub(crate) struct Top {
    #[arg(long, default_value = "default")]
    cluster: String,
    /// Show again every so many seconds, until interrupted
    #[arg(short, long, value_name = "SECONDS")]
    watch: Option<u64>,
}

impl Top {
    pub(crate) fn run(self) -> Result<ExitCode> {
        super::super::wait(async {
            let client = crate::cli::client()?;
            loop {
                show(&client, &self.cluster).await?;
                let Some(seconds) = self.watch else {
                    return Ok(ExitCode::SUCCESS);
                };
                tokio::time::sleep(Duration::from_secs(seconds.max(1))).await;
                out!("");
            }
        })
    }
}

async fn show(client: &Client, cluster: &str) -> Result<()> {
    let services = services(client, cluster).await?;
    out!(
        "{:<24} {:>7} {:>7} {:>7}  {:<28} STATE",
        "SERVICE",
        "DESIRED",
        "RUNNING",
        "PENDING",
        "TASK DEFINITION"
    );
    for s in &services {
        out!(
            "{:<24} {:>7} {:>7} {:>7}  {:<28} {}",
            s.service_name.as_deref().unwrap_or_default(),
            s.desired_count.unwrap_or(0),
            s.running_count.unwrap_or(0),
            s.pending_count.unwrap_or(0),
            short(s.task_definition.as_deref().unwrap_or_default()),
            state(s)
        );
    }
    let tasks = tasks(client, cluster).await?;
    if tasks.is_empty() {
        return Ok(());
    }
    out!("\n{:<34} {:<13} {:<10} OF", "TASK", "STATUS", "HEALTH");
    for t in &tasks {
        out!(
            "{:<34} {:<13} {:<10} {}",
            short(t.task_arn.as_deref().unwrap_or_default()),
            t.last_status.as_deref().unwrap_or_default(),
            t.health_status.as_deref().unwrap_or_default(),
            t.group.as_deref().unwrap_or_default()
        );
    }
    Ok(())
}

/// `steady`, or what its deployment says.
fn state(s: &w::Service) -> String {
    let under_way = s.deployments.iter().flatten();
    let states: Vec<String> = under_way
        .filter(|d| d.rollout_state.as_deref() != Some("COMPLETED"))
        .filter_map(|d| {
            let state = d.rollout_state.as_deref()?.to_ascii_lowercase().replace('_', " ");
            let failed = d.failed_tasks.filter(|n| *n > 0);
            Some(failed.map_or_else(|| state.clone(), |n| format!("{state}, {n} failed")))
        })
        .collect();
    match (states.is_empty(), s.running_count == s.desired_count) {
        (true, true) => "steady".into(),
        (true, false) => "converging".into(),
        (false, _) => states.join("; "),
    }
}

async fn services(client: &Client, cluster: &str) -> Result<Vec<w::Service>> {
    let mut ask = w::ListServicesRequest {
        cluster: Some(cluster.to_owned()),
        // DescribeServices takes ten.
        max_results: Some(10),
        ..Default::default()
    };
    let mut all = Vec::new();
    loop {
        let page = client.call::<w::ListServices>(ask.clone()).await?;
        let arns = page.service_arns.unwrap_or_default();
        if !arns.is_empty() {
            let describe = w::DescribeServicesRequest {
                cluster: Some(cluster.to_owned()),
                services: arns,
                include: None,
            };
            let found = client.call::<w::DescribeServices>(describe).await?;
            all.extend(found.services.unwrap_or_default());
        }
        ask.next_token = page.next_token;
        if ask.next_token.is_none() {
            all.sort_by(|a, b| a.service_name.cmp(&b.service_name));
            return Ok(all);
        }
    }
}

async fn tasks(client: &Client, cluster: &str) -> Result<Vec<w::Task>> {
    let mut all = find::tasks(client, find::in_cluster(cluster)).await?;
    all.sort_by(|a, b| (&a.group, &a.task_arn).cmp(&(&b.group, &b.task_arn)));
    Ok(all)
}
