//! `longshore wait SERVICE`: until its newest deployment is over, and as many tasks run as are wanted.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use clap::Args;

use super::{Which, follow};

#[derive(Args)]
pub(crate) struct Wait {
    #[command(flatten)]
    which: Which,
    /// Seconds to wait at most
    #[arg(long, default_value_t = 900)]
    timeout: u64,
}

impl Wait {
    pub(crate) fn run(self) -> Result<ExitCode> {
        super::super::wait(async {
            let client = crate::cli::client()?;
            self.which.describe(&client).await?;
            let arn = follow::newest(&client, &self.which).await?;
            let limit = Duration::from_secs(self.timeout);
            let code = follow::follow(&client, &self.which, &arn, limit).await?;
            match code == ExitCode::SUCCESS {
                true => follow::steady(&client, &self.which, limit).await,
                false => Ok(code),
            }
        })
    }
}
