//! What is observed: CloudWatch Logs.
//!
//! * [`logs`] — log groups, streams and events; `logs::storage` keeps the events

pub mod logs;
