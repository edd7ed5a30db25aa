//! What must hold, in one place. Looked at after every single commit ([`every_commit`], [`step`]), and once more
//! when the faults are over and everything had time to come to rest ([`at_rest`], [`empty`]).

use std::collections::{BTreeMap, BTreeSet};

use crate::node::Node;
use crate::rows::{NodeRef, Pool, Rows, State, Task, Usage};
use crate::services;

/// A pool of ready interfaces holds so many when it is used little, and so many at most.
const POOL: (usize, usize) = (2, 24);
/// Uses within this many milliseconds set its number; without one in so many it is given up.
const POOL_TIMES: (i64, i64) = (60_000, 600_000);

/// What is broken, in a sentence.
pub(crate) type Holds = Result<(), String>;

pub(crate) fn must(holds: bool, broken: impl FnOnce() -> String) -> Holds {
    if holds { Ok(()) } else { Err(broken()) }
}

/// The state after any commit.
pub(crate) fn every_commit(r: &Rows) -> Holds {
    usage(r)?;
    assignments(r)?;
    stopped(r)?;
    interfaces(r)
}

/// A machine's usage is the sum of its unstopped tasks' reservations, and never above what it has.
fn usage(r: &Rows) -> Holds {
    let mut sums: BTreeMap<&NodeRef, Usage> = BTreeMap::new();
    for t in r.tasks.values().filter(|t| !t.state.stopped()) {
        let u = sums.entry(&t.node).or_insert_with(none);
        u.used.cpu += t.reservation.cpu;
        u.used.memory += t.reservation.memory;
        for p in &t.reservation.tcp {
            must(u.used.tcp.insert(*p), || {
                format!("tcp port {p} is given twice on {:?}", t.node)
            })?;
        }
        for p in &t.reservation.udp {
            must(u.used.udp.insert(*p), || {
                format!("udp port {p} is given twice on {:?}", t.node)
            })?;
        }
        *u.groups.entry(t.group.clone()).or_default() += 1;
        *(if t.state.counts_as_running() {
            &mut u.running
        } else {
            &mut u.pending
        }) += 1;
    }
    let nodes: BTreeSet<&NodeRef> = sums.keys().copied().chain(r.usage.keys()).collect();
    for node in nodes {
        let sum = sums.remove(node).unwrap_or_else(none);
        let told = r.usage.get(node).cloned().unwrap_or_else(none);
        must(sum == told, || {
            format!("usage of {node:?} is {told:?}, its tasks make {sum:?}")
        })?;
        let Some(i) = r.instances.get(node) else {
            return Err(format!("tasks are on {node:?}, which is not registered"));
        };
        must(
            told.used.cpu <= i.registered.cpu && told.used.memory <= i.registered.memory,
            || format!("{node:?} is oversold: {:?} of {:?}", told.used, i.registered),
        )?;
        must(told.used.tcp.is_disjoint(&i.registered.tcp), || {
            format!("a reserved port of {node:?} is in use")
        })?;
    }
    Ok(())
}

fn none() -> Usage {
    Usage {
        used: crate::rows::Resources::default(),
        groups: BTreeMap::new(),
        pending: 0,
        running: 0,
    }
}

/// Every unstopped task has exactly one assignment, on its machine, that says what is wanted; and there are no others.
fn assignments(r: &Rows) -> Holds {
    let mut by_task = BTreeMap::new();
    for a in r.assignments.values() {
        must(by_task.insert(&a.task_id, a).is_none(), || {
            format!("task {} has two assignments", a.task_id)
        })?;
        must(a.acked <= a.generation, || {
            format!("task {}: more is acknowledged than was wanted", a.task_id)
        })?;
    }
    for t in r.tasks.values().filter(|t| !t.state.stopped()) {
        let Some(a) = by_task.remove(&t.id) else {
            return Err(format!("task {} has no assignment", t.id));
        };
        must(a.node == t.node, || {
            format!("task {} is assigned elsewhere", t.id)
        })?;
        must(a.run == t.state.wanted(), || {
            format!(
                "task {}: its assignment says run={}, its state {:?}",
                t.id, a.run, t.state
            )
        })?;
        // What the status says of the agent is what the agent has acknowledged.
        let knows = a.acked == a.generation;
        let right = match t.state {
            State::Stopping { told, .. } => told == knows,
            State::Provisioning => !knows,
            _ => true,
        };
        must(right, || {
            format!("task {} is {:?}, and its agent knows: {knows}", t.id, t.state)
        })?;
        let status = r.instances.get(&t.node).map(|i| i.status.as_str());
        must(matches!(status, Some("Active" | "Draining")), || {
            format!("task {} is on a machine that is {status:?}", t.id)
        })?;
    }
    must(by_task.is_empty(), || {
        format!("assignments without a task: {:?}", by_task.keys())
    })
}

/// A stopped task has a reason.
fn stopped(r: &Rows) -> Holds {
    for t in r.tasks.values() {
        if let State::Stopped { why, .. } = &t.state {
            must(!why.code.is_empty() && !why.reason.is_empty(), || {
                format!("task {} stopped without a reason", t.id)
            })?;
        }
    }
    Ok(())
}

/// Unstopped tasks have their own interface with their own address, so have the pools of machines that are there, and
/// nobody else has one.
fn interfaces(r: &Rows) -> Holds {
    let mut ids = BTreeMap::new();
    let mut addresses = BTreeSet::new();
    for i in r.interfaces.values() {
        must(addresses.insert(&i.address), || {
            format!("two interfaces have the address {}", i.address)
        })?;
        ids.insert(&i.id, &i.address);
    }
    let held: BTreeSet<_> = r.addresses.values().map(|t| &t.interface).collect();
    must(
        held.len() == r.addresses.len() && held.iter().eq(ids.keys()),
        || format!("addresses are held by {held:?}, interfaces are {:?}", ids.keys()),
    )?;
    for t in r.tasks.values().filter(|t| !t.state.stopped()) {
        if let Some(eni) = &t.eni {
            must(ids.remove(&eni.eni_id) == Some(&eni.private_ip), || {
                format!("task {} has no interface of its own", t.id)
            })?;
        }
    }
    for p in r.pools.values() {
        for eni in &p.ready {
            must(ids.remove(&eni.eni_id) == Some(&eni.private_ip), || {
                format!("interface {} is ready and somebody's", eni.eni_id)
            })?;
        }
        must(p.ready.len() <= POOL.1, || {
            format!("a pool of {:?} has {} interfaces", p.node, p.ready.len())
        })?;
        let status = r.instances.get(&p.node).map(|i| i.status.as_str());
        must(matches!(status, Some("Active" | "Draining")), || {
            format!("{:?} is {status:?} and has a pool", p.node)
        })?;
    }
    must(ids.is_empty(), || {
        format!("interfaces of no unstopped task and no pool: {:?}", ids.keys())
    })
}

/// How many interfaces a pool has at rest.
fn pooled(p: &Pool, now: i64) -> usize {
    let within = |ms: i64| p.used.iter().filter(|at| now - **at < ms).count();
    match within(POOL_TIMES.1) {
        0 => 0,
        _ => within(POOL_TIMES.0).clamp(POOL.0, POOL.1),
    }
}

/// From one commit to the next.
pub(crate) fn step(before: &Rows, after: &Rows) -> Holds {
    services::step(before, after)?;
    for (key, new) in &after.tasks {
        match before.tasks.get(key) {
            None => must(new.version == 1 && new.state.rank() < 2, || {
                format!(
                    "task {} begins as {:?}, version {}",
                    new.id, new.state, new.version
                )
            })?,
            Some(old) if old != new => task_step(old, new)?,
            Some(_) => {}
        }
    }
    for (key, old) in &before.tasks {
        must(after.tasks.contains_key(key) || old.state.stopped(), || {
            format!("task {} is gone, and was {}", old.id, old.state.status())
        })?;
    }
    for (node, new) in &after.instances {
        let old = before.instances.get(node);
        must(old.is_none_or(|o| o == new || new.version > o.version), || {
            format!("the version of {node:?} did not rise")
        })?;
    }
    Ok(())
}

/// Versions rise, a status never goes back, what is not wanted is never wanted again, a stopped task stays as it is.
fn task_step(old: &Task, new: &Task) -> Holds {
    must(new.version > old.version, || {
        format!(
            "the version of task {} went from {} to {}",
            old.id, old.version, new.version
        )
    })?;
    must(new.state.rank() >= old.state.rank(), || {
        format!(
            "task {} went from {} back to {}",
            old.id,
            old.state.status(),
            new.state.status()
        )
    })?;
    let (was, is) = (old.state.started(), new.state.started());
    must(was.is_none() || was == is, || {
        format!("task {} started twice", old.id)
    })?;
    must(old.state.wanted() || !new.state.wanted(), || {
        format!("task {} was not wanted, and is again", old.id)
    })?;
    let same = (&old.state, &old.containers) == (&new.state, &new.containers);
    must(!old.state.stopped() || same, || {
        format!("task {} changed after its end", old.id)
    })?;
    must(old.node == new.node && old.reservation == new.reservation, || {
        format!("task {} moved or grew", old.id)
    })
}

/// Soon after the faults: every task is what is wanted of it, by messages that are sent again.
pub(crate) fn tasks_rest(r: &Rows) -> Holds {
    for t in r.tasks.values() {
        must(t.state.stopped() || t.state.status() == "RUNNING", || {
            format!("task {} rests as {:?}", t.id, t.state)
        })?;
    }
    Ok(())
}

/// After the faults, when every agent has seen a manifest: the machines run exactly what is wanted. `now` is when
/// everybody last did what was due, in milliseconds.
pub(crate) fn at_rest(r: &Rows, nodes: &[Node], now: i64) -> Holds {
    tasks_rest(r)?;
    sandboxes(r, nodes, now)?;
    for n in nodes {
        let wanted: BTreeSet<String> = r
            .tasks
            .values()
            .filter(|t| t.state.wanted() && n.is(&t.node.id))
            .map(Task::arn)
            .collect();
        let runs: BTreeSet<String> = n.running().map(str::to_owned).collect();
        must(wanted == runs, || {
            format!("machine {} runs {runs:?}, wanted are {wanted:?}", n.name)
        })?;
        must(n.outbox.is_empty(), || {
            format!("machine {} has reports left", n.name)
        })?;
    }
    for t in r.tasks.values().filter(|t| t.state.wanted()) {
        must(nodes.iter().any(|n| n.is(&t.node.id)), || {
            format!("task {} is wanted on a machine that is no more", t.id)
        })?;
    }
    Ok(())
}

/// Pools are as full as they should be, and machines have the sandboxes of their tasks and of their pools.
fn sandboxes(r: &Rows, nodes: &[Node], now: i64) -> Holds {
    for p in r.pools.values() {
        let (has, should) = (p.ready.len(), pooled(p, now));
        must(has == should && has > 0, || {
            format!("a pool of {:?} rests with {has}, not {should}", p.node)
        })?;
    }
    for n in nodes {
        let tasks = r.tasks.values().filter(|t| t.state.wanted() && n.is(&t.node.id));
        let ready = r.pools.values().filter(|p| n.is(&p.node.id));
        let ready: Vec<&str> = ready.flat_map(|p| &p.ready).map(|e| e.eni_id.as_str()).collect();
        must(n.ours() || ready.is_empty(), || {
            format!("machine {} has a pool and cannot use it", n.name)
        })?;
        let wanted: BTreeSet<&str> = tasks
            .filter_map(|t| Some(t.eni.as_ref()?.eni_id.as_str()))
            .chain(ready)
            .collect();
        let has: BTreeSet<&str> = n.sandboxes.iter().map(String::as_str).collect();
        must(has == wanted, || {
            format!(
                "machine {} has the sandboxes {has:?}, wanted are {wanted:?}",
                n.name
            )
        })?;
    }
    Ok(())
}

/// When every task was stopped and every machine deregistered, nothing is held.
pub(crate) fn empty(r: &Rows) -> Holds {
    must(r.tasks.values().all(|t| t.state.stopped()), || {
        "a task is left".into()
    })?;
    must(r.interfaces.is_empty() && r.addresses.is_empty(), || {
        "an interface is left".into()
    })?;
    must(r.pools.is_empty(), || "a pool is left".into())?;
    must(r.assignments.is_empty(), || "an assignment is left".into())
}
