//! The condition operators: "IAM JSON policy elements: Condition operators".

use super::Context;
use super::text::{ArnPattern, Reading, Text};
use super::value::{Range, date, number};
use std::cmp::Ordering;

/// One operator on one key.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    /// Lower-case.
    key: String,
    set: Set,
    if_exists: bool,
    /// The operator is the negation (`StringNotEquals`) of the test.
    negated: bool,
    test: Test,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Set {
    Single,
    /// `ForAllValues:`
    All,
    /// `ForAnyValue:`
    Any,
}

/// The values of a policy, compiled. A value that is no number, date or range of its operator is `None`
/// and never equal to anything.
#[derive(Clone, Debug)]
enum Test {
    Text(Vec<Text>),
    Arn(Vec<ArnPattern>),
    Number(Comparison, Vec<Option<f64>>),
    Date(Comparison, Vec<Option<i64>>),
    Bool(Vec<String>),
    Binary(Vec<Option<Vec<u8>>>),
    Address(Vec<Option<Range>>),
    Null(Vec<String>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Comparison {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    fn holds(self, order: Ordering) -> bool {
        match self {
            Comparison::Equal => order.is_eq(),
            Comparison::Less => order.is_lt(),
            Comparison::LessOrEqual => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::GreaterOrEqual => order.is_ge(),
        }
    }
}

impl Condition {
    /// `None` when there is no operator of that name.
    pub(crate) fn new(operator: &str, key: &str, values: &[String], variables: bool) -> Option<Condition> {
        let (set, rest) = match operator.split_once(':') {
            Some(("ForAllValues", rest)) => (Set::All, rest),
            Some(("ForAnyValue", rest)) => (Set::Any, rest),
            Some(_) => return None,
            None => (Set::Single, operator),
        };
        let (name, if_exists) = match rest.strip_suffix("IfExists") {
            Some(name) => (name, true),
            None => (rest, false),
        };
        let text = |wildcards, fold| {
            let reading = Reading {
                wildcards,
                variables,
                fold,
            };
            Test::Text(values.iter().map(|v| Text::new(v, reading)).collect())
        };
        let arn = || Test::Arn(values.iter().map(|v| ArnPattern::new(v, variables)).collect());
        let numeric = |how| Test::Number(how, values.iter().map(|v| number(v)).collect());
        let dates = |how| Test::Date(how, values.iter().map(|v| date(v)).collect());
        let ranges = || Test::Address(values.iter().map(|v| Range::parse(v)).collect());
        let (negated, test) = match name {
            "StringEquals" => (false, text(false, false)),
            "StringNotEquals" => (true, text(false, false)),
            "StringEqualsIgnoreCase" => (false, text(false, true)),
            "StringNotEqualsIgnoreCase" => (true, text(false, true)),
            "StringLike" => (false, text(true, false)),
            "StringNotLike" => (true, text(true, false)),
            "NumericEquals" => (false, numeric(Comparison::Equal)),
            "NumericNotEquals" => (true, numeric(Comparison::Equal)),
            "NumericLessThan" => (false, numeric(Comparison::Less)),
            "NumericLessThanEquals" => (false, numeric(Comparison::LessOrEqual)),
            "NumericGreaterThan" => (false, numeric(Comparison::Greater)),
            "NumericGreaterThanEquals" => (false, numeric(Comparison::GreaterOrEqual)),
            "DateEquals" => (false, dates(Comparison::Equal)),
            "DateNotEquals" => (true, dates(Comparison::Equal)),
            "DateLessThan" => (false, dates(Comparison::Less)),
            "DateLessThanEquals" => (false, dates(Comparison::LessOrEqual)),
            "DateGreaterThan" => (false, dates(Comparison::Greater)),
            "DateGreaterThanEquals" => (false, dates(Comparison::GreaterOrEqual)),
            "Bool" => (
                false,
                Test::Bool(values.iter().map(|v| v.to_ascii_lowercase()).collect()),
            ),
            "BinaryEquals" => (false, Test::Binary(values.iter().map(|v| binary(v)).collect())),
            "IpAddress" => (false, ranges()),
            "NotIpAddress" => (true, ranges()),
            "ArnEquals" | "ArnLike" => (false, arn()),
            "ArnNotEquals" | "ArnNotLike" => (true, arn()),
            "Null" if !if_exists && set == Set::Single => (
                false,
                Test::Null(values.iter().map(|v| v.to_ascii_lowercase()).collect()),
            ),
            _ => return None,
        };
        Some(Condition {
            key: key.to_ascii_lowercase(),
            set,
            if_exists,
            negated,
            test,
        })
    }

    pub(crate) fn holds(&self, context: &Context) -> bool {
        let values = context.get(&self.key);
        if let Test::Null(wanted) = &self.test {
            let absent = if values.is_none() { "true" } else { "false" };
            return wanted.iter().any(|w| w == absent);
        }
        let Some(values) = values else {
            return self.if_exists
                || match self.set {
                    Set::All => true,
                    Set::Any => false,
                    Set::Single => self.negated,
                };
        };
        let passes = |value: &String| self.test.any(value, context) != self.negated;
        match self.set {
            Set::All => values.iter().all(passes),
            Set::Any => values.iter().any(passes),
            // A negation is of the whole: none of the values may be one of the policy's.
            Set::Single => values.iter().any(|v| self.test.any(v, context)) != self.negated,
        }
    }
}

impl Test {
    /// Whether the value passes for any of the policy's values.
    fn any(&self, value: &str, context: &Context) -> bool {
        match self {
            Test::Text(wanted) => wanted.iter().any(|w| w.matches(value, context)),
            Test::Arn(wanted) => {
                // What is not an ARN has no segments to compare.
                value.splitn(6, ':').count() == 6 && wanted.iter().any(|w| w.matches(value, context))
            }
            Test::Number(how, wanted) => number(value).is_some_and(|v| {
                wanted
                    .iter()
                    .flatten()
                    .any(|w| v.partial_cmp(w).is_some_and(|order| how.holds(order)))
            }),
            Test::Date(how, wanted) => {
                date(value).is_some_and(|v| wanted.iter().flatten().any(|w| how.holds(v.cmp(w))))
            }
            Test::Bool(wanted) => {
                let value = value.to_ascii_lowercase();
                matches!(value.as_str(), "true" | "false") && wanted.contains(&value)
            }
            Test::Binary(wanted) => binary(value).is_some_and(|v| wanted.iter().flatten().any(|w| *w == v)),
            Test::Address(wanted) => wanted.iter().flatten().any(|w| w.contains(value)),
            Test::Null(_) => false,
        }
    }
}

fn binary(text: &str) -> Option<Vec<u8>> {
    base64::Engine::decode(&base64::engine::general_purpose::STANDARD, text.trim()).ok()
}
