//! Documents that must stay in step: the French README with the English one, SPECIFICATION.md with the tests it
//! names, and no machine's path in any of them.

use super::{Complaints, Tree};

pub(super) fn check(tree: &Tree, wrong: &mut Complaints) {
    for name in [
        "README.md",
        "README.fr.md",
        "ARCHITECTURE.md",
        "SPECIFICATION.md",
        "CHANGELOG.md",
        "LICENSE",
        "NOTICE",
    ] {
        if tree.get(name).is_none() {
            wrong.push(format!("{name} is missing"));
        }
    }
    if let (Some(en), Some(fr)) = (tree.get("README.md"), tree.get("README.fr.md")) {
        let shape = |text: &str| -> Vec<String> {
            let mut fenced = false;
            let mut out = Vec::new();
            for line in text.lines() {
                if line.starts_with("```") {
                    fenced = !fenced;
                    out.push(line.to_owned());
                } else if fenced {
                    // Commands are the same in both; comments are translated.
                    out.push(line.split(" #").next().unwrap_or_default().trim_end().to_owned());
                } else if line.starts_with('#') {
                    out.push(line.chars().take_while(|c| *c == '#').collect());
                }
            }
            out
        };
        if shape(en) != shape(fr) {
            wrong.push("README.fr.md is not in step with README.md: headings and code blocks differ".into());
        }
    }
    if let Some(text) = tree.get("SPECIFICATION.md") {
        named_tests(text, tree, wrong);
    }
    paths(tree, wrong);
}

/// In the last column of a promise stands `file::test` for each of its tests; both must exist.
fn named_tests(text: &str, tree: &Tree, wrong: &mut Complaints) {
    for line in text
        .lines()
        .filter(|l| l.starts_with("| ") && !l.starts_with("| #") && !l.contains("---"))
    {
        let Some(last) = line.trim_end_matches([' ', '|']).rsplit('|').next() else {
            continue;
        };
        for name in last.split('`').skip(1).step_by(2).filter(|n| n.contains("::")) {
            let (file, test) = name.rsplit_once("::").unwrap_or((name, ""));
            match tree.get(file) {
                None => wrong.push(format!("SPECIFICATION.md names `{file}`, which does not exist")),
                Some(t) if !t.contains(&format!("fn {test}")) && !t.contains(&format!("def {test}")) => {
                    wrong.push(format!("SPECIFICATION.md names `{test}`, which is not in {file}"));
                }
                Some(_) => {}
            }
        }
    }
}

fn paths(tree: &Tree, wrong: &mut Complaints) {
    // Spelled apart, so that this file does not accuse itself.
    let machine = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/home", "/user"),
    ];
    for (path, text) in &tree.files {
        for (n, line) in text.lines().enumerate() {
            if let Some(p) = machine.iter().find(|p| line.contains(**p)) {
                wrong.push(format!(
                    "{}:{} holds the machine path `{p}`",
                    path.display(),
                    n + 1
                ));
            }
        }
    }
}
