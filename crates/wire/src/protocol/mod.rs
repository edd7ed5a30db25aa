//! The protocols: one small codec each over (`Value`, table), and the choice between them.
//!
//! - `mod.rs`    `Protocol`, and the three verbs: `decode`, `encode`, `encode_fault`
//! - `route.rs`  which protocol, service and operation a request means
//! - `json/`     awsJson 1.0 and 1.1, and the bodies of rest-json
//! - `form.rs`   `Action=…&List.member.1=…` as a tree
//! - `query.rs`  awsQuery and ec2 requests
//! - `xml.rs`    awsQuery and ec2 answers
//! - `rest.rs`   rest-json: path, query, headers, payload
//! - `cbor/`     smithy-rpc-v2-cbor
//! - `stream.rs` events that follow an answer
//! - `time.rs`   ISO 8601, HTTP dates, epoch seconds
//! - `scalar.rs` leaves written as text
//!
//! INVARIANT: decoding is total. Any bytes give a value that fits the operation's input table, or a `Fault` in the
//! protocol's own words; nesting is bounded ([`DEPTH`]).

mod cbor;
mod form;
mod json;
mod query;
mod rest;
mod route;
mod scalar;
pub mod stream;
mod time;
mod xml;

pub use route::{Route, route, unknown_operation};
pub use time::{from_iso, to_http, to_iso};

use crate::fault::Fault;
use crate::schema::{OperationMeta, ServiceMeta, Value};
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};

/// Deepest nesting that a request may have. No AWS input comes near it.
pub const DEPTH: usize = 64;

/// How a request is written, and so its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Protocol {
    AwsJson10,
    AwsJson11,
    Query,
    Ec2,
    RestJson,
    Cbor,
}

/// The parts of an HTTP request that a codec reads.
#[derive(Clone, Copy, Debug)]
pub struct HttpIn<'a> {
    pub method: &'a http::Method,
    /// As sent, percent-encoded.
    pub path: &'a str,
    /// What follows `?`, as sent; empty when there is none.
    pub query: &'a str,
    pub headers: &'a HeaderMap,
    pub body: &'a [u8],
}

/// An HTTP answer but for what the server adds to all: `date`, `content-length`, `connection`.
#[derive(Clone, Debug, PartialEq)]
pub struct HttpOut {
    pub status: u16,
    pub headers: Vec<(HeaderName, HeaderValue)>,
    pub body: Vec<u8>,
}

/// Reads an operation's input.
///
/// # Errors
/// The protocol's own error for bytes that are not a request of that operation. Constraints of the model are not
/// checked here; see [`crate::validate`].
pub fn decode(protocol: Protocol, op: &'static OperationMeta, http: &HttpIn<'_>) -> Result<Value, Fault> {
    match protocol {
        Protocol::AwsJson10 | Protocol::AwsJson11 => json::decode(op, http.body),
        Protocol::Query => query::decode(op, http, query::Style::Aws),
        Protocol::Ec2 => query::decode(op, http, query::Style::Ec2),
        Protocol::RestJson => rest::decode(op, http),
        Protocol::Cbor => cbor::decode(op, http.body),
    }
}

/// Writes an operation's answer. `output` fits the operation's output table.
pub fn encode(protocol: Protocol, op: &'static OperationMeta, output: &Value, request_id: &str) -> HttpOut {
    let mut out = HttpOut::new(protocol, op.http.status, request_id);
    match protocol {
        Protocol::AwsJson10 | Protocol::AwsJson11 => json::write(&mut out.body, op.output_schema(), output),
        Protocol::Query => xml::query_answer(&mut out.body, op, output, request_id),
        Protocol::Ec2 => xml::ec2_answer(&mut out.body, op, output, request_id),
        Protocol::RestJson => rest::encode(&mut out, op, output),
        Protocol::Cbor => cbor::write(&mut out.body, op.output_schema(), output),
    }
    out
}

/// Writes an error. `service` lends its namespace and its errors' members; an answer can be written without.
pub fn encode_fault(
    protocol: Protocol,
    service: Option<&ServiceMeta>,
    fault: &Fault,
    request_id: &str,
) -> HttpOut {
    let mut out = HttpOut::new(protocol, fault.status, request_id);
    let told = Told::new(service, fault);
    match protocol {
        Protocol::AwsJson10 | Protocol::AwsJson11 | Protocol::RestJson => json::fault(&mut out.body, &told),
        Protocol::Query => xml::query_fault(&mut out.body, service, &told, request_id),
        Protocol::Ec2 => xml::ec2_fault(&mut out.body, &told, request_id),
        Protocol::Cbor => cbor::fault(&mut out.body, service, &told),
    }
    if !matches!(protocol, Protocol::Query | Protocol::Ec2) {
        out.header("x-amzn-errortype", told.code);
        if service.is_some_and(|s| s.query_compatible) {
            let side = if fault.sender { "Sender" } else { "Receiver" };
            out.header("x-amzn-query-error", &format!("{};{side}", told.query_code));
        }
    }
    out
}

/// The decoded pairs of a query string, in order. What is not UTF-8 is left out.
#[must_use]
pub fn query_pairs(query: &str) -> Vec<(String, String)> {
    form::pairs(query.as_bytes()).filter_map(Result::ok).collect()
}

/// A value as awsJson text, for documents that are stored as AWS writes them.
#[must_use]
pub fn to_json(schema: crate::schema::Schema, value: &Value) -> String {
    let mut out = Vec::new();
    json::write(&mut out, schema, value);
    String::from_utf8(out).unwrap_or_default()
}

/// Reads what [`to_json`] wrote.
///
/// # Errors
/// The text is not JSON of that shape.
pub fn from_json(schema: crate::schema::Schema, text: &[u8]) -> Result<Value, Fault> {
    json::read(schema, text)?.ok_or_else(|| json::serialization("null is no document"))
}

/// A fault in the words of the service that answers.
struct Told<'a> {
    fault: &'a Fault,
    code: &'a str,
    query_code: &'a str,
    modelled: Option<&'static crate::schema::ErrorMeta>,
}

impl<'a> Told<'a> {
    fn new(service: Option<&'a ServiceMeta>, fault: &'a Fault) -> Told<'a> {
        let code = match service {
            Some(s) if fault.code == Fault::INTERNAL => s.internal,
            _ => &fault.code,
        };
        let modelled = service.and_then(|s| s.error(code));
        let query_code = match modelled {
            Some(error) => error.code,
            None if code == "ValidationException" => "ValidationError",
            None => code,
        };
        Told {
            fault,
            code,
            query_code,
            modelled,
        }
    }

    /// Name of the member with the sentence.
    fn message_name(&self) -> &'static str {
        self.modelled.map_or("message", |m| m.message())
    }

    /// The further members, each with its table entry if the model has one.
    fn members(&self) -> impl Iterator<Item = (&'static str, Option<crate::schema::Schema>, &'a Value)> {
        let modelled = self.modelled;
        self.fault.members.iter().map(move |(name, value)| {
            let member = modelled.and_then(|e| e.members.iter().find(|m| m.wire == *name || m.name == *name));
            (member.map_or(*name, |m| m.wire), member.map(|m| m.schema), value)
        })
    }
}

impl HttpOut {
    fn new(protocol: Protocol, status: u16, request_id: &str) -> HttpOut {
        let content_type = match protocol {
            Protocol::AwsJson10 => "application/x-amz-json-1.0",
            Protocol::AwsJson11 => "application/x-amz-json-1.1",
            Protocol::Query => "text/xml",
            Protocol::Ec2 => "text/xml;charset=UTF-8",
            Protocol::RestJson => "application/json",
            Protocol::Cbor => "application/cbor",
        };
        let mut out = HttpOut {
            status,
            headers: Vec::with_capacity(4),
            body: Vec::new(),
        };
        out.headers
            .push((CONTENT_TYPE, HeaderValue::from_static(content_type)));
        out.header("x-amzn-requestid", request_id);
        if protocol == Protocol::Cbor {
            out.header("smithy-protocol", "rpc-v2-cbor");
        }
        out
    }

    /// Adds a header; a value that no header can carry is left out.
    fn header(&mut self, name: &'static str, value: &str) {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((HeaderName::from_static(name), value));
        }
    }
}

#[cfg(test)]
mod tests;
