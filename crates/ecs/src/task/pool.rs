//! Ready interfaces: a machine of ours keeps a few network interfaces of the subnets it uses, with their sandboxes up,
//! so that an awsvpc task finds its network made (joining one costs half of a start, making one the other half).
//!
//! The first awsvpc task of a subnet (with the same security groups) opens a pool there; a machine without such tasks
//! keeps none. `longshore.readyInterfaces` says how many are ready at least, and `0` that none are. RunTask takes from the
//! pool in its own transaction; the machine's ACS conversation fills it up, gives back what is idle, and tells the agent
//! the whole list. An agent that does not know the list makes the sandbox with the task.
//!
//! INVARIANT: an interface is in one pool or belongs to one task, never both. What leaves a pool without a task is
//! given back to EC2 in the same transaction.

use std::sync::Arc;
use std::time::Duration;

use kernel::key::KeyRange;
use kernel::{Cx, Fault, Key, Record, Time, Txn};
use serde::{Deserialize, Serialize};

use super::network::{self, Wanted};
use super::record::{Eni, NodeRef};
use crate::account_setting::ready;
use crate::container_instance::record::ContainerInstance;

/// Only Longshore's agent makes sandboxes ahead.
const AGENT: &str = "longshore.agent-version";
/// Kept ready in a subnet when tasks start quickly.
const MANY: usize = ready::MOST;
/// Starts within this time set the number.
const RECENT: Duration = Duration::from_secs(60);
/// A subnet that no task used for this long is given up.
const IDLE: Duration = Duration::from_secs(600);

/// The ready interfaces of one machine in one subnet, with one set of security groups.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Pool {
    pub node: NodeRef,
    pub subnet: String,
    /// None for the VPC's default group.
    #[serde(default)]
    pub groups: Vec<String>,
    pub ready: Vec<Eni>,
    /// When tasks took an interface here; the last `MANY` of them.
    pub used: Vec<Time>,
}

impl Pool {
    pub(crate) fn range_of(node: &NodeRef) -> KeyRange {
        Key::new(Self::KIND, &node.scope, &[&node.cluster, &node.id]).children()
    }

    fn key_of(node: &NodeRef, subnet: &str, groups: &[String]) -> Key {
        let place = [&node.cluster, &node.id, subnet];
        let parts: Vec<&str> = place
            .into_iter()
            .chain(groups.iter().map(String::as_str))
            .collect();
        Key::new(Self::KIND, &node.scope, &parts)
    }

    fn note(&mut self, now: Time) {
        self.used.push(now);
        if self.used.len() > MANY {
            self.used.remove(0);
        }
    }

    /// How many should be ready, where `least` are wanted of a pool that is used.
    fn wanted(&self, now: Time, least: usize) -> usize {
        let within = |d: Duration| self.used.iter().filter(|at| now.since(**at) < d).count();
        // A group cannot be deleted while an interface has it, so those of users' own groups do not wait long.
        let idle = if self.groups.is_empty() { IDLE } else { RECENT };
        match least == 0 || within(idle) == 0 {
            true => 0,
            false => within(RECENT).clamp(least, MANY),
        }
    }
}

impl Record for Pool {
    const KIND: &'static str = "ecs.interface_pool";
    fn key(&self) -> Key {
        Self::key_of(&self.node, &self.subnet, &self.groups)
    }
}

/// An interface for a task on `i`: a ready one, or a fresh one.
pub(super) fn attach(
    cx: &Cx<'_>,
    t: &mut Txn,
    i: &ContainerInstance,
    wanted: &Wanted,
    turn: usize,
) -> Result<Eni, Fault> {
    // Ready ones are the machine's own region's and account's.
    let pooled = i.attribute(AGENT).is_some() && i.scope == *cx.scope() && ready::of(t, &i.scope)? > 0;
    let Some((subnet, groups)) = wanted.at(turn).filter(|_| pooled) else {
        return network::attach(cx, t, wanted, turn);
    };
    let node = NodeRef {
        scope: i.scope.clone(),
        cluster: i.cluster.clone(),
        id: i.id.clone(),
    };
    let known = t.get::<Pool>(&Pool::key_of(&node, subnet, &groups))?;
    let mut pool = known.map_or_else(
        || Pool {
            node,
            subnet: subnet.to_owned(),
            groups,
            ready: Vec::new(),
            used: Vec::new(),
        },
        |p| (*p).clone(),
    );
    pool.note(cx.now);
    let eni = match pool.ready.is_empty() {
        true => network::attach(cx, t, wanted, turn)?,
        false => pool.ready.remove(0),
    };
    t.put(pool)?;
    Ok(eni)
}

/// Fills up and gives back, and answers everything that is ready on the machine, and when to look again.
pub(crate) fn keep(cx: &Cx<'_>, t: &mut Txn, node: &NodeRef) -> Result<(Vec<Eni>, Option<Time>), Fault> {
    let (mut all, mut wake) = (Vec::new(), None::<Time>);
    let least = ready::of(t, &node.scope)?;
    for old in t.range::<Pool>(&Pool::range_of(node))? {
        let wanted = old.wanted(cx.now, least);
        let mut pool: Pool = (*old).clone();
        while pool.ready.len() > wanted {
            if let Some(eni) = pool.ready.pop() {
                network::release(cx, t, &node.scope, &eni)?;
            }
        }
        while pool.ready.len() < wanted {
            match network::attach(cx, t, &Wanted::of(&pool.subnet, &pool.groups), 0) {
                Ok(eni) => pool.ready.push(eni),
                // The subnet is full, or gone: tasks will hear it themselves.
                Err(f) if f.status < 500 => break,
                Err(f) => return Err(f),
            }
        }
        if wanted == 0 {
            t.delete(&pool.key());
            continue;
        }
        // The number falls when starts get old, and to none when the last has.
        let next = [RECENT, IDLE]
            .into_iter()
            .flat_map(|d| old.used.iter().map(move |at| *at + d))
            .filter(|at| *at > cx.now)
            .min();
        wake = [wake, next].into_iter().flatten().min();
        all.extend(pool.ready.iter().cloned());
        if pool.ready != old.ready {
            t.put(pool)?;
        }
    }
    Ok((all, wake))
}

/// The machine is gone: its interfaces go back.
pub(crate) fn give_up(cx: &Cx<'_>, t: &mut Txn, i: &ContainerInstance) -> Result<(), Fault> {
    let node = NodeRef {
        scope: i.scope.clone(),
        cluster: i.cluster.clone(),
        id: i.id.clone(),
    };
    let pools: Vec<Arc<Pool>> = t.range::<Pool>(&Pool::range_of(&node))?;
    for pool in pools {
        for eni in &pool.ready {
            network::release(cx, t, &i.scope, eni)?;
        }
        t.delete(&pool.key());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_follows_the_rate_of_starts() {
        let at = |s: i64| Time(s * 1000);
        let mut pool = Pool {
            node: NodeRef {
                scope: kernel::Scope::new("000000000000", "us-east-1"),
                cluster: "c".into(),
                id: "i".into(),
            },
            subnet: "subnet-1".into(),
            groups: Vec::new(),
            ready: Vec::new(),
            used: Vec::new(),
        };
        assert_eq!(pool.wanted(at(0), 2), 0, "no task, no interface");
        pool.note(at(0));
        assert_eq!((pool.wanted(at(1), 2), pool.wanted(at(1), 5)), (2, 5));
        assert_eq!(pool.wanted(at(1), 0), 0, "turned off");
        for n in 0..40 {
            pool.note(at(n));
        }
        assert_eq!(pool.wanted(at(40), 2), MANY);
        assert_eq!((pool.wanted(at(120), 2), pool.wanted(at(700), 2)), (2, 0));
    }
}
