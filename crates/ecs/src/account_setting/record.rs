//! One setting of an account, or of one principal in it.

use kernel::{Key, Record, Scope};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct AccountSetting {
    pub scope: Scope,
    pub name: String,
    /// Empty for the account's default.
    pub principal: String,
    pub value: String,
}

impl AccountSetting {
    pub(crate) fn key_of(scope: &Scope, name: &str, principal: &str) -> Key {
        Key::new(Self::KIND, scope, &[name, principal])
    }
}

impl Record for AccountSetting {
    const KIND: &'static str = "ecs.account-setting";
    fn key(&self) -> Key {
        Self::key_of(&self.scope, &self.name, &self.principal)
    }
}
