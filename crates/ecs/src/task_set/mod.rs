//! Task sets: the deployments of a service that the user makes and scales (deployment controller EXTERNAL).
//!
//! A task set is a deployment ([`crate::deployment::record::Deployment`]) with a scale of its own, kept with its service.
//!
//! INVARIANT: at most five sets of a service are not DRAINING, and at most one is PRIMARY.

pub(crate) mod ops;
