//! What RunTask and StartTask ask for: checked against the definition, the network and the caller's rights, and
//! turned into what placement looks for.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::{Access, Cx, Fault, Txn};
use wire::ecs as w;

use super::image::Pull;
use super::record::LaunchType;
use super::{network, overrides};
use crate::cluster::record::{Cluster, StrategyItem};
use crate::container_instance::query;
use crate::placement::{Demand, Strategy};
use crate::service::record::GROUP;
use crate::tag::{self, Tags};
use crate::task_definition::record::TaskDefinition;
use crate::{cluster, fault, task_definition};

/// What RunTask and StartTask have in common, checked.
pub(super) struct Order {
    pub cluster: Arc<Cluster>,
    pub definition: Arc<TaskDefinition>,
    pub launch_type: LaunchType,
    /// The capacity providers that its tasks are shared among; none with a launch type.
    pub providers: Vec<StrategyItem>,
    pub overrides: w::TaskOverride,
    pub network: Option<network::Wanted>,
    pub group: String,
    pub started_by: Option<String>,
    pub tags: Tags,
    pub execute_command: bool,
    pub demand: Demand,
    /// What is pulled for its containers.
    pub pulls: BTreeMap<String, Pull>,
}

impl Order {
    /// `startedBy` = `longshore:dry-run`: place nothing, say what would be placed.
    pub(super) fn is_dry_run(&self) -> bool {
        self.started_by.as_deref() == Some("longshore:dry-run")
    }
}

/// The members that both requests have.
pub(super) struct Common<'a> {
    task_definition: &'a str,
    overrides: Option<&'a w::TaskOverride>,
    network: Option<&'a w::NetworkConfiguration>,
    group: Option<&'a str>,
    started_by: Option<&'a str>,
    tags: Option<&'a [w::Tag]>,
    propagate: Option<&'a str>,
    managed_tags: bool,
    execute_command: bool,
    /// A service asks: groups of services are its to use.
    service: bool,
}

impl<'a> Common<'a> {
    pub(super) fn of_run(r: &'a w::RunTaskRequest) -> Self {
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
            service: false,
        }
    }

    pub(super) fn of_service(r: &'a w::RunTaskRequest) -> Self {
        Self {
            service: true,
            ..Self::of_run(r)
        }
    }

    pub(super) fn of_start(r: &'a w::StartTaskRequest) -> Self {
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
            service: false,
        }
    }
}

pub(super) fn order(
    cx: &Cx<'_>,
    t: &mut Txn,
    c: Common<'_>,
    cluster: Arc<Cluster>,
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
    if !c.service {
        // A service hands on the roles that its definition's author was allowed to.
        pass_roles(cx, t, &definition, &over)?;
    }
    if c.started_by.is_some_and(|s| s.chars().count() > 128) {
        return Err(fault::invalid(
            "startedBy must not be longer than 128 characters.",
        ));
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
    if c.service {
        if let (true, Some(name)) = (c.managed_tags, group.strip_prefix(GROUP)) {
            tags.insert("aws:ecs:serviceName".into(), name.to_owned());
        }
    } else if group.starts_with(GROUP) || group.starts_with("daemon:") {
        return Err(fault::invalid(
            "group must not start with `service:` or `daemon:`.",
        ));
    }
    let mut demand = definition.demand(&over, fargate)?;
    if c.execute_command {
        demand
            .attributes
            .push(("ecs.capability.execute-command".into(), None));
    }
    if network.as_ref().is_some_and(|n| n.guarded) {
        demand.attributes.push((wire::firewall::ATTRIBUTE.into(), None));
    }
    demand.group.clone_from(&group);
    Ok(Order {
        cluster,
        launch_type,
        providers: Vec::new(),
        overrides: over,
        network,
        group,
        started_by: c.started_by.map(str::to_owned),
        tags,
        execute_command: c.execute_command,
        demand,
        definition,
        pulls: BTreeMap::new(),
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
pub(super) fn launch(c: &Cluster, req: &w::RunTaskRequest) -> Result<(LaunchType, Vec<StrategyItem>), Fault> {
    let given = req.capacity_provider_strategy.as_deref().unwrap_or_default();
    if req.launch_type.is_some() && !given.is_empty() {
        return Err(fault::invalid(
            "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
        ));
    }
    match req.launch_type.as_deref() {
        Some("EC2") => return Ok((LaunchType::Ec2, Vec::new())),
        Some("FARGATE") => {
            platform(req.platform_version.as_deref())?;
            return Ok((LaunchType::Fargate, Vec::new()));
        }
        Some("EXTERNAL") => return Ok((LaunchType::External, Vec::new())),
        Some(other) => return Err(fault::unsupported(&format!("launchType {other}"))),
        None => {}
    }
    let chosen = if given.is_empty() {
        c.default_strategy.clone()
    } else {
        cluster::ops::strategy(&c.capacity_providers, given)?
    };
    if !chosen.is_empty() {
        platform(req.platform_version.as_deref())?;
        return Ok((LaunchType::Fargate, chosen));
    }
    if req.platform_version.is_some() {
        return Err(fault::invalid(
            "The platform version must be null when specifying an EC2 launch type.",
        ));
    }
    Ok((LaunchType::Ec2, Vec::new()))
}

fn platform(version: Option<&str>) -> Result<(), Fault> {
    match version {
        None | Some("LATEST" | "1.4.0") => Ok(()),
        Some(_) => Err(w::fault::platform_unknown_exception(
            "The specified platform does not exist.",
        )),
    }
}

pub(crate) fn constrain(d: &mut Demand, given: &[w::PlacementConstraint]) -> Result<(), Fault> {
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

pub(crate) fn strategies(given: &[w::PlacementStrategy]) -> Result<Vec<Strategy>, Fault> {
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
