//! Subnets: the three that the default VPC begins with, and those that users make in what is left of its range.

use std::net::Ipv4Addr;

use kernel::{Cx, Fault, Key, Record, Scope, Txn};
use serde::{Deserialize, Serialize};
use wire::ec2;
use wire::firewall::Range;
use wire::schema::Unit;

use super::layout::{Subnet, Vpc, default_vpc};
use super::ops::view_subnet;
use crate::interface::record::Interface;
use crate::{fault, tag};

/// A subnet that a user made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Made {
    pub scope: Scope,
    pub id: String,
    pub zone: String,
    pub zone_id: String,
    pub base: Ipv4Addr,
    pub bits: u32,
}

impl Record for Made {
    const KIND: &'static str = "network.subnet";
    fn key(&self) -> Key {
        Key::new(Self::KIND, &self.scope, &[&self.id])
    }
}

impl Made {
    fn subnet(&self) -> Subnet {
        Subnet {
            id: self.id.clone(),
            zone: self.zone.clone(),
            zone_id: self.zone_id.clone(),
            base: self.base,
            bits: self.bits,
            of_zone: false,
        }
    }
}

/// The subnet with this id.
pub(crate) fn find(t: &mut Txn, vpc: &Vpc, id: &str) -> Result<Option<Subnet>, Fault> {
    if let Some(s) = vpc.subnets.iter().find(|s| s.id == id) {
        return Ok(Some(s.clone()));
    }
    let made = t.get::<Made>(&Key::new(Made::KIND, &vpc.scope, &[id]))?;
    Ok(made.map(|m| m.subnet()))
}

/// The same, or EC2's refusal.
pub(crate) fn must(t: &mut Txn, vpc: &Vpc, id: &str) -> Result<Subnet, Fault> {
    find(t, vpc, id)?.ok_or_else(|| {
        fault::new(
            "InvalidSubnetID.NotFound",
            format!("The subnet ID '{id}' does not exist"),
        )
    })
}

/// Every subnet of the VPC.
pub(crate) fn all(t: &mut Txn, vpc: &Vpc) -> Result<Vec<Subnet>, Fault> {
    let made = t.range::<Made>(&Key::new(Made::KIND, &vpc.scope, &[]).children())?;
    Ok(vpc
        .subnets
        .iter()
        .cloned()
        .chain(made.iter().map(|m| m.subnet()))
        .collect())
}

pub(crate) fn create(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::CreateSubnetRequest,
) -> Result<ec2::CreateSubnetResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let asked = [
        (
            req.ipv6_cidr_block.is_some() || req.ipv6_netmask_length.is_some(),
            "Ipv6CidrBlock",
        ),
        (req.outpost_arn.is_some(), "OutpostArn"),
        (req.ipv6_native == Some(true), "Ipv6Native"),
        (
            req.ipv4_ipam_pool_id.is_some() || req.ipv6_ipam_pool_id.is_some(),
            "IpamPoolId",
        ),
        (req.ipv4_netmask_length.is_some(), "Ipv4NetmaskLength"),
    ];
    if let Some((_, member)) = asked.iter().find(|(given, _)| *given) {
        return Err(fault::unsupported(member));
    }
    let vpc = default_vpc(t, cx.scope())?;
    vpc.is_meant(&req.vpc_id)?;
    let block = req.cidr_block.as_deref().unwrap_or_default();
    let (range, bits) = range_of(&vpc, block)?;
    let others = all(t, &vpc)?;
    if others
        .iter()
        .any(|o| o.range().first <= range.last && range.first <= o.range().last)
    {
        return Err(fault::new(
            "InvalidSubnet.Conflict",
            format!("The CIDR '{block}' conflicts with another subnet"),
        ));
    }
    let zone = zone_of(&vpc, req)?;
    let tags = tag::specified(req.tag_specifications.as_deref(), "subnet")?;
    let made = Made {
        scope: cx.scope().clone(),
        id: fault::fresh(cx, "subnet"),
        zone: zone.zone.clone(),
        zone_id: zone.zone_id.clone(),
        base: range.first,
        bits,
    };
    tag::put(t, cx.scope(), &made.id, tags)?;
    let subnet = made.subnet();
    t.put(made)?;
    Ok(ec2::CreateSubnetResult {
        subnet: Some(view_subnet(t, &vpc, &subnet)?),
    })
}

/// The block's addresses and prefix: /16 to /28, within the VPC's range.
fn range_of(vpc: &Vpc, block: &str) -> Result<(Range, u32), Fault> {
    let invalid = || fault::new("InvalidSubnet.Range", format!("The CIDR '{block}' is invalid."));
    let range = Range::of_block(block).ok_or_else(|| {
        fault::invalid(format!(
            "Value ({block}) for parameter cidrBlock is invalid. This is not a valid CIDR block."
        ))
    })?;
    let bits = block.rsplit('/').next().and_then(|b| b.parse().ok());
    let bits = bits.filter(|b| (16..=28).contains(b)).ok_or_else(invalid)?;
    let whole = Range::of_block(&vpc.cidr()).ok_or_else(invalid)?;
    match whole.holds(range.first) && whole.holds(range.last) {
        true => Ok((range, bits)),
        false => Err(invalid()),
    }
}

/// The asked-for zone, or the first.
fn zone_of<'a>(vpc: &'a Vpc, req: &ec2::CreateSubnetRequest) -> Result<&'a Subnet, Fault> {
    let named = |s: &&Subnet| {
        req.availability_zone.as_ref().is_none_or(|z| *z == s.zone)
            && req.availability_zone_id.as_ref().is_none_or(|z| *z == s.zone_id)
    };
    vpc.subnets.iter().find(named).ok_or_else(|| {
        let asked = req.availability_zone.as_ref().or(req.availability_zone_id.as_ref());
        let zones: Vec<&str> = vpc.subnets.iter().map(|s| s.zone.as_str()).collect();
        fault::invalid(format!(
            "Value ({}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following \
             availability zones: {}.",
            asked.map_or("", String::as_str),
            zones.join(", ")
        ))
    })
}

pub(crate) fn delete(cx: &Cx<'_>, t: &mut Txn, req: &ec2::DeleteSubnetRequest) -> Result<Unit, Fault> {
    fault::dry_run(req.dry_run)?;
    let vpc = default_vpc(t, cx.scope())?;
    let subnet = must(t, &vpc, &req.subnet_id)?;
    if subnet.of_zone {
        return Err(fault::unsupported("the deletion of a default subnet"));
    }
    let used = t.keys(&Key::new(Interface::ADDRESSES, cx.scope(), &[&subnet.id]).children());
    if !used.is_empty() {
        return Err(fault::new(
            "DependencyViolation",
            format!(
                "The subnet '{}' has dependencies and cannot be deleted.",
                subnet.id
            ),
        ));
    }
    t.delete(&Key::new(Made::KIND, cx.scope(), &[&subnet.id]));
    tag::forget(t, cx.scope(), &subnet.id);
    Ok(Unit)
}
