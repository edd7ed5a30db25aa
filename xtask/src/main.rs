//! The project's chores, each one command: `cargo xtask <chore>`.
//!
//! - `models` cuts AWS's service models (from the pinned `botocore` package) down to `models/operations.toml`.
//! - `wire` turns `models/` into `crates/wire/src/gen`; `wire --check` fails when the committed files differ.

mod models;
mod wire;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::path::{Path, PathBuf};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Longshore's chores")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Cut the pinned AWS models down to models/operations.toml, and write models/<service>.json
    Models,
    /// Generate crates/wire/src/gen from models/
    Wire {
        /// Write nothing; fail when the committed files differ from what would be written
        #[arg(long)]
        check: bool,
    },
}

fn main() -> Result<()> {
    match Cli::parse().chore {
        Chore::Models => models::run(&root()),
        Chore::Wire { check } => wire::run(&root(), check),
    }
}

/// The workspace's root folder.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
