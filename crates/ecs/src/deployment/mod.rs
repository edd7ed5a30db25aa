//! Deployments: how the tasks of a service become what the service says.
//!
//! Every change of what a service's tasks are makes a revision (immutable) and a deployment of it. One controller looks
//! at a service, its deployments and tasks, and does the next step.
//!
//! * [`record`] what is stored · [`facts`] a task as the plan sees it · [`decide`] the next step (pure): [`rolling`] and
//!   [`daemon`] services, [`sets`] task sets of EXTERNAL ones, [`limits`] the numbers, [`victims`] who goes first,
//!   [`rebalance`] zones
//! * [`plan`] the controller · [`apply`] the step's writes: [`launch`] tasks, [`traffic`] targets, [`history`] events
//! * [`ops`] the operations on service deployments and revisions · [`view`] records to wire
//!
//! INVARIANT: a plan counts what is recorded: unstopped tasks of a service never exceed the roof, and no healthy task is
//! stopped below the floor unless a user, its machine or its health stops it.
//! INVARIANT: a stopped task is counted once: its member record goes with the count.

pub(crate) mod apply;
mod daemon;
pub(crate) mod decide;
pub(crate) mod facts;
pub(crate) mod history;
pub(crate) mod launch;
pub(crate) mod limits;
pub(crate) mod ops;
pub(crate) mod plan;
mod rebalance;
pub(crate) mod record;
mod rolling;
pub(crate) mod sets;
#[cfg(test)]
mod tests;
pub(crate) mod traffic;
mod victims;
pub(crate) mod view;

use std::sync::Arc;

use kernel::doc::Doc;
use kernel::{Cx, Fault, Txn};
use wire::ecs as w;

use self::record::{Deployment, Revision, Rollout, ServiceDeployment, Status};
use crate::service::record::{Member, Service};
use crate::service::{connect, registries, words};
use crate::task::network;
use crate::task::record::Task;

const DIGITS: &[u8] = b"0123456789";
const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A new revision of the service.
pub(crate) fn revise(
    cx: &Cx<'_>,
    t: &mut Txn,
    s: &Service,
    shape: w::ServiceRevision,
) -> Result<Revision, Fault> {
    registries::check(cx, t, &shape)?;
    let connect = connect::prepare(cx, t, s, &shape)?;
    let zones = network::zones(cx, t, shape.network_configuration.as_ref())?;
    let revision = Revision {
        scope: s.scope.clone(),
        cluster: s.cluster.clone(),
        service: s.name.clone(),
        id: number(cx),
        created: cx.now,
        shape: Doc(shape),
        digests: std::collections::BTreeMap::new(),
        zones,
        connect,
    };
    t.put(revision.clone())?;
    Ok(revision)
}

/// 19 digits, the first of them not 0.
fn number(cx: &Cx<'_>) -> String {
    cx.dice().word(1, b"123456789") + &cx.dice().word(18, DIGITS)
}

/// The revision of a deployment.
pub(crate) fn revision(t: &mut Txn, s: &Service, id: &str) -> Result<std::sync::Arc<Revision>, Fault> {
    t.get::<Revision>(&Revision::key_of(&s.scope, &s.cluster, &s.name, id))?
        .ok_or_else(|| Fault::internal(format!("service `{}` has no revision `{id}`", s.name)))
}

/// A task of one of the service's deployments, what the service knows of it, and the deployment's revision.
pub(crate) fn member(t: &mut Txn, s: &Service, id: &str) -> Result<Option<Of>, Fault> {
    let task = t.get::<Task>(&Task::key_of(&s.scope, &s.cluster, id))?;
    let member = t.get::<Member>(&Member::key_of(&s.scope, &s.cluster, &s.name, id))?;
    let (Some(task), Some(member)) = (task, member) else {
        return Ok(None);
    };
    let mut deployments = s.deployments.iter();
    let Some(d) = deployments.find(|d| Some(&d.id) == task.started_by.as_ref()) else {
        return Ok(None);
    };
    let revision = revision(t, s, &d.revision)?;
    Ok(Some((task, member, revision)))
}

/// See [`member`].
type Of = (Arc<Task>, Arc<Member>, Arc<Revision>);

/// The launch type of what is being deployed, if it names one.
pub(crate) fn launch_type(t: &mut Txn, s: &Service) -> Result<Option<String>, Fault> {
    match s.primary() {
        Some(d) => Ok(revision(t, s, &d.revision)?.shape.launch_type.clone()),
        None => Ok(None),
    }
}

/// A deployment of the revision, not in the service yet.
pub(crate) fn draft(cx: &Cx<'_>, revision: &Revision) -> Deployment {
    let id = format!("ecs-svc/{}", number(cx));
    Deployment {
        reason: words::in_progress(&id),
        id,
        revision: revision.id.clone(),
        record: String::new(),
        definition: revision.shape.task_definition.clone().unwrap_or_default(),
        created: cx.now,
        updated: cx.now,
        rollout: Rollout::InProgress,
        rollback: false,
        begun: false,
        failed: 0,
        stumbles: 0,
        stumbled: None,
        whole: None,
        scale: None,
        task_set: None,
    }
}

/// Makes the revision the service's PRIMARY deployment, with a record of its own; a deployment under way ends.
pub(crate) fn open(cx: &Cx<'_>, t: &mut Txn, s: &mut Service, revision: &Revision) -> Result<(), Fault> {
    let mut sources: Vec<String> = s.deployments.iter().map(|d| d.revision.clone()).collect();
    sources.dedup();
    if let Some(old) = s
        .deployments
        .first()
        .filter(|d| d.rollout == Rollout::InProgress)
        .cloned()
    {
        // What had all its tasks healthy is worth going back to, though it was not watched to the end.
        let whole = old.whole.is_some();
        if whole {
            s.settled = Some(old.revision.clone());
        }
        amend(cx, t, s, &old.record, |r| {
            r.reason = Some("The deployment was replaced by a newer one.".into());
            r.status = match (whole, old.rollback) {
                (true, false) => Status::Successful,
                (true, true) => Status::RollbackSuccessful,
                (false, _) => Status::Stopped,
            };
        })?;
    }
    if let Some(old) = s.deployments.first_mut() {
        old.updated = cx.now;
    }
    let record = ServiceDeployment {
        scope: s.scope.clone(),
        cluster: s.cluster.clone(),
        service: s.name.clone(),
        id: cx.dice().word(21, LETTERS),
        created: cx.now,
        started: None,
        finished: None,
        stopped: None,
        updated: cx.now,
        status: Status::Pending,
        reason: None,
        sources,
        target: revision.id.clone(),
        configuration: s.configuration.clone(),
        rollback: None,
        failures: 0,
        threshold: 0,
        tripped: false,
    };
    let mut deployment = draft(cx, revision);
    deployment.record.clone_from(&record.id);
    t.put(record)?;
    s.deployments.insert(0, deployment);
    s.steady = false;
    Ok(())
}

/// Goes back to a revision within the service deployment `record`: its tasks that are still there count again.
pub(crate) fn back(
    cx: &Cx<'_>,
    t: &mut Txn,
    s: &mut Service,
    to: &str,
    record: &str,
) -> Result<String, Fault> {
    let old = s.deployments.iter().position(|d| d.revision == to);
    let mut deployment = match old {
        Some(at) => s.deployments.remove(at),
        None => draft(cx, &*revision(t, s, to)?),
    };
    deployment.record = record.to_owned();
    deployment.rollout = Rollout::InProgress;
    deployment.rollback = true;
    deployment.begun = true;
    deployment.updated = cx.now;
    deployment.whole = None;
    deployment.failed = 0;
    (deployment.stumbles, deployment.stumbled) = (0, None);
    deployment.reason = words::breaker_rolls_back(&deployment.id);
    let id = deployment.id.clone();
    s.deployments.insert(0, deployment);
    s.steady = false;
    Ok(id)
}

/// Changes a service deployment's record; the times follow from its status.
pub(crate) fn amend(
    cx: &Cx<'_>,
    t: &mut Txn,
    s: &Service,
    id: &str,
    f: impl FnOnce(&mut ServiceDeployment),
) -> Result<(), Fault> {
    let key = ServiceDeployment::key_of(&s.scope, &s.cluster, &s.name, id);
    let Some(old) = t.get::<ServiceDeployment>(&key)? else {
        return Ok(());
    };
    let mut r = (*old).clone();
    f(&mut r);
    r.updated = cx.now;
    if r.status != Status::Pending {
        r.started = r.started.or(Some(cx.now));
    }
    if r.status.is_over() {
        r.finished = r.finished.or(Some(cx.now));
    }
    if r.status == Status::Stopped {
        r.stopped = r.stopped.or(Some(cx.now));
    }
    t.put(r)
}
