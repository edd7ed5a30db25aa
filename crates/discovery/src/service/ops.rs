//! Making, describing, changing and deleting services.

use kernel::{Cx, Fault, Txn};
use wire::schema::{Shape as _, Value};
use wire::servicediscovery as w;

use super::record::{Service, of};
use super::{check, view};
use crate::instance::record::{Instance, Revision};
use crate::operation::record::note;
use crate::page::page;
use crate::{fault, names, tag};

pub(crate) fn create(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::CreateServiceRequest,
) -> Result<w::CreateServiceResponse, Fault> {
    let older = req.dns_config.as_ref().and_then(|d| d.namespace_id.as_deref());
    let Some(namespace) = req.namespace_id.as_deref().or(older) else {
        return Err(fault::invalid("NamespaceId is required"));
    };
    let n = names::namespace(cx, t, namespace)?;
    let dns = req.dns_config.as_ref().map(check::dns).transpose()?;
    if dns.is_some() && (n.dns.is_none() || req.r#type.is_some()) {
        return Err(fault::invalid(
            "DnsConfig is not valid for a service that is discovered by API calls only",
        ));
    }
    check::no_route_53(req.health_check_config.as_ref())?;
    let request = digest(req);
    if let Some(there) = of(t, cx.scope(), &n.id)?.into_iter().find(|s| {
        s.name == req.name || s.dns.is_some() && dns.is_some() && s.name.eq_ignore_ascii_case(&req.name)
    }) {
        if req.creator_request_id.is_some()
            && there.token == req.creator_request_id
            && there.request == request
        {
            return Ok(w::CreateServiceResponse {
                service: Some(shown(t, &there)),
            });
        }
        let text = |s: &str| Value::Str(s.to_owned());
        return Err(
            w::fault::service_already_exists(format!("The service {} already exists", there.name))
                .with(
                    "CreatorRequestId",
                    text(there.token.as_deref().unwrap_or_default()),
                )
                .with("ServiceId", text(&there.id))
                .with("ServiceArn", text(&there.arn())),
        );
    }
    let s = Service {
        scope: cx.scope().clone(),
        id: names::id(cx, "srv"),
        namespace: n.id.clone(),
        name: req.name.clone(),
        description: req.description.clone(),
        dns,
        custom_health: req.health_check_custom_config.is_some(),
        created: cx.now,
        token: req.creator_request_id.clone(),
        request,
        tags: tag::parse(req.tags.as_deref())?,
        attributes: std::collections::BTreeMap::new(),
    };
    let answer = view::service(&s, 0);
    t.put(s)?;
    Ok(w::CreateServiceResponse {
        service: Some(answer),
    })
}

/// The request as text, for its repetition.
fn digest(req: &w::CreateServiceRequest) -> String {
    let mut plain = req.clone();
    plain.creator_request_id = None;
    wire::protocol::to_json(w::CreateServiceRequest::schema(), &plain.into_value())
}

fn shown(t: &mut Txn, s: &Service) -> w::Service {
    view::service(s, t.keys(&Instance::all_of(&s.scope, &s.id)).len())
}

pub(crate) fn get(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::GetServiceRequest,
) -> Result<w::GetServiceResponse, Fault> {
    let s = names::service(cx, t, &req.id)?;
    Ok(w::GetServiceResponse {
        service: Some(shown(t, &s)),
    })
}

pub(crate) fn list(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ListServicesRequest,
) -> Result<w::ListServicesResponse, Fault> {
    let mut all = t.range::<Service>(&Service::all(cx.scope()))?;
    for f in req.filters.iter().flatten() {
        let [value] = f.values.as_slice() else {
            return Err(fault::invalid(format!("The filter {} takes one value", f.name)));
        };
        if f.condition.as_deref().unwrap_or("EQ") != "EQ" {
            return Err(fault::invalid(format!(
                "The filter {} takes the condition EQ only",
                f.name
            )));
        }
        match f.name.as_str() {
            "NAMESPACE_ID" => {
                let arn = names::arn_of(cx.scope(), "namespace", value);
                all.retain(|s| names::arn(&s.scope, "namespace", &s.namespace) == arn);
            }
            // All are the account's own.
            _ if value == "SELF" => {}
            _ => all.clear(),
        }
    }
    let (page, next_token) = page(all, |s| s.id.clone(), req.next_token.as_deref(), req.max_results)?;
    let summary = |s: &std::sync::Arc<Service>| {
        let count = t.keys(&Instance::all_of(&s.scope, &s.id)).len();
        view::summary(s, count)
    };
    Ok(w::ListServicesResponse {
        services: Some(page.iter().map(summary).collect()),
        next_token,
    })
}

pub(crate) fn update(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::UpdateServiceRequest,
) -> Result<w::UpdateServiceResponse, Fault> {
    let mut s = (*names::service(cx, t, &req.id)?).clone();
    check::no_route_53(req.service.health_check_config.as_ref())?;
    if let Some(given) = &req.service.dns_config {
        let there = s.dns.as_ref().ok_or_else(|| {
            fault::invalid("DnsConfig is not valid for a service that is discovered by API calls only")
        })?;
        s.dns = Some(check::change(there, &given.dns_records)?);
    }
    if req.service.description.is_some() {
        s.description.clone_from(&req.service.description);
    }
    let operation = note(cx, t, "UPDATE_SERVICE", &[("SERVICE", &s.id)])?;
    t.put(s)?;
    Ok(w::UpdateServiceResponse {
        operation_id: Some(operation),
    })
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeleteServiceRequest,
) -> Result<w::DeleteServiceResponse, Fault> {
    let s = names::service(cx, t, &req.id)?;
    if !t.keys(&Instance::all_of(&s.scope, &s.id)).is_empty() {
        return Err(w::fault::resource_in_use(
            "Service contains registered instances; delete the instances before deleting the service",
        ));
    }
    t.delete(&Revision::at(&s.scope, &s.id));
    t.delete(&Service::at(&s.scope, &s.id));
    Ok(w::DeleteServiceResponse {})
}
