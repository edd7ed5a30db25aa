//! The tokens of JSON and field patterns.

use super::Invalid;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// `{ } [ ] ( ) , = != < > <= >= && || ...`
    Sign(&'static str),
    Path(Vec<Step>),
    Word(String),
    Quoted(String),
    Regex(String),
}

/// One step of a selector such as `$.a['b'][0]`.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// Longer ones first.
const SIGNS: &[&str] = &[
    "...", "!=", "<=", ">=", "&&", "||", "{", "}", "[", "]", "(", ")", ",", "=", "<", ">",
];

pub(super) fn tokens(source: &str) -> Result<Vec<Token>, Invalid> {
    let mut tokens = Vec::new();
    let mut rest = source.trim_start();
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        let (token, left) = match c {
            '$' => path(after)?,
            '"' => quoted(after)
                .map(|(text, left)| (Token::Quoted(text), left))
                .ok_or_else(|| Invalid("a quotation mark is not closed".to_owned()))?,
            '%' => after
                .split_once('%')
                .map(|(text, left)| (Token::Regex(text.to_owned()), left))
                .ok_or_else(|| Invalid("a `%` is not closed".to_owned()))?,
            _ => match SIGNS.iter().find_map(|s| Some((*s, rest.strip_prefix(s)?))) {
                Some((sign, left)) => (Token::Sign(sign), left),
                None => word(rest)?,
            },
        };
        tokens.push(token);
        rest = left.trim_start();
    }
    Ok(tokens)
}

fn word(rest: &str) -> Result<(Token, &str), Invalid> {
    let ends = |c: char| c.is_whitespace() || "{}[]()=!<>&|,\"%$".contains(c);
    let end = rest.find(ends).unwrap_or(rest.len());
    match rest.split_at_checked(end) {
        Some((word, left)) if !word.is_empty() => Ok((Token::Word(word.to_owned()), left)),
        _ => Err(Invalid(format!(
            "`{}` has no meaning there",
            rest.chars().next().unwrap_or_default()
        ))),
    }
}

/// The steps after a `$`.
fn path(mut rest: &str) -> Result<(Token, &str), Invalid> {
    let mut steps = Vec::new();
    loop {
        let dotted = rest.strip_prefix('.');
        let step = dotted.unwrap_or(rest);
        if let Some(inner) = step.strip_prefix('[') {
            let (step, left) =
                bracket(inner).ok_or_else(|| Invalid("a selector's `[…]` is wrong".to_owned()))?;
            steps.push(step);
            rest = left;
        } else if let Some(name) = dotted {
            let end = name
                .find(|c: char| !c.is_alphanumeric() && !"_-@#:".contains(c))
                .unwrap_or(name.len());
            let (key, left) = name.split_at_checked(end).unwrap_or((name, ""));
            if key.is_empty() {
                return Err(Invalid("a selector has an empty name".to_owned()));
            }
            steps.push(Step::Key(key.to_owned()));
            rest = left;
        } else if steps.is_empty() {
            return Err(Invalid("a selector begins with `$.`".to_owned()));
        } else {
            return Ok((Token::Path(steps), rest));
        }
    }
}

/// `0]`, `'name']` or `"name"]`.
fn bracket(inner: &str) -> Option<(Step, &str)> {
    let (body, left) = match inner.chars().next()? {
        quote @ ('\'' | '"') => {
            let (name, left) = inner.get(1..)?.split_once(quote)?;
            (Step::Key(name.to_owned()), left.strip_prefix(']')?)
        }
        _ => {
            let (digits, left) = inner.split_once(']')?;
            (Step::Index(digits.trim().parse().ok()?), left)
        }
    };
    Some((body, left))
}

/// The text after an opening quotation mark, unescaped, and what follows the closing one.
pub(super) fn quoted(rest: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut chars = rest.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((text, rest.get(at + 1..)?)),
            '\\' => text.push(chars.next()?.1),
            c => text.push(c),
        }
    }
    None
}

/// A selector as it is usually written.
pub(super) fn path_text(path: &[Step]) -> String {
    let plain = |key: &str| key.chars().all(|c| c.is_alphanumeric() || "_-@#:".contains(c));
    let mut text = "$".to_owned();
    for step in path {
        match step {
            Step::Key(key) if plain(key) => text.extend([".", key]),
            Step::Key(key) => text.extend(["['", key, "']"]),
            Step::Index(i) => text.push_str(&format!("[{i}]")),
        }
    }
    text
}
