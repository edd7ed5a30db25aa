//! Docker's answers in the agent's words.

use std::collections::BTreeMap;

use bollard::errors::Error;
use bollard::models;
use bytes::{Buf, Bytes};

use crate::clock::parse_rfc3339_ns;
use crate::runtime::{
    Binding, Doing, Health, Image, LogFrame, Millis, Notice, Observed, RuntimeError, Stats, Traffic, Trouble,
};

pub(super) fn trouble(e: Error) -> RuntimeError {
    match e {
        Error::DockerResponseServerError {
            status_code: 404,
            message,
        } => RuntimeError::new(Trouble::NotFound, message),
        Error::DockerResponseServerError { message, .. } => RuntimeError::new(Trouble::Refused, message),
        Error::DockerStreamError { error } => RuntimeError::new(Trouble::Refused, error),
        Error::JsonDataError { message, .. } => RuntimeError::new(Trouble::Refused, message),
        other => RuntimeError::new(Trouble::Unreachable, other.to_string()),
    }
}

/// Without tag or digest the engine would pull every tag.
pub(super) fn with_tag(name: &str) -> String {
    let last = name.rsplit('/').next().unwrap_or(name);
    match last.contains(':') || last.contains('@') {
        true => name.to_owned(),
        false => format!("{name}:latest"),
    }
}

pub(super) fn image(name: &str, found: models::ImageInspect) -> Image {
    let repository = name.split('@').next().unwrap_or(name);
    let repository = match repository.rsplit_once(':') {
        Some((head, tail)) if !tail.contains('/') => head,
        _ => repository,
    };
    let digests = found.repo_digests.unwrap_or_default();
    let asked = name.split_once('@').map(|(_, digest)| digest.to_owned());
    let told = || {
        let mut digests = digests.iter().filter_map(|d| d.split_once('@'));
        digests
            .find(|(repo, _)| *repo == repository)
            .map(|(_, digest)| digest.to_owned())
    };
    let digest = asked.or_else(told);
    let env = found.config.and_then(|c| c.env).unwrap_or_default();
    Image {
        id: found.id.unwrap_or_default(),
        digest,
        architecture: found.architecture.unwrap_or_default(),
        env: env
            .iter()
            .map(|e| e.split('=').next().unwrap_or(e).to_owned())
            .collect(),
    }
}

fn millis(text: Option<&String>) -> Millis {
    text.and_then(|t| parse_rfc3339_ns(t))
        .map_or(0, |ns| Millis::try_from(ns / 1_000_000).unwrap_or(0))
}

pub(super) fn observed(found: models::ContainerInspectResponse) -> Observed {
    let state = found.state.unwrap_or_default();
    let doing = match state.running == Some(true) {
        true => Doing::Running {
            since: millis(state.started_at.as_ref()),
        },
        false if state.status == Some(models::ContainerStateStatusEnum::CREATED) => Doing::Created,
        false => Doing::Exited {
            code: state.exit_code.unwrap_or(0),
            oom: state.oom_killed == Some(true),
            at: millis(state.finished_at.as_ref()),
        },
    };
    let health = state.health.and_then(|h| h.status).and_then(|s| match s {
        models::HealthStatusEnum::HEALTHY => Some(Health::Healthy),
        models::HealthStatusEnum::UNHEALTHY => Some(Health::Unhealthy),
        models::HealthStatusEnum::STARTING => Some(Health::Starting),
        _ => None,
    });
    let ports = found.network_settings.and_then(|n| n.ports).unwrap_or_default();
    Observed {
        out_of_memory_at: None,
        id: found.id.unwrap_or_default(),
        name: found.name.unwrap_or_default().trim_start_matches('/').to_owned(),
        labels: found
            .config
            .and_then(|c| c.labels)
            .map_or_else(BTreeMap::new, |l| l.into_iter().collect()),
        doing,
        health,
        bindings: bindings(ports),
    }
}

fn bindings(ports: models::PortMap) -> Vec<Binding> {
    let mut all = Vec::new();
    for (port, hosts) in ports {
        let (number, protocol) = port.split_once('/').unwrap_or((&port, "tcp"));
        let Ok(container_port) = number.parse() else {
            continue;
        };
        for host in hosts.unwrap_or_default() {
            let bind_ip = host.host_ip.unwrap_or_default();
            let Some(host_port) = host.host_port.and_then(|p| p.parse().ok()) else {
                continue;
            };
            // The IPv6 twin of a binding is left out, as the official agent does.
            if !bind_ip.contains(':') {
                all.push(Binding {
                    bind_ip,
                    container_port,
                    host_port,
                    protocol: protocol.to_owned(),
                });
            }
        }
    }
    all.sort();
    all
}

pub(super) fn listed(found: models::ContainerSummary) -> Option<Notice> {
    let name = found.names?.into_iter().next()?;
    Some(Notice {
        id: found.id?,
        name: name.trim_start_matches('/').to_owned(),
    })
}

pub(super) fn notice(event: models::EventMessage) -> Option<Notice> {
    let actor = event.actor?;
    Some(Notice {
        id: actor.id?,
        name: actor.attributes?.remove("name")?,
    })
}

/// `<timestamp> <output>`; what has no timestamp is not a frame.
pub(super) fn log_frame(output: bollard::container::LogOutput) -> Option<LogFrame> {
    let error = matches!(output, bollard::container::LogOutput::StdErr { .. });
    let mut bytes: Bytes = output.into_bytes();
    let space = bytes.iter().take(64).position(|b| *b == b' ')?;
    let stamp = bytes.split_to(space);
    let at_ns = parse_rfc3339_ns(std::str::from_utf8(&stamp).ok()?)?;
    bytes.advance(1);
    Some(LogFrame { at_ns, error, bytes })
}

pub(super) fn stats(s: models::ContainerStatsResponse) -> Stats {
    let cpu_ns = s
        .cpu_stats
        .and_then(|c| c.cpu_usage)
        .and_then(|u| u.total_usage)
        .unwrap_or(0);
    let memory_peak = s.memory_stats.as_ref().and_then(|m| m.max_usage).unwrap_or(0);
    let memory = s.memory_stats.map_or(0, |m| {
        let cache = m
            .stats
            .as_ref()
            .and_then(|s| s.get("total_inactive_file").or_else(|| s.get("inactive_file")));
        m.usage.unwrap_or(0).saturating_sub(cache.copied().unwrap_or(0))
    });
    let network = s.networks.filter(|n| !n.is_empty()).map(|networks| {
        let mut sum = Traffic::default();
        for n in networks.values() {
            sum.rx_bytes += n.rx_bytes.unwrap_or(0);
            sum.rx_packets += n.rx_packets.unwrap_or(0);
            sum.rx_errors += n.rx_errors.unwrap_or(0);
            sum.rx_dropped += n.rx_dropped.unwrap_or(0);
            sum.tx_bytes += n.tx_bytes.unwrap_or(0);
            sum.tx_packets += n.tx_packets.unwrap_or(0);
            sum.tx_errors += n.tx_errors.unwrap_or(0);
            sum.tx_dropped += n.tx_dropped.unwrap_or(0);
        }
        sum
    });
    let entries = s
        .blkio_stats
        .and_then(|b| b.io_service_bytes_recursive)
        .unwrap_or_default();
    let bytes_of = |op: &str| -> u64 {
        entries
            .iter()
            .filter(|e| e.op.as_deref().is_some_and(|o| o.eq_ignore_ascii_case(op)))
            .filter_map(|e| e.value)
            .sum()
    };
    Stats {
        cpu_ns,
        memory,
        memory_peak: memory_peak.max(memory),
        network,
        read_bytes: bytes_of("read"),
        write_bytes: bytes_of("write"),
    }
}
