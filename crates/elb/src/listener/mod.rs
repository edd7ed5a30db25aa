//! A listener: a port of a load balancer, its default actions, its certificates.

pub(crate) mod attributes;
pub(crate) mod certificates;
pub(crate) mod ops;
pub(crate) mod policies;
pub(crate) mod record;
