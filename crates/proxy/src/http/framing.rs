//! Where a message's body ends (RFC 9112, section 6).

use super::head::{Bad, Head};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    Empty,
    Length(u64),
    Chunked,
    /// Responses only: until the connection ends.
    Close,
}

/// How a request's body is framed.
///
/// # Errors
/// Two lengths, a length beside a coding, a coding in HTTP/1.0, and whatever is no number: each of them is how
/// requests are smuggled.
pub(crate) fn of_request(head: &Head) -> Result<Framing, Bad> {
    let length = length(head)?;
    let coding = coding(head)?;
    match (length, coding) {
        (Some(_), true) => Err(Bad::Malformed),
        (None, true) if head.old() => Err(Bad::Malformed),
        (None, true) => Ok(Framing::Chunked),
        (Some(0) | None, false) => Ok(Framing::Empty),
        (Some(n), false) => Ok(Framing::Length(n)),
    }
}

/// How a response's body is framed, to a request of this method.
///
/// # Errors
/// As for requests; the target's answer is not to be trusted then.
pub(crate) fn of_response(head: &Head, to_head: bool) -> Result<Framing, Bad> {
    let (length, coding) = (length(head)?, coding(head)?);
    if length.is_some() && coding {
        return Err(Bad::Malformed);
    }
    let status = head.status();
    if to_head || status < 200 || status == 204 || status == 304 {
        return Ok(Framing::Empty);
    }
    Ok(match (length, coding) {
        (_, true) => Framing::Chunked,
        (Some(0), _) => Framing::Empty,
        (Some(n), _) => Framing::Length(n),
        (None, _) => Framing::Close,
    })
}

fn length(head: &Head) -> Result<Option<u64>, Bad> {
    let mut all = head.all("content-length");
    let Some(text) = all.next() else {
        return Ok(None);
    };
    if all.next().is_some() || text.is_empty() || text.len() > 18 || !text.iter().all(u8::is_ascii_digit) {
        return Err(Bad::Malformed);
    }
    let n = text.iter().fold(0, |n: u64, d| n * 10 + u64::from(d - b'0'));
    Ok(Some(n))
}

/// Whether the body is chunked.
fn coding(head: &Head) -> Result<bool, Bad> {
    let mut all = head.all("transfer-encoding");
    let Some(text) = all.next() else {
        return Ok(false);
    };
    if all.next().is_some() {
        return Err(Bad::Malformed);
    }
    if text.eq_ignore_ascii_case(b"chunked") {
        return Ok(true);
    }
    // `chunked, chunked`, `x, chunked`, a control character before: either nobody's coding or a trick.
    let known = [b"gzip".as_slice(), b"deflate", b"compress", b"identity"];
    let all_known = text
        .split(|b| *b == b',')
        .all(|c| known.iter().any(|k| c.trim_ascii().eq_ignore_ascii_case(k)));
    Err(if all_known { Bad::Coding } else { Bad::Malformed })
}
