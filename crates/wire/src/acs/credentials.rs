//! A task's credentials, which no log may show.

use serde::{Deserialize, Serialize};

/// The `credentials_id` stays the same for the life of a task: the URI in the containers holds it.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct IamRoleCredentials {
    #[serde(deserialize_with = "super::null_is_default")]
    pub credentials_id: String,
    #[serde(deserialize_with = "super::null_is_default")]
    pub role_arn: String,
    #[serde(deserialize_with = "super::null_is_default")]
    pub access_key_id: String,
    #[serde(deserialize_with = "super::null_is_default")]
    pub secret_access_key: String,
    #[serde(deserialize_with = "super::null_is_default")]
    pub session_token: String,
    /// Echoed as it came (RFC 3339 in practice).
    #[serde(deserialize_with = "super::null_is_default")]
    pub expiration: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential_scope: Option<String>,
}

impl IamRoleCredentials {
    /// Id, role and expiration: what may be stored on a node.
    #[must_use]
    pub fn without_secrets(self) -> IamRoleCredentials {
        IamRoleCredentials {
            credentials_id: self.credentials_id,
            role_arn: self.role_arn,
            expiration: self.expiration,
            ..IamRoleCredentials::default()
        }
    }
}

impl std::fmt::Debug for IamRoleCredentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IamRoleCredentials")
            .field("credentials_id", &self.credentials_id)
            .field("role_arn", &self.role_arn)
            .field("access_key_id", &self.access_key_id)
            .field("expiration", &self.expiration)
            .finish_non_exhaustive()
    }
}
