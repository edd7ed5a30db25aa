//! What is stored of a revision and of its family.

use kernel::doc::Doc;
use kernel::{Key, Record, Scope, Time};
use serde::{Deserialize, Serialize};
use wire::ecs as w;

use super::NetworkMode;
use crate::tag::Tags;
use crate::task::record::LaunchType;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Status {
    Active,
    Inactive,
    DeleteInProgress,
}

impl Status {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Inactive => "INACTIVE",
            Self::DeleteInProgress => "DELETE_IN_PROGRESS",
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct TaskDefinition {
    pub scope: Scope,
    pub family: String,
    pub revision: u32,
    pub status: Status,
    /// As registered, defaults filled in; without the members that are told apart below.
    pub definition: Doc<w::TaskDefinition>,
    pub registered_at: Time,
    pub registered_by: String,
    pub deregistered_at: Option<Time>,
    pub delete_requested_at: Option<Time>,
    pub tags: Tags,
}

impl TaskDefinition {
    pub(crate) fn key_of(scope: &Scope, family: &str, revision: u32) -> Key {
        // Ten digits, so that revisions sort as numbers.
        Key::new(Self::KIND, scope, &[family, &format!("{revision:010}")])
    }

    pub(crate) fn arn(&self) -> String {
        self.scope.arn(
            "ecs",
            format_args!("task-definition/{}:{}", self.family, self.revision),
        )
    }

    pub(crate) fn network_mode(&self) -> NetworkMode {
        NetworkMode::of(self.definition.network_mode.as_deref())
    }

    pub(crate) fn supports(&self, launch_type: LaunchType) -> bool {
        self.definition
            .compatibilities
            .iter()
            .flatten()
            .any(|c| c == launch_type.as_str())
    }
}

impl Record for TaskDefinition {
    const KIND: &'static str = "ecs.task-definition";
    fn key(&self) -> Key {
        Self::key_of(&self.scope, &self.family, self.revision)
    }
}

/// The counter of a family.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Family {
    pub scope: Scope,
    pub family: String,
    /// The highest revision ever given.
    pub last: u32,
    pub newest_active: Option<u32>,
}

impl Family {
    pub(crate) fn key_of(scope: &Scope, family: &str) -> Key {
        Key::new(Self::KIND, scope, &[family])
    }
}

impl Record for Family {
    const KIND: &'static str = "ecs.family";
    fn key(&self) -> Key {
        Self::key_of(&self.scope, &self.family)
    }
}
