//! What is stored of a load balancer.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use kernel::{Key, Record, Scope, Time};
use serde::{Deserialize, Serialize};

use crate::attribute::Attributes;
use crate::tag::Tags;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    Application,
    Network,
}

impl Kind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Network => "network",
        }
    }

    /// As ARNs write it.
    pub(crate) fn short(self) -> &'static str {
        match self {
            Self::Application => "app",
            Self::Network => "net",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Zone {
    pub name: String,
    pub subnet: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LoadBalancer {
    pub scope: Scope,
    pub name: String,
    /// 16 hexadecimal digits, the last part of the ARN.
    pub id: String,
    pub kind: Kind,
    pub scheme: String,
    pub vpc: String,
    pub zones: Vec<Zone>,
    pub security_groups: Vec<String>,
    /// Its network interfaces, by subnet.
    #[serde(default)]
    pub interfaces: BTreeMap<String, String>,
    pub ip_address_type: String,
    /// The digits that make its DNS name its own.
    pub label: String,
    /// Its own address of 127.0.0.0/8.
    pub address: Ipv4Addr,
    pub created: Time,
    pub attributes: Attributes,
    pub tags: Tags,
}

impl LoadBalancer {
    pub(crate) fn at(scope: &Scope, name: &str) -> Key {
        Key::new(Self::KIND, scope, &[name])
    }

    pub(crate) fn arn(&self) -> String {
        let (kind, name, id) = (self.kind.short(), &self.name, &self.id);
        self.scope.arn(
            "elasticloadbalancing",
            format_args!("loadbalancer/{kind}/{name}/{id}"),
        )
    }

    /// Resolvers of browsers and curl take every name below `localhost` for this machine (RFC 6761 section 6.3).
    pub(crate) fn dns_name(&self) -> String {
        let internal = if self.scheme == "internal" {
            "internal-"
        } else {
            ""
        };
        format!(
            "{internal}{}-{}.{}.elb.localhost",
            self.name, self.label, self.scope.region
        )
        .to_ascii_lowercase()
    }
}

impl Record for LoadBalancer {
    const KIND: &'static str = "elb.load-balancer";
    fn key(&self) -> Key {
        Self::at(&self.scope, &self.name)
    }
}

/// An address that a balancer has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Address {
    pub address: Ipv4Addr,
    pub balancer: String,
}

impl Address {
    pub(crate) fn at(address: Ipv4Addr) -> Key {
        Key::global(Self::KIND, &[&format!("{:08x}", u32::from(address))])
    }

    /// The first one that nobody has: 127.0.1.1 and up, past the last octets 0 and 255.
    pub(crate) fn candidates() -> impl Iterator<Item = Ipv4Addr> {
        (1..=254).flat_map(|third| (1..=254).map(move |last| Ipv4Addr::new(127, 0, third, last)))
    }
}

impl Record for Address {
    const KIND: &'static str = "elb.address";
    fn key(&self) -> Key {
        Self::at(self.address)
    }
}
