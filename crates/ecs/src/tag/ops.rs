//! TagResource, UntagResource, ListTagsForResource.

use kernel::{Arn, Cx, Fault, Txn};
use wire::ecs as w;

use super::Tags;
use crate::cluster::record::Cluster;
use crate::container_instance::record::ContainerInstance;
use crate::service::record::{Service, Status};
use crate::task::record::Task;
use crate::task_definition::record::TaskDefinition;
use crate::{fault, refs};

pub(crate) fn tag(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::TagResourceRequest,
) -> Result<w::TagResourceResponse, Fault> {
    let more = super::parse(Some(&req.tags))?;
    change(cx, t, &req.resource_arn, |tags| {
        tags.extend(more.clone());
        super::limit(tags)
    })?;
    Ok(w::TagResourceResponse::default())
}

pub(crate) fn untag(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::UntagResourceRequest,
) -> Result<w::UntagResourceResponse, Fault> {
    change(cx, t, &req.resource_arn, |tags| {
        tags.retain(|k, _| !req.tag_keys.contains(k));
        Ok(())
    })?;
    Ok(w::UntagResourceResponse::default())
}

pub(crate) fn list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListTagsForResourceRequest,
) -> Result<w::ListTagsForResourceResponse, Fault> {
    let mut found = Tags::new();
    visit(cx, t, &req.resource_arn, |tags| {
        found.clone_from(tags);
        Ok(false)
    })?;
    Ok(w::ListTagsForResourceResponse {
        tags: Some(super::view(&found)),
    })
}

fn change(
    cx: &Cx<'_>,
    t: &mut Txn,
    arn: &str,
    mut f: impl FnMut(&mut Tags) -> Result<(), Fault>,
) -> Result<(), Fault> {
    visit(cx, t, arn, |tags| f(tags).map(|()| true))
}

/// Finds the resource, lets `f` look at its tags, and writes it back when `f` says so.
fn visit(
    cx: &Cx<'_>,
    t: &mut Txn,
    arn: &str,
    f: impl FnOnce(&mut Tags) -> Result<bool, Fault>,
) -> Result<(), Fault> {
    let scope = cx.scope();
    let parsed = Arn::parse(arn)
        .filter(|a| a.service == "ecs")
        .ok_or_else(|| fault::invalid(format!("Invalid resource ARN: {arn}")))?;
    let missing =
        || fault::invalid("The specified resource is not found. Specify a valid resource and try again.");
    let (kind, rest) = parsed.typed().ok_or_else(missing)?;
    if !parsed.is_in(scope) {
        return Err(missing());
    }
    match (kind, rest.split_once('/')) {
        ("cluster", None) => {
            let c = t
                .get::<Cluster>(&Cluster::key_of(scope, rest))?
                .filter(|c| c.is_active())
                .ok_or_else(fault::no_cluster)?;
            let mut c = (*c).clone();
            if f(&mut c.tags)? {
                t.put(c)?;
            }
        }
        ("container-instance", Some((cluster, id))) => {
            let i = t
                .get::<ContainerInstance>(&ContainerInstance::key_of(scope, cluster, id))?
                .ok_or_else(missing)?;
            let mut i = (*i).clone();
            if f(&mut i.tags)? {
                t.put(i)?;
            }
        }
        ("service", Some((cluster, name))) => {
            let s = t
                .get::<Service>(&Service::key_of(scope, cluster, name))?
                .filter(|s| s.status == Status::Active)
                .ok_or_else(missing)?;
            let mut s = (*s).clone();
            if f(&mut s.tags)? {
                t.put(s)?;
            }
        }
        ("task-set", Some((cluster, rest))) => {
            let (name, id) = rest.split_once('/').ok_or_else(missing)?;
            let s = t
                .get::<Service>(&Service::key_of(scope, cluster, name))?
                .ok_or_else(missing)?;
            let mut s = (*s).clone();
            let d = s.deployments.iter_mut().find(|d| d.id == id);
            let set = d.and_then(|d| d.task_set.as_mut()).ok_or_else(missing)?;
            if f(&mut set.tags)? {
                t.put(s)?;
            }
        }
        ("task", Some((cluster, id))) => {
            let task = t
                .get::<Task>(&Task::key_of(scope, cluster, id))?
                .ok_or_else(missing)?;
            let mut task = (*task).clone();
            if f(&mut task.tags)? {
                t.put(task)?;
            }
        }
        ("task-definition", None) => {
            let name = refs::definition(scope, arn).ok_or_else(missing)?;
            let revision = name.revision.ok_or_else(missing)?;
            let key = TaskDefinition::key_of(scope, &name.family, revision);
            let d = t.get::<TaskDefinition>(&key)?.ok_or_else(missing)?;
            let mut d = (*d).clone();
            if f(&mut d.tags)? {
                t.put(d)?;
            }
        }
        _ => return Err(missing()),
    }
    Ok(())
}
