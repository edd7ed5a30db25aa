//! Replication: there is one registry, so nothing is replicated; rules are refused, none at all is what there is.

use kernel::{Cx, Fault, Txn};
use wire::ecr as w;

use crate::fault;

pub(crate) fn describe(
    cx: &Cx<'_>,
    _t: &mut Txn,
    _req: &w::DescribeRegistryRequest,
) -> Result<w::DescribeRegistryResponse, Fault> {
    Ok(w::DescribeRegistryResponse {
        registry_id: Some(cx.scope().account.to_string()),
        replication_configuration: Some(w::ReplicationConfiguration { rules: Vec::new() }),
    })
}

pub(crate) fn put(
    _cx: &Cx<'_>,
    _t: &mut Txn,
    req: &w::PutReplicationConfigurationRequest,
) -> Result<w::PutReplicationConfigurationResponse, Fault> {
    if !req.replication_configuration.rules.is_empty() {
        return Err(fault::unsupported("rules of replicationConfiguration"));
    }
    Ok(w::PutReplicationConfigurationResponse {
        replication_configuration: Some(req.replication_configuration.clone()),
    })
}
