//! The node: told by a control plane which tasks to run, it runs them on a container engine and reports.
//!
//! It speaks to its control plane as Amazon's own agent does, over signed HTTP and two websockets (ACS and TCS), also when both
//! are one process. It knows no other crate of ours than `wire`.
//!
//! Reading order:
//! * `engine/`: what to do next for one task; a pure state machine. `tasks/`: its actors and the engine calls they make.
//! * `runtime/`: the seam to a container engine, the Docker one and one in memory. `slot.rs`: the engine comes and goes.
//! * `journal.rs`: what survives the agent's death. `outbox.rs`: reports on their way.
//! * `session/`: registration, ACS (wishes) and TCS (measurements). `api.rs`, `net.rs`, `tls.rs`, `sign.rs`: how
//!   calls are made.
//! * `blackbox.rs`: what is told of a task that has stopped, beyond that it has.
//! * `exec/`: sessions at a container's terminal (ECS Exec).
//! * `logs/`: container output to the Logs service, exactly once. `metadata/`: what a task sees of its agent.
//!   `credentials.rs`: task credentials, in memory only. `health/`: checks that the agent makes itself.
//! * `dns/`: names for tasks. `connect/`: Service Connect.
//! * `registry.rs`: images of our own registry, and the tokens that pull them. `registry_proxy.rs`: the registry at a port
//!   of this machine.
//! * `env_files.rs`: variables from objects of S3. `groups.rs`: control groups of tasks, and who the kernel killed for memory.
//! * `sandbox/`: networks of tasks, made ahead. `firewall/`: security groups, enforced there.
//! * `images/`: the images that it pulled go again. `pause.rs`: those the agent makes itself. `probe.rs`: which engine is here. `host.rs`: what the node offers.
//!
//! INVARIANTS
//! * Neither a lost connection nor a restart of agent, control plane or engine stops a container; only a wish does.
//! * A payload is acked after it is stored; a report is stored before it is sent and sent until it is taken.
//! * Engine calls are idempotent by name, so a lost answer never makes a second container.
//! * A task is reported STOPPED only when its containers were seen stopped, or never ran.

mod agent;
mod api;
mod backoff;
mod blackbox;
mod clock;
mod config;
mod connect;
mod credentials;
mod dice;
mod dns;
mod engine;
mod env_files;
mod exec;
mod firewall;
mod groups;
mod health;
mod host;
mod images;
mod journal;
mod logs;
mod manage;
mod metadata;
mod net;
mod outbox;
pub mod pause;
mod probe;
mod registry;
mod registry_proxy;
pub mod runtime;
mod sandbox;
mod session;
mod sign;
mod slot;
mod tasks;
mod tls;

pub use agent::{Agent, Handle, Status};
pub use config::{Config, EngineChoice, ImageCare, PullPolicy};
pub use manage::{import_sample, purge, purge_images};
pub use net::{Dialer, Line};
pub use probe::{EngineReport, engine_probe};
pub use sign::Credentials;

/// Sent with every API call.
pub(crate) const USER_AGENT: &str = concat!("longshore-agent/", env!("CARGO_PKG_VERSION"));
