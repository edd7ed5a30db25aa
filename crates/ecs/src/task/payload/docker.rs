//! `dockerConfig`: members of a definition in the Docker Engine API's form, as the ECS Developer Guide maps the parameters.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use wire::acs;
use wire::ecs as w;

use crate::task::record::Task;
use crate::task_definition::NetworkMode;
use crate::task_definition::record::TaskDefinition;

/// `config` and `hostConfig` of `POST /containers/create`.
pub(super) fn config(
    task: &Task,
    d: &TaskDefinition,
    c: &w::ContainerDefinition,
    over: Option<&w::ContainerOverride>,
    endpoint: &str,
) -> acs::DockerConfig {
    let mut config = Map::new();
    let mut host = Map::new();
    let mut set = |key: &str, v: Option<Value>| drop(v.map(|v| config.insert(key.into(), v)));
    set("User", c.user.as_ref().map(|u| json!(u)));
    set("WorkingDir", c.working_directory.as_ref().map(|x| json!(x)));
    set("Hostname", c.hostname.as_ref().map(|h| json!(h)));
    set("NetworkDisabled", c.disable_networking.map(|n| json!(n)));
    set("Labels", c.docker_labels.as_ref().map(|l| json!(l)));
    set("Tty", c.pseudo_terminal.map(|x| json!(x)));
    set("OpenStdin", c.interactive.map(|i| json!(i)));
    let docker = c
        .health_check
        .as_ref()
        .filter(|h| !acs::Probe::is_meant(&h.command));
    set("Healthcheck", docker.map(health_check));

    let mut set = |key: &str, v: Option<Value>| drop(v.map(|v| host.insert(key.into(), v)));
    if d.network_mode() != NetworkMode::Awsvpc {
        set("NetworkMode", Some(json!(d.network_mode().as_str())));
    }
    let soft = over.and_then(|o| o.memory_reservation).or(c.memory_reservation);
    set(
        "MemoryReservation",
        soft.map(|m| json!(i64::from(m) * 1024 * 1024)),
    );
    // The engine bounds each container's writable layer; there is no layer of the whole task.
    let storage = task.overrides.ephemeral_storage.as_ref();
    let storage = storage.or(d.definition.ephemeral_storage.as_ref());
    set(
        "StorageOpt",
        storage.map(|s| json!({"size": format!("{}G", s.size_in_gib)})),
    );
    set("Privileged", c.privileged.map(|p| json!(p)));
    set("ReadonlyRootfs", c.readonly_root_filesystem.map(|r| json!(r)));
    set("Dns", c.dns_servers.as_ref().map(|x| json!(x)));
    set("DnsSearch", c.dns_search_domains.as_ref().map(|x| json!(x)));
    set(
        "SecurityOpt",
        c.docker_security_options.as_ref().map(|x| json!(x)),
    );
    set(
        "ExtraHosts",
        c.extra_hosts.as_ref().map(|all| {
            json!(
                all.iter()
                    .map(|h| format!("{}:{}", h.hostname, h.ip_address))
                    .collect::<Vec<_>>()
            )
        }),
    );
    set(
        "Ulimits",
        c.ulimits.as_ref().map(|all| {
            json!(
                all.iter()
                    .map(|u| json!({"Name": u.name, "Soft": u.soft_limit, "Hard": u.hard_limit}))
                    .collect::<Vec<_>>()
            )
        }),
    );
    set(
        "Sysctls",
        c.system_controls.as_ref().filter(|s| !s.is_empty()).map(|all| {
            let map: BTreeMap<_, _> = all
                .iter()
                .map(|s| {
                    (
                        s.namespace.clone().unwrap_or_default(),
                        s.value.clone().unwrap_or_default(),
                    )
                })
                .collect();
            json!(map)
        }),
    );
    if let Some(l) = &c.linux_parameters {
        let hard = over.and_then(|o| o.memory).or(c.memory).map_or(0, i64::from);
        linux(l, hard, &mut set);
    }
    set(
        "LogConfig",
        c.log_configuration.as_ref().map(|l| log(task, c, l, endpoint)),
    );
    acs::DockerConfig {
        version: None,
        config: Some(Value::Object(config).to_string()),
        host_config: Some(Value::Object(host).to_string()),
    }
}

/// `maxSwap` counts what the container may swap, Docker's `MemorySwap` memory and swap together.
fn linux(l: &w::LinuxParameters, hard: i64, set: &mut impl FnMut(&str, Option<Value>)) {
    const MIB: i64 = 1024 * 1024;
    let caps = l.capabilities.as_ref();
    set("CapAdd", caps.and_then(|c| c.add.as_ref()).map(|x| json!(x)));
    set("CapDrop", caps.and_then(|c| c.drop.as_ref()).map(|x| json!(x)));
    set("Init", l.init_process_enabled.map(|i| json!(i)));
    set("ShmSize", l.shared_memory_size.map(|s| json!(i64::from(s) * MIB)));
    set(
        "MemorySwap",
        l.max_swap
            .filter(|_| hard > 0)
            .map(|s| json!((hard + i64::from(s)) * MIB)),
    );
    // AWS ignores it without `maxSwap`.
    set(
        "MemorySwappiness",
        l.swappiness.filter(|_| l.max_swap.is_some()).map(|s| json!(s)),
    );
    set(
        "Devices",
        l.devices.as_ref().map(|all| {
            let device = |d: &w::Device| {
                let permissions = d.permissions.as_deref().unwrap_or_default();
                let letters: String = [("read", 'r'), ("write", 'w'), ("mknod", 'm')]
                    .iter()
                    .filter(|(name, _)| permissions.is_empty() || permissions.iter().any(|p| p == name))
                    .map(|(_, c)| *c)
                    .collect();
                json!({
                    "PathOnHost": d.host_path,
                    "PathInContainer": d.container_path.as_ref().unwrap_or(&d.host_path),
                    "CgroupPermissions": letters,
                })
            };
            json!(all.iter().map(device).collect::<Vec<_>>())
        }),
    );
    set(
        "Tmpfs",
        l.tmpfs.as_ref().map(|all| {
            let options = |t: &w::Tmpfs| {
                let mut o = vec![format!("size={}m", t.size)];
                o.extend(t.mount_options.clone().unwrap_or_default());
                o.join(",")
            };
            let map: BTreeMap<_, _> = all
                .iter()
                .map(|t| (t.container_path.clone(), options(t)))
                .collect();
            json!(map)
        }),
    );
}

/// Durations are seconds here and nanoseconds in the Engine API; the defaults are those of HealthCheck.
fn health_check(h: &w::HealthCheck) -> Value {
    let ns = |given: Option<i32>, default: i64| given.map_or(default, i64::from) * 1_000_000_000;
    json!({
        "Test": h.command,
        "Interval": ns(h.interval, 30),
        "Timeout": ns(h.timeout, 5),
        "Retries": h.retries.unwrap_or(3),
        "StartPeriod": ns(h.start_period, 0),
    })
}

/// For `awslogs` the stream is named here: `prefix/container/task-id`, as ECS does.
fn log(task: &Task, c: &w::ContainerDefinition, l: &w::LogConfiguration, endpoint: &str) -> Value {
    let mut options = l.options.clone().unwrap_or_default();
    if l.log_driver == "awslogs" {
        if let Some(prefix) = options.remove("awslogs-stream-prefix") {
            let name = c.name.as_deref().unwrap_or_default();
            options.insert("awslogs-stream".into(), format!("{prefix}/{name}/{}", task.id));
        }
        options
            .entry("awslogs-region".into())
            .or_insert_with(|| task.scope.region.to_string());
        options
            .entry("awslogs-endpoint".into())
            .or_insert_with(|| endpoint.to_owned());
        if let Some(mode) = &task.log_mode {
            options.entry("mode".into()).or_insert_with(|| mode.clone());
        }
    }
    if l.log_driver == "awsfirelens" {
        local_logs(&mut options, endpoint);
    }
    json!({"Type": l.log_driver, "Config": options})
}

/// A router that writes to CloudWatch Logs writes here, unless it is told where. The plugin `cloudwatch` takes an address as a
/// whole, `cloudwatch_logs` its parts.
fn local_logs(options: &mut BTreeMap<String, String>, endpoint: &str) {
    let whole = match options.get("Name").map(String::as_str) {
        _ if options.contains_key("endpoint") => return,
        Some("cloudwatch") => true,
        Some("cloudwatch_logs") => false,
        _ => return,
    };
    let (scheme, address) = endpoint.split_once("://").unwrap_or(("http", endpoint));
    let (host, port) = address.rsplit_once(':').unwrap_or((address, "443"));
    if whole {
        options.insert("endpoint".into(), endpoint.to_owned());
        return;
    }
    options.insert("endpoint".into(), host.to_owned());
    options.entry("port".into()).or_insert_with(|| port.to_owned());
    let tls = if scheme == "https" { "On" } else { "Off" };
    options.entry("tls".into()).or_insert_with(|| tls.to_owned());
}
