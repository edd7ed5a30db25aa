//! What the model demands of an input beyond its shape: required members, lengths, ranges, patterns, enums.
//!
//! - `mod.rs`    the walk over (`Value`, table) that finds every violation
//! - `words.rs`  AWS's sentences for them
//!
//! Codes and dialect are per service, as data in `models/operations.toml`. What the model does not say (a cluster
//! that must exist, two members that exclude each other) is the operation's business.

mod words;

use crate::fault::Fault;
use crate::schema::{Member, OperationMeta, Schema, Text, Value};
use words::{At, Violation};

/// How a service refuses input that breaks its model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub dialect: Dialect,
    /// Its code.
    pub code: &'static str,
    /// Operations that use another code.
    pub except: &'static [(&'static str, &'static str)],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `2 validation errors detected: Value 'x' at 'y' failed to satisfy constraint: …; Value …`
    Listing,
    /// The first violation only: `MissingParameter` or `InvalidParameterValue`.
    Ec2,
}

/// Checks an input against its operation's table.
///
/// # Errors
/// The service's own code, naming every violation (EC2: the first).
pub fn validate(op: &'static OperationMeta, input: &Value) -> Result<(), Fault> {
    let mut walk = Walk {
        path: Vec::new(),
        found: Vec::new(),
    };
    walk.members(op.input.members, input);
    if walk.found.is_empty() {
        return Ok(());
    }
    let refusal = op.service.refusal;
    Err(match refusal.dialect {
        Dialect::Ec2 => words::ec2(&walk.found),
        Dialect::Listing => {
            let except = refusal.except.iter().find(|(name, _)| *name == op.name);
            Fault::new(
                except.map_or(refusal.code, |(_, code)| code),
                400,
                words::listing(&walk.found),
            )
        }
    })
}

struct Walk<'v> {
    path: Vec<At<'v>>,
    found: Vec<Violation>,
}

impl<'v> Walk<'v> {
    fn members(&mut self, members: &'static [Member], value: &'v Value) {
        let Value::Struct(values) = value else { return };
        for (member, value) in members.iter().zip(values) {
            self.path.push(At::Member(member));
            match value {
                Some(value) => self.value(member.schema, value),
                None if member.required => self.report(None, "Member must not be null".to_owned()),
                None => {}
            }
            self.path.pop();
        }
    }

    fn value(&mut self, schema: Schema, value: &'v Value) {
        for broken in broken(schema, value) {
            self.report(Some((schema, value)), broken);
        }
        match (schema, value) {
            (Schema::Struct(table), value) => self.members(table.members, value),
            (Schema::List(list), Value::List(items)) => {
                if is_leaf(list.of) {
                    if items.iter().any(|item| !broken(list.of, item).is_empty()) {
                        let all = words::together("Member", &rules(list.of));
                        self.report(Some((schema, value)), all);
                    }
                    return;
                }
                for (i, item) in items.iter().enumerate() {
                    self.path.push(At::Item(i + 1));
                    self.value(list.of, item);
                    self.path.pop();
                }
            }
            (Schema::Map(map), Value::Map(all)) => {
                if all.keys().any(|key| !text_broken(map.key, key).is_empty()) {
                    self.report(
                        Some((schema, value)),
                        words::together("Map keys", &rules(map.key)),
                    );
                }
                if is_leaf(map.value) {
                    if all.values().any(|item| !broken(map.value, item).is_empty()) {
                        self.report(
                            Some((schema, value)),
                            words::together("Map value", &rules(map.value)),
                        );
                    }
                    return;
                }
                for (key, item) in all {
                    self.path.push(At::Key(key));
                    self.value(map.value, item);
                    self.path.pop();
                }
            }
            _ => {}
        }
    }

    fn report(&mut self, value: Option<(Schema, &Value)>, rule: String) {
        self.found.push(Violation::new(&self.path, value, rule));
    }
}

fn is_leaf(schema: Schema) -> bool {
    !matches!(schema, Schema::Struct(_) | Schema::List(_) | Schema::Map(_))
}

/// The rules that a value breaks, in the order AWS tells them. Members of structures are not looked at.
fn broken(schema: Schema, value: &Value) -> Vec<String> {
    match (schema, value) {
        (schema, Value::Str(s)) => text_broken(schema, s),
        (Schema::Int(int), Value::Int(n)) if *n < int.range.min || *n > int.range.max => {
            words::value_rules(*n, int.range)
        }
        (Schema::Float(float), Value::Float(x)) if *x < float.range.min || *x > float.range.max => {
            words::value_rules(*x, float.range)
        }
        (Schema::Blob(blob), Value::Blob(b)) => words::length_rules(Some(size(b.len())), blob.length),
        (Schema::List(list), Value::List(items)) => words::length_rules(Some(size(items.len())), list.length),
        (Schema::Map(map), Value::Map(all)) => words::length_rules(Some(size(all.len())), map.length),
        _ => Vec::new(),
    }
}

fn text_broken(schema: Schema, s: &str) -> Vec<String> {
    let Schema::Str(text) = schema else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if !text.knows(s) {
        found.push(words::enum_rule(text.values));
    }
    if let Some(pattern) = text.pattern.filter(|p| !p.matches(s)) {
        found.push(words::pattern_rule(pattern.source));
    }
    // As many bytes as characters at least, so that most texts need not be counted.
    let bytes = size(s.len());
    if bytes > text.length.max || bytes < text.length.min.saturating_mul(4) {
        found.extend(words::length_rules(Some(size(s.chars().count())), text.length));
    }
    found
}

/// Every rule of a leaf, whether broken or not: AWS tells them all for items of lists and maps.
fn rules(schema: Schema) -> Vec<String> {
    match schema {
        Schema::Str(Text {
            length,
            pattern,
            values,
            ..
        }) => {
            let mut all = words::length_rules(None, *length);
            all.extend(pattern.map(|p| words::pattern_rule(p.source)));
            all.extend((!values.is_empty()).then(|| words::enum_rule(values)));
            all
        }
        Schema::Int(int) => words::range_rules(int.range, int.natural()),
        Schema::Blob(blob) => words::length_rules(None, blob.length),
        _ => Vec::new(),
    }
}

fn size(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

impl Text {
    /// Whether a value is one that the model names, or one that we know besides. A name that ends in `*` stands for
    /// all that begin so.
    fn knows(&self, s: &str) -> bool {
        let named = |name: &&str| {
            name.strip_suffix('*')
                .map_or(**name == *s, |start| s.starts_with(start))
        };
        self.values.is_empty() || self.values.contains(&s) || self.also.iter().any(named)
    }
}

#[cfg(test)]
mod tests;
