//! Writing a task together with everything that hangs on it: the machine's usage, its list of assignments, the
//! network interface. Nothing else writes any of these.

use std::sync::Arc;

use kernel::{Cx, Fault, Key, Time, Txn};

use super::blackbox::record::{BlackBox, Of};
use super::record::{Assignment, NodeRef, Stop, Task, TaskEvent};
use super::{credentials, network};
use crate::container_instance::record::{ContainerInstance, NodeUse};
use crate::service::member;

/// A new task: reserves its resources and puts it on its machine's list.
pub(crate) fn create(t: &mut Txn, task: Task) -> Result<(), Fault> {
    usage(t, &task, |u| u.reserve(&task.reservation, &task.group))?;
    t.put(Assignment {
        node: task.node.clone(),
        task_scope: task.scope.clone(),
        task_cluster: task.cluster.clone(),
        task_id: task.id.clone(),
        run: true,
        generation: 1,
        acked: 0,
    })?;
    member::touch(t, &task)?;
    t.put(task)
}

/// Takes a step and writes what follows from it.
pub(crate) fn apply(cx: &Cx<'_>, t: &mut Txn, old: &Task, event: &TaskEvent) -> Result<Task, Fault> {
    let mut new = old.clone();
    new.state = old.state.clone().step(event);
    save(cx, t, old, &mut new)?;
    Ok(new)
}

/// Writes `new` in the place of `old`.
pub(crate) fn save(cx: &Cx<'_>, t: &mut Txn, old: &Task, new: &mut Task) -> Result<(), Fault> {
    new.version = old.version + 1;
    let (before, after) = (old.state.counts_as(), new.state.counts_as());
    if before != after {
        usage(t, new, |u| {
            for (status, by) in [(before, -1), (after, 1)] {
                match status {
                    Some("RUNNING") => u.running += by,
                    Some("PENDING") => u.pending += by,
                    _ => {}
                }
            }
            if after.is_none() {
                u.release(&new.reservation, &new.group);
            }
        })?;
    }
    let key = Assignment::key_of(&new.node, &new.id);
    if new.state.is_stopped() {
        t.delete(&key);
        if let Some(of) = Of::task(new).filter(|_| !old.state.is_stopped()) {
            t.put(BlackBox {
                of,
                containers: Vec::new(),
            })?;
        }
        credentials::end(cx, t, &new.node, &new.id)?;
        if let Some(eni) = &new.eni
            && !old.state.is_stopped()
        {
            network::release(cx, t, &new.scope, eni)?;
        }
    } else if old.state.desired_status() != new.state.desired_status()
        && let Some(a) = t.get::<Assignment>(&key)?
    {
        let mut a = (*a).clone();
        a.run = false;
        a.generation += 1;
        t.put(a)?;
    }
    member::touch(t, new)?;
    t.put(new.clone())
}

fn usage(t: &mut Txn, task: &Task, f: impl FnOnce(&mut NodeUse)) -> Result<(), Fault> {
    let n = &task.node;
    let old = t.get::<NodeUse>(&NodeUse::key_of(&n.scope, &n.cluster, &n.id))?;
    let mut u = match old {
        Some(u) => (*u).clone(),
        None => match t.get::<ContainerInstance>(&ContainerInstance::key_of(&n.scope, &n.cluster, &n.id))? {
            Some(i) => NodeUse::none(&i),
            None => return Ok(()),
        },
    };
    f(&mut u);
    t.put(u)
}

/// The keys of the unstopped tasks of a machine.
pub(crate) fn on_node(t: &mut Txn, i: &ContainerInstance) -> Result<Vec<Key>, Fault> {
    let node = NodeRef {
        scope: i.scope.clone(),
        cluster: i.cluster.clone(),
        id: i.id.clone(),
    };
    let all = t.range::<Assignment>(&Assignment::range_of(&node))?;
    Ok(all.iter().map(|a: &Arc<Assignment>| a.task_key()).collect())
}

/// Nobody will report on the task again: it is stopped, and what it held is free.
pub(crate) fn lost(cx: &Cx<'_>, t: &mut Txn, key: &Key, why: &Stop, now: Time) -> Result<(), Fault> {
    if let Some(task) = t.get::<Task>(key)? {
        apply(cx, t, &task, &TaskEvent::Lost(why.clone(), now))?;
    }
    Ok(())
}
