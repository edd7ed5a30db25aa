//! Operations: what a call that answers with an operation's id has done. Kept for a day.

pub(crate) mod ops;
pub(crate) mod plan;
pub(crate) mod record;
#[cfg(test)]
mod tests;
