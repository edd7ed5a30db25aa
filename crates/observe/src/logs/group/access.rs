//! What IAM is asked about: the resources of each operation.

use std::collections::BTreeMap;

use kernel::{Access, Cx, Fault, Txn};
use wire::logs as w;

use crate::logs::refs;

type Asked = Result<Access, Fault>;

fn with_tags<'a>(mut access: Access, tags: impl Iterator<Item = (&'a String, &'a String)>) -> Access {
    let mut keys = Vec::new();
    for (key, value) in tags {
        access = access.with(format!("aws:RequestTag/{key}"), vec![value.clone()]);
        keys.push(key.clone());
    }
    access.with("aws:TagKeys", keys)
}

pub(crate) fn create(cx: &Cx<'_>, t: &mut Txn, req: &w::CreateLogGroupRequest) -> Asked {
    let access = refs::access(cx, t, &req.log_group_name)?;
    Ok(with_tags(access, req.tags.iter().flatten()))
}

pub(crate) fn delete(cx: &Cx<'_>, t: &mut Txn, req: &w::DeleteLogGroupRequest) -> Asked {
    refs::access(cx, t, &req.log_group_name)
}

pub(crate) fn describe(cx: &Cx<'_>, t: &mut Txn, _: &w::DescribeLogGroupsRequest) -> Asked {
    refs::access(cx, t, "")
}

pub(crate) fn put_retention(cx: &Cx<'_>, t: &mut Txn, req: &w::PutRetentionPolicyRequest) -> Asked {
    refs::access(cx, t, &req.log_group_name)
}

pub(crate) fn delete_retention(cx: &Cx<'_>, t: &mut Txn, req: &w::DeleteRetentionPolicyRequest) -> Asked {
    refs::access(cx, t, &req.log_group_name)
}

pub(crate) fn tag(cx: &Cx<'_>, t: &mut Txn, req: &w::TagResourceRequest) -> Asked {
    Ok(with_tags(
        refs::tag_access(cx, t, &req.resource_arn)?,
        req.tags.iter(),
    ))
}

pub(crate) fn untag(cx: &Cx<'_>, t: &mut Txn, req: &w::UntagResourceRequest) -> Asked {
    Ok(refs::tag_access(cx, t, &req.resource_arn)?.with("aws:TagKeys", req.tag_keys.clone()))
}

pub(crate) fn list_tags(cx: &Cx<'_>, t: &mut Txn, req: &w::ListTagsForResourceRequest) -> Asked {
    refs::tag_access(cx, t, &req.resource_arn)
}

pub(crate) fn tag_old(cx: &Cx<'_>, t: &mut Txn, req: &w::TagLogGroupRequest) -> Asked {
    let tags: &BTreeMap<String, String> = &req.tags;
    Ok(with_tags(refs::access(cx, t, &req.log_group_name)?, tags.iter()))
}

pub(crate) fn untag_old(cx: &Cx<'_>, t: &mut Txn, req: &w::UntagLogGroupRequest) -> Asked {
    Ok(refs::access(cx, t, &req.log_group_name)?.with("aws:TagKeys", req.tags.clone()))
}

pub(crate) fn list_tags_old(cx: &Cx<'_>, t: &mut Txn, req: &w::ListTagsLogGroupRequest) -> Asked {
    refs::access(cx, t, &req.log_group_name)
}
