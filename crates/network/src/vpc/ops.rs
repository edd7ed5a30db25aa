//! DescribeVpcs, DescribeSubnets, DescribeSecurityGroups, DescribeAvailabilityZones.

use kernel::{Cx, Fault, Key, Txn};
use wire::ec2;

use super::layout::{Subnet, Vpc, default_vpc};
use crate::fault;
use crate::filter::{self, Filtered};
use crate::interface::record::Interface;

impl Filtered for ec2::Vpc {
    fn values(&self, name: &str) -> Option<Vec<String>> {
        let text = |x: &Option<String>| x.iter().cloned().collect();
        Some(match name {
            "vpc-id" => text(&self.vpc_id),
            "cidr" | "cidr-block" | "cidrBlock" | "cidr-block-association.cidr-block" => {
                text(&self.cidr_block)
            }
            "cidr-block-association.state" => vec!["associated".into()],
            "is-default" | "isDefault" => vec![self.is_default.unwrap_or(false).to_string()],
            "state" => text(&self.state),
            "owner-id" => text(&self.owner_id),
            "dhcp-options-id" => text(&self.dhcp_options_id),
            n if n == "tag-key" || n.starts_with("tag:") => Vec::new(),
            _ => return None,
        })
    }
}

pub(crate) fn vpcs(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::DescribeVpcsRequest,
) -> Result<ec2::DescribeVpcsResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let vpc = default_vpc(t, cx.scope())?;
    let asked = req.vpc_ids.as_deref().unwrap_or_default();
    if let Some(unknown) = asked.iter().find(|id| **id != vpc.id) {
        return Err(fault::new(
            "InvalidVpcID.NotFound",
            format!("The vpc ID '{unknown}' does not exist"),
        ));
    }
    let found = filter::apply(vec![view_vpc(&vpc)], req.filters.as_deref())?;
    let (vpcs, next_token) = filter::paged(
        found,
        |v| v.vpc_id.clone().unwrap_or_default(),
        req.next_token.as_deref(),
        req.max_results,
    )?;
    Ok(ec2::DescribeVpcsResult {
        vpcs: Some(vpcs),
        next_token,
    })
}

fn view_vpc(vpc: &Vpc) -> ec2::Vpc {
    ec2::Vpc {
        owner_id: Some(vpc.scope.account.to_string()),
        instance_tenancy: Some("default".into()),
        cidr_block_association_set: Some(vec![ec2::VpcCidrBlockAssociation {
            association_id: Some(vpc.id.replace("vpc-", "vpc-cidr-assoc-")),
            cidr_block: Some(vpc.cidr()),
            cidr_block_state: Some(ec2::VpcCidrBlockState {
                state: Some("associated".into()),
                status_message: None,
            }),
        }]),
        is_default: Some(true),
        vpc_id: Some(vpc.id.clone()),
        state: Some("available".into()),
        cidr_block: Some(vpc.cidr()),
        dhcp_options_id: Some(vpc.id.replace("vpc-", "dopt-")),
        ..Default::default()
    }
}

impl Filtered for ec2::Subnet {
    fn values(&self, name: &str) -> Option<Vec<String>> {
        let text = |x: &Option<String>| x.iter().cloned().collect();
        Some(match name {
            "subnet-id" => text(&self.subnet_id),
            "vpc-id" => text(&self.vpc_id),
            "availability-zone" | "availabilityZone" => text(&self.availability_zone),
            "availability-zone-id" | "availabilityZoneId" => text(&self.availability_zone_id),
            "cidr" | "cidr-block" | "cidrBlock" => text(&self.cidr_block),
            "default-for-az" | "defaultForAz" => vec![self.default_for_az.unwrap_or(false).to_string()],
            "map-public-ip-on-launch" => vec![self.map_public_ip_on_launch.unwrap_or(false).to_string()],
            "state" => text(&self.state),
            "subnet-arn" => text(&self.subnet_arn),
            "owner-id" => text(&self.owner_id),
            "available-ip-address-count" => self
                .available_ip_address_count
                .iter()
                .map(i32::to_string)
                .collect(),
            n if n == "tag-key" || n.starts_with("tag:") => Vec::new(),
            _ => return None,
        })
    }
}

pub(crate) fn subnets(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::DescribeSubnetsRequest,
) -> Result<ec2::DescribeSubnetsResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let vpc = default_vpc(t, cx.scope())?;
    let asked = req.subnet_ids.as_deref().unwrap_or_default();
    if let Some(unknown) = asked.iter().find(|id| !vpc.subnets.iter().any(|s| s.id == **id)) {
        return Err(fault::new(
            "InvalidSubnetID.NotFound",
            format!("The subnet ID '{unknown}' does not exist"),
        ));
    }
    let mut found = Vec::new();
    for s in vpc
        .subnets
        .iter()
        .filter(|s| asked.is_empty() || asked.contains(&s.id))
    {
        let used = t
            .keys(&Key::new(Interface::ADDRESSES, cx.scope(), &[&s.id]).children())
            .len();
        found.push(view_subnet(&vpc, s, used));
    }
    let found = filter::apply(found, req.filters.as_deref())?;
    let (subnets, next_token) = filter::paged(
        found,
        |s| s.availability_zone.clone().unwrap_or_default(),
        req.next_token.as_deref(),
        req.max_results,
    )?;
    Ok(ec2::DescribeSubnetsResult {
        subnets: Some(subnets),
        next_token,
    })
}

fn view_subnet(vpc: &Vpc, s: &Subnet, used: usize) -> ec2::Subnet {
    let free = i32::try_from(Subnet::SIZE - 5).unwrap_or(0) - i32::try_from(used).unwrap_or(0);
    ec2::Subnet {
        availability_zone_id: Some(s.zone_id.clone()),
        owner_id: Some(vpc.scope.account.to_string()),
        assign_ipv6_address_on_creation: Some(false),
        subnet_arn: Some(vpc.scope.arn("ec2", format_args!("subnet/{}", s.id))),
        subnet_id: Some(s.id.clone()),
        state: Some("available".into()),
        vpc_id: Some(vpc.id.clone()),
        cidr_block: Some(s.cidr()),
        available_ip_address_count: Some(free),
        availability_zone: Some(s.zone.clone()),
        default_for_az: Some(true),
        map_public_ip_on_launch: Some(true),
        ..Default::default()
    }
}

impl Filtered for ec2::SecurityGroup {
    fn values(&self, name: &str) -> Option<Vec<String>> {
        let text = |x: &Option<String>| x.iter().cloned().collect();
        Some(match name {
            "group-id" => text(&self.group_id),
            "group-name" => text(&self.group_name),
            "vpc-id" => text(&self.vpc_id),
            "description" => text(&self.description),
            "owner-id" => text(&self.owner_id),
            n if n == "tag-key" || n.starts_with("tag:") => Vec::new(),
            _ => return None,
        })
    }
}

pub(crate) fn security_groups(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::DescribeSecurityGroupsRequest,
) -> Result<ec2::DescribeSecurityGroupsResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let vpc = default_vpc(t, cx.scope())?;
    let missing = |id: &str| {
        fault::new(
            "InvalidGroup.NotFound",
            format!("The security group '{id}' does not exist"),
        )
    };
    if let Some(id) = req
        .group_ids
        .iter()
        .flatten()
        .find(|id| **id != vpc.security_group)
    {
        return Err(missing(id));
    }
    if let Some(name) = req.group_names.iter().flatten().find(|n| *n != "default") {
        return Err(missing(name));
    }
    let found = filter::apply(vec![view_group(&vpc)], req.filters.as_deref())?;
    let (groups, next_token) = filter::paged(
        found,
        |g| g.group_id.clone().unwrap_or_default(),
        req.next_token.as_deref(),
        req.max_results,
    )?;
    Ok(ec2::DescribeSecurityGroupsResult {
        security_groups: Some(groups),
        next_token,
    })
}

/// The default group: its members reach each other, and everything outside (VPC User Guide, "Default security groups").
fn view_group(vpc: &Vpc) -> ec2::SecurityGroup {
    let account = vpc.scope.account.to_string();
    let all = |permission: ec2::IpPermission| ec2::IpPermission {
        ip_protocol: Some("-1".into()),
        ..permission
    };
    ec2::SecurityGroup {
        group_id: Some(vpc.security_group.clone()),
        group_name: Some("default".into()),
        description: Some("default VPC security group".into()),
        vpc_id: Some(vpc.id.clone()),
        owner_id: Some(account.clone()),
        security_group_arn: Some(
            vpc.scope
                .arn("ec2", format_args!("security-group/{}", vpc.security_group)),
        ),
        ip_permissions: Some(vec![all(ec2::IpPermission {
            user_id_group_pairs: Some(vec![ec2::UserIdGroupPair {
                user_id: Some(account),
                group_id: Some(vpc.security_group.clone()),
                ..Default::default()
            }]),
            ..Default::default()
        })]),
        ip_permissions_egress: Some(vec![all(ec2::IpPermission {
            ip_ranges: Some(vec![ec2::IpRange {
                cidr_ip: Some("0.0.0.0/0".into()),
                description: None,
            }]),
            ..Default::default()
        })]),
        ..Default::default()
    }
}

impl Filtered for ec2::AvailabilityZone {
    fn values(&self, name: &str) -> Option<Vec<String>> {
        let text = |x: &Option<String>| x.iter().cloned().collect();
        Some(match name {
            "zone-name" => text(&self.zone_name),
            "zone-id" => text(&self.zone_id),
            "zone-type" => text(&self.zone_type),
            "region-name" => text(&self.region_name),
            "state" => text(&self.state),
            "opt-in-status" => text(&self.opt_in_status),
            "group-name" => text(&self.group_name),
            "network-border-group" => text(&self.network_border_group),
            "parent-zone-id" | "parent-zone-name" | "message" => Vec::new(),
            _ => return None,
        })
    }
}

pub(crate) fn zones(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::DescribeAvailabilityZonesRequest,
) -> Result<ec2::DescribeAvailabilityZonesResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let vpc = default_vpc(t, cx.scope())?;
    let unknown = |asked: &Option<Vec<String>>, known: &dyn Fn(&Subnet) -> bool, id: &str| {
        asked.iter().flatten().any(|a| a == id) && !vpc.subnets.iter().any(known)
    };
    for id in req
        .zone_names
        .iter()
        .flatten()
        .chain(req.zone_ids.iter().flatten())
    {
        let named = unknown(&req.zone_names, &|s| s.zone == *id, id);
        if named || unknown(&req.zone_ids, &|s| s.zone_id == *id, id) {
            return Err(fault::new(
                "InvalidParameterValue",
                format!("Invalid availability zone: [{id}]"),
            ));
        }
    }
    let wanted = |s: &&Subnet| {
        req.zone_names
            .as_ref()
            .is_none_or(|z| z.is_empty() || z.contains(&s.zone))
            && req
                .zone_ids
                .as_ref()
                .is_none_or(|z| z.is_empty() || z.contains(&s.zone_id))
    };
    let region = cx.scope().region.to_string();
    let view = |s: &Subnet| ec2::AvailabilityZone {
        opt_in_status: Some("opt-in-not-required".into()),
        messages: Some(Vec::new()),
        region_name: Some(region.clone()),
        zone_name: Some(s.zone.clone()),
        zone_id: Some(s.zone_id.clone()),
        group_name: Some(region.clone()),
        network_border_group: Some(region.clone()),
        zone_type: Some("availability-zone".into()),
        state: Some("available".into()),
        ..Default::default()
    };
    let all = vpc.subnets.iter().filter(wanted).map(view).collect();
    Ok(ec2::DescribeAvailabilityZonesResult {
        availability_zones: Some(filter::apply(all, req.filters.as_deref())?),
    })
}
