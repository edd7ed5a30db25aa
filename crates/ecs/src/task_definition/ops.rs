//! The operations on task definitions.

use std::sync::Arc;

use kernel::doc::Doc;
use kernel::page::{open, page, seal};
use kernel::{Cx, Fault, Key, Record as _, Txn};
use wire::ecs as w;

use super::record::{Family, Status, TaskDefinition};
use super::{check, find, view};
use crate::cluster::ops::page_size;
use crate::{fault, refs, tag};

pub(crate) fn register(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::RegisterTaskDefinitionRequest,
) -> Result<w::RegisterTaskDefinitionResponse, Fault> {
    let mut full = req.clone();
    for role in [&mut full.task_role_arn, &mut full.execution_role_arn] {
        *role = role.take().map(|r| full_role(cx, r));
    }
    let req = &full;
    let definition = check::definition(req)?;
    let tags = tag::parse(req.tags.as_deref())?;
    for role in [&req.task_role_arn, &req.execution_role_arn]
        .into_iter()
        .flatten()
    {
        let access =
            kernel::Access::on(role).with("iam:PassedToService", vec!["ecs-tasks.amazonaws.com".into()]);
        cx.authorize(t, "iam:PassRole", &access)?;
    }
    let family = t.get::<Family>(&Family::key_of(cx.scope(), &req.family))?;
    let revision = family.map_or(0, |f| f.last) + 1;
    let record = TaskDefinition {
        scope: cx.scope().clone(),
        family: req.family.clone(),
        revision,
        status: Status::Active,
        definition: Doc(definition),
        registered_at: cx.now,
        registered_by: cx.call.principal.arn(),
        deregistered_at: None,
        delete_requested_at: None,
        tags,
    };
    t.put(Family {
        scope: cx.scope().clone(),
        family: req.family.clone(),
        last: revision,
        newest_active: Some(revision),
    })?;
    let answer = w::RegisterTaskDefinitionResponse {
        task_definition: Some(view::task_definition(&record)),
        tags: Some(tag::view(&record.tags)),
    };
    t.put(record)?;
    Ok(answer)
}

/// A role of the caller's account may be given by its name; what is no name is left to be refused.
fn full_role(cx: &Cx<'_>, given: String) -> String {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "+=,.@-_".contains(c);
    if given.is_empty() || !given.chars().all(is_name) {
        return given;
    }
    format!("arn:aws:iam::{}:role/{given}", cx.scope().account)
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeTaskDefinitionRequest,
) -> Result<w::DescribeTaskDefinitionResponse, Fault> {
    let mut tags = false;
    for field in req.include.as_deref().unwrap_or_default() {
        match field.as_str() {
            "TAGS" => tags = true,
            other => return Err(fault::invalid(format!("Invalid include value: {other}"))),
        }
    }
    let d = find(cx, t, &req.task_definition)?
        .ok_or_else(|| fault::client("Unable to describe task definition."))?;
    Ok(w::DescribeTaskDefinitionResponse {
        task_definition: Some(view::task_definition(&d)),
        tags: tags.then(|| tag::view(&d.tags)),
    })
}

pub(crate) fn deregister(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeregisterTaskDefinitionRequest,
) -> Result<w::DeregisterTaskDefinitionResponse, Fault> {
    let name = refs::definition(cx.scope(), &req.task_definition)
        .ok_or_else(|| fault::invalid("Invalid task definition identifier."))?;
    let revision = name
        .revision
        .ok_or_else(|| fault::invalid("Task definition must be specified with a revision."))?;
    let old = t
        .get::<TaskDefinition>(&TaskDefinition::key_of(cx.scope(), &name.family, revision))?
        .ok_or_else(|| fault::client("The specified task definition does not exist."))?;
    let mut d = (*old).clone();
    if d.status == Status::Active {
        d.status = Status::Inactive;
        d.deregistered_at = Some(cx.now);
        t.put(d.clone())?;
        retire(t, &d)?;
    }
    Ok(w::DeregisterTaskDefinitionResponse {
        task_definition: Some(view::task_definition(&d)),
    })
}

/// Finds the family's newest ACTIVE revision anew after one of them has ceased to be.
fn retire(t: &mut Txn, gone: &TaskDefinition) -> Result<(), Fault> {
    let Some(family) = t.get::<Family>(&Family::key_of(&gone.scope, &gone.family))? else {
        return Ok(());
    };
    if family.newest_active != Some(gone.revision) {
        return Ok(());
    }
    let all =
        t.range::<TaskDefinition>(&Key::new(TaskDefinition::KIND, &gone.scope, &[&gone.family]).children())?;
    let newest = all
        .iter()
        .filter(|d| d.status == Status::Active)
        .map(|d| d.revision)
        .max();
    t.put(Family {
        newest_active: newest,
        ..(*family).clone()
    })
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeleteTaskDefinitionsRequest,
) -> Result<w::DeleteTaskDefinitionsResponse, Fault> {
    if req.task_definitions.is_empty() || req.task_definitions.len() > 10 {
        return Err(fault::invalid(
            "taskDefinitions must have between 1 and 10 elements.",
        ));
    }
    let (mut done, mut failures) = (Vec::new(), Vec::new());
    for given in &req.task_definitions {
        let name = refs::definition(cx.scope(), given)
            .filter(|n| n.revision.is_some())
            .ok_or_else(|| {
                fault::invalid(format!(
                    "Invalid task definition identifier, a revision is needed: {given}"
                ))
            })?;
        let key = TaskDefinition::key_of(cx.scope(), &name.family, name.revision.unwrap_or(0));
        let arn = cx.scope().arn(
            "ecs",
            format_args!("task-definition/{}:{}", name.family, name.revision.unwrap_or(0)),
        );
        let failure = |reason: &str, detail: &str| w::Failure {
            arn: Some(arn.clone()),
            reason: Some(reason.into()),
            detail: Some(detail.into()),
        };
        match t.get::<TaskDefinition>(&key)? {
            None => failures.push(failure("TASK_DEFINITION_NOT_FOUND", "The specified task definition does not exist. Specify a valid account, family, revision and try again.")),
            Some(d) if d.status == Status::Active => {
                failures.push(failure("TASK_DEFINITION_ACTIVE", "The specified task definition is still in ACTIVE status. Please deregister the target and try again."));
            }
            Some(d) => {
                let mut d = (*d).clone();
                d.status = Status::DeleteInProgress;
                d.delete_requested_at = d.delete_requested_at.or(Some(cx.now));
                done.push(view::task_definition(&d));
                t.put(d)?;
            }
        }
    }
    Ok(w::DeleteTaskDefinitionsResponse {
        task_definitions: Some(done),
        failures: Some(failures),
    })
}

pub(crate) fn list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListTaskDefinitionsRequest,
) -> Result<w::ListTaskDefinitionsResponse, Fault> {
    let status = match req.status.as_deref() {
        None | Some("ACTIVE") => Status::Active,
        Some("INACTIVE") => Status::Inactive,
        Some("DELETE_IN_PROGRESS") => Status::DeleteInProgress,
        Some(other) => return Err(fault::invalid(format!("Invalid status: {other}"))),
    };
    let descending = match req.sort.as_deref() {
        None | Some("ASC") => false,
        Some("DESC") => true,
        Some(other) => return Err(fault::invalid(format!("Invalid sort: {other}"))),
    };
    let family = req.family_prefix.as_deref().filter(|f| !f.is_empty());
    let range = match family {
        Some(f) => Key::new(TaskDefinition::KIND, cx.scope(), &[f]).children(),
        None => Key::new(TaskDefinition::KIND, cx.scope(), &[]).children(),
    };
    let mut found: Vec<Arc<TaskDefinition>> = t.range::<TaskDefinition>(&range)?;
    found.retain(|d| d.status == status);
    if descending {
        found.reverse();
    }
    // A page goes on after the key that the last one ended with, whatever has come or gone since.
    let name = |d: &TaskDefinition| d.key().as_str().to_owned();
    if let Some(token) = &req.next_token {
        let last = open(token).map_err(|()| fault::bad_token())?;
        found.retain(|d| {
            if descending {
                name(d) < last
            } else {
                name(d) > last
            }
        });
    }
    let size = page_size(req.max_results)?;
    let more = found.len() > size;
    found.truncate(size);
    Ok(w::ListTaskDefinitionsResponse {
        next_token: found.last().filter(|_| more).map(|d| seal(&name(d))),
        task_definition_arns: Some(found.iter().map(|d| d.arn()).collect()),
    })
}

pub(crate) fn list_families(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListTaskDefinitionFamiliesRequest,
) -> Result<w::ListTaskDefinitionFamiliesResponse, Fault> {
    // A family is ACTIVE while one of its revisions is, else INACTIVE.
    let wanted = match req.status.as_deref() {
        None | Some("ALL") => None,
        Some("ACTIVE") => Some(true),
        Some("INACTIVE") => Some(false),
        Some(other) => return Err(fault::invalid(format!("Invalid status: {other}"))),
    };
    let base = Key::new(Family::KIND, cx.scope(), &[]);
    let range = match req.family_prefix.as_deref() {
        None | Some("") => base.children(),
        Some(prefix) => base.children_starting(prefix),
    };
    let mut families = Vec::new();
    for f in t.range::<Family>(&range)? {
        let active = f.newest_active.is_some();
        let exists = active
            || !t
                .keys(&Key::new(TaskDefinition::KIND, cx.scope(), &[&f.family]).children())
                .is_empty();
        if exists && wanted.is_none_or(|w| w == active) {
            families.push(f.family.clone());
        }
    }
    let (families, next_token) = page(
        families,
        Clone::clone,
        req.next_token.as_deref(),
        page_size(req.max_results)?,
    )
    .map_err(|()| fault::bad_token())?;
    Ok(w::ListTaskDefinitionFamiliesResponse {
        families: Some(families),
        next_token,
    })
}
