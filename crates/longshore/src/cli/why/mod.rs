//! `longshore why TASK`: what happened to a task, why, and what to do about it; `why SERVICE`: what it waits for.
//!
//! * [`facts`] — what is known, read from DescribeTasks and the task's black box · [`explain`] — the explanation, pure
//! * [`service`] — a service, its deployments and waits

mod explain;
mod facts;
mod service;
#[cfg(test)]
mod tests;

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use wire::ecs as w;

use self::facts::Facts;
use super::find;

/// Lines shown of each container.
const LINES: usize = 20;

#[derive(Args)]
pub(crate) struct Why {
    /// Task id or ARN (a unique beginning of the id is enough), or name of a service
    #[arg(value_name = "TASK|SERVICE")]
    task: String,
    #[arg(long, default_value = "default")]
    cluster: String,
    /// Show all of the last lines that were kept, up to 500
    #[arg(long)]
    all_lines: bool,
}

impl Why {
    pub(crate) fn run(self) -> Result<ExitCode> {
        let client = super::client()?;
        if let Some((service, waits)) = super::wait(service::find(&client, &self.cluster, &self.task))? {
            for line in service::explain(&service, &waits) {
                out!("{}", printable(&line));
            }
            return Ok(ExitCode::SUCCESS);
        }
        let (task, definition) = super::wait(async {
            let task = find::task(&client, &self.cluster, &self.task).await?;
            let arn = task.task_arn.clone().unwrap_or_default();
            let task = find::describe(&client, &self.cluster, &arn, &["longshore.last-lines"]).await?;
            let ask = w::DescribeTaskDefinitionRequest {
                task_definition: task.task_definition_arn.clone().unwrap_or_default(),
                ..Default::default()
            };
            // A definition may have been deleted since.
            let definition = client.call::<w::DescribeTaskDefinition>(ask).await.ok();
            Ok((task, definition.and_then(|d| d.task_definition)))
        })?;
        let facts = Facts::read(&task, definition.as_ref());
        let told = explain::explain(&facts);
        out!("Task {} of {}: {}", facts.id, facts.definition, facts.status);
        out!("");
        out!("What happened  {}", told.what);
        out!("Cause          {}", told.cause);
        for (n, remedy) in told.remedy.iter().enumerate() {
            out!("{:<14} {remedy}", if n == 0 { "What to do" } else { "" });
        }
        timeline(&facts);
        for c in &facts.containers {
            for h in &c.health_outputs {
                out!("\nHealth check of {}: {h}", c.name);
            }
            let skipped = match self.all_lines {
                true => 0,
                false => c.lines.len().saturating_sub(LINES),
            };
            if !c.lines.is_empty() {
                out!("\nLast lines of {}:", c.name);
            }
            for line in c.lines.iter().skip(skipped) {
                out!("  {}", printable(line));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// What the black box of a task kept of its output, container by container.
pub(super) fn last_lines(task: &w::Task) -> Vec<String> {
    let containers = Facts::read(task, None).containers;
    containers
        .into_iter()
        .flat_map(|c| c.lines)
        .map(|l| printable(&l))
        .collect()
}

/// When what was reached, counted from the beginning.
fn timeline(facts: &Facts) {
    let mut events = facts.timeline.clone();
    events.sort_by(|a, b| a.0.total_cmp(&b.0));
    let Some(first) = events.first().map(|e| e.0) else {
        return;
    };
    out!("\nTimeline");
    for (at, what) in events {
        out!("  {:>10.3} s  {what}", at - first);
    }
}

/// Output must not steer this terminal.
fn printable(line: &str) -> String {
    line.chars()
        .map(|c| {
            if c.is_control() && c != '\t' {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}
