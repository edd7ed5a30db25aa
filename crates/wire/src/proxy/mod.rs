//! What the control plane tells the proxies and what they tell it back: the load balancers' data plane as one message
//! each way. Ours alone: no AWS client speaks it.
//!
//! - [`config`](Config)  everything a proxy serves, whole, with a generation number
//! - [`access`](Entry)   what an access log is told of a request
//! - [`report`](Report)  what targets answer, which listeners could not be opened, what was counted
//!
//! INVARIANT: a proxy refuses a configuration of an older generation, and a new one drops no connection that the new
//! one still allows.

mod access;
mod block;
mod config;
mod inbound;
mod report;

pub use access::{AccessLog, Asked, Entry, Toward};
pub use block::Block;
pub use config::{
    Action, Algorithm, Attributes, Balancer, Certificate, Condition, Config, Desync, Forward, Group,
    HealthCheck, Inbound, Listener, Protocol, Redirect, Rule, Stickiness, StickyKind, Target, Tls, Version,
    Weighted, XForwardedFor,
};
pub use report::{Counts, Health, ListenerState, Reason, Report, TargetHealth};
