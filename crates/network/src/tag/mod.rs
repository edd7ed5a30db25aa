//! Tags of everything here: 50 each, kept beside the resources, which may be computed ones.
//!
//! Rules: EC2 User Guide, "Tag restrictions": keys of 1 to 127 characters that do not begin with `aws:`, values of at most 255.

pub(crate) mod ops;

use std::collections::BTreeMap;

use kernel::{Fault, Key, Record, Scope, Txn};
use serde::{Deserialize, Serialize};
use wire::ec2;

use crate::fault;

pub(crate) type Tags = BTreeMap<String, String>;

const MOST: usize = 50;

/// The tags of one resource; no record when it has none.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Tagged {
    pub scope: Scope,
    /// `vpc-…`, `sg-…`, `eni-…`
    pub resource: String,
    pub tags: Tags,
}

impl Tagged {
    pub(crate) fn key_of(scope: &Scope, resource: &str) -> Key {
        Key::new(Self::KIND, scope, &[resource])
    }
}

impl Record for Tagged {
    const KIND: &'static str = "network.tags";
    fn key(&self) -> Key {
        Self::key_of(&self.scope, &self.resource)
    }
}

/// The tags of a resource, as answers show them.
pub(crate) fn of(t: &mut Txn, scope: &Scope, resource: &str) -> Result<Vec<ec2::Tag>, Fault> {
    let found = t.get::<Tagged>(&Tagged::key_of(scope, resource))?;
    Ok(found.map(|f| view(&f.tags)).unwrap_or_default())
}

pub(crate) fn view(tags: &Tags) -> Vec<ec2::Tag> {
    tags.iter()
        .map(|(k, v)| ec2::Tag {
            key: Some(k.clone()),
            value: Some(v.clone()),
        })
        .collect()
}

/// Sets the tags of a resource that was just made.
pub(crate) fn put(t: &mut Txn, scope: &Scope, resource: &str, tags: Tags) -> Result<(), Fault> {
    if tags.is_empty() {
        t.delete(&Tagged::key_of(scope, resource));
        return Ok(());
    }
    t.put(Tagged {
        scope: scope.clone(),
        resource: resource.to_owned(),
        tags,
    })
}

/// The resource is gone.
pub(crate) fn forget(t: &mut Txn, scope: &Scope, resource: &str) {
    let key = Tagged::key_of(scope, resource);
    if t.exists(&key) {
        t.delete(&key);
    }
}

/// What a create call was given for its `kind` of resource (`security-group`). Another kind is refused.
pub(crate) fn specified(given: Option<&[ec2::TagSpecification]>, kind: &str) -> Result<Tags, Fault> {
    let mut tags = Tags::new();
    for s in given.unwrap_or_default() {
        let asked = s.resource_type.as_deref().unwrap_or_default();
        if asked != kind {
            return Err(fault::invalid(format!(
                "'{asked}' is not a valid taggable resource type for this operation."
            )));
        }
        merge(&mut tags, s.tags.as_deref().unwrap_or_default())?;
    }
    Ok(tags)
}

/// Adds or replaces.
fn merge(tags: &mut Tags, given: &[ec2::Tag]) -> Result<(), Fault> {
    for tag in given {
        let key = tag.key.clone().unwrap_or_default();
        let value = tag.value.clone().unwrap_or_default();
        let length = key.chars().count();
        if length == 0 || length > 127 {
            return Err(fault::invalid(
                "Tag keys must be between 1 and 127 characters in length",
            ));
        }
        if value.chars().count() > 255 {
            return Err(fault::invalid(
                "Tag values must be between 0 and 255 characters in length",
            ));
        }
        if key.to_ascii_lowercase().starts_with("aws:") {
            return Err(fault::invalid(
                "Tag keys starting with 'aws:' are reserved for internal use",
            ));
        }
        tags.insert(key, value);
    }
    if tags.len() > MOST {
        return Err(fault::new(
            "TagLimitExceeded",
            format!("The maximum number of tags for a resource has been reached: {MOST}."),
        ));
    }
    Ok(())
}

/// The values of the filters that every kind of resource has: `tag:KEY`, `tag-key`, `tag-value`.
pub(crate) fn filter(tags: Option<&[ec2::Tag]>, name: &str) -> Option<Vec<String>> {
    let tags = tags.unwrap_or_default();
    match name {
        "tag-key" => Some(tags.iter().filter_map(|t| t.key.clone()).collect()),
        "tag-value" => Some(tags.iter().filter_map(|t| t.value.clone()).collect()),
        _ => {
            let key = name.strip_prefix("tag:")?;
            let of_key = tags.iter().filter(|t| t.key.as_deref() == Some(key));
            Some(of_key.filter_map(|t| t.value.clone()).collect())
        }
    }
}
