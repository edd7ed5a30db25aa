//! Rust types that have a table.

use super::{Schema, Structure, Value};
use std::collections::BTreeMap;
use std::fmt;

/// A structure: a type that has a table and turns into a `Value` and back.
pub trait Shape: Sized {
    fn schema() -> Schema;
    /// # Errors
    /// The value does not have this shape, or a required member is absent.
    fn from_value(v: Value) -> Result<Self, Bad>;
    fn into_value(self) -> Value;
}

/// A value that does not have the asked shape. The text names what was expected, never what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bad(pub &'static str);

impl fmt::Display for Bad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.0)
    }
}

impl std::error::Error for Bad {}

/// Anything a member can hold: a structure, a leaf, or a list, map or box of these.
pub trait Part: Sized {
    /// # Errors
    /// See [`Shape::from_value`].
    fn from_part(v: Value) -> Result<Self, Bad>;
    fn into_part(self) -> Value;
}

/// A place for a member: `T` when it is required, `Option<T>` when not.
pub trait Slot: Sized {
    /// # Errors
    /// See [`Shape::from_value`]; or `member` is required and absent.
    fn take(v: Option<Value>, member: &'static str) -> Result<Self, Bad>;
    fn give(self) -> Option<Value>;
}

impl<T: Part> Slot for T {
    fn take(v: Option<Value>, member: &'static str) -> Result<T, Bad> {
        T::from_part(v.ok_or(Bad(member))?)
    }
    fn give(self) -> Option<Value> {
        Some(self.into_part())
    }
}

impl<T: Part> Slot for Option<T> {
    fn take(v: Option<Value>, _: &'static str) -> Result<Option<T>, Bad> {
        v.map(T::from_part).transpose()
    }
    fn give(self) -> Option<Value> {
        self.map(T::into_part)
    }
}

/// Seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Timestamp(pub f64);

/// Bytes; base64 in text protocols.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blob(pub Vec<u8>);

/// Free-form JSON.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document(pub serde_json::Value);

/// The input or output of an operation that has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unit;

pub(crate) static UNIT: Structure = Structure::new("Unit", &[]);

impl Shape for Unit {
    fn schema() -> Schema {
        Schema::Struct(&UNIT)
    }
    fn from_value(_: Value) -> Result<Self, Bad> {
        Ok(Unit)
    }
    fn into_value(self) -> Value {
        Value::Struct(Vec::new())
    }
}

macro_rules! leaf {
    ($($ty:ty, $want:literal: $pattern:pat => $from:expr, $self:ident => $into:expr;)*) => { $(
        impl Part for $ty {
            fn from_part(v: Value) -> Result<Self, Bad> {
                match v { $pattern => $from, _ => Err(Bad($want)) }
            }
            fn into_part(self) -> Value { let $self = self; $into }
        }
    )* };
}

leaf! {
    bool, "a boolean": Value::Bool(b) => Ok(b), b => Value::Bool(b);
    i32, "a 32-bit integer": Value::Int(i) => i.try_into().map_err(|_| Bad("a 32-bit integer")), i => Value::Int(i.into());
    i64, "an integer": Value::Int(i) => Ok(i), i => Value::Int(i);
    f32, "a number": Value::Float(x) => Ok(narrow(x)), x => Value::Float(x.into());
    f64, "a number": Value::Float(x) => Ok(x), x => Value::Float(x);
    String, "a string": Value::Str(s) => Ok(s), s => Value::Str(s);
    Timestamp, "a timestamp": Value::Time(t) => Ok(Timestamp(t)), t => Value::Time(t.0);
    Blob, "a blob": Value::Blob(b) => Ok(Blob(b)), b => Value::Blob(b.0);
    Document, "a document": Value::Document(d) => Ok(Document(d)), d => Value::Document(d.0);
}

#[allow(clippy::cast_possible_truncation, reason = "the model says 32 bits")]
fn narrow(x: f64) -> f32 {
    x as f32
}

impl<T: Part> Part for Vec<T> {
    fn from_part(v: Value) -> Result<Self, Bad> {
        match v {
            Value::List(l) => l.into_iter().map(T::from_part).collect(),
            _ => Err(Bad("a list")),
        }
    }
    fn into_part(self) -> Value {
        Value::List(self.into_iter().map(T::into_part).collect())
    }
}

impl<T: Part> Part for BTreeMap<String, T> {
    fn from_part(v: Value) -> Result<Self, Bad> {
        match v {
            Value::Map(m) => m.into_iter().map(|(k, v)| Ok((k, T::from_part(v)?))).collect(),
            _ => Err(Bad("a map")),
        }
    }
    fn into_part(self) -> Value {
        Value::Map(self.into_iter().map(|(k, v)| (k, v.into_part())).collect())
    }
}

/// Recursive shapes are boxed.
impl<T: Part> Part for Box<T> {
    fn from_part(v: Value) -> Result<Self, Bad> {
        T::from_part(v).map(Box::new)
    }
    fn into_part(self) -> Value {
        (*self).into_part()
    }
}
