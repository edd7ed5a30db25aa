//! The tasks that a user means.

use anyhow::{Result, anyhow, bail};
use wire::ecs as w;

use super::Logs;
use crate::cli::find;
use crate::client::Client;

/// A point in time, or a distance back from now, in ms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Since {
    At(i64),
    Ago(i64),
}

impl Since {
    pub(super) fn ms(self) -> i64 {
        match self {
            Since::At(ms) => ms,
            Since::Ago(ms) => kernel::Clock::now(&kernel::time::SystemClock).0 - ms,
        }
    }
}

pub(super) fn since(text: &str) -> Result<Since> {
    let unit = match text.chars().last() {
        Some('s') => 1,
        Some('m') => 60,
        Some('h') => 3600,
        Some('d') => 86_400,
        _ => 0,
    };
    let number = text
        .get(..text.len().saturating_sub(1))
        .and_then(|n| n.parse::<u32>().ok());
    if let (Some(n), 1..) = (number, unit) {
        return Ok(Since::Ago(i64::from(n) * unit * 1000));
    }
    #[allow(clippy::cast_possible_truncation, reason = "a date's milliseconds fit")]
    wire::protocol::from_iso(text)
        .map(|s| Since::At((s * 1000.0) as i64))
        .ok_or_else(|| anyhow!("neither a time like 10m nor one like 2026-11-23T10:00:00Z"))
}

/// What was chosen.
pub(super) struct Chosen {
    pub tasks: Vec<w::Task>,
    /// Whether one task was named.
    pub one: bool,
}

impl Chosen {
    pub(super) fn all_stopped(&self) -> bool {
        self.tasks
            .iter()
            .all(|t| t.last_status.as_deref() == Some("STOPPED"))
    }
}

pub(super) async fn tasks(client: &Client, asked: &Logs) -> Result<Chosen> {
    let Some(name) = asked.task.as_deref() else {
        let all = listed(client, asked, asked.previous).await?;
        let tasks = if asked.previous { last(all) } else { all };
        return Ok(Chosen {
            tasks,
            one: asked.previous,
        });
    };
    // A name is a family's or a service's when tasks of that name are there; else it is an id.
    let id = name.starts_with("arn:") || (name.len() == 32 && name.bytes().all(|b| b.is_ascii_hexdigit()));
    if !id {
        let of_name = |tasks: Vec<w::Task>| tasks.into_iter().filter(|t| is_of(t, name)).collect::<Vec<_>>();
        let running = of_name(listed(client, asked, false).await?);
        if !running.is_empty() && !asked.previous {
            return Ok(Chosen {
                tasks: running,
                one: false,
            });
        }
        let stopped = of_name(listed(client, asked, true).await?);
        match (asked.previous, stopped.is_empty()) {
            (true, false) => {
                return Ok(Chosen {
                    tasks: last(stopped),
                    one: true,
                });
            }
            (true, true) => bail!("no stopped task of `{name}` in cluster `{}`", asked.cluster),
            // Tasks of the name will come again.
            (false, false) if asked.follow => {
                return Ok(Chosen {
                    tasks: Vec::new(),
                    one: false,
                });
            }
            (false, false) => {
                bail!("no task of `{name}` is running; --previous shows the one that stopped last")
            }
            (false, true) => {}
        }
    }
    let task = find::task(client, &asked.cluster, name).await?;
    Ok(Chosen {
        tasks: vec![task],
        one: true,
    })
}

/// Whether a task is of that family or service.
pub(super) fn is_of(task: &w::Task, name: &str) -> bool {
    let definition = task.task_definition_arn.as_deref().unwrap_or_default();
    let family = definition.rsplit('/').next().unwrap_or_default();
    let family = family.rsplit_once(':').map_or(family, |(f, _)| f);
    let service = task.group.as_deref().and_then(|g| g.strip_prefix("service:"));
    family == name || service == Some(name)
}

/// The task that stopped last.
fn last(tasks: Vec<w::Task>) -> Vec<w::Task> {
    let when = |t: &w::Task| t.stopped_at.or(t.created_at).map_or(0.0, |t| t.0);
    tasks
        .into_iter()
        .max_by(|a, b| when(a).total_cmp(&when(b)))
        .into_iter()
        .collect()
}

/// Every task of the cluster that is to run, or that is not.
async fn listed(client: &Client, asked: &Logs, stopped: bool) -> Result<Vec<w::Task>> {
    let ask = if stopped { find::stopped } else { find::in_cluster };
    find::tasks(client, ask(&asked.cluster)).await
}
