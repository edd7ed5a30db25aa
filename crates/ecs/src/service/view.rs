//! Service to wire.

use std::collections::BTreeMap;

use kernel::{Fault, Txn};
use wire::ecs as w;

use super::record::{Controller, History, Member, Scheduling, Service};
use crate::cluster::record as cluster;
use crate::deployment::record::{self as deployment, Revision};
use crate::deployment::{self as deployments, view as shown};
use crate::tag;
use crate::task::record::Task;

/// Running and pending tasks by deployment.
pub(crate) type Counts = BTreeMap<String, (i32, i32)>;

pub(crate) fn counts(t: &mut Txn, s: &Service) -> Result<Counts, Fault> {
    let mut counts = Counts::new();
    for m in t.range::<Member>(&Member::all_of(&s.scope, &s.cluster, &s.name))? {
        let key = Task::key_of(&m.scope, &m.cluster, &m.task);
        let Some(task) = t.get::<Task>(&key)? else {
            continue;
        };
        let n = counts
            .entry(task.started_by.clone().unwrap_or_default())
            .or_default();
        match task.state.counts_as() {
            Some("RUNNING") => n.0 += 1,
            Some("PENDING") => n.1 += 1,
            _ => {}
        }
    }
    Ok(counts)
}

pub(crate) fn service(t: &mut Txn, s: &Service, tags: bool) -> Result<w::Service, Fault> {
    let counts = counts(t, s)?;
    let (running, pending) = counts.values().fold((0, 0), |a, n| (a.0 + n.0, a.1 + n.1));
    let history = t.get::<History>(&History::key_of(&s.scope, &s.cluster, &s.name))?;
    let mut revisions = BTreeMap::new();
    for d in &s.deployments {
        revisions.insert(d.id.clone(), deployments::revision(t, s, &d.revision)?);
    }
    let primary = s.primary().and_then(|d| revisions.get(&d.id));
    let shape = primary.map(|r| r.shape.0.clone()).unwrap_or_default();
    let external = s.controller == Controller::External;
    let none = || Some(Vec::new());
    let deployments = s.deployments.iter().enumerate().filter(|_| !external);
    let events = history.iter().flat_map(|h| &h.events).map(|e| w::ServiceEvent {
        id: Some(e.id.clone()),
        created_at: Some(e.at.into()),
        message: Some(e.message.clone()),
    });
    let placed = |p: Option<&Vec<_>>| Some(p.cloned().unwrap_or_default());
    Ok(w::Service {
        service_arn: Some(s.arn()),
        service_name: Some(s.name.clone()),
        cluster_arn: Some(cluster::arn(&s.scope, &s.cluster)),
        load_balancers: shape.load_balancers.clone().or_else(none_of),
        service_registries: shape.service_registries.clone().or_else(none),
        status: Some(s.status.as_str().into()),
        desired_count: Some(s.desired),
        running_count: Some(running),
        pending_count: Some(pending),
        launch_type: shape.launch_type.clone(),
        capacity_provider_strategy: shape.capacity_provider_strategy.clone(),
        platform_version: shape.platform_version.clone(),
        platform_family: shape.platform_version.as_ref().map(|_| "Linux".into()),
        task_definition: shape.task_definition.clone(),
        deployment_configuration: Some(s.configuration.0.clone()),
        task_sets: external.then(|| {
            let sets = s.deployments.iter().filter_map(|d| {
                let r = revisions.get(&d.id)?;
                Some(shown::task_set(
                    s,
                    d,
                    r,
                    counts.get(&d.id).copied().unwrap_or_default(),
                    tags,
                ))
            });
            sets.collect()
        }),
        deployments: Some(
            deployments
                .filter_map(|(at, d)| {
                    let n = counts.get(&d.id).copied().unwrap_or_default();
                    Some(shown::deployment(s, d, at == 0, revisions.get(&d.id)?, n))
                })
                .collect(),
        ),
        role_arn: s.role.clone(),
        events: Some(events.collect()),
        created_at: Some(s.created.into()),
        current_service_deployment: s
            .primary()
            .filter(|d| !external && d.rollout == deployment::Rollout::InProgress)
            .map(|d| deployment::arn(&s.scope, "service-deployment", &s.cluster, &s.name, &d.record)),
        current_service_revisions: (!external).then(|| {
            let each = s.deployments.iter().enumerate();
            each.map(|(at, d)| summary(s, d, at == 0, &revisions, &counts))
                .collect()
        }),
        placement_constraints: placed_constraints(s),
        placement_strategy: placed(s.placement.placement_strategy.as_ref()),
        network_configuration: shape.network_configuration.clone(),
        health_check_grace_period_seconds: s.grace_seconds,
        scheduling_strategy: Some(s.scheduling.as_str().into()),
        deployment_controller: Some(w::DeploymentController {
            r#type: s.controller.as_str().into(),
        }),
        tags: Some(if tags { tag::view(&s.tags) } else { Vec::new() }),
        created_by: Some(s.created_by.clone()),
        enable_ecs_managed_tags: Some(s.managed_tags),
        propagate_tags: Some(s.propagate.clone()),
        enable_execute_command: Some(s.execute_command),
        availability_zone_rebalancing: Some(if s.zone_rebalancing { "ENABLED" } else { "DISABLED" }.into()),
        ..w::Service::default()
    })
}

fn none_of() -> Option<Vec<w::LoadBalancer>> {
    Some(Vec::new())
}

fn placed_constraints(s: &Service) -> Option<Vec<w::PlacementConstraint>> {
    Some(s.placement.placement_constraints.clone().unwrap_or_default())
}

fn summary(
    s: &Service,
    d: &deployment::Deployment,
    primary: bool,
    revisions: &BTreeMap<String, std::sync::Arc<Revision>>,
    counts: &Counts,
) -> w::ServiceCurrentRevisionSummary {
    let (running, pending) = counts.get(&d.id).copied().unwrap_or_default();
    w::ServiceCurrentRevisionSummary {
        arn: revisions.get(&d.id).map(|r| r.arn()),
        requested_task_count: Some(if primary { s.desired } else { running + pending }),
        running_task_count: Some(running),
        pending_task_count: Some(pending),
    }
}

/// Whether a list that asks for a scheduling strategy means it.
pub(crate) fn is_scheduled(s: &Service, wanted: Option<&str>) -> bool {
    wanted.is_none_or(|w| w == Scheduling::as_str(s.scheduling))
}
