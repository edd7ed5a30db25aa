//! Every member of a task definition has a row in `docs/task-definition.md`: honoured, or refused, and the test that
//! shows it. The tests say so themselves, above their name:
//!
//! ```python
//! @covers("containerDefinitions[].cpu")
//! @refuses("containerDefinitions[].secrets[].name", by="longshore.capability.secrets")
//! ```

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::{Complaints, Tree};
use crate::models::model::{Kind, Model};

const TABLE: &str = "docs/task-definition.md";
const CASES: &str = "conformance/fields/";
const OPERATION: &str = "RegisterTaskDefinition";

const HEAD: &str = "# Task definitions, member by member

Written by `cargo xtask tidy --write` from the model of `RegisterTaskDefinition` and the marks on the cases of
`conformance/fields/`; a member without a case fails `cargo xtask tidy`.

*Honoured*: the case starts real containers and reads the member's effect from the engine, the processes or the control
groups, or from what the API answers where the member concerns the control plane alone. *Refused*: the case shows the
error of `RegisterTaskDefinition` or, where an attribute is named, that the definition is kept and asks for the
attribute, so that placement names it until a node offers it. A member may be both: some of its values are honoured.
";

/// What the cases say of one member: by what it is refused (empty when honoured), and in which case.
type Ledger = BTreeMap<String, Vec<(String, String)>>;

pub(super) fn check(root: &Path, tree: &Tree, write: bool, wrong: &mut Complaints) -> Result<()> {
    let model = tree
        .get("models/ecs.json")
        .context("models/ecs.json is missing")?;
    let model: Model = serde_json::from_str(model).context("reading models/ecs.json")?;
    let ledger = ledger(tree);
    let mut out = HEAD.to_owned();
    let mut known = Vec::new();
    let input = model.operations.get(OPERATION).and_then(|o| o.input.as_ref());
    let input = input.context("the model lacks RegisterTaskDefinition")?;
    members(&model, &input.shape, "", &mut known);
    let mut part = "";
    for name in &known {
        let (head, short) = match name.split_once("[].") {
            Some((head @ ("containerDefinitions" | "volumes"), rest)) => (head, rest),
            _ => ("the task", name.as_str()),
        };
        if head != part {
            let _ = write!(out, "\n## {head}\n\n| member | | case |\n|---|---|---|\n");
            part = head;
        }
        let Some(said) = ledger.get(name) else {
            wrong.push(format!("`{name}` of a task definition has no case in {CASES}"));
            continue;
        };
        let mut rows: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (by, case) in said {
            rows.entry(by).or_default().push(case);
        }
        for (by, cases) in rows {
            let how = match by {
                "" => "honoured".to_owned(),
                by => format!("refused: {by}"),
            };
            let _ = writeln!(out, "| `{short}` | {how} | {} |", cases.join(", "));
        }
    }
    for name in ledger.keys().filter(|n| !known.contains(n)) {
        wrong.push(format!("{CASES} names `{name}`, which no task definition has"));
    }
    if write {
        std::fs::write(root.join(TABLE), out).context("writing docs/task-definition.md")?;
    } else if tree.get(TABLE) != Some(out.as_str()) {
        wrong.push(format!("{TABLE} is not current: cargo xtask tidy --write"));
    }
    Ok(())
}

/// Members that hold a value, by their path; those of the task first, as the document's parts are ordered.
fn members(model: &Model, shape: &str, path: &str, out: &mut Vec<String>) {
    let Some(s) = model.shapes.get(shape) else { return };
    match (s.r#type, &s.member) {
        (Kind::Structure, _) => {
            // A structure of the first level is a part of the document of its own, after the plain members.
            let (plain, parts): (Vec<_>, Vec<_>) = s
                .members
                .iter()
                .partition(|(n, _)| !matches!(*n, "containerDefinitions" | "volumes"));
            for (name, target) in plain.into_iter().chain(parts) {
                let dot = if path.is_empty() { "" } else { "." };
                members(model, &target.shape, &format!("{path}{dot}{name}"), out);
            }
        }
        (Kind::List, Some(item)) if is_structure(model, &item.shape) => {
            members(model, &item.shape, &format!("{path}[]"), out);
        }
        _ => out.push(path.to_owned()),
    }
}

fn is_structure(model: &Model, shape: &str) -> bool {
    model
        .shapes
        .get(shape)
        .is_some_and(|s| s.r#type == Kind::Structure)
}

/// Reads the marks: everything quoted between `@covers(` or `@refuses(` and the name of the case below.
fn ledger(tree: &Tree) -> Ledger {
    let mut all = Ledger::new();
    for (path, text) in tree.written("py").filter(|(p, _)| p.starts_with(CASES)) {
        let file = path.strip_prefix("conformance/").unwrap_or(path);
        for (at, _) in text.match_indices("\n@") {
            let rest = text.get(at + 2..).unwrap_or_default();
            let marks = ["covers(", "refuses("];
            let Some(below) = marks.iter().find_map(|mark| rest.strip_prefix(mark)) else {
                continue;
            };
            let inside = ["\n@", "\ndef "]
                .iter()
                .fold(below, |text, end| text.split(end).next().unwrap_or(text));
            let Some((_, case)) = below.split_once("\ndef ") else {
                continue;
            };
            let case = case.split('(').next().unwrap_or_default();
            let (names, by) = inside.split_once("by=").unwrap_or((inside, ""));
            let by = by.split('"').nth(1).unwrap_or_default();
            for name in names.split('"').skip(1).step_by(2) {
                let told = (by.to_owned(), format!("`{file}::{case}`"));
                all.entry(name.to_owned()).or_default().push(told);
            }
        }
    }
    all
}
