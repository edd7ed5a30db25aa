//! IAM resource rules (Service Authorization Reference, AWS Cloud Map).

pub(crate) use kernel::parts::any;
use kernel::{Access, Cx, Fault, Txn};
use wire::servicediscovery as w;

use crate::names;

/// A rule that names one namespace or service by id or ARN.
macro_rules! on {
    ($($name:ident($input:ident) = $kind:literal $member:ident;)*) => {$(
        #[allow(clippy::unnecessary_wraps, reason = "every rule has the same shape")]
        pub(crate) fn $name(cx: &Cx<'_>, _t: &mut Txn, req: &w::$input) -> Result<Access, Fault> {
            Ok(Access::on(names::arn_of(cx.scope(), $kind, &req.$member)))
        }
    )*};
}

on! {
    get_namespace(GetNamespaceRequest) = "namespace" id;
    delete_namespace(DeleteNamespaceRequest) = "namespace" id;
    update_http(UpdateHttpNamespaceRequest) = "namespace" id;
    update_private(UpdatePrivateDnsNamespaceRequest) = "namespace" id;
    update_public(UpdatePublicDnsNamespaceRequest) = "namespace" id;
    get_service(GetServiceRequest) = "service" id;
    update_service(UpdateServiceRequest) = "service" id;
    delete_service(DeleteServiceRequest) = "service" id;
    get_attributes(GetServiceAttributesRequest) = "service" service_id;
    update_attributes(UpdateServiceAttributesRequest) = "service" service_id;
    delete_attributes(DeleteServiceAttributesRequest) = "service" service_id;
    register(RegisterInstanceRequest) = "service" service_id;
    deregister(DeregisterInstanceRequest) = "service" service_id;
    get_instance(GetInstanceRequest) = "service" service_id;
    list_instances(ListInstancesRequest) = "service" service_id;
    health(GetInstancesHealthStatusRequest) = "service" service_id;
    custom_health(UpdateInstanceCustomHealthStatusRequest) = "service" service_id;
    tag(TagResourceRequest) = "namespace" resource_arn;
    untag(UntagResourceRequest) = "namespace" resource_arn;
    list_tags(ListTagsForResourceRequest) = "namespace" resource_arn;
}

#[allow(clippy::unnecessary_wraps, reason = "every rule has the same shape")]
pub(crate) fn create_service(
    cx: &Cx<'_>,
    _t: &mut Txn,
    req: &w::CreateServiceRequest,
) -> Result<Access, Fault> {
    let dns = req.dns_config.as_ref().and_then(|d| d.namespace_id.as_deref());
    Ok(match req.namespace_id.as_deref().or(dns) {
        Some(id) => Access::on(names::arn_of(cx.scope(), "namespace", id)),
        None => Access::any(),
    })
}

fn by_name(namespace: &str, service: &str) -> Access {
    Access::any()
        .with("servicediscovery:NamespaceName", vec![namespace.to_owned()])
        .with("servicediscovery:ServiceName", vec![service.to_owned()])
}

#[allow(clippy::unnecessary_wraps, reason = "every rule has the same shape")]
pub(crate) fn discover(
    _cx: &Cx<'_>,
    _t: &mut Txn,
    req: &w::DiscoverInstancesRequest,
) -> Result<Access, Fault> {
    Ok(by_name(&req.namespace_name, &req.service_name))
}

#[allow(clippy::unnecessary_wraps, reason = "every rule has the same shape")]
pub(crate) fn discover_revision(
    _cx: &Cx<'_>,
    _t: &mut Txn,
    req: &w::DiscoverInstancesRevisionRequest,
) -> Result<Access, Fault> {
    Ok(by_name(&req.namespace_name, &req.service_name))
}
