//! `longshore env`: shell commands that point AWS clients here; `eval $(longshore env)`.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::home::Home;

#[derive(Args)]
pub(crate) struct Env {
    /// Keys and endpoint instead of the profile's name
    #[arg(long)]
    keys: bool,
    /// Take the variables back
    #[arg(long)]
    unset: bool,
    #[arg(long, value_enum, default_value_t = Shell::Sh)]
    shell: Shell,
}

#[derive(Clone, Copy, ValueEnum)]
enum Shell {
    Sh,
    Fish,
    Powershell,
    Dotenv,
}

impl Env {
    pub(crate) fn run(self) -> Result<ExitCode> {
        let mut pairs = Vec::new();
        if self.keys {
            let a = Home::find()?.access()?;
            pairs.extend([
                ("AWS_ENDPOINT_URL", a.endpoint),
                ("AWS_ACCESS_KEY_ID", a.access_key_id),
                ("AWS_SECRET_ACCESS_KEY", a.secret_access_key),
                ("AWS_REGION", a.region.clone()),
                ("AWS_DEFAULT_REGION", a.region),
                ("AWS_DISABLE_HOST_PREFIX_INJECTION", "true".to_owned()),
            ]);
        } else {
            pairs.push(("AWS_PROFILE", "longshore".to_owned()));
        }
        for (name, value) in pairs {
            out!("{}", self.line(name, &value));
        }
        Ok(ExitCode::SUCCESS)
    }

    fn line(&self, name: &str, value: &str) -> String {
        match (self.shell, self.unset) {
            (Shell::Sh, false) => format!("export {name}='{}'", value.replace('\'', "'\\''")),
            (Shell::Sh, true) => format!("unset {name}"),
            (Shell::Fish, false) => format!(
                "set -gx {name} '{}'",
                value.replace('\\', "\\\\").replace('\'', "\\'")
            ),
            (Shell::Fish, true) => format!("set -e {name}"),
            (Shell::Powershell, false) => format!("$env:{name} = '{}'", value.replace('\'', "''")),
            (Shell::Powershell, true) => format!("Remove-Item Env:{name}"),
            (Shell::Dotenv, false) => format!("{name}={value}"),
            (Shell::Dotenv, true) => format!("# {name}"),
        }
    }
}
