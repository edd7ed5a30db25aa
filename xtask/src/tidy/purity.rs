//! Decisions are pure: no clock, no I/O, no randomness, no `async` in the files that decide.

use super::{Complaints, Tree};

/// Files by name, and folders, that only decide.
fn decides(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    matches!(
        name,
        "plan.rs" | "record.rs" | "view.rs" | "payload.rs" | "rules.rs" | "requires.rs"
    ) || [
        "ecs/src/placement/",
        "ecs/src/container_instance/query/",
        "ecs/src/task_definition/check",
        "identity/src/policy/",
        "agent/src/engine/",
    ]
    .iter()
    .any(|folder| path.contains(folder))
}

pub(super) fn check(tree: &Tree, wrong: &mut Complaints) {
    let banned = [
        "async ",
        ".await",
        "tokio::",
        "SystemTime",
        "Instant::now",
        "std::fs",
        "std::net::Tcp",
        "std::env::",
        "rand::",
    ];
    for (path, text) in tree.written("rs") {
        if !decides(path) || path.ends_with("tests.rs") || path.contains("/tests/") {
            continue;
        }
        for (n, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if let Some(b) = banned.iter().find(|b| code.contains(**b)) {
                wrong.push(format!(
                    "{path}:{} uses `{}`: this file only decides",
                    n + 1,
                    b.trim()
                ));
            }
        }
    }
}
