//! The neutral value tree and the static tables that describe it.
//!
//! Every protocol is a codec over (`Value`, `Schema`); every operation's types convert to and from `Value`.
//!
//! - `mod.rs`    `Value` and `Schema`
//! - `table.rs`  the tables: what a shape is called on each wire and what it must satisfy
//! - `shape.rs`  `Shape` (a Rust type with a table) and the leaf types
//! - `meta.rs`   services, operations, errors
//! - `macros.rs` what the generated files are written in

mod macros;
mod meta;
mod shape;
mod table;

pub(crate) use macros::sender;
pub use meta::{ErrorMeta, Http, Operation, OperationMeta, ServiceMeta, is_read_only};
pub use shape::{Bad, Blob, Document, Part, Shape, Slot, Timestamp, Unit};
pub use table::*;

/// What a generated file needs.
#[allow(unused_imports, reason = "one prelude for every service")]
pub(crate) mod prelude {
    pub(crate) use super::macros::{errors, operations, pattern, structure, tables};
    pub(crate) use super::meta::{ErrorMeta, Http, Operation, OperationMeta, ServiceMeta};
    pub(crate) use super::shape::{Bad, Blob, Document, Part, Shape, Slot, Timestamp, UNIT, Unit};
    pub(crate) use super::{
        At, Bytes, Float, Int, List, Map, Pattern, Schema, Structure, Text, TimeFormat, Value,
    };
    pub(crate) use super::{BLOB, BOOL, DOUBLE, FLOAT, INT, LONG, TEXT, TIME};
    pub(crate) use super::{blob, float, int, list, map, object, opt, req, text, time};
    pub(crate) use crate::fault::Fault;
    pub(crate) use crate::protocol::Protocol;
    pub(crate) use crate::validate::{Dialect, Refusal};
    pub(crate) use std::collections::BTreeMap;
}

use std::collections::BTreeMap;

/// What was read from a request or will be written to an answer, whatever the protocol.
///
/// INVARIANT: a `Struct` has one slot per member of its table, in the table's order.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Only inside a sparse list or map.
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(String),
    /// Seconds since 1970-01-01T00:00:00Z.
    Time(f64),
    Blob(Vec<u8>),
    /// Free-form JSON, where the model says so.
    Document(serde_json::Value),
    List(Vec<Value>),
    Map(BTreeMap<String, Value>),
    Struct(Vec<Option<Value>>),
}

/// How one value looks on the wire: a small handle to a static table.
#[derive(Clone, Copy, Debug)]
pub enum Schema {
    Bool,
    Int(&'static Int),
    Float(&'static Float),
    Str(&'static Text),
    Time(TimeFormat),
    Blob(&'static Bytes),
    Document,
    List(&'static List),
    Map(&'static Map),
    Struct(&'static Structure),
}
