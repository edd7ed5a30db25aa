//! The gateway as clients meet it, good and bad ones: over real sockets, with operations made for these tests.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod audit;
mod client;
mod cors;
mod fixture;
mod fuzz;
mod lifecycle;
mod limits;
mod protocols;
mod sites;
mod sockets;
