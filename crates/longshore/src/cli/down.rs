//! `longshore down`: stops the server. With `--purge` also everything it ever made.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use rustix::process::{Signal, kill_process};

use crate::config::Config;
use crate::home::Home;
use crate::profile;
use crate::say::{self, Patience};

/// A server that does not end by itself within this is reported.
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Args)]
pub(crate) struct Down {
    /// Remove containers, networks, volumes, the AWS profile and all state
    #[arg(long)]
    purge: bool,
}

impl Down {
    pub(crate) fn run(self) -> Result<ExitCode> {
        let home = Home::find()?;
        let config = Config::load(&home)?;
        match home.server() {
            None => say::step("No server is running"),
            Some(pid) => {
                kill_process(pid, Signal::TERM).context("asking the server to stop")?;
                let mut patience = Patience::new("the server stops");
                let deadline = Instant::now() + PATIENCE;
                while home.server().is_some() {
                    if Instant::now() > deadline {
                        bail!(
                            "the server (process {}) did not stop within {} s",
                            pid.as_raw_nonzero(),
                            PATIENCE.as_secs()
                        );
                    }
                    patience.still();
                    std::thread::sleep(Duration::from_millis(20));
                }
                say::step(if self.purge {
                    "Stopped the server"
                } else {
                    "Stopped the server; containers keep running"
                });
            }
        }
        if self.purge {
            purge(&home, &config)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn purge(home: &Home, config: &Config) -> Result<()> {
    if config.engine != "none" && home.join("agent").exists() {
        let removed = super::wait(async {
            let things = agent::purge(&config.engine, &home.join("agent")).await?;
            Ok(things + agent::purge_images(&config.engine).await?)
        });
        match removed {
            Ok(n) => say::step(format_args!(
                "Removed {n} containers, networks, volumes and images of Longshore"
            )),
            Err(e) => say::warn(format_args!("containers were not removed: {e:#}")),
        }
    }
    if profile::remove()? {
        say::step("Removed the profile \"longshore\"");
    }
    if home.path().exists() {
        std::fs::remove_dir_all(home.path())
            .with_context(|| format!("removing `{}`", home.path().display()))?;
        say::step(format_args!("Removed {}", home.path().display()));
    }
    Ok(())
}
