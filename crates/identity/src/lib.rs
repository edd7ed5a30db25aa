//! identity
pub mod policy;
