//! Services: what the instances of one name have in common.
//!
//! INVARIANT: a service's name is its own in its namespace; where DNS is asked, whatever the case. INVARIANT: one with
//! instances is not deleted, and the types of its records never change.

pub(crate) mod attributes;
pub(crate) mod check;
pub(crate) mod ops;
pub(crate) mod record;
pub(crate) mod view;
