//! GetTaskProtection, UpdateTaskProtection (ECS Developer Guide, "Protect your tasks from being terminated").
//! Only tasks of a service can be protected.

use std::time::Duration;

use kernel::{Cx, Fault, Txn};
use wire::ecs as w;

use super::ops::find;
use super::record::Task;
use crate::{cluster, fault};

/// Minutes: two hours unless told, two days at most.
const DEFAULT: i32 = 120;
const LONGEST: i32 = 2880;

fn failure(arn: String, reason: &str, detail: &str) -> w::Failure {
    w::Failure {
        arn: Some(arn),
        reason: Some(reason.into()),
        detail: Some(detail.into()),
    }
}

/// The task if it may be protected, else why not.
fn eligible<'t>(task: Option<&'t Task>, arn: &str) -> Result<&'t Task, w::Failure> {
    let task =
        task.ok_or_else(|| failure(arn.to_owned(), "MISSING", "The referenced task was not found."))?;
    if !task.group.starts_with("service:") {
        return Err(failure(
            task.arn(),
            "TASK_NOT_VALID",
            "The specified task must be part of a service.",
        ));
    }
    if task.state.desired_status() == "STOPPED" {
        return Err(failure(
            task.arn(),
            "TASK_NOT_VALID",
            "The specified task is stopping or stopped.",
        ));
    }
    Ok(task)
}

fn view(task: &Task, now: kernel::Time) -> w::ProtectedTask {
    let until = task.protected_until.filter(|t| *t > now);
    w::ProtectedTask {
        task_arn: Some(task.arn()),
        protection_enabled: Some(until.is_some()),
        expiration_date: until.map(Into::into),
    }
}

pub(crate) fn get(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::GetTaskProtectionRequest,
) -> Result<w::GetTaskProtectionResponse, Fault> {
    let c = cluster::active(cx, t, Some(&req.cluster))?;
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for given in req.tasks.as_deref().unwrap_or_default() {
        let task = find(cx, t, &c, given)?;
        match eligible(task.as_deref(), given) {
            Ok(task) => found.push(view(task, cx.now)),
            Err(f) => failures.push(f),
        }
    }
    Ok(w::GetTaskProtectionResponse {
        protected_tasks: Some(found),
        failures: Some(failures),
    })
}

pub(crate) fn update(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::UpdateTaskProtectionRequest,
) -> Result<w::UpdateTaskProtectionResponse, Fault> {
    let c = cluster::active(cx, t, Some(&req.cluster))?;
    if req.tasks.is_empty() || req.tasks.len() > 10 {
        return Err(fault::invalid("tasks must have between 1 and 10 elements."));
    }
    let minutes = req.expires_in_minutes.unwrap_or(DEFAULT);
    if !(1..=LONGEST).contains(&minutes) {
        return Err(fault::invalid(format!(
            "expiresInMinutes must be between 1 and {LONGEST}"
        )));
    }
    let until = cx.now + Duration::from_secs(60 * u64::try_from(minutes).unwrap_or(0));
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for given in &req.tasks {
        let task = find(cx, t, &c, given)?;
        match eligible(task.as_deref(), given) {
            Ok(task) => {
                let mut task = task.clone();
                task.protected_until = req.protection_enabled.then_some(until);
                task.version += 1;
                found.push(view(&task, cx.now));
                crate::service::member::touch(t, &task)?;
                t.put(task)?;
            }
            Err(f) => failures.push(f),
        }
    }
    Ok(w::UpdateTaskProtectionResponse {
        protected_tasks: Some(found),
        failures: Some(failures),
    })
}
