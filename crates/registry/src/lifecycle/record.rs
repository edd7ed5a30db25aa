//! What is stored of a preview. (The policy itself is in the repository's record.)

use kernel::{Key, Record, Scope, Time};
use serde::{Deserialize, Serialize};

use crate::names::Digest;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Preview {
    pub scope: Scope,
    pub repository: String,
    pub text: String,
    pub results: Vec<Expiring>,
}

/// An image that the rules name, as of the preview.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Expiring {
    pub digest: Digest,
    pub tags: Vec<String>,
    pub pushed: Time,
    pub priority: i32,
    /// It stays, because something needs it.
    #[serde(default)]
    pub kept: bool,
}

impl Preview {
    pub(crate) fn at(scope: &Scope, repository: &str) -> Key {
        Key::new(Self::KIND, scope, &[repository])
    }
}

impl Record for Preview {
    const KIND: &'static str = "ecr.lifecycle-preview";
    fn key(&self) -> Key {
        Self::at(&self.scope, &self.repository)
    }
}
