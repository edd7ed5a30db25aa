//! The house rules that no compiler checks. Every complaint names a file; all are told at once.

mod arrows;
mod definition;
mod documents;
mod files;
mod operations;
mod purity;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::say;

/// What is wrong, one sentence each.
pub(crate) type Complaints = Vec<String>;

pub(crate) fn run(root: &Path, write: bool) -> Result<()> {
    let tree = Tree::read(root)?;
    let mut wrong = Complaints::new();
    arrows::check(root, &mut wrong)?;
    files::check(&tree, &mut wrong);
    purity::check(&tree, &mut wrong);
    operations::check(root, &tree, write, &mut wrong)?;
    definition::check(root, &tree, write, &mut wrong)?;
    documents::check(&tree, &mut wrong);
    if wrong.is_empty() {
        say("✔ tidy");
        return Ok(());
    }
    for w in &wrong {
        say(format_args!("✘ {w}"));
    }
    bail!("{} house rules are broken", wrong.len())
}

/// The files git tracks, with their text where they have one.
pub(crate) struct Tree {
    pub files: Vec<(PathBuf, String)>,
}

impl Tree {
    fn read(root: &Path) -> Result<Self> {
        let out = Command::new("git")
            .args(["ls-files", "--cached", "--others", "--exclude-standard"])
            .current_dir(root)
            .output()
            .context("asking git for the files")?;
        let mut files = Vec::new();
        for name in String::from_utf8_lossy(&out.stdout).lines() {
            if let Ok(text) = std::fs::read_to_string(root.join(name)) {
                files.push((PathBuf::from(name), text));
            }
        }
        // git tells what it does not know yet first.
        files.sort();
        Ok(Self { files })
    }

    /// Files whose path ends in `.ext`, outside generated folders.
    pub(crate) fn written<'a>(&'a self, ext: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files
            .iter()
            .filter(move |(p, _)| p.extension().is_some_and(|e| e == ext))
            .filter_map(|(p, t)| Some((p.to_str()?, t.as_str())))
            .filter(|(p, _)| !p.contains("/gen/"))
    }

    pub(crate) fn get(&self, path: &str) -> Option<&str> {
        self.files
            .iter()
            .find(|(p, _)| p == Path::new(path))
            .map(|(_, t)| t.as_str())
    }
}
