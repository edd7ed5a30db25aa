//! RunTask and StartTask.

use kernel::doc::Doc;
use kernel::{Access, Cx, Fault, Key, Record as _, Txn};
use wire::ecs as w;
use wire::schema::Shape;

use super::record::{Container, LaunchType, NodeRef, Task, TaskState};
use super::{network, ops, overrides, store, token};
use crate::cluster::record::Cluster;
use crate::container_instance::ops::{Looked, look};
use crate::container_instance::query;
use crate::container_instance::record::{ContainerInstance, NodeUse, Session};
use crate::container_instance::view::Seen;
use crate::placement::{self, Demand, Shortfall, Strategy};
use crate::tag::{self, Tags};
use crate::task_definition::record::TaskDefinition;
use crate::{cluster, container_instance, fault, task_definition};

/// What RunTask and StartTask have in common, checked.
struct Order {
    cluster: std::sync::Arc<Cluster>,
    definition: std::sync::Arc<TaskDefinition>,
    launch_type: LaunchType,
    capacity_provider: Option<String>,
    overrides: w::TaskOverride,
    network: Option<network::Wanted>,
    group: String,
    started_by: Option<String>,
    tags: Tags,
    execute_command: bool,
    demand: Demand,
}

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
    let (launch_type, capacity_provider) = launch(&cluster, req)?;
    let mut order = order(cx, t, Common::of_run(req), cluster, launch_type)?;
    order.capacity_provider = capacity_provider;
    constrain(
        &mut order.demand,
        req.placement_constraints.as_deref().unwrap_or_default(),
    )?;
    let strategies = strategies(req.placement_strategy.as_deref().unwrap_or_default())?;
    if order.launch_type == LaunchType::Fargate
        && !(order.demand.member_of.is_empty() && !order.demand.distinct && strategies.is_empty())
    {
        return Err(fault::invalid(
            "Placement constraints and strategies are not supported for the FARGATE launch type.",
        ));
    }
    let (mut tasks, mut failures, mut ids) = (Vec::new(), Vec::new(), Vec::new());
    for turn in 0..count {
        match place(cx, t, &order, &strategies)? {
            Ok(node) => {
                let task = make(cx, t, &order, &node, turn)?;
                ids.push(task.id.clone());
                tasks.push(ops::show(t, &task, true)?);
            }
            Err(refused) => {
                failures = refused;
                break;
            }
        }
    }
    if let (Some(token), Some(digest)) = (&req.client_token, digest) {
        token::remember(cx, t, &order.cluster.name, token, digest, ids)?;
    }
    Ok(w::RunTaskResponse {
        tasks: Some(tasks),
        failures: Some(failures),
    })
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
    let mut order = order(cx, t, Common::of_start(req), cluster, LaunchType::Ec2)?;
    order.demand.direct = true;
    let (mut tasks, mut failures) = (Vec::new(), Vec::new());
    for (turn, given) in req.container_instances.iter().enumerate() {
        let Some(instance) = container_instance::find(cx, t, &order.cluster, given)? else {
            failures.push(container_instance::ops::missing(cx, &order.cluster.name, given));
            continue;
        };
        let looked = look(t, &instance)?;
        match placement::shortfall(&order.demand, &looked.seen()) {
            None => {
                let task = make(cx, t, &order, &looked, turn)?;
                tasks.push(ops::show(t, &task, true)?);
            }
            Some(short) => failures.push(failure(instance.arn(), &short)),
        }
    }
    Ok(w::StartTaskResponse {
        tasks: Some(tasks),
        failures: Some(failures),
    })
}

/// The members that both requests have.
struct Common<'a> {
    task_definition: &'a str,
    overrides: Option<&'a w::TaskOverride>,
    network: Option<&'a w::NetworkConfiguration>,
    group: Option<&'a str>,
    started_by: Option<&'a str>,
    tags: Option<&'a [w::Tag]>,
    propagate: Option<&'a str>,
    managed_tags: bool,
    execute_command: bool,
}

impl<'a> Common<'a> {
    fn of_run(r: &'a w::RunTaskRequest) -> Self {
        Self {
            task_definition: &r.task_definition,
            overrides: r.overrides.as_ref(),
            network: r.network_configuration.as_ref(),
            group: r.group.as_deref(),
            started_by: r.started_by.as_deref(),
            tags: r.tags.as_deref(),
            propagate: r.propagate_tags.as_deref(),
            managed_tags: r.enable_ecs_managed_tags == Some(true),
            execute_command: r.enable_execute_command == Some(true),
        }
    }

    fn of_start(r: &'a w::StartTaskRequest) -> Self {
        Self {
            task_definition: &r.task_definition,
            overrides: r.overrides.as_ref(),
            network: r.network_configuration.as_ref(),
            group: r.group.as_deref(),
            started_by: r.started_by.as_deref(),
            tags: r.tags.as_deref(),
            propagate: r.propagate_tags.as_deref(),
            managed_tags: r.enable_ecs_managed_tags == Some(true),
            execute_command: r.enable_execute_command == Some(true),
        }
    }
}

fn order(
    cx: &Cx<'_>,
    t: &mut Txn,
    c: Common<'_>,
    cluster: std::sync::Arc<Cluster>,
    launch_type: LaunchType,
) -> Result<Order, Fault> {
    let definition = task_definition::active(cx, t, c.task_definition)?;
    if !definition.supports(launch_type) {
        return Err(fault::invalid(format!(
            "Task definition does not support launch_type {}.",
            launch_type.as_str()
        )));
    }
    let fargate = launch_type == LaunchType::Fargate;
    let network = network::wanted(cx, t, definition.network_mode(), c.network, fargate)?;
    let given = c.overrides.cloned().unwrap_or_default();
    overrides::check(&given, &definition)?;
    let over = overrides::normalised(c.overrides, &definition);
    pass_roles(cx, t, &definition, &over)?;
    if c.started_by.is_some_and(|s| s.chars().count() > 128) {
        return Err(fault::invalid(
            "startedBy must not be longer than 128 characters.",
        ));
    }
    if c.execute_command {
        return Err(fault::unsupported("enableExecuteCommand"));
    }
    let mut tags = tag::parse(c.tags)?;
    match c.propagate {
        None | Some("NONE") => {}
        Some("TASK_DEFINITION") => {
            for (k, v) in &definition.tags {
                tags.entry(k.clone()).or_insert_with(|| v.clone());
            }
        }
        Some("SERVICE") => {
            return Err(fault::invalid(
                "propagateTags SERVICE is only valid for tasks that a service starts.",
            ));
        }
        Some(other) => return Err(fault::invalid(format!("Invalid propagateTags: {other}"))),
    }
    tag::limit(&tags)?;
    if c.managed_tags {
        tags.insert("aws:ecs:clusterName".into(), cluster.name.clone());
    }
    let group = c
        .group
        .map_or_else(|| format!("family:{}", definition.family), str::to_owned);
    if group.chars().count() > 512 {
        return Err(fault::invalid("group must not be longer than 512 characters."));
    }
    if group.starts_with("service:") || group.starts_with("daemon:") {
        return Err(fault::invalid(
            "group must not start with `service:` or `daemon:`.",
        ));
    }
    let mut demand = definition.demand(&over, fargate)?;
    demand.group.clone_from(&group);
    Ok(Order {
        cluster,
        launch_type,
        capacity_provider: None,
        overrides: over,
        network,
        group,
        started_by: c.started_by.map(str::to_owned),
        tags,
        execute_command: c.execute_command,
        demand,
        definition,
    })
}

/// The caller must be allowed to hand the roles on (`iam:PassRole`).
fn pass_roles(cx: &Cx<'_>, t: &mut Txn, d: &TaskDefinition, o: &w::TaskOverride) -> Result<(), Fault> {
    let def = &d.definition;
    let role = o.task_role_arn.as_ref().or(def.task_role_arn.as_ref());
    let execution = o.execution_role_arn.as_ref().or(def.execution_role_arn.as_ref());
    for arn in [role, execution].into_iter().flatten() {
        let access = Access::on(arn).with("iam:PassedToService", vec!["ecs-tasks.amazonaws.com".into()]);
        cx.authorize(t, "iam:PassRole", &access)?;
    }
    Ok(())
}

/// Launch type and capacity provider strategy exclude each other; with neither, the cluster's default strategy is
/// used, else EC2 (RunTask).
fn launch(c: &Cluster, req: &w::RunTaskRequest) -> Result<(LaunchType, Option<String>), Fault> {
    let given = req.capacity_provider_strategy.as_deref().unwrap_or_default();
    if req.launch_type.is_some() && !given.is_empty() {
        return Err(fault::invalid(
            "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
        ));
    }
    match req.launch_type.as_deref() {
        Some("EC2") => return Ok((LaunchType::Ec2, None)),
        Some("FARGATE") => {
            platform(req.platform_version.as_deref())?;
            return Ok((LaunchType::Fargate, None));
        }
        Some("EXTERNAL") => return Ok((LaunchType::External, None)),
        Some(other) => return Err(fault::unsupported(&format!("launchType {other}"))),
        None => {}
    }
    let chosen = if given.is_empty() {
        c.default_strategy.clone()
    } else {
        cluster::ops::strategy(&c.capacity_providers, given)?
    };
    // Both built-in providers are the same machines: base first, then the greatest weight.
    let best = chosen.into_iter().max_by_key(|i| (i.base > 0, i.weight));
    match best {
        Some(i) => {
            platform(req.platform_version.as_deref())?;
            Ok((LaunchType::Fargate, Some(i.provider)))
        }
        None if req.platform_version.is_some() => Err(fault::invalid(
            "The platform version must be null when specifying an EC2 launch type.",
        )),
        None => Ok((LaunchType::Ec2, None)),
    }
}

fn platform(version: Option<&str>) -> Result<(), Fault> {
    match version {
        None | Some("LATEST" | "1.4.0") => Ok(()),
        Some(_) => Err(w::fault::platform_unknown_exception(
            "The specified platform does not exist.",
        )),
    }
}

fn constrain(d: &mut Demand, given: &[w::PlacementConstraint]) -> Result<(), Fault> {
    if given.len() > 10 {
        return Err(fault::invalid("There can be at most 10 placement constraints."));
    }
    for c in given {
        match (c.r#type.as_deref(), c.expression.as_deref()) {
            (Some("distinctInstance"), None | Some("")) => d.distinct = true,
            (Some("distinctInstance"), Some(_)) => {
                return Err(fault::invalid("distinctInstance takes no expression."));
            }
            (Some("memberOf"), Some(text)) => {
                let e = query::parse(text)
                    .map_err(|e| fault::invalid(format!("Invalid placement constraint expression: {e}")))?;
                d.member_of.push((text.to_owned(), e));
            }
            (Some("memberOf"), None) => return Err(fault::invalid("memberOf needs an expression.")),
            (other, _) => {
                return Err(fault::invalid(format!(
                    "Invalid placement constraint type: {}",
                    other.unwrap_or("null")
                )));
            }
        }
    }
    Ok(())
}

fn strategies(given: &[w::PlacementStrategy]) -> Result<Vec<Strategy>, Fault> {
    if given.len() > 5 {
        return Err(fault::invalid("There can be at most 5 placement strategies."));
    }
    given
        .iter()
        .map(|s| match (s.r#type.as_deref(), s.field.as_deref()) {
            (Some("random"), None | Some("")) => Ok(Strategy::Random),
            (Some("spread"), Some(f)) if !f.is_empty() => Ok(Strategy::Spread(
                f.strip_prefix("attribute:").unwrap_or(f).to_owned(),
            )),
            (Some("binpack"), Some(f)) if f.eq_ignore_ascii_case("cpu") => Ok(Strategy::BinpackCpu),
            (Some("binpack"), Some(f)) if f.eq_ignore_ascii_case("memory") => Ok(Strategy::BinpackMemory),
            (kind, field) => Err(fault::invalid(format!(
                "Invalid placement strategy: type {}, field {}",
                kind.unwrap_or("null"),
                field.unwrap_or("null")
            ))),
        })
        .collect()
}

/// Chooses among all machines without locking them all, then makes sure of the chosen one.
fn place(
    cx: &Cx<'_>,
    t: &mut Txn,
    o: &Order,
    strategies: &[Strategy],
) -> Result<Result<Looked, Vec<w::Failure>>, Fault> {
    let fargate = o.launch_type == LaunchType::Fargate;
    let range = if fargate {
        Key::all(ContainerInstance::KIND)
    } else {
        o.cluster.instances()
    };
    let mut machines = Vec::new();
    for i in t.peek::<ContainerInstance>(&range)? {
        let belongs = match o.launch_type {
            LaunchType::Fargate => i.offers_fargate(),
            LaunchType::Ec2 => !i.is_external(),
            LaunchType::External => i.is_external(),
        };
        if belongs && i.is_registered() {
            machines.push(peek(t, i)?);
        }
    }
    if machines.is_empty() && !fargate {
        return Err(fault::invalid(
            "No Container Instances were found in your cluster.",
        ));
    }
    let seen: Vec<Seen<'_>> = machines.iter().map(Looked::seen).collect();
    let mut roll = [0; 8];
    cx.dice().fill(&mut roll);
    match placement::choose(&o.demand, &seen, strategies, u64::from_le_bytes(roll)) {
        Ok(at) => {
            let chosen = machines
                .get(at)
                .ok_or_else(|| Fault::internal("placement chose outside its list"))?;
            // INVARIANT: what is reserved rests on a validated read of this machine.
            let fresh = look(t, &chosen.instance)?;
            t.exists(&kernel::Record::key(&*chosen.instance));
            Ok(Ok(fresh))
        }
        Err(short) if fargate => {
            let detail = short.first().map_or_else(
                || "no connected machine offers Fargate capacity".to_owned(),
                ToString::to_string,
            );
            Ok(Err(vec![w::Failure {
                arn: None,
                reason: Some("Capacity is unavailable at this time. Please try again later or in a different availability zone".into()),
                detail: Some(detail),
            }]))
        }
        Err(short) => Ok(Err(machines
            .iter()
            .zip(&short)
            .map(|(m, s)| failure(m.instance.arn(), s))
            .collect())),
    }
}

fn peek(t: &Txn, i: std::sync::Arc<ContainerInstance>) -> Result<Looked, Fault> {
    let one = |k: Key| kernel::key::KeyRange {
        end: Key::from_stored(&format!("{}\u{0}", k.as_str())),
        start: k,
    };
    let usage = t
        .peek::<NodeUse>(&one(NodeUse::key_of(&i.scope, &i.cluster, &i.id)))?
        .pop();
    let session = t
        .peek::<Session>(&one(Session::key_of(&i.scope, &i.cluster, &i.id)))?
        .pop();
    Ok(Looked {
        usage: usage.unwrap_or_else(|| std::sync::Arc::new(NodeUse::none(&i))),
        session,
        instance: i,
    })
}

fn failure(arn: String, s: &Shortfall) -> w::Failure {
    w::Failure {
        arn: Some(arn),
        reason: Some(s.reason().into()),
        detail: Some(s.to_string()),
    }
}

/// Writes the task with its reservation and network interface.
fn make(cx: &Cx<'_>, t: &mut Txn, o: &Order, node: &Looked, turn: usize) -> Result<Task, Fault> {
    let def = &o.definition;
    let eni = o
        .network
        .as_ref()
        .map(|n| network::attach(cx, t, n, turn))
        .transpose()?;
    let containers = def.definition.container_definitions.iter().flatten().map(|c| {
        let over = overrides::of(&o.overrides, c.name.as_deref().unwrap_or_default());
        Container {
            id: cx.dice().uuid(),
            name: c.name.clone().unwrap_or_default(),
            image: c.image.clone().unwrap_or_default(),
            has_health_check: c.health_check.is_some(),
            essential: c.essential.unwrap_or(true),
            cpu: over.and_then(|v| v.cpu).or(c.cpu).unwrap_or(0),
            memory: over.and_then(|v| v.memory).or(c.memory),
            memory_reservation: over.and_then(|v| v.memory_reservation).or(c.memory_reservation),
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
        capacity_provider: o.capacity_provider.clone(),
        platform_version: fargate.then(|| "1.4.0".into()),
        node: NodeRef {
            scope: node.instance.scope.clone(),
            cluster: node.instance.cluster.clone(),
            id: node.instance.id.clone(),
        },
        // A task with an interface is where its subnet is: one machine serves all zones, and other regions too.
        zone: eni
            .as_ref()
            .and_then(|e| e.zone.clone())
            .or_else(|| node.instance.zone().map(str::to_owned)),
        reservation: o.demand.reservation.clone(),
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
        version: 1,
    };
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
