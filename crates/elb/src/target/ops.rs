//! RegisterTargets and DeregisterTargets.

use std::net::IpAddr;
use std::time::Duration;

use kernel::{Cx, Fault, Txn};
use wire::ec2;
use wire::elbv2 as w;
use wire::elbv2::fault as f;
use wire::proxy::Block;

use super::record::Target;
use crate::load_balancer::limits;
use crate::target_group::attributes::table;
use crate::target_group::record::{TargetGroup, TargetType};
use crate::{ELB, attribute, fault, names, target};

pub(crate) fn register(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::RegisterTargetsInput,
) -> Result<w::RegisterTargetsOutput, Fault> {
    let g = names::group(cx, t, &req.target_group_arn)?;
    for asked in &req.targets {
        let port = port(&g, asked)?;
        let zone = check(cx, t, &g, asked)?;
        let key = Target::at(&g.scope, &g.name, &asked.id, port);
        match t.get::<Target>(&key)? {
            // Registered again: nothing changes, unless it was on its way out.
            Some(old) if old.draining_until.is_none() => {}
            _ => t.put(Target {
                scope: g.scope.clone(),
                group: g.name.clone(),
                id: asked.id.clone(),
                port,
                zone,
                registered: cx.now,
                draining_until: None,
                health: None,
                reason: None,
                description: None,
            })?,
        }
    }
    if t.keys(&Target::all_of(&g.scope, &g.name)).len() > limits::TARGETS {
        return Err(f::too_many_targets_exception(format!(
            "The maximum number of targets of target group '{}' is {}",
            req.target_group_arn,
            limits::TARGETS
        )));
    }
    Ok(w::RegisterTargetsOutput {})
}

pub(super) fn port(g: &TargetGroup, asked: &w::TargetDescription) -> Result<u16, Fault> {
    match asked.port {
        None => Ok(g.port),
        Some(p) => u16::try_from(p).map_err(|_| fault::invalid(format!("'{p}' is not a valid port"))),
    }
}

/// Whether the group can have this target, and in which zone it is.
fn check(
    cx: &Cx<'_>,
    t: &mut Txn,
    g: &TargetGroup,
    asked: &w::TargetDescription,
) -> Result<Option<String>, Fault> {
    if asked.quic_server_id.is_some() {
        return Err(fault::unsupported("`QuicServerId`"));
    }
    if g.target_type == TargetType::Instance {
        // Instances join and leave as machines do; the address is looked up when traffic is to go there.
        return if asked.id.starts_with("i-") {
            Ok(None)
        } else {
            Err(f::invalid_target_exception(format!(
                "The following targets are not valid instances: '{}'",
                asked.id
            )))
        };
    }
    let ip: IpAddr = asked.id.parse().map_err(|_| {
        fault::invalid(format!(
            "The IP address '{}' is not a valid IPv4 address",
            asked.id
        ))
    })?;
    let IpAddr::V4(ip) = ip else {
        return Err(fault::invalid(format!(
            "The IP address '{ip}' is not a valid IPv4 address"
        )));
    };
    let ask = ec2::DescribeSubnetsRequest {
        filters: Some(vec![ec2::Filter {
            name: Some("vpc-id".into()),
            values: Some(vec![g.vpc.clone()]),
        }]),
        ..Default::default()
    };
    let subnets = cx.as_service::<ec2::DescribeSubnets>(ELB, t, &ask)?;
    let home = subnets.subnets.into_iter().flatten().find(|s| {
        s.cidr_block
            .as_deref()
            .and_then(Block::parse)
            .is_some_and(|block| block.contains(IpAddr::V4(ip)))
    });
    let outside = asked.availability_zone.as_deref() == Some("all");
    match home {
        Some(s) => Ok(s.availability_zone),
        // RFC 1918 and RFC 6598 blocks outside the VPC are targets too; here also loopback, where nothing else is.
        None if outside || ip.is_private() || ip.is_loopback() || shared(ip) => Ok(None),
        None => Err(f::invalid_target_exception(format!(
            "The IP address '{ip}' is not within the VPC or one of the private ranges that targets may be in"
        ))),
    }
}

/// 100.64.0.0/10 (RFC 6598).
fn shared(ip: std::net::Ipv4Addr) -> bool {
    let [a, b, ..] = ip.octets();
    a == 100 && (64..128).contains(&b)
}

pub(crate) fn deregister(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeregisterTargetsInput,
) -> Result<w::DeregisterTargetsOutput, Fault> {
    let g = names::group(cx, t, &req.target_group_arn)?;
    let used = !target::balancers_of(t, &g)?.is_empty();
    let delay = attribute::number(
        table(g.kind()),
        &g.attributes,
        "deregistration_delay.timeout_seconds",
    );
    for asked in &req.targets {
        let every = t.range::<Target>(&Target::all_of(&g.scope, &g.name))?;
        // Without a port all of a target's registrations are meant.
        let meant = |x: &Target| x.id == asked.id && asked.port.is_none_or(|p| i32::from(x.port) == p);
        for old in every.iter().filter(|x| meant(x)) {
            if old.draining_until.is_some() {
                continue;
            }
            if used && delay > 0 {
                t.put(Target {
                    draining_until: Some(cx.now + Duration::from_secs(delay.into())),
                    ..(**old).clone()
                })?;
            } else {
                t.delete(&Target::at(&old.scope, &old.group, &old.id, old.port));
            }
        }
    }
    Ok(w::DeregisterTargetsOutput {})
}
