//! `DiscoverInstances`: who is there, by name, in random order.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::{Cx, Fault, Txn};
use wire::servicediscovery as w;

use super::record::{Instance, revision as number};
use crate::names;
use crate::service::record::Service;

/// Unless told otherwise (API reference).
const MOST: usize = 100;

type Instances = Vec<Arc<Instance>>;

pub(crate) fn instances(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DiscoverInstancesRequest,
) -> Result<w::DiscoverInstancesResponse, Fault> {
    let owner = req.owner_account.as_deref();
    let (n, s) = names::discovered(cx, t, &req.namespace_name, &req.service_name, owner)?;
    let all = t.range::<Instance>(&Instance::all_of(&s.scope, &s.id))?;
    let wanted = |q: &Option<BTreeMap<String, String>>, i: &Instance| {
        let mut pairs = q.iter().flatten();
        pairs.all(|(key, value)| i.attributes.get(key) == Some(value))
    };
    let must: Instances = all
        .into_iter()
        .filter(|i| wanted(&req.query_parameters, i))
        .collect();
    let may: Instances = must
        .iter()
        .filter(|i| wanted(&req.optional_parameters, i))
        .cloned()
        .collect();
    let found = if may.is_empty() { must } else { may };
    let mut found = by_health(found, &s, req.health_status.as_deref());
    shuffle(cx, &mut found);
    found.truncate(
        req.max_results
            .and_then(|n| usize::try_from(n).ok())
            .unwrap_or(MOST),
    );
    let shown = |i: &Arc<Instance>| w::HttpInstanceSummary {
        instance_id: Some(i.id.clone()),
        namespace_name: Some(n.http_name.clone()),
        service_name: Some(s.name.clone()),
        health_status: Some(i.health(&s).into()),
        attributes: Some(i.attributes.clone()),
    };
    Ok(w::DiscoverInstancesResponse {
        instances: Some(found.iter().map(shown).collect()),
        instances_revision: Some(number(t, &s)?),
    })
}

/// Where nobody tells of health, nothing is asked of it.
fn by_health(all: Instances, s: &Service, wanted: Option<&str>) -> Instances {
    let only =
        |healthy: bool| -> Instances { all.iter().filter(|i| i.healthy == healthy).cloned().collect() };
    match wanted.filter(|_| s.custom_health) {
        Some("HEALTHY") => only(true),
        Some("UNHEALTHY") => only(false),
        Some("HEALTHY_OR_ELSE_ALL") if all.iter().any(|i| i.healthy) => only(true),
        _ => all,
    }
}

fn shuffle(cx: &Cx<'_>, all: &mut Instances) {
    for last in (1..all.len()).rev() {
        let mut bytes = [0; 8];
        cx.dice().fill(&mut bytes);
        let other = u64::from_le_bytes(bytes) % (last as u64 + 1);
        all.swap(last, usize::try_from(other).unwrap_or(last));
    }
}

pub(crate) fn revision(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DiscoverInstancesRevisionRequest,
) -> Result<w::DiscoverInstancesRevisionResponse, Fault> {
    let owner = req.owner_account.as_deref();
    let (_, s) = names::discovered(cx, t, &req.namespace_name, &req.service_name, owner)?;
    Ok(w::DiscoverInstancesRevisionResponse {
        instances_revision: Some(number(t, &s)?),
    })
}
