//! Names on the engine. They follow from the task alone, so that after a lost answer the same thing is asked for again and not
//! made twice.

use aws_lc_rs::digest::{SHA256, digest};

/// The sandbox's name within its task, as the official agent calls it.
pub(crate) const SANDBOX: &str = "~internal~ecs~pause";

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn short_hash(parts: &[&str]) -> String {
    let text = parts.join("\0");
    hex(digest(&SHA256, text.as_bytes())
        .as_ref()
        .get(..10)
        .unwrap_or_default())
}

/// The sandbox of a network interface. It may be made before the task that will be in it is known.
pub(crate) fn sandbox(network: &str, eni: &str) -> String {
    format!("ecs-internalecspause-{}", short_hash(&[network, eni]))
}

/// Whether a name is one of those.
pub(crate) fn is_sandbox(name: &str) -> bool {
    let hash = name.strip_prefix("ecs-internalecspause-");
    hash.is_some_and(|h| h.len() == 20 && h.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// `ecs-<family>-<revision>-<name>-<20 hex>`; characters that the engine refuses in names are left out.
pub(crate) fn on_engine(family: &str, revision: &str, task_id: &str, name: &str) -> String {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
            .collect()
    };
    format!(
        "ecs-{}-{}-{}-{}",
        plain(family),
        plain(revision),
        plain(name),
        short_hash(&[task_id, name])
    )
}
