//! CreateNetworkInterface, DescribeNetworkInterfaces, DescribeNetworkInterfaceAttribute, ModifyNetworkInterfaceAttribute,
//! DeleteNetworkInterface.

use std::net::Ipv4Addr;
use std::sync::Arc;

use kernel::{Cx, Fault, Key, Principal, Record as _, Txn};
use wire::ec2;

use super::record::{Cursor, Interface, Taken};
use crate::filter::{self, Filtered};
use crate::group::record as group;
use crate::vpc::layout::{Subnet, Vpc, default_vpc};
use crate::vpc::subnet;
use crate::{fault, tag};

pub(crate) fn create(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::CreateNetworkInterfaceRequest,
) -> Result<ec2::CreateNetworkInterfaceResult, Fault> {
    fault::dry_run(req.dry_run)?;
    refuse(req)?;
    let vpc = default_vpc(t, cx.scope())?;
    let subnet = &subnet::must(t, &vpc, &req.subnet_id)?;
    let requester = match &*cx.call.principal {
        Principal::Service { name, .. } => Some(name.clone()),
        _ => None,
    };
    let groups = match req.groups.as_deref() {
        // A service may want none: a network balancer that was made without any.
        Some([]) if requester.is_some() => Vec::new(),
        asked => groups(cx, t, &vpc, asked.unwrap_or_default())?,
    };
    let tags = tag::specified(req.tag_specifications.as_deref(), "network-interface")?;
    let id = fault::fresh(cx, "eni");
    let offset = match req.private_ip_address.as_deref() {
        Some(text) => wanted(t, cx, subnet, text)?,
        None => free(t, cx, subnet)?,
    };
    t.put(Taken {
        scope: cx.scope().clone(),
        subnet_id: subnet.id.clone(),
        offset,
        interface: id.clone(),
    })?;
    let address = Ipv4Addr::from(u32::from(subnet.base) + offset);
    let interface = Interface {
        scope: cx.scope().clone(),
        id,
        subnet_id: subnet.id.clone(),
        vpc_id: vpc.id.clone(),
        zone: subnet.zone.clone(),
        zone_id: subnet.zone_id.clone(),
        mac: mac(address),
        address,
        groups,
        description: req.description.clone().unwrap_or_default(),
        requester,
        created: cx.now,
    };
    if !tags.is_empty() {
        tag::put(t, cx.scope(), &interface.id, tags)?;
    }
    let answer = view(t, &interface)?;
    t.put(interface)?;
    Ok(ec2::CreateNetworkInterfaceResult {
        network_interface: Some(answer),
        client_token: req.client_token.clone(),
    })
}

/// Groups of one interface (Amazon VPC quotas).
pub(crate) const GROUPS: usize = 5;

/// The asked-for groups, which must be there; the default group without any.
fn groups(cx: &Cx<'_>, t: &mut Txn, vpc: &Vpc, asked: &[String]) -> Result<Vec<String>, Fault> {
    let mut out: Vec<String> = Vec::new();
    for id in asked {
        group::must(t, cx.scope(), id)?;
        if !out.contains(id) {
            out.push(id.clone());
        }
    }
    if out.is_empty() {
        out.push(vpc.security_group.clone());
    }
    match out.len() > GROUPS {
        true => Err(fault::new(
            "SecurityGroupsPerInterfaceLimitExceeded",
            "The maximum number of security groups per interface has been reached.",
        )),
        false => Ok(out),
    }
}

/// A locally administered address that holds the IP: unique wherever the IP is.
fn mac(ip: Ipv4Addr) -> String {
    let [a, b, c, d] = ip.octets();
    format!("02:42:{a:02x}:{b:02x}:{c:02x}:{d:02x}")
}

/// Members that are not honoured are refused by name.
fn refuse(req: &ec2::CreateNetworkInterfaceRequest) -> Result<(), Fault> {
    let some = |v: bool, name: &'static str| v.then_some(name);
    let asked = [
        some(
            req.ipv4_prefixes.is_some() || req.ipv4_prefix_count.is_some(),
            "Ipv4Prefix",
        ),
        some(
            req.ipv6_prefixes.is_some() || req.ipv6_prefix_count.is_some(),
            "Ipv6Prefix",
        ),
        some(
            req.ipv6_addresses.as_ref().is_some_and(|a| !a.is_empty())
                || req.ipv6_address_count.is_some_and(|n| n > 0),
            "Ipv6Addresses",
        ),
        some(req.enable_primary_ipv6 == Some(true), "EnablePrimaryIpv6"),
        some(
            req.interface_type.as_deref().is_some_and(|t| t != "interface"),
            "InterfaceType",
        ),
        some(
            req.private_ip_addresses.is_some()
                || req.secondary_private_ip_address_count.is_some_and(|n| n > 0),
            "PrivateIpAddresses",
        ),
        some(
            req.connection_tracking_specification.is_some(),
            "ConnectionTrackingSpecification",
        ),
        some(req.operator.is_some(), "Operator"),
    ];
    asked
        .into_iter()
        .flatten()
        .next()
        .map_or(Ok(()), |name| Err(fault::unsupported(name)))
}

/// The asked-for address, if it is the subnet's and free.
fn wanted(t: &mut Txn, cx: &Cx<'_>, subnet: &Subnet, text: &str) -> Result<u32, Fault> {
    let invalid = || {
        fault::new(
            "InvalidParameterValue",
            format!("Address {text} does not fall within the subnet's address range"),
        )
    };
    let ip: Ipv4Addr = text.parse().map_err(|_| invalid())?;
    let offset = u32::from(ip)
        .checked_sub(u32::from(subnet.base))
        .filter(|o| (Subnet::FIRST..=subnet.last()).contains(o))
        .ok_or_else(invalid)?;
    if t.exists(&Taken::key_of(cx.scope(), &subnet.id, offset)) {
        return Err(fault::new(
            "InvalidIPAddress.InUse",
            format!("Address {text} is in use."),
        ));
    }
    Ok(offset)
}

/// The next free address after the one given last.
fn free(t: &mut Txn, cx: &Cx<'_>, subnet: &Subnet) -> Result<u32, Fault> {
    let cursor = t
        .get::<Cursor>(&Cursor::key_of(cx.scope(), &subnet.id))?
        .map_or(Subnet::FIRST, |c| c.next);
    for step in 0..subnet.size() {
        let span = subnet.last() - Subnet::FIRST + 1;
        let offset = Subnet::FIRST + (cursor - Subnet::FIRST + step) % span;
        if !t.exists(&Taken::key_of(cx.scope(), &subnet.id, offset)) {
            let next = Subnet::FIRST + (offset + 1 - Subnet::FIRST) % span;
            t.put(Cursor {
                scope: cx.scope().clone(),
                subnet_id: subnet.id.clone(),
                next,
            })?;
            return Ok(offset);
        }
    }
    Err(fault::new(
        "InsufficientFreeAddressesInSubnet",
        format!(
            "There are not enough free addresses in subnet '{}' to satisfy the requested number of instances.",
            subnet.id
        ),
    ))
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::DeleteNetworkInterfaceRequest,
) -> Result<wire::schema::Unit, Fault> {
    fault::dry_run(req.dry_run)?;
    let i = must(cx, t, &req.network_interface_id)?;
    let key = i.key();
    let by_service = matches!(&*cx.call.principal, Principal::Service { .. });
    if i.requester.is_some() && !by_service {
        return Err(fault::new(
            "InvalidParameterValue",
            format!("Network interface '{}' is currently in use.", i.id),
        ));
    }
    let vpc = default_vpc(t, cx.scope())?;
    if let Some(s) = subnet::find(t, &vpc, &i.subnet_id)? {
        let offset = u32::from(i.address).wrapping_sub(u32::from(s.base));
        t.delete(&Taken::key_of(cx.scope(), &s.id, offset));
    }
    tag::forget(t, cx.scope(), &i.id);
    t.delete(&key);
    Ok(wire::schema::Unit)
}

impl Filtered for ec2::NetworkInterface {
    fn values(&self, name: &str) -> Option<Vec<String>> {
        let text = |x: &Option<String>| x.iter().cloned().collect();
        let groups = || self.groups.iter().flatten();
        Some(match name {
            "network-interface-id" => text(&self.network_interface_id),
            "subnet-id" => text(&self.subnet_id),
            "vpc-id" => text(&self.vpc_id),
            "availability-zone" => text(&self.availability_zone),
            "description" => text(&self.description),
            "mac-address" => text(&self.mac_address),
            "private-ip-address" | "addresses.private-ip-address" => text(&self.private_ip_address),
            "private-dns-name" => text(&self.private_dns_name),
            "status" => text(&self.status),
            "owner-id" => text(&self.owner_id),
            "requester-id" => text(&self.requester_id),
            "requester-managed" => vec![self.requester_managed.unwrap_or(false).to_string()],
            "interface-type" => text(&self.interface_type),
            "group-id" => groups().filter_map(|g| g.group_id.clone()).collect(),
            "group-name" => groups().filter_map(|g| g.group_name.clone()).collect(),
            "availability-zone-id" => text(&self.availability_zone_id),
            "addresses.primary" => vec!["true".into()],
            "source-dest-check" => vec!["true".into()],
            n if n.starts_with("attachment.") || n.starts_with("association.") => Vec::new(),
            n => return tag::filter(self.tag_set.as_deref(), n),
        })
    }
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::DescribeNetworkInterfacesRequest,
) -> Result<ec2::DescribeNetworkInterfacesResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let asked = req.network_interface_ids.as_deref().unwrap_or_default();
    let mut found = Vec::new();
    if asked.is_empty() {
        let all = t.range::<Interface>(&Key::new(Interface::KIND, cx.scope(), &[]).children())?;
        for i in all {
            found.push(view(t, &i)?);
        }
    }
    for id in asked {
        let i = must(cx, t, id)?;
        found.push(view(t, &i)?);
    }
    let found = filter::apply(found, req.filters.as_deref())?;
    let (interfaces, next_token) = filter::paged(
        found,
        |i| i.network_interface_id.clone().unwrap_or_default(),
        req.next_token.as_deref(),
        req.max_results,
    )?;
    Ok(ec2::DescribeNetworkInterfacesResult {
        network_interfaces: Some(interfaces),
        next_token,
    })
}

fn must(cx: &Cx<'_>, t: &mut Txn, id: &str) -> Result<Arc<Interface>, Fault> {
    let found = t.get::<Interface>(&Interface::key_of(cx.scope(), id))?;
    found.ok_or_else(|| fault::not_found("InvalidNetworkInterfaceID.NotFound", "networkInterface ID", id))
}

/// The groups of an interface with their names.
fn named_groups(t: &mut Txn, i: &Interface) -> Result<Vec<ec2::GroupIdentifier>, Fault> {
    let mut out = Vec::new();
    for id in &i.groups {
        let name = group::get(t, &i.scope, id)?.map(|g| g.name.clone());
        out.push(ec2::GroupIdentifier {
            group_id: Some(id.clone()),
            group_name: name,
        });
    }
    Ok(out)
}

fn view(t: &mut Txn, i: &Interface) -> Result<ec2::NetworkInterface, Fault> {
    let ip = i.address.to_string();
    Ok(ec2::NetworkInterface {
        tag_set: Some(tag::of(t, &i.scope, &i.id)?),
        availability_zone: Some(i.zone.clone()),
        availability_zone_id: Some(i.zone_id.clone()),
        description: Some(i.description.clone()),
        groups: Some(named_groups(t, i)?),
        interface_type: Some(
            match i.description.starts_with("ELB net/") && i.is_balancers() {
                true => "network_load_balancer",
                false => "interface",
            }
            .into(),
        ),
        mac_address: Some(i.mac.clone()),
        network_interface_id: Some(i.id.clone()),
        owner_id: Some(i.scope.account.to_string()),
        private_dns_name: Some(i.dns()),
        private_ip_address: Some(ip.clone()),
        private_ip_addresses: Some(vec![ec2::NetworkInterfacePrivateIpAddress {
            primary: Some(true),
            private_dns_name: Some(i.dns()),
            private_ip_address: Some(ip),
            ..Default::default()
        }]),
        requester_id: i.requester.clone(),
        requester_managed: Some(i.requester.is_some()),
        source_dest_check: Some(true),
        status: Some(
            if i.requester.is_some() {
                "in-use"
            } else {
                "available"
            }
            .into(),
        ),
        subnet_id: Some(i.subnet_id.clone()),
        vpc_id: Some(i.vpc_id.clone()),
        ..Default::default()
    })
}

pub(crate) fn attribute(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::DescribeNetworkInterfaceAttributeRequest,
) -> Result<ec2::DescribeNetworkInterfaceAttributeResult, Fault> {
    fault::dry_run(req.dry_run)?;
    let i = must(cx, t, &req.network_interface_id)?;
    let mut answer = ec2::DescribeNetworkInterfaceAttributeResult {
        network_interface_id: Some(i.id.clone()),
        ..Default::default()
    };
    match req.attribute.as_deref() {
        Some("description") => {
            answer.description = Some(ec2::AttributeValue {
                value: Some(i.description.clone()),
            });
        }
        Some("groupSet") => answer.groups = Some(named_groups(t, &i)?),
        Some("sourceDestCheck") => {
            answer.source_dest_check = Some(ec2::AttributeBooleanValue { value: Some(true) });
        }
        Some("associatePublicIpAddress") => answer.associate_public_ip_address = Some(false),
        // Which task has it stands in the task.
        Some("attachment") => {}
        _ => {
            return Err(fault::new(
                "MissingParameter",
                "The request must contain the parameter attribute",
            ));
        }
    }
    Ok(answer)
}

pub(crate) fn modify(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::ModifyNetworkInterfaceAttributeRequest,
) -> Result<wire::schema::Unit, Fault> {
    fault::dry_run(req.dry_run)?;
    let asked = [
        (req.ena_srd_specification.is_some(), "EnaSrdSpecification"),
        (req.enable_primary_ipv6 == Some(true), "EnablePrimaryIpv6"),
        (
            req.connection_tracking_specification.is_some(),
            "ConnectionTrackingSpecification",
        ),
        (
            req.associate_public_ip_address == Some(true),
            "AssociatePublicIpAddress",
        ),
        (req.associated_subnet_ids.is_some(), "AssociatedSubnetId"),
        (req.attachment.is_some(), "Attachment"),
        (
            req.source_dest_check.as_ref().and_then(|s| s.value) == Some(false),
            "SourceDestCheck",
        ),
    ];
    if let Some((_, member)) = asked.iter().find(|(given, _)| *given) {
        return Err(fault::unsupported(member));
    }
    let mut i = (*must(cx, t, &req.network_interface_id)?).clone();
    if let Some(asked) = req.groups.as_deref().filter(|g| !g.is_empty()) {
        let vpc = default_vpc(t, cx.scope())?;
        i.groups = groups(cx, t, &vpc, asked)?;
    }
    if let Some(text) = req.description.as_ref() {
        i.description = text.value.clone().unwrap_or_default();
    }
    t.put(i)?;
    Ok(wire::schema::Unit)
}
