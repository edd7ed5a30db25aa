//! Network interfaces of awsvpc tasks, got from and given back to EC2 by its own operations.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Call, Cx, Fault, Scope, Txn};
use wire::{ec2, ecs as w};

use super::record::Eni;
use crate::refs::ECS;
use crate::{fault, task_definition};

/// What RunTask's `networkConfiguration` says, checked.
pub(crate) struct Wanted {
    subnets: Vec<String>,
    groups: Vec<String>,
    /// The groups say something that only a machine that enforces them can keep.
    pub(super) guarded: bool,
}

impl Wanted {
    /// A subnet with these groups; without any, with the VPC's default group.
    pub(super) fn of(subnet: &str, groups: &[String]) -> Wanted {
        Wanted {
            subnets: vec![subnet.to_owned()],
            groups: groups.to_vec(),
            guarded: false,
        }
    }

    /// The subnet of this turn, and the groups in order, each once.
    pub(super) fn at(&self, turn: usize) -> Option<(&str, Vec<String>)> {
        let subnet = self.subnets.get(turn % self.subnets.len().max(1))?;
        let groups: BTreeSet<&String> = self.groups.iter().collect();
        Some((subnet, groups.into_iter().cloned().collect()))
    }
}

/// Checks the configuration against the definition's network mode.
pub(crate) fn wanted(
    cx: &Cx<'_>,
    t: &mut Txn,
    mode: task_definition::NetworkMode,
    given: Option<&w::NetworkConfiguration>,
    fargate: bool,
) -> Result<Option<Wanted>, Fault> {
    let conf = given.and_then(|g| g.awsvpc_configuration.as_ref());
    let awsvpc = mode == task_definition::NetworkMode::Awsvpc;
    match conf {
        None if awsvpc => Err(fault::invalid(
            "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
        )),
        Some(_) if !awsvpc => Err(fault::invalid(
            "Network Configuration is not valid for the given networkMode of this task definition.",
        )),
        None => Ok(None),
        Some(conf) => {
            if conf.subnets.is_empty() {
                return Err(fault::invalid("subnets can not be empty."));
            }
            if conf.subnets.len() > 16 {
                return Err(fault::invalid("subnets can have at most 16 items."));
            }
            let groups = conf.security_groups.clone().unwrap_or_default();
            if groups.len() > 5 {
                return Err(fault::invalid("securityGroups can have at most 5 items."));
            }
            match conf.assign_public_ip.as_deref() {
                // Every address of the installation is a private one: what a task needs a public IP for on AWS,
                // reaching the outside, it has here through its machine.
                None | Some("DISABLED") => {}
                Some("ENABLED") if fargate => {}
                Some("ENABLED") => {
                    return Err(fault::invalid(
                        "Assign public IP is not supported for this launch type.",
                    ));
                }
                Some(other) => return Err(fault::invalid(format!("Invalid assignPublicIp: {other}"))),
            }
            let guarded = check(cx, t, &conf.subnets, &groups)?;
            Ok(Some(Wanted {
                subnets: conf.subnets.clone(),
                groups,
                guarded,
            }))
        }
    }
}

/// The zone of each subnet of an awsvpc configuration.
pub(crate) fn zones(
    cx: &Cx<'_>,
    t: &mut Txn,
    given: Option<&w::NetworkConfiguration>,
) -> Result<BTreeMap<String, String>, Fault> {
    let Some(conf) = given.and_then(|n| n.awsvpc_configuration.as_ref()) else {
        return Ok(BTreeMap::new());
    };
    let ask = ec2::DescribeSubnetsRequest {
        subnet_ids: Some(conf.subnets.clone()),
        ..Default::default()
    };
    let found = cx.as_service::<ec2::DescribeSubnets>(ECS, t, &ask)?.subnets;
    let found = found.unwrap_or_default().into_iter();
    Ok(found
        .filter_map(|s| Some((s.subnet_id?, s.availability_zone?)))
        .collect())
}

/// Asks EC2 whether the subnets and groups exist; its refusal is quoted as ECS does. Answers whether the groups must be
/// enforced: they are not when they are the VPC's default group as it was made, to which everything in the VPC belongs that
/// does not ask for another.
fn check(cx: &Cx<'_>, t: &mut Txn, subnets: &[String], groups: &[String]) -> Result<bool, Fault> {
    let ask = ec2::DescribeSubnetsRequest {
        subnet_ids: Some(subnets.to_vec()),
        ..Default::default()
    };
    cx.as_service::<ec2::DescribeSubnets>(ECS, t, &ask).map_err(|f| {
        fault::invalid(format!(
            "Error retrieving subnet information for [{}]: {} (ErrorCode: {})",
            subnets.join(", "),
            f.message,
            f.code
        ))
    })?;
    let ask = ec2::DescribeSecurityGroupsRequest {
        group_ids: (!groups.is_empty()).then(|| groups.to_vec()),
        group_names: groups.is_empty().then(|| vec!["default".to_owned()]),
        ..Default::default()
    };
    let found = cx
        .as_service::<ec2::DescribeSecurityGroups>(ECS, t, &ask)
        .map_err(|f| {
            fault::invalid(format!(
                "Error retrieving security group information for [{}]: {} (ErrorCode: {})",
                groups.join(", "),
                f.message,
                f.code
            ))
        })?;
    Ok(!found.security_groups.iter().flatten().all(is_as_made))
}

/// A default group that lets its own members in and everything out, and nobody else in.
fn is_as_made(g: &ec2::SecurityGroup) -> bool {
    let only = |rules: &Option<Vec<ec2::IpPermission>>, fits: &dyn Fn(&ec2::IpPermission) -> bool| matches!(rules.as_deref(), Some([p]) if p.ip_protocol.as_deref() == Some("-1") && fits(p));
    let own = |p: &ec2::IpPermission| {
        let named: Vec<_> = p
            .user_id_group_pairs
            .iter()
            .flatten()
            .map(|u| &u.group_id)
            .collect();
        named == [&g.group_id] && p.ip_ranges.as_ref().is_none_or(Vec::is_empty)
    };
    let all = |p: &ec2::IpPermission| {
        p.ip_ranges
            .iter()
            .flatten()
            .any(|r| r.cidr_ip.as_deref() == Some("0.0.0.0/0"))
    };
    g.group_name.as_deref() == Some("default")
        && only(&g.ip_permissions, &own)
        && only(&g.ip_permissions_egress, &all)
}

/// A fresh interface in one of the wanted subnets; tasks of one call take them in turn.
pub(crate) fn attach(cx: &Cx<'_>, t: &mut Txn, wanted: &Wanted, turn: usize) -> Result<Eni, Fault> {
    let subnet = wanted
        .subnets
        .get(turn % wanted.subnets.len().max(1))
        .cloned()
        .unwrap_or_default();
    let attachment_id = cx.dice().uuid();
    let ask = ec2::CreateNetworkInterfaceRequest {
        subnet_id: subnet,
        groups: (!wanted.groups.is_empty()).then(|| wanted.groups.clone()),
        description: Some(cx.scope().arn("ecs", format_args!("attachment/{attachment_id}"))),
        ..Default::default()
    };
    let made = cx
        .as_service::<ec2::CreateNetworkInterface>(ECS, t, &ask)?
        .network_interface
        .unwrap_or_default();
    let vpc_id = made.vpc_id.clone().unwrap_or_default();
    let vpcs = ec2::DescribeVpcsRequest {
        vpc_ids: Some(vec![vpc_id.clone()]),
        ..Default::default()
    };
    let vpcs = cx
        .as_service::<ec2::DescribeVpcs>(ECS, t, &vpcs)?
        .vpcs
        .unwrap_or_default();
    let cidr = vpcs
        .into_iter()
        .next()
        .and_then(|v| v.cidr_block)
        .unwrap_or_default();
    Ok(Eni {
        attachment_id,
        eni_id: made.network_interface_id.unwrap_or_default(),
        mac: made.mac_address.unwrap_or_default(),
        private_ip: made.private_ip_address.unwrap_or_default(),
        subnet_id: made.subnet_id.unwrap_or_default(),
        vpc_id,
        gateway: gateway(&cidr),
        dns: made.private_dns_name.unwrap_or_default(),
        zone: made.availability_zone,
    })
}

/// The first address of the range with the range's prefix: `172.31.0.0/16` has its gateway at `172.31.0.1/16`.
fn gateway(cidr: &str) -> String {
    let parsed = cidr
        .split_once('/')
        .and_then(|(ip, prefix)| Some((ip.parse::<std::net::Ipv4Addr>().ok()?, prefix)));
    parsed.map_or_else(String::new, |(ip, prefix)| {
        format!(
            "{}/{prefix}",
            std::net::Ipv4Addr::from(u32::from(ip).wrapping_add(1))
        )
    })
}

/// Gives the interface back.
/// A task's region may be another than the one of the machine whose agent tells of its end.
pub(crate) fn release(cx: &Cx<'_>, t: &mut Txn, scope: &Scope, eni: &Eni) -> Result<(), Fault> {
    let call = Call::by_service(ECS, scope.clone());
    let there = Cx {
        call: &call,
        now: cx.now,
        kernel: cx.kernel,
    };
    let ask = ec2::DeleteNetworkInterfaceRequest {
        network_interface_id: eni.eni_id.clone(),
        ..Default::default()
    };
    match there.as_service::<ec2::DeleteNetworkInterface>(ECS, t, &ask) {
        // Deleted by hand: nothing is left to give back.
        Err(f) if f.code == "InvalidNetworkInterfaceID.NotFound" => Ok(()),
        other => other.map(|_| ()),
    }
}
