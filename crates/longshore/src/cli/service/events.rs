//! `longshore events SERVICE`: what the scheduler did, and why it waits.

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use clap::Args;

use super::Which;

const LOOK: Duration = Duration::from_secs(1);

#[derive(Args)]
pub(crate) struct Events {
    #[command(flatten)]
    which: Which,
    /// Go on until interrupted
    #[arg(short, long)]
    follow: bool,
}

impl Events {
    pub(crate) fn run(self) -> Result<ExitCode> {
        super::super::wait(async {
            let client = crate::cli::client()?;
            let mut seen = BTreeSet::new();
            loop {
                let service = self.which.describe(&client).await?;
                // AWS tells the newest first; people read downwards.
                for event in service.events.unwrap_or_default().iter().rev() {
                    if seen.insert(event.id.clone()) {
                        let at = event.created_at.as_ref().map_or(0.0, |t| t.0);
                        let at = kernel::Time::from_seconds(at).iso();
                        out!("{at}  {}", event.message.as_deref().unwrap_or_default());
                    }
                }
                if !self.follow {
                    return Ok(ExitCode::SUCCESS);
                }
                tokio::time::sleep(LOOK).await;
            }
        })
    }
}
