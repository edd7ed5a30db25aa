//! DescribeServices, ListServices, ListServicesByNamespace.

use kernel::page::page;
use kernel::{Cx, Fault, Txn};
use wire::ecs as w;

use super::record::{self, Status};
use super::{find, member, view};
use crate::cluster::ops::page_size;
use crate::deployment;
use crate::{cluster, fault};

/// `include` value that adds what each service waits for, as failures with the reason `WHY`.
const WHY: &str = "longshore.why";

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeServicesRequest,
) -> Result<w::DescribeServicesResponse, Fault> {
    let c = cluster::active(cx, t, req.cluster.as_deref())?;
    if req.services.is_empty() {
        return Err(fault::invalid("Services cannot be empty."));
    }
    if req.services.len() > 10 {
        return Err(fault::invalid("Services can not have more than 10 elements."));
    }
    let (mut tags, mut why) = (false, false);
    for field in req.include.as_deref().unwrap_or_default() {
        match field.as_str() {
            "TAGS" => tags = true,
            WHY => why = true,
            other => return Err(fault::invalid(format!("Invalid include value: {other}"))),
        }
    }
    let (mut services, mut failures) = (Vec::new(), Vec::new());
    for given in &req.services {
        match find(cx, t, &c, given)? {
            Some(s) => {
                services.push(view::service(t, &s, tags)?);
                failures.extend(s.waits.iter().filter(|_| why).map(|wait| w::Failure {
                    arn: Some(s.arn()),
                    reason: Some("WHY".into()),
                    detail: Some(wait.clone()),
                }));
            }
            None => {
                let arn = if given.starts_with("arn:") {
                    given.clone()
                } else {
                    record::arn(cx.scope(), &c.name, given)
                };
                failures.push(w::Failure {
                    arn: Some(arn),
                    reason: Some("MISSING".into()),
                    detail: None,
                });
            }
        }
    }
    Ok(w::DescribeServicesResponse {
        services: Some(services),
        failures: Some(failures),
    })
}

pub(crate) fn list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListServicesRequest,
) -> Result<w::ListServicesResponse, Fault> {
    let c = cluster::active(cx, t, req.cluster.as_deref())?;
    let mut wanted = Vec::new();
    for s in member::services(t, cx.scope(), &c.name)? {
        let launch = deployment::launch_type(t, &s)?;
        let fits = s.status == Status::Active
            && req
                .launch_type
                .as_ref()
                .is_none_or(|l| launch.as_ref() == Some(l))
            && req
                .resource_management_type
                .as_deref()
                .is_none_or(|r| r == "CUSTOMER")
            && view::is_scheduled(&s, req.scheduling_strategy.as_deref());
        if fits {
            wanted.push(s);
        }
    }
    // Ten at a time, unless asked otherwise.
    let size = page_size(req.max_results.or(Some(10)))?;
    let (found, next_token) =
        page(wanted, |s| s.name.clone(), req.next_token.as_deref(), size).map_err(|()| fault::bad_token())?;
    Ok(w::ListServicesResponse {
        service_arns: Some(found.iter().map(|s| s.arn()).collect()),
        next_token,
    })
}
