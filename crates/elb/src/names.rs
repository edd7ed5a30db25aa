//! ARNs, and the records they lead to (Elastic Load Balancing User Guide, "Load balancer ARNs").
//!
//! ```text
//! loadbalancer/app/NAME/ID     listener/app/NAME/ID/LISTENER     listener-rule/app/NAME/ID/LISTENER/RULE
//! targetgroup/NAME/ID          (net/ in place of app/ for a Network Load Balancer)
//! ```

use std::sync::Arc;

use kernel::{Arn, Cx, Fault, Scope, Txn};

use crate::fault;
use crate::listener::record::Listener;
use crate::load_balancer::record::LoadBalancer;
use crate::rule::record::Rule;
use crate::target_group::record::TargetGroup;

/// 16 hexadecimal digits.
pub(crate) fn new_id(cx: &Cx<'_>) -> String {
    cx.dice().hex(8)
}

/// The parts of the resource after its type, when `arn` is one of `kind` in the scope.
fn parts<'a>(scope: &Scope, arn: &'a str, kind: &str, count: usize) -> Option<Vec<&'a str>> {
    let arn = Arn::parse(arn).filter(|a| a.service == "elasticloadbalancing" && a.is_in(scope))?;
    let (is, rest) = arn.typed()?;
    let parts: Vec<&str> = rest.split('/').collect();
    (is == kind && parts.len() == count).then_some(parts)
}

/// Which kind of thing an ARN names, whether it exists or not.
pub(crate) fn kind(arn: &str) -> Option<&str> {
    Arn::parse(arn)?.typed().map(|(kind, _)| kind)
}

pub(crate) fn balancer(cx: &Cx<'_>, t: &mut Txn, arn: &str) -> Result<Arc<LoadBalancer>, Fault> {
    if kind(arn) != Some("loadbalancer") {
        return Err(fault::bad_arn(arn, "load balancer"));
    }
    let parts = parts(cx.scope(), arn, "loadbalancer", 3).ok_or_else(fault::no_balancer)?;
    let name = parts.get(1).copied().unwrap_or_default();
    t.get::<LoadBalancer>(&LoadBalancer::at(cx.scope(), name))?
        .filter(|b| b.arn() == arn)
        .ok_or_else(fault::no_balancer)
}

pub(crate) fn listener(cx: &Cx<'_>, t: &mut Txn, arn: &str) -> Result<Arc<Listener>, Fault> {
    if kind(arn) != Some("listener") {
        return Err(fault::bad_arn(arn, "listener"));
    }
    let parts = parts(cx.scope(), arn, "listener", 4).ok_or_else(fault::no_listener)?;
    let [_, _, balancer, id] = parts[..] else {
        return Err(fault::no_listener());
    };
    t.get::<Listener>(&Listener::at(cx.scope(), balancer, id))?
        .filter(|l| l.arn == arn)
        .ok_or_else(fault::no_listener)
}

pub(crate) fn rule(cx: &Cx<'_>, t: &mut Txn, arn: &str) -> Result<Arc<Rule>, Fault> {
    if kind(arn) != Some("listener-rule") {
        return Err(fault::bad_arn(arn, "rule"));
    }
    let parts = parts(cx.scope(), arn, "listener-rule", 5).ok_or_else(fault::no_rule)?;
    let [_, _, _, listener, id] = parts[..] else {
        return Err(fault::no_rule());
    };
    t.get::<Rule>(&Rule::at(cx.scope(), listener, id))?
        .filter(|r| r.arn == arn)
        .ok_or_else(fault::no_rule)
}

pub(crate) fn group(cx: &Cx<'_>, t: &mut Txn, arn: &str) -> Result<Arc<TargetGroup>, Fault> {
    if kind(arn) != Some("targetgroup") {
        return Err(fault::bad_arn(arn, "target group"));
    }
    let parts = parts(cx.scope(), arn, "targetgroup", 2).ok_or_else(fault::no_group)?;
    let name = parts.first().copied().unwrap_or_default();
    t.get::<TargetGroup>(&TargetGroup::at(cx.scope(), name))?
        .filter(|g| g.arn() == arn)
        .ok_or_else(fault::no_group)
}

/// Letters, digits and hyphens, at most 32, no hyphen at either end (CreateLoadBalancer, CreateTargetGroup).
pub(crate) fn check(what: &str, name: &str) -> Result<(), Fault> {
    if name.is_empty() {
        return Err(fault::invalid(format!("The {what} name cannot be empty")));
    }
    if name.chars().count() > 32 {
        return Err(fault::invalid(format!(
            "The {what} name '{name}' cannot be longer than '32' characters"
        )));
    }
    if !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return Err(fault::invalid(format!(
            "The {what} name '{name}' can only contain characters that are alphanumeric characters or hyphens(-)"
        )));
    }
    if name.starts_with('-') || name.ends_with('-') {
        return Err(fault::invalid(format!(
            "The {what} name '{name}' cannot begin or end with a hyphen(-)"
        )));
    }
    Ok(())
}
