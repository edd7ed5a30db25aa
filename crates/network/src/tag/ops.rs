//! CreateTags, DeleteTags, DescribeTags.

use kernel::{Cx, Fault, Key, Record as _, Scope, Txn};
use wire::ec2;
use wire::schema::Unit;

use super::{Tagged, Tags, merge};
use crate::fault;
use crate::filter::{self, Filtered};
use crate::group::record as group;
use crate::interface::record::Interface;
use crate::vpc::layout::default_vpc;
use crate::vpc::subnet;

/// What the ids of each kind begin with, its name in tags, and the code for one that is not there.
const KINDS: [(&str, &str, &str); 9] = [
    ("vpc-", "vpc", "InvalidVpcID.NotFound"),
    ("subnet-", "subnet", "InvalidSubnetID.NotFound"),
    ("sg-", "security-group", "InvalidGroup.NotFound"),
    (
        "sgr-",
        "security-group-rule",
        "InvalidSecurityGroupRuleId.NotFound",
    ),
    ("eni-", "network-interface", "InvalidNetworkInterfaceID.NotFound"),
    ("rtb-", "route-table", "InvalidRouteTableID.NotFound"),
    ("igw-", "internet-gateway", "InvalidInternetGatewayID.NotFound"),
    ("acl-", "network-acl", "InvalidNetworkAclID.NotFound"),
    ("dopt-", "dhcp-options", "InvalidDhcpOptionID.NotFound"),
];

/// The kind of resource that an id names.
pub(crate) fn kind_of(id: &str) -> Option<&'static str> {
    let found = KINDS.iter().find(|(prefix, ..)| id.starts_with(prefix));
    found.map(|(_, kind, _)| *kind)
}

/// Refuses what is not there.
fn check(t: &mut Txn, scope: &Scope, id: &str) -> Result<(), Fault> {
    let Some((_, kind, code)) = KINDS.iter().find(|(prefix, ..)| id.starts_with(prefix)) else {
        return Err(fault::new("InvalidID", format!("The ID '{id}' is not valid")));
    };
    let vpc = default_vpc(t, scope)?;
    let there = match *kind {
        "vpc" => id == vpc.id,
        "subnet" => subnet::find(t, &vpc, id)?.is_some(),
        "security-group" => group::get(t, scope, id)?.is_some(),
        "security-group-rule" => group::all(t, scope)?
            .iter()
            .any(|g| g.rules.iter().any(|r| r.id == id)),
        "network-interface" => t.exists(&Interface::key_of(scope, id)),
        _ => id
            .split_once('-')
            .is_some_and(|(prefix, _)| vpc.sibling(prefix) == id),
    };
    match there {
        true => Ok(()),
        false => Err(fault::not_found(code, &format!("{kind} ID"), id)),
    }
}

/// Changes the tags of each resource, which must be there.
fn change(
    cx: &Cx<'_>,
    t: &mut Txn,
    ids: &[String],
    how: &dyn Fn(&mut Tags) -> Result<(), Fault>,
) -> Result<Unit, Fault> {
    for id in ids {
        check(t, cx.scope(), id)?;
        let old = t.get::<Tagged>(&Tagged::key_of(cx.scope(), id))?;
        let mut tags = old.map(|o| o.tags.clone()).unwrap_or_default();
        how(&mut tags)?;
        super::put(t, cx.scope(), id, tags)?;
    }
    Ok(Unit)
}

pub(crate) fn create(cx: &Cx<'_>, t: &mut Txn, req: &ec2::CreateTagsRequest) -> Result<Unit, Fault> {
    fault::dry_run(req.dry_run)?;
    change(cx, t, &req.resources, &|tags| merge(tags, &req.tags))
}

/// A tag with a value goes only if that is its value; without tags, all go.
pub(crate) fn delete(cx: &Cx<'_>, t: &mut Txn, req: &ec2::DeleteTagsRequest) -> Result<Unit, Fault> {
    fault::dry_run(req.dry_run)?;
    change(cx, t, &req.resources, &|tags| {
        let Some(given) = req.tags.as_ref().filter(|g| !g.is_empty()) else {
            tags.clear();
            return Ok(());
        };
        tags.retain(|k, v| {
            !given
                .iter()
                .any(|g| g.key.as_ref() == Some(k) && g.value.as_ref().is_none_or(|w| w == v))
        });
        Ok(())
    })
}

impl Filtered for ec2::TagDescription {
    fn values(&self, name: &str) -> Option<Vec<String>> {
        let text = |x: &Option<String>| x.iter().cloned().collect();
        Some(match name {
            "key" => text(&self.key),
            "value" => text(&self.value),
            "resource-id" => text(&self.resource_id),
            "resource-type" => text(&self.resource_type),
            "tag-key" => text(&self.key),
            "tag-value" => text(&self.value),
            n => {
                let key = n.strip_prefix("tag:")?;
                let mine = self.key.as_deref() == Some(key);
                self.value.iter().filter(|_| mine).cloned().collect()
            }
        })
    }
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::DescribeTagsRequest,
) -> Result<ec2::DescribeTagsResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let all = t.range::<Tagged>(&Key::new(Tagged::KIND, cx.scope(), &[]).children())?;
    let found = all.iter().flat_map(|r| {
        r.tags.iter().map(|(k, v)| ec2::TagDescription {
            key: Some(k.clone()),
            value: Some(v.clone()),
            resource_id: Some(r.resource.clone()),
            resource_type: kind_of(&r.resource).map(str::to_owned),
        })
    });
    let found = filter::apply(found.collect(), req.filters.as_deref())?;
    let (tags, next_token) = filter::paged(
        found,
        |d| {
            let part = |x: &Option<String>| x.clone().unwrap_or_default();
            format!("{}\u{0}{}", part(&d.resource_id), part(&d.key))
        },
        req.next_token.as_deref(),
        req.max_results,
    )?;
    Ok(ec2::DescribeTagsResult {
        tags: Some(tags),
        next_token,
    })
}
