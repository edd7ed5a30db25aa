//! `longshore logs`: what tasks wrote.
//!
//! * [`choose`] — the tasks that are meant: an id, a family, a service, or a whole cluster
//! * [`streams`] — their log streams, and what is new in each
//! * [`tail`] — StartLiveTail: which streams have news
//! * [`paint`] — how a line is shown
//!
//! Following never rests on what the live tail carries, only on its word that a stream has news: each stream is read on
//! from its own last event. So nothing is lost or shown twice when the tail samples, breaks, or cannot be had; then
//! streams are looked at every half second.

mod choose;
mod paint;
mod streams;
mod tail;
#[cfg(test)]
mod tests;

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;

use choose::Chosen;
use paint::Paint;
use streams::Streams;
use tail::Tail;

/// How often tasks that came are looked for, and streams that nothing was heard of.
const LOOK: Duration = Duration::from_secs(2);
/// Without a live tail.
const POLL: Duration = Duration::from_millis(500);

#[derive(Args)]
pub(crate) struct Logs {
    /// Task id (a unique beginning is enough), ARN, family or service; all tasks of the cluster when left out
    task: Option<String>,
    #[arg(long, default_value = "default")]
    cluster: String,
    /// Only this container
    #[arg(long)]
    container: Option<String>,
    /// Go on: of one task until it has stopped, of others until interrupted
    #[arg(short, long)]
    follow: bool,
    /// The task of the family or service that stopped last
    #[arg(short, long)]
    previous: bool,
    /// Only what was written since: 30s, 10m, 2h, 1d, or a time such as 2026-11-23T10:00:00Z
    #[arg(long, value_parser = choose::since)]
    since: Option<choose::Since>,
    /// Only lines that match a CloudWatch Logs filter pattern
    #[arg(long, value_name = "PATTERN")]
    grep: Option<String>,
    /// Show when each line was written
    #[arg(short, long)]
    timestamps: bool,
}

impl Logs {
    pub(crate) fn run(self) -> Result<ExitCode> {
        super::wait(self.show())
    }

    async fn show(self) -> Result<ExitCode> {
        let client = super::client()?;
        let (mut streams, paint) = (Streams::new(&self), Paint::new(self.timestamps));
        let first = choose::tasks(&client, &self).await?;
        streams.add(&client, &first.tasks).await?;
        if streams.is_empty() && !first.tasks.is_empty() {
            bail!(
                "no container of {} logs to `awslogs`; `docker logs` on its machine may have its output",
                if first.one { "this task" } else { "these tasks" }
            );
        }
        let mut tail: Option<Tail> = None;
        let mut chosen = first;
        loop {
            let over = !self.follow || (chosen.one && chosen.all_stopped());
            for line in streams.news(&client).await? {
                paint.show(&line, streams.label());
            }
            if over {
                return Ok(ExitCode::SUCCESS);
            }
            if tail.as_ref().is_none_or(|t| !t.covers(&streams)) {
                // What comes between the last look and the tail's start is seen at the next look.
                tail = Tail::start(&client, &streams).await;
            }
            match &mut tail {
                Some(open) => match tokio::time::timeout(LOOK, open.news()).await {
                    Ok(Ok(names)) => {
                        streams.mark(&names);
                        if !open.knows_all(&streams, &names) {
                            chosen = self.again(&client, &mut streams).await?;
                        }
                        continue;
                    }
                    Ok(Err(_)) => tail = None,
                    Err(_) => {}
                },
                None => tokio::time::sleep(POLL).await,
            }
            streams.mark_all();
            chosen = self.again(&client, &mut streams).await?;
        }
    }

    /// Looks for the tasks anew.
    async fn again(&self, client: &crate::client::Client, streams: &mut Streams) -> Result<Chosen> {
        let chosen = choose::tasks(client, self).await?;
        streams.add(client, &chosen.tasks).await?;
        Ok(chosen)
    }
}
