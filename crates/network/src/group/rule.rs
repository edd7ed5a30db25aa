//! Permissions as clients write them (a protocol, ports, and lists of peers) to rules (one peer each), and back. Pure.

use std::net::Ipv6Addr;

use kernel::Fault;
use wire::ec2;
use wire::firewall::Range;

use super::record::{Peer, Rule, What};
use crate::fault;

/// Rules that are asked for, with their descriptions.
pub(crate) type Asked = (What, Option<String>);

/// The rules of some permissions. Groups that are named only by name come as [`Peer::Group`] of what `named` answers.
pub(crate) fn read(
    egress: bool,
    permissions: &[ec2::IpPermission],
    named: &mut dyn FnMut(&str) -> Result<String, Fault>,
) -> Result<Vec<Asked>, Fault> {
    let mut out: Vec<Asked> = Vec::new();
    for p in permissions {
        let (protocol, from, to) = ports(p.ip_protocol.as_deref(), p.from_port, p.to_port)?;
        let mut peers: Vec<(Peer, Option<String>)> = Vec::new();
        for r in p.ip_ranges.iter().flatten() {
            peers.push((v4(r.cidr_ip.as_deref())?, r.description.clone()));
        }
        for r in p.ipv6_ranges.iter().flatten() {
            peers.push((v6(r.cidr_ipv6.as_deref())?, r.description.clone()));
        }
        for g in p.user_id_group_pairs.iter().flatten() {
            if g.vpc_peering_connection_id.is_some() {
                return Err(fault::unsupported("VpcPeeringConnectionId"));
            }
            let id = match (&g.group_id, &g.group_name) {
                (Some(id), _) => id.clone(),
                (None, Some(name)) => named(name)?,
                (None, None) => return Err(missing("groupId")),
            };
            peers.push((Peer::Group(id), g.description.clone()));
        }
        if let Some(list) = p.prefix_list_ids.iter().flatten().next() {
            return Err(no_prefix_list(list.prefix_list_id.as_deref().unwrap_or_default()));
        }
        if peers.is_empty() {
            return Err(missing("ipRanges or groups"));
        }
        for (peer, description) in peers {
            let description = checked(description)?;
            let what = What {
                egress,
                protocol: protocol.clone(),
                from,
                to,
                peer,
            };
            if out.iter().any(|(other, _)| *other == what) {
                return Err(fault::invalid(
                    "The same permission must not appear multiple times",
                ));
            }
            out.push((what, description));
        }
    }
    Ok(out)
}

/// One rule as ModifySecurityGroupRules writes it.
pub(crate) fn read_one(egress: bool, r: &ec2::SecurityGroupRuleRequest) -> Result<Asked, Fault> {
    let (protocol, from, to) = ports(r.ip_protocol.as_deref(), r.from_port, r.to_port)?;
    if let Some(list) = &r.prefix_list_id {
        return Err(no_prefix_list(list));
    }
    let peer = match (&r.cidr_ipv4, &r.cidr_ipv6, &r.referenced_group_id) {
        (Some(c), None, None) => v4(Some(c))?,
        (None, Some(c), None) => v6(Some(c))?,
        (None, None, Some(g)) => Peer::Group(g.clone()),
        _ => {
            return Err(fault::new(
                "InvalidParameterCombination",
                "You must specify exactly one of the following: CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId.",
            ));
        }
    };
    let what = What {
        egress,
        protocol,
        from,
        to,
        peer,
    };
    Ok((what, checked(r.description.clone())?))
}

fn missing(what: &str) -> Fault {
    fault::new(
        "MissingParameter",
        format!("The request must contain the parameter {what}"),
    )
}

fn no_prefix_list(id: &str) -> Fault {
    fault::new(
        "InvalidPrefixListID.NotFound",
        format!("The prefix list ID '{id}' does not exist"),
    )
}

/// Protocol and ports, in the form in which rules are compared.
fn ports(
    protocol: Option<&str>,
    from: Option<i32>,
    to: Option<i32>,
) -> Result<(String, Option<i32>, Option<i32>), Fault> {
    let asked = protocol.ok_or_else(|| missing("ipProtocol"))?;
    let known = match asked.to_ascii_lowercase().as_str() {
        "-1" | "all" => "-1",
        "tcp" | "6" => "tcp",
        "udp" | "17" => "udp",
        "icmp" | "1" => "icmp",
        "icmpv6" | "58" => "icmpv6",
        other => match other.parse::<u8>() {
            // The number of any other protocol: it has no ports.
            Ok(n) => return Ok((n.to_string(), None, None)),
            Err(_) => {
                return Err(fault::invalid(format!(
                    "Invalid value '{asked}' for IP protocol. Unknown protocol."
                )));
            }
        },
    };
    if known == "-1" {
        return Ok((known.into(), None, None));
    }
    let both = |kind: &str| {
        fault::invalid(format!(
            "Invalid value 'Must specify both from and to ports with {kind}.' for portRange."
        ))
    };
    match (known, from, to) {
        ("icmpv6", None, None) => Ok((known.into(), Some(-1), Some(-1))),
        ("icmp" | "icmpv6", Some(kind @ -1..=255), Some(code @ -1..=255)) if kind != -1 || code == -1 => {
            Ok((known.into(), Some(kind), Some(code)))
        }
        ("icmp" | "icmpv6", Some(kind), Some(code)) => Err(fault::invalid(format!(
            "Invalid ICMP type and code ({kind}:{code})"
        ))),
        ("icmp" | "icmpv6", ..) => Err(both("ICMP")),
        (_, Some(from @ 0..=65535), Some(to @ 0..=65535)) if from <= to => {
            Ok((known.into(), Some(from), Some(to)))
        }
        (_, Some(from), Some(to)) => Err(fault::invalid(format!(
            "Invalid TCP/UDP port range ({from}:{to})"
        ))),
        _ => Err(both("TCP/UDP")),
    }
}

/// A block in canonical form: bits of the host are cut off.
fn v4(block: Option<&str>) -> Result<Peer, Fault> {
    let block = block.ok_or_else(|| missing("cidrIp"))?;
    let range = Range::of_block(block).ok_or_else(|| malformed(block))?;
    let bits = block.rsplit('/').next().unwrap_or_default();
    Ok(Peer::V4(format!("{}/{bits}", range.first)))
}

fn v6(block: Option<&str>) -> Result<Peer, Fault> {
    let block = block.ok_or_else(|| missing("cidrIpv6"))?;
    let parts = block.split_once('/').and_then(|(ip, bits)| {
        let bits = bits.parse::<u32>().ok().filter(|b| *b <= 128)?;
        Some((ip.parse::<Ipv6Addr>().ok()?, bits))
    });
    let (ip, bits) = parts.ok_or_else(|| malformed(block))?;
    let host = u128::MAX.checked_shr(bits).unwrap_or(0);
    Ok(Peer::V6(format!(
        "{}/{bits}",
        Ipv6Addr::from(u128::from(ip) & !host)
    )))
}

fn malformed(block: &str) -> Fault {
    fault::invalid(format!("CIDR block {block} is malformed"))
}

/// At most 255 of the characters that EC2 takes.
pub(crate) fn is_text(text: &str) -> bool {
    let fine = |c: char| c.is_ascii_alphanumeric() || " ._-:/()#,@[]+=&;{}!$*".contains(c);
    text.len() <= 255 && text.chars().all(fine)
}

pub(crate) fn checked(description: Option<String>) -> Result<Option<String>, Fault> {
    match description.filter(|d| !d.is_empty()) {
        Some(d) if !is_text(&d) => Err(fault::invalid(
            "Invalid rule description. Valid descriptions are strings less than 256 characters from the following set: \
             a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*",
        )),
        other => Ok(other),
    }
}

/// `peer: 10.0.0.0/8, TCP, from port: 80, to port: 80, ALLOW`, as EC2 names a rule that is there already.
pub(crate) fn in_words(w: &What) -> String {
    let peer = match &w.peer {
        Peer::V4(p) | Peer::V6(p) | Peer::Group(p) => p,
    };
    match (w.protocol.as_str(), w.from, w.to) {
        ("-1", ..) => format!("peer: {peer}, ALL, ALLOW"),
        (p @ ("icmp" | "icmpv6"), Some(kind), Some(code)) => {
            format!(
                "peer: {peer}, {}, type: {kind}, code: {code}, ALLOW",
                p.to_uppercase()
            )
        }
        (p, Some(from), Some(to)) => {
            format!(
                "peer: {peer}, {}, from port: {from}, to port: {to}, ALLOW",
                p.to_uppercase()
            )
        }
        (p, ..) => format!("peer: {peer}, {p}, ALLOW"),
    }
}

/// The rules of one direction as permissions: those of the same protocol and ports together.
pub(crate) fn permissions<'a>(
    rules: impl Iterator<Item = (&'a What, Option<&'a String>)>,
    account: &str,
) -> Vec<ec2::IpPermission> {
    let mut out: Vec<ec2::IpPermission> = Vec::new();
    for (w, description) in rules {
        let same = |p: &ec2::IpPermission| {
            p.ip_protocol.as_deref() == Some(&w.protocol) && (p.from_port, p.to_port) == (w.from, w.to)
        };
        let at = out.iter().position(same).unwrap_or_else(|| {
            out.push(ec2::IpPermission {
                ip_protocol: Some(w.protocol.clone()),
                from_port: w.from,
                to_port: w.to,
                user_id_group_pairs: Some(Vec::new()),
                ip_ranges: Some(Vec::new()),
                ipv6_ranges: Some(Vec::new()),
                prefix_list_ids: Some(Vec::new()),
            });
            out.len() - 1
        });
        let Some(p) = out.get_mut(at) else { continue };
        let description = description.cloned();
        match &w.peer {
            Peer::V4(c) => p.ip_ranges.get_or_insert_default().push(ec2::IpRange {
                cidr_ip: Some(c.clone()),
                description,
            }),
            Peer::V6(c) => p.ipv6_ranges.get_or_insert_default().push(ec2::Ipv6Range {
                cidr_ipv6: Some(c.clone()),
                description,
            }),
            Peer::Group(g) => p
                .user_id_group_pairs
                .get_or_insert_default()
                .push(ec2::UserIdGroupPair {
                    user_id: Some(account.to_owned()),
                    group_id: Some(g.clone()),
                    description,
                    ..Default::default()
                }),
        }
    }
    out
}

/// A rule as DescribeSecurityGroupRules shows it.
pub(crate) fn view(
    group: &super::record::SecurityGroup,
    r: &Rule,
    tags: Vec<ec2::Tag>,
) -> ec2::SecurityGroupRule {
    let account = group.scope.account.to_string();
    let (mut v4, mut v6, mut other) = (None, None, None);
    match &r.what.peer {
        Peer::V4(c) => v4 = Some(c.clone()),
        Peer::V6(c) => v6 = Some(c.clone()),
        Peer::Group(g) => {
            other = Some(ec2::ReferencedSecurityGroup {
                group_id: Some(g.clone()),
                user_id: Some(account.clone()),
                ..Default::default()
            });
        }
    }
    let all = || Some(-1);
    ec2::SecurityGroupRule {
        security_group_rule_id: Some(r.id.clone()),
        security_group_rule_arn: Some(
            group
                .scope
                .arn("ec2", format_args!("security-group-rule/{}", r.id)),
        ),
        group_id: Some(group.id.clone()),
        group_owner_id: Some(account),
        is_egress: Some(r.what.egress),
        ip_protocol: Some(r.what.protocol.clone()),
        from_port: r.what.from.or_else(all),
        to_port: r.what.to.or_else(all),
        cidr_ipv4: v4,
        cidr_ipv6: v6,
        prefix_list_id: None,
        referenced_group_info: other,
        description: r.description.clone(),
        tags: Some(tags),
    }
}
