//! A `Value` into CBOR.

use super::super::Told;
use crate::schema::{Schema, ServiceMeta, Value};
use minicbor::Encoder;
use minicbor::data::Tag;
use std::convert::Infallible;

type Done = Result<(), minicbor::encode::Error<Infallible>>;

pub(crate) fn write(out: &mut Vec<u8>, schema: Schema, value: &Value) {
    // INVARIANT: writing into memory cannot fail.
    let _ = put(&mut Encoder::new(out), Some(schema), value);
}

fn put(e: &mut Encoder<&mut Vec<u8>>, schema: Option<Schema>, value: &Value) -> Done {
    match (schema, value) {
        (Some(Schema::Struct(table)), Value::Struct(members)) => {
            let present = || {
                table
                    .members
                    .iter()
                    .zip(members)
                    .filter_map(|(m, v)| Some((m, v.as_ref()?)))
            };
            e.map(present().count() as u64)?;
            for (member, value) in present() {
                e.str(member.wire)?;
                put(e, Some(member.schema), value)?;
            }
        }
        #[allow(clippy::cast_possible_truncation, reason = "the model says 32 bits")]
        (Some(Schema::Float(float)), Value::Float(x)) if float.bits == 32 => {
            e.f32(*x as f32)?;
        }
        (schema, Value::List(items)) => {
            let of = if let Some(Schema::List(list)) = schema {
                Some(list.of)
            } else {
                None
            };
            e.array(items.len() as u64)?;
            for item in items {
                put(e, of, item)?;
            }
        }
        (schema, Value::Map(all)) => {
            let of = if let Some(Schema::Map(map)) = schema {
                Some(map.value)
            } else {
                None
            };
            e.map(all.len() as u64)?;
            for (key, value) in all {
                e.str(key)?;
                put(e, of, value)?;
            }
        }
        (_, Value::Null) => {
            e.null()?;
        }
        (_, Value::Bool(b)) => {
            e.bool(*b)?;
        }
        (_, Value::Int(n)) => {
            e.i64(*n)?;
        }
        (_, Value::Float(x)) => {
            e.f64(*x)?;
        }
        (_, Value::Str(s)) => {
            e.str(s)?;
        }
        (_, Value::Blob(b)) => {
            e.bytes(b)?;
        }
        (_, Value::Time(t)) => {
            e.tag(Tag::new(1))?.f64(super::super::time::millis(*t))?;
        }
        // The protocol has no documents, and a structure without its table has no names.
        (_, Value::Document(_) | Value::Struct(_)) => {
            e.null()?;
        }
    }
    Ok(())
}

/// `{"__type": "namespace#Name", "message": …}`
pub(crate) fn fault(out: &mut Vec<u8>, service: Option<&ServiceMeta>, told: &Told<'_>) {
    let _ = put_fault(&mut Encoder::new(out), service, told);
}

fn put_fault(e: &mut Encoder<&mut Vec<u8>>, service: Option<&ServiceMeta>, told: &Told<'_>) -> Done {
    let namespace = service.map_or("longshore", |s| s.name);
    e.map(2 + told.members().count() as u64)?;
    e.str("__type")?
        .str(&format!("com.amazonaws.{namespace}#{}", told.code))?;
    e.str(told.message_name())?.str(&told.fault.message)?;
    for (name, schema, value) in told.members() {
        e.str(name)?;
        put(e, schema, value)?;
    }
    Ok(())
}
