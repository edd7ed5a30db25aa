//! A load balancer: a name, addresses, subnets, attributes. Its listeners are records of their own.
//!
//! INVARIANT: two balancers of one installation never have the same address of their own.

pub(crate) mod attributes;
pub(crate) mod interfaces;
pub(crate) mod limits;
pub(crate) mod ops;
pub(crate) mod record;
mod view;
