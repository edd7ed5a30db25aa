//! Filter patterns: "Filter pattern syntax" of the CloudWatch Logs User Guide.
//!
//! | file | kind |
//! |---|---|
//! | `terms` | `ERROR -"not this"`, `?one ?other`: words in any message |
//! | `json` | `{ $.status >= 500 && $.user NOT EXISTS }`: messages that are JSON objects |
//! | `fields` | `[ip, user, status = 4*, ...]`: messages of fields between spaces |
//! | `lex`, `expr` | what the last two share: tokens, comparisons, `&&`, `||`, parentheses |
//! | `select` | values that are taken out of a message that matches |
//! | `regex` | `%…%`, alone or as a value in the last two |
//!
//! INVARIANT: a pattern is honoured or refused with a sentence that names it; no part of one is ignored.

mod expr;
mod fields;
mod json;
mod lex;
mod regex;
mod select;
mod terms;

#[cfg(test)]
mod tests;

use std::fmt;

use super::storage::Matcher;

pub(crate) use select::{Look, Selector};

/// A pattern, ready to match.
pub(crate) enum Pattern {
    /// Everything matches.
    Empty,
    Terms(terms::Terms),
    Json(json::Json),
    Fields(fields::Fields),
    Regex(::regex::bytes::Regex),
}

/// Why a pattern is refused; the text is for the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Invalid(pub String);

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Pattern {
    pub(crate) fn parse(source: &str) -> Result<Pattern, Invalid> {
        let text = source.trim();
        let named = |e: Invalid| Invalid(format!("Invalid filterPattern `{source}`: {e}"));
        match text.chars().next() {
            None => Ok(Pattern::Empty),
            Some('{') => json::Json::parse(text).map(Pattern::Json).map_err(named),
            Some('[') => fields::Fields::parse(text).map(Pattern::Fields).map_err(named),
            Some('%') => regex::whole(text).map(Pattern::Regex).map_err(named),
            Some(_) => terms::Terms::parse(text).map(Pattern::Terms),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Pattern::Empty)
    }
}

impl Matcher for Pattern {
    fn literal(&self) -> Option<&[u8]> {
        match self {
            Pattern::Terms(terms) => terms.literal(),
            _ => None,
        }
    }

    fn matches(&self, message: &[u8]) -> bool {
        match self {
            Pattern::Empty => true,
            Pattern::Terms(terms) => terms.matches(message),
            Pattern::Json(json) => json.matches(message),
            Pattern::Fields(fields) => fields.matches(message),
            Pattern::Regex(regex) => regex.is_match(message),
        }
    }
}
