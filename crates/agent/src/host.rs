//! The machine as the control plane sees it: resources and attributes.

use serde_json::{Value, json};

use crate::runtime::Powers;

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
pub(crate) fn resources(host: Host, reserved_mib: i64, gpus: &[String]) -> Value {
    let mut all = json!([
        {"name": "CPU", "type": "INTEGER", "integerValue": i64::from(host.cpus) * 1024},
        {"name": "MEMORY", "type": "INTEGER", "integerValue": (host.memory_mib - reserved_mib).max(0)},
        {"name": "PORTS", "type": "STRINGSET", "stringSetValue": PORTS},
        {"name": "PORTS_UDP", "type": "STRINGSET", "stringSetValue": []},
    ]);
    if let (false, Some(all)) = (gpus.is_empty(), all.as_array_mut()) {
        all.push(json!({"name": "GPU", "type": "STRINGSET", "stringSetValue": gpus}));
    }
    all
}

/// Ids of the NVIDIA GPUs of this machine, as their driver tells them; none where the engine cannot show them to containers.
pub(crate) fn gpus(powers: &Powers) -> Vec<String> {
    let cards = std::fs::read_dir("/proc/driver/nvidia/gpus")
        .into_iter()
        .flatten()
        .flatten();
    let told = cards.filter_map(|card| std::fs::read_to_string(card.path().join("information")).ok());
    let mut ids: Vec<_> = told
        .filter_map(|text| gpu_id(&text))
        .filter(|_| powers.nvidia)
        .collect();
    ids.sort();
    ids
}

/// `GPU UUID: GPU-…`
fn gpu_id(information: &str) -> Option<String> {
    let line = information.lines().find_map(|l| l.strip_prefix("GPU UUID:"))?;
    Some(line.trim().to_owned()).filter(|id| id.starts_with("GPU-"))
}

/// What this agent really honours, in the official agent's names.
const CAPABILITIES: [&str; 20] = [
    "com.amazonaws.ecs.capability.task-iam-role",
    "com.amazonaws.ecs.capability.task-iam-role-network-host",
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
    "com.amazonaws.ecs.capability.ecr-auth",
    "ecs.capability.execution-role-ecr-pull",
    "ecs.capability.task-eni",
    "ecs.capability.task-cpu-mem-limit",
    "ecs.capability.pid-ipc-namespace-sharing",
    "ecs.capability.container-ordering",
    "ecs.capability.container-health-check",
    "ecs.capability.container-restart-policy",
];

/// Docker features are asked for by remote API version; every engine that is spoken to has all of these.
const REMOTE_APIS: std::ops::RangeInclusive<u32> = 17..=32;

/// `attributes` of `RegisterContainerInstance`; custom ones come with the first registration only.
pub(crate) fn attributes<'a>(
    powers: &Powers,
    env_files: bool,
    custom: impl Iterator<Item = (&'a String, &'a String)>,
) -> Value {
    let drivers = powers.volume_drivers.iter();
    let drivers =
        drivers.map(|d| json!({"name": format!("ecs.capability.docker-plugin.{}", d.replace(':', "."))}));
    let files = env_files.then(|| json!({"name": "ecs.capability.env-files.s3"}));
    let storage = powers
        .bounds_storage
        .then(|| json!({"name": "longshore.capability.ephemeral-storage"}));
    let names = CAPABILITIES
        .iter()
        .map(|name| json!({"name": name}))
        .chain(drivers)
        .chain(storage)
        .chain(files);
    let more = [
        "com.amazonaws.ecs.capability.logging-driver.awsfirelens",
        "ecs.capability.firelens.fluentbit",
        "ecs.capability.firelens.options.config.file",
        "ecs.capability.logging-driver.awsfirelens.log-driver-buffer-limit",
        "ecs.capability.network.container-port-range",
        "ecs.capability.full-sync",
        "longshore.capability.agent-health-check",
        "ecs.capability.execute-command",
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
    let address = address().map(|a| json!({"name": "longshore.address", "value": a.to_string()}));
    let custom = custom.map(|(name, value)| json!({"name": name, "value": value}));
    names
        .chain(apis)
        .chain(valued)
        .chain(address)
        .chain(custom)
        .collect()
}

/// The address from which this machine reaches others, and at which they find the ports of its tasks. Nothing is sent: the
/// system only says which way it would go.
fn address() -> Option<std::net::IpAddr> {
    let socket = std::net::UdpSocket::bind("0.0.0.0:0").ok()?;
    // An address of documentations (RFC 5737), which is beyond the default route.
    socket.connect("192.0.2.1:9").ok()?;
    let own = socket.local_addr().ok()?.ip();
    (!own.is_unspecified() && !own.is_loopback()).then_some(own)
}

/// Whether this machine runs programs of an architecture in Docker's words, itself or by an interpreter that the kernel
/// knows (binfmt_misc). One that is not told is taken to be this machine's.
pub(crate) fn runs(architecture: &str) -> bool {
    let other = match architecture {
        "" => return true,
        "arm64" => "aarch64",
        "amd64" => "x86_64",
        "386" if std::env::consts::ARCH == "x86_64" => return true,
        "386" => "i386",
        other => other,
    };
    let interpreter = format!("/proc/sys/fs/binfmt_misc/qemu-{other}");
    other == std::env::consts::ARCH || std::path::Path::new(&interpreter).exists()
}

/// Why a task with an image for another architecture ends.
pub(crate) fn foreign(image: &str, architecture: &str) -> String {
    format!(
        "CannotStartContainerError: image `{image}` is built for {architecture}, and this machine is {}: exec format error",
        std::env::consts::ARCH
    )
}

fn architecture() -> &'static str {
    match std::env::consts::ARCH {
        "aarch64" => "arm64",
        other => other,
    }
}
