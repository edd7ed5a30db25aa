//! Namespaces and services as Cloud Map tells of them, and which of them a name means.

use std::collections::{BTreeMap, HashMap};
use std::net::{Ipv4Addr, Ipv6Addr};

use serde_json::Value;

/// All that the node's account has in its region.
#[derive(Debug, Default)]
pub(crate) struct Zones {
    pub(crate) namespaces: Vec<Namespace>,
}

#[derive(Debug, Default)]
pub(crate) struct Namespace {
    pub(crate) arn: String,
    /// In lower case.
    pub(crate) name: String,
    pub(crate) http_name: String,
    /// How long it may be remembered that there is no such name, in seconds; `None` where DNS is not asked.
    pub(crate) dns: Option<u32>,
    pub(crate) services: Vec<Service>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Service {
    pub(crate) arn: String,
    /// As Cloud Map knows it.
    pub(crate) name: String,
    pub(crate) weighted: bool,
    /// TTL by type of record, in seconds.
    pub(crate) records: BTreeMap<String, u32>,
    /// By which names and ports Service Connect knows it.
    pub(crate) aliases: Vec<(String, u16)>,
    /// Seconds of silence after which connections by Service Connect end.
    pub(crate) idle: Option<u64>,
}

/// One instance of a service, as far as names need it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Instance {
    pub(crate) id: String,
    pub(crate) ipv4: Option<Ipv4Addr>,
    pub(crate) ipv6: Option<Ipv6Addr>,
    pub(crate) port: Option<u16>,
    pub(crate) cname: Option<String>,
}

/// Where a name leads.
#[derive(Debug)]
pub(crate) enum Place<'a> {
    /// It is not ours.
    Elsewhere,
    /// Ours, and nobody's.
    Nobody(&'a Namespace),
    /// Others are below it.
    Between(&'a Namespace),
    Service(&'a Namespace, &'a Service),
    /// One instance, as SRV records name it.
    Instance(&'a Namespace, &'a Service, String),
}

impl Zones {
    /// Where `name` leads, in lower case and without a dot at its end.
    pub(crate) fn place(&self, name: &str) -> Place<'_> {
        let ours = self.namespaces.iter().filter(|n| n.dns.is_some());
        let below = |n: &&Namespace| name == n.name || name.ends_with(&format!(".{}", n.name));
        // Of two zones that fit, the longer one is the nearer one.
        let Some(n) = ours.filter(below).max_by_key(|n| n.name.len()) else {
            return Place::Elsewhere;
        };
        let head = name.strip_suffix(&n.name).unwrap_or_default();
        let head = head.strip_suffix('.').unwrap_or_default();
        let named = |s: &&Service, wanted: &str| !s.records.is_empty() && s.name.eq_ignore_ascii_case(wanted);
        if let Some(s) = n.services.iter().find(|s| named(s, head)) {
            return Place::Service(n, s);
        }
        if let Some((id, rest)) = head.split_once('.')
            && let Some(s) = n.services.iter().find(|s| named(s, rest))
        {
            return Place::Instance(n, s, id.to_owned());
        }
        let deeper = format!(".{head}");
        let between = head.is_empty()
            || n.services
                .iter()
                .any(|s| !s.records.is_empty() && s.name.to_ascii_lowercase().ends_with(&deeper));
        match between {
            true => Place::Between(n),
            false => Place::Nobody(n),
        }
    }

    /// The ports of a name of Service Connect, for a task of this namespace.
    pub(crate) fn ports(&self, namespace: &str, name: &str) -> Vec<u16> {
        let aliases = self.connected(namespace).flat_map(|(_, s)| &s.aliases);
        aliases
            .filter(|(n, _)| n == name)
            .map(|(_, port)| *port)
            .collect()
    }

    /// Who is behind a name and port of Service Connect.
    pub(crate) fn alias(&self, namespace: &str, name: &str, port: u16) -> Option<(&Namespace, &Service)> {
        self.connected(namespace)
            .find(|(_, s)| s.aliases.iter().any(|(n, p)| n == name && *p == port))
    }

    fn connected(&self, namespace: &str) -> impl Iterator<Item = (&Namespace, &Service)> {
        let ours = self.namespaces.iter().filter(move |n| n.arn == namespace);
        ours.flat_map(|n| n.services.iter().map(move |s| (n, s)))
    }
}

fn text<'a>(v: &'a Value, pointer: &str) -> &'a str {
    v.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

fn seconds(v: Option<&Value>) -> u32 {
    v.and_then(Value::as_u64)
        .and_then(|n| u32::try_from(n).ok())
        .unwrap_or(0)
}

/// The lists of Cloud Map, put together. `attributes` are those of services by their ARN.
pub(crate) fn assemble(
    namespaces: &[Value],
    services: &[Value],
    attributes: &HashMap<String, Value>,
) -> Zones {
    let mut by: HashMap<&str, Vec<Service>> = HashMap::new();
    for s in services {
        by.entry(namespace_of(s))
            .or_default()
            .push(service(s, attributes));
    }
    let namespace = |n: &Value| Namespace {
        arn: text(n, "/Arn").to_owned(),
        name: text(n, "/Name").to_ascii_lowercase(),
        http_name: text(n, "/Properties/HttpProperties/HttpName").to_owned(),
        dns: (text(n, "/Type") == "DNS_PRIVATE")
            .then(|| seconds(n.pointer("/Properties/DnsProperties/SOA/TTL"))),
        services: by.remove(text(n, "/Id")).unwrap_or_default(),
    };
    Zones {
        namespaces: namespaces.iter().map(namespace).collect(),
    }
}

/// `ListServices` tells the namespace in two ways: with the DNS configuration, and where we added it for others.
fn namespace_of(s: &Value) -> &str {
    match text(s, "/DnsConfig/NamespaceId") {
        "" => text(s, "/NamespaceId"),
        id => id,
    }
}

fn service(s: &Value, attributes: &HashMap<String, Value>) -> Service {
    let arn = text(s, "/Arn");
    let own = attributes.get(arn);
    let attribute = |name: &str| own.and_then(|a| a.get(name)?.as_str());
    let records = s.pointer("/DnsConfig/DnsRecords").and_then(Value::as_array);
    let aliases = attribute("longshore.aliases").unwrap_or_default();
    Service {
        arn: arn.to_owned(),
        name: text(s, "/Name").to_owned(),
        weighted: text(s, "/DnsConfig/RoutingPolicy") == "WEIGHTED",
        records: records
            .into_iter()
            .flatten()
            .map(|r| (text(r, "/Type").to_owned(), seconds(r.get("TTL"))))
            .collect(),
        aliases: aliases
            .split_whitespace()
            .filter_map(|a| {
                let (name, port) = a.rsplit_once(':')?;
                Some((name.to_ascii_lowercase(), port.parse().ok()?))
            })
            .collect(),
        idle: attribute("longshore.idle").and_then(|n| n.parse().ok()),
    }
}

/// An instance as `DiscoverInstances` tells of it.
pub(crate) fn instance(v: &Value) -> Instance {
    let attribute = |name: &str| v.get("Attributes").and_then(|a| a.get(name)?.as_str());
    Instance {
        id: text(v, "/InstanceId").to_owned(),
        ipv4: attribute("AWS_INSTANCE_IPV4").and_then(|a| a.parse().ok()),
        ipv6: attribute("AWS_INSTANCE_IPV6").and_then(|a| a.parse().ok()),
        port: attribute("AWS_INSTANCE_PORT").and_then(|p| p.parse().ok()),
        cname: attribute("AWS_INSTANCE_CNAME").map(str::to_owned),
    }
}
