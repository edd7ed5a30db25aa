//! `models/`: the list of what is served, and AWS's models cut down to it.
//!
//! - `list.rs`   `operations.toml`
//! - `model.rs`  one service model: the traits we know, everything else refused by name
//! - `fetch.py`  prints a model of the pinned package without prose
//! - `mod.rs`    fetch from the pinned package, keep what the listed operations reach, write

pub(crate) mod list;
pub(crate) mod model;

use anyhow::{Context, Result, bail, ensure};
use list::{List, Service};
use model::{Model, Pairs, Shape};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

const FETCH: &str = include_str!("fetch.py");

pub(crate) fn run(root: &Path) -> Result<()> {
    let list = List::read(root)?;
    for (name, service) in &list.services {
        let full = fetch(root, &list.botocore, service)?;
        let cut = cut(full, service).with_context(|| format!("service `{name}`"))?;
        let mut text = serde_json::to_string_pretty(&cut)?;
        text.push('\n');
        std::fs::write(path(root, name), text)?;
    }
    Ok(())
}

/// Where a service's cut model lives.
pub(crate) fn path(root: &Path, service: &str) -> PathBuf {
    root.join("models").join(format!("{service}.json"))
}

fn fetch(root: &Path, version: &str, service: &Service) -> Result<Model> {
    let python =
        std::env::var_os("LONGSHORE_PYTHON").map_or_else(|| root.join(".venv/bin/python"), PathBuf::from);
    let out = Command::new(&python)
        .args(["-c", FETCH, version, &service.model])
        .output()
        .with_context(|| format!("could not run `{}`", python.display()))?;
    ensure!(
        out.status.success(),
        "reading `{}`: {}",
        service.model,
        String::from_utf8_lossy(&out.stderr)
    );
    serde_json::from_slice(&out.stdout).with_context(|| format!("model `{}`", service.model))
}

/// Keeps the listed operations, their errors, and the shapes they reach.
fn cut(full: Model, service: &Service) -> Result<Model> {
    let wanted: BTreeSet<&str> = service.operations.iter().map(String::as_str).collect();
    let operations: Pairs<_> = full
        .operations
        .into_iter()
        .filter(|(n, _)| wanted.contains(n.as_str()))
        .collect();
    for name in &wanted {
        ensure!(
            operations.get(name).is_some(),
            "no operation `{name}` in the model"
        );
    }
    let mut todo: Vec<String> = Vec::new();
    for (_, op) in operations.iter() {
        todo.extend(
            op.input
                .iter()
                .chain(&op.output)
                .chain(&op.errors)
                .map(|r| r.shape.clone()),
        );
    }
    let mut seen: BTreeSet<String> = BTreeSet::new();
    while let Some(name) = todo.pop() {
        let Some(shape) = full.shapes.get(&name) else {
            bail!("no shape `{name}` in the model")
        };
        if seen.insert(name) {
            todo.extend(reached(shape));
        }
    }
    let shapes = full
        .shapes
        .into_iter()
        .filter(|(n, _)| seen.contains(n))
        .collect();
    Ok(Model {
        operations,
        shapes,
        ..full
    })
}

fn reached(shape: &Shape) -> impl Iterator<Item = String> + '_ {
    let members = shape.members.iter().map(|(_, m)| m.shape.clone());
    members.chain(
        [&shape.member, &shape.key, &shape.value]
            .into_iter()
            .flatten()
            .map(|m| m.shape.clone()),
    )
}
