//! Terms. A message must contain every plain term and none with `-`; when there are only terms with `?`, one of
//! them is enough. Mixed with others, terms with `?` count for nothing, as the guide says. Case matters. A term
//! with other characters than letters, digits and `_` is put in double quotes, in which `\` escapes.

use super::Invalid;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Terms {
    all: Vec<String>,
    none: Vec<String>,
    any: Vec<String>,
}

impl Terms {
    pub(super) fn parse(source: &str) -> Result<Terms, Invalid> {
        let mut terms = Terms::default();
        let mut any = Vec::new();
        let mut rest = source;
        while let Some(c) = rest.chars().next() {
            let (list, body) = match c {
                '-' => (&mut terms.none, rest.get(1..).unwrap_or_default()),
                '?' => (&mut any, rest.get(1..).unwrap_or_default()),
                _ => (&mut terms.all, rest),
            };
            let (term, after) = term(body, source)?;
            list.push(term);
            rest = after.trim_start();
        }
        if terms.all.is_empty() && terms.none.is_empty() {
            terms.any = any;
        }
        Ok(terms)
    }

    /// The longest term that every wanted message has: the longest is the rarest.
    pub(super) fn literal(&self) -> Option<&[u8]> {
        let one = match self.any.as_slice() {
            [one] => Some(one),
            _ => None,
        };
        self.all
            .iter()
            .max_by_key(|t| t.len())
            .or(one)
            .map(String::as_bytes)
    }

    pub(super) fn matches(&self, message: &[u8]) -> bool {
        let has = |term: &String| memchr::memmem::find(message, term.as_bytes()).is_some();
        self.all.iter().all(has)
            && !self.none.iter().any(has)
            && (self.any.is_empty() || self.any.iter().any(has))
    }
}

/// One term, and what follows it.
fn term<'a>(rest: &'a str, source: &str) -> Result<(String, &'a str), Invalid> {
    let empty = || Invalid(format!("Invalid filterPattern `{source}`: a term is empty"));
    let Some(quoted) = rest.strip_prefix('"') else {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if word.is_empty() {
            return Err(empty());
        }
        if !word.chars().all(|c| c.is_alphanumeric() || c == '_') {
            return Err(Invalid(format!("Invalid character(s) in term '{word}'")));
        }
        return Ok((word.to_owned(), after));
    };
    match super::lex::quoted(quoted) {
        Some((word, _)) if word.is_empty() => Err(empty()),
        Some((word, after)) => Ok((word, after)),
        None => Err(Invalid(format!(
            "Invalid filterPattern `{source}`: a quotation mark is not closed"
        ))),
    }
}
