//! The binary: one program that is the server, the node's agent and the command line.
//!
//! * [`cli`] — one file per command · [`profile`] — the AWS profile it writes
//! * [`server`] — the one place that knows every crate and puts them together
//! * [`config`] — `longshore.toml` · [`home`] — where state lives · [`client`] — a small signed API client
//! * [`say`] — what is printed, and how

// The CLI's job is to print.
#![allow(clippy::print_stderr, reason = "a command line tells its errors there")]

/// One line on standard output. A reader that has gone away (`| head`) ends the program quietly.
macro_rules! out {
    ($($text:tt)*) => { $crate::say::line(format_args!($($text)*)) };
}

mod cli;
mod client;
mod config;
mod home;
mod profile;
mod say;
mod server;

use clap::Parser as _;

#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    let cli = cli::Cli::parse();
    match cli.run() {
        Ok(code) => code,
        Err(e) => {
            eprintln!("{} {e:#}", say::cross());
            std::process::ExitCode::FAILURE
        }
    }
}
