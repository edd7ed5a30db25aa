//! Names, ARNs and identifiers of groups and streams.

use kernel::{Access, Arn, Cx, Fault, Scope, Txn};

use super::fault;
use super::group::record::Group;
use super::stream::record::Stream;
use std::sync::Arc;

/// `arn:aws:logs:<region>:<account>:log-group:<name>`.
pub(crate) fn group_arn(scope: &Scope, name: &str) -> String {
    scope.arn("logs", format_args!("log-group:{name}"))
}

pub(crate) fn stream_arn(scope: &Scope, group: &str, stream: &str) -> String {
    scope.arn("logs", format_args!("log-group:{group}:log-stream:{stream}"))
}

/// The name in a group's ARN, with or without the final `:*`; `None` for another account, region or resource.
pub(crate) fn name_in_arn<'a>(scope: &Scope, arn: &'a str) -> Option<&'a str> {
    let parsed = Arn::parse(arn).filter(|a| a.service == "logs" && a.is_in(scope))?;
    let name = parsed.resource.strip_prefix("log-group:")?;
    let name = name.strip_suffix(":*").unwrap_or(name);
    (!name.is_empty() && !name.contains(':')).then_some(name)
}

/// The one group that `logGroupName` or `logGroupIdentifier` (a name or an ARN) means.
pub(crate) fn named<'a>(
    scope: &Scope,
    name: Option<&'a str>,
    identifier: Option<&'a str>,
) -> Result<&'a str, Fault> {
    match (name, identifier) {
        (Some(name), None) => Ok(name),
        (None, Some(id)) if id.starts_with("arn:") => name_in_arn(scope, id).ok_or_else(fault::no_group),
        (None, Some(id)) => Ok(id),
        (None, None) => Err(fault::invalid(
            "Either logGroupName or logGroupIdentifier must be specified.",
        )),
        (Some(_), Some(_)) => Err(fault::invalid(
            "logGroupName and logGroupIdentifier are mutually exclusive parameters.",
        )),
    }
}

pub(crate) fn group(cx: &Cx<'_>, t: &mut Txn, name: &str) -> Result<Arc<Group>, Fault> {
    t.get::<Group>(&Group::at(cx.scope(), name))?
        .ok_or_else(fault::no_group)
}

pub(crate) fn stream(cx: &Cx<'_>, t: &mut Txn, group: &str, name: &str) -> Result<Arc<Stream>, Fault> {
    t.get::<Stream>(&Stream::at(cx.scope(), group, name))?
        .ok_or_else(fault::no_stream)
}

/// What IAM is asked about for an operation on a group. AWS checks the ARN with an empty stream, which is why its
/// policies say `log-group:NAME:*`.
pub(crate) fn access(cx: &Cx<'_>, t: &mut Txn, group: &str) -> Result<Access, Fault> {
    on(cx, t, group, stream_arn(cx.scope(), group, ""))
}

/// The same for an operation on a stream.
pub(crate) fn stream_access(cx: &Cx<'_>, t: &mut Txn, group: &str, stream: &str) -> Result<Access, Fault> {
    on(cx, t, group, stream_arn(cx.scope(), group, stream))
}

/// The same for the operations on tags, which name the group itself.
pub(crate) fn tag_access(cx: &Cx<'_>, t: &mut Txn, arn: &str) -> Result<Access, Fault> {
    match name_in_arn(cx.scope(), arn) {
        Some(name) => on(cx, t, name, group_arn(cx.scope(), name)),
        None => Ok(Access::on(arn)),
    }
}

fn on(cx: &Cx<'_>, t: &mut Txn, group: &str, arn: String) -> Result<Access, Fault> {
    let mut access = Access::on(arn);
    if let Some(group) = t.get::<Group>(&Group::at(cx.scope(), group))? {
        for (key, value) in &group.tags {
            access = access.with(format!("aws:ResourceTag/{key}"), vec![value.clone()]);
        }
    }
    Ok(access)
}
