//! All machines of the installation, laid out for choosing among thousands: kept up from their records as they change.
//!
//! A machine has a slot for as long as it is registered. What choosing looks at most stands in columns beside the
//! slots. INVARIANT: a column or an index says what the slot's records say.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use kernel::derived::Derived;
use kernel::record::Entry;
use kernel::{Fault, Key, Record as _};

use super::{Demand, Machine, fit};
use crate::container_instance::record::{ContainerInstance, NodeUse, Session};
use crate::container_instance::view::Seen;

/// Lists of machines that are kept for the next call with the same demand; beyond that they are made anew.
const REMEMBERED: usize = 64;

/// One machine: its records as last seen, in whatever order they came.
#[derive(Clone, Debug, Default)]
struct Slot {
    /// Absent when the machine is not registered (yet, or any more).
    instance: Option<Arc<ContainerInstance>>,
    usage: Option<Arc<NodeUse>>,
    session: Option<Arc<Session>>,
}

/// The machines.
#[derive(Default)]
pub(crate) struct Fleet {
    slots: Vec<Slot>,
    vacant: Vec<usize>,
    /// By account, region, cluster and id.
    at: HashMap<String, usize>,
    free_cpu: Vec<i64>,
    free_memory: Vec<i64>,
    tasks: Vec<i64>,
    clusters: HashMap<String, BTreeSet<usize>>,
    /// Tasks of a group by slot.
    groups: HashMap<String, HashMap<usize, i64>>,
    /// Slots by what was asked for; void as soon as a machine's own record or its connection changes.
    remembered: HashMap<String, Arc<[usize]>>,
}

impl Fleet {
    /// The machine in a slot.
    pub(crate) fn machine(&self, slot: usize) -> Option<Machine<'_>> {
        let slot = self.slots.get(slot)?;
        Some(Seen {
            instance: slot.instance.as_deref()?,
            usage: slot.usage.as_deref()?,
            session: slot.session.as_deref(),
        })
    }

    /// Its registration.
    pub(crate) fn instance(&self, slot: usize) -> Option<Arc<ContainerInstance>> {
        self.slots.get(slot)?.instance.clone()
    }

    /// CPU units and MiB that are free.
    pub(crate) fn free(&self, slot: usize) -> (i64, i64) {
        let of = |column: &[i64]| column.get(slot).copied().unwrap_or(0);
        (of(&self.free_cpu), of(&self.free_memory))
    }

    /// How many tasks the machine has.
    pub(crate) fn tasks(&self, slot: usize) -> i64 {
        self.tasks.get(slot).copied().unwrap_or(0)
    }

    /// Tasks of a group, by slot.
    pub(crate) fn group(&self, name: &str) -> Option<&HashMap<usize, i64>> {
        self.groups.get(name)
    }

    /// The machines of one cluster, or of all.
    pub(crate) fn machines(&self, cluster: Option<&str>) -> Vec<usize> {
        match cluster {
            Some(c) => self
                .clusters
                .get(c)
                .map(|s| s.iter().copied().collect())
                .unwrap_or_default(),
            None => (0..self.slots.len())
                .filter(|s| self.machine(*s).is_some())
                .collect(),
        }
    }

    /// Those of the machines that could carry such a task if they had room, ordered by a number for each slot.
    pub(crate) fn able(&self, d: &Demand, among: &[usize], order: Option<&[usize]>) -> Vec<usize> {
        let able = |slot: &&usize| self.machine(**slot).is_some_and(|m| fit::able(d, &m));
        let mut able: Vec<usize> = among.iter().filter(able).copied().collect();
        if let Some(order) = order {
            able.sort_by_key(|slot| order.get(*slot));
        }
        able
    }

    /// The slots that `pick` chooses, made once for each `name` until a machine changes otherwise than in its usage.
    pub(crate) fn remember(&mut self, name: String, pick: impl FnOnce(&Self) -> Vec<usize>) -> Arc<[usize]> {
        if let Some(known) = self.remembered.get(&name) {
            return Arc::clone(known);
        }
        let slots: Arc<[usize]> = pick(self).into();
        if self.remembered.len() >= REMEMBERED {
            self.remembered.clear();
        }
        self.remembered.insert(name, Arc::clone(&slots));
        slots
    }

    /// A number for each slot, the same for machines that have the same values of these attributes (or
    /// `instanceId`).
    pub(crate) fn numbers(&mut self, fields: &[&str]) -> Arc<[usize]> {
        self.remember(format!("spread\n{}", fields.join("\n")), |fleet| {
            let mut known: HashMap<Vec<Option<&str>>, usize> = HashMap::new();
            let number = |slot: usize| {
                let values = fleet
                    .machine(slot)
                    .map_or_else(Vec::new, |m| fields.iter().map(|f| value(&m, f)).collect());
                let next = known.len();
                *known.entry(values).or_insert(next)
            };
            (0..fleet.slots.len()).map(number).collect()
        })
    }

    fn slot(&mut self, name: String) -> usize {
        let Self {
            slots, vacant, at, ..
        } = self;
        let (free_cpu, free_memory, tasks) = (&mut self.free_cpu, &mut self.free_memory, &mut self.tasks);
        *at.entry(name).or_insert_with(|| {
            vacant.pop().unwrap_or_else(|| {
                slots.push(Slot::default());
                for column in [free_cpu, free_memory, tasks] {
                    column.push(0);
                }
                slots.len() - 1
            })
        })
    }

    /// Takes a machine out of the columns and indexes (`there` false), or writes it there.
    fn enter(&mut self, at: usize, slot: &Slot, there: bool) {
        let (Some(i), Some(usage)) = (&slot.instance, &slot.usage) else {
            return;
        };
        let columns = [
            (&mut self.free_cpu, i.registered.cpu - usage.used.cpu),
            (&mut self.free_memory, i.registered.memory - usage.used.memory),
            (&mut self.tasks, usage.groups.values().sum()),
        ];
        for (column, value) in columns {
            if let Some(cell) = column.get_mut(at) {
                *cell = value;
            }
        }
        for (group, n) in &usage.groups {
            if there {
                self.groups.entry(group.clone()).or_default().insert(at, *n);
            } else if let Some(slots) = self.groups.get_mut(group) {
                slots.remove(&at);
                if slots.is_empty() {
                    self.groups.remove(group);
                }
            }
        }
    }

    /// Who is in which cluster, and who could carry what, after a machine came, went or changed.
    fn relist(&mut self, at: usize, old: &Slot, new: &Slot) {
        let same = match (&old.instance, &new.instance) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        if same && old.session.is_some() == new.session.is_some() {
            return;
        }
        self.remembered.clear();
        for (instance, there) in [(&old.instance, false), (&new.instance, true)] {
            let Some(i) = instance else { continue };
            let slots = self.clusters.entry(cluster_id(&i.scope, &i.cluster)).or_default();
            if there {
                slots.insert(at);
            } else {
                slots.remove(&at);
            }
        }
    }
}

/// `instanceId` (also `host`) or an attribute's value; one without a value is there all the same.
fn value<'a>(m: &Machine<'a>, field: &str) -> Option<&'a str> {
    match field {
        "instanceId" | "host" => Some(&m.instance.id),
        name => m
            .instance
            .attribute(name)
            .map(|a| a.value.as_deref().unwrap_or_default()),
    }
}

/// One name for a cluster wherever it is.
pub(crate) fn cluster_id(scope: &kernel::Scope, cluster: &str) -> String {
    format!("{}/{}/{cluster}", scope.account, scope.region)
}

impl Derived for Fleet {
    const KINDS: &'static [&'static str] = &[ContainerInstance::KIND, NodeUse::KIND, Session::KIND];

    fn change(&mut self, key: &Key, entry: Option<&Entry>) -> Result<(), Fault> {
        let name = key.parts().join("/");
        let at = self.slot(name.clone());
        let old = self.slots.get_mut(at).map(std::mem::take).unwrap_or_default();
        let mut new = old.clone();
        match key.kind() {
            ContainerInstance::KIND => {
                let found = entry.map(Entry::typed::<ContainerInstance>).transpose()?;
                new.instance = found.filter(|i| i.is_registered());
            }
            NodeUse::KIND => new.usage = entry.map(Entry::typed).transpose()?,
            _ => new.session = entry.map(Entry::typed).transpose()?,
        }
        if let (Some(i), None) = (&new.instance, &new.usage) {
            new.usage = Some(Arc::new(NodeUse::none(i)));
        }
        self.enter(at, &old, false);
        self.enter(at, &new, true);
        self.relist(at, &old, &new);
        let idle = new.usage.as_ref().is_none_or(|u| u.groups.is_empty());
        if new.instance.is_none() && new.session.is_none() && idle {
            self.at.remove(&name);
            self.vacant.push(at);
        } else if let Some(place) = self.slots.get_mut(at) {
            *place = new;
        }
        Ok(())
    }
}
