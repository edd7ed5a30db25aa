//! Amazon Resource Names and the scope (account, region) that every stored thing belongs to.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// An account and a region. Part of every key: two scopes never see each other's records.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Scope {
    pub account: Arc<str>,
    pub region: Arc<str>,
}

impl Scope {
    #[must_use]
    pub fn new(account: impl Into<Arc<str>>, region: impl Into<Arc<str>>) -> Self {
        Self {
            account: account.into(),
            region: region.into(),
        }
    }

    /// An ARN of `service` in this scope: `arn:aws:<service>:<region>:<account>:<resource>`.
    #[must_use]
    pub fn arn(&self, service: &str, resource: impl fmt::Display) -> String {
        format!("arn:aws:{service}:{}:{}:{resource}", self.region, self.account)
    }

    /// An ARN of a service without regions (IAM): `arn:aws:<service>::<account>:<resource>`.
    #[must_use]
    pub fn global_arn(&self, service: &str, resource: impl fmt::Display) -> String {
        format!("arn:aws:{service}::{}:{resource}", self.account)
    }
}

/// The six parts of an ARN, borrowed from its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arn<'a> {
    pub partition: &'a str,
    pub service: &'a str,
    pub region: &'a str,
    pub account: &'a str,
    /// Everything after the fifth colon, e.g. `task/default/0123…`.
    pub resource: &'a str,
}

impl<'a> Arn<'a> {
    /// `None` when the text is not an ARN (`arn:partition:service:region:account:resource`).
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut it = text.splitn(6, ':');
        let (Some("arn"), Some(partition), Some(service), Some(region), Some(account), Some(resource)) =
            (it.next(), it.next(), it.next(), it.next(), it.next(), it.next())
        else {
            return None;
        };
        (!partition.is_empty() && !service.is_empty() && !resource.is_empty()).then_some(Self {
            partition,
            service,
            region,
            account,
            resource,
        })
    }

    /// The resource's type and the rest, split at the first `/`: `task/default/01` is (`task`, `default/01`).
    #[must_use]
    pub fn typed(&self) -> Option<(&'a str, &'a str)> {
        self.resource.split_once('/')
    }

    /// Whether it names something in `scope`.
    #[must_use]
    pub fn is_in(&self, scope: &Scope) -> bool {
        self.account == &*scope.account && self.region == &*scope.region
    }
}
