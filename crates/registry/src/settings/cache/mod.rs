//! Pull-through cache rules: repositories that stand for those of another registry (Amazon ECR User Guide, "Sync an
//! upstream registry with an Amazon ECR private registry"). What is pulled from them is brought by
//! [`crate::distribution`]; [`ops`] are the API's calls.
//!
//! Upstreams are asked as nobody: there are no secrets to be somebody with, so a rule with a credential is refused as one
//! whose secret does not exist.

pub(crate) mod ops;

use std::sync::Arc;

use kernel::key::KeyRange;
use kernel::{Fault, Key, Record, Scope, Time, Txn};
use serde::{Deserialize, Serialize};

/// The prefix of every repository.
const ROOT: &str = "ROOT";

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct CacheRule {
    pub scope: Scope,
    pub prefix: String,
    /// The registry's host.
    pub host: String,
    /// Its name in ECR's words.
    pub upstream: String,
    pub upstream_prefix: Option<String>,
    pub created: Time,
    pub updated: Time,
}

impl CacheRule {
    fn at(scope: &Scope, prefix: &str) -> Key {
        Key::new(Self::KIND, scope, &[prefix])
    }

    fn all(scope: &Scope) -> KeyRange {
        Key::new(Self::KIND, scope, &[]).children()
    }

    /// The upstream's repository that a repository of ours stands for.
    pub(crate) fn stands_for(&self, repository: &str) -> Option<String> {
        let rest = match self.prefix.as_str() {
            ROOT => repository,
            prefix => repository
                .strip_prefix(prefix.trim_end_matches('/'))?
                .strip_prefix('/')?,
        };
        let prefix = self.upstream_prefix.as_deref().filter(|p| *p != ROOT);
        Some(match prefix {
            Some(prefix) => format!("{}/{rest}", prefix.trim_end_matches('/')),
            None => rest.to_owned(),
        })
    }
}

impl Record for CacheRule {
    const KIND: &'static str = "ecr.cache-rule";
    fn key(&self) -> Key {
        Self::at(&self.scope, &self.prefix)
    }
}

/// When a tag that was brought was last compared with the upstream's. A tag without it was pushed by somebody.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Compared {
    pub scope: Scope,
    pub repository: String,
    pub tag: String,
    pub at: Time,
}

impl Compared {
    pub(crate) fn at(scope: &Scope, repository: &str, tag: &str) -> Key {
        Key::new(Self::KIND, scope, &[repository, tag])
    }

    pub(crate) fn all(scope: &Scope, repository: &str) -> KeyRange {
        Key::new(Self::KIND, scope, &[repository]).children()
    }
}

impl Record for Compared {
    const KIND: &'static str = "ecr.compared";
    fn key(&self) -> Key {
        Self::at(&self.scope, &self.repository, &self.tag)
    }
}

/// The rule with the longest prefix of a repository, and what the repository stands for.
pub(crate) fn rule_of(
    t: &mut Txn,
    scope: &Scope,
    repository: &str,
) -> Result<Option<(Arc<CacheRule>, String)>, Fault> {
    let all = t.range::<CacheRule>(&CacheRule::all(scope))?;
    let fitting = all.into_iter().filter_map(|r| {
        let stands_for = r.stands_for(repository)?;
        Some((r, stands_for))
    });
    let length = |r: &CacheRule| if r.prefix == ROOT { 0 } else { r.prefix.len() };
    Ok(fitting.max_by_key(|(r, _)| length(r)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(prefix: &str, upstream_prefix: Option<&str>) -> CacheRule {
        CacheRule {
            scope: Scope::new("000000000000", "us-east-1"),
            prefix: prefix.into(),
            host: "quay.io".into(),
            upstream: "quay".into(),
            upstream_prefix: upstream_prefix.map(str::to_owned),
            created: Time(0),
            updated: Time(0),
        }
    }

    #[test]
    fn what_a_repository_stands_for() {
        let stands = |p, u, name| rule(p, u).stands_for(name);
        assert_eq!(
            stands("quay", None, "quay/coreos/etcd").as_deref(),
            Some("coreos/etcd")
        );
        assert_eq!(stands("quay/", None, "quay/x").as_deref(), Some("x"));
        assert_eq!(stands("q", Some("team"), "q/web").as_deref(), Some("team/web"));
        assert_eq!(
            stands("ROOT", Some("team/a"), "web").as_deref(),
            Some("team/a/web")
        );
        assert_eq!(stands("q", Some("ROOT"), "q/web").as_deref(), Some("web"));
        for other in ["quayx/y", "quay", "x/quay/y"] {
            assert_eq!(stands("quay", None, other), None, "{other}");
        }
    }
}
