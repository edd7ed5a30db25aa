//! `longshore doctor`: what this machine has and lacks, each with its remedy.

use std::net::TcpListener;
use std::process::{Command, ExitCode};

use anyhow::{Result, anyhow};
use clap::Args;

use crate::config::Config;
use crate::home::Home;
use crate::say;

#[derive(Args)]
pub(crate) struct Doctor {}

impl Doctor {
    pub(crate) fn run(self) -> Result<ExitCode> {
        let home = Home::find()?;
        let config = Config::load(&home)?;
        let mut well = true;
        let mut row = |r: Result<String>| match r {
            Ok(text) => say::step(text),
            Err(e) => {
                well = false;
                out!("{} {e:#}", say::cross());
            }
        };
        row(if config.engine == "none" {
            Ok("No engine is wanted here (engine = none)".into())
        } else {
            engine(&config.engine)
        });
        row(server(&home, &config));
        row(aws_cli());
        Ok(if well {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    }
}

/// The engine that would be used, in one line; else why there is none and what to do.
pub(crate) fn engine(choice: &str) -> Result<String> {
    super::wait(async {
        let e = agent::engine_probe(choice).await.map_err(|why| anyhow!(why))?;
        Ok(format!(
            "Container engine {} at {} ({}, API {})",
            e.version, e.host, e.kind, e.api
        ))
    })
}

fn server(home: &Home, config: &Config) -> Result<String> {
    if let Some(pid) = home.server() {
        return Ok(format!(
            "The server runs (process {}) on {}",
            pid.as_raw_nonzero(),
            config.endpoint()
        ));
    }
    match TcpListener::bind((config.listen, config.port)) {
        Ok(_) => Ok(format!(
            "Port {} is free; the server is not running (`longshore up`)",
            config.port
        )),
        Err(e) => {
            let who = owner_of(config.port).map_or_else(|| e.to_string(), |o| format!("held by {o}"));
            Err(anyhow!(
                "port {} cannot be used: {who}. Choose another with `longshore up --port`",
                config.port
            ))
        }
    }
}

/// Which process listens on a TCP port, as `name (process n)`: through /proc/net/tcp and the descriptors of /proc/*.
pub(crate) fn owner_of(port: u16) -> Option<String> {
    let mut inodes = Vec::new();
    for table in ["/proc/net/tcp", "/proc/net/tcp6"] {
        for line in std::fs::read_to_string(table).unwrap_or_default().lines().skip(1) {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let local = fields
                .get(1)
                .and_then(|a| a.rsplit(':').next())
                .and_then(|p| u16::from_str_radix(p, 16).ok());
            if local == Some(port) && fields.get(3) == Some(&"0A") {
                inodes.extend(fields.get(9).map(|i| format!("socket:[{i}]")));
            }
        }
    }
    for process in std::fs::read_dir("/proc").ok()?.flatten() {
        let Ok(fds) = std::fs::read_dir(process.path().join("fd")) else {
            continue;
        };
        let holds = fds
            .flatten()
            .filter_map(|fd| std::fs::read_link(fd.path()).ok())
            .any(|l| inodes.iter().any(|i| l.as_os_str() == i.as_str()));
        if holds {
            let name = std::fs::read_to_string(process.path().join("comm")).unwrap_or_default();
            return Some(format!(
                "{} (process {})",
                name.trim(),
                process.file_name().to_string_lossy()
            ));
        }
    }
    None
}

fn aws_cli() -> Result<String> {
    match version() {
        None => Ok("The aws CLI is not installed (`pipx install awscli`); Longshore does not need it".into()),
        Some(v) => match old_aws_cli() {
            None => Ok(format!("aws CLI {}", v.join("."))),
            Some(problem) => Err(anyhow!(problem)),
        },
    }
}

fn version() -> Option<Vec<String>> {
    let out = Command::new("aws").arg("--version").output().ok()?;
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let number = text
        .strip_prefix("aws-cli/")?
        .split_whitespace()
        .next()?
        .to_owned();
    Some(number.split('.').map(str::to_owned).collect())
}

/// CLIs before 1.29.0 and 2.13.0 do not know `endpoint_url` in a profile and would call AWS itself.
pub(crate) fn old_aws_cli() -> Option<String> {
    let v = version()?;
    let n = |i: usize| v.get(i).and_then(|x| x.parse::<u32>().ok()).unwrap_or(0);
    let old = match n(0) {
        1 => n(1) < 29,
        2 => n(1) < 13,
        _ => false,
    };
    old.then(|| format!("the aws CLI here ({}) ignores `endpoint_url` and would call AWS itself: use 1.29 or 2.13 and newer (`pipx install awscli`)", v.join(".")))
}
