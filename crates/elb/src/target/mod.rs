//! Targets: registered, checked, drained.
//!
//! INVARIANT: a target's health is what a proxy last said of it; it is forgotten when no load balancer uses its group
//! any more, because nobody checks it from then on.

pub(crate) mod health;
pub(crate) mod ops;
pub(crate) mod plan;
mod reach;
pub(crate) mod record;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Fault, Key, Record as _, Scope, Txn};

use crate::listener::record::Listener;
use crate::rule::record::{Rule, groups_of};
use crate::target_group::record::TargetGroup;
use record::Target;

/// ARNs of target groups with the ARNs of the load balancers that use them.
pub(crate) type Uses = BTreeMap<String, BTreeSet<String>>;

/// Which groups are used: named by an action of any rule, default rules included.
pub(crate) fn groups_in_use(t: &mut Txn, scope: &Scope) -> Result<Uses, Fault> {
    let mut uses = Uses::new();
    let mut balancers = BTreeMap::new();
    for l in t.range::<Listener>(&Key::new(Listener::KIND, scope, &[]).children())? {
        for group in groups_of(&l.default_actions) {
            uses.entry(group).or_default().insert(l.balancer.clone());
        }
        balancers.insert(l.id.clone(), l.balancer.clone());
    }
    for r in t.range::<Rule>(&Key::new(Rule::KIND, scope, &[]).children())? {
        if let Some(balancer) = balancers.get(&r.listener) {
            for group in groups_of(&r.actions) {
                uses.entry(group).or_default().insert(balancer.clone());
            }
        }
    }
    Ok(uses)
}

pub(crate) fn balancers_of(t: &mut Txn, g: &TargetGroup) -> Result<Vec<String>, Fault> {
    let mut uses = groups_in_use(t, &g.scope)?;
    Ok(uses.remove(&g.arn()).unwrap_or_default().into_iter().collect())
}

/// After a change of what is used: targets of groups that are used no more, or only now, begin anew.
pub(crate) fn settle(t: &mut Txn, scope: &Scope, before: &Uses) -> Result<(), Fault> {
    let after = groups_in_use(t, scope)?;
    for g in t.range::<TargetGroup>(&Key::new(TargetGroup::KIND, scope, &[]).children())? {
        let arn = g.arn();
        if before.contains_key(&arn) == after.contains_key(&arn) {
            continue;
        }
        for target in t.range::<Target>(&Target::all_of(scope, &g.name))? {
            if target.health.is_some() {
                t.put(Target {
                    health: None,
                    reason: None,
                    description: None,
                    ..(*target).clone()
                })?;
            }
        }
    }
    Ok(())
}
