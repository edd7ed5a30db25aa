//! The crate from outside: every served operation's tables, types and codecs, with random and with broken input.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "tests"
)]

mod dice;
mod fuzz;
mod round_trip;
