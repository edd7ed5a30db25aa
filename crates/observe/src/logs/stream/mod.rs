//! Log streams: a name in a group, and what its events tell of it.

pub(crate) mod access;
pub(crate) mod ops;
pub(crate) mod record;
mod view;
