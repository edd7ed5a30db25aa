//! What is stored of a namespace.

use kernel::{Key, Record, Scope, Time};
use serde::{Deserialize, Serialize};

use crate::names;
use crate::tag::Tags;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Namespace {
    pub scope: Scope,
    pub id: String,
    pub name: String,
    /// By which `DiscoverInstances` knows it.
    pub http_name: String,
    pub description: Option<String>,
    /// `None` for one that is asked by API alone.
    pub dns: Option<Zone>,
    pub created: Time,
    /// The token of the request that made it, and its operation.
    pub token: Option<String>,
    pub operation: String,
    pub tags: Tags,
}

/// The zone of a private DNS namespace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Zone {
    pub id: String,
    pub vpc: String,
    /// Seconds for which it may be remembered that there is no such name.
    pub ttl: i64,
}

impl Namespace {
    pub(crate) fn at(scope: &Scope, id: &str) -> Key {
        Key::new(Self::KIND, scope, &[id])
    }

    pub(crate) fn all(scope: &Scope) -> kernel::key::KeyRange {
        Key::new(Self::KIND, scope, &[]).children()
    }

    pub(crate) fn arn(&self) -> String {
        names::arn(&self.scope, "namespace", &self.id)
    }

    pub(crate) fn kind(&self) -> &'static str {
        match self.dns {
            Some(_) => "DNS_PRIVATE",
            None => "HTTP",
        }
    }
}

impl Record for Namespace {
    const KIND: &'static str = "servicediscovery.namespace";
    fn key(&self) -> Key {
        Self::at(&self.scope, &self.id)
    }
}
