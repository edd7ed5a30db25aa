//! Tags of namespaces and services: 50 each, keys of `aws:` are AWS's own.

use std::collections::BTreeMap;

use kernel::{Arn, Cx, Fault, Txn};
use wire::servicediscovery as w;

use crate::{fault, names};

pub(crate) type Tags = BTreeMap<String, String>;

/// What a create call was given.
pub(crate) fn parse(given: Option<&[w::Tag]>) -> Result<Tags, Fault> {
    let mut tags = Tags::new();
    merge(&mut tags, given.unwrap_or_default())?;
    Ok(tags)
}

fn merge(tags: &mut Tags, given: &[w::Tag]) -> Result<(), Fault> {
    for tag in given {
        if tag.key.to_ascii_lowercase().starts_with("aws:") {
            return Err(fault::invalid("Tag keys that begin with 'aws:' are reserved"));
        }
        tags.insert(tag.key.clone(), tag.value.clone());
    }
    if tags.len() > 50 {
        return Err(w::fault::too_many_tags_exception(
            "The maximum number of tags is 50",
        ));
    }
    Ok(())
}

/// Looks at the tags of whatever the ARN names, and keeps them when they have changed.
fn with<T>(
    cx: &Cx<'_>,
    t: &mut Txn,
    arn: &str,
    f: impl FnOnce(&mut Tags) -> Result<T, Fault>,
) -> Result<T, Fault> {
    macro_rules! edit {
        ($find:path) => {{
            let found = $find(cx, t, arn).map_err(|_| fault::no_resource(arn))?;
            let mut record = (*found).clone();
            let answer = f(&mut record.tags)?;
            if record.tags != found.tags {
                t.put(record)?;
            }
            Ok(answer)
        }};
    }
    match Arn::parse(arn).and_then(|a| a.typed()) {
        Some(("namespace", _)) => edit!(names::namespace),
        Some(("service", _)) => edit!(names::service),
        _ => Err(fault::no_resource(arn)),
    }
}

pub(crate) fn tag(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::TagResourceRequest,
) -> Result<w::TagResourceResponse, Fault> {
    with(cx, t, &req.resource_arn, |tags| merge(tags, &req.tags))?;
    Ok(w::TagResourceResponse {})
}

pub(crate) fn untag(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::UntagResourceRequest,
) -> Result<w::UntagResourceResponse, Fault> {
    with(cx, t, &req.resource_arn, |tags| {
        tags.retain(|key, _| !req.tag_keys.contains(key));
        Ok(())
    })?;
    Ok(w::UntagResourceResponse {})
}

pub(crate) fn list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListTagsForResourceRequest,
) -> Result<w::ListTagsForResourceResponse, Fault> {
    let shown = |tags: &mut Tags| {
        let tag = |(key, value): (&String, &String)| w::Tag {
            key: key.clone(),
            value: value.clone(),
        };
        Ok(tags.iter().map(tag).collect())
    };
    Ok(w::ListTagsForResourceResponse {
        tags: Some(with(cx, t, &req.resource_arn, shown)?),
    })
}
