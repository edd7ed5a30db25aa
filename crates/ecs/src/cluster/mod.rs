//! Clusters: a named group of tasks and of the capacity they run on.
//!
//! INVARIANT: a cluster that has container instances, active services or unstopped tasks is never deleted.
//! A deleted cluster stays describable as INACTIVE, as ECS documents; creating it again makes a new one.

pub(crate) mod ops;
pub(crate) mod record;
pub(crate) mod view;

use std::sync::Arc;

use kernel::{Cx, Fault, Txn};

use self::record::Cluster;
use crate::{fault, refs};

/// The ACTIVE cluster that a request names, by name or ARN; `default` when it names none.
pub(crate) fn active(cx: &Cx<'_>, t: &mut Txn, given: Option<&str>) -> Result<Arc<Cluster>, Fault> {
    let name = refs::cluster(cx.scope(), given)?;
    t.get::<Cluster>(&Cluster::key_of(cx.scope(), &name))?
        .filter(|c| c.is_active())
        .ok_or_else(fault::no_cluster)
}
