//! A message's start line and fields.

use bytes::{Bytes, BytesMut};

/// A request line at most (Application Load Balancers quotas).
pub(crate) const LINE: usize = 16 * 1024;
/// One field at most.
const FIELD: usize = 16 * 1024;
/// All of a request's head; a response's may have half of it.
pub(crate) const HEAD: usize = 64 * 1024;

/// What is wrong with a message, as far as the answer depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bad {
    Malformed,
    LineTooLong,
    TooLarge,
    Version,
    /// A transfer coding that nobody here knows.
    Coding,
}

/// A part of a head's bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Span {
    at: u32,
    len: u32,
}

impl Span {
    fn new(at: usize, len: usize) -> Self {
        // INVARIANT: heads are shorter than `HEAD`.
        Self {
            at: at as u32,
            len: len as u32,
        }
    }
}

/// A head that was read. The three parts of its first line are method, target and version, or version, status and
/// reason.
#[derive(Clone, Debug, Default)]
pub(crate) struct Head {
    raw: Bytes,
    line: [Span; 3],
    fields: Vec<(Span, Span)>,
}

impl Head {
    fn text(&self, s: Span) -> &[u8] {
        let (at, len) = (s.at as usize, s.len as usize);
        self.raw.get(at..at + len).unwrap_or_default()
    }

    /// In bytes, as it was read.
    pub(crate) fn size(&self) -> u64 {
        self.raw.len() as u64
    }

    pub(crate) fn method(&self) -> &[u8] {
        self.text(self.line[0])
    }

    pub(crate) fn target(&self) -> &[u8] {
        self.text(self.line[1])
    }

    /// Whether the sender speaks HTTP/1.0 only.
    pub(crate) fn old(&self) -> bool {
        self.text(self.line[2]) == b"HTTP/1.0" || self.text(self.line[0]) == b"HTTP/1.0"
    }

    /// A response's.
    pub(crate) fn status(&self) -> u16 {
        let digits = self.text(self.line[1]);
        digits.iter().fold(0, |n, d| n * 10 + u16::from(d - b'0'))
    }

    pub(crate) fn reason(&self) -> &[u8] {
        self.text(self.line[2])
    }

    pub(crate) fn fields(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.fields.iter().map(|(n, v)| (self.text(*n), self.text(*v)))
    }

    /// Every value of a field, in order.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a [u8]> {
        self.fields()
            .filter(move |(n, _)| n.eq_ignore_ascii_case(name.as_bytes()))
            .map(|(_, v)| v)
    }

    /// A field's first value.
    pub(crate) fn get(&self, name: &str) -> Option<&[u8]> {
        self.fields()
            .find(|(n, _)| n.eq_ignore_ascii_case(name.as_bytes()))
            .map(|(_, v)| v)
    }

    /// Whether a list-valued field has this member.
    pub(crate) fn lists(&self, name: &str, member: &str) -> bool {
        self.all(name)
            .flat_map(|v| v.split(|b| *b == b','))
            .any(|m| m.trim_ascii().eq_ignore_ascii_case(member.as_bytes()))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Request,
    Response,
}

/// Takes a whole head off the front of `buffer`; `None` when more of it must come first. `scanned` remembers what
/// was looked at, from 0 on.
///
/// # Errors
/// What cannot become a head any more.
pub(crate) fn take(buffer: &mut BytesMut, scanned: &mut usize, kind: Kind) -> Result<Option<Head>, Bad> {
    let limit = if kind == Kind::Request { HEAD } else { HEAD / 2 };
    let Some(end) = end(buffer, scanned) else {
        if buffer.len() > LINE && memchr::memchr(b'\n', buffer).is_none() {
            return Err(Bad::LineTooLong);
        }
        let whole = if buffer.len() > limit {
            Err(Bad::TooLarge)
        } else {
            Ok(None)
        };
        return whole;
    };
    if end > limit {
        return Err(Bad::TooLarge);
    }
    *scanned = 0;
    let raw = buffer.split_to(end).freeze();
    parse(raw, kind).map(Some)
}

/// Just behind the first empty line, whichever way its end is written.
fn end(buffer: &[u8], scanned: &mut usize) -> Option<usize> {
    let from = *scanned;
    for at in memchr::memchr_iter(b'\n', buffer.get(from..)?) {
        let next = from + at + 1;
        match buffer.get(next..) {
            Some([b'\n', ..]) => return Some(next + 1),
            Some([b'\r', b'\n', ..]) => return Some(next + 2),
            Some([] | [b'\r']) => {
                *scanned = from + at;
                return None;
            }
            _ => {}
        }
    }
    *scanned = buffer.len();
    None
}

/// Reads a head that ends with its empty line.
pub(crate) fn parse(raw: Bytes, kind: Kind) -> Result<Head, Bad> {
    let mut head = Head::default();
    let mut at = 0;
    for newline in memchr::memchr_iter(b'\n', &raw) {
        let line = raw.get(at..newline).unwrap_or_default();
        let line = line.strip_suffix(b"\r").ok_or(Bad::Malformed)?;
        if at == 0 {
            head.line = if kind == Kind::Request {
                request_line(line)?
            } else {
                status_line(line)?
            };
        } else if !line.is_empty() {
            head.fields.push(field(line, at)?);
        }
        at = newline + 1;
    }
    head.raw = raw;
    Ok(head)
}

fn request_line(line: &[u8]) -> Result<[Span; 3], Bad> {
    if line.len() > LINE {
        return Err(Bad::LineTooLong);
    }
    let (method, target, version) = words(line)?;
    let visible = |b: &u8| (0x21..0x7f).contains(b);
    let (m, t) = (span_of(line, method), span_of(line, target));
    if m.is_empty() || !m.iter().all(|b| is_token(*b)) || t.is_empty() || !t.iter().all(visible) {
        return Err(Bad::Malformed);
    }
    match span_of(line, version) {
        b"HTTP/1.1" | b"HTTP/1.0" => Ok([method, target, version]),
        v if v.starts_with(b"HTTP/") && v.len() == 8 => Err(Bad::Version),
        _ => Err(Bad::Malformed),
    }
}

fn status_line(line: &[u8]) -> Result<[Span; 3], Bad> {
    let (version, status, reason) = match words(line) {
        Ok(three) => three,
        // `HTTP/1.1 200`, without the space before an empty reason.
        Err(_) => (
            Span::new(0, 8.min(line.len())),
            Span::new(9, line.len().saturating_sub(9)),
            Span::new(line.len(), 0),
        ),
    };
    let code = span_of(line, status);
    let proper = code.len() == 3 && code.iter().all(u8::is_ascii_digit) && code >= b"100".as_slice();
    let known = matches!(span_of(line, version), b"HTTP/1.1" | b"HTTP/1.0");
    if !proper || !known || span_of(line, reason).iter().any(|b| !is_text(*b)) {
        return Err(Bad::Malformed);
    }
    Ok([version, status, reason])
}

/// Three words with exactly one space between; the third may hold spaces.
fn words(line: &[u8]) -> Result<(Span, Span, Span), Bad> {
    let first = memchr::memchr(b' ', line).ok_or(Bad::Malformed)?;
    let rest = line.get(first + 1..).unwrap_or_default();
    let second = memchr::memchr(b' ', rest).ok_or(Bad::Malformed)?;
    let third = first + second + 2;
    Ok((
        Span::new(0, first),
        Span::new(first + 1, second),
        Span::new(third, line.len() - third),
    ))
}

fn span_of(line: &[u8], s: Span) -> &[u8] {
    let (at, len) = (s.at as usize, s.len as usize);
    line.get(at..at + len).unwrap_or_default()
}

/// `name:value`, the line being at `at`. A line that starts with white space (obs-fold) and a name that is followed
/// by any are no tokens, and so refused.
fn field(line: &[u8], at: usize) -> Result<(Span, Span), Bad> {
    if line.len() > FIELD {
        return Err(Bad::TooLarge);
    }
    let colon = memchr::memchr(b':', line).ok_or(Bad::Malformed)?;
    let name = line.get(..colon).unwrap_or_default();
    let value = line.get(colon + 1..).unwrap_or_default();
    if name.is_empty() || !name.iter().all(|b| is_token(*b)) || !value.iter().all(|b| is_text(*b)) {
        return Err(Bad::Malformed);
    }
    let blank = |b: &&u8| **b == b' ' || **b == b'\t';
    let before = value.iter().take_while(blank).count();
    let after = value.iter().rev().take_while(blank).count();
    let len = value.len().saturating_sub(before + after);
    Ok((Span::new(at, colon), Span::new(at + colon + 1 + before, len)))
}

/// RFC 9110, section 5.6.2.
pub(crate) fn is_token(b: u8) -> bool {
    TOKEN.get(b as usize).copied().unwrap_or(false)
}

const TOKEN: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0_usize;
    while b < 128 {
        let c = b as u8;
        #[allow(clippy::indexing_slicing, reason = "b is below 128")]
        {
            table[b] = c.is_ascii_alphanumeric()
                || matches!(
                    c,
                    b'!' | b'#'
                        | b'$'
                        | b'%'
                        | b'&'
                        | b'\''
                        | b'*'
                        | b'+'
                        | b'-'
                        | b'.'
                        | b'^'
                        | b'_'
                        | b'`'
                        | b'|'
                        | b'~'
                );
        }
        b += 1;
    }
    table
};

/// What a field's value may hold: no control characters but the tab.
fn is_text(b: u8) -> bool {
    (b >= 0x20 && b != 0x7f) || b == b'\t'
}

/// Fields of a trailer section that ends with its empty line.
pub(crate) fn trailers(raw: &Bytes) -> Result<Vec<(Bytes, Bytes)>, Bad> {
    let mut found = Vec::new();
    let mut at = 0;
    for newline in memchr::memchr_iter(b'\n', raw) {
        let line = raw.get(at..newline).unwrap_or_default();
        let line = line.strip_suffix(b"\r").ok_or(Bad::Malformed)?;
        if !line.is_empty() {
            let (name, value) = field(line, at)?;
            let cut = |s: Span| raw.slice(s.at as usize..(s.at + s.len) as usize);
            found.push((cut(name), cut(value)));
        }
        at = newline + 1;
    }
    Ok(found)
}
