//! A target group: where requests go, and how its targets are checked.

pub(crate) mod attributes;
mod check;
pub(crate) mod ops;
pub(crate) mod record;
mod view;
