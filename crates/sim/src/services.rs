//! Services: what users ask of them at random, and what must hold of them.

use std::collections::BTreeMap;

use wire::ecs as w;

use crate::chance::Chance;
use crate::invariants::{Holds, must};
use crate::rows::{Rows, Service, State, Task};
use crate::world::{CLUSTERS, World};

const NAMES: [&str; 2] = ["web", "db"];
const LIMITS: [(i32, i32); 4] = [(100, 200), (50, 100), (75, 125), (0, 150)];

impl World {
    /// A service is made, changed or deleted.
    pub(crate) fn wish_service(&mut self, chance: &Chance, family: &str) {
        let cluster = chance.pick(&CLUSTERS).copied().unwrap_or_default();
        let name = chance.pick(&NAMES).copied().unwrap_or_default();
        let count = i32::try_from(chance.below(4)).unwrap_or(0);
        let (low, high) = chance.pick(&LIMITS).copied().unwrap_or_default();
        let configuration = w::DeploymentConfiguration {
            minimum_healthy_percent: Some(low),
            maximum_percent: Some(high),
            deployment_circuit_breaker: Some(w::DeploymentCircuitBreaker {
                enable: chance.percent(50),
                ..Default::default()
            }),
            ..Default::default()
        };
        let asked = self.request(cluster, family, 1, false);
        match chance.below(10) {
            0..=4 => self.tell::<w::CreateService>(w::CreateServiceRequest {
                cluster: Some(cluster.into()),
                service_name: name.into(),
                task_definition: Some(family.into()),
                desired_count: Some(count),
                deployment_configuration: Some(configuration),
                network_configuration: asked.network_configuration,
                ..Default::default()
            }),
            5 | 6 => self.tell::<w::UpdateService>(w::UpdateServiceRequest {
                cluster: Some(cluster.into()),
                service: name.into(),
                desired_count: Some(count),
                ..Default::default()
            }),
            7 | 8 => self.tell::<w::UpdateService>(w::UpdateServiceRequest {
                cluster: Some(cluster.into()),
                service: name.into(),
                force_new_deployment: Some(true),
                deployment_configuration: Some(configuration),
                ..Default::default()
            }),
            _ => self.delete_service(cluster, name),
        }
    }

    /// A service with the limits that AWS gives it by itself.
    pub(crate) fn make_service(&mut self, cluster: &str, name: &str, family: &str, count: i32) -> Holds {
        let asked = self.request(cluster, family, 1, false);
        self.tell::<w::CreateService>(w::CreateServiceRequest {
            cluster: Some(cluster.into()),
            service_name: name.into(),
            task_definition: Some(family.into()),
            desired_count: Some(count),
            network_configuration: asked.network_configuration,
            ..Default::default()
        });
        self.drain()
    }

    /// The service's tasks shall be of this family.
    pub(crate) fn deploy(&mut self, cluster: &str, name: &str, family: &str) -> Holds {
        let asked = self.request(cluster, family, 1, false);
        self.tell::<w::UpdateService>(w::UpdateServiceRequest {
            cluster: Some(cluster.into()),
            service: name.into(),
            task_definition: Some(family.into()),
            network_configuration: asked.network_configuration,
            ..Default::default()
        });
        self.drain()
    }

    fn delete_service(&mut self, cluster: &str, name: &str) {
        self.tell::<w::DeleteService>(w::DeleteServiceRequest {
            cluster: Some(cluster.into()),
            service: name.into(),
            force: Some(true),
        });
    }

    /// Every service is deployed anew.
    pub(crate) fn redeploy_services(&mut self) -> Holds {
        for cluster in CLUSTERS {
            for name in NAMES {
                self.tell::<w::UpdateService>(w::UpdateServiceRequest {
                    cluster: Some(cluster.into()),
                    service: name.into(),
                    force_new_deployment: Some(true),
                    ..Default::default()
                });
            }
        }
        self.drain()
    }

    pub(crate) fn delete_services(&mut self) -> Holds {
        for cluster in CLUSTERS {
            for name in NAMES {
                self.delete_service(cluster, name);
            }
        }
        self.drain()
    }
}

fn of<'a>(r: &'a Rows, s: &Service) -> impl Iterator<Item = &'a Task> {
    let (group, cluster) = (format!("service:{}", s.name), s.cluster.clone());
    let all = r.tasks.values();
    all.filter(move |t| t.group == group && t.cluster == cluster && !t.state.stopped())
}

/// The floor and the roof that the user set, as AWS rounds them; where that leaves no room, one task may move.
fn limits(s: &Service) -> (usize, usize) {
    let count = |n: i32| usize::try_from(n).unwrap_or(0);
    let (desired, c) = (count(s.desired), &s.configuration);
    let floor = (desired * count(c.minimum_healthy_percent)).div_ceil(100);
    let roof = desired * count(c.maximum_percent) / 100;
    match roof > floor || desired == 0 {
        true => (floor, roof),
        false if c.maximum_percent > 100 => (floor, floor + 1),
        false => (roof.max(1) - 1, roof.max(1)),
    }
}

/// From one commit to the next: no task is started above the roof, and none is stopped below the floor by the service's
/// own will. Only commits that left the service's wishes alone are its own doing.
pub(crate) fn step(before: &Rows, after: &Rows) -> Holds {
    if after.services.is_empty() {
        return Ok(());
    }
    let (had, has) = (census(before), census(after));
    for (key, s) in &after.services {
        let Some(old) = before.services.get(key) else {
            continue;
        };
        if s.status != "Active" || (old.desired, &old.configuration) != (s.desired, &s.configuration) {
            continue;
        }
        let (floor, roof) = limits(s);
        let at = (s.cluster.as_str(), s.name.as_str());
        let (was, ran) = had.get(&at).copied().unwrap_or_default();
        let (is, runs) = has.get(&at).copied().unwrap_or_default();
        must(is <= was || is <= roof, || {
            format!("service {} has {is} tasks, and may have {roof}", s.name)
        })?;
        if runs >= ran {
            continue;
        }
        let fell = of(after, s).any(|t| {
            let own =
                matches!(&t.state, State::Stopping { why, .. } if why.code == "ServiceSchedulerInitiated");
            let task = before.tasks.values().find(|x| x.id == t.id);
            own && task.is_some_and(|x| matches!(x.state, State::Running { .. }))
        });
        must(!fell || runs >= floor.min(ran), || {
            format!(
                "service {} stopped tasks: {ran} ran, {runs} run, {floor} must",
                s.name
            )
        })?;
    }
    Ok(())
}

/// Unstopped tasks, and running ones that are wanted, by cluster and service.
fn census(r: &Rows) -> BTreeMap<(&str, &str), (usize, usize)> {
    let mut counts: BTreeMap<_, (usize, usize)> = BTreeMap::new();
    for t in r.tasks.values().filter(|t| !t.state.stopped()) {
        if let Some(name) = t.group.strip_prefix("service:") {
            let n = counts.entry((t.cluster.as_str(), name)).or_default();
            n.0 += 1;
            n.1 += usize::from(matches!(t.state, State::Running { .. }));
        }
    }
    counts
}

/// After the faults: every service has what it wants, unless there is no room for it or its deployment failed.
pub(crate) fn at_rest(r: &Rows) -> Holds {
    for s in r.services.values() {
        let mut by: BTreeMap<&str, usize> = BTreeMap::new();
        for t in of(r, s) {
            *by.entry(t.started_by.as_deref().unwrap_or_default()).or_default() += 1;
        }
        let Some(primary) = s.deployments.first() else {
            must(by.is_empty() && s.status == "Inactive", || {
                format!("service {} is {} and has {by:?}", s.name, s.status)
            })?;
            continue;
        };
        let excused = primary.rollout == "Failed"
            || s.unplaced.is_some()
            || primary.stumbled.is_some()
            || of(r, s).any(|t| t.protected_until.is_some());
        let count = usize::try_from(s.desired).unwrap_or(0);
        let right = by.values().sum::<usize>() == count && by.keys().all(|d| *d == primary.id);
        must(excused || (right && s.steady), || {
            format!(
                "service {} wants {count} of {} and has {by:?}: {s:?}",
                s.name, primary.id
            )
        })?;
    }
    Ok(())
}
