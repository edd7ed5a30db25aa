//! Elastic Load Balancing (API version 2015-12-01): Application and Network Load Balancers.
//!
//! * [`load_balancer`] — balancers, their names, addresses and attributes
//! * [`listener`] — ports, default actions, certificates · [`rule`] — conditions and actions, by priority
//! * [`target_group`] — groups, health check settings, attributes · [`target`] — registration, draining, health
//! * [`certificate`] — AWS Certificate Manager: imported certificates and those of the installation's own authority
//! * [`routing`] — everything above compiled into what a proxy serves (pure)
//! * [`access_log`] — entries of access logs as text, and the names of their files (pure)
//! * [`report`] — what the proxies tell: target health, listeners that could not be opened
//! * [`tag`], [`attribute`], [`names`] — tags; attribute tables; ARNs and where they lead
//!
//! INVARIANT: nothing here moves traffic; a proxy does, from the configuration of [`routing`]. INVARIANT: an attribute
//! or member that no proxy honours is refused by name, except with the value that says so.

pub mod access_log;
mod attribute;
pub mod certificate;
mod fault;
mod listener;
mod load_balancer;
mod names;
mod page;
pub mod report;
pub mod routing;
mod rule;
mod rules;
mod tag;
mod target;
mod target_group;

use std::sync::Arc;

use kernel::Parts;
use wire::acm;
use wire::elbv2 as w;

/// The service's name in calls of its own.
pub(crate) const ELB: &str = "elasticloadbalancing.amazonaws.com";

/// Everything this crate serves. `issuer` issues the certificates that are requested of ACM.
#[must_use]
pub fn parts(issuer: &Arc<dyn certificate::Issuer>) -> Parts {
    balancing().and(certificates(issuer))
}

fn certificates(issuer: &Arc<dyn certificate::Issuer>) -> Parts {
    let (for_request, for_renewal) = (Arc::clone(issuer), Arc::clone(issuer));
    Parts::new()
        .op::<acm::ImportCertificate>(rules::import, certificate::ops::import)
        .op_async::<acm::RequestCertificate, _, _>(rules::any, move |k, c, i| {
            certificate::ops::request(Arc::clone(&for_request), k, c, i)
        })
        .op::<acm::DescribeCertificate>(rules::describe_certificate, certificate::ops::describe)
        .op::<acm::ListCertificates>(rules::any, certificate::ops::list)
        .op::<acm::GetCertificate>(rules::get_certificate, certificate::ops::get)
        .op::<acm::DeleteCertificate>(rules::delete_certificate, certificate::ops::delete)
        .op_async::<acm::RenewCertificate, _, _>(rules::renew_certificate, move |k, c, i| {
            certificate::ops::renew(Arc::clone(&for_renewal), k, c, i)
        })
        .op::<acm::UpdateCertificateOptions>(rules::certificate_options, certificate::ops::update)
        .op::<acm::AddTagsToCertificate>(rules::tag_certificate, certificate::ops::tag)
        .op::<acm::RemoveTagsFromCertificate>(rules::untag_certificate, certificate::ops::untag)
        .op::<acm::ListTagsForCertificate>(rules::certificate_tags, certificate::ops::list_tags)
        .controller(certificate::plan::Renewal(Arc::clone(issuer)))
}

fn balancing() -> Parts {
    Parts::new()
        .op::<w::CreateLoadBalancer>(rules::new_load_balancer, load_balancer::ops::create)
        .op::<w::DescribeLoadBalancers>(rules::any, load_balancer::ops::describe)
        .op::<w::DeleteLoadBalancer>(rules::delete_load_balancer, load_balancer::ops::delete)
        .op::<w::SetSecurityGroups>(rules::security_groups, load_balancer::ops::set_security_groups)
        .op::<w::SetSubnets>(rules::subnets, load_balancer::ops::set_subnets)
        .op::<w::SetIpAddressType>(rules::ip_address_type, load_balancer::ops::set_ip_address_type)
        .op::<w::DescribeLoadBalancerAttributes>(rules::any, load_balancer::attributes::describe)
        .op::<w::ModifyLoadBalancerAttributes>(rules::balancer_attributes, load_balancer::attributes::modify)
        .op::<w::DescribeCapacityReservation>(rules::any, load_balancer::limits::capacity)
        .op::<w::DescribeAccountLimits>(rules::any, load_balancer::limits::account)
        .op::<w::DescribeSSLPolicies>(rules::any, listener::policies::describe)
        .op::<w::CreateListener>(rules::new_listener, listener::ops::create)
        .op::<w::DescribeListeners>(rules::any, listener::ops::describe)
        .op::<w::ModifyListener>(rules::modify_listener, listener::ops::modify)
        .op::<w::DeleteListener>(rules::delete_listener, listener::ops::delete)
        .op::<w::DescribeListenerAttributes>(rules::any, listener::attributes::describe)
        .op::<w::ModifyListenerAttributes>(rules::listener_attributes, listener::attributes::modify)
        .op::<w::AddListenerCertificates>(rules::add_certificates, listener::certificates::add)
        .op::<w::RemoveListenerCertificates>(rules::remove_certificates, listener::certificates::remove)
        .op::<w::DescribeListenerCertificates>(rules::any, listener::certificates::describe)
        .op::<w::CreateRule>(rules::new_rule, rule::ops::create)
        .op::<w::DescribeRules>(rules::any, rule::ops::describe)
        .op::<w::ModifyRule>(rules::modify_rule, rule::ops::modify)
        .op::<w::DeleteRule>(rules::delete_rule, rule::ops::delete)
        .op::<w::SetRulePriorities>(rules::rule_priorities, rule::ops::set_priorities)
        .op::<w::CreateTargetGroup>(rules::new_target_group, target_group::ops::create)
        .op::<w::DescribeTargetGroups>(rules::any, target_group::ops::describe)
        .op::<w::ModifyTargetGroup>(rules::modify_target_group, target_group::ops::modify)
        .op::<w::DeleteTargetGroup>(rules::delete_target_group, target_group::ops::delete)
        .op::<w::DescribeTargetGroupAttributes>(rules::any, target_group::attributes::describe)
        .op::<w::ModifyTargetGroupAttributes>(rules::group_attributes, target_group::attributes::modify)
        .op::<w::RegisterTargets>(rules::register, target::ops::register)
        .op::<w::DeregisterTargets>(rules::deregister, target::ops::deregister)
        .op::<w::DescribeTargetHealth>(rules::any, target::health::describe)
        .op::<w::AddTags>(rules::add_tags, tag::add)
        .op::<w::RemoveTags>(rules::remove_tags, tag::remove)
        .op::<w::DescribeTags>(rules::any, tag::describe)
        .controller(target::plan::Drained)
}
