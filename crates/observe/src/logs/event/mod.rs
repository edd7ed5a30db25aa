//! Log events: putting them in and getting them out.

pub(crate) mod access;
pub(crate) mod get;
pub(crate) mod put;
pub(crate) mod search;
pub(crate) mod tail;
pub(crate) mod token;

use kernel::{Cx, Fault, Txn};

use super::refs;
use super::storage::Position;

/// Bytes of a page: "as many log events as can fit in a response size of 1 MB".
pub(crate) const PAGE_BYTES: u64 = 1 << 20;
/// "… up to 10,000 log events."
pub(crate) const PAGE_EVENTS: usize = 10_000;

/// How many events a caller's `limit` allows.
pub(crate) fn limit(limit: Option<i32>) -> usize {
    usize::try_from(limit.unwrap_or(0))
        .ok()
        .filter(|n| *n > 0)
        .unwrap_or(PAGE_EVENTS)
        .min(PAGE_EVENTS)
}

/// The first position that a reader may see: not before `start`, and nothing expired.
pub(crate) fn first(start: Option<i64>, cutoff: Option<i64>) -> Position {
    Position::at(start.unwrap_or(i64::MIN).max(cutoff.unwrap_or(i64::MIN)))
}

/// `unmask` needs a permission of its own. Nothing is masked here, so with it there is nothing more to do.
pub(crate) fn may_unmask(cx: &Cx<'_>, t: &mut Txn, unmask: Option<bool>, group: &str) -> Result<(), Fault> {
    if unmask != Some(true) {
        return Ok(());
    }
    let access = refs::access(cx, t, group)?;
    cx.authorize(t, "logs:Unmask", &access)
}
