//! AWS's sentences for violations, as its services say them.

use crate::fault::Fault;
use crate::schema::{Bounds, Int, Member, Schema, Value};
use std::fmt::Display;

/// A step from the input to a value.
#[derive(Clone, Copy)]
pub(super) enum At<'v> {
    Member(&'static Member),
    /// From 1.
    Item(usize),
    Key(&'v str),
}

pub(super) struct Violation {
    /// `tags.1.member.key`
    path: String,
    /// The last member on the path.
    member: Option<&'static Member>,
    /// `null`, a quoted value, or nothing where it must not or cannot be told.
    shown: String,
    absent: bool,
    rule: String,
}

/// Longest value that an error repeats, in characters.
const SHOWN: usize = 1000;
/// Most violations that one error tells; the count tells the rest.
const TOLD: usize = 50;

impl Violation {
    pub(super) fn new(path: &[At<'_>], value: Option<(Schema, &Value)>, rule: String) -> Violation {
        let member = path
            .iter()
            .rev()
            .find_map(|at| if let At::Member(m) = at { Some(*m) } else { None });
        let shown = match value {
            None => Some("null".to_owned()),
            Some((schema, value)) => show(schema, value).map(|text| format!("'{}'", cut(text))),
        };
        let shown = shown.map(|text| format!(" {text}")).unwrap_or_default();
        Violation {
            path: spell(path),
            member,
            shown,
            absent: value.is_none(),
            rule,
        }
    }
}

fn cut(mut text: String) -> String {
    if let Some((end, _)) = text.char_indices().nth(SHOWN) {
        text.truncate(end);
        text.push_str("...");
    }
    text
}

/// Members by name, items of lists as `1.member`, values of maps as `key.member`.
fn spell(path: &[At<'_>]) -> String {
    let part = |at: &At<'_>| match at {
        At::Member(member) => lower_first(member.name),
        At::Item(i) => format!("{i}.member"),
        At::Key(key) => format!("{}.member", cut((*key).to_owned())),
    };
    path.iter().map(part).collect::<Vec<_>>().join(".")
}

fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    chars
        .next()
        .map(|c| c.to_ascii_lowercase())
        .into_iter()
        .chain(chars)
        .collect()
}

/// As Java prints it. `None` for what is secret, and for structures, which print as nothing useful.
fn show(schema: Schema, value: &Value) -> Option<String> {
    match (schema, value) {
        (Schema::Str(text), _) if text.sensitive => None,
        (_, Value::Str(s)) => Some(s.clone()),
        (_, Value::Int(n)) => Some(n.to_string()),
        (_, Value::Float(x) | Value::Time(x)) => Some(x.to_string()),
        (_, Value::Bool(b)) => Some(b.to_string()),
        (Schema::List(list), Value::List(items)) => {
            // One more than is shown, so that a cut is seen.
            let items: Option<Vec<String>> = items.iter().take(SHOWN).map(|i| show(list.of, i)).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        (Schema::Map(map), Value::Map(all)) => {
            let pair = |(key, value): (&String, &Value)| Some(format!("{key}={}", show(map.value, value)?));
            let all: Option<Vec<String>> = all.iter().take(SHOWN).map(pair).collect();
            Some(format!("{{{}}}", all?.join(", ")))
        }
        _ => None,
    }
}

/// `2 validation errors detected: Value 'x' at 'a' failed to satisfy constraint: …; Value null at 'b' failed to …`
pub(super) fn listing(found: &[Violation]) -> String {
    let plural = if found.len() == 1 { "" } else { "s" };
    let one = |v: &Violation| {
        format!(
            "Value{} at '{}' failed to satisfy constraint: {}",
            v.shown, v.path, v.rule
        )
    };
    let told: Vec<String> = found.iter().take(TOLD).map(one).collect();
    format!(
        "{} validation error{plural} detected: {}",
        found.len(),
        told.join("; ")
    )
}

/// EC2 tells the first violation.
pub(super) fn ec2(found: &[Violation]) -> Fault {
    let Some(first) = found.first() else {
        return Fault::internal("no violation to tell");
    };
    let name = lower_first(first.member.map_or(first.path.as_str(), |m| m.wire));
    if first.absent {
        let text = format!("The request must contain the parameter {name}");
        return Fault::new("MissingParameter", 400, text);
    }
    let shown = first.shown.trim().trim_matches('\'');
    let wanted = first
        .rule
        .replace("Member must have value ", "Expecting a value ");
    let wanted = wanted
        .replace("greater than or equal to", "greater than")
        .replace("Member must", "It must");
    let text = format!("Value ( {shown} ) for parameter {name} is invalid. {wanted}.");
    Fault::new("InvalidParameterValue", 400, text)
}

/// `Map value must satisfy constraint: [a, b]`
pub(super) fn together(what: &str, rules: &[String]) -> String {
    format!("{what} must satisfy constraint: [{}]", rules.join(", "))
}

pub(super) fn enum_rule(values: &[&str]) -> String {
    format!("Member must satisfy enum value set: [{}]", values.join(", "))
}

pub(super) fn pattern_rule(source: &str) -> String {
    format!("Member must satisfy regular expression pattern: {source}")
}

/// The rules that a length breaks; of no length, all that there are.
pub(super) fn length_rules(length: Option<i64>, bounds: Bounds) -> Vec<String> {
    let mut found = Vec::new();
    let bounded = bounds.max < i64::MAX;
    if bounded && length.is_none_or(|n| n > bounds.max) {
        found.push(format!(
            "Member must have length less than or equal to {}",
            bounds.max
        ));
    }
    if (bounded || bounds.min > 0) && length.is_none_or(|n| n < bounds.min) {
        found.push(format!(
            "Member must have length greater than or equal to {}",
            bounds.min
        ));
    }
    found
}

/// The rules that a number breaks.
pub(super) fn value_rules<T: PartialOrd + Display>(n: T, bounds: Bounds<T>) -> Vec<String> {
    let mut found = Vec::new();
    if n > bounds.max {
        found.push(format!(
            "Member must have value less than or equal to {}",
            bounds.max
        ));
    }
    if n < bounds.min {
        found.push(format!(
            "Member must have value greater than or equal to {}",
            bounds.min
        ));
    }
    found
}

/// The rules that an integer has beyond those of its bits.
pub(super) fn range_rules(bounds: Bounds, natural: Bounds) -> Vec<String> {
    let mut all = Vec::new();
    if bounds.max < natural.max {
        all.push(format!(
            "Member must have value less than or equal to {}",
            bounds.max
        ));
    }
    if bounds.min > natural.min {
        all.push(format!(
            "Member must have value greater than or equal to {}",
            bounds.min
        ));
    }
    all
}

impl Int {
    /// What its bits can hold.
    pub(super) fn natural(&self) -> Bounds {
        match self.bits {
            32 => Bounds {
                min: i32::MIN.into(),
                max: i32::MAX.into(),
            },
            _ => Bounds {
                min: i64::MIN,
                max: i64::MAX,
            },
        }
    }
}
