//! CreateTaskSet, UpdateTaskSet, DeleteTaskSet, DescribeTaskSets, UpdateServicePrimaryTaskSet.

use kernel::{Cx, Fault, Txn};
use wire::ecs as w;

use crate::deployment::record::{Deployment, TaskSet};
use crate::deployment::{self, launch, traffic, view};
use crate::service::record::{Controller, Service};
use crate::service::{self, check, view as services};
use crate::{cluster, fault, tag, task_definition};

/// Sets of a service that are not DRAINING (CreateTaskSet).
const MOST: usize = 5;

fn find(cx: &Cx<'_>, t: &mut Txn, cluster: &str, given: &str) -> Result<Service, Fault> {
    let c = cluster::active(cx, t, Some(cluster))?;
    let s = service::active(cx, t, &c, given)?;
    match s.controller {
        Controller::External => Ok(s),
        Controller::Ecs => Err(fault::invalid(
            "Task sets can only be used with services that use the EXTERNAL deployment controller.",
        )),
    }
}

/// Where the set is that an id or ARN names.
fn position(s: &Service, given: &str) -> Option<usize> {
    let tail = |id: &str| given == id || given.ends_with(&format!("/{id}"));
    s.deployments.iter().position(|d| tail(&d.id))
}

fn missing() -> Fault {
    w::fault::task_set_not_found_exception("The specified task set was not found.")
}

fn scale(given: Option<&w::Scale>) -> Result<f64, Fault> {
    let value = given.and_then(|s| s.value).unwrap_or(100.0);
    if !(0.0..=100.0).contains(&value) {
        return Err(fault::invalid("scale.value must be between 0 and 100."));
    }
    Ok(value)
}

fn show(t: &mut Txn, s: &Service, d: &Deployment, tags: bool) -> Result<w::TaskSet, Fault> {
    let counts = services::counts(t, s)?;
    let revision = deployment::revision(t, s, &d.revision)?;
    let n = counts.get(&d.id).copied().unwrap_or_default();
    Ok(view::task_set(s, d, &revision, n, tags))
}

pub(crate) fn create(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::CreateTaskSetRequest,
) -> Result<w::CreateTaskSetResponse, Fault> {
    let mut s = find(cx, t, &req.cluster, &req.service)?;
    let known = s.deployments.iter().find(|d| {
        let token = d.task_set.as_ref().and_then(|x| x.token.as_ref());
        token.is_some() && token == req.client_token.as_ref()
    });
    if let Some(known) = known {
        return Ok(w::CreateTaskSetResponse {
            task_set: Some(show(t, &s, known, true)?),
        });
    }
    let live = s
        .deployments
        .iter()
        .filter(|d| d.task_set.as_ref().is_some_and(|x| !x.draining));
    if live.count() >= MOST {
        return Err(w::fault::limit_exceeded_exception(format!(
            "A service can have at most {MOST} task sets."
        )));
    }
    let definition = task_definition::active(cx, t, &req.task_definition)?.arn();
    let mut shape = w::ServiceRevision {
        task_definition: Some(definition.clone()),
        launch_type: req.launch_type.clone(),
        capacity_provider_strategy: req.capacity_provider_strategy.clone(),
        platform_version: req.platform_version.clone(),
        network_configuration: req.network_configuration.clone(),
        load_balancers: req.load_balancers.clone(),
        service_registries: req.service_registries.clone(),
        ..Default::default()
    };
    let launch = launch::check(cx, t, &s, &shape)?;
    if shape
        .capacity_provider_strategy
        .as_ref()
        .is_none_or(Vec::is_empty)
    {
        shape.launch_type = Some(launch.as_str().into());
    }
    let given = shape.load_balancers.clone().unwrap_or_default();
    check::load_balancers(cx, t, &given, &definition)?;
    let groups: Vec<String> = given.iter().filter_map(|b| b.target_group_arn.clone()).collect();
    traffic::uses(t, &s, &groups)?;
    let revision = deployment::revise(cx, t, &s, shape)?;
    let mut d = deployment::draft(cx, &revision);
    d.scale = Some(scale(req.scale.as_ref())?);
    d.task_set = Some(TaskSet {
        external_id: req.external_id.clone(),
        tags: tag::parse(req.tags.as_deref())?,
        token: req.client_token.clone(),
        ..TaskSet::default()
    });
    s.deployments.push(d.clone());
    t.put(s.clone())?;
    Ok(w::CreateTaskSetResponse {
        task_set: Some(show(t, &s, &d, true)?),
    })
}

/// Changes one set, and answers it.
fn change(
    cx: &Cx<'_>,
    t: &mut Txn,
    mut s: Service,
    given: &str,
    f: impl FnOnce(&mut Deployment, &mut TaskSet) -> Result<(), Fault>,
) -> Result<w::TaskSet, Fault> {
    let at = position(&s, given).ok_or_else(missing)?;
    let d = s.deployments.get_mut(at).ok_or_else(missing)?;
    let mut set = d.task_set.take().unwrap_or_default();
    f(d, &mut set)?;
    set.steady_since = None;
    d.task_set = Some(set);
    d.updated = cx.now;
    let d = d.clone();
    t.put(s.clone())?;
    show(t, &s, &d, true)
}

pub(crate) fn update(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::UpdateTaskSetRequest,
) -> Result<w::UpdateTaskSetResponse, Fault> {
    let s = find(cx, t, &req.cluster, &req.service)?;
    let value = scale(Some(&req.scale))?;
    let set = change(cx, t, s, &req.task_set, |d, _| {
        d.scale = Some(value);
        Ok(())
    })?;
    Ok(w::UpdateTaskSetResponse { task_set: Some(set) })
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeleteTaskSetRequest,
) -> Result<w::DeleteTaskSetResponse, Fault> {
    let s = find(cx, t, &req.cluster, &req.service)?;
    let force = req.force == Some(true);
    let set = change(cx, t, s, &req.task_set, |d, set| {
        if !force && d.scale.is_some_and(|n| n > 0.0) {
            return Err(fault::invalid(
                "The task set cannot be deleted while it is scaled above 0.",
            ));
        }
        set.draining = true;
        set.primary = false;
        Ok(())
    })?;
    Ok(w::DeleteTaskSetResponse { task_set: Some(set) })
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeTaskSetsRequest,
) -> Result<w::DescribeTaskSetsResponse, Fault> {
    let s = find(cx, t, &req.cluster, &req.service)?;
    let tags = req.include.iter().flatten().any(|f| f == "TAGS");
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    let asked = req.task_sets.clone().unwrap_or_default();
    if asked.is_empty() {
        for d in &s.deployments {
            found.push(show(t, &s, d, tags)?);
        }
    }
    for given in &asked {
        match position(&s, given).and_then(|at| s.deployments.get(at)) {
            Some(d) => found.push(show(t, &s, d, tags)?),
            None => failures.push(w::Failure {
                arn: Some(given.clone()),
                reason: Some("MISSING".into()),
                detail: None,
            }),
        }
    }
    Ok(w::DescribeTaskSetsResponse {
        task_sets: Some(found),
        failures: Some(failures),
    })
}

pub(crate) fn set_primary(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::UpdateServicePrimaryTaskSetRequest,
) -> Result<w::UpdateServicePrimaryTaskSetResponse, Fault> {
    let mut s = find(cx, t, &req.cluster, &req.service)?;
    let chosen = position(&s, &req.primary_task_set).ok_or_else(missing)?;
    for set in s.deployments.iter_mut().filter_map(|d| d.task_set.as_mut()) {
        set.primary = false;
    }
    // What the service shows of itself is what its PRIMARY set is.
    let d = s.deployments.remove(chosen);
    let id = d.id.clone();
    s.deployments.insert(0, d);
    let set = change(cx, t, s, &id, |_, set| {
        set.primary = true;
        Ok(())
    })?;
    Ok(w::UpdateServicePrimaryTaskSetResponse { task_set: Some(set) })
}
