//! The registry's policy: it speaks of replication and pull-through caches, of which there are none, so none is taken.

use kernel::{Cx, Fault, Txn};
use wire::ecr as w;

use crate::fault;

fn none(cx: &Cx<'_>) -> Fault {
    w::fault::registry_policy_not_found_exception(format!(
        "Registry policy does not exist in the registry with id '{}'",
        cx.scope().account
    ))
}

pub(crate) fn get(
    cx: &Cx<'_>,
    _t: &mut Txn,
    _req: &w::GetRegistryPolicyRequest,
) -> Result<w::GetRegistryPolicyResponse, Fault> {
    Err(none(cx))
}

pub(crate) fn put(
    _cx: &Cx<'_>,
    _t: &mut Txn,
    _req: &w::PutRegistryPolicyRequest,
) -> Result<w::PutRegistryPolicyResponse, Fault> {
    Err(fault::unsupported("policyText of a registry"))
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    _t: &mut Txn,
    _req: &w::DeleteRegistryPolicyRequest,
) -> Result<w::DeleteRegistryPolicyResponse, Fault> {
    Err(none(cx))
}
