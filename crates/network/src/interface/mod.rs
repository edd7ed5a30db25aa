//! Network interfaces.

pub(crate) mod ops;
pub(crate) mod record;
