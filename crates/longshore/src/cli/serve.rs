//! `longshore server`: the server in the foreground, for `up` and for service managers.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use crate::config::Config;
use crate::home::Home;
use crate::server::{self, Options};

#[derive(Args)]
pub(crate) struct Serve {}

impl Serve {
    pub(crate) fn run(self) -> Result<ExitCode> {
        let home = Home::find()?;
        server::run(&home, &Config::load(&home)?, &Options::default(), |_| {})?;
        Ok(ExitCode::SUCCESS)
    }
}
