//! Targets: tasks behind load balancers, got from and told to ELB by its own operations.

use kernel::{Arn, Controller, Cx, Fault, Key, Plan, Record as _, Time, Txn, Write};
use wire::elbv2 as lb;

use crate::container_instance::record::ContainerInstance;
use crate::refs::ECS;
use crate::service::record::{GroupUse, Member, Service, Target};
use crate::service::words;
use crate::task::record::Task;

/// The state of a target that load balancers are letting go of.
pub(super) const DRAINING: &str = "draining";

/// Registers the tasks with the target groups of their revision.
pub(super) fn register(
    cx: &Cx<'_>,
    t: &mut Txn,
    s: &Service,
    tasks: &[String],
    events: &mut Vec<String>,
) -> Result<(), Fault> {
    let mut told: Vec<(String, usize)> = Vec::new();
    for id in tasks {
        let Some((task, member, revision)) = super::member(t, s, id)? else {
            continue;
        };
        let mut member = (*member).clone();
        member.targets.clear();
        for b in revision.shape.load_balancers.iter().flatten() {
            let group = b.target_group_arn.clone().unwrap_or_default();
            let name = b.container_name.as_deref().unwrap_or_default();
            let Some((id, port)) = address(t, &task, name, b.container_port.unwrap_or(0))? else {
                continue;
            };
            let ask = lb::RegisterTargetsInput {
                target_group_arn: group.clone(),
                targets: vec![description(&id, port)],
            };
            let state = match cx.as_service::<lb::RegisterTargets>(ECS, t, &ask) {
                Ok(_) => "initial",
                // The group was deleted, or does not want this target: nothing will come of waiting.
                Err(f) => {
                    events.push(format!(
                        "{} failed to register targets in (target-group {group}) with (error {})",
                        words::service(&s.name, None),
                        f.message
                    ));
                    "unused"
                }
            };
            if state == "initial" {
                match told.iter_mut().find(|(g, _)| *g == group) {
                    Some((_, n)) => *n += 1,
                    None => told.push((group.clone(), 1)),
                }
            }
            member.targets.push(Target {
                group,
                id,
                port,
                state: state.into(),
                reason: String::new(),
            });
        }
        t.put(member)?;
    }
    let who = words::service(&s.name, None);
    events.extend(told.iter().map(|(group, n)| words::registered(&who, *n, group)));
    Ok(())
}

fn description(id: &str, port: i32) -> lb::TargetDescription {
    lb::TargetDescription {
        id: id.to_owned(),
        port: Some(port),
        ..Default::default()
    }
}

/// Where a load balancer reaches a container's port: the task's own address, or its machine and the port there.
fn address(t: &mut Txn, task: &Task, container: &str, port: i32) -> Result<Option<(String, i32)>, Fault> {
    if let Some(eni) = &task.eni {
        return Ok(Some((eni.private_ip.clone(), port)));
    }
    let n = &task.node;
    let at = ContainerInstance::key_of(&n.scope, &n.cluster, &n.id);
    let machine = t.get::<ContainerInstance>(&at)?;
    let binding = task
        .containers
        .iter()
        .filter(|c| c.name == container)
        .flat_map(|c| &c.bindings)
        .find(|b| b.container_port == Some(port));
    // Without a binding of its own the container has its machine's network.
    let port = binding.and_then(|b| b.host_port).unwrap_or(port);
    Ok(machine.map(|m| (m.ec2_instance_id.clone(), port)))
}

/// No load balancer is to send to these tasks any more.
pub(super) fn deregister(
    cx: &Cx<'_>,
    t: &mut Txn,
    who: &str,
    members: &[Member],
    events: &mut Vec<String>,
) -> Result<(), Fault> {
    let mut groups: Vec<(String, Vec<lb::TargetDescription>)> = Vec::new();
    for target in members.iter().flat_map(|m| &m.targets) {
        let asked = description(&target.id, target.port);
        match groups.iter_mut().find(|(g, _)| *g == target.group) {
            Some((_, all)) => all.push(asked),
            None => groups.push((target.group.clone(), vec![asked])),
        }
    }
    for (group, targets) in groups {
        let count = targets.len();
        let ask = lb::DeregisterTargetsInput {
            target_group_arn: group.clone(),
            targets,
        };
        // A group that is gone has no targets.
        if cx.as_service::<lb::DeregisterTargets>(ECS, t, &ask).is_ok() {
            events.push(words::deregistered(who, count, &group));
        }
    }
    Ok(())
}

/// Writes down which target groups a service uses, so that their targets wake it.
pub(crate) fn uses(t: &mut Txn, s: &Service, groups: &[String]) -> Result<(), Fault> {
    for arn in groups {
        let Some(name) = group_name(arn) else { continue };
        let key = GroupUse::key_of(&s.scope, &name);
        let mut usage = match t.get::<GroupUse>(&key)? {
            Some(old) => (*old).clone(),
            None => GroupUse {
                scope: s.scope.clone(),
                group: name,
                arn: arn.clone(),
                services: std::collections::BTreeSet::new(),
            },
        };
        usage.arn.clone_from(arn);
        if usage.services.insert((s.cluster.clone(), s.name.clone())) {
            t.put(usage)?;
        }
    }
    Ok(())
}

/// `targetgroup/NAME/ID`.
fn group_name(arn: &str) -> Option<String> {
    let (kind, rest) = Arn::parse(arn)?.typed()?;
    (kind == "targetgroup").then(|| rest.split('/').next().unwrap_or_default().to_owned())
}

/// Brings what ELB says of the targets of a group to the services that use it.
pub(crate) struct Targets;

impl Controller for Targets {
    type Seen = (GroupUse, Vec<Member>);
    const NAME: &'static str = "ecs.service.targets";
    const SERVICE: &'static str = ECS;

    fn wakes(&self, changed: &Key) -> Option<Key> {
        match changed.kind() {
            "elb.target" | "elb.target-group" => {
                Some(GroupUse::key_of(&changed.scope()?, changed.parts().get(2)?))
            }
            GroupUse::KIND => Some(changed.clone()),
            _ => None,
        }
    }

    fn sweep(&self, t: &mut Txn) -> Result<Vec<Key>, Fault> {
        Ok(t.keys(&Key::all(GroupUse::KIND)))
    }

    fn see(&self, t: &mut Txn, key: &Key) -> Result<Option<Self::Seen>, Fault> {
        let Some(usage) = t.get::<GroupUse>(key)? else {
            return Ok(None);
        };
        let mut members = Vec::new();
        for (cluster, service) in &usage.services {
            let all = t.range::<Member>(&Member::all_of(&usage.scope, cluster, service))?;
            let here = all
                .iter()
                .filter(|m| m.targets.iter().any(|x| x.group == usage.arn));
            members.extend(here.map(|m| (**m).clone()));
        }
        Ok(Some(((*usage).clone(), members)))
    }

    fn plan(&self, (usage, members): &Self::Seen, _now: Time) -> Plan {
        if members.is_empty() {
            return Plan::default();
        }
        let (arn, members) = (usage.arn.clone(), members.clone());
        Plan {
            writes: vec![Write::with(
                format!("targets of {}", usage.group),
                move |cx, t| mirror(cx, t, &arn, &members),
            )],
            ..Plan::default()
        }
    }
}

/// Only what has changed is written.
fn mirror(cx: &Cx<'_>, t: &mut Txn, group: &str, members: &[Member]) -> Result<(), Fault> {
    let ask = lb::DescribeTargetHealthInput {
        target_group_arn: group.to_owned(),
        ..Default::default()
    };
    // A group that is gone has no targets.
    let told = match cx.as_service::<lb::DescribeTargetHealth>(ECS, t, &ask) {
        Ok(told) => told.target_health_descriptions.unwrap_or_default(),
        Err(f) if f.status < 500 => Vec::new(),
        Err(f) => return Err(f),
    };
    for old in members {
        let mut new = old.clone();
        new.targets.retain_mut(|x| {
            if x.group != group {
                return true;
            }
            let found = told.iter().find(|d| {
                d.target
                    .as_ref()
                    .is_some_and(|a| a.id == x.id && a.port == Some(x.port))
            });
            let health = found.and_then(|d| d.target_health.as_ref());
            match health {
                // Registered anew meanwhile, for somebody else.
                Some(h) if old.leaving.is_some() && h.state.as_deref() != Some(DRAINING) => false,
                Some(h) => {
                    x.state = h.state.clone().unwrap_or_default();
                    x.reason = h.description.clone().unwrap_or_default();
                    true
                }
                // Gone: of a task that leaves that is its end, of another somebody else's doing, to be made good.
                None => false,
            }
        });
        if new.targets != old.targets {
            t.put(new)?;
        }
    }
    Ok(())
}
