//! Registering, describing and deregistering instances.

use std::sync::Arc;

use kernel::{Cx, Fault, Txn};
use wire::servicediscovery as w;

use super::check;
use super::record::{Instance, changed, find};
use crate::names;
use crate::operation::record::note;
use crate::page::page;

pub(crate) fn register(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::RegisterInstanceRequest,
) -> Result<w::RegisterInstanceResponse, Fault> {
    let s = names::service(cx, t, &req.service_id)?;
    check::attributes(&s, &req.attributes)?;
    let there = t.get::<Instance>(&Instance::at(&s.scope, &s.id, &req.instance_id))?;
    let new = Instance {
        scope: s.scope.clone(),
        service: s.id.clone(),
        id: req.instance_id.clone(),
        attributes: req.attributes.clone(),
        token: req.creator_request_id.clone(),
        healthy: check::healthy_at_first(&req.attributes),
    };
    if there.is_none_or(|old| *old != new) {
        t.put(new)?;
        changed(t, &s)?;
    }
    let targets = [
        ("NAMESPACE", s.namespace.as_str()),
        ("SERVICE", &s.id),
        ("INSTANCE", &req.instance_id),
    ];
    Ok(w::RegisterInstanceResponse {
        operation_id: Some(note(cx, t, "REGISTER_INSTANCE", &targets)?),
    })
}

pub(crate) fn deregister(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeregisterInstanceRequest,
) -> Result<w::DeregisterInstanceResponse, Fault> {
    let s = names::service(cx, t, &req.service_id)?;
    let i = find(t, &s, &req.instance_id)?;
    t.delete(&kernel::Record::key(&*i));
    changed(t, &s)?;
    let targets = [
        ("NAMESPACE", s.namespace.as_str()),
        ("SERVICE", &s.id),
        ("INSTANCE", &req.instance_id),
    ];
    Ok(w::DeregisterInstanceResponse {
        operation_id: Some(note(cx, t, "DEREGISTER_INSTANCE", &targets)?),
    })
}

pub(crate) fn get(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::GetInstanceRequest,
) -> Result<w::GetInstanceResponse, Fault> {
    let s = names::service(cx, t, &req.service_id)?;
    let i = find(t, &s, &req.instance_id)?;
    Ok(w::GetInstanceResponse {
        resource_owner: Some(s.scope.account.to_string()),
        instance: Some(w::Instance {
            id: i.id.clone(),
            creator_request_id: i.token.clone(),
            attributes: Some(i.attributes.clone()),
            created_by_account: Some(s.scope.account.to_string()),
        }),
    })
}

pub(crate) fn list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListInstancesRequest,
) -> Result<w::ListInstancesResponse, Fault> {
    let s = names::service(cx, t, &req.service_id)?;
    let all = t.range::<Instance>(&Instance::all_of(&s.scope, &s.id))?;
    let (page, next_token) = page(all, |i| i.id.clone(), req.next_token.as_deref(), req.max_results)?;
    let summary = |i: &Arc<Instance>| w::InstanceSummary {
        id: Some(i.id.clone()),
        attributes: Some(i.attributes.clone()),
        created_by_account: Some(s.scope.account.to_string()),
    };
    Ok(w::ListInstancesResponse {
        resource_owner: Some(s.scope.account.to_string()),
        instances: Some(page.iter().map(summary).collect()),
        next_token,
    })
}
