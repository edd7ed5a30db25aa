//! AWS Cloud Map (API version 2017-03-14): where the instances of a service are, by API and by DNS.
//!
//! * [`namespace`] — HTTP namespaces and private DNS namespaces
//! * [`service`] — what instances of one name have in common: DNS records, health, attributes
//! * [`instance`] — registration, health, discovery
//! * [`operation`] — what was done by calls that answer with an operation's id
//! * [`names`] — ids, ARNs and what they name; [`tag`] — tags; [`rules`] — IAM
//!
//! Nothing here answers DNS queries: the agents do, from what `DiscoverInstances` tells them.
//!
//! INVARIANT: what a call asks for is done when it answers: every operation is a SUCCESS from the start. INVARIANT: the
//! revision of a service's instances grows with every change that `DiscoverInstances` could show.

mod fault;
mod instance;
mod names;
mod namespace;
mod operation;
mod page;
mod rules;
mod service;
mod tag;

use kernel::Parts;
use wire::servicediscovery as w;

/// The service's name in calls of its own.
pub(crate) const CLOUD_MAP: &str = "servicediscovery.amazonaws.com";

/// Everything this crate serves.
#[must_use]
pub fn parts() -> Parts {
    namespaces().and(services()).and(instances())
}

fn namespaces() -> Parts {
    Parts::new()
        .op::<w::CreateHttpNamespace>(rules::any, namespace::ops::create_http)
        .op::<w::CreatePrivateDnsNamespace>(rules::any, namespace::ops::create_private)
        .op::<w::CreatePublicDnsNamespace>(rules::any, namespace::ops::create_public)
        .op::<w::GetNamespace>(rules::get_namespace, namespace::ops::get)
        .op::<w::ListNamespaces>(rules::any, namespace::list::list)
        .op::<w::UpdateHttpNamespace>(rules::update_http, namespace::ops::update_http)
        .op::<w::UpdatePrivateDnsNamespace>(rules::update_private, namespace::ops::update_private)
        .op::<w::UpdatePublicDnsNamespace>(rules::update_public, namespace::ops::update_public)
        .op::<w::DeleteNamespace>(rules::delete_namespace, namespace::ops::delete)
        .op::<w::GetOperation>(rules::any, operation::ops::get)
        .op::<w::ListOperations>(rules::any, operation::ops::list)
        .op::<w::TagResource>(rules::tag, tag::tag)
        .op::<w::UntagResource>(rules::untag, tag::untag)
        .op::<w::ListTagsForResource>(rules::list_tags, tag::list)
        .controller(operation::plan::Forgotten)
}

fn services() -> Parts {
    Parts::new()
        .op::<w::CreateService>(rules::create_service, service::ops::create)
        .op::<w::GetService>(rules::get_service, service::ops::get)
        .op::<w::ListServices>(rules::any, service::ops::list)
        .op::<w::UpdateService>(rules::update_service, service::ops::update)
        .op::<w::DeleteService>(rules::delete_service, service::ops::delete)
        .op::<w::GetServiceAttributes>(rules::get_attributes, service::attributes::get)
        .op::<w::UpdateServiceAttributes>(rules::update_attributes, service::attributes::update)
        .op::<w::DeleteServiceAttributes>(rules::delete_attributes, service::attributes::delete)
}

fn instances() -> Parts {
    Parts::new()
        .op::<w::RegisterInstance>(rules::register, instance::ops::register)
        .op::<w::DeregisterInstance>(rules::deregister, instance::ops::deregister)
        .op::<w::GetInstance>(rules::get_instance, instance::ops::get)
        .op::<w::ListInstances>(rules::list_instances, instance::ops::list)
        .op::<w::GetInstancesHealthStatus>(rules::health, instance::health::get)
        .op::<w::UpdateInstanceCustomHealthStatus>(rules::custom_health, instance::health::set)
        .op::<w::DiscoverInstances>(rules::discover, instance::discover::instances)
        .op::<w::DiscoverInstancesRevision>(rules::discover_revision, instance::discover::revision)
}
