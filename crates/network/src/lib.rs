//! The network calls of EC2 that running tasks need, over the default VPC of every account and region.
//!
//! * [`vpc`] — the default VPC, its subnets, zones and what else it comes with: computed, so that they exist from the
//!   start; subnets that users add are records
//! * [`group`] — security groups and their rules
//! * [`interface`] — network interfaces: an address of a subnet, a MAC address, an id
//! * [`firewall`] — what agents are told of these rules, so that they hold
//! * [`tag`] — tags of all of these
//! * [`filter`] — `Filter.N.Name` / `Filter.N.Value` of the describe calls
//!
//! INVARIANT: two interfaces of one subnet never have the same address. INVARIANT: a filter or member that is not
//! known is refused, not ignored.

mod fault;
mod filter;
mod firewall;
mod group;
mod interface;
mod rules;
mod tag;
mod vpc;

use std::net::Ipv4Addr;

use kernel::{Fault, Kernel, Parts, Record as _, Scope, Txn};
use wire::ec2;
use wire::firewall::Rule;

pub use vpc::layout::Settings;

/// The router of the default VPC of an account and region: where its tasks find this machine.
///
/// # Errors
/// Internal faults only.
pub fn router(t: &mut Txn, scope: &Scope) -> Result<Ipv4Addr, Fault> {
    Ok(vpc::layout::default_vpc(t, scope)?.router())
}

/// What these security groups let in, with every peer written out as addresses.
///
/// # Errors
/// Internal faults only.
pub fn inbound(kernel: &Kernel, t: &mut Txn, scope: &Scope, groups: &[String]) -> Result<Vec<Rule>, Fault> {
    firewall::inbound(kernel, t, scope, groups)
}

/// Kinds of records from which [`inbound`] is made.
pub const KINDS: [&str; 2] = [
    group::record::SecurityGroup::KIND,
    interface::record::Interface::KIND,
];

/// Everything this crate serves.
#[must_use]
pub fn parts() -> Parts {
    let parts = Parts::new()
        .op::<ec2::DescribeVpcs>(rules::any, vpc::ops::vpcs)
        .op::<ec2::DescribeVpcAttribute>(rules::any, vpc::ops::vpc_attribute)
        .op::<ec2::CreateVpc>(rules::any, vpc::around::create_vpc)
        .op::<ec2::CreateDefaultVpc>(rules::any, vpc::around::create_default_vpc)
        .op::<ec2::DescribeSubnets>(rules::any, vpc::ops::subnets)
        .op::<ec2::CreateSubnet>(rules::create_subnet, vpc::subnet::create)
        .op::<ec2::CreateDefaultSubnet>(rules::any, vpc::around::create_default_subnet)
        .op::<ec2::DeleteSubnet>(rules::delete_subnet, vpc::subnet::delete)
        .op::<ec2::DescribeAvailabilityZones>(rules::any, vpc::ops::zones)
        .op::<ec2::DescribeRegions>(rules::any, vpc::region::regions)
        .op::<ec2::DescribeAccountAttributes>(rules::any, vpc::region::account_attributes)
        .op::<ec2::DescribeRouteTables>(rules::any, vpc::around::route_tables)
        .op::<ec2::DescribeInternetGateways>(rules::any, vpc::around::internet_gateways)
        .op::<ec2::DescribeNetworkAcls>(rules::any, vpc::around::network_acls)
        .op::<ec2::DescribeDhcpOptions>(rules::any, vpc::around::dhcp_options)
        .op::<ec2::DescribeNatGateways>(rules::any, vpc::around::nat_gateways)
        .op::<ec2::DescribeVpcEndpoints>(rules::any, vpc::around::endpoints)
        .op::<ec2::DescribeAddresses>(rules::any, vpc::around::addresses)
        .op::<ec2::DescribePrefixLists>(rules::any, vpc::around::prefix_lists)
        .op::<ec2::DescribeManagedPrefixLists>(rules::any, vpc::around::managed_prefix_lists)
        .op::<ec2::CreateNetworkInterface>(rules::create_interface, interface::ops::create)
        .op::<ec2::DescribeNetworkInterfaces>(rules::any, interface::ops::describe)
        .op::<ec2::DescribeNetworkInterfaceAttribute>(rules::any, interface::ops::attribute)
        .op::<ec2::ModifyNetworkInterfaceAttribute>(rules::modify_interface, interface::ops::modify)
        .op::<ec2::DeleteNetworkInterface>(rules::delete_interface, interface::ops::delete)
        .op::<ec2::CreateTags>(rules::create_tags, tag::ops::create)
        .op::<ec2::DeleteTags>(rules::delete_tags, tag::ops::delete)
        .op::<ec2::DescribeTags>(rules::any, tag::ops::describe);
    groups(parts).listener(firewall::Rules)
}

fn groups(parts: Parts) -> Parts {
    use group::{look, ops, rules as change};
    parts
        .op::<ec2::CreateSecurityGroup>(rules::create_group, ops::create)
        .op::<ec2::DescribeSecurityGroups>(rules::any, ops::describe)
        .op::<ec2::DeleteSecurityGroup>(rules::delete_group, ops::delete)
        .op::<ec2::AuthorizeSecurityGroupIngress>(rules::authorize_ingress, change::authorize_ingress)
        .op::<ec2::AuthorizeSecurityGroupEgress>(rules::authorize_egress, change::authorize_egress)
        .op::<ec2::RevokeSecurityGroupIngress>(rules::revoke_ingress, change::revoke_ingress)
        .op::<ec2::RevokeSecurityGroupEgress>(rules::revoke_egress, change::revoke_egress)
        .op::<ec2::ModifySecurityGroupRules>(rules::modify_rules, change::modify)
        .op::<ec2::UpdateSecurityGroupRuleDescriptionsIngress>(
            rules::describe_ingress,
            change::describe_ingress,
        )
        .op::<ec2::UpdateSecurityGroupRuleDescriptionsEgress>(rules::describe_egress, change::describe_egress)
        .op::<ec2::DescribeSecurityGroupRules>(rules::any, look::rules)
        .op::<ec2::DescribeSecurityGroupReferences>(rules::any, look::references)
        .op::<ec2::GetSecurityGroupsForVpc>(rules::any, look::for_vpc)
}
