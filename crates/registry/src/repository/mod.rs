//! Repositories: names, settings, tags, who else may do what.
//!
//! INVARIANT: everything in a repository (images, tags, layer links, uploads) is deleted with it, in one transaction.

pub(crate) mod ops;
pub(crate) mod policy;
pub(crate) mod record;
pub(crate) mod tag;
pub(crate) mod view;
