//! JSON as clients write it, read fast: requests that carry megabytes of text with an escape every few bytes (log lines
//! that are JSON themselves) cost mostly their decoding.
//!
//! INVARIANT: what this reads, the general reader reads to the same value. Whatever is unusual (a fault of any kind,
//! unknown members, numbers that are no plain integers, kinds with spellings of their own) is nothing here, so that the
//! general reader decides and finds the words.

use crate::schema::{List, Map, Schema, Structure, Value};
use std::collections::BTreeMap;

/// Deeper input is left to the general reader, which knows where to stop.
const DEPTH: usize = super::super::DEPTH;
/// Bytes of a text that are looked at, and those after them that copies may touch.
const AHEAD: usize = 128;

/// The value, or a null; nothing at all when the text is not of the usual form.
pub(crate) fn read(schema: Schema, body: &[u8]) -> Option<Option<Value>> {
    let mut text = Text {
        body,
        at: 0,
        // No string is longer than its text; what is copied at once may be.
        scratch: vec![0; body.len() + AHEAD],
    };
    let value = text.value(schema, DEPTH)?;
    text.next().is_none().then_some(value)
}

struct Text<'a> {
    body: &'a [u8],
    at: usize,
    scratch: Vec<u8>,
}

impl Text<'_> {
    /// The next byte that is not blank, left where it is.
    fn next(&mut self) -> Option<u8> {
        loop {
            let b = *self.body.get(self.at)?;
            if !matches!(b, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(b);
            }
            self.at += 1;
        }
    }

    /// Takes what must come next.
    fn take(&mut self, token: &[u8]) -> Option<()> {
        let is_there = self.body.get(self.at..)?.starts_with(token);
        is_there.then(|| self.at += token.len())
    }

    /// After an item of a list or object: whether there is another.
    fn another(&mut self, end: u8) -> Option<bool> {
        let b = self.next()?;
        self.at += 1;
        match b {
            b',' => Some(true),
            b if b == end => Some(false),
            _ => None,
        }
    }

    /// Takes the opening; whether anything is inside.
    fn open(&mut self, end: u8) -> Option<bool> {
        self.at += 1;
        let empty = self.next()? == end;
        self.at += usize::from(empty);
        Some(!empty)
    }

    fn value(&mut self, schema: Schema, depth: usize) -> Option<Option<Value>> {
        let depth = depth.checked_sub(1)?;
        let value = match (self.next()?, schema) {
            (b'n', _) => return self.take(b"null").map(|()| None),
            (b'"', Schema::Str(_)) => Value::Str(self.string()?),
            (b'-' | b'0'..=b'9', Schema::Int(int)) => {
                let n = self.integer()?;
                int.holds(n).then_some(Value::Int(n))?
            }
            (b't', Schema::Bool) => self.take(b"true").map(|()| Value::Bool(true))?,
            (b'f', Schema::Bool) => self.take(b"false").map(|()| Value::Bool(false))?,
            (b'[', Schema::List(list)) => self.list(list, depth)?,
            (b'{', Schema::Struct(table)) => self.structure(table, depth)?,
            (b'{', Schema::Map(map)) => self.map(map, depth)?,
            _ => return None,
        };
        Some(Some(value))
    }

    fn list(&mut self, list: &'static List, depth: usize) -> Option<Value> {
        let mut all = Vec::new();
        let mut more = self.open(b']')?;
        while more {
            all.push(present(self.value(list.of, depth)?, list.sparse)?);
            more = self.another(b']')?;
        }
        Some(Value::List(all))
    }

    fn structure(&mut self, table: &'static Structure, depth: usize) -> Option<Value> {
        let mut members = vec![None; table.members.len()];
        let mut hint = 0;
        let mut more = self.open(b'}')?;
        while more {
            let place = self.member(table, hint)?;
            self.colon()?;
            *members.get_mut(place)? = self.value(table.members.get(place)?.schema, depth)?;
            hint = place + 1;
            more = self.another(b'}')?;
        }
        Some(Value::Struct(members))
    }

    fn map(&mut self, map: &'static Map, depth: usize) -> Option<Value> {
        let mut all = BTreeMap::new();
        let mut more = self.open(b'}')?;
        while more {
            let key = (self.next()? == b'"').then(|| self.string())??;
            self.colon()?;
            let value = self.value(map.value, depth)?;
            all.insert(key, present(value, map.sparse)?);
            more = self.another(b'}')?;
        }
        Some(Value::Map(all))
    }

    fn colon(&mut self) -> Option<()> {
        self.next()?;
        self.take(b":")
    }

    /// A member's name, into its place.
    fn member(&mut self, table: &'static Structure, hint: usize) -> Option<usize> {
        self.next()?;
        self.take(b"\"")?;
        let rest = self.body.get(self.at..)?;
        // Names in tables need no escape, so one that has any is none of them.
        let end = rest.iter().position(|b| matches!(b, b'"' | b'\\'))?;
        let name = std::str::from_utf8(rest.get(..end)?).ok()?;
        self.at += end;
        self.take(b"\"")?;
        table.position(name, hint)
    }

    /// A whole number of at most 18 digits: it fits whatever its digits are.
    fn integer(&mut self) -> Option<i64> {
        let negative = self.take(b"-").is_some();
        let rest = self.body.get(self.at..)?;
        let length = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        let digits = rest.get(..length)?;
        let plain = match digits.first()? {
            b'0' => length == 1 && !negative,
            _ => length <= 18,
        };
        let goes_on = matches!(rest.get(length), Some(b'.' | b'e' | b'E'));
        if !plain || goes_on {
            return None;
        }
        self.at += length;
        let n = digits.iter().fold(0, |n, d| n * 10 + i64::from(d - b'0'));
        Some(if negative { -n } else { n })
    }

    /// A text, from its opening quote on.
    fn string(&mut self) -> Option<String> {
        let (mut at, mut length) = (self.at + 1, 0);
        loop {
            let (taken, written) = match self.body.get(at..at + AHEAD) {
                Some(ahead) => many(ahead, self.scratch.get_mut(length..length + AHEAD)?)?,
                None => few(self.body.get(at..)?, self.scratch.get_mut(length..length + 8)?)?,
            };
            (at, length) = (at + taken, length + written);
            match self.body.get(at)? {
                b'"' => break,
                b'\\' => match simple(*self.body.get(at + 1)?) {
                    Some(c) => {
                        *self.scratch.get_mut(length)? = c;
                        (at, length) = (at + 2, length + 1);
                    }
                    None => {
                        let (c, taken) = self.unicode(at)?;
                        let to = self.scratch.get_mut(length..length + c.len_utf8())?;
                        length += c.encode_utf8(to).len();
                        at += taken;
                    }
                },
                0..0x20 => return None,
                _ => {}
            }
        }
        self.at = at + 1;
        let text = std::str::from_utf8(self.scratch.get(..length)?).ok()?;
        Some(text.to_owned())
    }

    /// The character of a `\u` escape, or of the pair of them that one may need; and their length.
    fn unicode(&self, at: usize) -> Option<(char, usize)> {
        let unit = |at: usize| {
            let hex = self.body.get(at..at + 6)?.strip_prefix(b"\\u")?;
            hex.iter()
                .try_fold(0, |n, d| Some(n * 16 + char::from(*d).to_digit(16)?))
        };
        let first = unit(at)?;
        if let Some(c) = char::from_u32(first) {
            return Some((c, 6));
        }
        let pair = [u16::try_from(first).ok()?, u16::try_from(unit(at + 6)?).ok()?];
        let c = char::decode_utf16(pair).next()?.ok()?;
        Some((c, 12))
    }
}

/// Copies up to 64 of the bytes ahead, with simple escapes undone, and no further than a quote, a control character or
/// another escape; how many were taken and written. Copies are of fixed lengths: what is beyond is written over.
fn many(ahead: &[u8], out: &mut [u8]) -> Option<(usize, usize)> {
    let mut marks = special(ahead.first_chunk()?);
    let (mut from, mut length) = (0, 0);
    while marks != 0 {
        let at = marks.trailing_zeros() as usize;
        let run = at - from;
        let copied = if run <= 16 { 16 } else { 64 };
        let to = out.get_mut(length..length + copied)?;
        to.copy_from_slice(ahead.get(from..from + copied)?);
        length += run;
        let escape = *ahead.get(at)? == b'\\';
        let Some(c) = simple(*ahead.get(at + 1)?).filter(|_| escape) else {
            return Some((at, length));
        };
        *out.get_mut(length)? = c;
        length += 1;
        from = at + 2;
        if from >= 64 {
            return Some((from, length));
        }
        marks &= u64::MAX << from;
    }
    out.get_mut(length..length + 64)?
        .copy_from_slice(ahead.get(from..from + 64)?);
    Some((64, length + 64 - from))
}

/// As [`many`], of the last bytes of a text and without undoing anything.
fn few(ahead: &[u8], out: &mut [u8]) -> Option<(usize, usize)> {
    let means = |b: &u8| matches!(b, b'"' | b'\\' | 0..0x20);
    let plain = ahead.iter().take(8).take_while(|b| !means(b)).count();
    out.get_mut(..plain)?.copy_from_slice(ahead.get(..plain)?);
    Some((plain, plain))
}

/// Which of 64 bytes are a quote, a backslash or a control character, a bit for each.
fn special(bytes: &[u8; 64]) -> u64 {
    let flags = bytes.map(|b| u8::from((b == b'"') | (b == b'\\') | (b < 0x20)));
    let (eights, _) = flags.as_chunks::<8>();
    eights.iter().rev().fold(0, |all, eight| {
        // Eight flags, side by side in the highest byte.
        (all << 8) | (u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56)
    })
}

/// What an escape of two bytes stands for, from its second.
fn simple(b: u8) -> Option<u8> {
    Some(match b {
        b'"' | b'\\' | b'/' => b,
        b'n' => b'\n',
        b't' => b'\t',
        b'r' => b'\r',
        b'b' => 8,
        b'f' => 12,
        _ => return None,
    })
}

/// Nulls only where they may be.
fn present(item: Option<Value>, sparse: bool) -> Option<Value> {
    item.or(sparse.then_some(Value::Null))
}

#[cfg(test)]
mod tests;
