//! The machine as the control plane sees it: resources and attributes.

use serde_json::{Value, json};

/// MiB of memory and number of cores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Host {
    pub(crate) memory_mib: i64,
    pub(crate) cpus: u32,
}

pub(crate) fn measure() -> Host {
    let cpus = std::thread::available_parallelism().map_or(1, |n| u32::try_from(n.get()).unwrap_or(1));
    let info = rustix::system::sysinfo();
    let bytes = info.totalram.saturating_mul(u64::from(info.mem_unit));
    Host {
        memory_mib: i64::try_from(bytes >> 20).unwrap_or(0),
        cpus,
    }
}

/// Ports that the official agent reserves too: ssh, Docker, its own introspection.
const PORTS: [&str; 5] = ["22", "2375", "2376", "51678", "51679"];

/// `totalResources` of `RegisterContainerInstance`.
pub(crate) fn resources(host: Host, reserved_mib: i64) -> Value {
    json!([
        {"name": "CPU", "type": "INTEGER", "integerValue": i64::from(host.cpus) * 1024},
        {"name": "MEMORY", "type": "INTEGER", "integerValue": (host.memory_mib - reserved_mib).max(0)},
        {"name": "PORTS", "type": "STRINGSET", "stringSetValue": PORTS},
        {"name": "PORTS_UDP", "type": "STRINGSET", "stringSetValue": []},
    ])
}

/// What this agent really honours, in the official agent's names.
const CAPABILITIES: [&str; 15] = [
    "com.amazonaws.ecs.capability.privileged-container",
    "com.amazonaws.ecs.capability.logging-driver.awslogs",
    "com.amazonaws.ecs.capability.logging-driver.json-file",
    "com.amazonaws.ecs.capability.logging-driver.none",
    "com.amazonaws.ecs.capability.logging-driver.syslog",
    "com.amazonaws.ecs.capability.logging-driver.journald",
    "com.amazonaws.ecs.capability.logging-driver.gelf",
    "com.amazonaws.ecs.capability.logging-driver.fluentd",
    "com.amazonaws.ecs.capability.logging-driver.splunk",
    // The agent ships with its own credentials, so a task's execution role is not needed for its logs.
    "ecs.capability.execution-role-awslogs",
    "ecs.capability.task-eni",
    "ecs.capability.task-cpu-mem-limit",
    "ecs.capability.container-ordering",
    "ecs.capability.container-health-check",
    "ecs.capability.container-restart-policy",
];

/// Docker features are asked for by remote API version; every engine that is spoken to has all of these.
const REMOTE_APIS: std::ops::RangeInclusive<u32> = 17..=32;

/// `attributes` of `RegisterContainerInstance`; custom ones come with the first registration only.
pub(crate) fn attributes<'a>(custom: impl Iterator<Item = (&'a String, &'a String)>) -> Value {
    let names = CAPABILITIES.iter().map(|name| json!({"name": name}));
    let more = [
        "ecs.capability.network.container-port-range",
        "ecs.capability.full-sync",
    ];
    let names = names.chain(more.iter().map(|name| json!({"name": name})));
    let apis =
        REMOTE_APIS.map(|n| json!({"name": format!("com.amazonaws.ecs.capability.docker-remote-api.1.{n}")}));
    let valued = [
        ("ecs.os-type", "linux"),
        ("ecs.os-family", "LINUX"),
        ("ecs.cpu-architecture", architecture()),
        ("longshore.agent-version", env!("CARGO_PKG_VERSION")),
    ];
    let valued = valued
        .into_iter()
        .map(|(name, value)| json!({"name": name, "value": value}));
    let custom = custom.map(|(name, value)| json!({"name": name, "value": value}));
    names.chain(apis).chain(valued).chain(custom).collect()
}

fn architecture() -> &'static str {
    match std::env::consts::ARCH {
        "aarch64" => "arm64",
        other => other,
    }
}
