//! DescribeVpcs, DescribeVpcAttribute, DescribeSubnets, DescribeAvailabilityZones.

use kernel::{Cx, Fault, Key, Txn};
use wire::ec2;

use wire::firewall::Range;

use super::layout::{Subnet, Vpc, default_vpc};
use super::subnet;
use crate::filter::{self, Filtered};
use crate::interface::record::Interface;
use crate::{fault, tag};

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
            n => return tag::filter(self.tags.as_deref(), n),
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
    for id in asked {
        vpc.is_meant(id)?;
    }
    let tags = tag::of(t, cx.scope(), &vpc.id)?;
    let found = filter::apply(vec![view_vpc(&vpc, tags)], req.filters.as_deref())?;
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

fn view_vpc(vpc: &Vpc, tags: Vec<ec2::Tag>) -> ec2::Vpc {
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
        dhcp_options_id: Some(vpc.sibling("dopt")),
        tags: Some(tags),
        ..Default::default()
    }
}

/// What the VPC does by itself: names are resolved and every interface has one. Neither can be turned off.
pub(crate) fn vpc_attribute(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::DescribeVpcAttributeRequest,
) -> Result<ec2::DescribeVpcAttributeResult, Fault> {
    fault::dry_run(req.dry_run)?;
    default_vpc(t, cx.scope())?.is_meant(&req.vpc_id)?;
    let is = |name: &str, value| {
        (req.attribute == name).then_some(ec2::AttributeBooleanValue { value: Some(value) })
    };
    Ok(ec2::DescribeVpcAttributeResult {
        vpc_id: Some(req.vpc_id.clone()),
        enable_dns_support: is("enableDnsSupport", true),
        enable_dns_hostnames: is("enableDnsHostnames", true),
        enable_network_address_usage_metrics: is("enableNetworkAddressUsageMetrics", false),
    })
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
            n => return tag::filter(self.tags.as_deref(), n),
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
    let mut wanted = Vec::new();
    for id in asked {
        wanted.push(subnet::must(t, &vpc, id)?);
    }
    if asked.is_empty() {
        wanted = subnet::all(t, &vpc)?;
    }
    wanted.sort_by(|a, b| (&a.zone, a.base).cmp(&(&b.zone, b.base)));
    wanted.dedup_by(|a, b| a.id == b.id);
    let mut found = Vec::new();
    for s in &wanted {
        found.push(view_subnet(t, &vpc, s)?);
    }
    let found = filter::apply(found, req.filters.as_deref())?;
    let (subnets, next_token) = filter::paged(found, order, req.next_token.as_deref(), req.max_results)?;
    Ok(ec2::DescribeSubnetsResult {
        subnets: Some(subnets),
        next_token,
    })
}

/// Subnets come by zone and address.
fn order(s: &ec2::Subnet) -> String {
    let base = s.cidr_block.as_deref().and_then(Range::of_block);
    let base = base.map_or(0, |r| u32::from(r.first));
    format!(
        "{} {base:010}",
        s.availability_zone.as_deref().unwrap_or_default()
    )
}

pub(crate) fn view_subnet(t: &mut Txn, vpc: &Vpc, s: &Subnet) -> Result<ec2::Subnet, Fault> {
    let used = t.keys(&Key::new(Interface::ADDRESSES, &vpc.scope, &[&s.id]).children());
    let free = i32::try_from(s.size() - 5).unwrap_or(0) - i32::try_from(used.len()).unwrap_or(0);
    Ok(ec2::Subnet {
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
        default_for_az: Some(s.of_zone),
        map_public_ip_on_launch: Some(s.of_zone),
        tags: Some(tag::of(t, &vpc.scope, &s.id)?),
        ..Default::default()
    })
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
