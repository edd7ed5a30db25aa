//! The records compiled into what a proxy serves. Pure but for reading the records.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use kernel::doc::Doc;
use kernel::{Arn, Fault, Key, Record as _, Scope, Txn};
use wire::elbv2 as w;
use wire::proxy::{
    AccessLog, Action, Algorithm, Attributes, Balancer, Certificate, Condition, Config, Desync, Forward,
    Group, HealthCheck, Inbound, Listener, Protocol, Redirect, Rule, Stickiness, StickyKind, Target, Tls,
    Weighted, XForwardedFor,
};

use crate::attribute::{flag, number, value};
use crate::certificate::record as certificate;
use crate::listener::{attributes as of_listener, record as listener};
use crate::load_balancer::{attributes as of_balancer, record as balancer};
use crate::rule::record as rule;
use crate::target::record as target;
use crate::target_group::{attributes as of_group, record as group};

#[cfg(test)]
mod tests;

/// Kinds of records that a configuration is made from.
pub const KINDS: [&str; 6] = [
    balancer::LoadBalancer::KIND,
    listener::Listener::KIND,
    rule::Rule::KIND,
    group::TargetGroup::KIND,
    target::Target::KIND,
    certificate::Certificate::KIND,
];

/// What a configuration needs to know that other services say.
pub trait Around {
    /// Where an instance is reached.
    fn instance(&self, id: &str) -> Option<IpAddr>;

    /// The addresses on which the balancers of an account and region listen besides their own.
    ///
    /// # Errors
    /// Internal faults only.
    fn shared(&self, t: &mut Txn, scope: &Scope) -> Result<Vec<IpAddr>, Fault>;

    /// Whom these security groups let in.
    ///
    /// # Errors
    /// Internal faults only.
    fn inbound(&self, t: &mut Txn, scope: &Scope, groups: &[String]) -> Result<Inbound, Fault>;
}

/// What a proxy on this machine serves, of all accounts and regions.
///
/// # Errors
/// Internal faults only.
pub fn config(t: &mut Txn, around: &impl Around) -> Result<Config, Fault> {
    let mut config = Config {
        generation: t.revision(),
        ..Config::default()
    };
    // Which balancer's attributes decide for a group, by the group's ARN.
    let mut used: BTreeMap<String, bool> = BTreeMap::new();
    for b in t.range::<balancer::LoadBalancer>(&Key::all(balancer::LoadBalancer::KIND))? {
        let table = of_balancer::table(b.kind);
        let cross_zone = flag(table, &b.attributes, "load_balancing.cross_zone.enabled");
        let mut listeners = Vec::new();
        for l in t.range::<listener::Listener>(&listener::Listener::all_of(&b.scope, &b.id))? {
            let mut rules = t.range::<rule::Rule>(&rule::Rule::all_of(&l.scope, &l.id))?;
            rules.sort_by_key(|r| r.priority);
            let mut compiled: Vec<Rule> = rules
                .iter()
                .filter_map(|r| {
                    let made = compile(&r.arn, &r.conditions, &r.actions, &r.transforms)?;
                    Some(Rule {
                        priority: r.priority,
                        ..made
                    })
                })
                .collect();
            compiled.extend(compile(&l.default_rule_arn(), &[], &l.default_actions, &[]));
            for r in &compiled {
                if let Action::Forward(f) = &r.action {
                    used.extend(f.groups.iter().map(|g| (g.group.clone(), cross_zone)));
                }
            }
            let certificates = certificates(t, &l)?;
            listeners.push(of(&l, compiled, certificates));
        }
        let mut addresses = vec![IpAddr::V4(b.address)];
        addresses.extend(around.shared(t, &b.scope)?);
        let inbound = match b.security_groups.as_slice() {
            [] => None,
            groups => Some(around.inbound(t, &b.scope, groups)?),
        };
        config.balancers.push(Balancer {
            arn: b.arn(),
            dns_name: b.dns_name(),
            addresses,
            attributes: attributes(&b),
            listeners,
            inbound,
        });
    }
    for g in t.range::<group::TargetGroup>(&Key::all(group::TargetGroup::KIND))? {
        if let Some(cross_zone) = used.get(&g.arn()) {
            let targets = t.range::<target::Target>(&target::Target::all_of(&g.scope, &g.name))?;
            let targets = targets.iter().map(|x| reach(x, around)).collect();
            config.groups.push(group_of(&g, targets, *cross_zone));
        }
    }
    Ok(config)
}

fn attributes(b: &balancer::LoadBalancer) -> Attributes {
    let table = of_balancer::table(b.kind);
    let on = |key: &str| flag(table, &b.attributes, key);
    let default = Attributes::default();
    if b.kind == balancer::Kind::Network {
        return Attributes {
            cross_zone: on("load_balancing.cross_zone.enabled"),
            ..default
        };
    }
    Attributes {
        idle_timeout: number(table, &b.attributes, "idle_timeout.timeout_seconds"),
        client_keep_alive: number(table, &b.attributes, "client_keep_alive.seconds"),
        http2: on("routing.http2.enabled"),
        desync: match value(table, &b.attributes, "routing.http.desync_mitigation_mode") {
            "monitor" => Desync::Monitor,
            "strictest" => Desync::Strictest,
            _ => Desync::Defensive,
        },
        drop_invalid_headers: on("routing.http.drop_invalid_header_fields.enabled"),
        preserve_host: on("routing.http.preserve_host_header.enabled"),
        tls_headers: on("routing.http.x_amzn_tls_version_and_cipher_suite.enabled"),
        xff: match value(table, &b.attributes, "routing.http.xff_header_processing.mode") {
            "preserve" => XForwardedFor::Preserve,
            "remove" => XForwardedFor::Remove,
            _ => XForwardedFor::Append,
        },
        xff_port: on("routing.http.xff_client_port.enabled"),
        cross_zone: true,
        access_log: on("access_logs.s3.enabled").then(|| AccessLog {
            bucket: value(table, &b.attributes, "access_logs.s3.bucket").to_owned(),
            prefix: value(table, &b.attributes, "access_logs.s3.prefix").to_owned(),
        }),
    }
}

/// Those of the listener that are there still.
fn certificates(t: &mut Txn, l: &listener::Listener) -> Result<Vec<Certificate>, Fault> {
    let mut found = Vec::new();
    for arn in &l.certificates {
        if let Some(c) = certificate::find(t, &l.scope, arn)? {
            found.push(Certificate {
                arn: arn.clone(),
                chain: format!("{}\n{}", c.certificate, c.chain),
                key: c.private_key.clone(),
            });
        }
    }
    Ok(found)
}

fn of(l: &listener::Listener, rules: Vec<Rule>, certificates: Vec<Certificate>) -> Listener {
    let idle = match l.protocol {
        Protocol::Http | Protocol::Https => None,
        Protocol::Udp => Some(120),
        _ => Some(number(
            of_listener::table(l.protocol),
            &l.attributes,
            "tcp.idle_timeout.seconds",
        )),
    };
    Listener {
        arn: l.arn.clone(),
        port: l.port,
        protocol: l.protocol,
        tls: l.policy.as_ref().map(|policy| Tls {
            policy: policy.clone(),
            certificates,
            alpn: l.alpn.clone(),
        }),
        rules,
        idle_timeout: idle,
        response_headers: of_listener::response_headers(l),
    }
}

/// `None` for a rule without an action, which none is stored with.
fn compile(
    arn: &str,
    conditions: &[Doc<w::RuleCondition>],
    actions: &[Doc<w::Action>],
    transforms: &[Doc<w::RuleTransform>],
) -> Option<Rule> {
    let rewrites = |kind: &str, of: fn(&w::RuleTransform) -> Option<&Vec<w::RewriteConfig>>| {
        let all = transforms
            .iter()
            .filter(|x| x.r#type == kind)
            .filter_map(|x| of(x));
        all.flatten()
            .map(|r| (r.regex.clone(), r.replace.clone()))
            .collect::<Vec<_>>()
    };
    Some(Rule {
        arn: arn.to_owned(),
        priority: 0,
        conditions: conditions.iter().filter_map(|c| condition(c)).collect(),
        action: action(actions.last()?)?,
        rewrite_host: rewrites("host-header-rewrite", |x| {
            x.host_header_rewrite_config.as_ref()?.rewrites.as_ref()
        }),
        rewrite_url: rewrites("url-rewrite", |x| {
            x.url_rewrite_config.as_ref()?.rewrites.as_ref()
        }),
    })
}

fn condition(c: &w::RuleCondition) -> Option<Condition> {
    let values = |v: &Option<Vec<String>>| v.clone().unwrap_or_default();
    Some(match c.field.as_deref()? {
        "host-header" => {
            let x = c.host_header_config.as_ref()?;
            Condition::HostHeader {
                values: values(&x.values),
                regex: values(&x.regex_values),
            }
        }
        "path-pattern" => {
            let x = c.path_pattern_config.as_ref()?;
            Condition::PathPattern {
                values: values(&x.values),
                regex: values(&x.regex_values),
            }
        }
        "http-header" => {
            let x = c.http_header_config.as_ref()?;
            Condition::HttpHeader {
                name: x.http_header_name.clone()?,
                values: values(&x.values),
                regex: values(&x.regex_values),
            }
        }
        "http-request-method" => Condition::HttpRequestMethod {
            values: values(&c.http_request_method_config.as_ref()?.values),
        },
        "query-string" => {
            let pairs = c.query_string_config.as_ref()?.values.iter().flatten();
            Condition::QueryString {
                values: pairs
                    .filter_map(|p| Some((p.key.clone(), p.value.clone()?)))
                    .collect(),
            }
        }
        _ => Condition::SourceIp {
            values: values(&c.source_ip_config.as_ref()?.values),
        },
    })
}

fn action(a: &w::Action) -> Option<Action> {
    if let Some(r) = &a.redirect_config {
        let text = |x: &Option<String>| x.clone().unwrap_or_default();
        return Some(Action::Redirect(Redirect {
            protocol: text(&r.protocol),
            host: text(&r.host),
            port: text(&r.port),
            path: text(&r.path),
            query: text(&r.query),
            status: if r.status_code == "HTTP_301" { 301 } else { 302 },
        }));
    }
    if let Some(f) = &a.fixed_response_config {
        return Some(Action::FixedResponse {
            status: f.status_code.parse().ok()?,
            content_type: f.content_type.clone(),
            body: f.message_body.clone().unwrap_or_default(),
        });
    }
    let f = a.forward_config.as_ref()?;
    let sticky = f.target_group_stickiness_config.as_ref();
    let sticky = sticky.filter(|s| s.enabled == Some(true));
    let weighted = |g: &w::TargetGroupTuple| {
        Some(Weighted {
            group: g.target_group_arn.clone()?,
            weight: g.weight.and_then(|n| u16::try_from(n).ok()).unwrap_or(1),
        })
    };
    Some(Action::Forward(Forward {
        groups: f.target_groups.iter().flatten().filter_map(weighted).collect(),
        stickiness: sticky.and_then(|s| u32::try_from(s.duration_seconds?).ok()),
    }))
}

fn reach(x: &target::Target, around: &impl Around) -> Target {
    let ip = match x.id.parse::<IpAddr>() {
        Ok(ip) => Some(ip),
        Err(_) => around.instance(&x.id),
    };
    Target {
        id: x.id.clone(),
        port: x.port,
        address: ip.map(|ip| SocketAddr::new(ip, x.port)),
        zone: x.zone.clone(),
        draining_until: x.draining_until.map(|t| t.0),
        registered: x.registered.0,
        health: x.health,
    }
}

fn group_of(g: &group::TargetGroup, targets: Vec<Target>, balancer_cross_zone: bool) -> Group {
    let table = of_group::table(g.kind());
    let text = |key: &str| value(table, &g.attributes, key);
    let on = |key: &str| flag(table, &g.attributes, key);
    let kind = match text("stickiness.type") {
        "app_cookie" => StickyKind::AppCookie {
            name: text("stickiness.app_cookie.cookie_name").to_owned(),
        },
        "source_ip" => StickyKind::SourceIp,
        _ => StickyKind::LbCookie,
    };
    let duration = match &kind {
        StickyKind::AppCookie { .. } => {
            number(table, &g.attributes, "stickiness.app_cookie.duration_seconds")
        }
        StickyKind::LbCookie => number(table, &g.attributes, "stickiness.lb_cookie.duration_seconds"),
        StickyKind::SourceIp => 0,
    };
    Group {
        arn: g.arn(),
        protocol: g.protocol,
        version: g.version,
        targets,
        health: HealthCheck {
            enabled: true,
            protocol: g.health.protocol,
            port: g.health.port,
            path: g.health.path.clone(),
            interval: g.health.interval,
            timeout: g.health.timeout,
            healthy: g.health.healthy,
            unhealthy: g.health.unhealthy,
            matcher: g.health.matcher.clone(),
        },
        algorithm: match (g.kind(), text("load_balancing.algorithm.type")) {
            (balancer::Kind::Network, _) => Algorithm::FlowHash,
            (_, "least_outstanding_requests") => Algorithm::LeastOutstandingRequests,
            (_, "weighted_random") => Algorithm::WeightedRandom,
            _ => Algorithm::RoundRobin,
        },
        cross_zone: match text("load_balancing.cross_zone.enabled") {
            "true" => true,
            "false" => false,
            _ => balancer_cross_zone,
        },
        slow_start: number(table, &g.attributes, "slow_start.duration_seconds"),
        stickiness: on("stickiness.enabled").then_some(Stickiness { kind, duration }),
        proxy_protocol: on("proxy_protocol_v2.enabled"),
        end_connections: on("deregistration_delay.connection_termination.enabled"),
    }
}

/// The scope and name in a target group's ARN.
pub(crate) fn group_name(arn: &str) -> Option<(Scope, &str)> {
    let arn = Arn::parse(arn)?;
    let (kind, rest) = arn.typed()?;
    let name = rest.split('/').next()?;
    (kind == "targetgroup").then(|| (Scope::new(arn.account, arn.region), name))
}

/// Loopback, where every balancer can be found by its name.
#[must_use]
pub fn loopback() -> IpAddr {
    IpAddr::V4(Ipv4Addr::LOCALHOST)
}
