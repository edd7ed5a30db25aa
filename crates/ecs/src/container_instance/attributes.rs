//! PutAttributes, DeleteAttributes, ListAttributes: custom attributes on container instances.

use std::sync::Arc;

use kernel::page::page;
use kernel::{Cx, Fault, Txn};
use wire::ecs as w;

use super::find;
use super::ops::parse_attribute;
use super::record::ContainerInstance;
use crate::cluster::ops::page_size;
use crate::cluster::record::Cluster;
use crate::{cluster, fault};

/// Custom attributes per request (PutAttributes) and per resource (service quotas).
const PER_REQUEST: usize = 10;

fn target(cx: &Cx<'_>, t: &mut Txn, c: &Cluster, a: &w::Attribute) -> Result<Arc<ContainerInstance>, Fault> {
    if a.target_type
        .as_deref()
        .is_some_and(|t| t != "container-instance")
    {
        return Err(fault::invalid("targetType must be container-instance"));
    }
    let missing = || {
        w::fault::target_not_found_exception(
            "The specified target wasn't found. You can view your available container instances with ListContainerInstances.",
        )
    };
    let given = a
        .target_id
        .as_deref()
        .ok_or_else(|| fault::invalid("targetId must be specified for an attribute"))?;
    find(cx, t, c, given)?
        .filter(|i| i.is_registered())
        .ok_or_else(missing)
}

pub(crate) fn put(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::PutAttributesRequest,
) -> Result<w::PutAttributesResponse, Fault> {
    let c = cluster::active(cx, t, req.cluster.as_deref())?;
    check_count(&req.attributes)?;
    for a in &req.attributes {
        let parsed = parse_attribute(a)?;
        reserved(&a.name)?;
        let mut i = (*target(cx, t, &c, a)?).clone();
        i.attributes.retain(|old| old.name != parsed.name);
        i.attributes.push(parsed);
        i.attributes.sort_by(|a, b| a.name.cmp(&b.name));
        i.version += 1;
        t.put(i)?;
    }
    Ok(w::PutAttributesResponse {
        attributes: Some(req.attributes.clone()),
    })
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeleteAttributesRequest,
) -> Result<w::DeleteAttributesResponse, Fault> {
    let c = cluster::active(cx, t, req.cluster.as_deref())?;
    check_count(&req.attributes)?;
    let mut gone = Vec::new();
    for a in &req.attributes {
        reserved(&a.name)?;
        let mut i = (*target(cx, t, &c, a)?).clone();
        let before = i.attributes.len();
        i.attributes
            .retain(|old| old.name != a.name || (a.value.is_some() && a.value != old.value));
        if i.attributes.len() < before {
            i.version += 1;
            t.put(i)?;
            gone.push(a.clone());
        }
    }
    Ok(w::DeleteAttributesResponse {
        attributes: Some(gone),
    })
}

pub(crate) fn list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListAttributesRequest,
) -> Result<w::ListAttributesResponse, Fault> {
    let c = cluster::active(cx, t, req.cluster.as_deref())?;
    if req.target_type != "container-instance" {
        return Err(fault::invalid("targetType must be container-instance"));
    }
    if req.attribute_value.is_some() && req.attribute_name.is_none() {
        return Err(fault::invalid(
            "attributeName must be specified when attributeValue is",
        ));
    }
    let mut found = Vec::new();
    for i in t.range::<ContainerInstance>(&c.instances())? {
        for a in i.attributes.iter().filter(|_| i.is_registered()) {
            let named = req.attribute_name.as_ref().is_none_or(|n| *n == a.name);
            let valued = req.attribute_value.is_none() || req.attribute_value == a.value;
            if named && valued {
                found.push(w::Attribute {
                    name: a.name.clone(),
                    value: a.value.clone(),
                    target_id: Some(i.arn()),
                    ..w::Attribute::default()
                });
            }
        }
    }
    let name = |a: &w::Attribute| format!("{} {}", a.target_id.as_deref().unwrap_or_default(), a.name);
    let (attributes, next_token) = page(
        found,
        name,
        req.next_token.as_deref(),
        page_size(req.max_results)?,
    )
    .map_err(|()| fault::bad_token())?;
    Ok(w::ListAttributesResponse {
        attributes: Some(attributes),
        next_token,
    })
}

fn check_count(a: &[w::Attribute]) -> Result<(), Fault> {
    if a.is_empty() || a.len() > PER_REQUEST {
        return Err(fault::invalid(format!(
            "attributes must have between 1 and {PER_REQUEST} elements."
        )));
    }
    Ok(())
}

/// `ecs.` and `com.amazonaws.` attributes say what the agent can do; only it may set them.
fn reserved(name: &str) -> Result<(), Fault> {
    if name.starts_with("ecs.")
        || name.starts_with("com.amazonaws.")
        || name.starts_with("longshore.capability.")
    {
        return Err(fault::invalid(format!("The attribute {name} is reserved.")));
    }
    Ok(())
}
