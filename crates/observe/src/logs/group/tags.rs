//! Tags of groups: the operations by ARN, and the older ones by name.

use std::collections::BTreeMap;

use kernel::{Cx, Fault, Txn};
use wire::logs as w;
use wire::schema::{Unit, Value};

use super::record::Group;
use crate::logs::{fault, refs};

/// "Each log group can have as many as 50 tags" (TagResource).
const MOST: usize = 50;

pub(crate) fn check(tags: &BTreeMap<String, String>) -> Result<(), Fault> {
    match tags.keys().find(|k| k.to_ascii_lowercase().starts_with("aws:")) {
        Some(key) => Err(fault::invalid(format!(
            "The tag key `{key}` begins with `aws:`, which is reserved."
        ))),
        None => Ok(()),
    }
}

fn by_arn<'a>(cx: &Cx<'_>, arn: &'a str) -> Result<&'a str, Fault> {
    if !arn.starts_with("arn:") {
        return Err(fault::invalid(format!("The resource ARN `{arn}` is invalid.")));
    }
    refs::name_in_arn(cx.scope(), arn).ok_or_else(fault::no_group)
}

fn add(cx: &Cx<'_>, t: &mut Txn, name: &str, tags: &BTreeMap<String, String>) -> Result<Unit, Fault> {
    check(tags)?;
    let mut group: Group = (*refs::group(cx, t, name)?).clone();
    group.tags.extend(tags.clone());
    if group.tags.len() > MOST {
        let message = format!("The log group has more than {MOST} tags.");
        let arn = refs::group_arn(cx.scope(), name);
        return Err(w::fault::too_many_tags_exception(message).with("resourceName", Value::Str(arn)));
    }
    t.put(group)?;
    Ok(Unit)
}

fn remove(cx: &Cx<'_>, t: &mut Txn, name: &str, keys: &[String]) -> Result<Unit, Fault> {
    let mut group: Group = (*refs::group(cx, t, name)?).clone();
    group.tags.retain(|k, _| !keys.contains(k));
    t.put(group)?;
    Ok(Unit)
}

pub(crate) fn tag(cx: &Cx<'_>, t: &mut Txn, req: &w::TagResourceRequest) -> Result<Unit, Fault> {
    add(cx, t, by_arn(cx, &req.resource_arn)?, &req.tags)
}

pub(crate) fn untag(cx: &Cx<'_>, t: &mut Txn, req: &w::UntagResourceRequest) -> Result<Unit, Fault> {
    remove(cx, t, by_arn(cx, &req.resource_arn)?, &req.tag_keys)
}

pub(crate) fn list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListTagsForResourceRequest,
) -> Result<w::ListTagsForResourceResponse, Fault> {
    let group = refs::group(cx, t, by_arn(cx, &req.resource_arn)?)?;
    Ok(w::ListTagsForResourceResponse {
        tags: Some(group.tags.clone()),
    })
}

pub(crate) fn tag_old(cx: &Cx<'_>, t: &mut Txn, req: &w::TagLogGroupRequest) -> Result<Unit, Fault> {
    add(cx, t, &req.log_group_name, &req.tags)
}

pub(crate) fn untag_old(cx: &Cx<'_>, t: &mut Txn, req: &w::UntagLogGroupRequest) -> Result<Unit, Fault> {
    remove(cx, t, &req.log_group_name, &req.tags)
}

pub(crate) fn list_old(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListTagsLogGroupRequest,
) -> Result<w::ListTagsLogGroupResponse, Fault> {
    let group = refs::group(cx, t, &req.log_group_name)?;
    Ok(w::ListTagsLogGroupResponse {
        tags: Some(group.tags.clone()),
    })
}
