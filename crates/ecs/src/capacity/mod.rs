//! Capacity providers. FARGATE and FARGATE_SPOT exist in every account; both are the machines of the installation
//! whose agents offer Fargate capacity.

pub(crate) mod ops;
pub(crate) mod strategy;

pub(crate) const BUILT_IN: &[&str] = &["FARGATE", "FARGATE_SPOT"];
