//! What is stored. IAM has no regions, so the keys carry the account only.

use std::collections::BTreeMap;
use std::fmt;

use kernel::{Key, Principal, Record, Time};
use serde::{Deserialize, Serialize};

/// An access key of a root user, a user or a session.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessKey {
    /// `LSIA…`, or `LSSA…` for temporary credentials.
    pub id: String,
    pub secret: String,
    pub principal: Principal,
    pub active: bool,
    pub created: Time,
    /// Temporary credentials only: the token that must come with the key, and their end.
    pub session: Option<SessionEnd>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionEnd {
    pub token: String,
    pub expires: Time,
}

impl fmt::Debug for AccessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessKey")
            .field("id", &self.id)
            .field("active", &self.active)
            .finish_non_exhaustive()
    }
}

impl Record for AccessKey {
    const KIND: &'static str = "iam.access_key";

    fn key(&self) -> Key {
        AccessKey::at(&self.id)
    }
}

impl AccessKey {
    #[must_use]
    pub fn at(id: &str) -> Key {
        Key::global(Self::KIND, &[id])
    }
}

/// The policies that hang on a user or a role.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// ARNs of managed policies.
    pub managed: Vec<String>,
    /// Inline documents by name.
    pub inline: BTreeMap<String, String>,
    /// ARN of the managed policy that is the permissions boundary.
    pub boundary: Option<String>,
    pub tags: BTreeMap<String, String>,
}

/// An IAM user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    pub account: String,
    pub name: String,
    /// Begins and ends with `/`.
    pub path: String,
    /// `AIDA…`
    pub id: String,
    pub created: Time,
    pub attached: Attached,
}

impl Record for User {
    const KIND: &'static str = "iam.user";

    fn key(&self) -> Key {
        User::at(&self.account, &self.name)
    }
}

impl User {
    #[must_use]
    pub fn at(account: &str, name: &str) -> Key {
        Key::global(Self::KIND, &[account, name])
    }
}

/// An IAM role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    pub account: String,
    pub name: String,
    /// Begins and ends with `/`.
    pub path: String,
    /// `AROA…`
    pub id: String,
    pub created: Time,
    pub description: String,
    /// The trust policy.
    pub trust: String,
    pub max_session_s: u32,
    pub attached: Attached,
}

impl Record for Role {
    const KIND: &'static str = "iam.role";

    fn key(&self) -> Key {
        Role::at(&self.account, &self.name)
    }
}

impl Role {
    #[must_use]
    pub fn at(account: &str, name: &str) -> Key {
        Key::global(Self::KIND, &[account, name])
    }

    #[must_use]
    pub fn arn(&self) -> String {
        format!("arn:aws:iam::{}:role{}{}", self.account, self.path, self.name)
    }
}

/// A customer's managed policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagedPolicy {
    pub arn: String,
    pub document: String,
}

impl Record for ManagedPolicy {
    const KIND: &'static str = "iam.policy";

    fn key(&self) -> Key {
        ManagedPolicy::at(&self.arn)
    }
}

impl ManagedPolicy {
    #[must_use]
    pub fn at(arn: &str) -> Key {
        Key::global(Self::KIND, &[arn])
    }
}
