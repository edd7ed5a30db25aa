//! The controller of services: looks at one service and does its next step.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use kernel::{Controller, Fault, Key, Plan, Record as _, Time, Txn, Write};

use super::decide::{self, Machine};
use super::facts;
use super::record::Revision;
use super::{apply, launch};
use crate::container_instance::record::{ContainerInstance, Status as MachineStatus};
use crate::service::record::{Member, Scheduling, Service, Status};
use crate::service::registries;
use crate::task::record::Task;

pub(crate) struct Services;

/// A service and all that its plan depends on.
pub(crate) struct Seen {
    service: Service,
    tasks: Vec<(Arc<Task>, Arc<Member>, bool)>,
    /// How many target groups and Cloud Map services the tasks of each deployment register with.
    groups: BTreeMap<String, (usize, usize)>,
    machines: Vec<Machine>,
    zones: Vec<String>,
}

impl Seen {
    fn facts(&self, now: Time) -> decide::Seen {
        let grace = u64::try_from(self.service.grace_seconds.unwrap_or(0)).unwrap_or(0);
        let grace = Duration::from_secs(grace);
        let tasks = self.tasks.iter().map(|(task, member, draining)| {
            let groups = task.started_by.as_ref().and_then(|d| self.groups.get(d));
            facts::read(
                task,
                member,
                groups.copied().unwrap_or_default(),
                grace,
                *draining,
                now,
            )
        });
        decide::Seen {
            tasks: tasks.collect(),
            machines: self.machines.clone(),
            zones: self.zones.clone(),
            service: self.service.clone(),
        }
    }
}

impl Controller for Services {
    type Seen = Seen;
    const NAME: &'static str = "ecs.service";
    const SERVICE: &'static str = crate::refs::ECS;

    fn wakes(&self, changed: &Key) -> Option<Key> {
        match changed.kind() {
            Service::KIND => Some(changed.clone()),
            Member::KIND => {
                let parts = changed.parts();
                let (scope, cluster, service) = (changed.scope()?, parts.get(2)?, parts.get(3)?);
                Some(Service::key_of(&scope, cluster, service))
            }
            _ => None,
        }
    }

    fn sweep(&self, t: &mut Txn) -> Result<Vec<Key>, Fault> {
        Ok(t.keys(&Key::all(Service::KIND)))
    }

    fn see(&self, t: &mut Txn, key: &Key) -> Result<Option<Seen>, Fault> {
        let Some(service) = t.get::<Service>(key)?.filter(|s| s.status != Status::Inactive) else {
            return Ok(None);
        };
        let service = (*service).clone();
        let mut tasks = Vec::new();
        for member in t.range::<Member>(&Member::all_of(&service.scope, &service.cluster, &service.name))? {
            let key = Task::key_of(&member.scope, &member.cluster, &member.task);
            let Some(task) = t.get::<Task>(&key)? else {
                continue;
            };
            let n = &task.node;
            let at = ContainerInstance::key_of(&n.scope, &n.cluster, &n.id);
            let machine = t.get::<ContainerInstance>(&at)?;
            let draining = machine.is_some_and(|m| m.status == MachineStatus::Draining);
            tasks.push((task, member, draining));
        }
        let mut groups = BTreeMap::new();
        for d in &service.deployments {
            let key = Revision::key_of(&service.scope, &service.cluster, &service.name, &d.revision);
            if let Some(r) = t.get::<Revision>(&key)? {
                let balancers = r.shape.load_balancers.as_ref().map_or(0, Vec::len);
                groups.insert(d.id.clone(), (balancers, registries::count(&r)));
            }
        }
        let machines = match service.scheduling {
            Scheduling::Daemon => launch::machines(t, &service)?,
            Scheduling::Replica => Vec::new(),
        };
        let zones = launch::zones(t, &service)?;
        Ok(Some(Seen {
            service,
            tasks,
            groups,
            machines,
            zones,
        }))
    }

    fn plan(&self, seen: &Seen, now: Time) -> Plan {
        let mut step = decide::decide(&seen.facts(now), now);
        // What cannot start must not hold up what else is to be done: starts have a transaction of their own.
        let start = std::mem::take(&mut step.start);
        if step.is_nothing() {
            step.start = start;
        } else if !start.is_empty() {
            step.wake = Some(now);
        }
        // The machines of a DAEMON service come and go without a word to the service.
        let daemon = (seen.service.scheduling == Scheduling::Daemon).then(|| now + launch::MACHINES_AGAIN);
        let wake = step.wake.into_iter().chain(daemon).min();
        if step.is_nothing() {
            return Plan {
                wake,
                ..Plan::default()
            };
        }
        let why = match &step.service {
            Some(s) => s.waits.clone(),
            None => seen.service.waits.clone(),
        };
        let (step, service) = (Arc::new(step), Arc::new(seen.service.clone()));
        let what = format!("step of service {}", service.name);
        Plan {
            writes: vec![Write::with(what, move |cx, t| {
                apply::apply(cx, t, &service, &step)
            })],
            wake,
            why,
        }
    }
}
