//! What is stored of a group.

use std::collections::BTreeMap;

use kernel::{Key, Record, Scope, Time};
use serde::{Deserialize, Serialize};

use crate::logs::storage::GroupId;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Group {
    pub scope: Scope,
    pub name: String,
    /// Names the group's events: 32 hex digits, random.
    pub id: String,
    pub created: Time,
    pub retention_days: Option<i32>,
    pub class: Class,
    pub tags: BTreeMap<String, String>,
}

/// `logGroupClass`. It is kept and shown; both classes can be read alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Class {
    #[default]
    Standard,
    InfrequentAccess,
}

impl Class {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Class::Standard => "STANDARD",
            Class::InfrequentAccess => "INFREQUENT_ACCESS",
        }
    }
}

impl Record for Group {
    const KIND: &'static str = "logs.group";

    fn key(&self) -> Key {
        Group::at(&self.scope, &self.name)
    }
}

impl Group {
    pub(crate) fn at(scope: &Scope, name: &str) -> Key {
        Key::new(Self::KIND, scope, &[name])
    }

    pub(crate) fn group_id(&self) -> GroupId {
        GroupId(u128::from_str_radix(&self.id, 16).unwrap_or(0))
    }

    /// Events before this time (ms) have expired.
    pub(crate) fn cutoff(&self, now: Time) -> Option<i64> {
        self.retention_days
            .map(|days| now.0.saturating_sub(i64::from(days) * 86_400_000))
    }
}
