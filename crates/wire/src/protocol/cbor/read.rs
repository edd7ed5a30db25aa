//! CBOR into a `Value` by table.

use super::super::{DEPTH, scalar};
use crate::fault::Fault;
use crate::schema::{OperationMeta, Schema, Structure, Value};
use minicbor::data::Type;
use minicbor::decode::{Decoder, Error};
use std::collections::BTreeMap;

/// An empty body is an empty input, as for an operation that has none.
pub(crate) fn decode(op: &'static OperationMeta, body: &[u8]) -> Result<Value, Fault> {
    if body.is_empty() {
        return Ok(op.input.empty());
    }
    let mut d = Decoder::new(body);
    let value = read(&mut d, op.input_schema(), 0).map_err(|e| refuse(&e))?;
    if d.position() != body.len() {
        return Err(Fault::new(
            "SerializationException",
            400,
            "bytes follow the request's body",
        ));
    }
    Ok(value.unwrap_or_else(|| op.input.empty()))
}

fn refuse(e: &Error) -> Fault {
    Fault::new("SerializationException", 400, e.to_string())
}

/// `None` is null or undefined.
fn read(d: &mut Decoder<'_>, schema: Schema, depth: usize) -> Result<Option<Value>, Error> {
    if depth > DEPTH {
        return Err(Error::message("nested too deeply"));
    }
    let found = d.datatype()?;
    if matches!(found, Type::Null | Type::Undefined) {
        d.skip()?;
        return Ok(None);
    }
    let value = match schema {
        Schema::Bool => Value::Bool(d.bool()?),
        Schema::Str(_) => Value::Str(text(d)?),
        Schema::Blob(_) => Value::Blob(bytes(d)?),
        Schema::Int(int) => match number(d)? {
            Number::Int(n) if int.holds(n) => Value::Int(n),
            Number::Float(x) => match scalar::whole(x).filter(|n| int.holds(*n)) {
                Some(n) => Value::Int(n),
                None => return Err(wrong(schema)),
            },
            Number::Int(_) => return Err(wrong(schema)),
        },
        Schema::Float(_) => Value::Float(number(d)?.float()),
        Schema::Time(_) => {
            // RFC 8949 §3.4.2; a bare number is understood too.
            if found == Type::Tag && d.tag()?.as_u64() != 1 {
                return Err(wrong(schema));
            }
            let t = number(d)?.float();
            if !t.is_finite() {
                return Err(wrong(schema));
            }
            Value::Time(t)
        }
        Schema::Document => return Err(wrong(schema)),
        Schema::List(list) => {
            let mut left = d.array()?;
            let mut all = Vec::new();
            while more(d, &mut left)? {
                all.push(present(read(d, list.of, depth + 1)?, list.sparse)?);
            }
            Value::List(all)
        }
        Schema::Map(map) => {
            let mut left = d.map()?;
            let mut all = BTreeMap::new();
            while more(d, &mut left)? {
                let key = text(d)?;
                all.insert(key, present(read(d, map.value, depth + 1)?, map.sparse)?);
            }
            Value::Map(all)
        }
        Schema::Struct(table) => structure(d, table, depth)?,
    };
    Ok(Some(value))
}

fn structure(d: &mut Decoder<'_>, table: &'static Structure, depth: usize) -> Result<Value, Error> {
    let mut left = d.map()?;
    let mut members = vec![None; table.members.len()];
    let mut hint = 0;
    while more(d, &mut left)? {
        let name = text(d)?;
        let place = table.position(&name, hint);
        match place.and_then(|i| Some((i, members.get_mut(i)?, table.members.get(i)?))) {
            Some((i, slot, member)) => {
                *slot = read(d, member.schema, depth + 1)?;
                hint = i + 1;
            }
            None => d.skip()?,
        }
    }
    Ok(Value::Struct(members))
}

/// Whether another item follows: counted, or up to the break of an open-ended array or map.
fn more(d: &mut Decoder<'_>, left: &mut Option<u64>) -> Result<bool, Error> {
    match left {
        Some(0) => Ok(false),
        Some(n) => {
            *n -= 1;
            Ok(true)
        }
        None if d.datatype()? == Type::Break => {
            d.skip()?;
            Ok(false)
        }
        None => Ok(true),
    }
}

fn text(d: &mut Decoder<'_>) -> Result<String, Error> {
    match d.datatype()? {
        Type::StringIndef => d.str_iter()?.collect(),
        _ => d.str().map(str::to_owned),
    }
}

fn bytes(d: &mut Decoder<'_>) -> Result<Vec<u8>, Error> {
    match d.datatype()? {
        Type::BytesIndef => {
            let mut all = Vec::new();
            for part in d.bytes_iter()? {
                all.extend_from_slice(part?);
            }
            Ok(all)
        }
        _ => d.bytes().map(<[u8]>::to_vec),
    }
}

enum Number {
    Int(i64),
    Float(f64),
}

impl Number {
    #[allow(
        clippy::cast_precision_loss,
        reason = "the model asks for a floating point number"
    )]
    fn float(self) -> f64 {
        match self {
            Number::Int(n) => n as f64,
            Number::Float(x) => x,
        }
    }
}

fn number(d: &mut Decoder<'_>) -> Result<Number, Error> {
    match d.datatype()? {
        Type::F16 => half(d).map(Number::Float),
        Type::F32 => d.f32().map(|x| Number::Float(x.into())),
        Type::F64 => d.f64().map(Number::Float),
        _ => d.i64().map(Number::Int),
    }
}

/// IEEE 754 half precision: 1 sign, 5 exponent and 10 fraction bits after the initial byte.
fn half(d: &mut Decoder<'_>) -> Result<f64, Error> {
    let start = d.position();
    d.skip()?;
    let Some([_, high, low]) = d.input().get(start..d.position()) else {
        return Err(Error::end_of_input());
    };
    let bits = u16::from_be_bytes([*high, *low]);
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff));
    let size = match (exponent, fraction == 0.0) {
        (0, _) => fraction * 2f64.powi(-24),
        (31, true) => f64::INFINITY,
        (31, false) => f64::NAN,
        _ => (1.0 + fraction / 1024.0) * 2f64.powi(exponent - 15),
    };
    Ok(if bits >> 15 == 1 { -size } else { size })
}

fn present(item: Option<Value>, sparse: bool) -> Result<Value, Error> {
    match item {
        Some(value) => Ok(value),
        None if sparse => Ok(Value::Null),
        None => Err(Error::message("null found where not expected")),
    }
}

fn wrong(schema: Schema) -> Error {
    Error::message(scalar::not_a(schema))
}
