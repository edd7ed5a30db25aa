//! CreateSecurityGroup, DescribeSecurityGroups, DeleteSecurityGroup.

use kernel::{Cx, Fault, Key, Record as _, Txn};
use wire::ec2;

use super::record::{self, DEFAULT, EVERYWHERE, Peer, Rule, SecurityGroup, What};
use super::rule;
use crate::filter::{self, Filtered};
use crate::interface::record::Interface;
use crate::vpc::layout::default_vpc;
use crate::{fault, tag};

/// Groups of a region (Amazon VPC quotas).
const MOST: usize = 2500;

pub(crate) fn create(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::CreateSecurityGroupRequest,
) -> Result<ec2::CreateSecurityGroupResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let vpc = default_vpc(t, cx.scope())?;
    if let Some(id) = &req.vpc_id {
        vpc.is_meant(id)?;
    }
    name_is_fine(&req.group_name, &req.description)?;
    let all = record::all(t, cx.scope())?;
    if all.iter().any(|g| g.name == req.group_name) {
        return Err(fault::new(
            "InvalidGroup.Duplicate",
            format!(
                "The security group '{}' already exists for VPC '{}'",
                req.group_name, vpc.id
            ),
        ));
    }
    if all.len() >= MOST {
        return Err(fault::new(
            "SecurityGroupLimitExceeded",
            "The maximum number of security groups has been reached.",
        ));
    }
    let tags = tag::specified(req.tag_specifications.as_deref(), "security-group")?;
    let group = SecurityGroup {
        scope: cx.scope().clone(),
        id: fault::fresh(cx, "sg"),
        name: req.group_name.clone(),
        description: req.description.clone(),
        vpc_id: vpc.id,
        rules: vec![Rule {
            id: fault::fresh(cx, "sgr"),
            what: What::all(true, Peer::V4(EVERYWHERE.into())),
            description: None,
        }],
    };
    let answer = ec2::CreateSecurityGroupResult {
        group_id: Some(group.id.clone()),
        tags: Some(tag::view(&tags)),
        security_group_arn: Some(arn(&group)),
    };
    tag::put(t, cx.scope(), &group.id, tags)?;
    t.put(group)?;
    Ok(answer)
}

fn arn(g: &SecurityGroup) -> String {
    g.scope.arn("ec2", format_args!("security-group/{}", g.id))
}

fn name_is_fine(name: &str, description: &str) -> Result<(), Fault> {
    let invalid = |what: &str| {
        fault::invalid(format!(
            "Invalid security group {what}. Valid {what}s are strings less than 256 characters from the following set:  \
             a-zA-Z0-9. _-:/()#,@[]+=&;{{}}!$*"
        ))
    };
    if name == DEFAULT {
        return Err(fault::invalid(format!(
            "Cannot use reserved security group name: {DEFAULT}"
        )));
    }
    if name.starts_with("sg-") {
        return Err(fault::invalid(
            "Invalid security group name. Group names may not be in the format sg-*.",
        ));
    }
    if name.is_empty() || !rule::is_text(name) {
        return Err(invalid("name"));
    }
    match description.is_empty() || !rule::is_text(description) {
        true => Err(invalid("description")),
        false => Ok(()),
    }
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::DeleteSecurityGroupRequest,
) -> Result<ec2::DeleteSecurityGroupResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let group = named(cx, t, req.group_id.as_deref(), req.group_name.as_deref())?;
    if group.is_default() {
        return Err(fault::new(
            "CannotDelete",
            format!(
                "the specified group: \"{}\" name: \"{}\" cannot be deleted by a user",
                group.id, group.name
            ),
        ));
    }
    let interfaces = t.range::<Interface>(&Key::new(Interface::KIND, cx.scope(), &[]).children())?;
    let others = record::all(t, cx.scope())?;
    let named_by_another = others
        .iter()
        .filter(|g| g.id != group.id)
        .flat_map(|g| &g.rules)
        .any(|r| r.what.peer == Peer::Group(group.id.clone()));
    if named_by_another || interfaces.iter().any(|i| i.groups.contains(&group.id)) {
        return Err(fault::new(
            "DependencyViolation",
            format!("resource {} has a dependent object", group.id),
        ));
    }
    for r in &group.rules {
        tag::forget(t, cx.scope(), &r.id);
    }
    tag::forget(t, cx.scope(), &group.id);
    t.delete(&group.key());
    Ok(ec2::DeleteSecurityGroupResult {
        r#return: Some(true),
        group_id: Some(group.id.clone()),
    })
}

/// The group that a call names by id, or by name as the default VPC allows.
pub(crate) fn named(
    cx: &Cx<'_>,
    t: &mut Txn,
    id: Option<&str>,
    name: Option<&str>,
) -> Result<std::sync::Arc<SecurityGroup>, Fault> {
    match (id, name) {
        (Some(_), Some(_)) => Err(fault::new(
            "InvalidParameterCombination",
            "The parameter groupName cannot be used with the parameter groupId",
        )),
        (Some(id), None) => record::must(t, cx.scope(), id),
        (None, Some(name)) => record::by_name(t, cx.scope(), name),
        (None, None) => Err(fault::new(
            "MissingParameter",
            "The request must contain the parameter groupName or groupId",
        )),
    }
}

impl Filtered for ec2::SecurityGroup {
    fn values(&self, name: &str) -> Option<Vec<String>> {
        let text = |x: &Option<String>| x.iter().cloned().collect();
        let (rules, of_rules) = match name.strip_prefix("egress.") {
            Some(rest) => (&self.ip_permissions_egress, rest),
            None => (&self.ip_permissions, name),
        };
        if let Some(what) = of_rules.strip_prefix("ip-permission.") {
            return values_of_rules(rules.as_deref().unwrap_or_default(), what);
        }
        Some(match name {
            "group-id" => text(&self.group_id),
            "group-name" => text(&self.group_name),
            "vpc-id" => text(&self.vpc_id),
            "description" => text(&self.description),
            "owner-id" => text(&self.owner_id),
            n => return tag::filter(self.tags.as_deref(), n),
        })
    }
}

fn values_of_rules(rules: &[ec2::IpPermission], what: &str) -> Option<Vec<String>> {
    let number = |n: Option<i32>| n.map(|n| n.to_string());
    let groups = || rules.iter().flat_map(|p| p.user_id_group_pairs.iter().flatten());
    let ranges = || rules.iter().flat_map(|p| p.ip_ranges.iter().flatten());
    let v6 = || rules.iter().flat_map(|p| p.ipv6_ranges.iter().flatten());
    Some(match what {
        "protocol" => rules.iter().filter_map(|p| p.ip_protocol.clone()).collect(),
        "from-port" => rules.iter().filter_map(|p| number(p.from_port)).collect(),
        "to-port" => rules.iter().filter_map(|p| number(p.to_port)).collect(),
        "cidr" => ranges().filter_map(|r| r.cidr_ip.clone()).collect(),
        "ipv6-cidr" => v6().filter_map(|r| r.cidr_ipv6.clone()).collect(),
        "group-id" => groups().filter_map(|g| g.group_id.clone()).collect(),
        "user-id" => groups().filter_map(|g| g.user_id.clone()).collect(),
        "group-name" | "prefix-list-id" => Vec::new(),
        _ => return None,
    })
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::DescribeSecurityGroupsRequest,
) -> Result<ec2::DescribeSecurityGroupsResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let ids = req.group_ids.as_deref().unwrap_or_default();
    let names = req.group_names.as_deref().unwrap_or_default();
    let mut groups = Vec::new();
    for id in ids {
        groups.push(record::must(t, cx.scope(), id)?);
    }
    for name in names {
        groups.push(record::by_name(t, cx.scope(), name)?);
    }
    if ids.is_empty() && names.is_empty() {
        groups = record::all(t, cx.scope())?;
    }
    groups.sort_by(|a, b| a.id.cmp(&b.id));
    groups.dedup_by(|a, b| a.id == b.id);
    let mut found = Vec::new();
    for g in groups {
        found.push(view(&g, tag::of(t, cx.scope(), &g.id)?));
    }
    let found = filter::apply(found, req.filters.as_deref())?;
    let (groups, next_token) = filter::paged(
        found,
        |g| g.group_id.clone().unwrap_or_default(),
        req.next_token.as_deref(),
        req.max_results,
    )?;
    Ok(ec2::DescribeSecurityGroupsResult {
        security_groups: Some(groups),
        next_token,
    })
}

fn view(g: &SecurityGroup, tags: Vec<ec2::Tag>) -> ec2::SecurityGroup {
    let account = g.scope.account.to_string();
    let side = |egress: bool| {
        let rules = g.rules.iter().filter(|r| r.what.egress == egress);
        Some(rule::permissions(
            rules.map(|r| (&r.what, r.description.as_ref())),
            &account,
        ))
    };
    ec2::SecurityGroup {
        group_id: Some(g.id.clone()),
        group_name: Some(g.name.clone()),
        description: Some(g.description.clone()),
        vpc_id: Some(g.vpc_id.clone()),
        owner_id: Some(account.clone()),
        security_group_arn: Some(arn(g)),
        ip_permissions: side(false),
        ip_permissions_egress: side(true),
        tags: Some(tags),
    }
}
