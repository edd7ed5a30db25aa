//! Health checks that an agent makes itself, for images without tools: `healthCheck.command` in three more forms.

use super::shapes;

shapes! {
    /// One container's check; seconds, as in ECS's HealthCheck.
    pub struct HealthProbe {
        pub command: Vec<String>,
        pub interval: i64,
        pub timeout: i64,
        pub retries: i64,
        pub start_period: i64,
    }

    /// What only Longshore's own agent reads of a container.
    pub struct LongshoreContainer {
        pub health_probe: Option<HealthProbe>,
    }
}

/// What is asked, in the container's own network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Probe {
    /// `["HTTP", "http://:8080/ready"]` or `["HTTP", "GET", "http://:8080/ready"]`: healthy below status 400.
    Http { method: String, port: u16, path: String },
    /// `["TCP", ":5432"]`: healthy when the connection is taken.
    Tcp { port: u16 },
    /// `["GRPC", ":50051"]` with a service name if need be: `grpc.health.v1.Health/Check` answers SERVING.
    Grpc { port: u16, service: String },
}

impl Probe {
    /// Whether the command is one of these forms and not Docker's.
    #[must_use]
    pub fn is_meant(command: &[String]) -> bool {
        matches!(command.first().map(String::as_str), Some("HTTP" | "TCP" | "GRPC"))
    }

    /// # Errors
    /// What is wrong with the command, as a sentence.
    pub fn parse(command: &[String]) -> Result<Probe, String> {
        let words: Vec<&str> = command.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["HTTP", url] => http("GET", url),
            ["HTTP", method, url] => http(method, url),
            ["TCP", address] => Ok(Probe::Tcp { port: port(address)? }),
            ["GRPC", address] => grpc(address, ""),
            ["GRPC", address, service] => grpc(address, service),
            ["HTTP", ..] => {
                Err("An HTTP health check takes a method, if any, and an address http://:port/path.".into())
            }
            ["TCP", ..] => Err("A TCP health check takes one address :port.".into()),
            _ => Err("A GRPC health check takes an address :port, and a service name if any.".into()),
        }
    }

    #[must_use]
    pub fn port(&self) -> u16 {
        match self {
            Probe::Http { port, .. } | Probe::Tcp { port } | Probe::Grpc { port, .. } => *port,
        }
    }
}

/// `:port`, in the container's own network.
fn port(address: &str) -> Result<u16, String> {
    let digits = address
        .strip_prefix(':')
        .filter(|d| d.bytes().all(|b| b.is_ascii_digit()));
    digits
        .and_then(|d| d.parse().ok())
        .filter(|p| *p > 0)
        .ok_or_else(|| {
            format!("The health check address '{address}' must be :port with a port from 1 to 65535.")
        })
}

fn http(method: &str, url: &str) -> Result<Probe, String> {
    if !matches!(method, "GET" | "HEAD" | "OPTIONS" | "POST") {
        return Err(format!(
            "The health check method '{method}' must be GET, HEAD, OPTIONS or POST."
        ));
    }
    let bad = || format!("The health check address '{url}' must be http://:port/path.");
    let rest = url.strip_prefix("http://").ok_or_else(bad)?;
    let (address, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
    if !path.bytes().all(|b| b.is_ascii_graphic()) || path.contains('#') {
        return Err(bad());
    }
    Ok(Probe::Http {
        method: method.to_owned(),
        port: port(address)?,
        path: path.to_owned(),
    })
}

fn grpc(address: &str, service: &str) -> Result<Probe, String> {
    let legal = service.len() <= 200 && service.bytes().all(|b| b.is_ascii_graphic());
    if !legal {
        return Err("The health check service must be at most 200 printable characters.".into());
    }
    Ok(Probe::Grpc {
        port: port(address)?,
        service: service.to_owned(),
    })
}
