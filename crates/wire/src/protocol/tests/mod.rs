//! What each codec reads and writes, case by case. The proof against real clients is in `conformance/wire`.

mod forms;
mod jsons;
mod routes;
mod tables;
mod times;

use super::{HttpIn, HttpOut, Protocol, decode, encode, encode_fault};
use crate::schema::{Operation, Shape};
use crate::{Fault, services};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

/// A request's headers.
fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
    let pair = |(name, value): &(&str, &str)| {
        (
            HeaderName::from_bytes(name.as_bytes()).unwrap(),
            HeaderValue::from_str(value).unwrap(),
        )
    };
    pairs.iter().map(pair).collect()
}

fn http<'a>(headers: &'a HeaderMap, path: &'a str, query: &'a str, body: &'a [u8]) -> HttpIn<'a> {
    HttpIn {
        method: &Method::POST,
        path,
        query,
        headers,
        body,
    }
}

/// A body as the operation's input type.
fn input<O: Operation>(protocol: Protocol, body: &str) -> Result<O::Input, Fault> {
    let headers = HeaderMap::new();
    let value = decode(protocol, O::META, &http(&headers, "/", "", body.as_bytes()))?;
    Ok(O::Input::from_value(value).unwrap())
}

fn answer<O: Operation>(protocol: Protocol, output: O::Output) -> HttpOut {
    encode(protocol, O::META, &output.into_value(), "req-1")
}

fn fault(protocol: Protocol, service: &str, fault: &Fault) -> HttpOut {
    encode_fault(
        protocol,
        services().iter().find(|s| s.name == service).copied(),
        fault,
        "req-1",
    )
}

fn text(out: &HttpOut) -> &str {
    std::str::from_utf8(&out.body).unwrap()
}

fn header<'a>(out: &'a HttpOut, name: &str) -> Option<&'a str> {
    out.headers
        .iter()
        .find(|(n, _)| n == name)
        .map(|(_, v)| v.to_str().unwrap())
}
