//! Names of stored records: a kind, then parts, in an order that makes every useful list a range.

use std::fmt;
use std::sync::Arc;

use crate::Scope;

/// Separates parts. Below every printable character, so that `a` and its children sort before `ab`.
const SEP: char = '\u{1}';

/// An ordered key: `kind`, account, region and further parts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Arc<str>);

impl Key {
    /// A key of `kind` in `scope`, e.g. `Key::new("ecs.task", &scope, &["default", id])`.
    #[must_use]
    pub fn new(kind: &str, scope: &Scope, parts: &[&str]) -> Self {
        let mut s = String::with_capacity(64);
        s.push_str(kind);
        for part in [&*scope.account, &*scope.region]
            .into_iter()
            .chain(parts.iter().copied())
        {
            push(&mut s, part);
        }
        Self(s.into())
    }

    /// A key outside every account and region, e.g. an access key's.
    #[must_use]
    pub fn global(kind: &str, parts: &[&str]) -> Self {
        let mut s = String::from(kind);
        parts.iter().for_each(|p| push(&mut s, p));
        Self(s.into())
    }

    /// As it was read back from a store.
    #[must_use]
    pub fn from_stored(text: &str) -> Self {
        Self(text.into())
    }

    /// The stored form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What kind of record it names.
    #[must_use]
    pub fn kind(&self) -> &str {
        self.0.split(SEP).next().unwrap_or_default()
    }

    /// The parts after the kind: account and region first for a scoped key.
    #[must_use]
    pub fn parts(&self) -> Vec<String> {
        self.0.split(SEP).skip(1).map(unescape).collect()
    }

    /// The scope of a key made by [`Key::new`].
    #[must_use]
    pub fn scope(&self) -> Option<Scope> {
        let mut it = self.0.split(SEP).skip(1);
        Some(Scope::new(unescape(it.next()?), unescape(it.next()?)))
    }

    /// The range of all keys below this one (its children), this one excluded.
    #[must_use]
    pub fn children(&self) -> KeyRange {
        let mut lo = String::from(&*self.0);
        lo.push(SEP);
        let mut hi = String::from(&*self.0);
        hi.push('\u{2}');
        KeyRange {
            start: Key(lo.into()),
            end: Key(hi.into()),
        }
    }

    /// The range of the children whose next part begins with `prefix`.
    #[must_use]
    pub fn children_starting(&self, prefix: &str) -> KeyRange {
        let mut lo = String::from(&*self.0);
        push(&mut lo, prefix);
        let hi = after(&lo);
        KeyRange {
            start: Key(lo.into()),
            end: Key(hi.into()),
        }
    }

    /// The range of every record of a kind, in all scopes.
    #[must_use]
    pub fn all(kind: &str) -> KeyRange {
        Key(kind.into()).children()
    }
}

/// Keys from `start` (included) to `end` (excluded).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRange {
    pub start: Key,
    pub end: Key,
}

impl KeyRange {
    #[must_use]
    pub fn contains(&self, key: &Key) -> bool {
        *key >= self.start && *key < self.end
    }
}

fn push(s: &mut String, part: &str) {
    s.push(SEP);
    for c in part.chars() {
        match c {
            '\u{1}' => s.push_str("\u{2}\u{3}"),
            '\u{2}' => s.push_str("\u{2}\u{4}"),
            c => s.push(c),
        }
    }
}

/// The first text after everything that begins with `prefix`: its last character that has a successor, raised.
fn after(prefix: &str) -> String {
    let mut out = prefix.to_owned();
    while let Some(c) = out.pop() {
        // The range of characters steps over the surrogates.
        if let Some(next) = (c..=char::MAX).nth(1) {
            out.push(next);
            break;
        }
    }
    out
}

fn unescape(part: &str) -> String {
    if part.contains('\u{2}') {
        part.replace("\u{2}\u{3}", "\u{1}").replace("\u{2}\u{4}", "\u{2}")
    } else {
        part.to_owned()
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.replace(SEP, "/"))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
