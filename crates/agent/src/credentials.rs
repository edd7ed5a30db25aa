//! Task credentials. They live in memory only: after a restart the control plane sends them again, because the first
//! connection of a process asks for them. Until then the credentials endpoint of tasks says that they are not there yet.

use std::collections::HashMap;

use parking_lot::Mutex;
use wire::acs::IamRoleCredentials;

#[derive(Default)]
pub(crate) struct Vault {
    by_id: Mutex<HashMap<String, IamRoleCredentials>>,
}

impl Vault {
    pub(crate) fn keep(&self, credentials: IamRoleCredentials) {
        self.by_id
            .lock()
            .insert(credentials.credentials_id.clone(), credentials);
    }

    /// Whether this id is in use, which is what makes a refresh of it welcome.
    pub(crate) fn knows(&self, id: &str) -> bool {
        self.by_id.lock().contains_key(id)
    }

    pub(crate) fn get(&self, id: &str) -> Option<IamRoleCredentials> {
        self.by_id.lock().get(id).cloned()
    }

    /// The task is over.
    pub(crate) fn forget(&self, id: &str) {
        self.by_id.lock().remove(id);
    }
}
