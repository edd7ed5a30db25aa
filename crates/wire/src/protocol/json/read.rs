//! JSON straight into a `Value` by table; unknown members are skipped without being built.

use super::super::{scalar, time};
use super::quick;
use crate::fault::Fault;
use crate::schema::{OperationMeta, Schema, Structure, Value};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// A body that is not what the table says.
pub(crate) fn serialization(message: impl Into<String>) -> Fault {
    Fault::new("SerializationException", 400, message)
}

/// An empty body is an empty input: some clients send nothing for it.
pub(crate) fn decode(op: &'static OperationMeta, body: &[u8]) -> Result<Value, Fault> {
    if body.is_empty() {
        return Ok(op.input.empty());
    }
    let value = match quick::read(op.input_schema(), body) {
        Some(value) => value,
        None => read(op.input_schema(), body)?,
    };
    Ok(value.unwrap_or_else(|| op.input.empty()))
}

/// `None` is a JSON null. Nesting is bounded by the parser (128).
pub(crate) fn read(schema: Schema, body: &[u8]) -> Result<Option<Value>, Fault> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = Read(schema)
        .deserialize(&mut json)
        .and_then(|v| json.end().map(|()| v));
    value.map_err(|e| serialization(reason(&e)))
}

/// Our sentence without the parser's position; the parser's own sentence with it.
fn reason(e: &serde_json::Error) -> String {
    let text = e.to_string();
    match (e.is_data(), text.rfind(" at line ")) {
        (true, Some(end)) => text.get(..end).unwrap_or(&text).to_owned(),
        _ => text,
    }
}

#[derive(Clone, Copy)]
struct Read(Schema);

impl<'de> DeserializeSeed<'de> for Read {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Option<Value>, D::Error> {
        if matches!(self.0, Schema::Document) {
            let free = serde_json::Value::deserialize(d)?;
            return Ok((!free.is_null()).then_some(Value::Document(free)));
        }
        d.deserialize_any(self)
    }
}

impl Read {
    /// AWS's sentence for a token of one kind where another was due.
    fn refuse<E: Error>(self, token: &str) -> E {
        E::custom(match (self.0, token) {
            (_, "list") => "Start of list found where not expected".to_owned(),
            (_, "map") => "Start of structure or map found where not expected.".to_owned(),
            (Schema::List(_), _) => format!("Expected list, found {token}"),
            (Schema::Map(_) | Schema::Struct(_), _) => format!("Expected structure or map, found {token}"),
            (other, _) => format!("{token} can not be converted to {}", scalar::java_name(other)),
        })
    }
}

impl<'de> Visitor<'de> for Read {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of the operation's input")
    }

    fn visit_unit<E: Error>(self) -> Result<Option<Value>, E> {
        Ok(None)
    }

    fn visit_bool<E: Error>(self, b: bool) -> Result<Option<Value>, E> {
        match self.0 {
            Schema::Bool => Ok(Some(Value::Bool(b))),
            _ => Err(self.refuse(if b { "TRUE_VALUE" } else { "FALSE_VALUE" })),
        }
    }

    fn visit_i64<E: Error>(self, n: i64) -> Result<Option<Value>, E> {
        #[allow(
            clippy::cast_precision_loss,
            reason = "the model asks for a floating point number"
        )]
        match self.0 {
            Schema::Int(int) if int.holds(n) => Ok(Some(Value::Int(n))),
            Schema::Float(_) => Ok(Some(Value::Float(n as f64))),
            Schema::Time(_) => Ok(Some(Value::Time(n as f64))),
            _ => Err(self.refuse("NUMBER_VALUE")),
        }
    }

    fn visit_u64<E: Error>(self, n: u64) -> Result<Option<Value>, E> {
        #[allow(
            clippy::cast_precision_loss,
            reason = "beyond 64 signed bits it is a float or nothing"
        )]
        match i64::try_from(n) {
            Ok(n) => self.visit_i64(n),
            Err(_) => self.visit_f64(n as f64),
        }
    }

    fn visit_f64<E: Error>(self, n: f64) -> Result<Option<Value>, E> {
        match self.0 {
            Schema::Float(_) => Ok(Some(Value::Float(n))),
            Schema::Time(_) => Ok(Some(Value::Time(n))),
            Schema::Int(int) => match scalar::whole(n).filter(|n| int.holds(*n)) {
                Some(n) => Ok(Some(Value::Int(n))),
                None => Err(self.refuse("NUMBER_VALUE")),
            },
            _ => Err(self.refuse("NUMBER_VALUE")),
        }
    }

    fn visit_str<E: Error>(self, s: &str) -> Result<Option<Value>, E> {
        match self.0 {
            Schema::Str(_) => Ok(Some(Value::Str(s.to_owned()))),
            _ => self.visit_text(s),
        }
    }

    fn visit_string<E: Error>(self, s: String) -> Result<Option<Value>, E> {
        match self.0 {
            Schema::Str(_) => Ok(Some(Value::Str(s))),
            _ => self.visit_text(&s),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Option<Value>, A::Error> {
        let Schema::List(list) = self.0 else {
            return Err(self.refuse("list"));
        };
        let mut all = Vec::new();
        while let Some(item) = seq.next_element_seed(Read(list.of))? {
            all.push(present(item, list.sparse)?);
        }
        Ok(Some(Value::List(all)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<Value>, A::Error> {
        match self.0 {
            Schema::Struct(table) => {
                let mut members = vec![None; table.members.len()];
                let mut hint = 0;
                while let Some(found) = map.next_key_seed(Key { table, hint })? {
                    match found.and_then(|i| Some((i, members.get_mut(i)?, table.members.get(i)?))) {
                        Some((i, slot, member)) => {
                            *slot = map.next_value_seed(Read(member.schema))?;
                            hint = i + 1;
                        }
                        None => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(Some(Value::Struct(members)))
            }
            Schema::Map(table) => {
                let mut all = BTreeMap::new();
                while let Some(key) = map.next_key::<String>()? {
                    let value = map.next_value_seed(Read(table.value))?;
                    all.insert(key, present(value, table.sparse)?);
                }
                Ok(Some(Value::Map(all)))
            }
            _ => Err(self.refuse("map")),
        }
    }
}

impl Read {
    /// Text where something else is due: timestamps, blobs and the three words for what no JSON number is.
    fn visit_text<E: Error>(self, s: &str) -> Result<Option<Value>, E> {
        let value = match self.0 {
            Schema::Time(_) => time::from_text(s).map(Value::Time),
            Schema::Blob(_) => scalar::from_base64(s).map(Value::Blob),
            Schema::Float(_) => scalar::odd_float(s).map(Value::Float),
            _ => None,
        };
        value.map(Some).ok_or_else(|| self.refuse("STRING_VALUE"))
    }
}

fn present<E: Error>(item: Option<Value>, sparse: bool) -> Result<Value, E> {
    match item {
        Some(value) => Ok(value),
        None if sparse => Ok(Value::Null),
        None => Err(E::custom("null found where not expected")),
    }
}

/// A member's name into its place, without an allocation.
struct Key {
    table: &'static Structure,
    hint: usize,
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Option<usize>;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<Option<usize>, D::Error> {
        d.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Option<usize>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }
    fn visit_str<E: Error>(self, name: &str) -> Result<Option<usize>, E> {
        Ok(self.table.position(name, self.hint))
    }
}
