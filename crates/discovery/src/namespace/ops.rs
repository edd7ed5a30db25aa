//! Making, describing, changing and deleting namespaces.

use kernel::{Cx, Fault, Txn};
use wire::ec2;
use wire::schema::Value;
use wire::servicediscovery as w;

use super::record::{Namespace, Zone};
use super::view;
use crate::operation::record::note;
use crate::service::record as services;
use crate::tag::{self, Tags};
use crate::{CLOUD_MAP, fault, names};

/// The SOA's TTL unless another is given (API reference).
const SOA_TTL: i64 = 15;

/// What the three create calls have in common.
struct Asked<'a> {
    name: &'a str,
    token: Option<&'a str>,
    description: Option<&'a str>,
    tags: Tags,
}

pub(crate) fn create_http(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::CreateHttpNamespaceRequest,
) -> Result<w::CreateHttpNamespaceResponse, Fault> {
    let asked = Asked {
        name: &req.name,
        token: req.creator_request_id.as_deref(),
        description: req.description.as_deref(),
        tags: tag::parse(req.tags.as_deref())?,
    };
    Ok(w::CreateHttpNamespaceResponse {
        operation_id: Some(create(cx, t, asked, None)?),
    })
}

pub(crate) fn create_private(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::CreatePrivateDnsNamespaceRequest,
) -> Result<w::CreatePrivateDnsNamespaceResponse, Fault> {
    is_domain(&req.name)?;
    let ask = ec2::DescribeVpcsRequest {
        vpc_ids: Some(vec![req.vpc.clone()]),
        ..Default::default()
    };
    cx.as_service::<ec2::DescribeVpcs>(CLOUD_MAP, t, &ask)
        .map_err(|f| fault::invalid(f.message))?;
    let zone = Zone {
        id: format!("Z{}", cx.dice().hex(10).to_ascii_uppercase()),
        vpc: req.vpc.clone(),
        ttl: req
            .properties
            .as_ref()
            .map_or(SOA_TTL, |p| p.dns_properties.soa.ttl),
    };
    let asked = Asked {
        name: &req.name,
        token: req.creator_request_id.as_deref(),
        description: req.description.as_deref(),
        tags: tag::parse(req.tags.as_deref())?,
    };
    Ok(w::CreatePrivateDnsNamespaceResponse {
        operation_id: Some(create(cx, t, asked, Some(zone))?),
    })
}

/// Nobody here could answer for a public zone.
pub(crate) fn create_public(
    _cx: &Cx<'_>,
    _t: &mut Txn,
    _req: &w::CreatePublicDnsNamespaceRequest,
) -> Result<w::CreatePublicDnsNamespaceResponse, Fault> {
    Err(fault::unsupported(
        "public DNS namespaces: create a private one with CreatePrivateDnsNamespace",
    ))
}

/// A name that DNS can ask for: labels of up to 63 characters (RFC 1035 §2.3.4).
fn is_domain(name: &str) -> Result<(), Fault> {
    let label = |l: &str| {
        let plain = l
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        (1..=63).contains(&l.len()) && plain && !l.starts_with('-') && !l.ends_with('-')
    };
    let whole = name.strip_suffix('.').unwrap_or(name);
    match whole.len() <= 253 && whole.split('.').all(label) {
        true => Ok(()),
        false => Err(fault::invalid(format!("{name} is not a valid domain name"))),
    }
}

/// Makes it, or answers the operation of the same request before.
fn create(cx: &Cx<'_>, t: &mut Txn, asked: Asked<'_>, dns: Option<Zone>) -> Result<String, Fault> {
    let name = asked.name.strip_suffix('.').unwrap_or(asked.name);
    let all = t.range::<Namespace>(&Namespace::all(cx.scope()))?;
    if let Some(there) = all.iter().find(|n| n.name.eq_ignore_ascii_case(name)) {
        let again = asked.token.is_some() && there.token.as_deref() == asked.token;
        if again && there.dns.is_some() == dns.is_some() {
            return Ok(there.operation.clone());
        }
        let token = there.token.clone().unwrap_or_default();
        return Err(
            w::fault::namespace_already_exists(format!("The namespace {name} already exists"))
                .with("CreatorRequestId", Value::Str(token))
                .with("NamespaceId", Value::Str(there.id.clone())),
        );
    }
    let id = names::id(cx, "ns");
    let operation = note(cx, t, "CREATE_NAMESPACE", &[("NAMESPACE", &id)])?;
    t.put(Namespace {
        scope: cx.scope().clone(),
        id,
        name: name.to_owned(),
        http_name: name.to_owned(),
        description: asked.description.map(str::to_owned),
        dns,
        created: cx.now,
        token: asked.token.map(str::to_owned),
        operation: operation.clone(),
        tags: asked.tags,
    })?;
    Ok(operation)
}

pub(crate) fn get(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::GetNamespaceRequest,
) -> Result<w::GetNamespaceResponse, Fault> {
    let n = names::namespace(cx, t, &req.id)?;
    let count = services::of(t, cx.scope(), &n.id)?.len();
    Ok(w::GetNamespaceResponse {
        namespace: Some(view::namespace(&n, count)),
    })
}

pub(crate) fn update_http(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::UpdateHttpNamespaceRequest,
) -> Result<w::UpdateHttpNamespaceResponse, Fault> {
    let mut n = (*names::namespace(cx, t, &req.id)?).clone();
    if n.dns.is_some() {
        return Err(fault::invalid(format!("{} is not an HTTP namespace", n.id)));
    }
    n.description = Some(req.namespace.description.clone());
    Ok(w::UpdateHttpNamespaceResponse {
        operation_id: Some(updated(cx, t, n)?),
    })
}

pub(crate) fn update_private(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::UpdatePrivateDnsNamespaceRequest,
) -> Result<w::UpdatePrivateDnsNamespaceResponse, Fault> {
    let mut n = (*names::namespace(cx, t, &req.id)?).clone();
    let Some(zone) = &mut n.dns else {
        return Err(fault::invalid(format!("{} is not a private DNS namespace", n.id)));
    };
    if let Some(p) = &req.namespace.properties {
        zone.ttl = p.dns_properties.soa.ttl;
    }
    if req.namespace.description.is_some() {
        n.description.clone_from(&req.namespace.description);
    }
    Ok(w::UpdatePrivateDnsNamespaceResponse {
        operation_id: Some(updated(cx, t, n)?),
    })
}

/// There is no public one.
pub(crate) fn update_public(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::UpdatePublicDnsNamespaceRequest,
) -> Result<w::UpdatePublicDnsNamespaceResponse, Fault> {
    let n = names::namespace(cx, t, &req.id)?;
    Err(fault::invalid(format!("{} is not a public DNS namespace", n.id)))
}

fn updated(cx: &Cx<'_>, t: &mut Txn, n: Namespace) -> Result<String, Fault> {
    let operation = note(cx, t, "UPDATE_NAMESPACE", &[("NAMESPACE", &n.id)])?;
    t.put(n)?;
    Ok(operation)
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeleteNamespaceRequest,
) -> Result<w::DeleteNamespaceResponse, Fault> {
    let n = names::namespace(cx, t, &req.id)?;
    if !services::of(t, cx.scope(), &n.id)?.is_empty() {
        return Err(w::fault::resource_in_use(
            "Namespace has associated services; please delete the services before deleting the namespace",
        ));
    }
    let operation = note(cx, t, "DELETE_NAMESPACE", &[("NAMESPACE", &n.id)])?;
    t.delete(&Namespace::at(cx.scope(), &n.id));
    Ok(w::DeleteNamespaceResponse {
        operation_id: Some(operation),
    })
}
