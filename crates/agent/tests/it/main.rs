//! The agent from outside: the runtime contract on both engines, and the agent against a control plane made for the test.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    unreachable_pub,
    reason = "tests"
)]

mod contract;
mod cut_off;
mod docker;
mod encrypted;
mod engine_restart;
mod images;
mod killed;
mod lifecycle;
mod logs;
mod metadata;
mod node;
mod plane;
mod telemetry;
