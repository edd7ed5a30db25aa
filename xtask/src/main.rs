//! The project's chores, each one command: `cargo xtask <chore>`.
//!
//! - `models` cuts AWS's service models (from the pinned `botocore` package) down to `models/operations.toml`.
//! - `wire` turns `models/` into `crates/wire/src/gen`; `wire --check` fails when the committed files differ.
//! - `tidy` checks what no compiler does: crate arrows, purity, file sizes, coverage of operations, documents in step.
//! - `bench` measures the figures of SPECIFICATION.md with a release build.
//! - `ci` is everything that must hold before a change lands; `make test` calls it.

mod ci;
mod models;
mod tidy;
mod wire;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

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
    /// Check the house rules
    Tidy {
        /// Rewrite docs/operations.md instead of checking it
        #[arg(long)]
        write: bool,
    },
    /// Measure the figures of SPECIFICATION.md (release build)
    Bench {
        /// Handed on: --only NAME, --rounds N, --seconds S
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        more: Vec<String>,
    },
    /// Everything that must hold before a change lands
    Ci {
        /// Only the steps whose names contain this
        #[arg(long)]
        only: Option<String>,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse().chore) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            say(format_args!("✘ {e:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(chore: Chore) -> Result<()> {
    match chore {
        Chore::Models => models::run(&root()),
        Chore::Wire { check } => wire::run(&root(), check),
        Chore::Tidy { write } => tidy::run(&root(), write),
        Chore::Bench { more } => ci::bench(&root(), &more),
        Chore::Ci { only } => ci::run(&root(), only.as_deref()),
    }
}

/// The workspace's root folder.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// One line for whoever watches.
#[allow(clippy::print_stdout, reason = "chores tell what they do")]
pub(crate) fn say(text: impl std::fmt::Display) {
    println!("{text}");
}
