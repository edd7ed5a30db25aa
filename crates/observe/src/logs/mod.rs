//! CloudWatch Logs.

pub mod storage;
