//! JSON selectors: `{ $.a.b = "x*" && ($.c[0] > 5 || $.d IS NULL) }`.
//!
//! A comparison holds only where the selector finds something: `!=` too is false of what is not there. Numbers and
//! booleans are compared with text as they are written.

use serde_json::Value;

use super::Invalid;
use super::expr::{Comparison, Expr, Parser};
use super::lex::{Step, Token, tokens};

#[derive(Debug)]
pub(crate) struct Json(Expr<Test>);

#[derive(Debug)]
struct Test {
    path: Vec<Step>,
    check: Check,
}

#[derive(Debug)]
enum Check {
    Compare(Comparison),
    IsNull,
    IsBool(bool),
    NotExists,
}

impl Json {
    pub(super) fn parse(source: &str) -> Result<Json, Invalid> {
        let mut parser = Parser::new(tokens(source)?);
        parser.expect("{")?;
        let expr = parser.expr(&test)?;
        parser.expect("}")?;
        parser.end()?;
        Ok(Json(expr))
    }

    pub(super) fn matches(&self, message: &[u8]) -> bool {
        // Only objects have what a selector can find; this spares parsing everything else.
        if message.trim_ascii_start().first() != Some(&b'{') {
            return false;
        }
        let Ok(value) = serde_json::from_slice::<Value>(message) else {
            return false;
        };
        self.0.holds(&|test| test.holds(&value))
    }
}

impl Json {
    /// The selectors that the pattern names, each once.
    pub(super) fn paths(&self) -> Vec<&[Step]> {
        let mut all = Vec::new();
        self.0.each(&mut |test: &Test| {
            if !all.contains(&test.path.as_slice()) {
                all.push(&test.path);
            }
        });
        all
    }
}

/// What a selector finds.
pub(super) fn find<'v>(value: &'v Value, path: &[Step]) -> Option<&'v Value> {
    path.iter().try_fold(value, |v, step| match step {
        Step::Key(key) => v.get(key),
        Step::Index(i) => v.get(i),
    })
}

fn test(parser: &mut Parser) -> Result<Test, Invalid> {
    let Some(Token::Path(path)) = parser.next() else {
        return Err(Invalid("a selector such as `$.name` is missing".to_owned()));
    };
    if let Some(op) = parser.op() {
        return Ok(Test {
            path,
            check: Check::Compare(parser.comparison(op)?),
        });
    }
    let mut word = || match parser.next() {
        Some(Token::Word(word)) => word.to_ascii_uppercase(),
        _ => String::new(),
    };
    let check = match (word().as_str(), word().as_str()) {
        ("IS", "NULL") => Check::IsNull,
        ("IS", "TRUE") => Check::IsBool(true),
        ("IS", "FALSE") => Check::IsBool(false),
        ("NOT", "EXISTS") => Check::NotExists,
        _ => return Err(Invalid("an operator is missing after a selector".to_owned())),
    };
    Ok(Test { path, check })
}

impl Test {
    fn holds(&self, value: &Value) -> bool {
        let found = find(value, &self.path);
        match (&self.check, found) {
            (Check::NotExists, found) => found.is_none(),
            (_, None) => false,
            (Check::IsNull, Some(v)) => v.is_null(),
            (Check::IsBool(want), Some(v)) => v.as_bool() == Some(*want),
            (Check::Compare(c), Some(v)) => match v {
                Value::String(text) => c.holds(text, None),
                Value::Number(n) => c.holds(&n.to_string(), n.as_f64()),
                Value::Bool(b) => c.holds(if *b { "true" } else { "false" }, None),
                Value::Null | Value::Array(_) | Value::Object(_) => c.anything(),
            },
        }
    }
}
