//! Services: so many tasks of one kind, kept running.
//!
//! An operation writes what the user wants; [`crate::deployment`] makes it so.
//!
//! * [`record`] what is stored · [`ops`] create, update, delete · [`read`] describe and list · [`check`] what a request
//!   may say · [`view`] record to wire · [`words`] what a service says of itself · [`member`] its tasks
//! * [`registries`] its tasks in Cloud Map · [`connect`] Service Connect
//!
//! INVARIANT: a service that is not INACTIVE keeps its name; a deleted one is DRAINING until its last task has stopped.

pub(crate) mod check;
pub(crate) mod connect;
pub(crate) mod member;
pub(crate) mod ops;
pub(crate) mod read;
pub(crate) mod record;
pub(crate) mod registries;
pub(crate) mod view;
pub(crate) mod words;

use std::sync::Arc;

use kernel::{Cx, Fault, Txn};
use wire::ecs as w;

use self::record::{Service, Status};
use crate::cluster::record::Cluster;
use crate::refs;

/// The service of the cluster that a request names by name or ARN.
pub(crate) fn find(
    cx: &Cx<'_>,
    t: &mut Txn,
    c: &Cluster,
    given: &str,
) -> Result<Option<Arc<Service>>, Fault> {
    let Some(name) = refs::in_cluster(cx.scope(), &c.name, "service", given) else {
        return Ok(None);
    };
    t.get::<Service>(&Service::key_of(cx.scope(), &c.name, &name))
}

/// The same, for changing it: it must be ACTIVE.
pub(crate) fn active(cx: &Cx<'_>, t: &mut Txn, c: &Cluster, given: &str) -> Result<Service, Fault> {
    let found = find(cx, t, c, given)?.ok_or_else(missing)?;
    if found.status != Status::Active {
        return Err(w::fault::service_not_active_exception("Service was not ACTIVE."));
    }
    Ok((*found).clone())
}

pub(crate) fn missing() -> Fault {
    w::fault::service_not_found_exception("Service not found.")
}
