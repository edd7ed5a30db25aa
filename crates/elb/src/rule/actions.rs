//! Which actions there are, and what each must say (Elastic Load Balancing API, Action).

use kernel::doc::Doc;
use kernel::{Cx, Fault, Txn};
use wire::elbv2 as w;
use wire::elbv2::fault as f;
use wire::proxy::{Protocol, Version};

use crate::load_balancer::limits;
use crate::load_balancer::record::Kind;
use crate::target_group::record::{TargetGroup, protocol_name};
use crate::{fault, names, target};

/// Checks actions for a listener of `balancer`, and writes a forward to one group in both of its forms, as AWS answers
/// it.
pub(crate) fn check(
    cx: &Cx<'_>,
    t: &mut Txn,
    balancer: &str,
    kind: Kind,
    listener: Protocol,
    actions: &[w::Action],
) -> Result<Vec<Doc<w::Action>>, Fault> {
    let [action] = actions else {
        let last = actions.last().map_or("", |a| a.r#type.as_str());
        return Err(if actions.is_empty() {
            fault::invalid(
                "A listener or rule must have exactly one default action of type forward, redirect or fixed-response",
            )
        } else if matches!(last, "forward" | "redirect" | "fixed-response") {
            fault::unsupported(format_args!(
                "actions of the type '{}'",
                actions.first().map_or("", |a| a.r#type.as_str())
            ))
        } else {
            f::invalid_load_balancer_action_exception(
                "The last action must be one of forward, redirect and fixed-response",
            )
        });
    };
    let mut action = action.clone();
    action.order = Some(action.order.unwrap_or(1));
    let only = |forward: bool, redirect: bool, fixed: bool| {
        let odd = (!forward && (action.forward_config.is_some() || action.target_group_arn.is_some()))
            || (!redirect && action.redirect_config.is_some())
            || (!fixed && action.fixed_response_config.is_some());
        if odd {
            return Err(fault::invalid(format!(
                "The action of type '{}' has the configuration of another type",
                action.r#type
            )));
        }
        Ok(())
    };
    match action.r#type.as_str() {
        "forward" => {
            only(true, false, false)?;
            let groups = forward(cx, t, &mut action)?;
            for g in &groups {
                fits(t, balancer, kind, listener, g)?;
            }
        }
        other if kind == Kind::Network => {
            return Err(f::invalid_load_balancer_action_exception(format!(
                "Actions of type '{other}' are not supported on network load balancers"
            )));
        }
        "redirect" => {
            only(false, true, false)?;
            redirect(&mut action)?;
        }
        "fixed-response" => {
            only(false, false, true)?;
            fixed(&mut action)?;
        }
        other => return Err(fault::unsupported(format_args!("actions of the type '{other}'"))),
    }
    Ok(vec![Doc(action)])
}

fn forward(cx: &Cx<'_>, t: &mut Txn, action: &mut w::Action) -> Result<Vec<TargetGroup>, Fault> {
    let mut config = action.forward_config.clone().unwrap_or_default();
    let mut tuples = config.target_groups.take().unwrap_or_default();
    if let Some(arn) = &action.target_group_arn {
        match tuples.as_slice() {
            [] => tuples.push(w::TargetGroupTuple {
                target_group_arn: Some(arn.clone()),
                weight: Some(1),
            }),
            [one] if one.target_group_arn.as_ref() == Some(arn) => {}
            _ => {
                return Err(fault::invalid(
                    "A target group ARN and a forward configuration that differs from it cannot both be specified",
                ));
            }
        }
    }
    if tuples.is_empty() {
        return Err(fault::invalid("An action of type 'forward' needs a target group"));
    }
    if tuples.len() > limits::GROUPS_OF_ACTION {
        return Err(f::too_many_target_groups_exception(format!(
            "An action can forward to at most {} target groups",
            limits::GROUPS_OF_ACTION
        )));
    }
    let mut groups = Vec::new();
    for tuple in &mut tuples {
        let weight = *tuple.weight.get_or_insert(1);
        if !(0..=999).contains(&weight) {
            return Err(fault::invalid(format!(
                "Weight '{weight}' must be between 0 and 999"
            )));
        }
        groups.push((*names::group(cx, t, tuple.target_group_arn.as_deref().unwrap_or_default())?).clone());
    }
    let sticky = config.target_group_stickiness_config.get_or_insert_default();
    let enabled = *sticky.enabled.get_or_insert(false);
    match sticky.duration_seconds {
        Some(n) if (1..=604_800).contains(&n) => {}
        None if !enabled => {}
        _ => {
            return Err(fault::invalid(
                "Target group stickiness duration must be between 1 and 604800 seconds",
            ));
        }
    }
    action.target_group_arn = match tuples.as_slice() {
        [one] => one.target_group_arn.clone(),
        _ => None,
    };
    config.target_groups = Some(tuples);
    action.forward_config = Some(config);
    Ok(groups)
}

/// A group serves one load balancer, of its own kind and protocol.
fn fits(t: &mut Txn, balancer: &str, kind: Kind, listener: Protocol, g: &TargetGroup) -> Result<(), Fault> {
    let protocols = match listener {
        Protocol::Http | Protocol::Https => g.kind() == Kind::Application,
        Protocol::Tcp => matches!(g.protocol, Protocol::Tcp | Protocol::TcpUdp),
        Protocol::Tls => matches!(g.protocol, Protocol::Tcp | Protocol::Tls),
        Protocol::Udp => matches!(g.protocol, Protocol::Udp | Protocol::TcpUdp),
        Protocol::TcpUdp => g.protocol == Protocol::TcpUdp,
    };
    if g.kind() != kind || !protocols {
        return Err(f::incompatible_protocols_exception(format!(
            "The protocol '{}' of target group '{}' cannot be used by a listener with the protocol '{}'",
            protocol_name(g.protocol),
            g.arn(),
            protocol_name(listener)
        )));
    }
    if g.version == Version::Grpc && listener != Protocol::Https && listener != Protocol::Http {
        return Err(f::incompatible_protocols_exception(
            "Target groups with protocol version GRPC need an HTTP or HTTPS listener",
        ));
    }
    if target::balancers_of(t, g)?.iter().any(|b| b != balancer) {
        return Err(f::target_group_association_limit_exception(format!(
            "The following target groups cannot be associated with more than one load balancer: {}",
            g.arn()
        )));
    }
    Ok(())
}

fn redirect(action: &mut w::Action) -> Result<(), Fault> {
    let r = action
        .redirect_config
        .as_mut()
        .ok_or_else(|| fault::invalid("An action of type 'redirect' needs a redirect configuration"))?;
    let or = |x: &mut Option<String>, default: &str| {
        x.get_or_insert_with(|| default.to_owned());
    };
    or(&mut r.protocol, "#{protocol}");
    or(&mut r.host, "#{host}");
    or(&mut r.port, "#{port}");
    or(&mut r.path, "/#{path}");
    or(&mut r.query, "#{query}");
    let port = r.port.as_deref().unwrap_or_default();
    if port != "#{port}" && !port.parse::<u16>().is_ok_and(|p| p > 0) {
        return Err(fault::invalid(format!("The redirect port '{port}' is not valid")));
    }
    if !r.path.as_deref().unwrap_or_default().starts_with('/') {
        return Err(fault::invalid(
            "The redirect path must begin with a '/' character",
        ));
    }
    let same = r.protocol.as_deref() == Some("#{protocol}")
        && r.host.as_deref() == Some("#{host}")
        && r.port.as_deref() == Some("#{port}")
        && r.path.as_deref() == Some("/#{path}");
    if same {
        return Err(fault::invalid(
            "At least one of protocol, host, port and path must be changed, or the redirect leads to itself",
        ));
    }
    Ok(())
}

/// Content types of a fixed response.
const TYPES: &[&str] = &[
    "text/plain",
    "text/css",
    "text/html",
    "application/javascript",
    "application/json",
];

fn fixed(action: &mut w::Action) -> Result<(), Fault> {
    let c = action
        .fixed_response_config
        .as_ref()
        .ok_or_else(|| fault::invalid("An action of type 'fixed-response' needs a configuration"))?;
    match c.content_type.as_deref() {
        Some(kind) if !TYPES.contains(&kind) => Err(fault::invalid(format!(
            "The content type '{kind}' must be one of {}",
            TYPES.join(", ")
        ))),
        _ => Ok(()),
    }
}
