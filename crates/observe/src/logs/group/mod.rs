//! Log groups: a name, how long events are kept, tags.

pub(crate) mod access;
pub(crate) mod ops;
pub(crate) mod record;
pub(crate) mod tags;
mod view;
