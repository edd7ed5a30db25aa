//! agent
mod agent;
mod api;
mod backoff;
mod clock;
mod config;
mod credentials;
mod dice;
mod engine;
mod host;
mod journal;
mod logs;
mod net;
mod outbox;
pub mod pause;
pub mod runtime;
mod session;
mod sign;
mod slot;
mod tasks;

pub use agent::{Agent, Handle, Status};
pub use config::{Config, EngineChoice, PullPolicy};
pub use sign::Credentials;

/// Sent with every API call.
pub(crate) const USER_AGENT: &str = concat!("longshore-agent/", env!("CARGO_PKG_VERSION"));
