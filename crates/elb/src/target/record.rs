//! What is stored of a target.

use kernel::{Key, Record, Scope, Time};
use serde::{Deserialize, Serialize};
use wire::proxy::{Health, Reason};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Target {
    pub scope: Scope,
    /// Name of its group.
    pub group: String,
    /// An address or an instance id.
    pub id: String,
    pub port: u16,
    /// `None`: outside the VPC, `all`.
    pub zone: Option<String>,
    pub registered: Time,
    /// Deregistered; the record goes when this time has come.
    pub draining_until: Option<Time>,
    /// What a proxy last said; `None` until one has.
    pub health: Option<Health>,
    pub reason: Option<Reason>,
    pub description: Option<String>,
}

impl Target {
    pub(crate) fn at(scope: &Scope, group: &str, id: &str, port: u16) -> Key {
        Key::new(Self::KIND, scope, &[group, id, &format!("{port:05}")])
    }

    pub(crate) fn all_of(scope: &Scope, group: &str) -> kernel::key::KeyRange {
        Key::new(Self::KIND, scope, &[group]).children()
    }
}

impl Record for Target {
    const KIND: &'static str = "elb.target";
    fn key(&self) -> Key {
        Self::at(&self.scope, &self.group, &self.id, self.port)
    }
}
