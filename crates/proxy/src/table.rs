//! A configuration compiled: what workers look into for every request, without locks. A new one replaces it whole;
//! what outlives it, a target's state and counters, is shared by both.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU8, AtomicU32, AtomicUsize, Ordering};

use regex::bytes::Regex;
use wire::proxy as w;

use crate::counts::Tally;
use crate::pick::{Standing, Way};
use crate::route::{self, Test};
use crate::tls::Tls;

/// Everything that is served.
#[derive(Default)]
pub(crate) struct Table {
    pub generation: u64,
    /// What listens on an address; among several the `Host` header chooses.
    pub sites: HashMap<SocketAddr, Vec<Arc<Site>>>,
    pub groups: HashMap<String, Arc<Group>>,
    /// By balancer and group.
    pub tallies: HashMap<(String, Option<String>), Arc<Tally>>,
}

/// A listener.
pub(crate) struct Site {
    pub arn: String,
    /// ARN of its balancer.
    pub balancer: String,
    pub dns_name: String,
    pub port: u16,
    pub protocol: w::Protocol,
    pub attributes: w::Attributes,
    pub rules: Vec<Rule>,
    /// Network balancers: seconds.
    pub idle_timeout: u32,
    pub response_headers: Vec<(String, String)>,
    pub tls: Option<Tls>,
    pub tally: Arc<Tally>,
    /// The first of its balancer's addresses: the one that must be open.
    pub own: IpAddr,
    pub inbound: Option<w::Inbound>,
}

impl Then {
    /// As an access log has it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Forward { .. } => "forward",
            Self::Redirect(_) => "redirect",
            Self::Fixed { .. } => "fixed-response",
        }
    }
}

impl Site {
    /// Whether its balancer's security groups let the client in.
    pub(crate) fn admits(&self, client: IpAddr, protocol: u8) -> bool {
        let rules = self.inbound.as_ref();
        rules.is_none_or(|r| r.admits(client, protocol, self.port))
    }

    pub(crate) fn secure(&self) -> bool {
        matches!(self.protocol, w::Protocol::Https | w::Protocol::Tls)
    }

    pub(crate) fn speaks_http(&self) -> bool {
        matches!(self.protocol, w::Protocol::Http | w::Protocol::Https)
    }
}

pub(crate) struct Rule {
    pub priority: u32,
    pub when: Vec<Test>,
    pub then: Then,
    pub host: Vec<(Regex, String)>,
    pub url: Vec<(Regex, String)>,
}

pub(crate) enum Then {
    Forward {
        groups: Vec<Choice>,
        /// Seconds.
        sticky: Option<u32>,
    },
    Redirect(w::Redirect),
    Fixed {
        status: u16,
        content_type: Option<String>,
        body: String,
    },
}

/// One of the groups that an action forwards to.
pub(crate) struct Choice {
    pub weight: u32,
    pub group: Arc<Group>,
    /// Of the group behind this balancer.
    pub tally: Arc<Tally>,
}

/// A target group.
pub(crate) struct Group {
    pub arn: String,
    pub protocol: w::Protocol,
    pub version: w::Version,
    pub way: Way,
    pub stickiness: Option<w::Stickiness>,
    pub proxy_protocol: bool,
    pub end_connections: bool,
    pub members: Vec<Member>,
    pub health: w::HealthCheck,
    pub turn: Arc<AtomicUsize>,
}

/// A target as this configuration has it.
pub(crate) struct Member {
    pub target: Arc<Target>,
    pub draining: bool,
    pub zone: Option<String>,
}

impl Member {
    pub(crate) fn standing(&self) -> Standing {
        if self.draining || self.target.address.is_none() {
            Standing::Away
        } else {
            self.target.standing()
        }
    }
}

/// A target's state, the same through all configurations that have it.
pub(crate) struct Target {
    /// For pools; never used again.
    pub number: u64,
    pub group: String,
    pub id: String,
    pub port: u16,
    pub address: Option<SocketAddr>,
    health: AtomicU8,
    /// Milliseconds since the epoch.
    pub healthy_since: AtomicI64,
    pub outstanding: AtomicU32,
}

impl Target {
    pub(crate) fn standing(&self) -> Standing {
        match self.health.load(Ordering::Relaxed) {
            1 => Standing::Healthy,
            2 => Standing::Unhealthy,
            _ => Standing::Initial,
        }
    }

    pub(crate) fn health(&self) -> w::Health {
        match self.standing() {
            Standing::Healthy => w::Health::Healthy,
            Standing::Unhealthy => w::Health::Unhealthy,
            _ => w::Health::Initial,
        }
    }

    pub(crate) fn set(&self, health: w::Health) {
        let n = match health {
            w::Health::Initial => 0,
            w::Health::Healthy => 1,
            w::Health::Unhealthy => 2,
        };
        self.health.store(n, Ordering::Relaxed);
    }
}

impl Table {
    pub(crate) fn site(&self, at: SocketAddr, host: &[u8]) -> Option<&Arc<Site>> {
        let all = self.sites.get(&at)?;
        all.iter()
            .find(|s| all.len() > 1 && s.dns_name.as_bytes() == host)
            .or_else(|| all.first())
    }

    /// Whether anything that listens there would have the client.
    pub(crate) fn admits(&self, at: SocketAddr, client: IpAddr, protocol: u8) -> bool {
        let all = self.sites.get(&at);
        all.is_some_and(|all| all.iter().any(|s| s.admits(client, protocol)))
    }

    /// Compiles `config`; what `before` knew goes on.
    pub(crate) fn compile(config: &w::Config, before: &Table, numbers: &mut u64) -> Self {
        let mut table = Self {
            generation: config.generation,
            ..Self::default()
        };
        for g in &config.groups {
            let group = group(g, before.groups.get(&g.arn), numbers);
            table.groups.insert(g.arn.clone(), Arc::new(group));
        }
        for b in &config.balancers {
            for l in &b.listeners {
                let site = Arc::new(table.listener(b, l, before));
                for ip in &b.addresses {
                    let at = SocketAddr::new(*ip, l.port);
                    table.sites.entry(at).or_default().push(Arc::clone(&site));
                }
            }
        }
        table
    }

    /// The counters of a balancer, or of a group behind it.
    fn tally(&mut self, before: &Table, balancer: &str, group: Option<&str>) -> Arc<Tally> {
        let key = (balancer.to_owned(), group.map(str::to_owned));
        let known = self.tallies.get(&key).or_else(|| before.tallies.get(&key));
        let tally = known.map_or_else(Default::default, Arc::clone);
        self.tallies.insert(key, Arc::clone(&tally));
        tally
    }

    fn listener(&mut self, b: &w::Balancer, l: &w::Listener, before: &Table) -> Site {
        let rules = l.rules.iter().map(|r| self.rule(r, &b.arn, before)).collect();
        Site {
            arn: l.arn.clone(),
            balancer: b.arn.clone(),
            dns_name: b.dns_name.clone(),
            port: l.port,
            protocol: l.protocol,
            attributes: b.attributes.clone(),
            rules,
            idle_timeout: l.idle_timeout.unwrap_or(350),
            response_headers: l.response_headers.clone(),
            tls: l.tls.as_ref().and_then(|t| {
                let http2 = b.attributes.http2 && l.protocol == w::Protocol::Https;
                crate::tls::server(t, http2)
                    .map_err(|e| tracing::warn!(listener = l.arn, "{e:#}"))
                    .ok()
            }),
            tally: self.tally(before, &b.arn, None),
            inbound: b.inbound.clone(),
            own: b
                .addresses
                .first()
                .copied()
                .unwrap_or(IpAddr::from([127, 0, 0, 1])),
        }
    }

    fn rule(&mut self, r: &w::Rule, balancer: &str, before: &Table) -> Rule {
        let rewrites = |all: &[(String, String)]| {
            all.iter()
                .filter_map(|(from, to)| Some((route::regex(from, true)?, to.clone())))
                .collect()
        };
        let then = match &r.action {
            w::Action::Forward(f) => Then::Forward {
                groups: f
                    .groups
                    .iter()
                    .filter_map(|g| {
                        Some(Choice {
                            weight: u32::from(g.weight),
                            group: Arc::clone(self.groups.get(&g.group)?),
                            tally: self.tally(before, balancer, Some(&g.group)),
                        })
                    })
                    .collect(),
                sticky: f.stickiness,
            },
            w::Action::Redirect(to) => Then::Redirect(to.clone()),
            w::Action::FixedResponse {
                status,
                content_type,
                body,
            } => Then::Fixed {
                status: *status,
                content_type: content_type.clone(),
                body: body.clone(),
            },
        };
        Rule {
            priority: r.priority,
            when: r.conditions.iter().map(route::test).collect(),
            then,
            host: rewrites(&r.rewrite_host),
            url: rewrites(&r.rewrite_url),
        }
    }
}

fn group(g: &w::Group, before: Option<&Arc<Group>>, numbers: &mut u64) -> Group {
    let known: HashMap<(&str, u16), &Member> = before
        .iter()
        .flat_map(|b| &b.members)
        .map(|m| ((m.target.id.as_str(), m.target.port), m))
        .collect();
    let members = g
        .targets
        .iter()
        .map(|t| {
            let same = known.get(&(t.id.as_str(), t.port));
            // Registered anew with another address, or again after it was drained: another target.
            let same =
                same.filter(|m| m.target.address == t.address && (!m.draining || t.draining_until.is_some()));
            Member {
                target: same.map_or_else(|| Arc::new(target(g, t, numbers)), |m| Arc::clone(&m.target)),
                draining: t.draining_until.is_some(),
                zone: t.zone.clone(),
            }
        })
        .collect();
    Group {
        arn: g.arn.clone(),
        protocol: g.protocol,
        version: g.version,
        way: Way {
            algorithm: g.algorithm,
            cross_zone: g.cross_zone,
            slow_start: i64::from(g.slow_start) * 1000,
        },
        stickiness: g.stickiness.clone(),
        proxy_protocol: g.proxy_protocol,
        end_connections: g.end_connections,
        members,
        health: g.health.clone(),
        turn: before.map_or_else(Default::default, |b| Arc::clone(&b.turn)),
    }
}

fn target(g: &w::Group, t: &w::Target, numbers: &mut u64) -> Target {
    *numbers += 1;
    let made = Target {
        number: *numbers,
        group: g.arn.clone(),
        id: t.id.clone(),
        port: t.port,
        address: t.address,
        health: AtomicU8::new(0),
        // One that was healthy before this proxy started has had its slow start.
        healthy_since: AtomicI64::new(t.registered),
        outstanding: AtomicU32::new(0),
    };
    made.set(t.health.unwrap_or(w::Health::Initial));
    made
}
