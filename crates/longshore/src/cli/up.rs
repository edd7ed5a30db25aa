//! `longshore up`: every step is idempotent, printed, and has its own error.

use std::fs::OpenOptions;
use std::net::IpAddr;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use clap::Args;

use super::doctor;
use crate::client::Client;
use crate::config::Config;
use crate::home::Home;
use crate::profile;
use crate::say::{self, Patience};
use crate::server::{self, Options};

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Args)]
pub(crate) struct Up {
    /// Port of the API, 4580 unless set before
    #[arg(long)]
    port: Option<u16>,
    /// Address to listen on, loopback unless set before
    #[arg(long)]
    listen: Option<IpAddr>,
    /// Port that speaks TLS too, with a certificate of the local authority (ca.pem in the state folder)
    #[arg(long)]
    tls_port: Option<u16>,
    /// Container engine: auto, none, or an address such as unix:///var/run/docker.sock
    #[arg(long)]
    engine: Option<String>,
    /// Account id, twelve digits; fixed once the installation is made
    #[arg(long)]
    account: Option<String>,
    /// Home region; fixed once the installation is made
    #[arg(long)]
    region: Option<String>,
    /// Do not write the AWS profile `longshore`
    #[arg(long)]
    no_profile: bool,
    /// Keep nothing, stay in the foreground, serve POST /_longshore/reset: for tests
    #[arg(long)]
    ephemeral: bool,
    /// Root access key id to use instead of a random one (with --ephemeral)
    #[arg(long, requires = "ephemeral", requires = "secret_key")]
    access_key: Option<String>,
    /// Root secret key to use instead of a random one (with --ephemeral)
    #[arg(long, requires = "ephemeral", requires = "access_key")]
    secret_key: Option<String>,
}

impl Up {
    pub(crate) fn run(self) -> Result<ExitCode> {
        if self.ephemeral {
            return self.ephemeral();
        }
        let home = Home::find()?;
        let new = !home.exists();
        let mut config = Config::load(&home)?;
        let before = config.clone();
        self.choose(&mut config, new)?;
        config.check()?;
        home.create()?;
        if new || config != before {
            config.save(&home)?;
        }
        engine(&config);
        say::step(format_args!(
            "State in {} ({})",
            home.path().display(),
            if new { "new" } else { "kept" }
        ));
        let running = home.server().is_some();
        if running && config != before {
            bail!(
                "the server is running with other settings: `longshore down` first, then `longshore up` again"
            );
        }
        if !running {
            start(&home, &config)?;
        }
        say::step(format_args!(
            "API on {}      (only this machine)",
            config.endpoint()
        ));
        if config.tls_port != 0 {
            say::step(format_args!(
                "TLS on {}:{}; clients trust {}",
                config.listen,
                config.tls_port,
                home.join("ca.pem").display()
            ));
        }
        self.joined(&home, &config)?;
        self.profile(&home)?;
        out!("  Try:      aws ecs list-clusters --profile longshore");
        out!("  Stop:     longshore down      Remove everything: longshore down --purge");
        Ok(ExitCode::SUCCESS)
    }

    fn choose(&self, config: &mut Config, new: bool) -> Result<()> {
        let fixed = |name: &str, old: &str, given: &Option<String>| match given {
            Some(g) if !new && g != old => bail!(
                "this installation has {name} `{old}`; it cannot be changed (`longshore down --purge` starts over)"
            ),
            _ => Ok(()),
        };
        fixed("account", &config.account, &self.account)?;
        fixed("region", &config.region, &self.region)?;
        let set = |to: &mut String, from: &Option<String>| from.clone_into_some(to);
        set(&mut config.account, &self.account);
        set(&mut config.region, &self.region);
        set(&mut config.engine, &self.engine);
        config.port = self.port.unwrap_or(config.port);
        config.listen = self.listen.unwrap_or(config.listen);
        config.tls_port = self.tls_port.unwrap_or(config.tls_port);
        Ok(())
    }

    /// Waits until this machine's agent has joined, which takes an engine.
    fn joined(&self, home: &Home, config: &Config) -> Result<()> {
        if config.engine == "none" {
            say::step("No engine here (--engine none): tasks run on machines that join");
            return Ok(());
        }
        if doctor::engine(&config.engine).is_err() {
            return Ok(());
        }
        let client = Client::new(home.access()?);
        let mut patience = Patience::new("this machine's agent joins the cluster");
        let deadline = Instant::now() + PATIENCE;
        let joined = super::wait(async {
            loop {
                let machines = super::status::machines(&client).await?;
                if machines.iter().any(|m| m.agent_connected == Some(true)) {
                    return Ok(Some(machines));
                }
                if Instant::now() > deadline {
                    return Ok(None);
                }
                patience.still();
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        })?;
        match joined {
            Some(machines) => {
                let (cpu, memory) = machines.first().map(super::status::size).unwrap_or_default();
                say::step(format_args!(
                    "This machine joined cluster \"default\" as a container instance and as Fargate capacity: {} vCPU, {:.1} GiB",
                    cpu / 1024,
                    memory as f64 / 1024.0
                ));
            }
            None => say::warn(format_args!(
                "this machine's agent has not joined yet; `longshore status` and {} tell more",
                home.join("server.log").display()
            )),
        }
        Ok(())
    }

    fn profile(&self, home: &Home) -> Result<()> {
        if self.no_profile {
            return Ok(());
        }
        let (config, credentials) = profile::files()?;
        let changed = profile::write(&home.access()?)?;
        let verb = if changed { "Wrote" } else { "Kept" };
        say::step(format_args!(
            "{verb} profile \"longshore\" in {} and {}",
            config.display(),
            credentials.display()
        ));
        if let Some(problem) = doctor::old_aws_cli() {
            say::warn(problem);
        }
        Ok(())
    }

    /// Nothing is kept: the server runs here, in the foreground, in a folder of its own that is removed at the end.
    fn ephemeral(self) -> Result<ExitCode> {
        let folder = std::env::temp_dir().join(format!("longshore-{}", std::process::id()));
        let home = Home::at(folder.clone());
        let mut config = Config::default();
        self.choose(&mut config, true)?;
        let root_keys = self.access_key.clone().zip(self.secret_key.clone());
        let options = Options {
            ephemeral: true,
            root_keys,
        };
        let done = server::run(&home, &config, &options, |access| {
            say::step(format_args!(
                "Serving on {} (ephemeral: nothing is kept; Ctrl-C ends it)",
                access.endpoint
            ));
            out!("  export AWS_ENDPOINT_URL={}", access.endpoint);
            // botocore reads the one, every other SDK the other.
            out!("  export AWS_REGION={0} AWS_DEFAULT_REGION={0}", access.region);
            out!("  export AWS_ACCESS_KEY_ID={}", access.access_key_id);
            out!("  export AWS_SECRET_ACCESS_KEY={}", access.secret_access_key);
            out!(
                "  Erase everything: curl -X POST {}/_longshore/reset",
                access.endpoint
            );
        });
        if home.join("agent").exists() {
            super::wait(agent::purge(&config.engine, &home.join("agent")))?;
        }
        if folder.exists() {
            std::fs::remove_dir_all(&folder).with_context(|| format!("removing `{}`", folder.display()))?;
        }
        done.map(|()| ExitCode::SUCCESS)
    }
}

trait CloneIntoSome {
    fn clone_into_some(&self, to: &mut String);
}

impl CloneIntoSome for Option<String> {
    fn clone_into_some(&self, to: &mut String) {
        if let Some(s) = self {
            to.clone_from(s);
        }
    }
}

fn engine(config: &Config) {
    if config.engine == "none" {
        return;
    }
    match doctor::engine(&config.engine) {
        Ok(found) => say::step(found),
        Err(why) => say::warn(format_args!(
            "{why:#}. Tasks wait until an engine appears; it is noticed within 10 s"
        )),
    }
}

/// Starts the server in the background and waits until it answers.
fn start(home: &Home, config: &Config) -> Result<()> {
    let log = home.join("server.log");
    let file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(&log)
        .with_context(|| format!("opening `{}`", log.display()))?;
    let me = std::env::current_exe().context("finding this program")?;
    let mut child = Command::new(me)
        .arg("server")
        .env("LONGSHORE_HOME", home.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(file)
        // Its own process group: Ctrl-C in this terminal is not meant for it.
        .process_group(0)
        .spawn()
        .context("starting the server")?;
    let mut patience = Patience::new("the server starts");
    let deadline = Instant::now() + PATIENCE;
    super::wait(async {
        loop {
            if home.server().is_some() && Client::healthy(&config.endpoint()).await {
                return Ok(());
            }
            if let Some(why) = ended(&mut child, &log)? {
                bail!("the server ended at once: {why}");
            }
            if Instant::now() > deadline {
                bail!(
                    "the server did not answer within {} s; see `{}`",
                    PATIENCE.as_secs(),
                    log.display()
                );
            }
            patience.still();
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
}

/// The last line of the log when the server is gone.
fn ended(child: &mut Child, log: &std::path::Path) -> Result<Option<String>> {
    if child.try_wait()?.is_none() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let last = text
        .lines()
        .rev()
        .find(|l| !l.trim().is_empty())
        .unwrap_or("it said nothing");
    Ok(Some(last.trim_start_matches("✘ ").to_owned()))
}
