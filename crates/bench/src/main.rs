//! The figures of SPECIFICATION.md, measured: each as a ratio against a peer or the raw engine in one run.
//!
//! Targets are interleaved round by round; figures are medians. On a busy machine believe, in this order: ratios of
//! interleaved rounds, CPU per request, rates, latencies.
//!
//! * [`figures`] — one function per figure · [`fleet`] — those of placement · [`logs`] — of logs · [`tasks`] — of starts
//! * [`balancer`] — those of the load balancers' data plane
//! * [`registry`] — images pushed and pulled · [`services`] — services next to Docker Swarm's
//! * [`load`] — signed requests on keep-alive connections · [`secure`] — over TLS
//! * [`server`] — a Longshore of our own, in a folder of its own · [`peers`] — moto_server, etcd, HAProxy, docker-registry, where
//!   installed
//! * [`engine`] — the raw container engine · [`process`] — CPU and memory from /proc

#![allow(clippy::print_stdout, reason = "a benchmark prints")]

mod balancer;
mod engine;
mod figures;
mod fleet;
mod load;
mod logs;
mod peers;
mod process;
mod registry;
mod secure;
mod server;
mod services;
mod tasks;

use anyhow::Result;
use clap::Parser;
use serde_json::{Value, json};

#[derive(Parser)]
struct Cli {
    /// The longshore binary, built for release
    #[arg(long)]
    longshore: std::path::PathBuf,
    /// Python with moto installed, for the peer
    #[arg(long)]
    python: Option<std::path::PathBuf>,
    /// Only figures whose name contains this
    #[arg(long)]
    only: Option<String>,
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Seconds of each round
    #[arg(long, default_value_t = 3.0)]
    seconds: f64,
    /// Mebibytes of log lines that are searched
    #[arg(long, default_value_t = 1024)]
    mib: u64,
}

fn main() -> Result<()> {
    let cli = Cli::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(figures::run(&cli))
}

/// One result, as a line of JSON.
fn tell(name: &str, mut figure: Value) {
    if let Some(o) = figure.as_object_mut() {
        o.insert("figure".into(), json!(name));
    }
    println!("{figure}");
}

/// The middle of some numbers; 0 of none.
fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(0.0)
}

/// Three significant digits are more than a busy machine gives.
fn round(x: f64) -> f64 {
    (x * 1000.0).round() / 1000.0
}
