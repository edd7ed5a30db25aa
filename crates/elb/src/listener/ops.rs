//! The operations on listeners.

use kernel::{Cx, Fault, Record as _, Txn};
use wire::elbv2 as w;
use wire::elbv2::fault as f;
use wire::proxy::Protocol;

use super::record::Listener;
use super::{certificates, policies};
use crate::attribute::Attributes;
use crate::load_balancer::limits;
use crate::load_balancer::record::{Kind, LoadBalancer};
use crate::report::Failure;
use crate::rule::actions;
use crate::rule::record::Rule;
use crate::target_group::record::{protocol, protocol_name};
use crate::{fault, names, page, tag, target};

fn view(l: &Listener) -> w::Listener {
    let default = l.certificates.first();
    w::Listener {
        listener_arn: Some(l.arn.clone()),
        load_balancer_arn: Some(l.balancer.clone()),
        port: Some(l.port.into()),
        protocol: Some(protocol_name(l.protocol).into()),
        certificates: l
            .policy
            .is_some()
            .then(|| default.iter().map(|arn| certificates::view(arn, None)).collect()),
        ssl_policy: l.policy.clone(),
        default_actions: Some(l.default_actions.iter().map(|a| a.0.clone()).collect()),
        alpn_policy: l.alpn.clone().map(|p| vec![p]),
        mutual_authentication: (l.protocol == Protocol::Https).then(|| w::MutualAuthenticationAttributes {
            mode: Some("off".into()),
            ..Default::default()
        }),
    }
}

/// What CreateListener and ModifyListener say of a listener.
#[derive(Default)]
struct Asked<'a> {
    port: Option<i32>,
    protocol: Option<&'a str>,
    policy: Option<&'a str>,
    certificates: Option<&'a [w::Certificate]>,
    alpn: Option<&'a [String]>,
    mutual: Option<&'a w::MutualAuthenticationAttributes>,
}

/// The same of a request, which name them alike.
macro_rules! asked {
    ($req:ident) => {
        Asked {
            port: $req.port,
            protocol: $req.protocol.as_deref(),
            policy: $req.ssl_policy.as_deref(),
            certificates: $req.certificates.as_deref(),
            alpn: $req.alpn_policy.as_deref(),
            mutual: $req.mutual_authentication.as_ref(),
        }
    };
}

/// Which ports and protocols a listener of this kind may have, and what TLS needs.
fn apply(t: &mut Txn, l: &mut Listener, asked: &Asked<'_>) -> Result<(), Fault> {
    if let Some(port) = asked.port {
        l.port = u16::try_from(port).map_err(|_| fault::invalid(format!("Port '{port}' is not valid")))?;
    }
    if let Some(name) = asked.protocol {
        let p = protocol(name).ok_or_else(|| fault::unsupported(format_args!("the protocol '{name}'")))?;
        let fits = match p {
            Protocol::Http | Protocol::Https => l.kind == Kind::Application,
            _ => l.kind == Kind::Network,
        };
        if !fits {
            let kind = l.kind.as_str();
            return Err(fault::invalid(format!(
                "Listener protocol '{name}' is not supported for {kind} load balancers"
            )));
        }
        l.protocol = p;
    }
    if asked
        .mutual
        .is_some_and(|m| m.mode.as_deref().is_some_and(|mode| mode != "off"))
    {
        return Err(fault::unsupported("`MutualAuthentication`"));
    }
    if !matches!(l.protocol, Protocol::Https | Protocol::Tls) {
        if asked.certificates.is_some_and(|c| !c.is_empty()) || asked.policy.is_some() {
            return Err(fault::invalid(format!(
                "Certificates and SSL policies cannot be specified for {} listeners",
                protocol_name(l.protocol)
            )));
        }
        (l.policy, l.alpn) = (None, None);
        l.certificates.clear();
        return Ok(());
    }
    if let Some(name) = asked.policy {
        if !policies::exists(name) {
            return Err(policies::unknown(name));
        }
        l.policy = Some(name.to_owned());
    }
    l.policy.get_or_insert_with(|| policies::DEFAULT.to_owned());
    match asked.certificates {
        Some([one]) => {
            let arn = one.certificate_arn.clone().unwrap_or_default();
            certificates::check(t, &l.scope, &arn)?;
            l.certificates.retain(|c| *c != arn);
            match l.certificates.first_mut() {
                Some(default) => *default = arn,
                None => l.certificates.push(arn),
            }
        }
        Some(many) if many.len() > 1 => {
            return Err(fault::invalid(
                "Up to one certificate can be specified, but multiple were specified",
            ));
        }
        _ => {}
    }
    if l.certificates.is_empty() {
        return Err(f::certificate_not_found_exception(format!(
            "A certificate must be specified for {} listeners",
            protocol_name(l.protocol)
        )));
    }
    match asked.alpn {
        None | Some([]) => {}
        Some([one]) if l.protocol == Protocol::Tls => {
            if ![
                "HTTP1Only",
                "HTTP2Only",
                "HTTP2Optional",
                "HTTP2Preferred",
                "None",
            ]
            .contains(&one.as_str())
            {
                return Err(f::alpn_policy_not_supported_exception(format!(
                    "ALPN policy '{one}' is not supported"
                )));
            }
            l.alpn = Some(one.clone()).filter(|p| p != "None");
        }
        Some(_) => {
            return Err(fault::invalid(
                "One ALPN policy can be specified, for TLS listeners",
            ));
        }
    }
    Ok(())
}

/// One port, one listener: TCP and UDP are apart.
fn taken(t: &mut Txn, l: &Listener) -> Result<(), Fault> {
    let (tcp, udp) = transports(l.protocol);
    for other in t.range::<Listener>(&Listener::all_of(&l.scope, &l.balancer_id))? {
        let (t2, u2) = transports(other.protocol);
        if other.id != l.id && other.port == l.port && ((tcp && t2) || (udp && u2)) {
            return Err(f::duplicate_listener_exception(format!(
                "A listener already exists on this port for this load balancer '{}'",
                l.balancer
            )));
        }
    }
    Ok(())
}

fn transports(p: Protocol) -> (bool, bool) {
    (p != Protocol::Udp, matches!(p, Protocol::Udp | Protocol::TcpUdp))
}

pub(crate) fn create(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::CreateListenerInput,
) -> Result<w::CreateListenerOutput, Fault> {
    let b = names::balancer(cx, t, &req.load_balancer_arn)?;
    if req.protocol.is_none() || req.port.is_none() {
        return Err(fault::invalid("A listener needs a protocol and a port"));
    }
    let mut l = blank(cx, &b);
    apply(t, &mut l, &asked!(req))?;
    taken(t, &l)?;
    if t.keys(&Listener::all_of(&b.scope, &b.id)).len() >= limits::LISTENERS {
        return Err(f::too_many_listeners_exception(
            "You have reached the limit on the number of listeners of the load balancer",
        ));
    }
    let before = target::groups_in_use(t, cx.scope())?;
    l.default_actions = actions::check(cx, t, &l.balancer, l.kind, l.protocol, &req.default_actions)?;
    l.tags = tag::parse(req.tags.as_deref())?;
    let shown = view(&l);
    t.put(l)?;
    target::settle(t, cx.scope(), &before)?;
    Ok(w::CreateListenerOutput {
        listeners: Some(vec![shown]),
    })
}

fn blank(cx: &Cx<'_>, b: &LoadBalancer) -> Listener {
    let (id, balancer) = (names::new_id(cx), b.arn());
    Listener {
        scope: b.scope.clone(),
        arn: format!("{}/{id}", balancer.replacen(":loadbalancer/", ":listener/", 1)),
        balancer,
        balancer_id: b.id.clone(),
        kind: b.kind,
        id,
        port: 0,
        protocol: Protocol::Http,
        policy: None,
        certificates: Vec::new(),
        alpn: None,
        default_actions: Vec::new(),
        default_rule: names::new_id(cx),
        attributes: Attributes::new(),
        tags: tag::Tags::new(),
    }
}

pub(crate) fn describe(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DescribeListenersInput,
) -> Result<w::DescribeListenersOutput, Fault> {
    let arns = req.listener_arns.as_deref().unwrap_or_default();
    let mut found = Vec::new();
    match (&req.load_balancer_arn, arns) {
        (Some(arn), []) => {
            let b = names::balancer(cx, t, arn)?;
            found = t.range::<Listener>(&Listener::all_of(&b.scope, &b.id))?;
        }
        (None, [_, ..]) => {
            for arn in arns {
                found.push(names::listener(cx, t, arn)?);
            }
        }
        (None, []) => {
            return Err(fault::invalid(
                "You must specify either listener ARNs or a load balancer ARN",
            ));
        }
        (Some(_), _) => {
            return Err(fault::invalid(
                "Load balancer ARN and listener ARNs cannot be specified at the same time",
            ));
        }
    }
    found.sort_by(|a, b| a.id.cmp(&b.id));
    let (found, next_marker) = page::page(found, |l| l.id.clone(), req.marker.as_deref(), req.page_size)?;
    Ok(w::DescribeListenersOutput {
        listeners: Some(found.iter().map(|l| view(l)).collect()),
        next_marker,
    })
}

pub(crate) fn modify(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::ModifyListenerInput,
) -> Result<w::ModifyListenerOutput, Fault> {
    let mut l = (*names::listener(cx, t, &req.listener_arn)?).clone();
    apply(t, &mut l, &asked!(req))?;
    taken(t, &l)?;
    let before = target::groups_in_use(t, cx.scope())?;
    let kept: Vec<w::Action> = l.default_actions.iter().map(|a| a.0.clone()).collect();
    let actions = req.default_actions.as_deref().unwrap_or(&kept);
    // A new protocol must still fit the groups.
    l.default_actions = actions::check(cx, t, &l.balancer, l.kind, l.protocol, actions)?;
    t.delete(&Failure::at(&l.arn));
    let shown = view(&l);
    t.put(l)?;
    target::settle(t, cx.scope(), &before)?;
    Ok(w::ModifyListenerOutput {
        listeners: Some(vec![shown]),
    })
}

pub(crate) fn delete(
    cx: &Cx<'_>,
    t: &mut Txn,
    req: &w::DeleteListenerInput,
) -> Result<w::DeleteListenerOutput, Fault> {
    let l = names::listener(cx, t, &req.listener_arn)?;
    let before = target::groups_in_use(t, cx.scope())?;
    for r in t.range::<Rule>(&Rule::all_of(&l.scope, &l.id))? {
        t.delete(&r.key());
    }
    t.delete(&Failure::at(&l.arn));
    t.delete(&l.key());
    target::settle(t, cx.scope(), &before)?;
    Ok(w::DeleteListenerOutput {})
}
