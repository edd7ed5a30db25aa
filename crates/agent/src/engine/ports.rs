//! Open ports of a container on the engine's bridge: single ones, and ranges that keep their order on the host.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use wire::acs;

use super::body::put;

pub(super) fn ports(spec: &acs::Container) -> Result<(Value, Value), String> {
    let mut exposed = Map::new();
    let mut bound: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for port in &spec.port_mappings {
        let protocol = port.protocol.as_deref().unwrap_or("tcp");
        if !matches!(protocol, "tcp" | "udp") {
            return Err(format!(
                "HostConfigError: `{protocol}` is no protocol of a port mapping"
            ));
        }
        let number = |n: i64| u16::try_from(n).map_err(|_| format!("HostConfigError: `{n}` is no port"));
        let mapped: Vec<(u16, u16)> = match (&port.container_port_range, port.container_port) {
            (Some(range), _) => {
                let (first, last) = range.split_once('-').unwrap_or((range, range));
                let bounds = first
                    .trim()
                    .parse::<u16>()
                    .ok()
                    .zip(last.trim().parse::<u16>().ok());
                let (first, last) = bounds
                    .filter(|(a, b)| a <= b && *a > 0)
                    .ok_or_else(|| format!("HostConfigError: `{range}` is no range of ports"))?;
                (first..=last).map(|p| (p, 0)).collect()
            }
            (None, Some(container)) => vec![(number(container)?, number(port.host_port.unwrap_or(0))?)],
            (None, None) => return Err("HostConfigError: a port mapping names no container port".to_owned()),
        };
        for (container, host) in mapped {
            let key = format!("{container}/{protocol}");
            exposed.insert(key.clone(), json!({}));
            let host = if host == 0 {
                String::new()
            } else {
                host.to_string()
            };
            bound
                .entry(key)
                .or_default()
                .push(json!({"HostIp": "", "HostPort": host}));
        }
    }
    Ok((Value::Object(exposed), json!(bound)))
}

/// The ranges of a container's port mappings: first, last, protocol.
pub(crate) fn ranges(spec: &acs::Container) -> Vec<(u16, u16, String)> {
    let range = |p: &acs::PortMapping| {
        let (first, last) = p.container_port_range.as_ref()?.split_once('-')?;
        let bounds: (u16, u16) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        let protocol = p.protocol.clone().unwrap_or_else(|| "tcp".to_owned());
        (bounds.0 > 0 && bounds.0 <= bounds.1).then_some((bounds.0, bounds.1, protocol))
    };
    spec.port_mappings.iter().filter_map(range).collect()
}

/// Puts a range of container ports on the host's ports from `base` on.
pub(crate) fn place(body: &mut Value, first: u16, last: u16, protocol: &str, base: u16) {
    for (port, host) in (first..=last).zip(base..) {
        let key = format!("{port}/{protocol}");
        put(
            body,
            &["HostConfig", "PortBindings", &key],
            |_| json!([{"HostIp": "", "HostPort": host.to_string()}]),
        );
    }
}
