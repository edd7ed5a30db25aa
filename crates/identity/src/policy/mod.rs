//! IAM's policy language: parsed once, compiled, evaluated without a clock, I/O or randomness.
//!
//! | file | what |
//! |---|---|
//! | `json` | a JSON reader that refuses a key given twice (IAM's meaning of such a policy is unclear) |
//! | `document` | policy text → [`Policy`], or [`Malformed`] with AWS's sentence |
//! | `text` | strings of a policy: wildcards and `${variables}`, by ARN segment where that is the rule |
//! | `condition` | the condition operators, `IfExists`, `ForAllValues`, `ForAnyValue`, `Null` |
//! | `value` | numbers, dates and address ranges as conditions compare them |
//! | `decide` | identity, boundary, session, resource and service control policies → [`Decision`] |
//!
//! Source: IAM User Guide, "IAM JSON policy reference" and "Policy evaluation logic".
//!
//! Invariants:
//! - The same input gives the same decision; the time of a request is a value of its context.
//! - The value of a variable is text: a `*` in a tag is a star, never a wildcard.
//! - What cannot be compared is not equal; so a broken value never grants by a positive operator.

mod condition;
mod decide;
mod document;
mod json;
mod text;
mod value;

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "a test measures time")]
mod tests;

pub use decide::{Decision, Kind, Outcome, Policies, PolicySet, Request, Subject, decide, grants};
pub use document::{Malformed, Policy, PolicyKind};

/// The values a request brings for condition keys; names compare without case.
#[derive(Clone, Debug, Default)]
pub struct Context(std::collections::HashMap<String, Vec<String>>);

impl Context {
    pub fn new() -> Context {
        Context::default()
    }

    /// Sets a key. A key with no values counts as absent.
    pub fn set(&mut self, key: &str, values: Vec<String>) {
        self.0.insert(key.to_ascii_lowercase(), values);
    }

    /// The same, for one value.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Context {
        self.set(key, vec![value.into()]);
        self
    }

    /// `key` must be lower-case already. `None` when absent.
    pub(crate) fn get(&self, key: &str) -> Option<&[String]> {
        self.0
            .get(key)
            .map(Vec::as_slice)
            .filter(|values| !values.is_empty())
    }
}
