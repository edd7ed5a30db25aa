//! Container instances: the machines that EC2-type (and here also Fargate-type) tasks run on.
//!
//! An agent registers its machine and keeps its ARN; draining stops new placements. What is in use on a machine is
//! a record of its own ([`record::NodeUse`]), so that placing on one machine conflicts only with placing on it.
//!
//! INVARIANT: the sum of what the unstopped tasks of a machine reserve is what its `NodeUse` says, and never more
//! than what was registered.

pub(crate) mod attributes;
pub(crate) mod ops;
pub(crate) mod query;
pub(crate) mod record;
pub(crate) mod view;

use std::sync::Arc;

use kernel::{Cx, Fault, Txn};

use self::record::ContainerInstance;
use crate::cluster::record::Cluster;
use crate::refs;

/// The instance of `cluster` that a request names by id or ARN; also one that was deregistered.
pub(crate) fn find(
    cx: &Cx<'_>,
    t: &mut Txn,
    cluster: &Cluster,
    given: &str,
) -> Result<Option<Arc<ContainerInstance>>, Fault> {
    let Some(id) = refs::in_cluster(cx.scope(), &cluster.name, "container-instance", given) else {
        return Ok(None);
    };
    t.get::<ContainerInstance>(&ContainerInstance::key_of(cx.scope(), &cluster.name, &id))
}
