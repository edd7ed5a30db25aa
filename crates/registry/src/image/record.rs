//! What is stored of images and tags.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::key::KeyRange;
use kernel::{Fault, Key, Record, Scope, Time, Txn};
use serde::{Deserialize, Serialize};

use super::manifest::Facts;
use crate::names::Digest;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Image {
    pub scope: Scope,
    pub repository: String,
    pub digest: Digest,
    /// As it was pushed.
    pub manifest: String,
    pub facts: Facts,
    pub pushed: Time,
    pub pulled: Option<Time>,
}

impl Image {
    pub(crate) fn at(scope: &Scope, repository: &str, digest: &Digest) -> Key {
        Key::new(Self::KIND, scope, &[repository, digest.hex()])
    }

    pub(crate) fn all(scope: &Scope, repository: &str) -> KeyRange {
        Key::new(Self::KIND, scope, &[repository]).children()
    }
}

impl Record for Image {
    const KIND: &'static str = "ecr.image";
    fn key(&self) -> Key {
        Self::at(&self.scope, &self.repository, &self.digest)
    }
}

/// A name of an image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tag {
    pub scope: Scope,
    pub repository: String,
    pub tag: String,
    pub digest: Digest,
}

impl Tag {
    pub(crate) fn at(scope: &Scope, repository: &str, tag: &str) -> Key {
        Key::new(Self::KIND, scope, &[repository, tag])
    }

    pub(crate) fn all(scope: &Scope, repository: &str) -> KeyRange {
        Key::new(Self::KIND, scope, &[repository]).children()
    }
}

impl Record for Tag {
    const KIND: &'static str = "ecr.tag";
    fn key(&self) -> Key {
        Self::at(&self.scope, &self.repository, &self.tag)
    }
}

/// The image a tag points at, or the one with this digest.
pub(crate) fn named(
    t: &mut Txn,
    scope: &Scope,
    repository: &str,
    digest: Option<&Digest>,
    tag: Option<&str>,
) -> Result<Option<Arc<Image>>, Fault> {
    let by_tag = match tag {
        Some(tag) => match t.get::<Tag>(&Tag::at(scope, repository, tag))? {
            Some(found) => Some(found.digest.clone()),
            None => return Ok(None),
        },
        None => None,
    };
    match (digest, by_tag) {
        (Some(d), Some(of_tag)) if *d != of_tag => Ok(None),
        (Some(d), _) => t.get(&Image::at(scope, repository, d)),
        (None, Some(d)) => t.get(&Image::at(scope, repository, &d)),
        (None, None) => Ok(None),
    }
}

/// All tags of a repository, by image.
pub(crate) fn tags(
    t: &mut Txn,
    scope: &Scope,
    repository: &str,
) -> Result<BTreeMap<Digest, Vec<String>>, Fault> {
    let mut out: BTreeMap<Digest, Vec<String>> = BTreeMap::new();
    for tag in t.range::<Tag>(&Tag::all(scope, repository))? {
        out.entry(tag.digest.clone()).or_default().push(tag.tag.clone());
    }
    Ok(out)
}
