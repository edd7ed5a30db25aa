//! Space-delimited fields: `[ip, user, ..., status = 4* && status != 404, bytes > 1000]`.
//!
//! Fields of a message stand between blanks; what is in double quotes or in square brackets is one field, without
//! these. A message matches when it has as many fields as the pattern and each satisfies its conditions; `...`,
//! once, stands for any number of fields.

use super::Invalid;
use super::expr::{Comparison, Expr, Parser};
use super::lex::{Token, tokens};

#[derive(Debug)]
pub(crate) struct Fields {
    before: Vec<Field>,
    /// What follows a `...`, if there is one.
    after: Option<Vec<Field>>,
}

/// One field: its name, and its conditions, if it has some.
#[derive(Debug)]
struct Field {
    name: String,
    conditions: Option<Expr<Comparison>>,
}

impl Fields {
    pub(super) fn parse(source: &str) -> Result<Fields, Invalid> {
        let mut parser = Parser::new(tokens(source)?);
        parser.expect("[")?;
        let mut fields = Fields {
            before: Vec::new(),
            after: None,
        };
        loop {
            if parser.take("...") {
                if fields.after.replace(Vec::new()).is_some() {
                    return Err(Invalid("`...` stands there twice".to_owned()));
                }
            } else {
                let field = field(&mut parser)?;
                fields.after.as_mut().unwrap_or(&mut fields.before).push(field);
            }
            if !parser.take(",") {
                break;
            }
        }
        parser.expect("]")?;
        parser.end()?;
        Ok(fields)
    }

    pub(super) fn matches(&self, message: &[u8]) -> bool {
        let text = String::from_utf8_lossy(message);
        let found = split(&text);
        let after = self.after.as_deref().unwrap_or_default();
        let few = self.before.len() + after.len();
        if found.len() < few || (self.after.is_none() && found.len() > few) {
            return false;
        }
        let fits = |(field, text): (&Field, &&str)| {
            field
                .conditions
                .as_ref()
                .is_none_or(|e| e.holds(&|c: &Comparison| c.holds(text, text.parse().ok())))
        };
        let last = found.len() - after.len();
        self.before.iter().zip(&found).all(fits)
            && after.iter().zip(found.get(last..).unwrap_or_default()).all(fits)
    }
}

impl Fields {
    pub(super) fn has(&self, name: &str) -> bool {
        let after = self.after.as_deref().unwrap_or_default();
        self.before.iter().chain(after).any(|f| f.name == name)
    }

    /// The fields of a message that matches, by name; those that `...` stands for are named by their place, from 1.
    pub(super) fn values(&self, message: &[u8]) -> Vec<(String, String)> {
        let text = String::from_utf8_lossy(message);
        let found = split(&text);
        let after = self.after.as_deref().unwrap_or_default();
        let tail = found.len().saturating_sub(after.len());
        let name = |at: usize| {
            let field = match at.checked_sub(tail) {
                Some(at) if self.after.is_some() => after.get(at),
                _ => self.before.get(at),
            };
            field.map_or_else(|| (at + 1).to_string(), |f| f.name.clone())
        };
        let all = found.iter().enumerate();
        all.map(|(at, value)| (name(at), (*value).to_owned())).collect()
    }
}

fn field(parser: &mut Parser) -> Result<Field, Invalid> {
    // A name alone, or comparisons that all begin with a name.
    let test = |parser: &mut Parser| match parser.next() {
        Some(Token::Word(name)) => match parser.op() {
            Some(op) => Ok((name, Some(parser.comparison(op)?))),
            None => Ok((name, None)),
        },
        _ => Err(Invalid("the name of a field is missing".to_owned())),
    };
    let expr = parser.expr(&test)?;
    let mut names = Vec::new();
    let conditions = resolve(expr, &mut names)?;
    names.dedup();
    match names.as_slice() {
        [name] => Ok(Field {
            name: name.clone(),
            conditions,
        }),
        _ => Err(Invalid("a field has conditions on several names".to_owned())),
    }
}

/// Takes the names out; a name without a comparison stands only by itself.
fn resolve(
    expr: Expr<(String, Option<Comparison>)>,
    names: &mut Vec<String>,
) -> Result<Option<Expr<Comparison>>, Invalid> {
    let mut list = |l: Vec<Expr<_>>| -> Result<Vec<Expr<Comparison>>, Invalid> {
        let alone = l.len() == 1;
        let mut out = Vec::new();
        for e in l {
            match resolve(e, names)? {
                Some(e) => out.push(e),
                None if alone => {}
                None => return Err(Invalid("a field's name stands without a comparison".to_owned())),
            }
        }
        Ok(out)
    };
    Ok(match expr {
        Expr::Test((name, comparison)) => {
            names.push(name);
            comparison.map(Expr::Test)
        }
        Expr::All(l) => Some(list(l)?).filter(|l| !l.is_empty()).map(Expr::All),
        Expr::Any(l) => Some(list(l)?).filter(|l| !l.is_empty()).map(Expr::Any),
    })
}

/// The fields of a message.
fn split(text: &str) -> Vec<&str> {
    let mut fields = Vec::new();
    let mut rest = text.trim_start();
    while let Some(c) = rest.chars().next() {
        let close = match c {
            '"' => Some('"'),
            '[' => Some(']'),
            _ => None,
        };
        // An opening sign that is never closed is an ordinary character.
        let enclosed = close.and_then(|close| rest.get(1..)?.split_once(close));
        let (field, after) = enclosed.unwrap_or_else(|| {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            rest.split_at_checked(end).unwrap_or((rest, ""))
        });
        fields.push(field);
        rest = after.trim_start();
    }
    fields
}
