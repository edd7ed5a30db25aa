//! The health of instances: told by whoever watches them (`HealthCheckCustomConfig`), and believed at once.

use std::sync::Arc;

use kernel::{Cx, Fault, Txn};
use wire::schema::Unit;
use wire::servicediscovery as w;

use super::record::{Instance, changed, find};
use crate::names;
use crate::page::page;

pub(crate) fn get(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::GetInstancesHealthStatusRequest,
) -> Result<w::GetInstancesHealthStatusResponse, Fault> {
    let s = names::service(cx, t, &req.service_id)?;
    let mut all: Vec<Arc<Instance>> = match &req.instances {
        Some(ids) => ids.iter().map(|id| find(t, &s, id)).collect::<Result<_, _>>()?,
        None => t.range::<Instance>(&Instance::all_of(&s.scope, &s.id))?,
    };
    all.sort_by(|a, b| a.id.cmp(&b.id));
    let (page, next_token) = page(all, |i| i.id.clone(), req.next_token.as_deref(), req.max_results)?;
    let status = page.iter().map(|i| (i.id.clone(), i.health(&s).to_owned()));
    Ok(w::GetInstancesHealthStatusResponse {
        status: Some(status.collect()),
        next_token,
    })
}

pub(crate) fn set(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::UpdateInstanceCustomHealthStatusRequest,
) -> Result<Unit, Fault> {
    let s = names::service(cx, t, &req.service_id)?;
    let mut i = (*find(t, &s, &req.instance_id)?).clone();
    if !s.custom_health {
        return Err(w::fault::custom_health_not_found(format!(
            "The service {} has no HealthCheckCustomConfig",
            s.id
        )));
    }
    let healthy = req.status == "HEALTHY";
    if i.healthy != healthy {
        i.healthy = healthy;
        t.put(i)?;
        changed(t, &s)?;
    }
    Ok(Unit {})
}
