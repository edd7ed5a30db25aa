//! Sizes, tours, leftovers.

use super::{Complaints, Tree};

const LONGEST: usize = 700;
const P90: usize = 400;

pub(super) fn check(tree: &Tree, wrong: &mut Complaints) {
    let mut sizes = Vec::new();
    for (path, text) in tree.written("rs") {
        let lines = text.lines().count();
        sizes.push(lines);
        if lines > LONGEST {
            wrong.push(format!("{path} has {lines} lines, more than {LONGEST}"));
        }
        leftovers(path, text, wrong);
    }
    sizes.sort_unstable();
    let p90 = sizes.get(sizes.len() * 9 / 10).copied().unwrap_or(0);
    if p90 > P90 {
        wrong.push(format!(
            "nine of ten files should have at most {P90} lines; now it is {p90}"
        ));
    }
    for (path, text) in tree.written("rs") {
        let opens = path.ends_with("src/lib.rs") || path.ends_with("src/main.rs");
        if opens && text.lines().take_while(|l| l.starts_with("//!")).count() < 3 {
            wrong.push(format!(
                "{path} does not open with a tour (`//!`, three lines at least)"
            ));
        }
    }
}

fn leftovers(path: &str, text: &str, wrong: &mut Complaints) {
    // Spelled apart, so that this file does not accuse itself.
    let words = [
        concat!("to", "do!("),
        concat!("unimple", "mented!("),
        concat!("#[ig", "nore"),
        concat!("FIX", "ME"),
    ];
    for (n, line) in text.lines().enumerate() {
        if let Some(w) = words.iter().find(|w| line.contains(**w)) {
            wrong.push(format!("{path}:{} holds `{w}`", n + 1));
        }
    }
}
