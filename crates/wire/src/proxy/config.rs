//! The desired state of a proxy.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use serde::{Deserialize, Serialize};

use super::AccessLog;
use crate::firewall;

/// Everything one proxy serves.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Config {
    /// The store's revision it was made from.
    pub generation: u64,
    pub balancers: Vec<Balancer>,
    pub groups: Vec<Group>,
}

/// A load balancer (its listeners share addresses, attributes and counters).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Balancer {
    pub arn: String,
    /// Its DNS name; among balancers that share an address and port, the `Host` header chooses.
    pub dns_name: String,
    /// Where its listeners listen: an address of its own first, then those it shares.
    pub addresses: Vec<IpAddr>,
    pub attributes: Attributes,
    pub listeners: Vec<Listener>,
    /// Whom its security groups let in; everybody where it has none.
    pub inbound: Option<Inbound>,
}

/// The inbound rules of security groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inbound {
    pub rules: Vec<firewall::Rule>,
    /// The address by which rules know the programs of the proxy's own machine, which come from its loopback.
    pub machine: Ipv4Addr,
}

/// What `ModifyLoadBalancerAttributes` sets, as far as the data plane is concerned. Times are in seconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attributes {
    pub idle_timeout: u32,
    pub client_keep_alive: u32,
    pub http2: bool,
    pub desync: Desync,
    pub drop_invalid_headers: bool,
    pub preserve_host: bool,
    /// `x-amzn-tls-version` and `x-amzn-tls-cipher-suite`.
    pub tls_headers: bool,
    pub xff: XForwardedFor,
    /// The client's port in `X-Forwarded-For`.
    pub xff_port: bool,
    pub cross_zone: bool,
    pub access_log: Option<AccessLog>,
}

impl Default for Attributes {
    /// AWS's defaults of an Application Load Balancer.
    fn default() -> Self {
        Self {
            idle_timeout: 60,
            client_keep_alive: 3600,
            http2: true,
            desync: Desync::Defensive,
            drop_invalid_headers: false,
            preserve_host: false,
            tls_headers: false,
            xff: XForwardedFor::Append,
            xff_port: false,
            cross_zone: true,
            access_log: None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Desync {
    Monitor,
    Defensive,
    Strictest,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum XForwardedFor {
    Append,
    Preserve,
    Remove,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Protocol {
    Http,
    Https,
    Tcp,
    Tls,
    Udp,
    #[serde(rename = "TCP_UDP")]
    TcpUdp,
}

/// One port of a balancer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listener {
    pub arn: String,
    pub port: u16,
    pub protocol: Protocol,
    /// For HTTPS and TLS.
    pub tls: Option<Tls>,
    /// By priority; the last one is the default rule, which has no conditions.
    pub rules: Vec<Rule>,
    /// Network balancers: seconds until an idle flow is forgotten (350 for TCP, 120 for UDP).
    pub idle_timeout: Option<u32>,
    /// Response headers that are set (`routing.http.response.*.header_value`), by name; an empty value removes one.
    pub response_headers: Vec<(String, String)>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tls {
    /// Name of the security policy, e.g. `ELBSecurityPolicy-TLS13-1-2-2021-06`.
    pub policy: String,
    /// The default one first; the others are chosen by SNI.
    pub certificates: Vec<Certificate>,
    /// Network balancers: `HTTP1Only`, `HTTP2Preferred`, ….
    pub alpn: Option<String>,
}

/// A certificate chain and its key, in PEM.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Certificate {
    pub arn: String,
    pub chain: String,
    pub key: String,
}

impl std::fmt::Debug for Certificate {
    /// Without the key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Certificate")
            .field("arn", &self.arn)
            .finish_non_exhaustive()
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    pub arn: String,
    /// 0 for the default rule, which comes last.
    pub priority: u32,
    /// All must hold.
    pub conditions: Vec<Condition>,
    pub action: Action,
    /// Rewrites of the host, then of path and query: regular expression and replacement.
    #[serde(default)]
    pub rewrite_host: Vec<(String, String)>,
    #[serde(default)]
    pub rewrite_url: Vec<(String, String)>,
}

/// One condition: any of its values. `*` and `?` are wildcards in `values`, `regex` holds regular expressions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "field", rename_all = "kebab-case")]
pub enum Condition {
    HostHeader {
        values: Vec<String>,
        regex: Vec<String>,
    },
    PathPattern {
        values: Vec<String>,
        regex: Vec<String>,
    },
    HttpHeader {
        name: String,
        values: Vec<String>,
        regex: Vec<String>,
    },
    HttpRequestMethod {
        values: Vec<String>,
    },
    QueryString {
        values: Vec<(Option<String>, String)>,
    },
    /// Blocks in CIDR notation.
    SourceIp {
        values: Vec<String>,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Action {
    Forward(Forward),
    Redirect(Redirect),
    FixedResponse {
        status: u16,
        content_type: Option<String>,
        body: String,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forward {
    pub groups: Vec<Weighted>,
    /// Seconds for which a client stays with the group it was given.
    pub stickiness: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weighted {
    /// ARN of a [`Group`].
    pub group: String,
    /// 0 to 999.
    pub weight: u16,
}

/// `#{protocol}`, `#{host}`, `#{port}`, `#{path}` and `#{query}` stand for the request's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Redirect {
    pub protocol: String,
    pub host: String,
    pub port: String,
    pub path: String,
    pub query: String,
    /// 301 or 302.
    pub status: u16,
}

/// A target group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group {
    pub arn: String,
    pub protocol: Protocol,
    pub version: Version,
    pub targets: Vec<Target>,
    pub health: HealthCheck,
    pub algorithm: Algorithm,
    /// Whether a node of one zone sends to the targets of all. Without it the zone is drawn first, then a target of it.
    pub cross_zone: bool,
    /// Seconds; 0 is none.
    pub slow_start: u32,
    pub stickiness: Option<Stickiness>,
    /// Network balancers: the PROXY protocol's version 2 in front of each connection.
    pub proxy_protocol: bool,
    /// Network balancers: connections of a target are closed when its deregistration delay is over.
    pub end_connections: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Version {
    Http1,
    Http2,
    Grpc,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Algorithm {
    RoundRobin,
    LeastOutstandingRequests,
    WeightedRandom,
    /// Network balancers: by the flow's addresses.
    FlowHash,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stickiness {
    pub kind: StickyKind,
    /// Seconds.
    pub duration: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum StickyKind {
    LbCookie,
    AppCookie { name: String },
    SourceIp,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// As it was registered: an address or an instance id.
    pub id: String,
    /// The port it was registered with.
    pub port: u16,
    /// Where it is reached; `None` when nobody knows (an instance that is gone).
    pub address: Option<SocketAddr>,
    /// Its availability zone; `None` for one outside the VPC, which is in all.
    pub zone: Option<String>,
    /// It gets no new request; those under way end. Milliseconds since the epoch until they may.
    pub draining_until: Option<i64>,
    /// Milliseconds since the epoch, for slow start.
    pub registered: i64,
    /// What was last known of it: a proxy that starts goes on from there.
    pub health: Option<super::Health>,
}

/// Times in seconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HealthCheck {
    pub enabled: bool,
    pub protocol: Protocol,
    /// `None`: the port that the target was registered with.
    pub port: Option<u16>,
    pub path: String,
    pub interval: u32,
    pub timeout: u32,
    pub healthy: u32,
    pub unhealthy: u32,
    /// `200`, `200,302`, `200-299`: HTTP codes, or gRPC codes for a group of gRPC.
    pub matcher: String,
}
