//! Elastic Load Balancing (API version 2015-12-01): Application and Network Load Balancers.
//!
//! * [`load_balancer`] — balancers, their names, addresses and attributes
//! * [`listener`] — ports, default actions, certificates · [`rule`] — conditions and actions, by priority
//! * [`target_group`] — groups, health check settings, attributes · [`target`] — registration, draining, health
//! * [`routing`] — everything above compiled into what a proxy serves (pure)
//! * [`report`] — what the proxies tell: target health, listeners that could not be opened
//! * [`tag`], [`attribute`], [`names`] — tags; attribute tables; ARNs and where they lead
//!
//! INVARIANT: nothing here moves traffic; a proxy does, from the configuration of [`routing`]. INVARIANT: an attribute
//! or member that no proxy honours is refused by name, except with the value that says so.

mod attribute;
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

use kernel::Parts;
use wire::elbv2 as w;

/// The service's name in calls of its own.
pub(crate) const ELB: &str = "elasticloadbalancing.amazonaws.com";

/// Everything this crate serves.
#[must_use]
pub fn parts() -> Parts {
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
