//! Namespaces: a name under which services are found. One that is asked by DNS is private to the VPC.
//!
//! INVARIANT: a namespace's name is its own in its account and region. INVARIANT: one with services is not deleted.

pub(crate) mod list;
pub(crate) mod ops;
pub(crate) mod record;
pub(crate) mod view;
