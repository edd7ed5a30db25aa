//! awsJson 1.0 and 1.1: the body is the value, keyed by wire name. rest-json bodies are written the same way.

mod quick;
mod read;
mod write;

pub(super) use read::{decode, read, serialization};
pub(super) use write::{fault, write, write_body};
