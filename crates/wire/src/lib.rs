//! wire
pub mod acs;
pub mod sigv4;
