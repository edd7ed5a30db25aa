//! The Docker Engine API's create request of one container: what the payload's members say, with the payload's own
//! `dockerConfig` laid over it, so that the control plane decides everything that has no member.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Map, Value, json};
use wire::acs;

use super::cgroup::{self, Group};
use super::record::TaskRecord;
use super::{firelens, ports, sandbox, volumes};
use crate::runtime::{AGENT_LABEL, Cgroups};

/// What a body needs to know of the node.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub(crate) agent_id: String,
    pub(crate) cluster: String,
    pub(crate) pause_image: String,
    /// Cores of this machine; the engine refuses a limit above them.
    pub(crate) cpus: u32,
    /// How groups of whole tasks are made; absent where they cannot be.
    pub(crate) cgroups: Option<Cgroups>,
    /// A folder of the node for the files of log routers.
    pub(crate) routers: String,
    /// Where the sandboxes' folders are (`metadata/door.rs`).
    pub(crate) doors: PathBuf,
}

/// Where a container's output goes when the agent ships it (log driver `awslogs`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LogTarget {
    pub(crate) group: String,
    pub(crate) stream: String,
    pub(crate) region: Option<String>,
    pub(crate) create_group: bool,
    /// `awslogs-multiline-pattern`
    pub(crate) multiline: Option<String>,
    /// `awslogs-datetime-format`
    pub(crate) datetime: Option<String>,
    /// With `mode` = `non-blocking`: bytes of output that may wait, `max-buffer-size`. Without, nothing is dropped.
    pub(crate) buffer: Option<u64>,
}

/// `max-buffer-size` where none is given (LogConfiguration).
const BUFFER: u64 = 10 << 20;
/// The least memory that the engine accepts, in bytes (6 MiB since Docker 20.10).
const MEMORY_MIN: i64 = 6 << 20;
/// Bounds of the kernel's `cpu.shares`.
const SHARES: std::ops::RangeInclusive<i64> = 2..=262_144;
/// Engine-side files of a container whose output the agent ships.
const LOG_FILES: [(&str, &str); 2] = [("max-size", "64m"), ("max-file", "4")];

/// The create request of container `c`. An error is a reason for the task's end, in AWS's form.
pub(crate) fn create_body(record: &TaskRecord, c: usize, site: &Site) -> Result<Value, String> {
    let mut body = match record.spec(c) {
        None => sandbox::body(record, site)?,
        Some(spec) => own(record, spec, site)?,
    };
    if let Some(group) = group(record, site) {
        put(&mut body, &["HostConfig", "CgroupParent"], |_| {
            json!(group.parent)
        });
    }
    let labels = labels(record, c, site);
    put(&mut body, &["Labels"], |old| {
        let mut all = old.as_object().cloned().unwrap_or_default();
        all.extend(labels);
        Value::Object(all)
    });
    Ok(body)
}

/// Adds variables to a create request.
pub(crate) fn add_variables(body: &mut Value, more: BTreeMap<String, String>) {
    put(body, &["Env"], |old| {
        let mut all = old.as_array().cloned().unwrap_or_default();
        all.extend(more.into_iter().map(|(k, v)| json!(format!("{k}={v}"))));
        Value::Array(all)
    });
}

/// The control group that bounds the task's containers together, where there is one.
pub(crate) fn group(record: &TaskRecord, site: &Site) -> Option<Group> {
    cgroup::group(record, site.cgroups?)
}

/// `25m`, `1g`, `4096`.
fn bytes(text: &str) -> Option<u64> {
    let text = text.trim().to_ascii_lowercase();
    let text = text.strip_suffix('b').unwrap_or(&text);
    let (number, shift) = match text.chars().last()? {
        'k' => (text.trim_end_matches('k'), 10),
        'm' => (text.trim_end_matches('m'), 20),
        'g' => (text.trim_end_matches('g'), 30),
        _ => (text, 0),
    };
    number.trim().parse::<u64>().ok()?.checked_mul(1 << shift)
}

/// Where the agent ships container `c`'s output.
pub(crate) fn log_target(record: &TaskRecord, c: usize) -> Option<LogTarget> {
    let host = overlay(record.spec(c)?.docker_config.as_ref()?.host_config.as_deref(), "").ok()?;
    let log = host
        .get("LogConfig")
        .filter(|l| l.get("Type").and_then(Value::as_str) == Some("awslogs"))?;
    let option = |name: &str| log.get("Config")?.get(name)?.as_str().map(str::to_owned);
    Some(LogTarget {
        group: option("awslogs-group")?,
        // Without a name of its own the stream has the container's id, as with the engine's own driver.
        stream: option("awslogs-stream").or_else(|| record.containers.get(c)?.id.clone())?,
        region: option("awslogs-region"),
        create_group: option("awslogs-create-group").as_deref() == Some("true"),
        multiline: option("awslogs-multiline-pattern"),
        datetime: option("awslogs-datetime-format"),
        buffer: (option("mode").as_deref() == Some("non-blocking")).then(|| {
            option("max-buffer-size")
                .and_then(|s| bytes(&s))
                .unwrap_or(BUFFER)
        }),
    })
}

fn own(record: &TaskRecord, spec: &acs::Container, site: &Site) -> Result<Value, String> {
    let task = &record.task;
    let awsvpc = task.network_mode.as_deref() == Some("awsvpc");
    let environment: Vec<_> = spec.environment.iter().map(|(k, v)| format!("{k}={v}")).collect();
    let mut host = Map::new();
    let shares = spec.cpu.unwrap_or(0).clamp(*SHARES.start(), *SHARES.end());
    host.insert("CpuShares".into(), json!(shares));
    // Without a group of the whole task, its limits bound each of its containers.
    let together = group(record, site).is_some();
    if let Some(vcpu) = task.cpu.filter(|v| *v > 0.0 && !together) {
        host.insert(
            "NanoCpus".into(),
            json!((vcpu.min(f64::from(site.cpus)) * 1e9) as i64),
        );
    }
    if let Some(mib) = spec
        .memory
        .or(task.memory.filter(|_| !together))
        .filter(|m| *m > 0)
    {
        host.insert(
            "Memory".into(),
            json!(mib.saturating_mul(1 << 20).max(MEMORY_MIN)),
        );
    }
    let binds = volumes::binds(record, spec)?;
    if !binds.is_empty() {
        host.insert("Binds".into(), json!(binds));
    }
    let sibling = |name: &str| {
        record
            .index(name)
            .map_or_else(|| name.to_owned(), |i| record.engine_name(i))
    };
    if !spec.volumes_from.is_empty() {
        let from = spec.volumes_from.iter().map(|v| {
            format!(
                "{}:{}",
                sibling(&v.source_container),
                if v.read_only { "ro" } else { "rw" }
            )
        });
        host.insert("VolumesFrom".into(), from.collect());
    }
    if !spec.links.is_empty() {
        let links = spec.links.iter().map(|l| {
            let (name, alias) = l.split_once(':').unwrap_or((l, l));
            format!("{}:{alias}", sibling(name))
        });
        host.insert("Links".into(), links.collect());
    }
    let mode = match task.network_mode.as_deref() {
        Some("awsvpc") => {
            format!("container:{}", record.sandbox_name())
        }
        Some(mode @ ("host" | "none")) => mode.to_owned(),
        _ => "bridge".to_owned(),
    };
    host.insert("NetworkMode".into(), json!(mode));
    for (member, asked) in [("PidMode", &task.pid_mode), ("IpcMode", &task.ipc_mode)] {
        match asked.as_deref().unwrap_or_default() {
            "" => {}
            "task" => {
                host.insert(
                    member.into(),
                    json!(format!("container:{}", record.sandbox_name())),
                );
            }
            asked => {
                host.insert(member.into(), json!(asked));
            }
        }
    }
    let mut body = json!({"Image": spec.image, "Env": environment});
    if !spec.command.is_empty() {
        put(&mut body, &["Cmd"], |_| json!(spec.command));
    }
    if !spec.entry_point.is_empty() {
        put(&mut body, &["Entrypoint"], |_| json!(spec.entry_point));
    }
    if mode == "bridge" {
        let (exposed, bound) = ports::ports(spec)?;
        put(&mut body, &["ExposedPorts"], |_| exposed);
        host.insert("PortBindings".into(), bound);
    }
    put(&mut body, &["HostConfig"], |_| Value::Object(host));
    let docker = spec.docker_config.clone().unwrap_or_default();
    merge(&mut body, overlay(docker.config.as_deref(), "config")?);
    let host_overlay = overlay(docker.host_config.as_deref(), "hostConfig")?;
    put(&mut body, &["HostConfig"], |old| {
        let mut host = old;
        merge(&mut host, host_overlay);
        host
    });
    if awsvpc {
        // The interface belongs to the sandbox, whatever the overlay says.
        put(&mut body, &["HostConfig", "NetworkMode"], |_| json!(mode));
    }
    if let Some(reserved) = body
        .pointer("/HostConfig/MemoryReservation")
        .and_then(Value::as_i64)
    {
        put(&mut body, &["HostConfig", "MemoryReservation"], |_| {
            json!(reserved.max(MEMORY_MIN))
        });
    }
    let gpus: Vec<_> = task
        .associations
        .iter()
        .filter(|a| a.r#type == "gpu" && a.containers.contains(&spec.name))
        .map(|a| a.name.as_str())
        .collect();
    if !gpus.is_empty() {
        put(&mut body, &["HostConfig", "Runtime"], |_| json!("nvidia"));
        let shown = BTreeMap::from([("NVIDIA_VISIBLE_DEVICES".to_owned(), gpus.join(","))]);
        add_variables(&mut body, shown);
    }
    firelens::adjust(record, spec, &site.routers, &mut body);
    if body.pointer("/HostConfig/LogConfig/Type").and_then(Value::as_str) == Some("awslogs") {
        let files: BTreeMap<_, _> = LOG_FILES.into_iter().collect();
        put(
            &mut body,
            &["HostConfig", "LogConfig"],
            |_| json!({"Type": "json-file", "Config": files}),
        );
    }
    Ok(body)
}

fn labels(record: &TaskRecord, c: usize, site: &Site) -> Map<String, Value> {
    let mut all = ecs_labels(record, c, &site.cluster);
    all.insert(AGENT_LABEL.to_owned(), json!(site.agent_id));
    all
}

/// The definition's labels and those of ECS.
pub(crate) fn shown_labels(record: &TaskRecord, c: usize) -> Map<String, Value> {
    let config = record.spec(c).and_then(|s| s.docker_config.as_ref());
    let config = overlay(config.and_then(|d| d.config.as_deref()), "config").unwrap_or_default();
    let own = config.get("Labels").and_then(Value::as_object);
    let mut all = own.cloned().unwrap_or_default();
    all.extend(ecs_labels(record, c, ""));
    all
}

/// `Type` and `Config` of the definition's log driver.
pub(crate) fn log_config(record: &TaskRecord, c: usize) -> Option<Value> {
    let host = overlay(record.spec(c)?.docker_config.as_ref()?.host_config.as_deref(), "").ok()?;
    host.get("LogConfig").cloned()
}

fn ecs_labels(record: &TaskRecord, c: usize, cluster: &str) -> Map<String, Value> {
    let task = &record.task;
    let name = record.containers.get(c).map_or("", |r| r.name.as_str());
    let cluster = task.task_cluster_arn.as_deref().unwrap_or(cluster);
    [
        ("com.amazonaws.ecs.cluster", cluster),
        ("com.amazonaws.ecs.container-name", name),
        ("com.amazonaws.ecs.task-arn", &task.arn),
        ("com.amazonaws.ecs.task-definition-family", &task.family),
        ("com.amazonaws.ecs.task-definition-version", &task.version),
    ]
    .into_iter()
    .map(|(k, v)| (k.to_owned(), json!(v)))
    .collect()
}

fn overlay(text: Option<&str>, member: &str) -> Result<Value, String> {
    match text.filter(|t| !t.trim().is_empty()) {
        None => Ok(json!({})),
        Some(text) => serde_json::from_str::<Map<String, Value>>(text)
            .map(Value::Object)
            .map_err(|_| format!("HostConfigError: dockerConfig.{member} is no JSON object")),
    }
}

/// Lays `over` on `base`: objects member by member, null leaves the base, anything else replaces.
fn merge(base: &mut Value, over: Value) {
    match (base, over) {
        (_, Value::Null) => {}
        (Value::Object(base), Value::Object(over)) => {
            for (key, value) in over {
                merge(base.entry(key).or_insert(Value::Null), value);
            }
        }
        (base, over) => *base = over,
    }
}

/// Replaces the member at `path`, making objects on the way.
pub(super) fn put(value: &mut Value, path: &[&str], change: impl FnOnce(Value) -> Value) {
    let mut at = value;
    for key in path {
        if !at.is_object() {
            *at = json!({});
        }
        let Value::Object(map) = at else { return };
        at = map.entry(*key).or_insert(Value::Null);
    }
    *at = change(at.take());
}
