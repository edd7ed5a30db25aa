//! The network calls of EC2 that running tasks need, over the default VPC of every account and region.
//!
//! * [`vpc`] — the default VPC, its subnets, security group and availability zones: computed, never stored, so that
//!   they exist from the start
//! * [`interface`] — network interfaces: an address of a subnet, a MAC address, an id
//! * [`filter`] — `Filter.N.Name` / `Filter.N.Value` of the describe calls
//!
//! INVARIANT: two interfaces of one subnet never have the same address. INVARIANT: a filter or member that is not
//! known is refused, not ignored.

mod fault;
mod filter;
mod interface;
mod rules;
mod vpc;

use kernel::Parts;
use wire::ec2;

pub use vpc::layout::Settings;

/// Everything this crate serves.
#[must_use]
pub fn parts() -> Parts {
    Parts::new()
        .op::<ec2::DescribeVpcs>(rules::any, vpc::ops::vpcs)
        .op::<ec2::DescribeSubnets>(rules::any, vpc::ops::subnets)
        .op::<ec2::DescribeSecurityGroups>(rules::any, vpc::ops::security_groups)
        .op::<ec2::DescribeAvailabilityZones>(rules::any, vpc::ops::zones)
        .op::<ec2::CreateNetworkInterface>(rules::create_interface, interface::ops::create)
        .op::<ec2::DescribeNetworkInterfaces>(rules::any, interface::ops::describe)
        .op::<ec2::DeleteNetworkInterface>(rules::delete_interface, interface::ops::delete)
}
