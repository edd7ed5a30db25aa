//! StopTask, DescribeTasks, ListTasks.

use std::sync::Arc;

use kernel::page::page;
use kernel::{Cx, Fault, Txn};
use wire::ecs as w;

use super::blackbox;
use super::blackbox::record::{BlackBox, Lines, Of};
use super::record::{Stop, Task, TaskEvent};
use super::{store, view};
use crate::cluster::ops::page_size;
use crate::cluster::record::Cluster;
use crate::container_instance::record::Session;
use crate::deployment::apply;
use crate::service::member;
use crate::service::record::Leaving;
use crate::{cluster, fault, refs};

/// The task of `cluster` that a request names by id or ARN.
pub(crate) fn find(cx: &Cx<'_>, t: &mut Txn, c: &Cluster, given: &str) -> Result<Option<Arc<Task>>, Fault> {
    let Some(id) = refs::in_cluster(cx.scope(), &c.name, "task", given) else {
        return Ok(None);
    };
    t.get::<Task>(&Task::key_of(cx.scope(), &c.name, &id))
}

/// The wire form, with what only other records know.
pub(crate) fn show(t: &mut Txn, task: &Task, tags: bool) -> Result<w::Task, Fault> {
    let n = &task.node;
    let connected = t.exists(&Session::key_of(&n.scope, &n.cluster, &n.id));
    let mut shown = view::task(task, connected, tags);
    if let Some(leaving) = leaving(t, task)? {
        view::deactivating(&mut shown, &leaving);
    }
    if let Some(attachment) = black_box(t, task, false)? {
        shown.attachments.get_or_insert_default().push(attachment);
    }
    Ok(shown)
}

/// A task of a service that waits for its targets to drain before it is told to stop.
fn leaving(t: &mut Txn, task: &Task) -> Result<Option<Leaving>, Fault> {
    if task.state.desired_status() == "STOPPED" {
        return Ok(None);
    }
    Ok(member::of(t, task)?.and_then(|m| m.leaving.clone()))
}

fn desired_status(t: &mut Txn, task: &Task) -> Result<&'static str, Fault> {
    match leaving(t, task)? {
        Some(_) => Ok("STOPPED"),
        None => Ok(task.state.desired_status()),
    }
}

/// What is known of a task that has stopped; `None` when that is nothing.
fn black_box(t: &mut Txn, task: &Task, lines: bool) -> Result<Option<w::Attachment>, Fault> {
    let Some(of) = Of::task(task) else {
        return Ok(None);
    };
    let Some(told) = t.get::<BlackBox>(&BlackBox::key_of(&of))? else {
        return Ok(None);
    };
    let lines = match lines {
        true => t.get::<Lines>(&Lines::key_of(&of))?,
        false => None,
    };
    let attachment = blackbox::view::attachment(&told, lines.as_deref());
    Ok((!told.containers.is_empty()).then_some(attachment))
}

pub(crate) fn stop(cx: &Cx<'_>, t: &mut Txn, req: &w::StopTaskRequest) -> Result<w::StopTaskResponse, Fault> {
    let c = cluster::active(cx, t, req.cluster.as_deref())?;
    let task =
        find(cx, t, &c, &req.task)?.ok_or_else(|| fault::invalid("The referenced task was not found."))?;
    if req.reason.as_ref().is_some_and(|r| r.chars().count() > 1024) {
        return Err(fault::invalid("reason must not be longer than 1024 characters."));
    }
    let why = Stop::user(req.reason.as_deref());
    let event = TaskEvent::StopAsked(why.clone(), cx.now);
    let unchanged = task.state.clone().step(&event) == task.state;
    let now = if unchanged || apply::retire(cx, t, &task, &why)? {
        (*task).clone()
    } else {
        store::apply(cx, t, &task, &event)?
    };
    Ok(w::StopTaskResponse {
        task: Some(show(t, &now, true)?),
    })
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeTasksRequest,
) -> Result<w::DescribeTasksResponse, Fault> {
    let c = cluster::active(cx, t, req.cluster.as_deref())?;
    if req.tasks.is_empty() {
        return Err(fault::invalid("Tasks cannot be empty."));
    }
    if req.tasks.len() > 100 {
        return Err(fault::invalid("Tasks can not have more than 100 elements."));
    }
    let (mut tags, mut lines) = (false, false);
    for field in req.include.as_deref().unwrap_or_default() {
        match field.as_str() {
            "TAGS" => tags = true,
            blackbox::view::INCLUDE_LINES => lines = true,
            other => return Err(fault::invalid(format!("Invalid include value: {other}"))),
        }
    }
    let (mut tasks, mut failures) = (Vec::new(), Vec::new());
    for given in &req.tasks {
        match find(cx, t, &c, given)? {
            Some(task) => {
                let mut shown = show(t, &task, tags)?;
                if let Some(whole) = black_box(t, &task, lines)?.filter(|_| lines) {
                    let all = shown.attachments.get_or_insert_default();
                    all.retain(|a| a.id != whole.id);
                    all.push(whole);
                }
                tasks.push(shown);
            }
            None => {
                let arn = if given.starts_with("arn:") {
                    given.clone()
                } else {
                    cx.scope().arn("ecs", format_args!("task/{}/{given}", c.name))
                };
                failures.push(w::Failure {
                    arn: Some(arn),
                    reason: Some("MISSING".into()),
                    detail: None,
                });
            }
        }
    }
    Ok(w::DescribeTasksResponse {
        tasks: Some(tasks),
        failures: Some(failures),
    })
}

pub(crate) fn list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListTasksRequest,
) -> Result<w::ListTasksResponse, Fault> {
    let c = cluster::active(cx, t, req.cluster.as_deref())?;
    let instance = match &req.container_instance {
        None => None,
        Some(given) => Some(
            refs::in_cluster(cx.scope(), &c.name, "container-instance", given).ok_or_else(|| {
                fault::invalid("Invalid identifier: the container instance is not in this cluster.")
            })?,
        ),
    };
    if req.service_name.is_some() && (req.family.is_some() || req.started_by.is_some()) {
        return Err(fault::invalid(
            "serviceName cannot be combined with family or startedBy.",
        ));
    }
    // PENDING is accepted and lists nothing: ECS never sets a desired status of PENDING.
    let desired = req.desired_status.as_deref().unwrap_or("RUNNING");
    if !["RUNNING", "PENDING", "STOPPED"].contains(&desired) {
        return Err(fault::invalid(
            "Status should be one of [RUNNING,PENDING,STOPPED]",
        ));
    }
    let group = match (&req.service_name, &req.daemon_name) {
        (Some(_), Some(_)) => return Err(fault::invalid("serviceName cannot be combined with daemonName.")),
        (Some(s), None) => Some(format!("service:{}", s.rsplit('/').next().unwrap_or(s))),
        (None, Some(d)) => Some(format!("daemon:{}", d.rsplit('/').next().unwrap_or(d))),
        (None, None) => None,
    };
    let wanted = |task: &Arc<Task>| {
        instance
            .as_ref()
            .is_none_or(|i| task.node.id == *i && task.launch_type != super::record::LaunchType::Fargate)
            && req.family.as_ref().is_none_or(|f| task.family == *f)
            && req
                .started_by
                .as_ref()
                .is_none_or(|s| task.started_by.as_ref() == Some(s))
            && req
                .launch_type
                .as_ref()
                .is_none_or(|l| task.launch_type.as_str() == l)
            && group.as_ref().is_none_or(|g| task.group == *g)
    };
    let mut all = Vec::new();
    for task in t.range::<Task>(&c.tasks())? {
        if wanted(&task) && desired_status(t, &task)? == desired {
            all.push(task);
        }
    }
    let (found, next_token) = page(
        all,
        |task| task.id.clone(),
        req.next_token.as_deref(),
        page_size(req.max_results)?,
    )
    .map_err(|()| fault::bad_token())?;
    Ok(w::ListTasksResponse {
        task_arns: Some(found.iter().map(|t| t.arn()).collect()),
        next_token,
    })
}
