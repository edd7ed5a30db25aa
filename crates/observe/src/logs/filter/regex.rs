//! Regular expressions between `%`: letters, digits, `_ # = @ / ; , -`, `:`, blanks, and the operators
//! `^ $ ? [ ] { } | \ * + .`; no parentheses, nothing of several bytes.

use regex::bytes::{Regex, RegexBuilder};

use super::Invalid;

/// Compiled size, which bounds what a hostile pattern costs.
const SIZE: usize = 1 << 20;

pub(super) fn compile(source: &str) -> Result<Regex, Invalid> {
    let fine = |c: char| c.is_ascii_alphanumeric() || "_#=@/;,-: ^$?[]{}|\\*+.".contains(c);
    if let Some(bad) = source.chars().find(|c| !fine(*c)) {
        return Err(Invalid(format!(
            "the regular expression `%{source}%` has the character `{bad}`"
        )));
    }
    if source.is_empty() {
        return Err(Invalid("a regular expression is empty".to_owned()));
    }
    RegexBuilder::new(source)
        .unicode(false)
        .size_limit(SIZE)
        .dfa_size_limit(SIZE)
        .build()
        .map_err(|_| Invalid(format!("the regular expression `%{source}%` cannot be read")))
}

/// A pattern that is one regular expression.
pub(super) fn whole(source: &str) -> Result<Regex, Invalid> {
    let inner = source.strip_prefix('%').and_then(|s| s.strip_suffix('%'));
    match inner {
        Some(inner) if !inner.contains('%') => compile(inner),
        _ => Err(Invalid("a regular expression stands between two `%`".to_owned())),
    }
}
