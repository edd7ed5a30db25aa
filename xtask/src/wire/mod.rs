//! `models/` to `crates/wire/src/gen`: one file per service, written in the macros of `wire::schema::macros`.
//!
//! - `names.rs`   AWS's names as Rust's
//! - `shapes.rs`  shapes as Rust types and table entries
//! - `file.rs`    one service's file

mod file;
mod names;
mod shapes;

use crate::models::{self, list::List, model::Model};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

pub(crate) fn run(root: &Path, check: bool) -> Result<()> {
    let list = List::read(root)?;
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for (name, service) in &list.services {
        let path = models::path(root, name);
        let text = fs::read_to_string(&path)
            .with_context(|| format!("reading `{}`; run `cargo xtask models`", path.display()))?;
        let model: Model = serde_json::from_str(&text).with_context(|| format!("in `{}`", path.display()))?;
        let text = file::write(name, service, &model).with_context(|| format!("service `{name}`"))?;
        files.insert(format!("{name}.rs"), text);
    }
    files.insert("mod.rs".to_owned(), index(&list));
    let folder = root.join("crates/wire/src/gen");
    if check {
        compare(&folder, &files)
    } else {
        save(&folder, &files)
    }
}

fn index(list: &List) -> String {
    let mut text = String::from("//! Written by `cargo xtask wire` from `models/`; do not edit.\n\n");
    for name in list.services.keys() {
        text += &format!("pub mod {name};\n");
    }
    let all: Vec<String> = list.services.keys().map(|n| format!("&{n}::SERVICE")).collect();
    text += "\nuse crate::schema::ServiceMeta;\n\n";
    text += "#[rustfmt::skip]\n";
    text += &format!(
        "pub(crate) static SERVICES: &[&ServiceMeta] = &[{}];\n",
        all.join(", ")
    );
    text
}

fn save(folder: &Path, files: &BTreeMap<String, String>) -> Result<()> {
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !files.contains_key(entry.file_name().to_string_lossy().as_ref()) {
            fs::remove_file(entry.path())?;
        }
    }
    for (name, text) in files {
        // An unchanged file keeps its time, so that nothing is rebuilt for it.
        if fs::read_to_string(folder.join(name)).ok().as_ref() != Some(text) {
            fs::write(folder.join(name), text)?;
        }
    }
    Ok(())
}

fn compare(folder: &Path, files: &BTreeMap<String, String>) -> Result<()> {
    let mut stale: Vec<String> = Vec::new();
    for (name, text) in files {
        if fs::read_to_string(folder.join(name)).ok().as_ref() != Some(text) {
            stale.push(name.clone());
        }
    }
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !files.contains_key(&name) {
            stale.push(name);
        }
    }
    ensure!(
        stale.is_empty(),
        "not what `cargo xtask wire` writes: {}",
        stale.join(", ")
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn committed_files_are_current() {
        super::run(&crate::root(), true).unwrap();
    }
}
