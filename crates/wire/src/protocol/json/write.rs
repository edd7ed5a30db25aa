//! A `Value` straight into JSON bytes.

use super::super::{Told, scalar, time};
use crate::schema::{At, Schema, Structure, TimeFormat, Value};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

/// Writes one value. Members that are absent are left out.
pub(crate) fn write(out: &mut Vec<u8>, schema: Schema, value: &Value) {
    match (schema, value) {
        (Schema::Struct(table), Value::Struct(members)) => object(out, table, members, false),
        (Schema::List(list), Value::List(items)) => array(out, items, |out, v| write(out, list.of, v)),
        (Schema::Map(map), Value::Map(all)) => {
            let mut before = b'{';
            for (key, value) in all {
                out.push(before);
                before = b',';
                plain(out, key);
                out.push(b':');
                write(out, map.value, value);
            }
            close(out, before, b'{', b'}');
        }
        (Schema::Time(format), Value::Time(t)) => timestamp(out, format, *t),
        (_, value) => bare(out, value),
    }
}

/// REST: only those members of the answer that belong to the body.
pub(crate) fn write_body(out: &mut Vec<u8>, table: &'static Structure, members: &[Option<Value>]) {
    object(out, table, members, true);
}

fn object(out: &mut Vec<u8>, table: &'static Structure, members: &[Option<Value>], body_only: bool) {
    let mut before = b'{';
    for (member, value) in table.members.iter().zip(members) {
        let Some(value) = value else { continue };
        if body_only && member.at != At::Body {
            continue;
        }
        out.push(before);
        before = b',';
        // Names in tables need no escape.
        out.push(b'"');
        out.extend_from_slice(member.wire.as_bytes());
        out.extend_from_slice(b"\":");
        write(out, member.schema, value);
    }
    close(out, before, b'{', b'}');
}

fn array(out: &mut Vec<u8>, items: &[Value], item: impl Fn(&mut Vec<u8>, &Value)) {
    let mut before = b'[';
    for value in items {
        out.push(before);
        before = b',';
        item(out, value);
    }
    close(out, before, b'[', b']');
}

/// Closes an object or array; `before` tells whether anything was written.
fn close(out: &mut Vec<u8>, before: u8, open: u8, end: u8) {
    if before == open {
        out.push(open);
    }
    out.push(end);
}

fn timestamp(out: &mut Vec<u8>, format: TimeFormat, t: f64) {
    match format {
        TimeFormat::Usual | TimeFormat::Epoch => number(out, time::millis(t)),
        TimeFormat::Iso => plain(out, &time::to_iso(t)),
        TimeFormat::Http => plain(out, &time::to_http(t)),
    }
}

/// A value without a table: leaves, and what can be told from the value alone.
fn bare(out: &mut Vec<u8>, value: &Value) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(b) => out.extend_from_slice(if *b { b"true" } else { b"false" }),
        Value::Int(n) => plain(out, n),
        Value::Float(x) => number(out, *x),
        Value::Time(t) => timestamp(out, TimeFormat::Usual, *t),
        Value::Str(s) => plain(out, s),
        Value::Blob(b) => plain(out, &STANDARD.encode(b)),
        Value::Document(d) => plain(out, d),
        Value::List(items) => array(out, items, bare),
        Value::Map(all) => {
            let mut before = b'{';
            for (key, value) in all {
                out.push(before);
                before = b',';
                plain(out, key);
                out.push(b':');
                bare(out, value);
            }
            close(out, before, b'{', b'}');
        }
        // Without a table its members have no names.
        Value::Struct(_) => out.extend_from_slice(b"{}"),
    }
}

fn number(out: &mut Vec<u8>, x: f64) {
    match (scalar::odd_word(x), scalar::whole(x)) {
        (Some(word), _) => plain(out, word),
        (None, Some(n)) => plain(out, &n),
        (None, None) => plain(out, &x),
    }
}

/// What serde_json knows how to write.
fn plain<T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) {
    // INVARIANT: writing a leaf into memory cannot fail.
    let _ = serde_json::to_writer(out, value);
}

/// `{"__type":"…","message":"…",…}`
pub(crate) fn fault(out: &mut Vec<u8>, told: &Told<'_>) {
    out.extend_from_slice(b"{\"__type\":");
    plain(out, told.code);
    out.extend_from_slice(b",\"");
    out.extend_from_slice(told.message_name().as_bytes());
    out.extend_from_slice(b"\":");
    plain(out, &told.fault.message);
    for (name, schema, value) in told.members() {
        out.push(b',');
        plain(out, name);
        out.push(b':');
        match schema {
            Some(schema) => write(out, schema, value),
            None => bare(out, value),
        }
    }
    out.push(b'}');
}
