//! Which crate may name which: everything points down, services never at each other.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::Complaints;

/// The crates of ours that a crate may depend on; `*` is any. Tests may use more (`dev-dependencies`).
const ALLOWED: &[(&str, &[&str])] = &[
    ("wire", &[]),
    ("pause", &[]),
    ("kernel", &["wire"]),
    ("store", &["kernel", "wire"]),
    ("bench", &["wire", "kernel", "store", "ecs"]),
    ("sim", &["*"]),
    ("longshore", &["*"]),
    ("xtask", &[]),
];
/// Everybody else.
const OTHERS: &[&str] = &["kernel", "wire"];

pub(super) fn check(root: &Path, wrong: &mut Complaints) -> Result<()> {
    let out = Command::new("cargo")
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root)
        .output()
        .context("asking cargo for the crates")?;
    let metadata: Value = serde_json::from_slice(&out.stdout).context("reading cargo metadata")?;
    let packages = metadata
        .get("packages")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let name = |v: &Value| {
        v.get("name")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let ours: Vec<String> = packages.iter().map(name).collect();
    for p in &packages {
        let from = name(p);
        let allowed = ALLOWED
            .iter()
            .find(|(n, _)| *n == from)
            .map_or(OTHERS, |(_, a)| a);
        let dependencies = p
            .get("dependencies")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        for d in dependencies
            .iter()
            .filter(|d| d.get("kind").is_none_or(Value::is_null))
        {
            let to = name(d);
            if ours.contains(&to) && !allowed.contains(&"*") && !allowed.contains(&to.as_str()) {
                wrong.push(format!(
                    "crate `{from}` must not depend on `{to}` (ARCHITECTURE.md, dependency direction)"
                ));
            }
        }
    }
    Ok(())
}
