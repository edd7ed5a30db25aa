//! The whole system in one thread, with faults.
//!
//! Real kernels with the real ECS, network and identity crates, on one store; nodes that speak ACS over the real
//! sockets. Time stands still between steps, and all chance comes from one seed: the same seed is the same run.
//! Messages are lost, doubled, overtaken and late; connections are cut on either side; agents, machines, control
//! planes and the power fail; two control planes race on one store.
//!
//! * [`invariants`] — what must hold, in one place; looked at after every commit
//! * [`world`] — control planes, nodes, wires, and calls under way, whose commits race in every order
//! * [`run`](mod@run) — one run: a storm of random calls and faults, then rest
//! * [`glass`] — the store: the memory store with a slow and forgetful disk; [`rows`] — what an outsider reads there
//! * [`node`] — a machine and its agent (pure); [`agents`] — the calls they make; [`link`] — one ACS connection
//! * [`services`] — services: what is asked of them, and what must hold of them
//! * [`story`] — scripted runs; `stories/` holds them with what they decided
//! * [`client`] — what users ask; [`chance`] — the seed; [`trace`] — decisions in words
//!
//! `cargo test -p sim` runs some hundred seeds (`SIM_SEEDS` says how many); `cargo run --release -p sim -- 10000`
//! runs many, `-- 1 4711` repeats one, and `-- 1 4711 trace` shows all that it decided.
//!
//! INVARIANT: no clock, no thread, no I/O; a run depends on nothing but its seed.

mod agents;
mod chance;
mod client;
mod glass;
mod invariants;
mod link;
mod node;
mod rows;
mod run;
mod services;
mod story;
mod trace;
mod world;

pub use run::{Broken, Ran, run};
pub use story::play;
