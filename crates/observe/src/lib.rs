//! What is observed: CloudWatch Logs, CloudWatch metrics.
//!
//! * [`logs`] — log groups, streams and events; `logs::storage` keeps the events
//! * [`metrics`] — metrics, their samples kept by `logs::storage` too

pub mod logs;
pub mod metrics;
