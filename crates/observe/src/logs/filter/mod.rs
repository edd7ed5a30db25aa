//! Filter patterns: "Filter pattern syntax" of the CloudWatch Logs User Guide.
//!
//! Three kinds exist: terms, JSON selectors (`{ $.a = 1 }`) and space-delimited fields (`[ip, user, …]`). Terms are
//! honoured here; the others, and regular expressions (`%…%`), are refused by name.
//!
//! Terms: a message must contain every plain term and none with `-`; when there are only terms with `?`, one of
//! them is enough. Mixed with others, terms with `?` count for nothing, as the guide says. Case matters. A term
//! with other characters than letters, digits and `_` is put in double quotes, in which `\` escapes.

use super::storage::Matcher;
use std::fmt;

#[cfg(test)]
mod tests;

/// A pattern, ready to match. Empty: everything matches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pattern {
    all: Vec<String>,
    none: Vec<String>,
    any: Vec<String>,
}

/// Why a pattern is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Invalid {
    /// A kind of pattern that is not served.
    Unsupported {
        kind: &'static str,
        pattern: String,
    },
    Characters(String),
    Unclosed(String),
    Empty(String),
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Invalid::Unsupported { kind, pattern } => {
                write!(f, "filterPattern `{pattern}` is not supported: {kind}")
            }
            Invalid::Characters(term) => write!(f, "Invalid character(s) in term '{term}'"),
            Invalid::Unclosed(pattern) => {
                write!(f, "filterPattern `{pattern}` has an unclosed quotation mark")
            }
            Invalid::Empty(pattern) => write!(f, "filterPattern `{pattern}` has an empty term"),
        }
    }
}

impl Pattern {
    pub(crate) fn parse(source: &str) -> Result<Pattern, Invalid> {
        let text = source.trim();
        let kind = match text.chars().next() {
            Some('{') => Some("JSON selectors"),
            Some('[') => Some("space-delimited fields"),
            Some('%') => Some("regular expressions"),
            _ => None,
        };
        if let Some(kind) = kind {
            return Err(Invalid::Unsupported {
                kind,
                pattern: source.to_owned(),
            });
        }
        let mut pattern = Pattern::default();
        let mut any = Vec::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let (list, body) = match c {
                '-' => (&mut pattern.none, rest.get(1..).unwrap_or_default()),
                '?' => (&mut any, rest.get(1..).unwrap_or_default()),
                _ => (&mut pattern.all, rest),
            };
            let (term, after) = term(body, source)?;
            list.push(term);
            rest = after.trim_start();
        }
        if pattern.all.is_empty() && pattern.none.is_empty() {
            pattern.any = any;
        }
        Ok(pattern)
    }

    pub(crate) fn is_empty(&self) -> bool {
        *self == Pattern::default()
    }
}

/// One term, and what follows it.
fn term<'a>(rest: &'a str, source: &str) -> Result<(String, &'a str), Invalid> {
    let Some(quoted) = rest.strip_prefix('"') else {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if word.starts_with('%') {
            return Err(Invalid::Unsupported {
                kind: "regular expressions",
                pattern: source.to_owned(),
            });
        }
        if word.is_empty() {
            return Err(Invalid::Empty(source.to_owned()));
        }
        if !word.chars().all(|c| c.is_alphanumeric() || c == '_') {
            return Err(Invalid::Characters(word.to_owned()));
        }
        return Ok((word.to_owned(), after));
    };
    let mut word = String::new();
    let mut chars = quoted.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' if word.is_empty() => return Err(Invalid::Empty(source.to_owned())),
            '"' => return Ok((word, quoted.get(at + 1..).unwrap_or_default())),
            '\\' => match chars.next() {
                Some((_, escaped)) => word.push(escaped),
                None => break,
            },
            c => word.push(c),
        }
    }
    Err(Invalid::Unclosed(source.to_owned()))
}

impl Matcher for Pattern {
    fn literal(&self) -> Option<&[u8]> {
        let one = match self.any.as_slice() {
            [one] => Some(one),
            _ => None,
        };
        // The longest is the rarest.
        self.all
            .iter()
            .max_by_key(|t| t.len())
            .or(one)
            .map(String::as_bytes)
    }

    fn matches(&self, message: &[u8]) -> bool {
        let has = |term: &String| memchr::memmem::find(message, term.as_bytes()).is_some();
        self.all.iter().all(has)
            && !self.none.iter().any(has)
            && (self.any.is_empty() || self.any.iter().any(has))
    }
}
