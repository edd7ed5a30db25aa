//! A deployment until its end.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use wire::ecs as w;

use super::verdict::{ROLLED_BACK, TIMED_OUT, Verdict, judge};
use super::{Which, short};
use crate::cli::find;
use crate::client::Client;
use crate::say;

const LOOK: Duration = Duration::from_millis(500);
/// A line at least so often while nothing changes.
const WORD: Duration = Duration::from_secs(5);
/// Last lines of the task that failed.
const LINES: usize = 20;

/// The newest deployment of the service.
pub(super) async fn newest(client: &Client, which: &Which) -> Result<String> {
    let ask = w::ListServiceDeploymentsRequest {
        service: which.service.clone(),
        cluster: Some(which.cluster.clone()),
        max_results: Some(1),
        ..Default::default()
    };
    let found = client.call::<w::ListServiceDeployments>(ask).await?;
    let first = found.service_deployments.into_iter().flatten().next();
    first
        .and_then(|d| d.service_deployment_arn)
        .with_context(|| format!("service `{}` has no deployments", which.service))
}

/// Tells how it goes until it is over. 0 only when the target revision serves; 3 with reason and last log lines when it
/// was rolled back or has failed; 4 when it took longer than `limit`.
pub(super) async fn follow(client: &Client, which: &Which, arn: &str, limit: Duration) -> Result<ExitCode> {
    let (began, mut said, mut spoke) = (Instant::now(), String::new(), None::<Instant>);
    loop {
        let ask = w::DescribeServiceDeploymentsRequest {
            service_deployment_arns: vec![arn.to_owned()],
        };
        let found = client.call::<w::DescribeServiceDeployments>(ask).await?;
        let deployment = found.service_deployments.into_iter().flatten().next();
        let deployment = deployment.with_context(|| format!("deployment `{}` is gone", short(arn)))?;
        match judge(&deployment) {
            Verdict::Done => {
                say::step(format_args!(
                    "{}: deployed in {} s",
                    which.service,
                    began.elapsed().as_secs()
                ));
                return Ok(ExitCode::SUCCESS);
            }
            Verdict::Failed { reason, rolled_back } => {
                failed(client, which, &deployment, &reason, rolled_back).await;
                return Ok(ExitCode::from(ROLLED_BACK));
            }
            Verdict::Going(text) => {
                let quiet = spoke.is_none_or(|at| at.elapsed() >= WORD);
                if text != said || quiet {
                    out!("… {text} ({} s)", began.elapsed().as_secs());
                    (said, spoke) = (text, Some(Instant::now()));
                }
            }
        }
        if began.elapsed() >= limit {
            say::warn(format_args!(
                "{}: not over after {} s; it goes on. See `longshore events {0}`",
                which.service,
                limit.as_secs()
            ));
            return Ok(ExitCode::from(TIMED_OUT));
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Until as many tasks run as are wanted and nothing is being deployed: what a change of the count comes to.
pub(super) async fn steady(client: &Client, which: &Which, limit: Duration) -> Result<ExitCode> {
    let mut patience = say::Patience::new(format!("{}: tasks come and go", which.service));
    let began = Instant::now();
    loop {
        let s = which.describe(client).await?;
        let alone = s.deployments.as_ref().is_none_or(|d| d.len() <= 1);
        let (wanted, running) = (s.desired_count.unwrap_or(0), s.running_count.unwrap_or(0));
        if alone && wanted == running && s.pending_count.unwrap_or(0) == 0 {
            say::step(format_args!("{}: {running} of {wanted} tasks run", which.service));
            return Ok(ExitCode::SUCCESS);
        }
        if began.elapsed() >= limit {
            say::warn(format_args!(
                "{}: {running} of {wanted} tasks run after {} s. See `longshore events {0}`",
                which.service,
                limit.as_secs()
            ));
            return Ok(ExitCode::from(TIMED_OUT));
        }
        patience.still();
        tokio::time::sleep(LOOK).await;
    }
}

async fn failed(client: &Client, which: &Which, d: &w::ServiceDeployment, reason: &str, rolled_back: bool) {
    let what = if rolled_back { "was rolled back" } else { "failed" };
    eprintln!(
        "{} {}: the deployment {what}: {reason}",
        say::cross(),
        which.service
    );
    // What is known of the last task that failed helps; that it is not known is no failure of its own.
    match last_task(client, which, d).await {
        Ok(Some(task)) => {
            let id = short(task.task_arn.as_deref().unwrap_or_default()).to_owned();
            if let Some(why) = &task.stopped_reason {
                eprintln!("  task {id}: {why}");
            }
            for container in task.containers.iter().flatten() {
                let name = container.name.as_deref().unwrap_or_default();
                match (&container.reason, container.exit_code) {
                    (Some(why), _) => eprintln!("  {name}: {why}"),
                    (None, Some(code)) => eprintln!("  {name}: exit code {code}"),
                    (None, None) => {}
                }
            }
            let lines = crate::cli::why::last_lines(&task);
            for line in lines.iter().skip(lines.len().saturating_sub(LINES)) {
                eprintln!("    {line}");
            }
            eprintln!("  More: longshore why {id}");
        }
        Ok(None) => eprintln!("  More: longshore events {}", which.service),
        Err(e) => tracing::debug!(error = format!("{e:#}"), "looking for the task that failed"),
    }
}

/// The task of the failed revision that ended last by itself; those that the scheduler stopped explain nothing.
async fn last_task(client: &Client, which: &Which, d: &w::ServiceDeployment) -> Result<Option<w::Task>> {
    let revision = d.target_service_revision.as_ref().and_then(|r| r.arn.clone());
    let ask = w::DescribeServiceRevisionsRequest {
        service_revision_arns: revision.into_iter().collect(),
    };
    let found = client.call::<w::DescribeServiceRevisions>(ask).await?;
    let revision = found.service_revisions.into_iter().flatten().next();
    let definition = revision.and_then(|r| r.task_definition);
    let ask = w::ListTasksRequest {
        service_name: Some(short(&which.service).to_owned()),
        ..find::stopped(&which.cluster)
    };
    let arns = find::arns(client, ask).await?;
    let mut last: Option<w::Task> = None;
    for arn in &arns {
        let task = find::describe(client, &which.cluster, arn, &["longshore.last-lines"]).await?;
        let stopped = |t: &w::Task| t.stopped_at.as_ref().map_or(0.0, |s| s.0);
        let by_itself = task.stop_code.as_deref() != Some("ServiceSchedulerInitiated");
        if by_itself
            && task.task_definition_arn == definition
            && last.as_ref().is_none_or(|l| stopped(l) < stopped(&task))
        {
            last = Some(task);
        }
    }
    Ok(last)
}
