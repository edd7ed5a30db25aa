//! SubmitTaskStateChange and its siblings: what agents report about tasks.

use std::sync::Arc;

use kernel::{Arn, Cx, Fault, Time, Txn};
use wire::acs::LongshoreBlackBox;
use wire::ecs as w;

use super::scope_of;
use crate::fault;
use crate::task::blackbox::record::{self as blackbox, BlackBox, Lines, Of};
use crate::task::record::{Binding, Container, ContainerStatus, Task, TaskEvent};
use crate::task::store;

const ACK: &str = "ACK";

/// The task of a report. One that is not known (any more), or has stopped, is no error: agents report until they are
/// heard.
fn find(cx: &Cx<'_>, t: &mut Txn, given: Option<&str>) -> Result<Option<Arc<Task>>, Fault> {
    let arn = given.ok_or_else(|| fault::invalid("task must be specified."))?;
    let scope = scope_of(cx, arn)?;
    let Some(("task", rest)) = Arn::parse(arn).and_then(|a| a.typed()) else {
        return Err(fault::invalid(format!("Invalid task ARN: {arn}")));
    };
    let (cluster, id) = rest
        .split_once('/')
        .ok_or_else(|| fault::invalid(format!("Invalid task ARN: {arn}")))?;
    Ok(t.get::<Task>(&Task::key_of(&scope, cluster, id))?
        .filter(|task| !task.state.is_stopped()))
}

pub(crate) fn task(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::SubmitTaskStateChangeRequest,
) -> Result<w::SubmitTaskStateChangeResponse, Fault> {
    let answer = w::SubmitTaskStateChangeResponse {
        acknowledgment: Some(ACK.into()),
    };
    let Some(old) = find(cx, t, req.task.as_deref())? else {
        return Ok(answer);
    };
    let mut new = (*old).clone();
    for c in req.containers.as_deref().unwrap_or_default() {
        report(&mut new, c)?;
    }
    let time = |x: &Option<wire::schema::Timestamp>| x.map(|x| Time::from_seconds(x.0));
    new.pull_started = new.pull_started.or(time(&req.pull_started_at));
    new.pull_stopped = new.pull_stopped.or(time(&req.pull_stopped_at));
    new.execution_stopped = new.execution_stopped.or(time(&req.execution_stopped_at));
    new.connectivity_at = new.connectivity_at.or(Some(cx.now));
    let event = match req.status.as_deref() {
        Some("PENDING") | None => TaskEvent::Accepted,
        Some("RUNNING") => TaskEvent::Started(cx.now),
        Some("STOPPED") => ended(&mut new, req.reason.as_deref(), cx.now),
        Some(other) => return Err(fault::invalid(format!("Invalid status: {other}"))),
    };
    // A PENDING report of a task that is being stopped does not say that the stop was taken over.
    if !(event == TaskEvent::Accepted && new.state.desired_status() == "STOPPED") {
        new.state = new.state.clone().step(&event);
    }
    if changed(&old, &new) {
        store::save(cx, t, &old, &mut new)?;
    }
    if let (Some(of), Some(told)) = (Of::task(&new), &req.managed_agents) {
        keep(t, of, blackbox::read(&new, told))?;
    }
    Ok(answer)
}

/// What the agent tells of a task that has stopped.
fn keep(t: &mut Txn, of: Of, mut containers: Vec<LongshoreBlackBox>) -> Result<(), Fault> {
    let lines: Vec<_> = containers
        .iter_mut()
        .filter(|c| !c.lines.is_empty())
        .map(|c| (c.name.clone(), std::mem::take(&mut c.lines)))
        .collect();
    if !lines.is_empty() {
        t.put(Lines {
            of: of.clone(),
            containers: lines,
        })?;
    }
    t.put(BlackBox { of, containers })
}

fn changed(a: &Task, b: &Task) -> bool {
    (
        &a.state,
        &a.containers,
        a.pull_started,
        a.pull_stopped,
        a.execution_stopped,
        a.connectivity_at,
    ) != (
        &b.state,
        &b.containers,
        b.pull_started,
        b.pull_stopped,
        b.execution_stopped,
        b.connectivity_at,
    )
}

/// All containers have stopped. A task of which nothing ran, or that ends because of a container that never ran, failed to
/// start; its reason is that container's own.
fn ended(task: &mut Task, reason: Option<&str>, now: Time) -> TaskEvent {
    let ran = task.state.started().is_some() || task.containers.iter().any(|c| c.exit_code.is_some());
    let own = reason.filter(|r| !r.is_empty()).map(str::to_owned);
    let first = task
        .containers
        .iter()
        .find_map(|c| c.reason.clone().filter(|r| !r.is_empty()));
    let stuck = |c: &Container| c.exit_code.is_none() && c.reason.is_some() && c.reason == own;
    let failed = task.state.started().is_none() && (!ran || task.containers.iter().any(stuck));
    for c in &mut task.containers {
        c.status = ContainerStatus::Stopped;
    }
    TaskEvent::Ended {
        reason: own.or(if ran { None } else { first }),
        failed_start: failed,
        at: now,
    }
}

/// One container's report. Status never goes back; the last word on everything else stands.
fn report(task: &mut Task, c: &w::ContainerStateChange) -> Result<(), Fault> {
    let name = c.container_name.as_deref().unwrap_or_default();
    let Some(mine) = task.containers.iter_mut().find(|m| m.name == name) else {
        // Pause containers and the like are the agent's own business.
        return Ok(());
    };
    let status = match c.status.as_deref() {
        None | Some("PENDING" | "CREATED" | "PULLED" | "NONE" | "MANIFEST_PULLED") => {
            ContainerStatus::Pending
        }
        Some("RUNNING" | "RESOURCES_PROVISIONED") => ContainerStatus::Running,
        Some("STOPPED") => ContainerStatus::Stopped,
        Some(other) => return Err(fault::invalid(format!("Invalid container status: {other}"))),
    };
    mine.status = mine.status.max(status);
    update(mine, c);
    Ok(())
}

fn update(mine: &mut Container, c: &w::ContainerStateChange) {
    let set = |to: &mut Option<String>, from: &Option<String>| {
        if let Some(v) = from.as_ref().filter(|v| !v.is_empty()) {
            *to = Some(v.clone());
        }
    };
    set(&mut mine.digest, &c.image_digest);
    set(&mut mine.runtime_id, &c.runtime_id);
    set(&mut mine.reason, &c.reason);
    mine.exit_code = c.exit_code.or(mine.exit_code);
    if let Some(bindings) = c.network_bindings.as_ref().filter(|b| !b.is_empty()) {
        mine.bindings = bindings
            .iter()
            .map(|b| Binding {
                bind_ip: b.bind_ip.clone(),
                container_port: b.container_port,
                host_port: b.host_port,
                protocol: b.protocol.clone(),
                container_port_range: b.container_port_range.clone(),
                host_port_range: b.host_port_range.clone(),
            })
            .collect();
    }
}

/// Old agents report containers one by one.
pub(crate) fn container(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::SubmitContainerStateChangeRequest,
) -> Result<w::SubmitContainerStateChangeResponse, Fault> {
    let answer = w::SubmitContainerStateChangeResponse {
        acknowledgment: Some(ACK.into()),
    };
    let Some(old) = find(cx, t, req.task.as_deref())? else {
        return Ok(answer);
    };
    let mut new = (*old).clone();
    let change = w::ContainerStateChange {
        container_name: req.container_name.clone(),
        runtime_id: req.runtime_id.clone(),
        exit_code: req.exit_code,
        network_bindings: req.network_bindings.clone(),
        reason: req.reason.clone(),
        status: req.status.clone(),
        ..Default::default()
    };
    report(&mut new, &change)?;
    if changed(&old, &new) {
        store::save(cx, t, &old, &mut new)?;
    }
    Ok(answer)
}

/// Interfaces of Longshore's networks are attached with their task; other attachments are not made here, so there
/// is nothing to confirm.
pub(crate) fn attachments(
    _cx: &Cx<'_>,
    _t: &mut Txn,
    req: &w::SubmitAttachmentStateChangesRequest,
) -> Result<w::SubmitAttachmentStateChangesResponse, Fault> {
    if let Some(bad) = req
        .attachments
        .iter()
        .find(|a| Arn::parse(&a.attachment_arn).is_none())
    {
        return Err(fault::invalid(format!(
            "Invalid attachment ARN: {}",
            bad.attachment_arn
        )));
    }
    Ok(w::SubmitAttachmentStateChangesResponse {
        acknowledgment: Some(ACK.into()),
    })
}
