//! Every operation in `models/operations.toml` has a handler with an IAM resource rule and a conformance case; the
//! table of them is `docs/operations.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::{Complaints, Tree};

const TABLE: &str = "docs/operations.md";

/// What is known of one operation.
#[derive(Default)]
struct Row {
    /// `ecs::cluster::ops::create`, and the rule before it.
    handler: Option<String>,
    rule: Option<String>,
    cases: Vec<String>,
}

pub(super) fn check(root: &Path, tree: &Tree, write: bool, wrong: &mut Complaints) -> Result<()> {
    let mut rows = listed(tree)?;
    handlers(tree, &mut rows);
    cases(tree, &mut rows);
    for ((service, operation), row) in &rows {
        if row.handler.is_none() {
            wrong.push(format!(
                "{service}:{operation} has no handler (`.op::<…::{operation}>` in a lib.rs)"
            ));
        } else if row.rule.is_none() {
            wrong.push(format!("{service}:{operation} has no IAM resource rule"));
        }
        if row.cases.is_empty() {
            wrong.push(format!(
                "{service}:{operation} has no conformance case (`{}` or `{}` under conformance/)",
                snake(operation),
                dashed(operation)
            ));
        }
    }
    let table = table(&rows);
    if write {
        std::fs::write(root.join(TABLE), table).context("writing docs/operations.md")?;
    } else if tree.get(TABLE) != Some(table.as_str()) {
        wrong.push(format!("{TABLE} is not current: cargo xtask tidy --write"));
    }
    Ok(())
}

type Rows = BTreeMap<(String, String), Row>;

fn listed(tree: &Tree) -> Result<Rows> {
    let text = tree
        .get("models/operations.toml")
        .context("models/operations.toml is missing")?;
    let all: toml::Table = text.parse().context("reading models/operations.toml")?;
    let mut rows = Rows::new();
    let services = all
        .get("services")
        .and_then(|s| s.as_table())
        .cloned()
        .unwrap_or_default();
    for (service, about) in services {
        for operation in about
            .get("operations")
            .and_then(|o| o.as_array())
            .cloned()
            .unwrap_or_default()
        {
            if let Some(o) = operation.as_str() {
                rows.insert((service.clone(), o.to_owned()), Row::default());
            }
        }
    }
    Ok(rows)
}

/// Reads `.op::<module::Operation>(rule, handler)` `.op_async::<…>` and `.op_stream::<…>` out of the crates' tables of contents.
fn handlers(tree: &Tree, rows: &mut Rows) {
    let code = |p: &str| p.starts_with("crates/") && !p.contains("/tests") && !p.ends_with("tests.rs");
    for (path, text) in tree.written("rs").filter(|(p, _)| code(p)) {
        let krate = path.split('/').nth(1).unwrap_or_default();
        let flat: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for piece in flat.split(".op").skip(1) {
            let Some(rest) = piece
                .strip_prefix("::<")
                .or_else(|| piece.strip_prefix("_async::<"))
                .or_else(|| piece.strip_prefix("_stream::<"))
            else {
                continue;
            };
            let Some((name, rest)) = rest.split_once('>') else {
                continue;
            };
            let name = name.split(',').next().unwrap_or_default().trim();
            let Some((module, operation)) = name.rsplit_once("::") else {
                continue;
            };
            let service = service_of(module, text);
            let Some(row) = rows.get_mut(&(service, operation.to_owned())) else {
                continue;
            };
            let inside = rest.trim_start().strip_prefix('(').unwrap_or_default();
            let mut parts = inside.splitn(2, ',').map(str::trim);
            row.rule = parts.next().filter(|r| !r.is_empty()).map(str::to_owned);
            let handler = parts
                .next()
                .and_then(|h| h.split([')', ',', '{']).next())
                .unwrap_or_default()
                .trim();
            row.handler = Some(format!(
                "{krate}: {}",
                handler.trim_start_matches("move |").trim()
            ));
        }
    }
}

/// The service behind a module path as written: `w` is an alias (`use wire::ecs as w`).
fn service_of(module: &str, text: &str) -> String {
    let last = module.rsplit("::").next().unwrap_or(module);
    let alias = format!(" as {last};");
    let aliased = text
        .lines()
        .filter_map(|l| l.trim().strip_prefix("use wire::"))
        .find_map(|l| l.strip_suffix(&alias));
    aliased.unwrap_or(last).to_owned()
}

fn cases(tree: &Tree, rows: &mut Rows) {
    let files = tree.written("py").chain(tree.written("sh"));
    let known: BTreeSet<(String, String)> = rows.keys().cloned().collect();
    for (path, text) in
        files.filter(|(p, _)| p.starts_with("conformance/") && !p.starts_with("conformance/wire/"))
    {
        let name = path.rsplit('/').next().unwrap_or_default();
        let folder = path.split('/').nth(1).unwrap_or_default();
        for ((service, operation), row) in rows.iter_mut() {
            // Operations of one name in two services are told apart by the folder.
            let elsewhere = folder != service && known.contains(&(folder.to_owned(), operation.clone()));
            let boto3 = snake(operation);
            let called = ["(", ",", ")"]
                .iter()
                .any(|end| text.contains(&format!(".{boto3}{end}")))
                || text.contains(&dashed(operation))
                || text.contains(&format!("\"{operation}\""));
            if called && !elsewhere && name.starts_with("test_") {
                row.cases.push(path.to_owned());
            }
        }
    }
}

/// `DescribeSSLPolicies` is `describe`, `ssl`, `policies`: a run of capitals is one word, but for the last of them when
/// a small letter follows.
fn words(operation: &str) -> Vec<String> {
    let chars: Vec<char> = operation.chars().collect();
    let mut out: Vec<String> = Vec::new();
    for (i, c) in chars.iter().enumerate() {
        let small = |at: Option<usize>| {
            at.and_then(|n| chars.get(n))
                .is_some_and(|c| !c.is_ascii_uppercase())
        };
        let begins = c.is_ascii_uppercase() && (i == 0 || small(i.checked_sub(1)) || small(Some(i + 1)));
        match out.last_mut() {
            Some(w) if !begins => w.push(c.to_ascii_lowercase()),
            _ => out.push(c.to_ascii_lowercase().to_string()),
        }
    }
    out
}

/// boto3's name.
fn snake(operation: &str) -> String {
    words(operation).join("_")
}

/// The aws CLI's name.
fn dashed(operation: &str) -> String {
    words(operation).join("-")
}

fn table(rows: &Rows) -> String {
    let mut out = String::from(
        "# Operations\n\nWritten by `cargo xtask tidy --write` from `models/operations.toml`, the crates' tables of contents and the\nconformance cases. An operation that is not here is answered as AWS answers an unknown one, naming it.\n",
    );
    let mut service = "";
    for ((s, operation), row) in rows {
        if s != service {
            let _ = write!(
                out,
                "\n## {s}\n\n| operation | handler | IAM rule | cases |\n|---|---|---|---|\n"
            );
            service = s;
        }
        let cases: Vec<String> = row
            .cases
            .iter()
            .map(|c| c.trim_start_matches("conformance/").to_owned())
            .collect();
        let show = |x: &Option<String>| x.as_ref().map_or("–".to_owned(), |t| format!("`{t}`"));
        let _ = writeln!(
            out,
            "| {operation} | {} | {} | {} |",
            show(&row.handler),
            show(&row.rule),
            cases.join(", ")
        );
    }
    out
}
