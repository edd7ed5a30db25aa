//! The proxy over real sockets of the loopback.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod hostile;
mod http;
mod secure;
mod streams;
mod updates;
mod world;
