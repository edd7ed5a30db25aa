//! Tokens: of sequences (PutLogEvents) and of places in a stream (GetLogEvents, FilterLogEvents).

use crate::logs::storage::{Order, Position, Token};

/// What our own agent sends: `longshore:<id>:<position>`. Any other sequence token is ignored, as AWS documents.
pub(crate) fn sent(text: &str) -> Option<Token> {
    let (id, position) = text.strip_prefix("longshore:")?.rsplit_once(':')?;
    if id.is_empty() || !position.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(Token {
        id: id.to_owned(),
        position: position.parse().ok()?,
    })
}

/// The same, as it was sent.
pub(crate) fn sequence(token: &Token) -> String {
    format!("longshore:{}:{}", token.id, token.position)
}

/// A sequence token for everybody else: AWS still hands out 56 digits and ignores them.
pub(crate) fn ignored(time: i64) -> String {
    format!("{:056}", time.max(0))
}

/// `f/<place>/s` or `b/<place>/s`.
pub(crate) fn place(order: Order, p: Position) -> String {
    let side = if order == Order::Forward { 'f' } else { 'b' };
    // Shifted, so that every timestamp is a number of the same width.
    let time = i128::from(p.timestamp) - i128::from(i64::MIN);
    format!("{side}/{time:020}{:020}/s", p.seq)
}

pub(crate) fn read_place(text: &str) -> Option<(Order, Position)> {
    let (side, rest) = text.split_once('/')?;
    let digits = rest
        .strip_suffix("/s")
        .filter(|d| d.len() == 40 && d.bytes().all(|b| b.is_ascii_digit()))?;
    let order = match side {
        "f" => Order::Forward,
        "b" => Order::Backward,
        _ => return None,
    };
    let (time, seq) = digits.split_at_checked(20)?;
    let timestamp = i64::try_from(time.parse::<i128>().ok()? + i128::from(i64::MIN)).ok()?;
    Some((
        order,
        Position {
            timestamp,
            seq: seq.parse().ok()?,
        },
    ))
}
