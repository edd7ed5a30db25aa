//! The canonical request: the exact bytes that a signature covers.

use http::{HeaderMap, Method, Uri, header};

/// How a path or a query becomes canonical.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PathRule {
    /// Amazon S3: the path as it was sent, neither normalised nor encoded again.
    AsSent,
    /// Every other service: dot segments and empty segments removed, then each byte encoded once more.
    NormaliseAndEncode,
}

impl PathRule {
    pub(crate) fn of_service(service: &str) -> PathRule {
        match service {
            "s3" | "s3express" | "s3-outposts" | "s3-object-lambda" => PathRule::AsSent,
            _ => PathRule::NormaliseAndEncode,
        }
    }
}

/// Which spelling of the query is canonical.
///
/// The documented rule is `Encoded`. Clients that pass a query through unencoded (botocore does so with
/// a ready-made URL) sign `AsSent`; both bind every byte of the query, so a server may take either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QueryRule {
    Encoded,
    AsSent,
}

pub(crate) struct Canonical<'a> {
    pub method: &'a Method,
    pub uri: &'a Uri,
    pub headers: &'a HeaderMap,
    /// Lower-case names, in the order of `SignedHeaders`.
    pub signed_headers: &'a [String],
    /// Hex digest of the body, or one of AWS's literal markers.
    pub payload: &'a str,
    pub path_rule: PathRule,
    pub query_rule: QueryRule,
}

impl Canonical<'_> {
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(512);
        out.extend_from_slice(self.method.as_str().as_bytes());
        out.push(b'\n');
        write_path(&mut out, self.uri.path(), self.path_rule);
        out.push(b'\n');
        write_query(&mut out, self.uri.query().unwrap_or(""), self.query_rule);
        out.push(b'\n');
        for name in self.signed_headers {
            out.extend_from_slice(name.as_bytes());
            out.push(b':');
            self.write_header(&mut out, name);
            out.push(b'\n');
        }
        out.push(b'\n');
        for (i, name) in self.signed_headers.iter().enumerate() {
            if i > 0 {
                out.push(b';');
            }
            out.extend_from_slice(name.as_bytes());
        }
        out.push(b'\n');
        out.extend_from_slice(self.payload.as_bytes());
        out
    }

    fn write_header(&self, out: &mut Vec<u8>, name: &str) {
        let mut values = self.headers.get_all(name).iter().peekable();
        // HTTP/2 carries the host as `:authority`, and a client may leave `host` out.
        if values.peek().is_none() && name == header::HOST.as_str() {
            out.extend_from_slice(self.uri.authority().map_or("", |a| a.as_str()).as_bytes());
        }
        for (i, value) in values.enumerate() {
            if i > 0 {
                out.push(b',');
            }
            write_collapsed(out, value.as_bytes());
        }
    }
}

/// Writes a header value without outer blanks and with each run of inner blanks as one space.
fn write_collapsed(out: &mut Vec<u8>, value: &[u8]) {
    let mut first = true;
    for word in value
        .split(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r'))
        .filter(|w| !w.is_empty())
    {
        if !first {
            out.push(b' ');
        }
        out.extend_from_slice(word);
        first = false;
    }
}

fn write_path(out: &mut Vec<u8>, path: &str, rule: PathRule) {
    let path = if path.is_empty() { "/" } else { path };
    if rule == PathRule::AsSent {
        out.extend_from_slice(path.as_bytes());
        return;
    }
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                kept.pop();
            }
            name => kept.push(name),
        }
    }
    for segment in &kept {
        out.push(b'/');
        encode(out, segment.as_bytes());
    }
    if kept.is_empty() || path.ends_with('/') {
        out.push(b'/');
    }
}

/// `X-Amz-Signature` never signs itself.
fn write_query(out: &mut Vec<u8>, query: &str, rule: QueryRule) {
    let mut pairs: Vec<(Vec<u8>, Vec<u8>)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .filter(|(name, _)| *name != "X-Amz-Signature")
        .map(|(name, value)| match rule {
            QueryRule::AsSent => (name.as_bytes().to_vec(), value.as_bytes().to_vec()),
            QueryRule::Encoded => (encoded_again(name), encoded_again(value)),
        })
        .collect();
    pairs.sort();
    for (i, (name, value)) in pairs.iter().enumerate() {
        if i > 0 {
            out.push(b'&');
        }
        out.extend_from_slice(name);
        out.push(b'=');
        out.extend_from_slice(value);
    }
}

/// A query part in the one spelling that SigV4 documents: decoded, then encoded with upper-case hex.
fn encoded_again(part: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(part.len());
    encode(&mut out, &decode(part));
    out
}

/// Percent-decodes; an incomplete escape stays as it is. `+` is a plus here, never a space.
pub(crate) fn decode(part: &str) -> Vec<u8> {
    let hex = |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16));
    let bytes = part.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&b) = bytes.get(at) {
        match (b, hex(bytes.get(at + 1)), hex(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or_default());
                at += 3;
            }
            _ => {
                out.push(b);
                at += 1;
            }
        }
    }
    out
}

/// Percent-encodes every byte outside RFC 3986's unreserved set, with upper-case hex.
pub(crate) fn encode(out: &mut Vec<u8>, bytes: &[u8]) {
    let digit = |n: u8| if n < 10 { b'0' + n } else { b'A' + n - 10 };
    for &b in bytes {
        if b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~') {
            out.push(b);
        } else {
            out.extend_from_slice(&[b'%', digit(b >> 4), digit(b & 15)]);
        }
    }
}
