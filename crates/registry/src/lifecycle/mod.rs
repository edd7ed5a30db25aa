//! Lifecycle policies: which images expire.
//!
//! * [`policy`] — the document and its rules · [`plan`] — which images they name (pure) · [`ops`] — the API
//! * [`expire`] — the controller that deletes them · [`used`] — images that something still needs
//!
//! INVARIANT: what a preview shows is what would be deleted at that moment. INVARIANT: an image that a task, an active
//! task definition or one of the last five rollback points of a service uses does not expire, and a preview says so.

pub(crate) mod expire;
pub(crate) mod ops;
pub(crate) mod plan;
pub(crate) mod policy;
pub(crate) mod record;
#[cfg(test)]
mod tests;
pub(crate) mod used;
