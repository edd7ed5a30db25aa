//! What is stored of a target group.

use kernel::{Key, Record, Scope, Time};
use serde::{Deserialize, Serialize};
use wire::proxy::{Protocol, Version};

use crate::attribute::Attributes;
use crate::load_balancer::record::Kind;
use crate::tag::Tags;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum TargetType {
    Instance,
    Ip,
}

impl TargetType {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Instance => "instance",
            Self::Ip => "ip",
        }
    }
}

/// Times in seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HealthCheck {
    pub protocol: Protocol,
    /// `None` is `traffic-port`.
    pub port: Option<u16>,
    /// Empty for TCP.
    pub path: String,
    pub interval: u32,
    pub timeout: u32,
    pub healthy: u32,
    pub unhealthy: u32,
    /// HTTP or gRPC codes; empty for TCP.
    pub matcher: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TargetGroup {
    pub scope: Scope,
    pub name: String,
    pub id: String,
    pub target_type: TargetType,
    pub protocol: Protocol,
    pub version: Version,
    pub port: u16,
    pub vpc: String,
    pub health: HealthCheck,
    pub created: Time,
    pub attributes: Attributes,
    pub tags: Tags,
}

impl TargetGroup {
    pub(crate) fn at(scope: &Scope, name: &str) -> Key {
        Key::new(Self::KIND, scope, &[name])
    }

    pub(crate) fn arn(&self) -> String {
        self.scope.arn(
            "elasticloadbalancing",
            format_args!("targetgroup/{}/{}", self.name, self.id),
        )
    }

    /// Which kind of load balancer may use it.
    pub(crate) fn kind(&self) -> Kind {
        match self.protocol {
            Protocol::Http | Protocol::Https => Kind::Application,
            Protocol::Tcp | Protocol::Tls | Protocol::Udp | Protocol::TcpUdp => Kind::Network,
        }
    }
}

impl Record for TargetGroup {
    const KIND: &'static str = "elb.target-group";
    fn key(&self) -> Key {
        Self::at(&self.scope, &self.name)
    }
}

/// The API's word.
pub(crate) fn protocol_name(p: Protocol) -> &'static str {
    match p {
        Protocol::Http => "HTTP",
        Protocol::Https => "HTTPS",
        Protocol::Tcp => "TCP",
        Protocol::Tls => "TLS",
        Protocol::Udp => "UDP",
        Protocol::TcpUdp => "TCP_UDP",
    }
}

/// `None` for one that no proxy speaks (GENEVE, QUIC).
pub(crate) fn protocol(name: &str) -> Option<Protocol> {
    Some(match name {
        "HTTP" => Protocol::Http,
        "HTTPS" => Protocol::Https,
        "TCP" => Protocol::Tcp,
        "TLS" => Protocol::Tls,
        "UDP" => Protocol::Udp,
        "TCP_UDP" => Protocol::TcpUdp,
        _ => return None,
    })
}

pub(crate) fn version_name(v: Version) -> &'static str {
    match v {
        Version::Http1 => "HTTP1",
        Version::Http2 => "HTTP2",
        Version::Grpc => "GRPC",
    }
}
