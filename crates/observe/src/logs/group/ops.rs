//! The operations on groups.

use std::sync::Arc;

use kernel::page::page;
use kernel::{Call, Cx, Fault, Kernel, Key, Record as _, Txn};
use wire::logs as w;
use wire::schema::Unit;

use super::record::{Class, Group};
use super::{tags, view};
use crate::logs::metric::record::{MetricFilter, Minute};
use crate::logs::storage::Engine;
use crate::logs::stream::record::Stream;
use crate::logs::{fault, refs};

/// The values that PutRetentionPolicy accepts, in days.
const RETENTIONS: &[i32] = &[
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

pub(crate) fn create(cx: &Cx<'_>, t: &mut Txn, req: &w::CreateLogGroupRequest) -> Result<Unit, Fault> {
    let name = &req.log_group_name;
    if req.kms_key_id.as_ref().is_some_and(|k| !k.is_empty()) {
        // There are no such keys here, so AWS's sentence for an unknown one is true.
        return Err(fault::invalid(format!(
            "The specified KMS key does not exist or is not allowed to be used with LogGroup '{}'",
            refs::group_arn(cx.scope(), name)
        )));
    }
    if req.deletion_protection_enabled == Some(true) {
        return Err(fault::unsupported("deletionProtectionEnabled", "true"));
    }
    let class = class(req.log_group_class.as_deref())?.unwrap_or_default();
    let tags = req.tags.clone().unwrap_or_default();
    tags::check(&tags)?;
    if t.exists(&Group::at(cx.scope(), name)) {
        return Err(fault::group_exists());
    }
    t.put(Group {
        scope: cx.scope().clone(),
        name: name.clone(),
        id: cx.dice().hex(16),
        created: cx.now,
        retention_days: None,
        class,
        tags,
    })?;
    Ok(Unit)
}

fn class(wanted: Option<&str>) -> Result<Option<Class>, Fault> {
    match wanted {
        None => Ok(None),
        Some("STANDARD") => Ok(Some(Class::Standard)),
        Some("INFREQUENT_ACCESS") => Ok(Some(Class::InfrequentAccess)),
        Some(other) => Err(fault::unsupported("logGroupClass", other)),
    }
}

pub(crate) fn delete(cx: &Cx<'_>, t: &mut Txn, req: &w::DeleteLogGroupRequest) -> Result<Unit, Fault> {
    let group = refs::group(cx, t, &req.log_group_name)?;
    for range in [
        Stream::of_group(cx.scope(), &group.name),
        MetricFilter::of_group(cx.scope(), &group.name),
        Minute::of_group(cx.scope(), &group.name),
    ] {
        for key in t.keys(&range) {
            t.delete(&key);
        }
    }
    t.delete(&group.key());
    Ok(Unit)
}

pub(crate) fn put_retention(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::PutRetentionPolicyRequest,
) -> Result<Unit, Fault> {
    if !RETENTIONS.contains(&req.retention_in_days) {
        return Err(fault::invalid(format!(
            "Invalid retention value `{}`. Valid values are: {RETENTIONS:?}",
            req.retention_in_days
        )));
    }
    set_retention(cx, t, &req.log_group_name, Some(req.retention_in_days))
}

pub(crate) fn delete_retention(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeleteRetentionPolicyRequest,
) -> Result<Unit, Fault> {
    set_retention(cx, t, &req.log_group_name, None)
}

fn set_retention(cx: &Cx<'_>, t: &mut Txn, name: &str, days: Option<i32>) -> Result<Unit, Fault> {
    let group = refs::group(cx, t, name)?;
    t.put(Group {
        retention_days: days,
        ..(*group).clone()
    })?;
    Ok(Unit)
}

pub(crate) async fn describe(
    engine: Arc<Engine>,
    kernel: Arc<Kernel>,
    call: Call,
    req: Arc<w::DescribeLogGroupsRequest>,
) -> Result<w::DescribeLogGroupsResponse, Fault> {
    let find = |cx: &Cx<'_>, t: &mut Txn| {
        let groups = select(cx, t, &req)?;
        let counted = groups.into_iter().map(|g| {
            let filters = t.keys(&MetricFilter::of_group(cx.scope(), &g.name)).len();
            (g, filters)
        });
        Ok(counted.collect::<Vec<_>>())
    };
    let groups = kernel.transact(&call, true, find).await?;
    let size = usize::try_from(req.limit.unwrap_or(50)).unwrap_or(50);
    let (groups, next_token) = page(groups, |(g, _)| g.name.clone(), req.next_token.as_deref(), size)
        .map_err(|()| fault::bad_token())?;
    let shown = groups
        .iter()
        .map(|(g, filters)| match &req.log_group_name_pattern {
            Some(_) => view::brief(g),
            None => view::view(g, engine.group_bytes(g.group_id()), *filters),
        });
    Ok(w::DescribeLogGroupsResponse {
        log_groups: Some(shown.collect()),
        next_token,
    })
}

/// The groups asked for, by name.
fn select(cx: &Cx<'_>, t: &mut Txn, req: &w::DescribeLogGroupsRequest) -> Result<Vec<Arc<Group>>, Fault> {
    let (prefix, pattern) = (
        req.log_group_name_prefix.as_deref(),
        req.log_group_name_pattern.as_deref(),
    );
    if prefix.is_some() && pattern.is_some() {
        return Err(fault::invalid(
            "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
        ));
    }
    let identifiers = req.log_group_identifiers.as_deref().filter(|l| !l.is_empty());
    if identifiers.is_some() && (prefix.is_some() || pattern.is_some() || req.log_group_class.is_some()) {
        return Err(fault::invalid(
            "logGroupIdentifiers can be used with no other filter than includeLinkedAccounts.",
        ));
    }
    // Accounts are not linked here: only the caller's own has groups to show.
    let accounts = req.account_identifiers.as_deref().unwrap_or_default();
    if !accounts.is_empty() {
        if req.include_linked_accounts != Some(true) {
            return Err(fault::invalid(
                "accountIdentifiers requires includeLinkedAccounts to be true.",
            ));
        }
        if !accounts.iter().any(|a| **a == *cx.scope().account) {
            return Ok(Vec::new());
        }
    }
    let class = class(req.log_group_class.as_deref())?;
    let home = Key::new(Group::KIND, cx.scope(), &[]);
    let mut groups = match prefix {
        Some(prefix) => t.range::<Group>(&home.children_starting(prefix))?,
        None => t.range::<Group>(&home.children())?,
    };
    let named: Option<Vec<&str>> = identifiers
        .map(|l| {
            l.iter()
                .map(|id| refs::named(cx.scope(), None, Some(id)))
                .collect()
        })
        .transpose()?;
    groups.retain(|g| {
        pattern.is_none_or(|p| g.name.contains(p))
            && class.is_none_or(|c| g.class == c)
            && named.as_ref().is_none_or(|n| n.contains(&g.name.as_str()))
    });
    Ok(groups)
}
