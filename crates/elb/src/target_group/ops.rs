//! The operations on target groups.

use kernel::{Cx, Fault, Key, Record as _, Txn};
use wire::ec2;
use wire::elbv2 as w;
use wire::elbv2::fault as f;
use wire::proxy::{Protocol, Version};

use super::check::{self, Asked};
use super::record::{TargetGroup, TargetType, protocol};
use super::view;
use crate::load_balancer::limits;
use crate::target::record::Target;
use crate::{ELB, attribute, fault, names, page, tag, target};

/// The health check's settings, as CreateTargetGroup and ModifyTargetGroup both name them.
macro_rules! asked {
    ($req:ident) => {
        Asked {
            protocol: $req.health_check_protocol.as_deref(),
            port: $req.health_check_port.as_deref(),
            path: $req.health_check_path.as_deref(),
            enabled: $req.health_check_enabled,
            interval: $req.health_check_interval_seconds,
            timeout: $req.health_check_timeout_seconds,
            healthy: $req.healthy_threshold_count,
            unhealthy: $req.unhealthy_threshold_count,
            http_code: $req.matcher.as_ref().and_then(|m| m.http_code.as_deref()),
            grpc_code: $req.matcher.as_ref().and_then(|m| m.grpc_code.as_deref()),
        }
    };
}

pub(crate) fn create(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::CreateTargetGroupInput,
) -> Result<w::CreateTargetGroupOutput, Fault> {
    names::check("target group", &req.name)?;
    let wanted = draft(cx, t, req)?;
    if let Some(old) = t.get::<TargetGroup>(&wanted.key())? {
        let same = TargetGroup {
            id: old.id.clone(),
            created: old.created,
            attributes: old.attributes.clone(),
            ..wanted
        };
        if same != *old {
            return Err(f::duplicate_target_group_name_exception(format!(
                "A target group with the same name '{}' exists, but with different settings",
                req.name
            )));
        }
        let balancers = target::balancers_of(t, &old)?;
        return Ok(w::CreateTargetGroupOutput {
            target_groups: Some(vec![view::group(&old, balancers)]),
        });
    }
    if t.keys(&Key::new(TargetGroup::KIND, cx.scope(), &[]).children())
        .len()
        >= limits::GROUPS
    {
        return Err(f::too_many_target_groups_exception(
            "You have reached the limit on the number of target groups",
        ));
    }
    let shown = view::group(&wanted, Vec::new());
    t.put(wanted)?;
    Ok(w::CreateTargetGroupOutput {
        target_groups: Some(vec![shown]),
    })
}

fn draft(cx: &Cx<'_>, t: &mut Txn, req: &w::CreateTargetGroupInput) -> Result<TargetGroup, Fault> {
    let target_type = match req.target_type.as_deref() {
        None | Some("instance") => TargetType::Instance,
        Some("ip") => TargetType::Ip,
        Some(other) => return Err(fault::unsupported(format_args!("the target type '{other}'"))),
    };
    if let Some(other) = req.ip_address_type.as_deref().filter(|t| *t != "ipv4") {
        return Err(fault::unsupported(format_args!("the IP address type '{other}'")));
    }
    if req.target_control_port.is_some() {
        return Err(fault::unsupported("`TargetControlPort`"));
    }
    let name = req
        .protocol
        .as_deref()
        .ok_or_else(|| fault::invalid("A protocol must be specified"))?;
    let protocol = protocol(name).ok_or_else(|| fault::unsupported(format_args!("the protocol '{name}'")))?;
    let port = req
        .port
        .and_then(|p| u16::try_from(p).ok())
        .ok_or_else(|| fault::invalid("A port must be specified"))?;
    let version = match req.protocol_version.as_deref() {
        None | Some("HTTP1") => Version::Http1,
        Some("HTTP2") => Version::Http2,
        Some("GRPC") => Version::Grpc,
        Some(other) => return Err(fault::invalid(format!("Protocol version '{other}' is not valid"))),
    };
    if version != Version::Http1 && !matches!(protocol, Protocol::Http | Protocol::Https) {
        return Err(fault::invalid(format!(
            "Protocol version is not supported for the protocol '{name}'"
        )));
    }
    let vpc = vpc(cx, t, req.vpc_id.as_deref())?;
    let mut g = TargetGroup {
        scope: cx.scope().clone(),
        name: req.name.clone(),
        id: names::new_id(cx),
        target_type,
        protocol,
        version,
        port,
        vpc,
        health: check::default(crate::load_balancer::record::Kind::Application, version),
        created: cx.now,
        attributes: attribute::Attributes::new(),
        tags: tag::parse(req.tags.as_deref())?,
    };
    let asked = asked!(req);
    g.health = check::apply(check::default(g.kind(), version), g.kind(), version, &asked)?;
    Ok(g)
}

fn vpc(cx: &Cx<'_>, t: &mut Txn, id: Option<&str>) -> Result<String, Fault> {
    let id = id.ok_or_else(|| fault::invalid("A VPC ID must be specified"))?;
    let ask = ec2::DescribeVpcsRequest {
        vpc_ids: Some(vec![id.to_owned()]),
        ..Default::default()
    };
    cx.as_service::<ec2::DescribeVpcs>(ELB, t, &ask)
        .map_err(|_| fault::invalid(format!("The VPC ID '{id}' is not found")))?;
    Ok(id.to_owned())
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeTargetGroupsInput,
) -> Result<w::DescribeTargetGroupsOutput, Fault> {
    let arns = req.target_group_arns.as_deref().unwrap_or_default();
    let asked = req.names.as_deref().unwrap_or_default();
    let ways = [
        req.load_balancer_arn.is_some(),
        !arns.is_empty(),
        !asked.is_empty(),
    ];
    if ways.iter().filter(|w| **w).count() > 1 {
        return Err(fault::invalid(
            "Load balancer ARN, target group ARNs and names cannot be specified at the same time",
        ));
    }
    let mut found = Vec::new();
    if arns.is_empty() && asked.is_empty() {
        found = t.range::<TargetGroup>(&Key::new(TargetGroup::KIND, cx.scope(), &[]).children())?;
    }
    for arn in arns {
        found.push(names::group(cx, t, arn)?);
    }
    for name in asked {
        let g = t.get::<TargetGroup>(&TargetGroup::at(cx.scope(), name))?;
        found.push(g.ok_or_else(fault::no_group)?);
    }
    let mut shown = Vec::new();
    if let Some(arn) = &req.load_balancer_arn {
        names::balancer(cx, t, arn)?;
    }
    let uses = target::groups_in_use(t, cx.scope())?;
    for g in found {
        let balancers = uses.get(&g.arn()).cloned().unwrap_or_default();
        if req
            .load_balancer_arn
            .as_ref()
            .is_none_or(|arn| balancers.contains(arn))
        {
            shown.push(view::group(&g, balancers.into_iter().collect()));
        }
    }
    let name = |g: &w::TargetGroup| g.target_group_name.clone().unwrap_or_default();
    let (groups, next_marker) = page::page(shown, name, req.marker.as_deref(), req.page_size)?;
    Ok(w::DescribeTargetGroupsOutput {
        target_groups: Some(groups),
        next_marker,
    })
}

pub(crate) fn modify(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ModifyTargetGroupInput,
) -> Result<w::ModifyTargetGroupOutput, Fault> {
    let mut g = (*names::group(cx, t, &req.target_group_arn)?).clone();
    let asked = asked!(req);
    g.health = check::apply(g.health.clone(), g.kind(), g.version, &asked)?;
    let balancers = target::balancers_of(t, &g)?;
    let shown = view::group(&g, balancers);
    t.put(g)?;
    Ok(w::ModifyTargetGroupOutput {
        target_groups: Some(vec![shown]),
    })
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeleteTargetGroupInput,
) -> Result<w::DeleteTargetGroupOutput, Fault> {
    let g = match names::group(cx, t, &req.target_group_arn) {
        Ok(g) => g,
        Err(e) if e.code == fault::no_group().code => return Ok(w::DeleteTargetGroupOutput {}),
        Err(e) => return Err(e),
    };
    if !target::balancers_of(t, &g)?.is_empty() {
        return Err(f::resource_in_use_exception(format!(
            "Target group '{}' is currently in use by a listener or a rule",
            req.target_group_arn
        )));
    }
    for target in t.range::<Target>(&Target::all_of(&g.scope, &g.name))? {
        t.delete(&target.key());
    }
    t.delete(&g.key());
    Ok(w::DeleteTargetGroupOutput {})
}
