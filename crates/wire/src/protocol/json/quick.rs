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
const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The value, or a null; nothing at all when the text is not of the usual form.
pub(crate) fn read(schema: Schema, body: &[u8]) -> Option<Option<Value>> {
    let mut text = Text {
        body,
        at: 0,
        // No string is longer than its text; and eight bytes are written at once.
        scratch: vec![0; body.len() + 8],
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
            // Eight bytes are copied, whatever they are; only those before the first that means something count.
            let eight = match self.body.get(at..at + 8) {
                Some(eight) => <[u8; 8]>::try_from(eight).ok()?,
                None => {
                    let mut eight = [0; 8];
                    let rest = self.body.get(at..)?;
                    eight.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
                    eight
                }
            };
            self.scratch.get_mut(length..length + 8)?.copy_from_slice(&eight);
            let plain = special(u64::from_le_bytes(eight)).trailing_zeros() as usize / 8;
            (at, length) = (at + plain, length + plain);
            if plain == 8 {
                continue;
            }
            match self.body.get(at)? {
                b'"' => break,
                b'\\' => {
                    let c = match self.body.get(at + 1)? {
                        c @ (b'"' | b'\\' | b'/') => *c,
                        b'n' => b'\n',
                        b't' => b'\t',
                        b'r' => b'\r',
                        b'b' => 8,
                        b'f' => 12,
                        b'u' => {
                            let (c, taken) = self.unicode(at)?;
                            let to = self.scratch.get_mut(length..length + c.len_utf8())?;
                            length += c.encode_utf8(to).len();
                            at += taken;
                            continue;
                        }
                        _ => return None,
                    };
                    *self.scratch.get_mut(length)? = c;
                    (at, length) = (at + 2, length + 1);
                }
                _ => return None,
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

/// Marks, in the highest bit of its byte, the first of eight bytes that is a quote, a backslash or a control character;
/// what is marked after it says nothing.
fn special(eight: u64) -> u64 {
    let zero = |x: u64| x.wrapping_sub(LOW) & !x;
    let quote = zero(eight ^ (LOW * u64::from(b'"')));
    let backslash = zero(eight ^ (LOW * u64::from(b'\\')));
    let control = eight.wrapping_sub(LOW * 0x20) & !eight;
    (quote | backslash | control) & HIGH
}

/// Nulls only where they may be.
fn present(item: Option<Value>, sparse: bool) -> Option<Value> {
    item.or(sparse.then_some(Value::Null))
}

#[cfg(test)]
mod tests;
