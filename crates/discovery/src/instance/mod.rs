//! Instances: registration, health, discovery.
//!
//! INVARIANT: an instance has every attribute that the records of its service are made from, so DNS can always answer.

pub(crate) mod check;
pub(crate) mod discover;
pub(crate) mod health;
pub(crate) mod ops;
pub(crate) mod record;
