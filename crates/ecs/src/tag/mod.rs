//! Tags: key/value pairs on clusters, container instances, task definitions, tasks, services and task sets.
//!
//! Rules (Amazon ECS Developer Guide, "Tagging restrictions"): at most 50, keys unique and of 1 to 128 characters,
//! values of up to 256, `aws:` is reserved.

pub(crate) mod ops;

use std::collections::BTreeMap;

use kernel::Fault;
use wire::ecs as w;

use crate::fault;

pub(crate) type Tags = BTreeMap<String, String>;

const MOST: usize = 50;

/// Checks what a client gives.
pub(crate) fn parse(given: Option<&[w::Tag]>) -> Result<Tags, Fault> {
    let mut tags = Tags::new();
    for tag in given.unwrap_or_default() {
        let key = tag.key.clone().unwrap_or_default();
        let value = tag.value.clone().unwrap_or_default();
        let length = key.chars().count();
        if length == 0 || length > 128 {
            return Err(fault::invalid(
                "Tag key must be between 1 and 128 characters long.",
            ));
        }
        if value.chars().count() > 256 {
            return Err(fault::invalid(
                "Tag value must not be longer than 256 characters.",
            ));
        }
        if key.to_ascii_lowercase().starts_with("aws:") {
            return Err(fault::invalid(
                "Tag keys that start with aws: are reserved for AWS use.",
            ));
        }
        if !key.chars().chain(value.chars()).all(allowed) {
            return Err(fault::invalid(
                "Tag keys and values may only contain letters, numbers, spaces, and + - = . _ : / @.",
            ));
        }
        if tags.insert(key.clone(), value).is_some() {
            return Err(fault::invalid(format!("Duplicate tag keys found: {key}")));
        }
    }
    limit(&tags)?;
    Ok(tags)
}

fn allowed(c: char) -> bool {
    c.is_alphanumeric() || c.is_whitespace() || "_.:/=+-@".contains(c)
}

/// The user's own tags are limited; tags that ECS itself adds are not counted.
pub(crate) fn limit(tags: &Tags) -> Result<(), Fault> {
    if tags.keys().filter(|k| !k.starts_with("aws:")).count() > MOST {
        return Err(fault::invalid(format!("The maximum number of tags is {MOST}.")));
    }
    Ok(())
}

pub(crate) fn view(tags: &Tags) -> Vec<w::Tag> {
    tags.iter()
        .map(|(k, v)| w::Tag {
            key: Some(k.clone()),
            value: Some(v.clone()),
        })
        .collect()
}
