//! A step, written.

use std::time::Duration;

use kernel::{Cx, Fault, Txn};

use super::decide::Step;
use super::launch::{self, Placing};
use super::record::{Revision, Rollback, Status};
use super::traffic::{self, DRAINING};
use super::{amend, back, history, revision};
use crate::service::record::{self as service, Leaving, Member, Service};
use crate::service::{connect, member, registries, words};
use crate::task::record::{Stop, Task, TaskEvent};
use crate::task::store;

/// How long somebody may still come by the name of a task that Cloud Map has let go of: agents look every second.
const KNOWN: Duration = Duration::from_secs(2);
/// How long a zone without room is left alone.
const EVEN_AGAIN: Duration = Duration::from_secs(300);

pub(super) fn apply(cx: &Cx<'_>, t: &mut Txn, before: &Service, step: &Step) -> Result<(), Fault> {
    let mut s = step.service.clone().unwrap_or_else(|| before.clone());
    let mut changed = step.service.is_some();
    let who = words::service(&s.name, None);
    let mut events = step.events.clone();
    for id in &step.forget {
        if let Some(member) = member_of(t, &s, id)? {
            traffic::deregister(cx, t, &who, std::slice::from_ref(&*member), &mut events)?;
            registries::deregister(cx, t, &who, std::slice::from_ref(&*member), &mut events)?;
            t.delete(&Member::key_of(&s.scope, &s.cluster, &s.name, id));
        }
    }
    for id in &step.noted {
        if let Some(member) = member_of(t, &s, id)? {
            digests(t, &s, id)?;
            t.put(Member {
                healthy: true,
                ..(*member).clone()
            })?;
        }
    }
    traffic::register(cx, t, &s, &step.register, &mut events)?;
    registries::follow(cx, t, &s, &step.names, &mut events)?;
    leave(cx, t, &s, &step.leave, &mut events)?;
    let mut halted = Vec::new();
    for id in &step.halt {
        if let Some(leaving) = member_of(t, &s, id)?.and_then(|m| m.leaving.clone()) {
            stop(cx, t, &s, id, &leaving.why)?;
            halted.push(id.clone());
        }
    }
    if !halted.is_empty() {
        events.push(words::stopped(&who, &halted));
    }
    for a in &step.amend {
        amend(cx, t, &s, &a.record, |r| {
            r.status = a.status;
            r.reason = a.reason.clone().or_else(|| r.reason.clone());
            (r.failures, r.threshold) = (r.failures.max(a.failures), a.threshold);
            r.tripped |= a.tripped;
        })?;
    }
    if let Some(to) = &step.roll_back {
        let record = s.primary().map(|d| d.record.clone()).unwrap_or_default();
        let reason = s.primary().map(|d| d.reason.clone()).unwrap_or_default();
        let id = back(cx, t, &mut s, to, &record)?;
        amend(cx, t, &s, &record, |r| {
            r.status = Status::RollbackInProgress;
            r.rollback = Some(Rollback {
                reason,
                started: cx.now,
                revision: to.clone(),
            });
        })?;
        events.push(words::rolling_back(&who, &id));
        changed = true;
    }
    for start in &step.start {
        let set = s.deployments.iter().find(|d| d.id == start.deployment);
        let set = set
            .and_then(|d| d.task_set.as_ref())
            .map(|_| start.deployment.as_str());
        let who = words::service(&s.name, set);
        let Placing { started, refused } = launch::launch(cx, t, &s, start)?;
        if let Some(zone) = &start.zone {
            if !started.is_empty() {
                events.push(words::started_to_even(&who, zone, &started));
            }
            if let Some(why) = refused {
                events.push(words::unplaced_in(&who, zone, &why));
                s.even_again = Some(cx.now + EVEN_AGAIN);
                changed = true;
            }
            continue;
        }
        if !started.is_empty() {
            events.push(words::started(&who, &started));
        }
        if s.unplaced != refused {
            if let Some(why) = &refused {
                events.push(words::unplaced(&who, why));
            }
            s.unplaced = refused;
            changed = true;
        }
    }
    if s.status == service::Status::Inactive {
        connect::forget(cx, t, &s)?;
    }
    history::add(cx, t, (&s.cluster, &s.name), events)?;
    if changed {
        t.put(s)?;
    }
    Ok(())
}

/// The first task that has proven itself says what its revision's images are, as far as that was not known before.
fn digests(t: &mut Txn, s: &Service, id: &str) -> Result<(), Fault> {
    let Some(task) = t.get::<Task>(&Task::key_of(&s.scope, &s.cluster, id))? else {
        return Ok(());
    };
    let Some(d) = s
        .deployments
        .iter()
        .find(|d| Some(&d.id) == task.started_by.as_ref())
    else {
        return Ok(());
    };
    let revision = revision(t, s, &d.revision)?;
    let told = task.containers.iter();
    let mut digests = revision.digests.clone();
    for c in told {
        if let (Some(digest), false) = (&c.digest, digests.contains_key(&c.name)) {
            digests.insert(c.name.clone(), digest.clone());
        }
    }
    if digests != revision.digests {
        t.put(Revision {
            digests,
            ..(*revision).clone()
        })?;
    }
    Ok(())
}

fn member_of(t: &mut Txn, s: &Service, task: &str) -> Result<Option<std::sync::Arc<Member>>, Fault> {
    t.get::<Member>(&Member::key_of(&s.scope, &s.cluster, &s.name, task))
}

/// A task whose targets drain before it is told to stop.
fn leaving(cx: &Cx<'_>, old: &Member, why: &Stop) -> Member {
    let mut member = old.clone();
    for x in &mut member.targets {
        x.state = DRAINING.into();
    }
    member.leaving = Some(Leaving {
        why: why.clone(),
        since: cx.now,
        until: (!old.names.is_empty()).then(|| cx.now + KNOWN),
    });
    member.names.clear();
    member
}

/// A user stops a task: its targets go first. Whether there were any.
pub(crate) fn retire(cx: &Cx<'_>, t: &mut Txn, task: &Task, why: &Stop) -> Result<bool, Fault> {
    let Some(old) =
        member::of(t, task)?.filter(|m| !m.targets.is_empty() || !m.names.is_empty() || m.leaving.is_some())
    else {
        return Ok(false);
    };
    if old.leaving.is_some() {
        return Ok(true);
    }
    let member = leaving(cx, &old, why);
    let who = words::service(&member.service, None);
    let mut events = Vec::new();
    registries::deregister(cx, t, &who, std::slice::from_ref(&*old), &mut events)?;
    if !member.targets.is_empty() {
        traffic::deregister(cx, t, &who, std::slice::from_ref(&member), &mut events)?;
        events.push(words::draining(&who, 1));
    }
    history::add(cx, t, (&member.cluster, &member.service), events)?;
    t.put(member)?;
    Ok(true)
}

/// Tasks without targets are told to stop at once; the others when no load balancer sends to them any more.
fn leave(
    cx: &Cx<'_>,
    t: &mut Txn,
    s: &Service,
    tasks: &[(String, Stop)],
    events: &mut Vec<String>,
) -> Result<(), Fault> {
    let who = words::service(&s.name, None);
    let (mut stopped, mut draining) = (Vec::new(), Vec::new());
    for (id, why) in tasks {
        let Some(member) = member_of(t, s, id)? else {
            continue;
        };
        registries::deregister(cx, t, &who, std::slice::from_ref(&*member), events)?;
        if member.targets.is_empty() && member.names.is_empty() {
            stop(cx, t, s, id, why)?;
            stopped.push(id.clone());
        } else {
            draining.push(leaving(cx, &member, why));
        }
    }
    if !draining.is_empty() {
        traffic::deregister(cx, t, &who, &draining, events)?;
        let balanced = draining.iter().filter(|m| !m.targets.is_empty()).count();
        if balanced > 0 {
            events.push(words::draining(&who, balanced));
        }
        for member in draining {
            t.put(member)?;
        }
    }
    if !stopped.is_empty() {
        events.push(words::stopped(&who, &stopped));
    }
    Ok(())
}

fn stop(cx: &Cx<'_>, t: &mut Txn, s: &Service, id: &str, why: &Stop) -> Result<(), Fault> {
    if let Some(task) = t.get::<Task>(&Task::key_of(&s.scope, &s.cluster, id))? {
        store::apply(cx, t, &task, &TaskEvent::StopAsked(why.clone(), cx.now))?;
    }
    Ok(())
}
