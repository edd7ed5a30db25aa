//! Comparisons, and how `&&`, `||` and parentheses join them. `&&` binds more tightly.

use regex::bytes::Regex;

use super::lex::Token;
use super::{Invalid, regex as re};

/// A joined test. `T` is what stands at the leaves.
#[derive(Clone, Debug)]
pub(super) enum Expr<T> {
    Test(T),
    All(Vec<Expr<T>>),
    Any(Vec<Expr<T>>),
}

impl<T> Expr<T> {
    pub(super) fn holds(&self, test: &impl Fn(&T) -> bool) -> bool {
        match self {
            Expr::Test(t) => test(t),
            Expr::All(list) => list.iter().all(|e| e.holds(test)),
            Expr::Any(list) => list.iter().any(|e| e.holds(test)),
        }
    }
}

impl<T> Expr<T> {
    /// Looks at every leaf.
    pub(super) fn each<'a>(&'a self, look: &mut impl FnMut(&'a T)) {
        match self {
            Expr::Test(t) => look(t),
            Expr::All(list) | Expr::Any(list) => list.iter().for_each(|e| e.each(look)),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Op {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// What a value is compared with.
#[derive(Clone, Debug)]
pub(super) enum Want {
    /// Parts between `*`; with one part the text itself.
    Text(Vec<String>),
    Number(f64, String),
    Regex(Regex),
}

#[derive(Clone, Debug)]
pub(super) struct Comparison {
    pub op: Op,
    pub want: Want,
}

impl Comparison {
    /// `text` is the value as it is written; `number` its value when it is a number.
    pub(super) fn holds(&self, text: &str, number: Option<f64>) -> bool {
        match self.op {
            Op::Equal => self.equal(text, number),
            Op::NotEqual => !self.equal(text, number),
            op => {
                let (Want::Number(want, _), Some(have)) = (&self.want, number) else {
                    return false;
                };
                match op {
                    Op::Less => have < *want,
                    Op::LessOrEqual => have <= *want,
                    Op::Greater => have > *want,
                    _ => have >= *want,
                }
            }
        }
    }

    fn equal(&self, text: &str, number: Option<f64>) -> bool {
        match (&self.want, number) {
            (Want::Number(want, _), Some(have)) => have == *want,
            (Want::Number(_, want), None) => text == want,
            (Want::Text(parts), _) => glob(parts, text),
            (Want::Regex(regex), _) => regex.is_match(text.as_bytes()),
        }
    }

    /// Whether it is `= "*"`, which anything that exists satisfies.
    pub(super) fn anything(&self) -> bool {
        let all =
            matches!(&self.want, Want::Text(parts) if parts.len() > 1 && parts.iter().all(String::is_empty));
        all && self.op == Op::Equal
    }
}

/// Whether the text is the parts with anything between them.
fn glob(parts: &[String], text: &str) -> bool {
    let [first, middle @ .., last] = parts else {
        return parts.first().is_some_and(|p| p == text);
    };
    let Some(rest) = text.strip_prefix(first.as_str()) else {
        return false;
    };
    let Some(mut rest) = rest.strip_suffix(last.as_str()) else {
        return false;
    };
    middle.iter().all(|part| match rest.split_once(part.as_str()) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}

/// Reads tokens from the front.
pub(super) struct Parser {
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
}

impl Parser {
    pub(super) fn new(tokens: Vec<Token>) -> Parser {
        Parser {
            tokens: tokens.into_iter().peekable(),
        }
    }

    pub(super) fn next(&mut self) -> Option<Token> {
        self.tokens.next()
    }

    /// Whether the sign comes next; if so it is read.
    pub(super) fn take(&mut self, sign: &str) -> bool {
        self.tokens
            .next_if(|t| matches!(t, Token::Sign(s) if *s == sign))
            .is_some()
    }

    pub(super) fn expect(&mut self, sign: &str) -> Result<(), Invalid> {
        if self.take(sign) {
            Ok(())
        } else {
            Err(Invalid(format!("`{sign}` is missing")))
        }
    }

    /// Nothing may follow.
    pub(super) fn end(&mut self) -> Result<(), Invalid> {
        match self.next() {
            None => Ok(()),
            Some(_) => Err(Invalid("something follows its end".to_owned())),
        }
    }

    pub(super) fn expr<T>(
        &mut self,
        leaf: &impl Fn(&mut Parser) -> Result<T, Invalid>,
    ) -> Result<Expr<T>, Invalid> {
        let mut any = vec![self.all(leaf)?];
        while self.take("||") {
            any.push(self.all(leaf)?);
        }
        Ok(Expr::Any(any))
    }

    fn all<T>(&mut self, leaf: &impl Fn(&mut Parser) -> Result<T, Invalid>) -> Result<Expr<T>, Invalid> {
        let mut all = Vec::new();
        loop {
            all.push(if self.take("(") {
                let inner = self.expr(leaf)?;
                self.expect(")")?;
                inner
            } else {
                Expr::Test(leaf(self)?)
            });
            if !self.take("&&") {
                return Ok(Expr::All(all));
            }
        }
    }

    pub(super) fn op(&mut self) -> Option<Op> {
        let ops = [
            ("=", Op::Equal),
            ("!=", Op::NotEqual),
            ("<", Op::Less),
            ("<=", Op::LessOrEqual),
            (">", Op::Greater),
            (">=", Op::GreaterOrEqual),
        ];
        ops.into_iter()
            .find_map(|(sign, op)| self.take(sign).then_some(op))
    }

    /// What follows an operator.
    pub(super) fn comparison(&mut self, op: Op) -> Result<Comparison, Invalid> {
        let parts = |text: &str| Want::Text(text.split('*').map(str::to_owned).collect());
        let want = match self.next() {
            Some(Token::Quoted(text)) => parts(&text),
            Some(Token::Regex(source)) => Want::Regex(re::compile(&source)?),
            Some(Token::Word(word)) => match word.parse::<f64>() {
                Ok(number) if number.is_finite() => Want::Number(number, word),
                _ => parts(&word),
            },
            _ => return Err(Invalid("a value is missing after an operator".to_owned())),
        };
        if !matches!(op, Op::Equal | Op::NotEqual) && !matches!(want, Want::Number(..)) {
            return Err(Invalid("only numbers can be compared by size".to_owned()));
        }
        Ok(Comparison { op, want })
    }
}
