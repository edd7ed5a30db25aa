//! The command line: one file per command.

mod demo;
pub(crate) mod doctor;
mod down;
mod env;
mod exec;
mod find;
mod load;
mod logs;
mod serve;
mod service;
mod status;
mod up;
mod whoami;
mod why;

use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};

use crate::client::Client;
use crate::home::Home;

/// Amazon ECS on your own machines.
#[derive(Parser)]
#[command(name = "longshore", version, about, propagate_version = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start everything on this machine: API, agent, AWS profile
    Up(up::Up),
    /// Stop the server; containers keep running
    Down(down::Down),
    /// What is running here
    Status(status::Status),
    /// Print shell commands that point AWS clients at Longshore
    Env(env::Env),
    /// Check this machine: engine, ports, clients
    Doctor(doctor::Doctor),
    /// Run a sample task, step by step, with the aws commands it stands for
    Demo(demo::Demo),
    /// Show what tasks wrote, and follow it
    Logs(logs::Logs),
    /// Run a command in a container of a task, on this terminal
    Exec(exec::Exec),
    /// Roll a new revision of a service out, until it serves or was rolled back (exit code 3)
    Deploy(service::deploy::Deploy),
    /// What a deployment would change in a service's task definition
    Diff(service::diff::Diff),
    /// Go back to the revision of a service that served before
    Rollback(service::rollback::Rollback),
    /// Wait until a service's newest deployment is over (exit code 3 when it failed or was rolled back)
    Wait(service::wait::Wait),
    /// What the scheduler did for a service, and why it waits
    Events(service::events::Events),
    /// The services and tasks of a cluster at a glance
    Top(service::top::Top),
    /// Send requests at a steady rate, and tell what came of them
    Load(load::Load),
    /// What happened to a task, why, and what to do about it
    Why(why::Why),
    /// Where you are pointed, and as whom
    Whoami(whoami::Whoami),
    /// Serve in the foreground (what `up` starts)
    #[command(hide = true)]
    Server(serve::Serve),
}

impl Cli {
    pub(crate) fn run(self) -> Result<ExitCode> {
        match self.command {
            Command::Up(c) => c.run(),
            Command::Down(c) => c.run(),
            Command::Status(c) => c.run(),
            Command::Env(c) => c.run(),
            Command::Doctor(c) => c.run(),
            Command::Demo(c) => c.run(),
            Command::Logs(c) => c.run(),
            Command::Exec(c) => c.run(),
            Command::Deploy(c) => c.run(),
            Command::Diff(c) => c.run(),
            Command::Rollback(c) => c.run(),
            Command::Wait(c) => c.run(),
            Command::Events(c) => c.run(),
            Command::Top(c) => c.run(),
            Command::Load(c) => c.run(),
            Command::Why(c) => c.run(),
            Command::Whoami(c) => c.run(),
            Command::Server(c) => c.run(),
        }
    }
}

/// Runs a command's asynchronous part.
pub(crate) fn wait<T>(f: impl Future<Output = Result<T>>) -> Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("starting the runtime")?;
    runtime.block_on(f)
}

/// A client of the running server.
pub(crate) fn client() -> Result<Client> {
    Ok(Client::new(Home::find()?.access()?))
}
