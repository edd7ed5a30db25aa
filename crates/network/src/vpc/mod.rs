//! The default VPC of an account and region.

pub(crate) mod layout;
pub(crate) mod ops;
