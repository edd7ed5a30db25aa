//! What is stored of layers.

use kernel::key::KeyRange;
use kernel::{Key, Record, Scope, Time};
use serde::{Deserialize, Serialize};

use crate::names::Digest;

/// A repository has this layer (or configuration).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Link {
    pub scope: Scope,
    pub repository: String,
    pub digest: Digest,
    pub size: u64,
    pub since: Time,
}

impl Link {
    pub(crate) fn at(scope: &Scope, repository: &str, digest: &Digest) -> Key {
        Key::new(Self::KIND, scope, &[repository, digest.hex()])
    }

    pub(crate) fn all(scope: &Scope, repository: &str) -> KeyRange {
        Key::new(Self::KIND, scope, &[repository]).children()
    }
}

impl Record for Link {
    const KIND: &'static str = "ecr.layer";
    fn key(&self) -> Key {
        Self::at(&self.scope, &self.repository, &self.digest)
    }
}

/// A layer that is being uploaded. How much of it there is, its file says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Upload {
    pub scope: Scope,
    pub repository: String,
    pub id: String,
    pub began: Time,
    /// The last part of `UploadLayerPart` was a short one, so it must stay the last.
    pub short: bool,
    /// It did not.
    pub too_small: bool,
}

impl Upload {
    pub(crate) fn at(scope: &Scope, repository: &str, id: &str) -> Key {
        Key::new(Self::KIND, scope, &[repository, id])
    }

    pub(crate) fn all(scope: &Scope, repository: &str) -> KeyRange {
        Key::new(Self::KIND, scope, &[repository]).children()
    }
}

impl Record for Upload {
    const KIND: &'static str = "ecr.upload";
    fn key(&self) -> Key {
        Self::at(&self.scope, &self.repository, &self.id)
    }
}
