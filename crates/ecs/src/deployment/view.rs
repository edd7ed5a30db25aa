//! Deployments, service deployments, revisions and task sets to wire.

use wire::ecs as w;

use super::record::{Connect, Deployment, Revision, Rollout, ServiceDeployment, Status, arn};
use super::sets;
use crate::cluster::record as cluster;
use crate::service::record::{self as service, Service};
use crate::tag;

/// Running and pending tasks.
type Count = (i32, i32);

pub(crate) fn deployment(
    s: &Service,
    d: &Deployment,
    primary: bool,
    r: &Revision,
    (running, pending): Count,
) -> w::Deployment {
    let shape = &r.shape.0;
    w::Deployment {
        id: Some(d.id.clone()),
        status: Some(if primary { "PRIMARY" } else { "ACTIVE" }.into()),
        task_definition: Some(d.definition.clone()),
        desired_count: Some(match (primary, d.rollout) {
            (true, Rollout::Failed) | (false, _) => running + pending,
            (true, _) => s.desired,
        }),
        pending_count: Some(pending),
        running_count: Some(running),
        failed_tasks: Some(d.failed),
        created_at: Some(d.created.into()),
        updated_at: Some(d.updated.into()),
        capacity_provider_strategy: shape.capacity_provider_strategy.clone(),
        launch_type: shape.launch_type.clone(),
        platform_version: shape.platform_version.clone(),
        platform_family: shape.platform_version.as_ref().map(|_| "Linux".into()),
        network_configuration: shape.network_configuration.clone(),
        service_connect_configuration: shape.service_connect_configuration.clone(),
        service_connect_resources: r.connect.as_ref().map(resources),
        rollout_state: Some(d.rollout.as_str().into()),
        rollout_state_reason: Some(d.reason.clone()),
        ..w::Deployment::default()
    }
}

fn resources(c: &Connect) -> Vec<w::ServiceConnectServiceResource> {
    let each = c.endpoints.iter();
    each.map(|e| w::ServiceConnectServiceResource {
        discovery_name: Some(e.discovery.clone()),
        discovery_arn: Some(e.arn.clone()),
    })
    .collect()
}

pub(crate) fn task_set(
    s: &Service,
    d: &Deployment,
    r: &Revision,
    (running, pending): Count,
    tags: bool,
) -> w::TaskSet {
    let shape = &r.shape.0;
    let set = d.task_set.clone().unwrap_or_default();
    let status = match (set.draining, set.primary) {
        (true, _) => "DRAINING",
        (false, true) => "PRIMARY",
        (false, false) => "ACTIVE",
    };
    let computed = match set.draining {
        true => 0,
        false => sets::computed(s.desired, d.scale.unwrap_or(0.0)),
    };
    w::TaskSet {
        id: Some(d.id.clone()),
        task_set_arn: Some(arn(&s.scope, "task-set", &s.cluster, &s.name, &d.id)),
        service_arn: Some(s.arn()),
        cluster_arn: Some(cluster::arn(&s.scope, &s.cluster)),
        external_id: set.external_id.clone(),
        status: Some(status.into()),
        task_definition: Some(d.definition.clone()),
        computed_desired_count: Some(computed),
        pending_count: Some(pending),
        running_count: Some(running),
        created_at: Some(d.created.into()),
        updated_at: Some(d.updated.into()),
        launch_type: shape.launch_type.clone(),
        capacity_provider_strategy: shape.capacity_provider_strategy.clone(),
        platform_version: shape.platform_version.clone(),
        platform_family: shape.platform_version.as_ref().map(|_| "Linux".into()),
        network_configuration: shape.network_configuration.clone(),
        load_balancers: Some(shape.load_balancers.clone().unwrap_or_default()),
        service_registries: Some(shape.service_registries.clone().unwrap_or_default()),
        scale: Some(w::Scale {
            value: d.scale,
            unit: Some("PERCENT".into()),
        }),
        stability_status: Some(
            match set.steady_since {
                Some(_) => "STEADY_STATE",
                None => "STABILIZING",
            }
            .into(),
        ),
        stability_status_at: Some(set.steady_since.unwrap_or(d.updated).into()),
        tags: Some(if tags { tag::view(&set.tags) } else { Vec::new() }),
        ..w::TaskSet::default()
    }
}

pub(crate) fn revision(r: &Revision, images: Vec<w::ContainerImage>) -> w::ServiceRevision {
    let shape = r.shape.0.clone();
    w::ServiceRevision {
        service_revision_arn: Some(r.arn()),
        service_arn: Some(service::arn(&r.scope, &r.cluster, &r.service)),
        cluster_arn: Some(cluster::arn(&r.scope, &r.cluster)),
        platform_family: shape.platform_version.as_ref().map(|_| "Linux".into()),
        load_balancers: Some(shape.load_balancers.clone().unwrap_or_default()),
        service_registries: Some(shape.service_registries.clone().unwrap_or_default()),
        container_images: Some(images),
        guard_duty_enabled: Some(false),
        created_at: Some(r.created.into()),
        ..shape
    }
}

/// The record of a service deployment; `counts` has the tasks of its revisions, `requested` what the target shall have.
pub(crate) fn service_deployment(
    r: &ServiceDeployment,
    live: Option<&Deployment>,
    requested: i32,
    counts: impl Fn(&str) -> Count,
) -> w::ServiceDeployment {
    let revision = |id: &str| arn(&r.scope, "service-revision", &r.cluster, &r.service, id);
    let summary = |id: &str, wanted: Option<i32>| {
        let (running, pending) = counts(id);
        w::ServiceRevisionSummary {
            arn: Some(revision(id)),
            requested_task_count: Some(wanted.unwrap_or(running + pending)),
            running_task_count: Some(running),
            pending_task_count: Some(pending),
            ..Default::default()
        }
    };
    let breaker = r.configuration.deployment_circuit_breaker.as_ref();
    let status = match (breaker.is_some_and(|b| b.enable), r.tripped, r.status.is_over()) {
        (false, _, _) => "DISABLED",
        (true, true, _) => "TRIGGERED",
        (true, false, true) => "MONITORING_COMPLETE",
        (true, false, false) => "MONITORING",
    };
    w::ServiceDeployment {
        service_deployment_arn: Some(r.arn()),
        service_arn: Some(service::arn(&r.scope, &r.cluster, &r.service)),
        cluster_arn: Some(cluster::arn(&r.scope, &r.cluster)),
        created_at: Some(r.created.into()),
        started_at: r.started.map(Into::into),
        finished_at: r.finished.map(Into::into),
        stopped_at: r.stopped.map(Into::into),
        updated_at: Some(r.updated.into()),
        source_service_revisions: Some(r.sources.iter().map(|id| summary(id, None)).collect()),
        target_service_revision: Some(summary(&r.target, Some(requested))),
        status: Some(r.status.as_str().into()),
        status_reason: r.reason.clone(),
        deployment_configuration: Some(r.configuration.0.clone()),
        rollback: r.rollback.as_ref().map(|b| w::Rollback {
            reason: Some(b.reason.clone()),
            started_at: Some(b.started.into()),
            service_revision_arn: Some(revision(&b.revision)),
        }),
        deployment_circuit_breaker: Some(w::ServiceDeploymentCircuitBreaker {
            status: Some(status.into()),
            failure_count: Some(
                live.filter(|d| !d.rollback)
                    .map_or(r.failures, |d| d.failed.max(r.failures)),
            ),
            threshold: Some(r.threshold),
        }),
        ..w::ServiceDeployment::default()
    }
}

pub(crate) fn brief(r: &ServiceDeployment) -> w::ServiceDeploymentBrief {
    w::ServiceDeploymentBrief {
        service_deployment_arn: Some(r.arn()),
        service_arn: Some(service::arn(&r.scope, &r.cluster, &r.service)),
        cluster_arn: Some(cluster::arn(&r.scope, &r.cluster)),
        started_at: r.started.map(Into::into),
        created_at: Some(r.created.into()),
        finished_at: r.finished.map(Into::into),
        target_service_revision_arn: Some(arn(
            &r.scope,
            "service-revision",
            &r.cluster,
            &r.service,
            &r.target,
        )),
        status: Some(Status::as_str(r.status).into()),
        status_reason: r.reason.clone(),
    }
}
