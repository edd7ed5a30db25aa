//! Ready interfaces: a machine of ours keeps a few network interfaces of the subnets it uses, with their sandboxes up,
//! so that an awsvpc task finds its network made (joining one costs half of a start, making one the other half).
//!
//! The first awsvpc task of a subnet opens a pool there; a machine without such tasks keeps none. RunTask takes from the
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
use crate::container_instance::record::ContainerInstance;

/// Only Longshore's agent makes sandboxes ahead.
const AGENT: &str = "longshore.agent-version";
/// Kept ready in a subnet, and how many when tasks start quickly.
const FEW: usize = 2;
const MANY: usize = 8;
/// Starts within this time set the number.
const RECENT: Duration = Duration::from_secs(30);
/// A subnet that no task used for this long is given up.
const IDLE: Duration = Duration::from_secs(600);

/// The ready interfaces of one machine in one subnet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Pool {
    pub node: NodeRef,
    pub subnet: String,
    pub ready: Vec<Eni>,
    /// When tasks took an interface here; the last `MANY` of them.
    pub used: Vec<Time>,
}

impl Pool {
    pub(crate) fn range_of(node: &NodeRef) -> KeyRange {
        Key::new(Self::KIND, &node.scope, &[&node.cluster, &node.id]).children()
    }

    fn key_of(node: &NodeRef, subnet: &str) -> Key {
        Key::new(Self::KIND, &node.scope, &[&node.cluster, &node.id, subnet])
    }

    fn note(&mut self, now: Time) {
        self.used.push(now);
        if self.used.len() > MANY {
            self.used.remove(0);
        }
    }

    /// How many should be ready.
    fn wanted(&self, now: Time) -> usize {
        let within = |d: Duration| self.used.iter().filter(|at| now.since(**at) < d).count();
        match within(IDLE) {
            0 => 0,
            _ => within(RECENT).clamp(FEW, MANY),
        }
    }
}

impl Record for Pool {
    const KIND: &'static str = "ecs.interface_pool";
    fn key(&self) -> Key {
        Self::key_of(&self.node, &self.subnet)
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
    // Ready ones have the VPC's default group, and are the machine's own region's and account's.
    let Some(subnet) = wanted
        .plain(turn)
        .filter(|_| i.attribute(AGENT).is_some() && i.scope == *cx.scope())
    else {
        return network::attach(cx, t, wanted, turn);
    };
    let node = NodeRef {
        scope: i.scope.clone(),
        cluster: i.cluster.clone(),
        id: i.id.clone(),
    };
    let known = t.get::<Pool>(&Pool::key_of(&node, subnet))?;
    let mut pool = known.map_or_else(
        || Pool {
            node,
            subnet: subnet.to_owned(),
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
    for old in t.range::<Pool>(&Pool::range_of(node))? {
        let wanted = old.wanted(cx.now);
        let mut pool: Pool = (*old).clone();
        while pool.ready.len() > wanted {
            if let Some(eni) = pool.ready.pop() {
                network::release(cx, t, &eni)?;
            }
        }
        while pool.ready.len() < wanted {
            match network::attach(cx, t, &Wanted::of(&pool.subnet), 0) {
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
            network::release(cx, t, eni)?;
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
            ready: Vec::new(),
            used: Vec::new(),
        };
        assert_eq!(pool.wanted(at(0)), 0, "no task, no interface");
        pool.note(at(0));
        assert_eq!(pool.wanted(at(1)), FEW);
        for n in 0..20 {
            pool.note(at(n));
        }
        assert_eq!(pool.wanted(at(20)), MANY);
        assert_eq!((pool.wanted(at(60)), pool.wanted(at(700))), (FEW, 0));
    }
}
