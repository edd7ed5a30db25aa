//! Who calls.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A caller whose signature was verified, or a part of Longshore itself acting as an AWS service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Principal {
    /// The account's owner.
    Root { account: Arc<str> },
    /// An IAM user.
    User {
        account: Arc<str>,
        path: String,
        name: String,
        id: String,
    },
    /// A session of an IAM role.
    Session {
        account: Arc<str>,
        role_path: String,
        role: String,
        role_id: String,
        session: String,
    },
    /// One of Longshore's own services, e.g. `ecs.amazonaws.com`, through its service-linked role.
    Service { account: Arc<str>, name: String },
}

impl Principal {
    #[must_use]
    pub fn account(&self) -> &Arc<str> {
        match self {
            Self::Root { account }
            | Self::User { account, .. }
            | Self::Session { account, .. }
            | Self::Service { account, .. } => account,
        }
    }

    /// The ARN that `sts:GetCallerIdentity` and AccessDenied texts show.
    #[must_use]
    pub fn arn(&self) -> String {
        match self {
            Self::Root { account } => format!("arn:aws:iam::{account}:root"),
            Self::User {
                account, path, name, ..
            } => format!("arn:aws:iam::{account}:user{path}{name}"),
            Self::Session {
                account,
                role,
                session,
                ..
            } => {
                format!("arn:aws:sts::{account}:assumed-role/{role}/{session}")
            }
            Self::Service { account, name } => {
                let short = name.split('.').next().unwrap_or(name);
                format!(
                    "arn:aws:sts::{account}:assumed-role/AWSServiceRoleFor{}/{short}",
                    short.to_uppercase()
                )
            }
        }
    }

    /// The `UserId` of `sts:GetCallerIdentity`, also `aws:userid` in policies.
    #[must_use]
    pub fn user_id(&self) -> String {
        match self {
            Self::Root { account } => account.to_string(),
            Self::User { id, .. } => id.clone(),
            Self::Session { role_id, session, .. } => format!("{role_id}:{session}"),
            Self::Service { name, .. } => name.clone(),
        }
    }
}
