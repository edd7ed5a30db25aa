//! What holds for a registry as a whole.
//!
//! * [`account`] — account settings · [`scanning`] — the scanning configuration · [`replication`] — what appears in other registries
//! * [`cache`] — repositories that stand for those of other registries
//! * [`policy`] — the registry's policy · [`template`] — what repositories are made of that come into being on push

pub(crate) mod account;
pub(crate) mod cache;
pub(crate) mod policy;
pub(crate) mod replication;
pub(crate) mod scanning;
pub(crate) mod template;
