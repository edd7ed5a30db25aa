//! `longshore whoami`.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use crate::client::Client;
use crate::home::Home;

#[derive(Args)]
pub(crate) struct Whoami {}

impl Whoami {
    pub(crate) fn run(self) -> Result<ExitCode> {
        let access = Home::find()?.access()?;
        let (endpoint, region) = (access.endpoint.clone(), access.region.clone());
        let (account, arn) = super::wait(Client::new(access).whoami())?;
        out!("{arn}\n  account {account}, region {region}, endpoint {endpoint}");
        // Where the user's own AWS clients point is a different question, and the one that bites.
        let pointed = std::env::var("AWS_ENDPOINT_URL").is_ok_and(|e| e == endpoint)
            || std::env::var("AWS_PROFILE").is_ok_and(|p| p == "longshore");
        if !pointed {
            out!(
                "  this shell's AWS clients are not pointed here: run `eval $(longshore env)`, or pass `--profile longshore`"
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}
