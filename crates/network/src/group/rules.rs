//! Authorize…, Revoke…, ModifySecurityGroupRules, UpdateSecurityGroupRuleDescriptions….

use std::collections::BTreeSet;

use kernel::{Cx, Fault, Txn};
use wire::ec2;

use super::ops::named;
use super::record::{self, Peer, Rule, SecurityGroup, What};
use super::rule::{self, Asked};
use crate::{fault, tag};

/// Rules of one direction (Amazon VPC quotas).
const MOST: usize = 60;

/// The members in which the calls of the old style name one permission.
pub(crate) struct Flat<'a> {
    pub protocol: Option<&'a String>,
    pub from: Option<i32>,
    pub to: Option<i32>,
    pub block: Option<&'a String>,
    pub group_name: Option<&'a String>,
    pub owner: Option<&'a String>,
}

macro_rules! flat {
    ($req:ident) => {
        Flat {
            protocol: $req.ip_protocol.as_ref(),
            from: $req.from_port,
            to: $req.to_port,
            block: $req.cidr_ip.as_ref(),
            group_name: $req.source_security_group_name.as_ref(),
            owner: $req.source_security_group_owner_id.as_ref(),
        }
    };
}

impl Flat<'_> {
    /// The permission, if one is named.
    fn permission(&self) -> Option<ec2::IpPermission> {
        let any = self.protocol.is_some() || self.block.is_some() || self.group_name.is_some();
        let ports = self.from.is_some() || self.to.is_some() || self.owner.is_some();
        (any || ports).then(|| ec2::IpPermission {
            // A group alone stands for everything from its members.
            ip_protocol: self
                .protocol
                .cloned()
                .or_else(|| self.group_name.map(|_| "-1".into())),
            from_port: self.from,
            to_port: self.to,
            ip_ranges: self.block.map(|b| {
                vec![ec2::IpRange {
                    cidr_ip: Some(b.clone()),
                    description: None,
                }]
            }),
            user_id_group_pairs: self.group_name.map(|name| {
                vec![ec2::UserIdGroupPair {
                    group_name: Some(name.clone()),
                    user_id: self.owner.cloned(),
                    ..Default::default()
                }]
            }),
            ..Default::default()
        })
    }
}

/// The rules that a call asks for. Groups of other accounts are not there.
fn asked(
    cx: &Cx<'_>,
    t: &mut Txn,
    egress: bool,
    permissions: Option<&[ec2::IpPermission]>,
    flat: &Flat<'_>,
) -> Result<Vec<Asked>, Fault> {
    let flat = flat.permission();
    let given = permissions.filter(|p| !p.is_empty());
    let all: &[ec2::IpPermission] = match (given, &flat) {
        (Some(_), Some(_)) => {
            return Err(fault::new(
                "InvalidParameterCombination",
                "The parameter ipPermissions cannot be used with the parameters of a single permission",
            ));
        }
        (Some(p), None) => p,
        (None, Some(p)) => std::slice::from_ref(p),
        (None, None) => return Ok(Vec::new()),
    };
    let account = &*cx.scope().account;
    let pairs = all.iter().flat_map(|p| p.user_id_group_pairs.iter().flatten());
    for pair in pairs {
        if pair
            .user_id
            .as_deref()
            .is_some_and(|u| !u.is_empty() && u != account)
        {
            let name = pair.group_id.as_ref().or(pair.group_name.as_ref());
            return Err(no_group(name.map_or("", String::as_str)));
        }
    }
    rule::read(egress, all, &mut |name| {
        Ok(record::by_name(t, cx.scope(), name)?.id.clone())
    })
}

fn no_group(id: &str) -> Fault {
    fault::not_found("InvalidGroup.NotFound", "security group", id)
}

fn no_rule() -> Fault {
    fault::new(
        "InvalidPermission.NotFound",
        "The specified rule does not exist in this security group.",
    )
}

fn no_rule_id(id: &str) -> Fault {
    fault::new(
        "InvalidSecurityGroupRuleId.NotFound",
        format!("The security group rule ID '{id}' does not exist"),
    )
}

/// A rule's peer must be there.
fn check_peer(cx: &Cx<'_>, t: &mut Txn, what: &What) -> Result<(), Fault> {
    match &what.peer {
        Peer::Group(id) => record::must(t, cx.scope(), id).map(|_| ()),
        _ => Ok(()),
    }
}

fn check_number(g: &SecurityGroup) -> Result<(), Fault> {
    let of = |egress: bool| g.rules.iter().filter(|r| r.what.egress == egress).count();
    match of(false) > MOST || of(true) > MOST {
        true => Err(fault::new(
            "RulesPerSecurityGroupLimitExceeded",
            "The maximum number of rules per security group has been reached.",
        )),
        false => Ok(()),
    }
}

fn no_permissions() -> Fault {
    fault::new(
        "MissingParameter",
        "Either 'ipPermissions' or 'securityGroupRuleIds' should be provided.",
    )
}

/// Adds rules, all or none.
fn authorize(
    cx: &Cx<'_>,
    t: &mut Txn,
    group: &SecurityGroup,
    rules: Vec<Asked>,
    tags: Option<&[ec2::TagSpecification]>,
) -> Result<Vec<ec2::SecurityGroupRule>, Fault> {
    if rules.is_empty() {
        return Err(no_permissions());
    }
    let tags = tag::specified(tags, "security-group-rule")?;
    let mut group = group.clone();
    let mut shown = Vec::new();
    for (what, description) in rules {
        check_peer(cx, t, &what)?;
        if group.rules.iter().any(|r| r.what == what) {
            return Err(fault::new(
                "InvalidPermission.Duplicate",
                format!("the specified rule \"{}\" already exists", rule::in_words(&what)),
            ));
        }
        let r = Rule {
            id: fault::fresh(cx, "sgr"),
            what,
            description,
        };
        tag::put(t, cx.scope(), &r.id, tags.clone())?;
        shown.push(rule::view(&group, &r, tag::view(&tags)));
        group.rules.push(r);
    }
    check_number(&group)?;
    t.put(group)?;
    Ok(shown)
}

pub(crate) fn authorize_ingress(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::AuthorizeSecurityGroupIngressRequest,
) -> Result<ec2::AuthorizeSecurityGroupIngressResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let group = named(cx, t, req.group_id.as_deref(), req.group_name.as_deref())?;
    let rules = asked(cx, t, false, req.ip_permissions.as_deref(), &flat!(req))?;
    let made = authorize(cx, t, &group, rules, req.tag_specifications.as_deref())?;
    Ok(ec2::AuthorizeSecurityGroupIngressResult {
        r#return: Some(true),
        security_group_rules: Some(made),
    })
}

pub(crate) fn authorize_egress(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::AuthorizeSecurityGroupEgressRequest,
) -> Result<ec2::AuthorizeSecurityGroupEgressResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let group = record::must(t, cx.scope(), &req.group_id)?;
    let rules = asked(cx, t, true, req.ip_permissions.as_deref(), &flat!(req))?;
    let made = authorize(cx, t, &group, rules, req.tag_specifications.as_deref())?;
    Ok(ec2::AuthorizeSecurityGroupEgressResult {
        r#return: Some(true),
        security_group_rules: Some(made),
    })
}

/// What a call of Revoke names.
struct Named<'a> {
    rules: Vec<Asked>,
    ids: &'a [String],
    /// A rule that is not there is told, and no error: the old style, which names groups by name.
    lenient: bool,
}

/// Takes rules away. Answers them, and those that were not there.
fn revoke(
    t: &mut Txn,
    group: &SecurityGroup,
    egress: bool,
    named: Named<'_>,
) -> Result<(Vec<ec2::RevokedSecurityGroupRule>, Vec<ec2::IpPermission>), Fault> {
    if named.rules.is_empty() && named.ids.is_empty() {
        return Err(no_permissions());
    }
    let mut group = group.clone();
    let (mut gone, mut unknown) = (Vec::new(), Vec::new());
    let mut places: BTreeSet<usize> = BTreeSet::new();
    for id in named.ids {
        let at = position(&group.rules, |r| r.what.egress == egress && r.id == *id);
        places.insert(at.ok_or_else(|| no_rule_id(id))?);
    }
    for (what, _) in &named.rules {
        match position(&group.rules, |r| r.what == *what) {
            Some(at) => {
                places.insert(at);
            }
            None if named.lenient => unknown.push(what),
            None => return Err(no_rule()),
        }
    }
    for at in places.into_iter().rev() {
        gone.push(group.rules.remove(at));
    }
    let account = group.scope.account.to_string();
    let unknown = rule::permissions(unknown.into_iter().map(|w| (w, None)), &account);
    let shown = gone.iter().map(|r| revoked(&group, r)).collect();
    for r in &gone {
        tag::forget(t, &group.scope, &r.id);
    }
    t.put(group)?;
    Ok((shown, unknown))
}

fn position(rules: &[Rule], f: impl Fn(&Rule) -> bool) -> Option<usize> {
    rules.iter().position(f)
}

fn revoked(g: &SecurityGroup, r: &Rule) -> ec2::RevokedSecurityGroupRule {
    let v = rule::view(g, r, Vec::new());
    ec2::RevokedSecurityGroupRule {
        security_group_rule_id: v.security_group_rule_id,
        group_id: v.group_id,
        is_egress: v.is_egress,
        ip_protocol: v.ip_protocol,
        from_port: v.from_port,
        to_port: v.to_port,
        cidr_ipv4: v.cidr_ipv4,
        cidr_ipv6: v.cidr_ipv6,
        prefix_list_id: None,
        referenced_group_id: v.referenced_group_info.and_then(|g| g.group_id),
        description: v.description,
    }
}

pub(crate) fn revoke_ingress(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::RevokeSecurityGroupIngressRequest,
) -> Result<ec2::RevokeSecurityGroupIngressResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let group = named(cx, t, req.group_id.as_deref(), req.group_name.as_deref())?;
    let named = Named {
        rules: asked(cx, t, false, req.ip_permissions.as_deref(), &flat!(req))?,
        ids: req.security_group_rule_ids.as_deref().unwrap_or_default(),
        lenient: req.group_id.is_none(),
    };
    let (gone, unknown) = revoke(t, &group, false, named)?;
    Ok(ec2::RevokeSecurityGroupIngressResult {
        r#return: Some(true),
        unknown_ip_permissions: Some(unknown),
        revoked_security_group_rules: Some(gone),
    })
}

pub(crate) fn revoke_egress(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::RevokeSecurityGroupEgressRequest,
) -> Result<ec2::RevokeSecurityGroupEgressResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let group = record::must(t, cx.scope(), &req.group_id)?;
    let named = Named {
        rules: asked(cx, t, true, req.ip_permissions.as_deref(), &flat!(req))?,
        ids: req.security_group_rule_ids.as_deref().unwrap_or_default(),
        lenient: false,
    };
    let (gone, unknown) = revoke(t, &group, true, named)?;
    Ok(ec2::RevokeSecurityGroupEgressResult {
        r#return: Some(true),
        unknown_ip_permissions: Some(unknown),
        revoked_security_group_rules: Some(gone),
    })
}

/// Each rule is written anew; its direction stays.
pub(crate) fn modify(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::ModifySecurityGroupRulesRequest,
) -> Result<ec2::ModifySecurityGroupRulesResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let mut group = (*record::must(t, cx.scope(), &req.group_id)?).clone();
    for update in &req.security_group_rules {
        let id = &update.security_group_rule_id;
        let Some(asked) = &update.security_group_rule else {
            continue;
        };
        let old = group.rules.iter_mut().find(|r| r.id == *id);
        let old = old.ok_or_else(|| no_rule_id(id))?;
        let (what, description) = rule::read_one(old.what.egress, asked)?;
        check_peer(cx, t, &what)?;
        (old.what, old.description) = (what, description);
    }
    for (n, r) in group.rules.iter().enumerate() {
        if group.rules.iter().skip(n + 1).any(|o| o.what == r.what) {
            return Err(fault::new(
                "InvalidPermission.Duplicate",
                format!(
                    "the specified rule \"{}\" already exists",
                    rule::in_words(&r.what)
                ),
            ));
        }
    }
    t.put(group)?;
    Ok(ec2::ModifySecurityGroupRulesResult { r#return: Some(true) })
}

/// Writes descriptions of rules that are named by what they allow, or by id.
fn describe_rules(
    cx: &Cx<'_>,
    t: &mut Txn,
    group: &SecurityGroup,
    egress: bool,
    permissions: Option<&[ec2::IpPermission]>,
    by_id: Option<&[ec2::SecurityGroupRuleDescription]>,
) -> Result<(), Fault> {
    let mut group = group.clone();
    let none = Flat {
        protocol: None,
        from: None,
        to: None,
        block: None,
        group_name: None,
        owner: None,
    };
    let rules = asked(cx, t, egress, permissions, &none)?;
    let by_id = by_id.unwrap_or_default();
    if rules.is_empty() && by_id.is_empty() {
        return Err(no_permissions());
    }
    for (what, description) in rules {
        let found = group.rules.iter_mut().find(|r| r.what == what);
        found.ok_or_else(no_rule)?.description = description;
    }
    for d in by_id {
        let id = d.security_group_rule_id.as_deref().unwrap_or_default();
        let found = group
            .rules
            .iter_mut()
            .find(|r| r.what.egress == egress && r.id == id);
        let text = rule::checked(d.description.clone())?;
        found.ok_or_else(|| no_rule_id(id))?.description = text;
    }
    t.put(group)
}

pub(crate) fn describe_ingress(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::UpdateSecurityGroupRuleDescriptionsIngressRequest,
) -> Result<ec2::UpdateSecurityGroupRuleDescriptionsIngressResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let group = named(cx, t, req.group_id.as_deref(), req.group_name.as_deref())?;
    let (permissions, by_id) = (
        req.ip_permissions.as_deref(),
        req.security_group_rule_descriptions.as_deref(),
    );
    describe_rules(cx, t, &group, false, permissions, by_id)?;
    Ok(ec2::UpdateSecurityGroupRuleDescriptionsIngressResult { r#return: Some(true) })
}

pub(crate) fn describe_egress(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::UpdateSecurityGroupRuleDescriptionsEgressRequest,
) -> Result<ec2::UpdateSecurityGroupRuleDescriptionsEgressResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let group = named(cx, t, req.group_id.as_deref(), req.group_name.as_deref())?;
    let (permissions, by_id) = (
        req.ip_permissions.as_deref(),
        req.security_group_rule_descriptions.as_deref(),
    );
    describe_rules(cx, t, &group, true, permissions, by_id)?;
    Ok(ec2::UpdateSecurityGroupRuleDescriptionsEgressResult { r#return: Some(true) })
}
