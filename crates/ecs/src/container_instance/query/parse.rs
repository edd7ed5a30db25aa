//! Text to expression: a recursive descent over a handful of tokens, bounded in depth.

use super::{Expr, Op, Subject};

const DEEPEST: usize = 32;

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Open,
    Close,
    ListOpen,
    ListClose,
    Comma,
    And,
    Or,
    Not,
    Op(Op),
    Word(String),
}

/// # Errors
/// Says what was not understood.
pub(crate) fn parse(text: &str) -> Result<Expr, String> {
    let tokens = lex(text)?;
    let mut p = Parser {
        tokens: &tokens,
        at: 0,
    };
    let expr = p.or(0)?;
    match p.peek() {
        None => Ok(expr),
        Some(t) => Err(format!("unexpected {t:?}")),
    }
}

fn lex(text: &str) -> Result<Vec<Token>, String> {
    let mut out = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let symbols: [(&str, Token); 18] = [
            ("&&", Token::And),
            ("||", Token::Or),
            ("==", Token::Op(Op::Equals)),
            ("!=", Token::Op(Op::NotEquals)),
            (">=", Token::Op(Op::GreaterEqual)),
            ("<=", Token::Op(Op::LessEqual)),
            (">", Token::Op(Op::Greater)),
            ("<", Token::Op(Op::Less)),
            ("=~", Token::Op(Op::Matches)),
            ("!~", Token::Op(Op::NotMatches)),
            ("!exists", Token::Op(Op::NotExists)),
            ("!in", Token::Op(Op::NotIn)),
            ("!", Token::Not),
            ("(", Token::Open),
            (")", Token::Close),
            ("[", Token::ListOpen),
            ("]", Token::ListClose),
            (",", Token::Comma),
        ];
        let regex = matches!(out.last(), Some(Token::Op(Op::Matches | Op::NotMatches)));
        let symbol = symbols.into_iter().find(|(s, _)| !regex && symbol_here(rest, s));
        if let Some((s, token)) = symbol {
            out.push(token);
            rest = rest.get(s.len()..).unwrap_or_default().trim_start();
            continue;
        }
        let (token, len) = if regex { pattern(rest)? } else { word(rest)? };
        out.push(token);
        rest = rest.get(len..).unwrap_or_default().trim_start();
    }
    Ok(out)
}

/// `!in` and `!exists` are operators only as whole words: `!inner` is a negated subject.
fn symbol_here(rest: &str, symbol: &str) -> bool {
    let Some(after) = rest.strip_prefix(symbol) else {
        return false;
    };
    !symbol.ends_with(char::is_alphabetic)
        || !after.starts_with(|c: char| c.is_alphanumeric() || "_.-:".contains(c))
}

/// A regular expression without quotes: up to a space, or up to the parenthesis that closes one before it.
fn pattern(rest: &str) -> Result<(Token, usize), String> {
    if rest.starts_with(['"', '\'']) {
        return word(rest);
    }
    let mut open = 0;
    let ends = |c: char| {
        match c {
            '(' => open += 1,
            ')' if open == 0 => return true,
            ')' => open -= 1,
            _ => {}
        }
        c.is_whitespace()
    };
    let end = rest.find(ends).unwrap_or(rest.len());
    match rest.get(..end).unwrap_or_default() {
        "" => Err("an argument is missing".into()),
        text => Ok((Token::Word(text.to_owned()), end)),
    }
}

fn word(rest: &str) -> Result<(Token, usize), String> {
    if let Some(quote) = rest.chars().next().filter(|c| *c == '"' || *c == '\'') {
        let end = rest
            .get(1..)
            .and_then(|r| r.find(quote))
            .ok_or("a quote is not closed")?;
        return Ok((
            Token::Word(rest.get(1..=end).unwrap_or_default().to_owned()),
            end + 2,
        ));
    }
    let end = rest
        .find(|c: char| c.is_whitespace() || "()[],&|=!<>\"'".contains(c))
        .unwrap_or(rest.len());
    let text = rest.get(..end).unwrap_or_default();
    let token = match text {
        "" => {
            return Err(format!(
                "`{}` is not expected here",
                rest.chars().next().unwrap_or(' ')
            ));
        }
        "and" => Token::And,
        "or" => Token::Or,
        "not" => Token::Not,
        "equals" => Token::Op(Op::Equals),
        "not_equals" => Token::Op(Op::NotEquals),
        "greater_than" => Token::Op(Op::Greater),
        "greater_than_equal" => Token::Op(Op::GreaterEqual),
        "less_than" => Token::Op(Op::Less),
        "less_than_equal" => Token::Op(Op::LessEqual),
        "exists" => Token::Op(Op::Exists),
        "not_exists" => Token::Op(Op::NotExists),
        "in" => Token::Op(Op::In),
        "not_in" => Token::Op(Op::NotIn),
        "matches" => Token::Op(Op::Matches),
        "not_matches" => Token::Op(Op::NotMatches),
        _ => Token::Word(text.to_owned()),
    };
    Ok((token, end))
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn take(&mut self) -> Option<Token> {
        let t = self.peek().cloned();
        self.at += 1;
        t
    }

    fn eat(&mut self, t: &Token) -> bool {
        let yes = self.peek() == Some(t);
        self.at += usize::from(yes);
        yes
    }

    fn or(&mut self, depth: usize) -> Result<Expr, String> {
        let mut left = self.and(depth)?;
        while self.eat(&Token::Or) {
            left = Expr::Or(Box::new(left), Box::new(self.and(depth)?));
        }
        Ok(left)
    }

    fn and(&mut self, depth: usize) -> Result<Expr, String> {
        let mut left = self.unary(depth)?;
        while self.eat(&Token::And) {
            left = Expr::And(Box::new(left), Box::new(self.unary(depth)?));
        }
        Ok(left)
    }

    fn unary(&mut self, depth: usize) -> Result<Expr, String> {
        if depth > DEEPEST {
            return Err("nested too deeply".into());
        }
        if self.eat(&Token::Not) {
            return Ok(Expr::Not(Box::new(self.unary(depth + 1)?)));
        }
        if self.eat(&Token::Open) {
            let inner = self.or(depth + 1)?;
            return if self.eat(&Token::Close) {
                Ok(inner)
            } else {
                Err("`)` is missing".into())
            };
        }
        self.test()
    }

    fn test(&mut self) -> Result<Expr, String> {
        let subject = match self.take() {
            Some(Token::Word(w)) => subject(&w)?,
            _ => return Err("a subject is missing".into()),
        };
        let op = match self.take() {
            Some(Token::Op(op)) => op,
            _ => return Err("an operator is missing".into()),
        };
        let args = match op {
            Op::Exists | Op::NotExists => Vec::new(),
            Op::In | Op::NotIn => self.list()?,
            _ => vec![self.argument()?],
        };
        if matches!(op, Op::Matches | Op::NotMatches) {
            for a in &args {
                regex::Regex::new(a).map_err(|_| format!("`{a}` is not a regular expression"))?;
            }
        }
        Ok(Expr::Test { subject, op, args })
    }

    fn argument(&mut self) -> Result<String, String> {
        match self.take() {
            Some(Token::Word(w)) => Ok(w),
            _ => Err("an argument is missing".into()),
        }
    }

    fn list(&mut self) -> Result<Vec<String>, String> {
        if !self.eat(&Token::ListOpen) {
            return Err("`[` is missing".into());
        }
        let mut args = vec![self.argument()?];
        while self.eat(&Token::Comma) {
            args.push(self.argument()?);
        }
        if self.eat(&Token::ListClose) {
            Ok(args)
        } else {
            Err("`]` is missing".into())
        }
    }
}

fn subject(word: &str) -> Result<Subject, String> {
    Ok(match word {
        "agentConnected" => Subject::AgentConnected,
        "agentVersion" => Subject::AgentVersion,
        "ec2InstanceId" => Subject::Ec2InstanceId,
        "registeredAt" => Subject::RegisteredAt,
        "runningTasksCount" => Subject::RunningTasksCount,
        "task:group" => Subject::TaskGroup,
        other => match other.strip_prefix("attribute:") {
            Some(name) if !name.is_empty() => Subject::Attribute(name.to_owned()),
            _ => return Err(format!("`{other}` is not a subject")),
        },
    })
}
