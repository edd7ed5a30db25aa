//! Why a target may not answer: its security groups do not let the balancer in.

use std::net::Ipv4Addr;

use kernel::{Cx, Fault, Txn};
use wire::ec2;
use wire::firewall::Range;

use super::record::Target;
use crate::ELB;
use crate::load_balancer::record::LoadBalancer;
use crate::target_group::record::TargetGroup;

/// What a balancer's requests come from, as rules may name it: its groups and addresses, and the machine it lives on,
/// which is a member of the default group (decision 0013).
pub(super) struct Source {
    pub groups: Vec<String>,
    pub addresses: Vec<Ipv4Addr>,
}

/// Whether one of the rules lets TCP to this port in. Pure.
pub(super) fn admits(rules: &[ec2::IpPermission], port: u16, source: &Source) -> bool {
    let ports = |p: &ec2::IpPermission| {
        let port = i32::from(port);
        p.from_port.is_none_or(|n| n <= port) && p.to_port.is_none_or(|n| port <= n)
    };
    let peer = |p: &ec2::IpPermission| {
        let mut groups = p.user_id_group_pairs.iter().flatten();
        let blocks = p.ip_ranges.iter().flatten();
        let mut ranges = blocks.filter_map(|r| Range::of_block(r.cidr_ip.as_deref()?));
        groups.any(|g| g.group_id.as_ref().is_some_and(|id| source.groups.contains(id)))
            || ranges.any(|r| source.addresses.iter().any(|a| r.holds(*a)))
    };
    rules.iter().any(|p| match p.ip_protocol.as_deref() {
        Some("-1") => peer(p),
        Some("tcp") => ports(p) && peer(p),
        _ => false,
    })
}

/// What is missing in the groups of a target that does not answer, if that is what keeps the balancer out.
pub(super) fn missing(
    cx: &Cx<'_>,
    t: &mut Txn,
    g: &TargetGroup,
    x: &Target,
) -> Result<Option<String>, Fault> {
    let Ok(address) = x.id.parse::<Ipv4Addr>() else {
        return Ok(None);
    };
    let found = interfaces(cx, t, None, Some(address))?;
    let Some(interface) = found.first() else {
        return Ok(None);
    };
    let ids: Vec<String> = groups_of(interface).collect();
    let mut source = Source {
        groups: Vec::new(),
        addresses: Vec::new(),
    };
    let mut names = Vec::new();
    for balancer in balancers(t, g)? {
        names.push(balancer.name.clone());
        source.groups.extend(balancer.security_groups.iter().cloned());
        let own = balancer.interfaces.values().cloned().collect();
        let own = interfaces(cx, t, Some(own), None)?;
        let addresses = own
            .iter()
            .filter_map(|i| i.private_ip_address.as_deref()?.parse::<Ipv4Addr>().ok());
        source.addresses.extend(addresses);
    }
    let all = cx.as_service::<ec2::DescribeSecurityGroups>(ELB, t, &Default::default())?;
    let all = all.security_groups.unwrap_or_default();
    let default = all.iter().filter(|s| s.group_name.as_deref() == Some("default"));
    source.groups.extend(default.filter_map(|s| s.group_id.clone()));
    let vpcs = cx.as_service::<ec2::DescribeVpcs>(ELB, t, &Default::default())?;
    let blocks = vpcs.vpcs.iter().flatten().filter_map(|v| v.cidr_block.as_deref());
    let routers = blocks.filter_map(Range::of_block);
    source
        .addresses
        .extend(routers.map(|r| Ipv4Addr::from(u32::from(r.first) + 1)));
    let port = g.health.port.unwrap_or(x.port);
    let mine = all
        .iter()
        .filter(|s| s.group_id.as_ref().is_some_and(|id| ids.contains(id)));
    let open = mine
        .filter_map(|s| s.ip_permissions.as_deref())
        .any(|rules| admits(rules, port, &source));
    Ok((!open).then(|| {
        format!(
            "Request timed out: no inbound rule of {} admits load balancer {} on port {port}",
            ids.join(", "),
            names.join(", ")
        )
    }))
}

fn groups_of(i: &ec2::NetworkInterface) -> impl Iterator<Item = String> + '_ {
    i.groups.iter().flatten().filter_map(|g| g.group_id.clone())
}

fn interfaces(
    cx: &Cx<'_>,
    t: &mut Txn,
    network_interface_ids: Option<Vec<String>>,
    address: Option<Ipv4Addr>,
) -> Result<Vec<ec2::NetworkInterface>, Fault> {
    if network_interface_ids.as_ref().is_some_and(Vec::is_empty) {
        return Ok(Vec::new());
    }
    let ask = ec2::DescribeNetworkInterfacesRequest {
        network_interface_ids,
        filters: address.map(|a| {
            vec![ec2::Filter {
                name: Some("private-ip-address".into()),
                values: Some(vec![a.to_string()]),
            }]
        }),
        ..Default::default()
    };
    let found = cx.as_service::<ec2::DescribeNetworkInterfaces>(ELB, t, &ask)?;
    Ok(found.network_interfaces.unwrap_or_default())
}

/// The balancers that send requests to the group.
fn balancers(t: &mut Txn, g: &TargetGroup) -> Result<Vec<LoadBalancer>, Fault> {
    let mut out = Vec::new();
    for arn in super::balancers_of(t, g)? {
        let name = arn.rsplit('/').nth(1).unwrap_or_default();
        if let Some(b) = t.get::<LoadBalancer>(&LoadBalancer::at(&g.scope, name))? {
            out.push((*b).clone());
        }
    }
    Ok(out)
}
