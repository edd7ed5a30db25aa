//! DescribeSecurityGroupRules, DescribeSecurityGroupReferences, GetSecurityGroupsForVpc.

use kernel::{Cx, Fault, Txn};
use wire::ec2;

use super::{record, rule};
use crate::filter::{self, Filtered};
use crate::vpc::layout::default_vpc;
use crate::{fault, tag};

impl Filtered for ec2::SecurityGroupRule {
    fn values(&self, name: &str) -> Option<Vec<String>> {
        let text = |x: &Option<String>| x.iter().cloned().collect();
        Some(match name {
            "group-id" => text(&self.group_id),
            "security-group-rule-id" => text(&self.security_group_rule_id),
            n => return tag::filter(self.tags.as_deref(), n),
        })
    }
}

pub(crate) fn rules(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::DescribeSecurityGroupRulesRequest,
) -> Result<ec2::DescribeSecurityGroupRulesResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let asked = req.security_group_rule_ids.as_deref().unwrap_or_default();
    let mut found = Vec::new();
    for g in record::all(t, cx.scope())? {
        for r in &g.rules {
            if asked.is_empty() || asked.contains(&r.id) {
                found.push(rule::view(&g, r, tag::of(t, cx.scope(), &r.id)?));
            }
        }
    }
    let there = |id: &String| {
        found
            .iter()
            .any(|r| r.security_group_rule_id.as_ref() == Some(id))
    };
    if let Some(id) = asked.iter().find(|id| !there(id)) {
        return Err(fault::new(
            "InvalidSecurityGroupRuleId.NotFound",
            format!("The security group rule ID '{id}' does not exist"),
        ));
    }
    found.sort_by(|a, b| a.security_group_rule_id.cmp(&b.security_group_rule_id));
    let found = filter::apply(found, req.filters.as_deref())?;
    let (rules, next_token) = filter::paged(
        found,
        |r| r.security_group_rule_id.clone().unwrap_or_default(),
        req.next_token.as_deref(),
        req.max_results,
    )?;
    Ok(ec2::DescribeSecurityGroupRulesResult {
        security_group_rules: Some(rules),
        next_token,
    })
}

/// Groups of other VPCs, over a peering connection, that refer to these: there are no other VPCs.
pub(crate) fn references(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::DescribeSecurityGroupReferencesRequest,
) -> Result<ec2::DescribeSecurityGroupReferencesResult, Fault> {
    fault::dry_run(req.dry_run)?;
    for id in &req.group_id {
        record::must(t, cx.scope(), id)?;
    }
    Ok(ec2::DescribeSecurityGroupReferencesResult {
        security_group_reference_set: Some(Vec::new()),
    })
}

impl Filtered for ec2::SecurityGroupForVpc {
    fn values(&self, name: &str) -> Option<Vec<String>> {
        let text = |x: &Option<String>| x.iter().cloned().collect();
        Some(match name {
            "group-id" => text(&self.group_id),
            "group-name" => text(&self.group_name),
            "description" => text(&self.description),
            "owner-id" => text(&self.owner_id),
            "primary-vpc-id" => text(&self.primary_vpc_id),
            n => return tag::filter(self.tags.as_deref(), n),
        })
    }
}

pub(crate) fn for_vpc(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::GetSecurityGroupsForVpcRequest,
) -> Result<ec2::GetSecurityGroupsForVpcResult, Fault> {
    fault::dry_run(req.dry_run)?;
    default_vpc(t, cx.scope())?.is_meant(&req.vpc_id)?;
    let mut found = Vec::new();
    for g in record::all(t, cx.scope())? {
        found.push(ec2::SecurityGroupForVpc {
            description: Some(g.description.clone()),
            group_name: Some(g.name.clone()),
            owner_id: Some(g.scope.account.to_string()),
            group_id: Some(g.id.clone()),
            tags: Some(tag::of(t, cx.scope(), &g.id)?),
            primary_vpc_id: Some(g.vpc_id.clone()),
        });
    }
    let found = filter::apply(found, req.filters.as_deref())?;
    let (groups, next_token) = filter::paged(
        found,
        |g| g.group_id.clone().unwrap_or_default(),
        req.next_token.as_deref(),
        req.max_results,
    )?;
    Ok(ec2::GetSecurityGroupsForVpcResult {
        security_group_for_vpcs: Some(groups),
        next_token,
    })
}
