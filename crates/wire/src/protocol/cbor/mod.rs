//! smithy-rpc-v2-cbor: the body is the value, keyed by member name (RFC 8949).

mod read;
mod write;

pub(super) use read::decode;
pub(super) use write::{fault, write};
