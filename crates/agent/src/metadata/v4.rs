//! A task and its containers as the endpoint shows them. Pure. Versions 2 and 3 have the same members but for those that
//! version 4 added.

use serde_json::{Map, Value, json};

use crate::clock::seconds;
use crate::engine::{ContainerRecord, Desired, Known, TaskRecord, body, volumes};
use crate::health::Checked;
use crate::runtime::{Health, Millis};

/// What the record does not hold.
#[derive(Default)]
pub(super) struct EngineSide {
    pub(super) image_id: Option<String>,
    /// On the engine's bridge.
    pub(super) address: Option<String>,
    /// The last check that the agent made itself.
    pub(super) checked: Option<Checked>,
}

/// Members that hold something.
struct Members(Map<String, Value>);

impl Members {
    fn set(&mut self, name: &str, value: impl Into<Value>) {
        let value = value.into();
        let empty = match &value {
            Value::Null => true,
            Value::String(s) => s.is_empty(),
            Value::Array(a) => a.is_empty(),
            Value::Object(o) => o.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        };
        if !empty {
            self.0.insert(name.to_owned(), value);
        }
    }
}

fn time(at: Option<Millis>) -> Option<String> {
    at.filter(|t| *t > 0).map(|t| wire::protocol::to_iso(seconds(t)))
}

fn status(known: Known) -> &'static str {
    match known {
        Known::None => "NONE",
        Known::Pulled => "PULLED",
        Known::Created => "CREATED",
        Known::Running => "RUNNING",
        Known::Stopped => "STOPPED",
    }
}

fn desired(record: &TaskRecord) -> &'static str {
    match record.desired {
        Desired::Running => "RUNNING",
        Desired::Stopped => "STOPPED",
    }
}

pub(super) fn task(record: &TaskRecord, containers: Vec<Value>, v4: bool) -> Value {
    let t = &record.task;
    let mut m = Members(Map::new());
    let cluster = t.task_cluster_arn.as_deref().unwrap_or("default");
    let fargate = t.launch_type.as_deref() == Some("FARGATE");
    // Fargate shows the cluster's ARN, EC2 the name that the agent was given.
    m.set(
        "Cluster",
        if fargate {
            cluster
        } else {
            cluster.rsplit('/').next().unwrap_or(cluster)
        },
    );
    m.set("TaskARN", t.arn.as_str());
    m.set("Family", t.family.as_str());
    m.set("Revision", t.version.as_str());
    m.set("DesiredStatus", desired(record));
    m.set("KnownStatus", status(record.known()));
    let mut limits = Members(Map::new());
    limits.set(
        "CPU",
        t.cpu.filter(|c| *c > 0.0).map_or(Value::Null, |c| json!(c)),
    );
    limits.set(
        "Memory",
        t.memory.filter(|m| *m > 0).map_or(Value::Null, |m| json!(m)),
    );
    m.set("Limits", limits.0);
    m.set("PullStartedAt", time(record.pull_started_at));
    m.set("PullStoppedAt", time(record.pull_stopped_at));
    m.set("ExecutionStoppedAt", time(record.execution_stopped_at));
    m.set("AvailabilityZone", t.zone.clone());
    if v4 {
        m.set("LaunchType", t.launch_type.clone());
        let eni = t.elastic_network_interfaces.first();
        m.set(
            "VPCID",
            eni.and_then(|e| e.longshore.as_ref())
                .map(|l| l.network_id.clone()),
        );
        m.set("ServiceName", t.service_name.clone());
        m.set("FaultInjectionEnabled", t.enable_fault_injection.unwrap_or(false));
    }
    m.set("Containers", containers);
    Value::Object(m.0)
}

pub(super) fn container(record: &TaskRecord, c: usize, more: &EngineSide, v4: bool) -> Value {
    let Some(r) = record.containers.get(c) else {
        return Value::Null;
    };
    let spec = record.spec(c);
    let mut m = Members(Map::new());
    m.set("DockerId", r.id.clone());
    m.set("Name", r.name.as_str());
    m.set("DockerName", record.engine_name(c));
    m.set("Image", spec.map(|s| s.image.clone()));
    m.set("ImageID", more.image_id.clone());
    m.set("Ports", ports(record, r));
    m.set("Labels", body::shown_labels(record, c));
    m.set("DesiredStatus", desired(record));
    m.set("KnownStatus", status(r.known));
    m.set("ExitCode", r.exit_code.map_or(Value::Null, |n| json!(n)));
    if let Some(spec) = spec {
        let limit = |n: Option<i64>| n.map_or(json!(0), |n| json!(n));
        m.set(
            "Limits",
            json!({"CPU": limit(spec.cpu), "Memory": limit(spec.memory)}),
        );
    }
    m.set("CreatedAt", time(r.created_at));
    m.set("StartedAt", time(r.started_at));
    m.set("FinishedAt", time(r.finished_at));
    m.set("Type", if r.sandbox { "CNI_PAUSE" } else { "NORMAL" });
    if spec.is_some_and(|s| s.health_check_type.is_some()) {
        let word = match r.health {
            Some(Health::Healthy) => "HEALTHY",
            Some(Health::Unhealthy) => "UNHEALTHY",
            Some(Health::Starting) | None => "UNKNOWN",
        };
        let mut health = Members(Map::new());
        health.set("status", word);
        health.set("statusSince", time(Some(r.health_since)));
        if let Some(checked) = &more.checked {
            health.set("output", checked.output.as_str());
            health.set("exitCode", i32::from(!checked.ok));
        }
        m.set("Health", health.0);
    }
    if let Some(spec) = spec {
        m.set("Volumes", mounts(record, spec));
    }
    if v4 {
        let log = body::log_config(record, c);
        m.set(
            "LogDriver",
            log.as_ref()
                .and_then(|l| l.get("Type"))
                .cloned()
                .unwrap_or_default(),
        );
        m.set(
            "LogOptions",
            log.as_ref()
                .and_then(|l| l.get("Config"))
                .cloned()
                .unwrap_or_default(),
        );
        m.set("ContainerARN", spec.and_then(|s| s.container_arn.clone()));
        let restarts = spec
            .and_then(|s| s.restart_policy.as_ref())
            .is_some_and(|p| p.enabled);
        m.set(
            "RestartCount",
            if restarts { json!(r.restarts) } else { Value::Null },
        );
    }
    m.set("Networks", networks(record, more, v4));
    Value::Object(m.0)
}

fn ports(record: &TaskRecord, r: &ContainerRecord) -> Vec<Value> {
    let spec = record.task.containers.iter().find(|s| s.name == r.name);
    if !r.bindings.is_empty() {
        let shown = r.bindings.iter().map(|b| {
            json!({"ContainerPort": b.container_port, "Protocol": b.protocol, "HostPort": b.host_port, "HostIp": b.bind_ip})
        });
        return shown.collect();
    }
    let mapped = spec.into_iter().flat_map(|s| &s.port_mappings);
    mapped
        .filter_map(|p| {
            let protocol = p.protocol.as_deref().unwrap_or("tcp");
            Some(json!({"ContainerPort": p.container_port?, "Protocol": protocol}))
        })
        .collect()
}

fn mounts(record: &TaskRecord, spec: &wire::acs::Container) -> Vec<Value> {
    let binds = volumes::binds(record, spec).unwrap_or_default();
    let shown = binds.iter().filter_map(|b| {
        let (source, rest) = b.split_once(':')?;
        let destination = rest.split(':').next().unwrap_or(rest);
        Some(match source.starts_with('/') {
            true => json!({"Source": source, "Destination": destination}),
            false => json!({"DockerName": source, "Destination": destination}),
        })
    });
    shown.collect()
}

fn networks(record: &TaskRecord, more: &EngineSide, v4: bool) -> Value {
    let mode = record
        .task
        .network_mode
        .as_deref()
        .filter(|m| !m.is_empty())
        .unwrap_or("bridge");
    let mut m = Members(Map::new());
    m.set("NetworkMode", mode);
    let Some(eni) = record
        .task
        .elastic_network_interfaces
        .first()
        .filter(|_| mode == "awsvpc")
    else {
        m.set(
            "IPv4Addresses",
            more.address.iter().map(|a| json!(a)).collect::<Vec<_>>(),
        );
        return json!([m.0]);
    };
    let addresses: Vec<_> = eni
        .ipv4_addresses
        .iter()
        .map(|a| json!(a.private_address))
        .collect();
    m.set("IPv4Addresses", addresses);
    if v4 {
        m.set("AttachmentIndex", eni.index.unwrap_or(0));
        m.set("MACAddress", eni.mac_address.as_str());
        m.set("IPv4SubnetCIDRBlock", crate::engine::sandbox::subnet(eni));
        let servers = match eni.domain_name_servers.is_empty() {
            false => json!(eni.domain_name_servers),
            true => Value::Null,
        };
        m.set("DomainNameServers", servers);
        m.set("DomainNameSearchList", json!(eni.domain_name));
        m.set("PrivateDNSName", eni.private_dns_name.clone());
        m.set(
            "SubnetGatewayIpv4Address",
            eni.subnet_gateway_ipv4_address.as_str(),
        );
    }
    json!([m.0])
}
