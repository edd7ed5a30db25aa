//! Strings of a policy: literal text, the wildcards `*` and `?`, and `${variables}`.

use super::Context;
use std::borrow::Cow;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token {
    Char(char),
    /// `?`
    One,
    /// `*`
    Any,
}

#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Tokens(Vec<Token>),
    Variable { key: String, default: Option<String> },
}

/// How a policy's string is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    /// `*` and `?` match; else they are themselves.
    pub wildcards: bool,
    /// `${…}` is replaced; else it is itself (policies of version 2008-10-17).
    pub variables: bool,
    /// Case does not matter.
    pub fold: bool,
}

/// A string of a policy, ready to match.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    form: Form,
    fold: bool,
}

#[derive(Clone, Debug)]
enum Form {
    Literal(String),
    Pattern(Vec<Token>),
    Template(Vec<Piece>),
}

impl Text {
    pub(crate) fn new(source: &str, reading: Reading) -> Text {
        let folded = if reading.fold {
            Cow::from(source.to_lowercase())
        } else {
            Cow::from(source)
        };
        let pieces = pieces(&folded, reading);
        let form = match pieces.as_slice() {
            [] => Form::Literal(String::new()),
            [Piece::Tokens(tokens)] => match literal(tokens) {
                Some(text) => Form::Literal(text),
                None => Form::Pattern(tokens.clone()),
            },
            _ => Form::Template(pieces),
        };
        Text {
            form,
            fold: reading.fold,
        }
    }

    /// Whether `value` is what the policy says. A variable without value and default matches nothing.
    pub(crate) fn matches(&self, value: &str, context: &Context) -> bool {
        let value = if self.fold {
            Cow::from(value.to_lowercase())
        } else {
            Cow::from(value)
        };
        match &self.form {
            Form::Literal(text) => *text == value,
            Form::Pattern(tokens) => glob(tokens, &value),
            Form::Template(pieces) => self
                .resolve(pieces, context)
                .is_some_and(|tokens| glob(&tokens, &value)),
        }
    }

    fn resolve(&self, pieces: &[Piece], context: &Context) -> Option<Vec<Token>> {
        let mut tokens = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Tokens(these) => tokens.extend_from_slice(these),
                Piece::Variable { key, default } => {
                    // Only a key with exactly one value can stand in a string.
                    let value = match (context.get(key), default) {
                        (Some([one]), _) => one,
                        (None, Some(default)) => default,
                        _ => return None,
                    };
                    if self.fold {
                        tokens.extend(value.to_lowercase().chars().map(Token::Char));
                    } else {
                        tokens.extend(value.chars().map(Token::Char));
                    }
                }
            }
        }
        Some(tokens)
    }
}

/// An ARN pattern: wildcards do not cross its first five colons, and missing parts are `*`.
#[derive(Clone, Debug)]
pub(crate) enum ArnPattern {
    /// The pattern `*`, which also matches a request without a resource.
    All,
    Segments(Vec<Text>),
}

impl ArnPattern {
    pub(crate) fn new(source: &str, variables: bool) -> ArnPattern {
        if source == "*" {
            return ArnPattern::All;
        }
        let reading = Reading {
            wildcards: true,
            variables,
            fold: false,
        };
        let mut segments: Vec<Text> = split_outside_variables(source, variables)
            .into_iter()
            .map(|s| Text::new(s, reading))
            .collect();
        while segments.len() < 6 {
            segments.push(Text::new("*", reading));
        }
        ArnPattern::Segments(segments)
    }

    pub(crate) fn matches(&self, arn: &str, context: &Context) -> bool {
        let ArnPattern::Segments(wanted) = self else {
            return true;
        };
        let mut parts = arn.splitn(6, ':');
        let same = wanted
            .iter()
            .all(|w| parts.next().is_some_and(|p| w.matches(p, context)));
        same && parts.next().is_none()
    }
}

/// At most six parts, split at colons that are not inside `${…}`.
fn split_outside_variables(source: &str, variables: bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, c) in source.char_indices() {
        match c {
            '{' if variables && source.get(..at).is_some_and(|before| before.ends_with('$')) => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ':' if depth == 0 && parts.len() < 5 => {
                parts.push(source.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(source.get(start..).unwrap_or_default());
    parts
}

fn pieces(source: &str, reading: Reading) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut tokens = Vec::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        if let Some((body, after)) = variable_at(rest).filter(|_| reading.variables) {
            rest = after;
            match body {
                // The three escapes of "IAM policy elements: Variables and tags".
                "*" | "?" | "$" => tokens.extend(body.chars().map(Token::Char)),
                _ => {
                    if !tokens.is_empty() {
                        pieces.push(Piece::Tokens(std::mem::take(&mut tokens)));
                    }
                    pieces.push(variable(body));
                }
            }
            continue;
        }
        tokens.push(match c {
            '*' if reading.wildcards => Token::Any,
            '?' if reading.wildcards => Token::One,
            _ => Token::Char(c),
        });
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    if !tokens.is_empty() {
        pieces.push(Piece::Tokens(tokens));
    }
    pieces
}

/// The inside of a `${…}` at the start of `rest`, and what follows it.
fn variable_at(rest: &str) -> Option<(&str, &str)> {
    rest.strip_prefix("${")?.split_once('}')
}

/// `key` or `key, 'default'`.
fn variable(body: &str) -> Piece {
    let (key, default) = match body.split_once(',') {
        Some((key, rest)) => {
            let rest = rest.trim();
            let inner = rest.strip_prefix('\'').and_then(|r| r.strip_suffix('\''));
            (key, Some(inner.unwrap_or(rest).to_owned()))
        }
        None => (body, None),
    };
    Piece::Variable {
        key: key.trim().to_ascii_lowercase(),
        default,
    }
}

fn literal(tokens: &[Token]) -> Option<String> {
    tokens
        .iter()
        .map(|t| if let Token::Char(c) = t { Some(*c) } else { None })
        .collect()
}

/// Matches with at most one point to go back to, so the worst case is length × length.
fn glob(pattern: &[Token], value: &str) -> bool {
    let (mut p, mut v) = (0, value.chars());
    let mut retry: Option<(usize, std::str::Chars<'_>)> = None;
    loop {
        let mut after = v.clone();
        match (pattern.get(p), after.next()) {
            (Some(Token::Any), _) => {
                p += 1;
                retry = Some((p, v.clone()));
            }
            (Some(Token::One), Some(_)) => {
                p += 1;
                v = after;
            }
            (Some(Token::Char(want)), Some(c)) if *want == c => {
                p += 1;
                v = after;
            }
            (None, None) => return true,
            (_, None) => return false,
            _ => match &mut retry {
                Some((back, from)) => {
                    from.next();
                    p = *back;
                    v = from.clone();
                }
                None => return false,
            },
        }
    }
}
