//! The operations on load balancers.

use kernel::{Cx, Fault, Key, Record as _, Txn};
use wire::elbv2 as w;
use wire::elbv2::fault as f;
use wire::{Operation, ec2};

use super::record::{Address, Kind, LoadBalancer, Zone};
use super::view;
use super::{interfaces, limits};
use crate::attribute;
use crate::listener::record::Listener;
use crate::load_balancer::attributes::table;
use crate::report::Failure;
use crate::rule::record::Rule;
use crate::{ELB, fault, names, page, tag, target};

pub(crate) fn create(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::CreateLoadBalancerInput,
) -> Result<w::CreateLoadBalancerOutput, Fault> {
    names::check("load balancer", &req.name)?;
    if req.name.to_ascii_lowercase().starts_with("internal-") {
        return Err(fault::invalid(format!(
            "The load balancer name '{}' cannot begin with 'internal-'",
            req.name
        )));
    }
    refuse(req)?;
    let kind = match req.r#type.as_deref() {
        None | Some("application") => Kind::Application,
        Some("network") => Kind::Network,
        Some(other) => {
            return Err(fault::unsupported(format_args!(
                "load balancers of the type '{other}'"
            )));
        }
    };
    let (vpc, zones) = zones(
        cx,
        t,
        kind,
        req.subnets.as_deref(),
        req.subnet_mappings.as_deref(),
    )?;
    let security_groups = security_groups(cx, t, kind, req.security_groups.as_deref())?;
    let wanted = LoadBalancer {
        scope: cx.scope().clone(),
        name: req.name.clone(),
        id: names::new_id(cx),
        kind,
        scheme: req.scheme.clone().unwrap_or_else(|| "internet-facing".into()),
        vpc,
        zones,
        security_groups,
        interfaces: Default::default(),
        ip_address_type: ipv4(req.ip_address_type.as_deref())?,
        label: cx.dice().word(10, b"0123456789"),
        address: std::net::Ipv4Addr::LOCALHOST,
        created: cx.now,
        attributes: attribute::Attributes::new(),
        tags: tag::parse(req.tags.as_deref())?,
    };
    let answer = |b: &LoadBalancer| w::CreateLoadBalancerOutput {
        load_balancers: Some(vec![view::balancer(b, None)]),
    };
    if let Some(old) = t.get::<LoadBalancer>(&wanted.key())? {
        // The same name with the same settings is the same load balancer.
        let same = old.kind == wanted.kind
            && old.scheme == wanted.scheme
            && old.zones == wanted.zones
            && old.security_groups == wanted.security_groups
            && old.tags == wanted.tags;
        if same {
            return Ok(answer(&old));
        }
        return Err(f::duplicate_load_balancer_name_exception(format!(
            "A load balancer with the same name '{}' exists, but with different settings",
            req.name
        )));
    }
    if t.keys(&Key::new(LoadBalancer::KIND, cx.scope(), &[]).children())
        .len()
        >= limits::BALANCERS
    {
        return Err(f::too_many_load_balancers_exception(
            "You have reached the limit on the number of load balancers",
        ));
    }
    let mut balancer = wanted;
    balancer.address = address(t)?;
    interfaces::settle(cx, t, &mut balancer)?;
    t.put(Address {
        address: balancer.address,
        balancer: balancer.arn(),
    })?;
    t.put(balancer.clone())?;
    Ok(answer(&balancer))
}

fn address(t: &mut Txn) -> Result<std::net::Ipv4Addr, Fault> {
    Address::candidates()
        .find(|a| !t.exists(&Address::at(*a)))
        .ok_or_else(|| f::too_many_load_balancers_exception("There is no free address left in 127.0.0.0/8"))
}

/// Members that are not honoured.
fn refuse(req: &w::CreateLoadBalancerInput) -> Result<(), Fault> {
    let asked = [
        (req.customer_owned_ipv4_pool.is_some(), "CustomerOwnedIpv4Pool"),
        (
            req.enable_prefix_for_ipv6_source_nat.as_deref() == Some("on"),
            "EnablePrefixForIpv6SourceNat",
        ),
        (req.ipam_pools.is_some(), "IpamPools"),
    ];
    match asked.iter().find(|(asked, _)| *asked) {
        Some((_, member)) => Err(fault::unsupported(format_args!("`{member}`"))),
        None => Ok(()),
    }
}

fn ipv4(asked: Option<&str>) -> Result<String, Fault> {
    match asked {
        None | Some("ipv4") => Ok("ipv4".into()),
        Some(other) => Err(fault::unsupported(format_args!("the IP address type '{other}'"))),
    }
}

/// The VPC and zones of some subnets. An Application Load Balancer needs two zones, and no two subnets of one zone.
fn zones(
    cx: &Cx<'_>,
    t: &mut Txn,
    kind: Kind,
    subnets: Option<&[String]>,
    mappings: Option<&[w::SubnetMapping]>,
) -> Result<(String, Vec<Zone>), Fault> {
    let mapped = mappings.unwrap_or_default();
    let fixed = |m: &w::SubnetMapping| {
        m.allocation_id.is_some()
            || m.private_ipv4_address.is_some()
            || m.ipv6_address.is_some()
            || m.source_nat_ipv6_prefix.is_some()
    };
    if mapped.iter().any(fixed) {
        return Err(fault::unsupported("fixed addresses in `SubnetMappings`"));
    }
    let mut ids: Vec<String> = subnets.unwrap_or_default().to_vec();
    if !ids.is_empty() && !mapped.is_empty() {
        return Err(fault::invalid(
            "You must specify either subnets or subnet mappings, not both",
        ));
    }
    ids.extend(mapped.iter().filter_map(|m| m.subnet_id.clone()));
    let least = if kind == Kind::Application { 2 } else { 1 };
    if ids.len() < least {
        return Err(fault::invalid(if kind == Kind::Application {
            "At least two subnets in two different Availability Zones must be specified"
        } else {
            "You must specify at least one subnet"
        }));
    }
    let found = call::<ec2::DescribeSubnets>(
        cx,
        t,
        &ec2::DescribeSubnetsRequest {
            subnet_ids: Some(ids.clone()),
            ..Default::default()
        },
    )
    .map_err(|e| match &*e.code {
        "InvalidSubnetID.NotFound" => f::subnet_not_found_exception(e.message),
        _ => e,
    })?;
    let mut zones: Vec<Zone> = Vec::new();
    let mut vpc = String::new();
    for s in found.subnets.unwrap_or_default() {
        let name = s.availability_zone.unwrap_or_default();
        if zones.iter().any(|z| z.name == name) {
            return Err(f::invalid_configuration_request_exception(
                "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
            ));
        }
        vpc = s.vpc_id.unwrap_or_default();
        zones.push(Zone {
            name,
            subnet: s.subnet_id.unwrap_or_default(),
        });
    }
    zones.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((vpc, zones))
}

/// The groups asked for, which must exist; the VPC's default group for an Application Load Balancer without any.
fn security_groups(
    cx: &Cx<'_>,
    t: &mut Txn,
    kind: Kind,
    asked: Option<&[String]>,
) -> Result<Vec<String>, Fault> {
    let asked = asked.unwrap_or_default();
    if asked.is_empty() && kind == Kind::Network {
        return Ok(Vec::new());
    }
    let by_name = ec2::Filter {
        name: Some("group-name".into()),
        values: Some(vec!["default".into()]),
    };
    let ask = ec2::DescribeSecurityGroupsRequest {
        group_ids: (!asked.is_empty()).then(|| asked.to_vec()),
        filters: asked.is_empty().then(|| vec![by_name]),
        ..Default::default()
    };
    let found = call::<ec2::DescribeSecurityGroups>(cx, t, &ask).map_err(|e| match &*e.code {
        "InvalidGroup.NotFound" => f::invalid_security_group_exception(e.message),
        _ => e,
    })?;
    let ids = found.security_groups.unwrap_or_default();
    Ok(ids.into_iter().filter_map(|g| g.group_id).collect())
}

fn call<O: Operation>(cx: &Cx<'_>, t: &mut Txn, input: &O::Input) -> Result<O::Output, Fault> {
    cx.as_service::<O>(ELB, t, input)
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeLoadBalancersInput,
) -> Result<w::DescribeLoadBalancersOutput, Fault> {
    let arns = req.load_balancer_arns.as_deref().unwrap_or_default();
    let names_asked = req.names.as_deref().unwrap_or_default();
    if !arns.is_empty() && !names_asked.is_empty() {
        return Err(fault::invalid("Names and ARNs cannot both be specified"));
    }
    if arns.len() > 20 || names_asked.len() > 20 {
        return Err(fault::invalid(
            "Up to 20 load balancers can be specified in a single call",
        ));
    }
    let mut found = Vec::new();
    if arns.is_empty() && names_asked.is_empty() {
        found = t.range::<LoadBalancer>(&Key::new(LoadBalancer::KIND, cx.scope(), &[]).children())?;
    }
    for arn in arns {
        found.push(names::balancer(cx, t, arn)?);
    }
    for name in names_asked {
        let b = t.get::<LoadBalancer>(&LoadBalancer::at(cx.scope(), name))?;
        found.push(b.ok_or_else(|| {
            f::load_balancer_not_found_exception(format!("Load balancers '[{name}]' not found"))
        })?);
    }
    let (found, next_marker) = page::page(found, |b| b.name.clone(), req.marker.as_deref(), req.page_size)?;
    let mut shown = Vec::new();
    for b in found {
        let failure = failure(t, &b)?;
        shown.push(view::balancer(&b, failure));
    }
    Ok(w::DescribeLoadBalancersOutput {
        load_balancers: Some(shown),
        next_marker,
    })
}

/// What keeps one of its listeners from being open.
fn failure(t: &mut Txn, b: &LoadBalancer) -> Result<Option<String>, Fault> {
    let mut why = Vec::new();
    for l in t.range::<Listener>(&Listener::all_of(&b.scope, &b.id))? {
        if let Some(f) = t.get::<Failure>(&Failure::at(&l.arn))? {
            why.push(f.why.clone());
        }
    }
    Ok((!why.is_empty()).then(|| why.join("; ")))
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeleteLoadBalancerInput,
) -> Result<w::DeleteLoadBalancerOutput, Fault> {
    // One that is not there is deleted already.
    let balancer = match names::balancer(cx, t, &req.load_balancer_arn) {
        Ok(b) => b,
        Err(e) if e.code == fault::no_balancer().code => return Ok(w::DeleteLoadBalancerOutput {}),
        Err(e) => return Err(e),
    };
    if attribute::flag(
        table(balancer.kind),
        &balancer.attributes,
        "deletion_protection.enabled",
    ) {
        return Err(f::operation_not_permitted_exception(format!(
            "Load balancer '{}' cannot be deleted because deletion protection is enabled",
            req.load_balancer_arn
        )));
    }
    let before = target::groups_in_use(t, cx.scope())?;
    for l in t.range::<Listener>(&Listener::all_of(&balancer.scope, &balancer.id))? {
        t.delete(&l.key());
        t.delete(&Failure::at(&l.arn));
        for r in t.range::<Rule>(&Rule::all_of(&l.scope, &l.id))? {
            t.delete(&r.key());
        }
    }
    interfaces::give_back(cx, t, &balancer)?;
    t.delete(&Address::at(balancer.address));
    t.delete(&balancer.key());
    target::settle(t, cx.scope(), &before)?;
    Ok(w::DeleteLoadBalancerOutput {})
}

pub(crate) fn set_security_groups(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::SetSecurityGroupsInput,
) -> Result<w::SetSecurityGroupsOutput, Fault> {
    let mut b = (*names::balancer(cx, t, &req.load_balancer_arn)?).clone();
    if req
        .enforce_security_group_inbound_rules_on_private_link_traffic
        .as_deref()
        == Some("off")
    {
        return Err(fault::unsupported(
            "`EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic`",
        ));
    }
    if b.kind == Kind::Network && b.security_groups.is_empty() {
        return Err(f::invalid_configuration_request_exception(
            "You cannot associate security groups with a Network Load Balancer that was created without any",
        ));
    }
    b.security_groups = security_groups(cx, t, b.kind, Some(&req.security_groups))?;
    interfaces::settle(cx, t, &mut b)?;
    let security_group_ids = Some(b.security_groups.clone());
    t.put(b)?;
    Ok(w::SetSecurityGroupsOutput {
        security_group_ids,
        ..Default::default()
    })
}

pub(crate) fn set_subnets(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::SetSubnetsInput,
) -> Result<w::SetSubnetsOutput, Fault> {
    let mut b = (*names::balancer(cx, t, &req.load_balancer_arn)?).clone();
    if req.enable_prefix_for_ipv6_source_nat.as_deref() == Some("on") {
        return Err(fault::unsupported("`EnablePrefixForIpv6SourceNat`"));
    }
    ipv4(req.ip_address_type.as_deref())?;
    (b.vpc, b.zones) = zones(
        cx,
        t,
        b.kind,
        req.subnets.as_deref(),
        req.subnet_mappings.as_deref(),
    )?;
    interfaces::settle(cx, t, &mut b)?;
    let shown = view::balancer(&b, None);
    t.put(b)?;
    Ok(w::SetSubnetsOutput {
        availability_zones: shown.availability_zones,
        ip_address_type: shown.ip_address_type,
        ..Default::default()
    })
}

pub(crate) fn set_ip_address_type(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::SetIpAddressTypeInput,
) -> Result<w::SetIpAddressTypeOutput, Fault> {
    names::balancer(cx, t, &req.load_balancer_arn)?;
    Ok(w::SetIpAddressTypeOutput {
        ip_address_type: Some(ipv4(Some(&req.ip_address_type))?),
    })
}
