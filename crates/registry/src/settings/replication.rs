//! Replication: which images appear in other regions and accounts of this installation (Amazon ECR User Guide, "Private
//! image replication"). The work is done where images are put ([`crate::image::replicate`]).

use std::collections::BTreeSet;
use std::sync::Arc;

use kernel::doc::Doc;
use kernel::{Cx, Fault, Key, Record, Scope, Txn};
use serde::{Deserialize, Serialize};
use wire::ecr as w;

use crate::fault;

/// Amazon ECR User Guide, "Private image replication": rules, and destinations across all of them.
const MOST_RULES: usize = 10;
const MOST_DESTINATIONS: usize = 25;

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Replication {
    scope: Scope,
    configuration: Doc<w::ReplicationConfiguration>,
}

impl Record for Replication {
    const KIND: &'static str = "ecr.replication";
    fn key(&self) -> Key {
        at(&self.scope)
    }
}

fn at(scope: &Scope) -> Key {
    Key::new(Replication::KIND, scope, &[])
}

fn stored(t: &mut Txn, scope: &Scope) -> Result<Option<Arc<Replication>>, Fault> {
    t.get::<Replication>(&at(scope))
}

/// The registries in which images of a repository appear.
pub(crate) fn destinations(t: &mut Txn, scope: &Scope, repository: &str) -> Result<BTreeSet<Scope>, Fault> {
    let Some(found) = stored(t, scope)? else {
        return Ok(BTreeSet::new());
    };
    let fits = |rule: &&w::ReplicationRule| {
        let filters = rule.repository_filters.as_deref().unwrap_or_default();
        filters.is_empty() || filters.iter().any(|f| repository.starts_with(&f.filter))
    };
    let rules = found.configuration.rules.iter().filter(fits);
    let all = rules.flat_map(|r| &r.destinations);
    Ok(all
        .map(|d| Scope::new(d.registry_id.as_str(), d.region.as_str()))
        .collect())
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    _req: &w::DescribeRegistryRequest,
) -> Result<w::DescribeRegistryResponse, Fault> {
    let found = stored(t, cx.scope())?;
    let none = || w::ReplicationConfiguration { rules: Vec::new() };
    Ok(w::DescribeRegistryResponse {
        registry_id: Some(cx.scope().account.to_string()),
        replication_configuration: Some(found.map_or_else(none, |r| r.configuration.0.clone())),
    })
}

pub(crate) fn put(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::PutReplicationConfigurationRequest,
) -> Result<w::PutReplicationConfigurationResponse, Fault> {
    let given = &req.replication_configuration;
    check(cx.scope(), &given.rules)?;
    t.put(Replication {
        scope: cx.scope().clone(),
        configuration: Doc(given.clone()),
    })?;
    Ok(w::PutReplicationConfigurationResponse {
        replication_configuration: Some(given.clone()),
    })
}

fn check(own: &Scope, rules: &[w::ReplicationRule]) -> Result<(), Fault> {
    let wrong = |why: String| {
        Err(fault::parameter(format!(
            "Invalid parameter at 'replicationConfiguration' failed to satisfy constraint: '{why}'"
        )))
    };
    if rules.len() > MOST_RULES {
        return wrong(format!("There can be at most {MOST_RULES} rules"));
    }
    let all: BTreeSet<(&str, &str)> = rules
        .iter()
        .flat_map(|r| &r.destinations)
        .map(|d| (&*d.registry_id, &*d.region))
        .collect();
    if all.len() > MOST_DESTINATIONS {
        return wrong(format!(
            "There can be at most {MOST_DESTINATIONS} unique destinations"
        ));
    }
    if all.contains(&(&*own.account, &*own.region)) {
        return wrong("A destination must be another registry than the source".into());
    }
    if rules
        .iter()
        .filter_map(|r| r.delete_replication.as_ref())
        .any(|d| d.enabled)
    {
        return Err(fault::unsupported("deleteReplication of a replication rule"));
    }
    Ok(())
}
