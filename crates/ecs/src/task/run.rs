//! RunTask and StartTask: order, place, make.

use std::collections::BTreeMap;

use kernel::doc::Doc;
use kernel::{Cx, Fault, Record as _, Txn};
use wire::ecs as w;
use wire::schema::Shape;

use super::order::{self, Common, Order};
use super::place::{Placed, failure, place};
use super::record::{Container, LaunchType, NodeRef, Task, TaskState};
use super::{credentials, image, ops, overrides, pool, store, token};
use crate::capacity::strategy::share;
use crate::cluster::record::Cluster;
use crate::container_instance::ops::look;
use crate::container_instance::record::{ContainerInstance, NodeUse, Session};
use crate::service::registries;
use crate::task_definition::requires;
use crate::{cluster, container_instance, fault, placement};

/// The `reason` of what would have been placed.
const DRY_RUN: &str = "DRY_RUN";

pub(crate) fn run(cx: &Cx<'_>, t: &mut Txn, req: &w::RunTaskRequest) -> Result<w::RunTaskResponse, Fault> {
    let cluster = cluster::active(cx, t, req.cluster.as_deref())?;
    let count = match req.count.unwrap_or(1) {
        n @ 1..=10 => usize::try_from(n).unwrap_or(1),
        _ => return Err(fault::invalid("count must be between 1 and 10.")),
    };
    let digest = req.client_token.as_ref().map(|_| digest(req));
    if let (Some(token), Some(digest)) = (&req.client_token, &digest)
        && let Some(ids) = token::replay(cx, t, &cluster.name, token, digest)?
    {
        return replayed(cx, t, &cluster, &ids);
    }
    if req.volume_configurations.as_ref().is_some_and(|v| !v.is_empty()) {
        return Err(fault::unsupported("volumeConfigurations"));
    }
    if req.reference_id.is_some() {
        return Err(fault::unsupported("referenceId"));
    }
    let (launch_type, providers) = order::launch(&cluster, req)?;
    let mut order = order::order(cx, t, Common::of_run(req), cluster, launch_type)?;
    order.providers = providers;
    order::constrain(
        &mut order.demand,
        req.placement_constraints.as_deref().unwrap_or_default(),
    )?;
    let strategies = order::strategies(req.placement_strategy.as_deref().unwrap_or_default())?;
    if order.launch_type == LaunchType::Fargate
        && !(order.demand.member_of.is_empty() && !order.demand.distinct && strategies.is_empty())
    {
        return Err(fault::invalid(
            "Placement constraints and strategies are not supported for the FARGATE launch type.",
        ));
    }
    let placed = place(cx, t, &order, &strategies, count)?;
    if order.is_dry_run() {
        return Ok(verdict(&placed));
    }
    order.pulls = image::pulls(cx, t, &order.definition.definition, &BTreeMap::new());
    let (mut tasks, mut ids, mut failures) = (Vec::new(), Vec::new(), placed.refused);
    let mut providers = share(&order.providers, BTreeMap::new(), placed.machines.len()).into_iter();
    for (turn, instance) in placed.machines.iter().enumerate() {
        // The choice was a hint: what is read here is what the commit is held to.
        let looked = look(t, instance)?;
        let short = placement::shortfalls(&order.demand, &looked.seen());
        if let Some(refusal) = placement::Refusal::of(&looked.seen(), &short) {
            failures.push(failure(refusal));
            continue;
        }
        let task = make(cx, t, &order, instance, (turn, providers.next()))?;
        ids.push(task.id.clone());
        tasks.push(ops::show(t, &task, true)?);
    }
    // A call that started nothing is not remembered: asked again, it may find room.
    if let (Some(token), Some(digest), false) = (&req.client_token, digest, ids.is_empty()) {
        token::remember(cx, t, &order.cluster.name, token, digest, ids)?;
    }
    Ok(w::RunTaskResponse {
        tasks: Some(tasks),
        failures: Some(failures),
    })
}

/// Why tasks of a service cannot be started.
pub(crate) enum Cannot {
    /// What is asked for cannot be had; nothing was written.
    Ask(Fault),
    Write(Fault),
}

/// Starts a task of a service for each turn (which picks its subnet), on a named machine or wherever there is room.
/// `there` is how many tasks of the deployment each capacity provider has, `digests` what its images are, by container.
/// Answers the ids, and the failures of those that found no machine.
pub(crate) fn for_service(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::RunTaskRequest,
    turns: &[usize],
    (there, digests): (BTreeMap<String, i64>, &BTreeMap<String, String>),
    on: Option<&str>,
) -> Result<(Vec<String>, Vec<w::Failure>), Cannot> {
    let (mut order, strategies) = service_order(cx, t, req).map_err(Cannot::Ask)?;
    order.pulls = image::pulls(cx, t, &order.definition.definition, digests);
    let placed = match on {
        None => place(cx, t, &order, &strategies, turns.len()).map_err(Cannot::Ask)?,
        Some(id) => {
            let found = container_instance::find(cx, t, &order.cluster, id).map_err(Cannot::Ask)?;
            Placed {
                machines: found.into_iter().collect(),
                refused: Vec::new(),
            }
        }
    };
    let (mut ids, mut failures) = (Vec::new(), placed.refused);
    let mut providers = share(&order.providers, there, turns.len()).into_iter();
    for (instance, turn) in placed.machines.iter().zip(turns) {
        let looked = look(t, instance).map_err(Cannot::Write)?;
        let short = placement::shortfalls(&order.demand, &looked.seen());
        match placement::Refusal::of(&looked.seen(), &short) {
            Some(refusal) => failures.push(failure(refusal)),
            None => {
                let task = make(cx, t, &order, instance, (*turn, providers.next()));
                ids.push(task.map_err(Cannot::Write)?.id);
            }
        }
    }
    Ok((ids, failures))
}

/// Checks what a service would ask for, as its user.
pub(crate) fn check_for_service(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::RunTaskRequest,
) -> Result<LaunchType, Fault> {
    service_order(cx, t, req).map(|(order, _)| order.launch_type)
}

fn service_order(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::RunTaskRequest,
) -> Result<(Order, Vec<placement::Strategy>), Fault> {
    let cluster = cluster::active(cx, t, req.cluster.as_deref())?;
    let (launch_type, providers) = order::launch(&cluster, req)?;
    let mut order = order::order(cx, t, Common::of_service(req), cluster, launch_type)?;
    order.providers = providers;
    let constraints = req.placement_constraints.as_deref().unwrap_or_default();
    let given = req.placement_strategy.as_deref().unwrap_or_default();
    order::constrain(&mut order.demand, constraints)?;
    let mut strategies = order::strategies(given)?;
    if launch_type == LaunchType::Fargate {
        if !(constraints.is_empty() && strategies.is_empty()) {
            return Err(fault::invalid(
                "Placement constraints and strategies are not supported for the FARGATE launch type.",
            ));
        }
    } else if strategies.is_empty() {
        let spread = |field: &str| placement::Strategy::Spread(field.to_owned());
        strategies = vec![spread("ecs.availability-zone"), spread("instanceId")];
    }
    Ok((order, strategies))
}

/// What `startedBy` = `longshore:dry-run` answers: nothing is started, and `failures` says where each task would go, or
/// what every machine lacks.
fn verdict(placed: &Placed) -> w::RunTaskResponse {
    let would = placed.machines.iter().enumerate().map(|(n, i)| w::Failure {
        arn: Some(i.arn()),
        reason: Some(DRY_RUN.into()),
        detail: Some(format!("task {} would be placed here", n + 1)),
    });
    w::RunTaskResponse {
        tasks: Some(Vec::new()),
        failures: Some(would.chain(placed.refused.iter().cloned()).collect()),
    }
}

pub(crate) fn start(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::StartTaskRequest,
) -> Result<w::StartTaskResponse, Fault> {
    let cluster = cluster::active(cx, t, req.cluster.as_deref())?;
    if req.container_instances.is_empty() || req.container_instances.len() > 10 {
        return Err(fault::invalid(
            "Container Instances must have between 1 and 10 elements.",
        ));
    }
    if req.volume_configurations.as_ref().is_some_and(|v| !v.is_empty()) {
        return Err(fault::unsupported("volumeConfigurations"));
    }
    if req.reference_id.is_some() {
        return Err(fault::unsupported("referenceId"));
    }
    let mut order = order::order(cx, t, Common::of_start(req), cluster, LaunchType::Ec2)?;
    order.demand.direct = true;
    order.pulls = image::pulls(cx, t, &order.definition.definition, &BTreeMap::new());
    let (mut tasks, mut failures) = (Vec::new(), Vec::new());
    for (turn, given) in req.container_instances.iter().enumerate() {
        let Some(instance) = container_instance::find(cx, t, &order.cluster, given)? else {
            failures.push(container_instance::ops::missing(cx, &order.cluster.name, given));
            continue;
        };
        let looked = look(t, &instance)?;
        let short = placement::shortfalls(&order.demand, &looked.seen());
        match placement::Refusal::of(&looked.seen(), &short) {
            Some(refusal) => failures.push(failure(refusal)),
            None if order.is_dry_run() => failures.push(w::Failure {
                arn: Some(instance.arn()),
                reason: Some(DRY_RUN.into()),
                detail: Some("the task would be started here".into()),
            }),
            None => {
                let task = make(cx, t, &order, &instance, (turn, None))?;
                tasks.push(ops::show(t, &task, true)?);
            }
        }
    }
    Ok(w::StartTaskResponse {
        tasks: Some(tasks),
        failures: Some(failures),
    })
}

/// The first so many GPUs of the machine that no task has.
fn free_gpus(t: &mut Txn, i: &ContainerInstance, count: i64) -> Result<Vec<String>, Fault> {
    let usage = t.get::<NodeUse>(&NodeUse::key_of(&i.scope, &i.cluster, &i.id))?;
    let free = i
        .registered
        .gpus
        .iter()
        .filter(|g| usage.as_ref().is_none_or(|u| !u.used.gpus.contains(*g)));
    Ok(free.take(usize::try_from(count).unwrap_or(0)).cloned().collect())
}

/// Writes the task with its reservation and network interface: `turn` picks its subnet, and a strategy its provider.
fn make(
    cx: &Cx<'_>,
    t: &mut Txn,
    o: &Order,
    instance: &ContainerInstance,
    (turn, provider): (usize, Option<String>),
) -> Result<Task, Fault> {
    // INVARIANT: the reservation rests on a validated read of this machine.
    t.exists(&instance.key());
    t.exists(&Session::key_of(&instance.scope, &instance.cluster, &instance.id));
    let def = &o.definition;
    let eni = o
        .network
        .as_ref()
        .map(|n| pool::attach(cx, t, instance, n, turn))
        .transpose()?;
    let mut reservation = o.demand.reservation.clone();
    if reservation.gpus > 0 {
        reservation.gpu_ids = free_gpus(t, instance, reservation.gpus)?;
    }
    let mut gpus = reservation.gpu_ids.clone().into_iter();
    let containers = def.definition.container_definitions.iter().flatten().map(|c| {
        let over = overrides::of(&o.overrides, c.name.as_deref().unwrap_or_default());
        Container {
            id: cx.dice().uuid(),
            name: c.name.clone().unwrap_or_default(),
            image: c.image.clone().unwrap_or_default(),
            pull: c.name.as_ref().and_then(|n| o.pulls.get(n)).cloned(),
            has_health_check: c.health_check.is_some(),
            essential: c.essential.unwrap_or(true),
            cpu: over.and_then(|v| v.cpu).or(c.cpu).unwrap_or(0),
            memory: over.and_then(|v| v.memory).or(c.memory),
            memory_reservation: over.and_then(|v| v.memory_reservation).or(c.memory_reservation),
            gpu_ids: gpus
                .by_ref()
                .take(usize::try_from(requires::gpus(c, over)).unwrap_or(0))
                .collect(),
            ..Container::default()
        }
    });
    let fargate = o.launch_type == LaunchType::Fargate;
    let task = Task {
        scope: cx.scope().clone(),
        cluster: o.cluster.name.clone(),
        id: cx.dice().hex(16),
        family: def.family.clone(),
        revision: def.revision,
        launch_type: o.launch_type,
        capacity_provider: provider,
        platform_version: fargate.then(|| "1.4.0".into()),
        node: NodeRef {
            scope: instance.scope.clone(),
            cluster: instance.cluster.clone(),
            id: instance.id.clone(),
        },
        // A task with an interface is where its subnet is: one machine serves all zones, and other regions too.
        zone: eni
            .as_ref()
            .and_then(|e| e.zone.clone())
            .or_else(|| instance.zone().map(str::to_owned)),
        reservation: reservation.clone(),
        state: if eni.is_some() {
            TaskState::Provisioning
        } else {
            TaskState::Pending
        },
        containers: containers.collect(),
        cpu: o.overrides.cpu.clone().or_else(|| def.definition.cpu.clone()),
        memory: o
            .overrides
            .memory
            .clone()
            .or_else(|| def.definition.memory.clone()),
        overrides: Doc(o.overrides.clone()),
        eni,
        group: o.group.clone(),
        started_by: o.started_by.clone(),
        enable_execute_command: o.execute_command,
        created: cx.now,
        pull_started: None,
        pull_stopped: None,
        execution_stopped: None,
        connectivity_at: None,
        tags: o.tags.clone(),
        protected_until: None,
        log_mode: crate::account_setting::log_mode(cx, t)?,
        namespace: registries::namespace(t, &o.cluster, &o.group, o.started_by.as_deref())?,
        version: 1,
    };
    credentials::issue(cx, t, &task, &def.definition)?;
    store::create(t, task.clone())?;
    Ok(task)
}

/// The request without its token, as one string to compare by.
fn digest(req: &w::RunTaskRequest) -> String {
    let mut same = req.clone();
    same.client_token = None;
    let text = wire::protocol::to_json(w::RunTaskRequest::schema(), &same.into_value());
    wire::sigv4::sha256_hex(text.as_bytes())
}

fn replayed(cx: &Cx<'_>, t: &mut Txn, c: &Cluster, ids: &[String]) -> Result<w::RunTaskResponse, Fault> {
    let mut tasks = Vec::new();
    for id in ids {
        if let Some(task) = t.get::<Task>(&Task::key_of(cx.scope(), &c.name, id))? {
            tasks.push(ops::show(t, &task, true)?);
        }
    }
    Ok(w::RunTaskResponse {
        tasks: Some(tasks),
        failures: Some(Vec::new()),
    })
}
