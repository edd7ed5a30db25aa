//! rest-json: members spread over path, query, headers and body.

use super::form::{self, percent_decode};
use super::{HttpIn, HttpOut, json, scalar};
use crate::fault::Fault;
use crate::schema::{At, Member, OperationMeta, Schema, TimeFormat, Value};
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use std::collections::BTreeMap;

pub(super) fn decode(op: &'static OperationMeta, http: &HttpIn<'_>) -> Result<Value, Fault> {
    let table = op.input;
    let mut members = match (table.payload, http.body.is_empty()) {
        (None, false) => match json::read(op.input_schema(), http.body)? {
            Some(Value::Struct(members)) => members,
            _ => vec![None; table.members.len()],
        },
        _ => vec![None; table.members.len()],
    };
    let labels = labels(op.http.uri, http.path).unwrap_or_default();
    let query: Vec<(String, String)> = form::pairs(http.query.as_bytes())
        .collect::<Result<_, _>>()
        .map_err(|_| json::serialization("query parameters are not UTF-8"))?;
    for (member, slot) in table.members.iter().zip(&mut members) {
        let bad = || {
            json::serialization(format!(
                "Value at '{}' is not a {}",
                member.name,
                scalar::java_name(member.schema)
            ))
        };
        match member.at {
            At::Body if table.payload == Some(member.name) => *slot = payload(member, http.body)?,
            At::Body => {}
            At::Uri => {
                let label = labels.iter().find(|(name, _)| *name == member.wire);
                *slot = label
                    .map(|(_, text)| scalar::from_text(member.schema, text).ok_or_else(bad))
                    .transpose()?;
            }
            At::Query => *slot = from_query(member, &query).map_err(|()| bad())?,
            At::Header => *slot = from_header(member, http).map_err(|()| bad())?,
            At::Headers => *slot = from_headers(member, http),
            At::Status => *slot = None,
        }
    }
    Ok(Value::Struct(members))
}

fn payload(member: &'static Member, body: &[u8]) -> Result<Option<Value>, Fault> {
    match member.schema {
        _ if body.is_empty() => Ok(None),
        Schema::Blob(_) => Ok(Some(Value::Blob(body.to_vec()))),
        Schema::Str(_) => {
            let text =
                String::from_utf8(body.to_vec()).map_err(|_| json::serialization("body is not UTF-8"))?;
            Ok(Some(Value::Str(text)))
        }
        schema => json::read(schema, body),
    }
}

/// The labels of a path that fits the template, decoded; `None` when it does not fit.
///
/// `{Name}` is one segment, `{Name+}` as many as there are.
pub(super) fn labels<'t>(template: &'t str, path: &str) -> Option<Vec<(&'t str, String)>> {
    let template = template.split_once('?').map_or(template, |(path, _)| path);
    let mut found = Vec::new();
    let mut rest = path.trim_start_matches('/');
    let mut parts = template.trim_start_matches('/').split('/').peekable();
    while let Some(part) = parts.next() {
        let label = part.strip_prefix('{').and_then(|p| p.strip_suffix('}'));
        if let Some(greedy) = label.and_then(|l| l.strip_suffix('+')) {
            // What follows a greedy label is fixed text of as many segments.
            let after = parts.clone().count();
            let cut = rest
                .rmatch_indices('/')
                .nth(after.checked_sub(1).unwrap_or(usize::MAX))
                .map(|(i, _)| i);
            let cut = if after == 0 { rest.len() } else { cut? };
            let (taken, left) = rest.split_at_checked(cut)?;
            if taken.is_empty() {
                return None;
            }
            found.push((greedy, percent_decode(taken.as_bytes(), false)?));
            rest = left.trim_start_matches('/');
            continue;
        }
        let (segment, left) = rest.split_once('/').unwrap_or((rest, ""));
        match label {
            Some(label) if !segment.is_empty() => {
                found.push((label, percent_decode(segment.as_bytes(), false)?));
            }
            None if part == segment => {}
            _ => return None,
        }
        rest = left;
    }
    rest.is_empty().then_some(found)
}

fn from_query(member: &Member, query: &[(String, String)]) -> Result<Option<Value>, ()> {
    let one = |schema, text: &str| scalar::from_text(schema, text).ok_or(());
    let mut own = query
        .iter()
        .filter(|(name, _)| *name == member.wire)
        .map(|(_, text)| text);
    match member.schema {
        // Every parameter, those too that another member is bound to.
        Schema::Map(map) => {
            let mut all: BTreeMap<String, Value> = BTreeMap::new();
            for (name, text) in query {
                match map.value {
                    Schema::List(list) => {
                        let values = all.entry(name.clone()).or_insert_with(|| Value::List(Vec::new()));
                        if let Value::List(values) = values {
                            values.push(one(list.of, text)?);
                        }
                    }
                    leaf => {
                        let value = one(leaf, text)?;
                        all.entry(name.clone()).or_insert(value);
                    }
                }
            }
            Ok((!all.is_empty()).then_some(Value::Map(all)))
        }
        Schema::List(list) => {
            let all: Vec<Value> = own.map(|text| one(list.of, text)).collect::<Result<_, _>>()?;
            Ok((!all.is_empty()).then_some(Value::List(all)))
        }
        leaf => own.next().map(|text| one(leaf, text)).transpose(),
    }
}

fn from_header(member: &Member, http: &HttpIn<'_>) -> Result<Option<Value>, ()> {
    let mut texts = Vec::new();
    for value in http.headers.get_all(member.wire) {
        texts.push(std::str::from_utf8(value.as_bytes()).map_err(|_| ())?);
    }
    let Some(first) = texts.first() else {
        return Ok(None);
    };
    match member.schema {
        Schema::List(_) if texts.iter().all(|text| text.trim().is_empty()) => {
            Ok(Some(Value::List(Vec::new())))
        }
        Schema::List(list) => {
            let dates = matches!(list.of, Schema::Time(TimeFormat::Usual | TimeFormat::Http));
            let items = texts.iter().flat_map(|text| split(text, dates));
            let items = items.map(|item| scalar::from_text(list.of, &item).ok_or(()));
            Ok(Some(Value::List(items.collect::<Result<_, _>>()?)))
        }
        leaf => scalar::from_text(leaf, first.trim()).map(Some).ok_or(()),
    }
}

/// A header that lists: items between commas, in quotes if they have commas of their own. HTTP dates have one each.
fn split(text: &str, dates: bool) -> Vec<String> {
    let mut items = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in text.chars() {
        let Some(item) = items.last_mut() else { break };
        // `Fri, 02 Jan`: the comma after a date's day parts nothing.
        let in_date = dates && item.len() == 3;
        match c {
            c if escaped => {
                item.push(c);
                escaped = false;
            }
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ',' if !quoted && !in_date => items.push(String::new()),
            c if quoted || !item.is_empty() || !c.is_whitespace() => item.push(c),
            _ => {}
        }
    }
    items.into_iter().map(|item| item.trim_end().to_owned()).collect()
}

fn from_headers(member: &Member, http: &HttpIn<'_>) -> Option<Value> {
    let prefix = member.wire.to_ascii_lowercase();
    let mut all = BTreeMap::new();
    for (name, value) in http.headers {
        let text = value.to_str().ok();
        if let (Some(rest), Some(text)) = (name.as_str().strip_prefix(&prefix), text) {
            all.insert(rest.to_owned(), Value::Str(text.to_owned()));
        }
    }
    (!all.is_empty()).then_some(Value::Map(all))
}

pub(super) fn encode(out: &mut HttpOut, op: &'static OperationMeta, output: &Value) {
    let Value::Struct(values) = output else { return };
    let table = op.output;
    let mut raw = false;
    for (member, value) in table.members.iter().zip(values) {
        let Some(value) = value else { continue };
        match (member.at, value) {
            (At::Status, Value::Int(status)) => out.status = u16::try_from(*status).unwrap_or(out.status),
            (At::Header, value) => {
                if let Some(text) = header_text(member.schema, value) {
                    push(out, member.wire, &text);
                }
            }
            (At::Headers, Value::Map(all)) => {
                for (name, value) in all {
                    if let Value::Str(text) = value {
                        push(out, &[member.wire, name].concat(), text);
                    }
                }
            }
            (At::Body, value) if table.payload == Some(member.name) => match value {
                Value::Blob(bytes) => {
                    raw = true;
                    out.body.extend_from_slice(bytes);
                }
                Value::Str(text) => {
                    raw = true;
                    out.body.extend_from_slice(text.as_bytes());
                }
                value => json::write(&mut out.body, member.schema, value),
            },
            _ => {}
        }
    }
    if table.payload.is_none() {
        json::write_body(&mut out.body, table, values);
    }
    // A payload that is no JSON is what a header member says it is, else plain bytes.
    if raw {
        out.headers.remove(0);
        if !out.headers.iter().any(|(name, _)| name == CONTENT_TYPE) {
            out.headers
                .push((CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")));
        }
    }
}

fn header_text(schema: Schema, value: &Value) -> Option<String> {
    match (schema, value) {
        (Schema::List(list), Value::List(items)) => {
            let item = |item: &Value| {
                let text = scalar::to_text(list.of, item, TimeFormat::Http)?;
                let quote = matches!(list.of, Schema::Str(_)) && text.contains([',', '"']);
                Some(if quote {
                    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
                } else {
                    text
                })
            };
            let all: Option<Vec<String>> = items.iter().map(item).collect();
            all.map(|all| all.join(", ")).filter(|text| !text.is_empty())
        }
        (leaf, value) => scalar::to_text(leaf, value, TimeFormat::Http),
    }
}

/// Names and values that no header can carry are left out.
fn push(out: &mut HttpOut, name: &str, value: &str) {
    if let (Ok(name), Ok(value)) = (
        HeaderName::from_bytes(name.as_bytes()),
        HeaderValue::from_str(value),
    ) {
        out.headers.push((name, value));
    }
}
