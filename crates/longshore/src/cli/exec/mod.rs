//! `longshore exec TASK [-- COMMAND…]`: ExecuteCommand and the session in one, without the session manager plugin.
//!
//! * [`session`] — the client's end of the data channel · [`terminal`] — this terminal: raw, its size, its keys

mod session;
mod terminal;

use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use wire::ecs as w;

use super::find;

#[derive(Args)]
pub(crate) struct Exec {
    /// Task id or ARN; a unique beginning of the id is enough. A task that stopped lately will do as well: the command
    /// then sees what its container left
    task: String,
    #[arg(long, default_value = "default")]
    cluster: String,
    /// Which container; needed when the task has several
    #[arg(long)]
    container: Option<String>,
    /// The command and its arguments; `/bin/sh` when there are none
    #[arg(last = true)]
    command: Vec<String>,
}

impl Exec {
    /// Ends with the command's exit code.
    pub(crate) fn run(self) -> Result<ExitCode> {
        let client = super::client()?;
        let ended = super::wait(async {
            let task = find::task(&client, &self.cluster, &self.task).await?;
            let command = match self.command.as_slice() {
                [] => "/bin/sh".to_owned(),
                words => wire::ssm::words::join(words),
            };
            let ask = w::ExecuteCommandRequest {
                cluster: Some(self.cluster.clone()),
                container: self.container.clone(),
                command,
                interactive: true,
                task: task.task_arn.unwrap_or_default(),
            };
            let answer = client.call::<w::ExecuteCommand>(ask).await?;
            let granted = answer.session.context("the answer holds no session")?;
            session::run(&granted).await
        })?;
        match (ended.exit_code, ended.said) {
            (Some(code), _) => Ok(ExitCode::from(u8::try_from(code).unwrap_or(1))),
            (None, said) if said.is_empty() => Ok(ExitCode::SUCCESS),
            (None, said) => bail!("{}", said.trim()),
        }
    }
}
