//! Starting tasks of a service, as RunTask does, and the machines of DAEMON services.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use kernel::{Cx, Fault, Key, Record as _, Txn};
use wire::ecs as w;

use super::decide::{Machine, Start};
use super::record::{Deployment, Revision};
use super::revision;
use crate::container_instance::ops::look;
use crate::container_instance::record::{ContainerInstance, Status};
use crate::placement::{Shortfall, shortfalls};
use crate::service::record::{Member, Scheduling, Service};
use crate::tag;
use crate::task::image;
use crate::task::order;
use crate::task::record::{LaunchType, Task};
use crate::task::run;
use crate::task_definition::record::TaskDefinition;
use crate::{fault, refs};

/// How often the machines of a DAEMON service are looked at again.
pub(super) const MACHINES_AGAIN: Duration = Duration::from_secs(5);

pub(super) struct Placing {
    /// Ids of the tasks that were started.
    pub started: Vec<String>,
    /// Why the next one was not, as the service's event goes on.
    pub refused: Option<String>,
}

/// What RunTask would be asked for to start a task of this revision.
pub(crate) fn request(s: &Service, shape: &w::ServiceRevision) -> w::RunTaskRequest {
    let mut tags = Vec::new();
    if s.propagate == "SERVICE" {
        tags = tag::view(&s.tags);
    }
    w::RunTaskRequest {
        cluster: Some(s.cluster.clone()),
        task_definition: shape.task_definition.clone().unwrap_or_default(),
        launch_type: shape.launch_type.clone(),
        capacity_provider_strategy: shape.capacity_provider_strategy.clone(),
        platform_version: shape.platform_version.clone(),
        network_configuration: shape.network_configuration.clone(),
        placement_constraints: s.placement.placement_constraints.clone(),
        placement_strategy: s.placement.placement_strategy.clone(),
        enable_execute_command: Some(s.execute_command),
        enable_ecs_managed_tags: Some(s.managed_tags),
        propagate_tags: (s.propagate == "TASK_DEFINITION").then(|| s.propagate.clone()),
        tags: Some(tags),
        group: Some(s.group()),
        ..Default::default()
    }
}

pub(super) fn launch(cx: &Cx<'_>, t: &mut Txn, s: &Service, start: &Start) -> Result<Placing, Fault> {
    let nothing = |why: String| Placing {
        started: Vec::new(),
        refused: Some(why),
    };
    let Some(d) = s.deployments.iter().find(|d| d.id == start.deployment) else {
        return Ok(nothing(format!(
            "the deployment {} is no more.",
            start.deployment
        )));
    };
    let revision = pinned(cx, t, s, d)?;
    let mut ask = request(s, &revision.shape);
    ask.started_by = Some(d.id.clone());
    if s.scheduling == Scheduling::Daemon {
        ask.placement_strategy = None;
    }
    if let Some(zone) = start.zone.as_ref().filter(|_| revision.zones.is_empty()) {
        ask.placement_constraints
            .get_or_insert_default()
            .push(w::PlacementConstraint {
                r#type: Some("memberOf".into()),
                expression: Some(format!("attribute:ecs.availability-zone == {zone}")),
            });
    }
    let turns = turns(t, s, &revision, start.count, start.zone.as_deref())?;
    let known = (providers(t, s, &d.id)?, &revision.digests);
    match run::for_service(cx, t, &ask, &turns, known, start.on.as_deref()) {
        Ok((started, failures)) => Ok(Placing {
            started,
            refused: failures.first().map(|f| refusal(f, s)),
        }),
        // Nothing was written yet: what it asks for cannot be had as things are.
        Err(run::Cannot::Ask(f)) => Ok(nothing(format!("{}.", f.message.trim_end_matches('.')))),
        Err(run::Cannot::Write(f)) => Err(f),
    }
}

/// The revision of a deployment, with the digests of its images as far as they can be known by now: tags of our own
/// registry are looked up once, of other registries the first task that has its image tells.
fn pinned(cx: &Cx<'_>, t: &mut Txn, s: &Service, d: &Deployment) -> Result<Arc<Revision>, Fault> {
    let revision = revision(t, s, &d.revision)?;
    let name = revision.shape.task_definition.as_deref().unwrap_or_default();
    let Some(definition) = defined(t, s, name)? else {
        return Ok(revision);
    };
    let containers = definition.definition.container_definitions.iter().flatten();
    let open: BTreeSet<&str> = containers
        .filter(|c| image::is_consistent(c))
        .filter_map(|c| c.name.as_deref())
        .filter(|n| !revision.digests.contains_key(*n))
        .collect();
    if open.is_empty() {
        return Ok(revision);
    }
    let mut found = image::digests(cx, t, &definition.definition);
    if found.len() < open.len() {
        for m in t.range::<Member>(&Member::all_of(&s.scope, &s.cluster, &s.name))? {
            let task = t.get::<Task>(&Task::key_of(&m.scope, &m.cluster, &m.task))?;
            let task = task.filter(|x| x.started_by.as_ref() == Some(&d.id));
            for c in task.iter().flat_map(|x| &x.containers) {
                if let Some(digest) = &c.digest {
                    found.entry(c.name.clone()).or_insert_with(|| digest.clone());
                }
            }
        }
    }
    found.retain(|name, _| open.contains(name.as_str()));
    if found.is_empty() {
        return Ok(revision);
    }
    let mut revision = (*revision).clone();
    revision.digests.append(&mut found);
    t.put(revision.clone())?;
    Ok(Arc::new(revision))
}

/// The task definition that an ARN names.
fn defined(t: &mut Txn, s: &Service, name: &str) -> Result<Option<Arc<TaskDefinition>>, Fault> {
    match refs::definition(&s.scope, name) {
        Some(at) => t.get(&TaskDefinition::key_of(
            &s.scope,
            &at.family,
            at.revision.unwrap_or(0),
        )),
        None => Ok(None),
    }
}

/// How many tasks of a deployment each capacity provider has.
fn providers(t: &mut Txn, s: &Service, deployment: &str) -> Result<BTreeMap<String, i64>, Fault> {
    let mut there = BTreeMap::new();
    for m in t.range::<Member>(&Member::all_of(&s.scope, &s.cluster, &s.name))? {
        if let Some(task) = t.get::<Task>(&Task::key_of(&m.scope, &m.cluster, &m.task))?
            && task.started_by.as_deref() == Some(deployment)
            && !task.state.is_stopped()
            && let Some(provider) = &task.capacity_provider
        {
            *there.entry(provider.clone()).or_default() += 1;
        }
    }
    Ok(there)
}

/// Which of its subnets each new task takes: in the zone with the fewest tasks of the service, there the subnet with
/// the fewest. In `zone` alone, if one is named.
fn turns(
    t: &mut Txn,
    s: &Service,
    r: &Revision,
    count: usize,
    zone: Option<&str>,
) -> Result<Vec<usize>, Fault> {
    let conf = r.shape.network_configuration.as_ref();
    let subnets = conf.and_then(|c| c.awsvpc_configuration.as_ref());
    let subnets = subnets.map(|c| c.subnets.clone()).unwrap_or_default();
    if subnets.is_empty() {
        return Ok((0..count).collect());
    }
    let mut there: BTreeMap<String, usize> = BTreeMap::new();
    for m in t.range::<Member>(&Member::all_of(&s.scope, &s.cluster, &s.name))? {
        let task = t.get::<Task>(&Task::key_of(&m.scope, &m.cluster, &m.task))?;
        if let Some(eni) = task
            .as_ref()
            .filter(|x| !x.state.is_stopped())
            .and_then(|x| x.eni.as_ref())
        {
            *there.entry(eni.subnet_id.clone()).or_default() += 1;
        }
    }
    let zone_of = |subnet: &String| r.zones.get(subnet).map(String::as_str);
    let mut turns = Vec::new();
    for _ in 0..count {
        let in_zone = |z: Option<&str>| -> usize {
            let same = there.iter().filter(|(subnet, _)| zone_of(subnet) == z);
            same.map(|(_, n)| n).sum()
        };
        let open = subnets.iter().enumerate();
        let open = open.filter(|(_, x)| zone.is_none() || zone_of(x) == zone);
        let least = open.min_by_key(|(i, x)| (in_zone(zone_of(x)), there.get(*x).copied().unwrap_or(0), *i));
        let Some((least, subnet)) = least else { break };
        *there.entry(subnet.clone()).or_default() += 1;
        turns.push(least);
    }
    Ok(turns)
}

/// The zones over which the tasks of a service that has settled are to be spread evenly.
pub(super) fn zones(t: &mut Txn, s: &Service) -> Result<Vec<String>, Fault> {
    let Some(primary) = s
        .primary()
        .filter(|_| s.zone_rebalancing && (s.steady || s.evening))
    else {
        return Ok(Vec::new());
    };
    let revision = revision(t, s, &primary.revision)?;
    let mut zones: Vec<String> = revision.zones.values().cloned().collect();
    // Tasks without an interface are where their machine is.
    if zones.is_empty() {
        let all = Key::new(ContainerInstance::KIND, &s.scope, &[&s.cluster]).children();
        let machines = t.range::<ContainerInstance>(&all)?;
        let open = machines.iter().filter(|i| i.status == Status::Active);
        zones.extend(open.filter_map(|i| i.zone().map(str::to_owned)));
    }
    zones.sort();
    zones.dedup();
    Ok(zones)
}

/// The end of the sentence "was unable to place a task because …" for a failure of RunTask.
fn refusal(f: &w::Failure, s: &Service) -> String {
    let reason = f.reason.as_deref().unwrap_or_default();
    let Some(arn) = &f.arn else {
        return format!("{}.", reason.trim_end_matches('.'));
    };
    let id = arn.rsplit('/').next().unwrap_or_default();
    let short = match reason {
        "RESOURCE:CPU" => "has insufficient CPU units available".to_owned(),
        "RESOURCE:MEMORY" => "has insufficient memory available".to_owned(),
        "RESOURCE:PORTS" => "is already using a port required by your task".to_owned(),
        "ATTRIBUTE" => "is missing an attribute required by your task".to_owned(),
        other => format!("encountered error \"{other}\""),
    };
    let detail = f.detail.as_deref().unwrap_or_default();
    let detail = if detail.is_empty() {
        String::new()
    } else {
        format!(" ({detail})")
    };
    match s.scheduling {
        Scheduling::Replica => format!(
            "no container instance met all of its requirements. The closest matching (container-instance {id}) {short}{detail}."
        ),
        Scheduling::Daemon => format!("(container-instance {id}) {short}{detail}."),
    }
}

/// The machines on which a DAEMON service has a task: those that it may run on, whether there is room or not.
pub(super) fn machines(t: &mut Txn, s: &Service) -> Result<Vec<Machine>, Fault> {
    let Some(primary) = s.primary() else {
        return Ok(Vec::new());
    };
    let revision = revision(t, s, &primary.revision)?;
    let name = revision.shape.task_definition.as_deref().unwrap_or_default();
    let Some(definition) = defined(t, s, name)? else {
        return Ok(Vec::new());
    };
    let external = revision.shape.launch_type.as_deref() == Some(LaunchType::External.as_str());
    let mut demand = definition.demand(&w::TaskOverride::default(), false)?;
    let constraints = s.placement.placement_constraints.as_deref().unwrap_or_default();
    order::constrain(&mut demand, constraints)?;
    demand.distinct = false;
    let all = Key::new(ContainerInstance::KIND, &s.scope, &[&s.cluster]).children();
    let mut found = Vec::new();
    for i in t.range::<ContainerInstance>(&all)? {
        if !i.is_registered() || i.is_external() != external {
            continue;
        }
        let looked = look(t, &i)?;
        let short = shortfalls(&demand, &looked.seen());
        let wrong = |x: &Shortfall| {
            matches!(
                x,
                Shortfall::NotActive | Shortfall::Attributes(_) | Shortfall::MemberOf(_)
            )
        };
        if !short.iter().any(wrong) {
            found.push(Machine {
                id: i.id.clone(),
                open: !short.contains(&Shortfall::AgentDisconnected),
            });
        }
    }
    Ok(found)
}

/// What the request of a service asks of RunTask, checked as the caller; nothing is started.
pub(crate) fn check(
    cx: &Cx<'_>,
    t: &mut Txn,
    s: &Service,
    shape: &w::ServiceRevision,
) -> Result<LaunchType, Fault> {
    let ask = request(s, shape);
    let launch = run::check_for_service(cx, t, &ask)?;
    if s.scheduling == Scheduling::Daemon && launch == LaunchType::Fargate {
        return Err(fault::invalid(
            "The daemon scheduling strategy is not supported for the FARGATE launch type.",
        ));
    }
    Ok(launch)
}
