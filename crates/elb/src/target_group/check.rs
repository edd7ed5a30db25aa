//! The rules of health check settings and their defaults (Elastic Load Balancing API, CreateTargetGroup). Pure.

use kernel::Fault;
use wire::proxy::{Protocol, Version};

use super::record::{HealthCheck, protocol};
use crate::fault;
use crate::load_balancer::record::Kind;

/// What a call says of the health check; `None` leaves it as it is or gives the default.
#[derive(Default)]
pub(super) struct Asked<'a> {
    pub protocol: Option<&'a str>,
    pub port: Option<&'a str>,
    pub path: Option<&'a str>,
    pub enabled: Option<bool>,
    pub interval: Option<i32>,
    pub timeout: Option<i32>,
    pub healthy: Option<i32>,
    pub unhealthy: Option<i32>,
    pub http_code: Option<&'a str>,
    pub grpc_code: Option<&'a str>,
}

/// What a group of this kind begins with.
pub(super) fn default(kind: Kind, version: Version) -> HealthCheck {
    let grpc = version == Version::Grpc;
    match kind {
        Kind::Application => HealthCheck {
            protocol: Protocol::Http,
            port: None,
            path: if grpc { "/AWS.ALB/healthcheck" } else { "/" }.into(),
            interval: 30,
            timeout: 5,
            healthy: 5,
            unhealthy: 2,
            matcher: if grpc { "12" } else { "200" }.into(),
        },
        Kind::Network => HealthCheck {
            protocol: Protocol::Tcp,
            port: None,
            path: String::new(),
            interval: 30,
            timeout: 10,
            healthy: 5,
            unhealthy: 2,
            matcher: String::new(),
        },
    }
}

/// `now` with what was asked for.
pub(super) fn apply(
    now: HealthCheck,
    kind: Kind,
    version: Version,
    asked: &Asked<'_>,
) -> Result<HealthCheck, Fault> {
    if asked.enabled == Some(false) {
        return Err(fault::invalid(
            "Health check enabled must be true for target groups with target type 'instance' or 'ip'",
        ));
    }
    let mut h = now;
    if let Some(name) = asked.protocol {
        let p = protocol(name).filter(|p| {
            matches!(p, Protocol::Http | Protocol::Https) || (*p == Protocol::Tcp && kind == Kind::Network)
        });
        let p = p.ok_or_else(|| {
            fault::invalid(format!(
                "Health check protocol '{name}' is not supported for this target group"
            ))
        })?;
        let http = |p| p != Protocol::Tcp;
        if http(p) && !http(h.protocol) {
            h.path = "/".into();
            h.matcher = "200-399".into();
            h.timeout = 6;
        } else if !http(p) {
            h.path.clear();
            h.matcher.clear();
            h.timeout = 10;
        }
        h.protocol = p;
    }
    if let Some(port) = asked.port {
        h.port = match port {
            "traffic-port" => None,
            n => Some(n.parse::<u16>().ok().filter(|n| *n > 0).ok_or_else(|| {
                fault::invalid(format!(
                    "Health check port '{port}' must be 'traffic-port' or in the range 1-65535"
                ))
            })?),
        };
    }
    if let Some(path) = asked.path {
        if h.protocol == Protocol::Tcp {
            return Err(fault::invalid(
                "Health check path is not supported for the TCP protocol",
            ));
        }
        if !path.starts_with('/') {
            return Err(fault::invalid(format!(
                "Health check path '{path}' must begin with a '/' character"
            )));
        }
        h.path = path.into();
    }
    let seconds = |n: Option<i32>, was: u32| n.and_then(|n| u32::try_from(n).ok()).unwrap_or(was);
    h.interval = seconds(asked.interval, h.interval);
    h.timeout = seconds(asked.timeout, h.timeout);
    h.healthy = seconds(asked.healthy, h.healthy);
    h.unhealthy = seconds(asked.unhealthy, h.unhealthy);
    if asked.interval.is_some() && asked.timeout.is_none() && h.timeout >= h.interval {
        h.timeout = h.interval.saturating_sub(1).max(2);
    }
    if h.timeout >= h.interval {
        return Err(fault::invalid(format!(
            "Health check timeout '{}' must be smaller than the interval '{}'",
            h.timeout, h.interval
        )));
    }
    let grpc = version == Version::Grpc;
    match (asked.http_code, asked.grpc_code) {
        (None, None) => {}
        _ if h.protocol == Protocol::Tcp => {
            return Err(fault::invalid(
                "Custom health check matchers are not supported for the TCP protocol",
            ));
        }
        (Some(codes), None) if !grpc => {
            let (lo, hi) = if kind == Kind::Application {
                (200, 499)
            } else {
                (200, 599)
            };
            h.matcher = codes_of("HTTP", codes, lo, hi)?;
        }
        (None, Some(codes)) if grpc => h.matcher = codes_of("gRPC", codes, 0, 99)?,
        (Some(_), _) => {
            return Err(fault::invalid(
                "HTTP code matchers are not supported for the GRPC protocol version",
            ));
        }
        (None, Some(_)) => {
            return Err(fault::invalid(
                "gRPC code matchers need the GRPC protocol version",
            ));
        }
    }
    Ok(h)
}

/// `200`, `200,202` or `200-299`.
fn codes_of(what: &str, codes: &str, least: u16, most: u16) -> Result<String, Fault> {
    let ok = |n: &str| n.trim().parse::<u16>().is_ok_and(|n| (least..=most).contains(&n));
    let valid = codes.split(',').all(|part| match part.split_once('-') {
        Some((lo, hi)) => ok(lo) && ok(hi),
        None => ok(part),
    });
    if !valid {
        return Err(fault::invalid(format!(
            "Health check matcher {what} code '{codes}' must be within '{least}-{most}' inclusive"
        )));
    }
    Ok(codes.replace(' ', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alb(asked: &Asked<'_>) -> Result<HealthCheck, Fault> {
        apply(
            default(Kind::Application, Version::Http1),
            Kind::Application,
            Version::Http1,
            asked,
        )
    }

    #[test]
    fn defaults_are_awss() {
        let h = alb(&Asked::default()).unwrap();
        assert_eq!((h.interval, h.timeout, h.healthy, h.unhealthy), (30, 5, 5, 2));
        assert_eq!((h.path.as_str(), h.matcher.as_str()), ("/", "200"));
        let h = default(Kind::Application, Version::Grpc);
        assert_eq!(
            (h.path.as_str(), h.matcher.as_str()),
            ("/AWS.ALB/healthcheck", "12")
        );
        let h = default(Kind::Network, Version::Http1);
        assert_eq!((h.protocol, h.timeout), (Protocol::Tcp, 10));
    }

    #[test]
    fn what_cannot_be_is_refused_by_name() {
        let bad = |asked: &Asked<'_>| alb(asked).unwrap_err().message;
        let port = Asked {
            port: Some("0"),
            ..Asked::default()
        };
        assert!(bad(&port).contains("Health check port '0'"));
        let path = Asked {
            path: Some("health"),
            ..Asked::default()
        };
        assert!(bad(&path).contains("must begin with a '/'"));
        let slow = Asked {
            interval: Some(10),
            timeout: Some(10),
            ..Asked::default()
        };
        assert!(bad(&slow).contains("must be smaller than the interval"));
        for codes in ["", "abc", "200-", "600", "199"] {
            let codes = Asked {
                http_code: Some(codes),
                ..Asked::default()
            };
            assert!(bad(&codes).contains("must be within '200-499'"));
        }
        let tcp = Asked {
            protocol: Some("TCP"),
            ..Asked::default()
        };
        assert!(bad(&tcp).contains("'TCP' is not supported"));
    }

    #[test]
    fn a_short_interval_shortens_the_timeout() {
        let h = alb(&Asked {
            interval: Some(5),
            ..Asked::default()
        })
        .unwrap();
        assert_eq!((h.interval, h.timeout), (5, 4));
    }
}
