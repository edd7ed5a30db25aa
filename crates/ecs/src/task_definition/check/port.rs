//! Port mappings: numbers, ranges, and that no host port is asked for twice (PortMapping).

use wire::ecs as w;

use super::super::NetworkMode;
use super::{Rule, called, containers, ensure, mode, twice};

/// Most ranges in one container.
const RANGES: usize = 100;

pub(super) fn check(d: &w::TaskDefinition) -> Rule {
    let mode = mode(d);
    for c in containers(d) {
        container(c, mode)?;
    }
    let all = || {
        containers(d)
            .iter()
            .flat_map(|c| c.port_mappings.iter().flatten())
    };
    let fixed = all().filter_map(|p| Some((protocol(p), p.host_port.filter(|h| *h > 0)?)));
    if let Some((protocol, port)) = twice(fixed) {
        let protocol = protocol.to_ascii_uppercase();
        return ensure(false, || {
            format!("{protocol} host port '{port}' is mapped multiple times in task.")
        });
    }
    match twice(all().filter_map(|p| p.name.as_deref())) {
        Some(name) => ensure(false, || {
            format!("Port mapping names must be unique: '{name}' is used more than once.")
        }),
        None => Ok(()),
    }
}

fn protocol(p: &w::PortMapping) -> &str {
    p.protocol.as_deref().unwrap_or("tcp")
}

fn container(c: &w::ContainerDefinition, mode: NetworkMode) -> Rule {
    let all = c.port_mappings.as_deref().unwrap_or_default();
    ensure(all.is_empty() || mode != NetworkMode::None, || {
        "Port mappings are not supported when networkMode=none.".into()
    })?;
    let bad = |what: &str| format!("Invalid '{what}' setting for container '{}'.", called(c));
    let mut taken: Vec<(&str, u16, u16)> = Vec::new();
    for p in all {
        named(p)?;
        let Some(text) = &p.container_port_range else {
            let valid = p.container_port.is_some_and(|n| (1..=65_535).contains(&n));
            ensure(valid, || bad("containerPort"))?;
            ensure(p.host_port.is_none_or(|n| (0..=65_535).contains(&n)), || {
                bad("hostPort")
            })?;
            let same = p.host_port == p.container_port;
            let free = !matches!(mode, NetworkMode::Awsvpc | NetworkMode::Host);
            ensure(same || free, || {
                format!(
                    "When networkMode={}, the host ports and container ports in port mappings must match.",
                    mode.as_str()
                )
            })?;
            continue;
        };
        ensure(p.container_port.is_none(), || {
            format!(
                "Only one of 'containerPort' and 'containerPortRange' can be specified for container '{}'.",
                called(c)
            )
        })?;
        ensure(p.host_port.is_none(), || bad("hostPort"))?;
        ensure(mode != NetworkMode::Host, || {
            "containerPortRange is not supported when networkMode=host.".into()
        })?;
        let Some((first, last)) = range(text) else {
            return ensure(false, || bad("containerPortRange"));
        };
        let overlap = taken
            .iter()
            .any(|(proto, a, b)| *proto == protocol(p) && first <= *b && *a <= last);
        ensure(!overlap, || {
            format!("Container port ranges of container '{}' overlap.", called(c))
        })?;
        taken.push((protocol(p), first, last));
    }
    ensure(taken.len() <= RANGES, || {
        format!(
            "Container '{}' has more than {RANGES} container port ranges.",
            called(c)
        )
    })
}

/// `first-last`, both of 1..65535.
fn range(text: &str) -> Option<(u16, u16)> {
    let (first, last) = text.split_once('-')?;
    let bounds: (u16, u16) = (first.parse().ok()?, last.parse().ok()?);
    (bounds.0 > 0 && bounds.0 <= bounds.1).then_some(bounds)
}

/// Up to 64 lower-case letters, digits, hyphens and underscores, not beginning with a hyphen.
fn named(p: &w::PortMapping) -> Rule {
    let Some(name) = &p.name else { return Ok(()) };
    let legal = name
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'));
    let valid = legal && (1..=64).contains(&name.len()) && !name.starts_with('-');
    ensure(valid, || {
        format!("Port mapping name '{name}' contains invalid characters.")
    })
}
