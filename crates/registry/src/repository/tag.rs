//! Tags of repositories: 50 each, keys of `aws:` are AWS's own.

use kernel::{Access, Arn, Cx, Fault, Txn};
use wire::ecr as w;
use wire::ecr::fault as f;

use super::record::{Repository, Tags, find};
use crate::{fault, rules};

pub(crate) fn parse(given: Option<&[w::Tag]>) -> Result<Tags, Fault> {
    let mut tags = Tags::new();
    merge(&mut tags, given.unwrap_or_default())?;
    Ok(tags)
}

fn merge(tags: &mut Tags, given: &[w::Tag]) -> Result<(), Fault> {
    for tag in given {
        let (key, value) = (tag.key.chars().count(), tag.value.chars().count());
        if key == 0 || key > 128 || value > 256 || tag.key.to_ascii_lowercase().starts_with("aws:") {
            return Err(f::invalid_tag_parameter_exception(format!(
                "Invalid parameter at 'tags' failed to satisfy constraint: '{}' is not a valid tag",
                tag.key
            )));
        }
        tags.insert(tag.key.clone(), tag.value.clone());
    }
    if tags.len() > 50 {
        return Err(f::too_many_tags_exception(
            "A repository can have at most 50 tags",
        ));
    }
    Ok(())
}

pub(crate) fn view(tags: &Tags) -> Vec<w::Tag> {
    tags.iter()
        .map(|(key, value)| w::Tag {
            key: key.clone(),
            value: value.clone(),
        })
        .collect()
}

/// The repository that an ARN names.
fn named(cx: &Cx<'_>, t: &mut Txn, arn: &str) -> Result<std::sync::Arc<Repository>, Fault> {
    let parsed = Arn::parse(arn).filter(|a| a.service == "ecr" && a.is_in(cx.scope()));
    match parsed.and_then(|a| a.typed()) {
        Some(("repository", name)) => find(t, cx.scope(), name),
        _ => Err(fault::invalid("resourceArn")),
    }
}

pub(crate) fn rule_tag(cx: &Cx<'_>, t: &mut Txn, req: &w::TagResourceRequest) -> Result<Access, Fault> {
    rules::tagging(cx, t, &req.resource_arn)
}

pub(crate) fn rule_untag(cx: &Cx<'_>, t: &mut Txn, req: &w::UntagResourceRequest) -> Result<Access, Fault> {
    rules::tagging(cx, t, &req.resource_arn)
}

pub(crate) fn rule_list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListTagsForResourceRequest,
) -> Result<Access, Fault> {
    rules::tagging(cx, t, &req.resource_arn)
}

pub(crate) fn tag(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::TagResourceRequest,
) -> Result<w::TagResourceResponse, Fault> {
    let mut r = (*named(cx, t, &req.resource_arn)?).clone();
    merge(&mut r.tags, &req.tags)?;
    t.put(r)?;
    Ok(w::TagResourceResponse {})
}

pub(crate) fn untag(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::UntagResourceRequest,
) -> Result<w::UntagResourceResponse, Fault> {
    let mut r = (*named(cx, t, &req.resource_arn)?).clone();
    r.tags.retain(|key, _| !req.tag_keys.contains(key));
    t.put(r)?;
    Ok(w::UntagResourceResponse {})
}

pub(crate) fn list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListTagsForResourceRequest,
) -> Result<w::ListTagsForResourceResponse, Fault> {
    let r = named(cx, t, &req.resource_arn)?;
    Ok(w::ListTagsForResourceResponse {
        tags: Some(view(&r.tags)),
    })
}
