//! Everything that must hold before a change lands, in the order in which it fails fastest.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};

use crate::say;

/// A step: its name, program, arguments, and variables.
struct Step {
    name: &'static str,
    program: String,
    args: Vec<String>,
    env: Vec<(&'static str, String)>,
}

pub(crate) fn run(root: &Path, only: Option<&str>) -> Result<()> {
    let started = Instant::now();
    let mut ran = 0;
    for step in steps(root) {
        if only.is_some_and(|o| !step.name.contains(o)) {
            continue;
        }
        say(format_args!("\n── {} ──", step.name));
        let at = Instant::now();
        let status = Command::new(&step.program)
            .args(&step.args)
            .envs(step.env.iter().map(|(k, v)| (k, v)))
            .current_dir(root)
            .status()
            .with_context(|| format!("starting `{}`", step.program))?;
        if !status.success() {
            bail!(
                "step `{}` failed ({status}); again with: cargo xtask ci --only '{}'",
                step.name,
                step.name
            );
        }
        say(format_args!("✔ {} ({} s)", step.name, at.elapsed().as_secs()));
        ran += 1;
    }
    if ran == 0 {
        bail!("no step is called so");
    }
    say(format_args!(
        "\n✔ all {ran} steps hold ({} s)",
        started.elapsed().as_secs()
    ));
    Ok(())
}

fn steps(root: &Path) -> Vec<Step> {
    let step = |name, line: &str| {
        let mut words = line.split_whitespace().map(str::to_owned);
        Step {
            name,
            program: words.next().unwrap_or_default(),
            args: words.collect(),
            env: Vec::new(),
        }
    };
    let python = root.join(".venv/bin/python").display().to_string();
    let bin = root.join("target/debug/longshore").display().to_string();
    let pytest = |name, what: &str| Step {
        env: vec![
            ("LONGSHORE_BIN", bin.clone()),
            ("LONGSHORE_PYTHON", python.clone()),
        ],
        ..step(
            name,
            &format!("{python} -m pytest -q -p no:cacheprovider --durations=5 {what}"),
        )
    };
    let mut steps = vec![
        step("format", "cargo fmt --all --check"),
        step("generated files", "cargo xtask wire --check"),
        step("tidy", "cargo xtask tidy"),
        step(
            "lints",
            "cargo clippy --workspace --all-targets --quiet -- -D warnings",
        ),
    ];
    if tool("cargo-deny") {
        steps.push(step(
            "licences and sources",
            "cargo deny --offline check licenses bans sources",
        ));
    }
    let nextest = if tool("cargo-nextest") {
        "cargo nextest run --workspace"
    } else {
        "cargo test --workspace --quiet"
    };
    steps.push(step("rust tests", nextest));
    steps.push(step(
        "simulation",
        "cargo run --quiet --profile sim --package sim -- 10000",
    ));
    steps.push(step(
        "build",
        "cargo build --package longshore --package wire --example echo",
    ));
    steps.push(step("build the binary", "cargo build --package longshore"));
    steps.push(pytest("wire conformance", "conformance/wire"));
    steps.push(pytest(
        "api conformance",
        "conformance --ignore=conformance/wire --ignore=conformance/e2e --ignore=conformance/fields --ignore=conformance/clients",
    ));
    steps.push(pytest("end to end", "conformance/e2e"));
    steps.push(pytest("task definition fields", "conformance/fields"));
    steps.push(pytest("deployment tools", "conformance/clients"));
    steps
}

/// Builds for release and measures.
pub(crate) fn bench(root: &Path, more: &[String]) -> Result<()> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
    let built = Command::new("cargo")
        .args([
            "build",
            "--release",
            "--package",
            "longshore",
            "--package",
            "bench",
        ])
        .current_dir(root)
        .status()?;
    if !built.success() {
        bail!("the release build failed");
    }
    let python = root.join(".venv/bin/python");
    let mut bench = Command::new(target.join("release/bench"));
    bench
        .arg("--longshore")
        .arg(target.join("release/longshore"))
        .args(more);
    if python.exists() {
        bench.arg("--python").arg(python);
    }
    let done = bench.status().context("starting the benchmark")?;
    if done.success() {
        Ok(())
    } else {
        bail!("the benchmark failed")
    }
}

fn tool(name: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|p| std::env::split_paths(&p).any(|d| d.join(name).exists()))
}
