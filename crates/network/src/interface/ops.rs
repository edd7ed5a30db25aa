//! CreateNetworkInterface, DescribeNetworkInterfaces, DeleteNetworkInterface.

use std::net::Ipv4Addr;

use kernel::{Cx, Fault, Key, Principal, Record as _, Txn};
use wire::ec2;

use super::record::{Cursor, Interface, Taken};
use crate::fault;
use crate::filter::{self, Filtered};
use crate::vpc::layout::{Subnet, default_vpc};

pub(crate) fn create(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &ec2::CreateNetworkInterfaceRequest,
) -> Result<ec2::CreateNetworkInterfaceResult, Fault> {
    fault::dry_run(req.dry_run)?;
    refuse(req)?;
    let vpc = default_vpc(t, cx.scope())?;
    let subnet = vpc
        .subnets
        .iter()
        .find(|s| s.id == req.subnet_id)
        .ok_or_else(|| {
            fault::new(
                "InvalidSubnetID.NotFound",
                format!("The subnet ID '{}' does not exist", req.subnet_id),
            )
        })?;
    if let Some(g) = req.groups.iter().flatten().find(|g| **g != vpc.security_group) {
        return Err(fault::new(
            "InvalidGroup.NotFound",
            format!("The security group '{g}' does not exist"),
        ));
    }
    let id = format!("eni-{}", cx.dice().hex(9).get(..17).unwrap_or_default());
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
    let requester = match &*cx.call.principal {
        Principal::Service { name, .. } => Some(name.clone()),
        _ => None,
    };
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
        groups: vec![vpc.security_group.clone()],
        description: req.description.clone().unwrap_or_default(),
        requester,
        created: cx.now,
    };
    let answer = view(&interface);
    t.put(interface)?;
    Ok(ec2::CreateNetworkInterfaceResult {
        network_interface: Some(answer),
        client_token: req.client_token.clone(),
    })
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
            req.tag_specifications.as_ref().is_some_and(|t| !t.is_empty()),
            "TagSpecification",
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
        .filter(|o| (Subnet::FIRST..=Subnet::LAST).contains(o))
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
    for step in 0..Subnet::SIZE {
        let span = Subnet::LAST - Subnet::FIRST + 1;
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
    let key = Interface::key_of(cx.scope(), &req.network_interface_id);
    let i = t.get::<Interface>(&key)?.ok_or_else(|| {
        fault::not_found(
            "InvalidNetworkInterfaceID.NotFound",
            "networkInterface ID",
            &req.network_interface_id,
        )
    })?;
    let by_service = matches!(&*cx.call.principal, Principal::Service { .. });
    if i.requester.is_some() && !by_service {
        return Err(fault::new(
            "InvalidParameterValue",
            format!("Network interface '{}' is currently in use.", i.id),
        ));
    }
    if let Some(s) = default_vpc(t, cx.scope())?
        .subnets
        .iter()
        .find(|s| s.id == i.subnet_id)
    {
        let offset = u32::from(i.address).wrapping_sub(u32::from(s.base));
        t.delete(&Taken::key_of(cx.scope(), &s.id, offset));
    }
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
            n if n == "tag-key"
                || n.starts_with("tag:")
                || n.starts_with("attachment.")
                || n.starts_with("association.") =>
            {
                Vec::new()
            }
            _ => return None,
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
        found.extend(all.iter().map(|i| view(i)));
    }
    for id in asked {
        let i = t
            .get::<Interface>(&Interface::key_of(cx.scope(), id))?
            .ok_or_else(|| {
                fault::not_found("InvalidNetworkInterfaceID.NotFound", "networkInterface ID", id)
            })?;
        found.push(view(&i));
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

fn view(i: &Interface) -> ec2::NetworkInterface {
    let ip = i.address.to_string();
    ec2::NetworkInterface {
        availability_zone: Some(i.zone.clone()),
        availability_zone_id: Some(i.zone_id.clone()),
        description: Some(i.description.clone()),
        groups: Some(
            i.groups
                .iter()
                .map(|g| ec2::GroupIdentifier {
                    group_id: Some(g.clone()),
                    group_name: Some("default".into()),
                })
                .collect(),
        ),
        interface_type: Some("interface".into()),
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
    }
}
