//! The operations on rules.

use kernel::doc::Doc;
use kernel::{Cx, Fault, Record as _, Txn};
use wire::elbv2 as w;
use wire::elbv2::fault as f;

use super::record::Rule;
use super::{actions, conditions};
use crate::listener::record::Listener;
use crate::load_balancer::limits;
use crate::load_balancer::record::Kind;
use crate::{fault, names, page, tag, target};

pub(crate) fn view(r: &Rule) -> w::Rule {
    let docs = |all: &[Doc<w::RuleTransform>]| all.iter().map(|d| d.0.clone()).collect();
    w::Rule {
        rule_arn: Some(r.arn.clone()),
        priority: Some(r.priority.to_string()),
        conditions: Some(r.conditions.iter().map(|c| c.0.clone()).collect()),
        actions: Some(r.actions.iter().map(|a| a.0.clone()).collect()),
        is_default: Some(false),
        transforms: Some(docs(&r.transforms)),
    }
}

/// The listener's default actions as the rule that comes last.
pub(crate) fn default_view(l: &Listener) -> w::Rule {
    w::Rule {
        rule_arn: Some(l.default_rule_arn()),
        priority: Some("default".into()),
        conditions: Some(Vec::new()),
        actions: Some(l.default_actions.iter().map(|a| a.0.clone()).collect()),
        is_default: Some(true),
        transforms: Some(Vec::new()),
    }
}

pub(crate) fn create(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::CreateRuleInput,
) -> Result<w::CreateRuleOutput, Fault> {
    let l = names::listener(cx, t, &req.listener_arn)?;
    if l.kind != Kind::Application {
        return Err(f::unsupported_protocol_exception(
            "Rules are only supported for listeners of Application Load Balancers",
        ));
    }
    let priority = u32::try_from(req.priority).unwrap_or(0);
    let others = t.range::<Rule>(&Rule::all_of(&l.scope, &l.id))?;
    if others.iter().any(|r| r.priority == priority) {
        return Err(f::priority_in_use_exception(format!(
            "Priority '{priority}' is currently in use"
        )));
    }
    if others.len() >= limits::RULES {
        return Err(f::too_many_rules_exception(
            "You have reached the limit on the number of rules of the load balancer",
        ));
    }
    let before = target::groups_in_use(t, cx.scope())?;
    let id = names::new_id(cx);
    let rule = Rule {
        scope: l.scope.clone(),
        arn: l.rule_arn(&id),
        listener: l.id.clone(),
        id,
        priority,
        conditions: conditions::check(&req.conditions)?,
        actions: actions::check(cx, t, &l.balancer, l.kind, l.protocol, &req.actions)?,
        transforms: conditions::transforms(req.transforms.as_deref().unwrap_or_default())?,
        tags: tag::parse(req.tags.as_deref())?,
    };
    let shown = view(&rule);
    t.put(rule)?;
    target::settle(t, cx.scope(), &before)?;
    Ok(w::CreateRuleOutput {
        rules: Some(vec![shown]),
    })
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeRulesInput,
) -> Result<w::DescribeRulesOutput, Fault> {
    let arns = req.rule_arns.as_deref().unwrap_or_default();
    let shown = match (&req.listener_arn, arns) {
        (Some(arn), []) => {
            let l = names::listener(cx, t, arn)?;
            let mut rules = t.range::<Rule>(&Rule::all_of(&l.scope, &l.id))?;
            rules.sort_by_key(|r| r.priority);
            rules.iter().map(|r| view(r)).chain([default_view(&l)]).collect()
        }
        (None, [_, ..]) => {
            let mut shown = Vec::new();
            for arn in arns {
                shown.push(find(cx, t, arn)?);
            }
            shown
        }
        (None, []) => {
            return Err(fault::invalid(
                "You must specify either listener rule ARNs or a listener ARN",
            ));
        }
        (Some(_), _) => {
            return Err(fault::invalid(
                "You cannot specify both listener rule ARNs and a listener ARN",
            ));
        }
    };
    // In the order of their priorities: the marker is a number, the default rule's is above all.
    let name = |r: &w::Rule| {
        let n: u32 = r
            .priority
            .as_deref()
            .and_then(|p| p.parse().ok())
            .unwrap_or(u32::MAX);
        format!("{n:010}{}", r.rule_arn.as_deref().unwrap_or_default())
    };
    let (rules, next_marker) = page::page(shown, name, req.marker.as_deref(), req.page_size)?;
    Ok(w::DescribeRulesOutput {
        rules: Some(rules),
        next_marker,
    })
}

/// A rule by its ARN, default rules too.
fn find(cx: &Cx<'_>, t: &mut Txn, arn: &str) -> Result<w::Rule, Fault> {
    match default_of(cx, t, arn)? {
        Some(l) => Ok(default_view(&l)),
        None => names::rule(cx, t, arn).map(|r| view(&r)),
    }
}

/// The listener whose default rule this is.
fn default_of(cx: &Cx<'_>, t: &mut Txn, arn: &str) -> Result<Option<std::sync::Arc<Listener>>, Fault> {
    let listener = arn
        .rsplit_once('/')
        .map(|(l, _)| l.replacen(":listener-rule/", ":listener/", 1));
    let Some(listener) = listener.filter(|_| names::kind(arn) == Some("listener-rule")) else {
        return Ok(None);
    };
    Ok(names::listener(cx, t, &listener)
        .ok()
        .filter(|l| l.default_rule_arn() == arn))
}

pub(crate) fn modify(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ModifyRuleInput,
) -> Result<w::ModifyRuleOutput, Fault> {
    if default_of(cx, t, &req.rule_arn)?.is_some() {
        return Err(f::operation_not_permitted_exception(format!(
            "Default rule '{}' cannot be modified",
            req.rule_arn
        )));
    }
    let mut rule = (*names::rule(cx, t, &req.rule_arn)?).clone();
    let l = names::listener(cx, t, &rule.listener_arn())?;
    let before = target::groups_in_use(t, cx.scope())?;
    if let Some(given) = &req.conditions {
        rule.conditions = conditions::check(given)?;
    }
    if let Some(given) = &req.actions {
        rule.actions = actions::check(cx, t, &l.balancer, l.kind, l.protocol, given)?;
    }
    match (&req.transforms, req.reset_transforms) {
        (Some(_), Some(true)) => {
            return Err(fault::invalid(
                "Transforms and ResetTransforms cannot both be specified",
            ));
        }
        (Some(given), _) => rule.transforms = conditions::transforms(given)?,
        (None, Some(true)) => rule.transforms.clear(),
        (None, _) => {}
    }
    let shown = view(&rule);
    t.put(rule)?;
    target::settle(t, cx.scope(), &before)?;
    Ok(w::ModifyRuleOutput {
        rules: Some(vec![shown]),
    })
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeleteRuleInput,
) -> Result<w::DeleteRuleOutput, Fault> {
    if default_of(cx, t, &req.rule_arn)?.is_some() {
        return Err(f::operation_not_permitted_exception(format!(
            "Default rule '{}' cannot be deleted",
            req.rule_arn
        )));
    }
    let rule = names::rule(cx, t, &req.rule_arn)?;
    let before = target::groups_in_use(t, cx.scope())?;
    t.delete(&rule.key());
    target::settle(t, cx.scope(), &before)?;
    Ok(w::DeleteRuleOutput {})
}

pub(crate) fn set_priorities(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::SetRulePrioritiesInput,
) -> Result<w::SetRulePrioritiesOutput, Fault> {
    let mut changed: Vec<Rule> = Vec::new();
    for pair in &req.rule_priorities {
        let arn = pair.rule_arn.as_deref().unwrap_or_default();
        if default_of(cx, t, arn)?.is_some() {
            return Err(f::operation_not_permitted_exception(format!(
                "The priority of default rule '{arn}' cannot be changed"
            )));
        }
        let mut rule = (*names::rule(cx, t, arn)?).clone();
        rule.priority = pair
            .priority
            .and_then(|p| u32::try_from(p).ok())
            .unwrap_or(rule.priority);
        changed.push(rule);
    }
    for rule in &changed {
        t.put(rule.clone())?;
    }
    // All at once, so that two rules may change places.
    for rule in &changed {
        let all = t.range::<Rule>(&Rule::all_of(&rule.scope, &rule.listener))?;
        if all.iter().filter(|r| r.priority == rule.priority).count() > 1 {
            return Err(f::priority_in_use_exception(format!(
                "Priority '{}' is currently in use",
                rule.priority
            )));
        }
    }
    Ok(w::SetRulePrioritiesOutput {
        rules: Some(changed.iter().map(view).collect()),
    })
}
