//! `application/x-www-form-urlencoded`: pairs, and the tree that dotted keys make.

use super::DEPTH;
use std::collections::BTreeMap;

/// What is wrong with a form; its words are the caller's business.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Malformed;

/// One key's text, and the keys below it.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Node {
    pub(super) text: Option<String>,
    pub(super) kids: BTreeMap<String, Node>,
}

/// Decoded pairs, in order. `+` is a space.
pub(super) fn pairs(form: &[u8]) -> impl Iterator<Item = Result<(String, String), Malformed>> {
    form.split(|b| *b == b'&').filter(|p| !p.is_empty()).map(|pair| {
        let mut parts = pair.splitn(2, |b| *b == b'=');
        let mut next = || percent_decode(parts.next().unwrap_or_default(), true).ok_or(Malformed);
        Ok((next()?, next()?))
    })
}

/// `A.1.B=x` and `A.1.C=y` share `A.1`. The last of two equal keys wins.
pub(super) fn tree(form: &[u8]) -> Result<Node, Malformed> {
    let mut root = Node::default();
    for pair in pairs(form) {
        let (key, value) = pair?;
        let mut at = &mut root;
        for (depth, part) in key.split('.').enumerate() {
            if depth == DEPTH {
                return Err(Malformed);
            }
            at = at.kids.entry(part.to_owned()).or_default();
        }
        at.text = Some(value);
    }
    Ok(root)
}

/// The text of one key without building anything else.
pub(super) fn get(form: &[u8], key: &str) -> Option<String> {
    pairs(form)
        .filter_map(Result::ok)
        .find(|(k, _)| k == key)
        .map(|(_, v)| v)
}

/// `None` when the result is not UTF-8. A `%` that starts no escape stands for itself.
pub(super) fn percent_decode(text: &[u8], plus: bool) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [byte, tail @ ..] = rest {
        rest = tail;
        match (*byte, tail) {
            (b'+', _) if plus => out.push(b' '),
            (b'%', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    out.push(high << 4 | low);
                    rest = after;
                }
                _ => out.push(b'%'),
            },
            (byte, _) => out.push(byte),
        }
    }
    String::from_utf8(out).ok()
}

fn hex(b: u8) -> Option<u8> {
    char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok())
}
