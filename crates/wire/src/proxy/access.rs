//! What a load balancer's access log is told of a request.

use std::net::{IpAddr, SocketAddr};

use serde::{Deserialize, Serialize};

/// Where the entries of a balancer go (`access_logs.s3.*`).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AccessLog {
    pub bucket: String,
    /// Empty, or without slashes at its ends.
    pub prefix: String,
}

/// A request that was answered, or refused. Times are in microseconds, sizes in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its ARN.
    pub balancer: String,
    pub log: AccessLog,
    /// The address that the client connected to.
    pub node: IpAddr,
    pub client: SocketAddr,
    /// When the head had come, since the epoch.
    pub came: i64,
    /// From then to the answer's end.
    pub took: u64,
    pub target: Option<Toward>,
    /// 0 when the client was gone before it could be told.
    pub status: u16,
    /// Heads and bodies.
    pub received: u64,
    pub sent: u64,
    /// Absent for what could not be read.
    pub request: Option<Asked>,
    pub http2: bool,
    pub secure: bool,
    /// Version and cipher suite.
    pub tls: Option<(String, String)>,
    /// What the client asked for when TLS began.
    pub server_name: Option<String>,
    /// ARN of the certificate that was shown.
    pub certificate: Option<String>,
    pub trace: Option<String>,
    /// Priority of the rule; 0 is the default one.
    pub rule: Option<u32>,
    pub action: Option<&'static str>,
    pub redirect: Option<String>,
}

/// The request's first line, as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub method: Vec<u8>,
    pub host: Vec<u8>,
    pub port: u16,
    /// Path and query.
    pub target: Vec<u8>,
    pub version: &'static str,
    pub user_agent: Option<Vec<u8>>,
}

/// The target that the request was last sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toward {
    pub address: SocketAddr,
    /// ARN.
    pub group: String,
    pub grpc: bool,
    /// When it was sent, after it came.
    pub sent: u64,
    /// When the answer's head came, after that; and its status.
    pub answered: Option<(u64, u16)>,
}
