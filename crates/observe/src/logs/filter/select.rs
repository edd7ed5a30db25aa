//! Values that a metric filter takes out of a message: a number, `$.path` of a JSON pattern, `$name` of a field.

use serde_json::Value;

use super::lex::{Step, Token, path_text, tokens};
use super::{Invalid, Pattern, json};

/// Where a value comes from.
#[derive(Debug)]
pub(crate) enum Selector {
    Number(f64),
    Path(Path),
    Field(String),
}

/// Steps into a JSON value.
#[derive(Debug)]
pub(crate) struct Path(Vec<Step>);

impl Selector {
    /// Reads a selector of a pattern's messages.
    ///
    /// # Errors
    /// When it is neither a number nor a selector, or one that the pattern's messages cannot have.
    pub(crate) fn parse(source: &str, pattern: &Pattern) -> Result<Selector, Invalid> {
        let unfit = |why: &str| Err(Invalid(format!("`{source}` {why}")));
        if let Some(name) = source.strip_prefix('$').filter(|n| !n.starts_with(['.', '['])) {
            return match pattern {
                Pattern::Fields(fields) if fields.has(name) => Ok(Selector::Field(name.to_owned())),
                Pattern::Fields(_) => unfit("is no field of the filter pattern"),
                _ => unfit("needs a space-delimited filter pattern"),
            };
        }
        if source.starts_with('$') {
            return match (tokens(source)?.as_slice(), pattern) {
                ([Token::Path(path)], Pattern::Json(_)) => Ok(Selector::Path(Path(path.clone()))),
                ([Token::Path(_)], _) => unfit("needs a JSON filter pattern"),
                _ => unfit("is no selector"),
            };
        }
        match source.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Selector::Number(number)),
            _ => unfit("is neither a number nor a selector"),
        }
    }
}

/// A message that matches, taken apart once for all its selectors.
pub(crate) enum Look {
    Nothing,
    Json(Value),
    Fields(Vec<(String, String)>),
}

impl Look {
    pub(crate) fn at(message: &[u8], pattern: &Pattern) -> Look {
        match pattern {
            Pattern::Json(_) => serde_json::from_slice(message).map_or(Look::Nothing, Look::Json),
            Pattern::Fields(fields) => Look::Fields(fields.values(message)),
            _ => Look::Nothing,
        }
    }

    /// What the selector finds, as it is written.
    pub(crate) fn text(&self, selector: &Selector) -> Option<String> {
        match (selector, self) {
            (Selector::Number(number), _) => Some(number.to_string()),
            (Selector::Path(path), Look::Json(value)) => written(json::find(value, &path.0)?),
            (Selector::Field(name), Look::Fields(all)) => all
                .iter()
                .find(|(n, _)| n == name)
                .map(|(_, value)| value.clone()),
            _ => None,
        }
    }

    /// What the selector finds, when it is a number.
    pub(crate) fn number(&self, selector: &Selector) -> Option<f64> {
        match selector {
            Selector::Number(number) => Some(*number),
            _ => self
                .text(selector)?
                .trim()
                .parse()
                .ok()
                .filter(|n: &f64| n.is_finite()),
        }
    }
}

impl Pattern {
    /// What TestMetricFilter shows of a message that matches: every field, or every selector of the pattern.
    pub(crate) fn extracted(&self, message: &[u8]) -> Vec<(String, String)> {
        match (self, Look::at(message, self)) {
            (Pattern::Json(pattern), Look::Json(value)) => {
                let found = |path: &&[Step]| Some((path_text(path), written(json::find(&value, path)?)?));
                pattern.paths().iter().filter_map(found).collect()
            }
            (_, Look::Fields(all)) => all.into_iter().map(|(n, v)| (format!("${n}"), v)).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether messages have parts that selectors can name.
    pub(crate) fn has_parts(&self) -> bool {
        matches!(self, Pattern::Json(_) | Pattern::Fields(_))
    }
}

fn written(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}
