//! Event streams: what follows the answer of an operation that goes on talking (`StartLiveTail`).
//!
//! Each event is a frame: total length and length of the headers (u32, big-endian), CRC-32 of both, headers, payload,
//! CRC-32 of all before it (Smithy, "Amazon Event Stream specification"). With a JSON protocol the payload of an event
//! is JSON, and the operation's answer itself travels as the first event, `initial-response`.

use super::json;
use crate::fault::Fault;
use crate::schema::{OperationMeta, Schema, Value};

/// The media type of the answer.
pub const CONTENT_TYPE: &str = "application/vnd.amazon.eventstream";

/// The first frame.
#[must_use]
pub fn initial(op: &'static OperationMeta, output: &Value) -> Vec<u8> {
    let mut payload = Vec::new();
    json::write(&mut payload, op.output_schema(), output);
    event_frame("initial-response", &payload)
}

/// One of the operation's events; `None` when it has none of that name.
#[must_use]
pub fn event(op: &'static OperationMeta, name: &str, value: &Value) -> Option<Vec<u8>> {
    let (name, table) = op.events.iter().find(|(n, _)| *n == name)?;
    let mut payload = Vec::new();
    json::write(&mut payload, Schema::Struct(table), value);
    Some(event_frame(name, &payload))
}

/// An error that ends the stream.
#[must_use]
pub fn fault(f: &Fault) -> Vec<u8> {
    let payload = serde_json::json!({"message": f.message}).to_string();
    frame(
        &[
            (":message-type", "exception"),
            (":exception-type", &f.code),
            (":content-type", "application/json"),
        ],
        payload.as_bytes(),
    )
}

fn event_frame(name: &str, payload: &[u8]) -> Vec<u8> {
    frame(
        &[
            (":message-type", "event"),
            (":event-type", name),
            (":content-type", "application/json"),
        ],
        payload,
    )
}

fn frame(headers: &[(&str, &str)], payload: &[u8]) -> Vec<u8> {
    const TEXT: u8 = 7;
    let mut head = Vec::new();
    for (name, value) in headers {
        head.push(u8::try_from(name.len()).unwrap_or(u8::MAX));
        head.extend_from_slice(name.as_bytes());
        head.push(TEXT);
        head.extend_from_slice(&u16::try_from(value.len()).unwrap_or(u16::MAX).to_be_bytes());
        head.extend_from_slice(value.as_bytes());
    }
    let length = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_be_bytes();
    let mut out = Vec::with_capacity(16 + head.len() + payload.len());
    out.extend_from_slice(&length(16 + head.len() + payload.len()));
    out.extend_from_slice(&length(head.len()));
    out.extend_from_slice(&crc32fast::hash(&out).to_be_bytes());
    out.extend_from_slice(&head);
    out.extend_from_slice(payload);
    out.extend_from_slice(&crc32fast::hash(&out).to_be_bytes());
    out
}
