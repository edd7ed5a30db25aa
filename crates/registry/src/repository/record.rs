//! What is stored of a repository.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::{Fault, Key, Record, Scope, Time, Txn};
use serde::{Deserialize, Serialize};

use crate::fault;
use crate::names::fits;

pub(crate) type Tags = BTreeMap<String, String>;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Repository {
    pub scope: Scope,
    pub name: String,
    pub created: Time,
    pub mutability: Mutability,
    pub scan_on_push: bool,
    pub tags: Tags,
    /// The repository's policy, as it was given.
    pub policy: Option<String>,
    pub lifecycle: Option<Lifecycle>,
}

/// Which tags may be moved to another image.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Mutability {
    /// ECR's word: `MUTABLE`, `IMMUTABLE`, `IMMUTABLE_WITH_EXCLUSION`, `MUTABLE_WITH_EXCLUSION`.
    pub word: String,
    /// Patterns of the tags for which the opposite holds.
    pub exclusions: Vec<String>,
}

impl Default for Mutability {
    fn default() -> Self {
        Self {
            word: "MUTABLE".into(),
            exclusions: Vec::new(),
        }
    }
}

impl Mutability {
    /// Whether `tag`, once given, stays where it is.
    pub(crate) fn fixes(&self, tag: &str) -> bool {
        let excluded = self.exclusions.iter().any(|p| fits(p, tag));
        self.word.starts_with("IMMUTABLE") != excluded
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Lifecycle {
    /// As it was given; valid.
    pub text: String,
    pub evaluated: Option<Time>,
}

impl Repository {
    pub(crate) fn at(scope: &Scope, name: &str) -> Key {
        Key::new(Self::KIND, scope, &[name])
    }

    pub(crate) fn all(scope: &Scope) -> kernel::key::KeyRange {
        Key::new(Self::KIND, scope, &[]).children()
    }

    pub(crate) fn arn(&self) -> String {
        arn(&self.scope, &self.name)
    }
}

impl Record for Repository {
    const KIND: &'static str = "ecr.repository";
    fn key(&self) -> Key {
        Self::at(&self.scope, &self.name)
    }
}

pub(crate) fn arn(scope: &Scope, name: &str) -> String {
    scope.arn("ecr", format_args!("repository/{name}"))
}

/// The repository, or ECR's error.
pub(crate) fn find(t: &mut Txn, scope: &Scope, name: &str) -> Result<Arc<Repository>, Fault> {
    t.get::<Repository>(&Repository::at(scope, name))?
        .ok_or_else(|| fault::no_repository(scope, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exclusions_turn_the_rule_around() {
        let m = |word: &str, exclusions: &[&str]| Mutability {
            word: word.into(),
            exclusions: exclusions.iter().map(|s| (*s).to_owned()).collect(),
        };
        assert!(!m("MUTABLE", &[]).fixes("v1") && m("IMMUTABLE", &[]).fixes("v1"));
        let latest = m("IMMUTABLE_WITH_EXCLUSION", &["latest*"]);
        assert!(!latest.fixes("latest-1") && latest.fixes("v1"));
        let releases = m("MUTABLE_WITH_EXCLUSION", &["v*"]);
        assert!(releases.fixes("v1") && !releases.fixes("main"));
    }
}
