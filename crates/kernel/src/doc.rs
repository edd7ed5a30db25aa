//! AWS's own documents inside a record.
//!
//! A record is ours and never a wire type, with one exception: a document that a user hands over and gets back
//! whole (a task definition, overrides). Copying its hundred members into a twin type would only add a place to
//! forget one. It is kept in the wire's JSON, whose members AWS never renames or removes.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use wire::schema::Shape;

/// A wire structure that knows how to be stored.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Doc<T>(pub T);

impl<T> std::ops::Deref for Doc<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Shape + Clone> Serialize for Doc<T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let text = wire::protocol::to_json(T::schema(), &self.0.clone().into_value());
        RawValue::from_string(text)
            .map_err(serde::ser::Error::custom)?
            .serialize(s)
    }
}

impl<'de, T: Shape> Deserialize<'de> for Doc<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(d)?;
        let value = wire::protocol::from_json(T::schema(), raw.get().as_bytes()).map_err(D::Error::custom)?;
        T::from_value(value).map(Doc).map_err(D::Error::custom)
    }
}
