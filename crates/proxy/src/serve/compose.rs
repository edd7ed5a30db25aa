//! Heads written anew. Pure.

use std::net::IpAddr;

use bytes::{BufMut as _, BytesMut};
use wire::proxy::{Attributes, XForwardedFor};

use crate::answer::field;
use crate::http::framing::Framing;
use crate::http::head::Head;

/// What a target is told besides what the client said.
pub(crate) struct Told<'a> {
    pub attributes: &'a Attributes,
    /// The client's, with its port as it was.
    pub host: &'a [u8],
    /// The path with its query.
    pub target: &'a [u8],
    pub client: IpAddr,
    pub client_port: u16,
    pub secure: bool,
    /// The listener's.
    pub port: u16,
    pub trace: &'a str,
    pub tls: Option<(&'static str, &'static str)>,
    /// A protocol that the client wants to change to.
    pub upgrade: Option<&'a [u8]>,
    pub framing: Framing,
    pub h2: bool,
}

/// The request line and the fields for a target, with the empty line.
pub(crate) fn request(out: &mut BytesMut, head: &Head, told: &Told<'_>) {
    out.reserve(1024);
    for part in [head.method(), b" ", told.target, b" HTTP/1.1\r\n"] {
        out.put_slice(part);
    }
    let a = told.attributes;
    host(out, told);
    let named = nominated(head);
    for (name, value) in head.fields() {
        let drop = is_hop(name)
            || is_ours(name, a)
            || (name.eq_ignore_ascii_case(b"expect") && value.eq_ignore_ascii_case(b"100-continue"))
            || (a.drop_invalid_headers && !name.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-'))
            || named.iter().any(|n| name.eq_ignore_ascii_case(n));
        if !drop {
            field(out, name, value);
        }
    }
    forwarded(out, head, told);
    if told.h2 {
        if head.lists("te", "trailers") {
            field(out, b"TE", b"trailers");
        }
    } else if let Some(protocol) = told.upgrade {
        field(out, b"Connection", b"Upgrade");
        field(out, b"Upgrade", protocol);
    } else {
        field(out, b"Connection", b"keep-alive");
    }
    match told.framing {
        Framing::Length(n) => field(out, b"Content-Length", n.to_string().as_bytes()),
        Framing::Chunked => field(out, b"Transfer-Encoding", b"chunked"),
        // A body that is empty is said to be, where the method would have one.
        _ if matches!(head.method(), b"POST" | b"PUT" | b"PATCH") => field(out, b"Content-Length", b"0"),
        _ => {}
    }
    out.put_slice(b"\r\n");
}

/// The port belongs to the name unless it is the scheme's own (Application Load Balancers guide, "Host header
/// preservation").
fn host(out: &mut BytesMut, told: &Told<'_>) {
    if told.attributes.preserve_host {
        return field(out, b"Host", told.host);
    }
    let name = crate::route::without_port(told.host);
    out.put_slice(b"Host: ");
    if matches!(told.port, 80 | 443) {
        out.put_slice(name);
    } else if name.len() < told.host.len() {
        out.put_slice(told.host);
    } else {
        out.put_slice(name);
        out.put_slice(format!(":{}", told.port).as_bytes());
    }
    out.put_slice(b"\r\n");
}

fn forwarded(out: &mut BytesMut, head: &Head, told: &Told<'_>) {
    let a = told.attributes;
    let ip = told.client.to_canonical();
    match a.xff {
        XForwardedFor::Append => {
            out.put_slice(b"X-Forwarded-For: ");
            for before in head.all("x-forwarded-for").filter(|v| !v.is_empty()) {
                out.put_slice(before);
                out.put_slice(b", ");
            }
            let own = match (a.xff_port, ip) {
                (false, ip) => ip.to_string(),
                (true, IpAddr::V4(ip)) => format!("{ip}:{}", told.client_port),
                (true, IpAddr::V6(ip)) => format!("[{ip}]:{}", told.client_port),
            };
            out.put_slice(own.as_bytes());
            out.put_slice(b"\r\n");
        }
        XForwardedFor::Preserve => {
            for before in head.all("x-forwarded-for") {
                field(out, b"X-Forwarded-For", before);
            }
        }
        XForwardedFor::Remove => {}
    }
    field(
        out,
        b"X-Forwarded-Proto",
        if told.secure { b"https" } else { b"http" },
    );
    field(out, b"X-Forwarded-Port", told.port.to_string().as_bytes());
    out.put_slice(b"X-Amzn-Trace-Id: ");
    trace(out, head.get("x-amzn-trace-id"), told.trace);
    out.put_slice(b"\r\n");
    if let (true, Some((version, cipher))) = (a.tls_headers, told.tls) {
        field(out, b"X-Amzn-Tls-Version", version.as_bytes());
        field(out, b"X-Amzn-Tls-Cipher-Suite", cipher.as_bytes());
    }
}

/// `Root` when the request has none yet, else `Self` in front of what it has (Application Load Balancers guide,
/// "Request tracing").
fn trace(out: &mut BytesMut, before: Option<&[u8]>, own: &str) {
    let before = before.filter(|b| b.windows(5).any(|w| w.eq_ignore_ascii_case(b"root=")));
    let Some(before) = before else {
        out.put_slice(b"Root=");
        return out.put_slice(own.as_bytes());
    };
    out.put_slice(b"Self=");
    out.put_slice(own.as_bytes());
    let parts = before.split(|b| *b == b';').map(<[u8]>::trim_ascii);
    for part in
        parts.filter(|p| !p.is_empty() && !p.get(..5).is_some_and(|s| s.eq_ignore_ascii_case(b"self=")))
    {
        out.put_slice(b";");
        out.put_slice(part);
    }
}

/// The status line and the fields of a target's answer, without what frames its body.
pub(crate) fn response(out: &mut BytesMut, head: &Head, date: &str, changes: &[(String, String)]) {
    out.reserve(1024);
    out.put_slice(format!("HTTP/1.1 {} ", head.status()).as_bytes());
    out.put_slice(head.reason());
    out.put_slice(b"\r\n");
    let named = nominated(head);
    let mut dated = false;
    let bodiless = matches!(head.status(), 204 | 101);
    for (name, value) in head.fields() {
        let drop = is_hop(name)
            || (bodiless && name.eq_ignore_ascii_case(b"content-length"))
            || named.iter().any(|n| name.eq_ignore_ascii_case(n))
            || changes
                .iter()
                .any(|(n, _)| name.eq_ignore_ascii_case(n.as_bytes()));
        dated |= name.eq_ignore_ascii_case(b"date");
        if !drop {
            field(out, name, value);
        }
    }
    if !dated {
        field(out, b"Date", date.as_bytes());
    }
    for (name, value) in changes.iter().filter(|(_, v)| !v.is_empty()) {
        field(out, name.as_bytes(), value.as_bytes());
    }
}

/// Fields of one connection only (RFC 9110, section 7.6.1).
fn is_hop(name: &[u8]) -> bool {
    let any = |all: &[&str]| all.iter().any(|n| name.eq_ignore_ascii_case(n.as_bytes()));
    match name.len() {
        2 => any(&["te"]),
        7 => any(&["upgrade"]),
        10 => any(&["connection", "keep-alive"]),
        14 => any(&["http2-settings"]),
        16 => any(&["proxy-connection"]),
        17 => any(&["transfer-encoding"]),
        _ => false,
    }
}

/// Fields that are written here.
fn is_ours(name: &[u8], a: &Attributes) -> bool {
    let any = |all: &[&str]| all.iter().any(|n| name.eq_ignore_ascii_case(n.as_bytes()));
    match name.len() {
        4 => any(&["host"]),
        14 => any(&["content-length"]),
        15 => any(&["x-forwarded-for", "x-amzn-trace-id"]),
        16 => any(&["x-forwarded-port"]),
        17 => any(&["x-forwarded-proto"]),
        18 => a.tls_headers && any(&["x-amzn-tls-version"]),
        23 => a.tls_headers && any(&["x-amzn-tls-cipher-suite"]),
        _ => false,
    }
}

/// Names that `Connection` lists. What routes or frames a message is not among them, whatever a client says.
fn nominated(head: &Head) -> Vec<&[u8]> {
    let never = [
        "keep-alive",
        "close",
        "upgrade",
        "host",
        "content-length",
        "cookie",
        "authorization",
    ];
    head.all("connection")
        .flat_map(|v| v.split(|b| *b == b','))
        .map(<[u8]>::trim_ascii)
        .filter(|n| !n.is_empty() && !never.iter().any(|x| n.eq_ignore_ascii_case(x.as_bytes())))
        .collect()
}
