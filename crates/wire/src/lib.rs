//! wire
pub mod acs;
