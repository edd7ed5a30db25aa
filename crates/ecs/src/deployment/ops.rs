//! Operations on service deployments and service revisions.

use std::sync::Arc;

use kernel::page::page;
use kernel::{Arn, Cx, Fault, Key, Record as _, Time, Txn};
use wire::ecs as w;

use super::record::{Deployment, Revision, Rollback, Rollout, ServiceDeployment, Status, arn};
use super::{amend, back, history, view};
use crate::cluster::ops::page_size;
use crate::service::record::Service;
use crate::service::{self, view as services, words};
use crate::task_definition::record::TaskDefinition;
use crate::{cluster, fault, refs};

/// Cluster, service and id of an ARN of this kind in the caller's scope.
fn parts(cx: &Cx<'_>, kind: &str, given: &str) -> Option<(String, String, String)> {
    let (found, rest) = Arn::parse(given)
        .filter(|a| a.service == "ecs" && a.is_in(cx.scope()))?
        .typed()?;
    let mut it = rest.split('/').map(str::to_owned);
    let all = (it.next()?, it.next()?, it.next()?);
    (found == kind && it.next().is_none()).then_some(all)
}

fn missing(arn: &str) -> w::Failure {
    w::Failure {
        arn: Some(arn.to_owned()),
        reason: Some("MISSING".into()),
        detail: None,
    }
}

fn at_most_20(arns: &[String], what: &str) -> Result<(), Fault> {
    match arns.len() {
        0 => Err(fault::invalid(format!("{what} cannot be empty."))),
        1..=20 => Ok(()),
        _ => Err(fault::invalid(format!(
            "{what} can not have more than 20 elements."
        ))),
    }
}

fn record(cx: &Cx<'_>, t: &mut Txn, given: &str) -> Result<Option<Arc<ServiceDeployment>>, Fault> {
    let Some((cluster, service, id)) = parts(cx, "service-deployment", given) else {
        return Ok(None);
    };
    t.get::<ServiceDeployment>(&ServiceDeployment::key_of(cx.scope(), &cluster, &service, &id))
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeServiceDeploymentsRequest,
) -> Result<w::DescribeServiceDeploymentsResponse, Fault> {
    at_most_20(&req.service_deployment_arns, "serviceDeploymentArns")?;
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for given in &req.service_deployment_arns {
        match record(cx, t, given)? {
            Some(r) => found.push(show(t, &r)?),
            None => failures.push(missing(given)),
        }
    }
    Ok(w::DescribeServiceDeploymentsResponse {
        service_deployments: Some(found),
        failures: Some(failures),
    })
}

fn show(t: &mut Txn, r: &ServiceDeployment) -> Result<w::ServiceDeployment, Fault> {
    let key = Service::key_of(&r.scope, &r.cluster, &r.service);
    let Some(s) = t.get::<Service>(&key)? else {
        return Ok(view::service_deployment(r, None, 0, |_| (0, 0)));
    };
    let counts = services::counts(t, &s)?;
    let live = s.deployments.iter().find(|d| d.record == r.id);
    let of = |revision: &str| {
        let ids = s.deployments.iter().filter(|d| d.revision == revision);
        ids.filter_map(|d| counts.get(&d.id))
            .fold((0, 0), |a, n| (a.0 + n.0, a.1 + n.1))
    };
    let requested = if live.is_some_and(|d| d.revision == r.target) {
        s.desired
    } else {
        0
    };
    Ok(view::service_deployment(r, live, requested, of))
}

pub(crate) fn list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListServiceDeploymentsRequest,
) -> Result<w::ListServiceDeploymentsResponse, Fault> {
    let c = cluster::active(cx, t, req.cluster.as_deref())?;
    let s = service::find(cx, t, &c, &req.service)?.ok_or_else(service::missing)?;
    let all = Key::new(ServiceDeployment::KIND, &s.scope, &[&s.cluster, &s.name]).children();
    let mut found = t.range::<ServiceDeployment>(&all)?;
    let wanted = req.status.as_deref().unwrap_or_default();
    let (after, before) = req
        .created_at
        .as_ref()
        .map_or((None, None), |c| (c.after, c.before));
    found.retain(|r| {
        (wanted.is_empty() || wanted.iter().any(|x| x == r.status.as_str()))
            && after.is_none_or(|at| r.created >= Time::from_seconds(at.0))
            && before.is_none_or(|at| r.created <= Time::from_seconds(at.0))
    });
    // Newest first; pages go on by a name that falls with time.
    let name = |r: &Arc<ServiceDeployment>| format!("{:020}{}", i64::MAX - r.created.0, r.id);
    found.sort_by_key(name);
    let size = page_size(req.max_results.or(Some(20)))?;
    let (found, next_token) =
        page(found, name, req.next_token.as_deref(), size).map_err(|()| fault::bad_token())?;
    Ok(w::ListServiceDeploymentsResponse {
        service_deployments: Some(found.iter().map(|r| view::brief(r)).collect()),
        next_token,
    })
}

pub(crate) fn describe_revisions(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeServiceRevisionsRequest,
) -> Result<w::DescribeServiceRevisionsResponse, Fault> {
    at_most_20(&req.service_revision_arns, "serviceRevisionArns")?;
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for given in &req.service_revision_arns {
        let r = match parts(cx, "service-revision", given) {
            Some((cluster, service, id)) => {
                t.get::<Revision>(&Revision::key_of(cx.scope(), &cluster, &service, &id))?
            }
            None => None,
        };
        match r {
            Some(r) => {
                let images = images(cx, t, &r)?;
                found.push(view::revision(&r, images));
            }
            None => failures.push(missing(given)),
        }
    }
    Ok(w::DescribeServiceRevisionsResponse {
        service_revisions: Some(found),
        failures: Some(failures),
    })
}

/// The images of a revision's containers, with their digests as far as they are known.
fn images(cx: &Cx<'_>, t: &mut Txn, r: &Revision) -> Result<Vec<w::ContainerImage>, Fault> {
    let name = r.shape.task_definition.as_deref().unwrap_or_default();
    let Some(at) = refs::definition(cx.scope(), name) else {
        return Ok(Vec::new());
    };
    let key = TaskDefinition::key_of(cx.scope(), &at.family, at.revision.unwrap_or(0));
    let definition = t.get::<TaskDefinition>(&key)?;
    let containers = definition
        .iter()
        .flat_map(|d| d.definition.container_definitions.iter().flatten());
    Ok(containers
        .map(|c| w::ContainerImage {
            container_name: c.name.clone(),
            image: c.image.clone(),
            image_digest: c.name.as_ref().and_then(|n| r.digests.get(n)).cloned(),
        })
        .collect())
}

fn not_found() -> Fault {
    w::fault::service_deployment_not_found_exception("The service deployment was not found.")
}

/// The service whose deployment this is, as long as it goes on.
fn under_way(t: &mut Txn, r: &ServiceDeployment) -> Result<(Service, Deployment), Fault> {
    let over = || {
        w::fault::conflict_exception(format!(
            "The service deployment is {} and can no longer be changed.",
            r.status.as_str()
        ))
    };
    let key = Service::key_of(&r.scope, &r.cluster, &r.service);
    let s = t.get::<Service>(&key)?.ok_or_else(not_found)?;
    let primary = s
        .primary()
        .filter(|d| d.record == r.id && d.rollout == Rollout::InProgress && !r.status.is_over())
        .ok_or_else(over)?;
    Ok(((*s).clone(), primary.clone()))
}

/// ROLLBACK (the default) goes back to what last was steady; ABORT leaves everything as it is.
pub(crate) fn stop(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::StopServiceDeploymentRequest,
) -> Result<w::StopServiceDeploymentResponse, Fault> {
    let r = record(cx, t, &req.service_deployment_arn)?.ok_or_else(not_found)?;
    let (mut s, primary) = under_way(t, &r)?;
    let who = words::service(&s.name, None);
    let by = format!("Service deployment was stopped by {}.", cx.call.principal.arn());
    let to = s.settled.clone().filter(|to| *to != primary.revision);
    let rollback = req.stop_type.as_deref() != Some("ABORT");
    if let Some(d) = s.deployments.first_mut() {
        (d.rollout, d.updated) = (Rollout::Failed, cx.now);
        d.reason.clone_from(&by);
    }
    let mut events = vec![words::failed(&who, &primary.id, "deployment stopped by user")];
    match to.filter(|_| rollback && !primary.rollback) {
        Some(to) => {
            let id = back(cx, t, &mut s, &to, &r.id)?;
            events.push(words::rolling_back(&who, &id));
            amend(cx, t, &s, &r.id, |r| {
                r.status = Status::RollbackInProgress;
                r.reason = Some(by.clone());
                r.rollback = Some(Rollback {
                    reason: by,
                    started: cx.now,
                    revision: to,
                });
            })?;
        }
        None if rollback && !primary.rollback => {
            return Err(w::fault::conflict_exception(
                "There is no completed service deployment to roll back to.",
            ));
        }
        None => amend(cx, t, &s, &r.id, |r| {
            r.status = Status::Stopped;
            r.reason = Some(by);
        })?,
    }
    history::add(cx, t, (&s.cluster, &s.name), events)?;
    t.put(s)?;
    Ok(w::StopServiceDeploymentResponse {
        service_deployment_arn: Some(arn(&r.scope, "service-deployment", &r.cluster, &r.service, &r.id)),
    })
}

/// Only a deployment that waits at a hook can go on, and none does: hooks are refused.
pub(crate) fn go_on(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ContinueServiceDeploymentRequest,
) -> Result<w::ContinueServiceDeploymentResponse, Fault> {
    record(cx, t, &req.service_deployment_arn)?.ok_or_else(not_found)?;
    Err(fault::invalid(format!(
        "The hook {} is not awaiting action.",
        req.hook_id
    )))
}
