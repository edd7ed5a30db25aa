//! What AWS clients say, and what they are answered. Pure: no I/O, no clock, no runtime.
//!
//! - `schema/`    the neutral `Value`, the static tables of shapes, services, operations and errors
//! - `gen/`       those tables and one Rust type per shape, written by `cargo xtask wire` from `models/`
//! - `protocol/`  codecs: bytes to `Value` to bytes, driven by the tables
//! - `validate/`  the model's constraints, refused in AWS's words
//! - `fault.rs`   an AWS error on its way to the client
//! - `sigv4/`     request signatures
//! - `acs/`       the messages between the control plane and the agents
//! - `ssm/`       the data channel of interactive sessions
//! - `firewall/`  rules of security groups as machines enforce them
//! - `proxy/`     what the control plane and the load balancers' proxies tell each other
//!
//! Invariants: a request of any bytes ends in a `Value` or a `Fault`, never in a panic; a table is never changed by
//! hand; nothing here knows what an operation means.

pub mod acs;
pub mod fault;
pub mod firewall;
#[path = "gen/mod.rs"]
mod generated;
pub mod protocol;
pub mod proxy;
pub mod schema;
pub mod sigv4;
pub mod ssm;
pub mod validate;

pub use fault::Fault;
pub use generated::*;
pub use protocol::Protocol;
pub use schema::{
    Blob, Document, Operation, OperationMeta, Schema, ServiceMeta, Shape, Timestamp, Unit, Value,
};
pub use validate::validate;

/// Every service that Longshore serves.
pub fn services() -> &'static [&'static ServiceMeta] {
    SERVICES
}
