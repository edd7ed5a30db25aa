//! The agents' side of ECS: where to connect ([`ops`]), what they report ([`submit`]), and the two conversations
//! they hold, ACS ([`acs`]: told what to run, as far as it is not done: [`errands`]) and TCS ([`tcs`]: telling health). The protocol is the official
//! amazon-ecs-agent's; Longshore's own agent speaks the same.
//!
//! INVARIANT: every message may be lost, late or doubled; what is wanted is sent again until it is acknowledged,
//! and what is reported changes a task only forwards.

pub(crate) mod acs;
mod errands;
pub(crate) mod ops;
pub(crate) mod submit;
pub(crate) mod tcs;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use kernel::{Arn, Cx, Fault, Scope, Txn};

use crate::container_instance::record::ContainerInstance;
use crate::fault;

/// The registered instance that an agent's connection names, by its ARN.
pub(crate) fn instance(
    cx: &Cx<'_>,
    t: &mut Txn,
    query: &[(String, String)],
    name: &str,
) -> Result<Arc<ContainerInstance>, Fault> {
    let arn = query
        .iter()
        .find(|(k, _)| k == name)
        .map(|(_, v)| v.as_str())
        .unwrap_or_default();
    let invalid = || {
        Fault::new(
            "InvalidInstanceException",
            400,
            "The referenced container instance was not found.",
        )
    };
    let parsed = Arn::parse(arn)
        .filter(|a| a.account == &*cx.scope().account)
        .ok_or_else(invalid)?;
    let scope = Scope::new(parsed.account, parsed.region);
    let Some(("container-instance", rest)) = parsed.typed() else {
        return Err(invalid());
    };
    let (cluster, id) = rest.split_once('/').ok_or_else(invalid)?;
    let found = t
        .get::<ContainerInstance>(&ContainerInstance::key_of(&scope, cluster, id))?
        .ok_or_else(invalid)?;
    if found.is_registered() {
        Ok(found)
    } else {
        Err(Fault::new(
            "InactiveInstanceException",
            400,
            "The container instance has been deregistered.",
        ))
    }
}

/// The scope that an ARN in a report names; it must be the caller's account.
pub(crate) fn scope_of(cx: &Cx<'_>, arn: &str) -> Result<Scope, Fault> {
    Arn::parse(arn)
        .filter(|a| a.service == "ecs" && a.account == &*cx.scope().account)
        .map(|a| Scope::new(a.account, a.region))
        .ok_or_else(|| fault::invalid(format!("Invalid ARN: {arn}")))
}
