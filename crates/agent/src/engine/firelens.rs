//! FireLens: one container of the task routes the output of the others. Containers with the log driver `awsfirelens` send
//! by the engine's `fluentd` driver to a socket that the router listens on; what the router does with it is in a
//! configuration that is written here (Amazon ECS Developer Guide, "Send Amazon ECS logs to an AWS service or AWS Partner").

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};
use wire::acs;

use super::record::TaskRecord;

/// The driver's name in a payload.
pub(crate) const DRIVER: &str = "awsfirelens";
/// The file in the router's image that the configuration takes the place of.
const CONFIG_PATH: &str = "/fluent-bit/etc/fluent-bit.conf";
/// The folder of the router that holds its socket.
const SOCKET_PATH: &str = "/var/run";
const SOCKET: &str = "fluent.sock";
/// Where the forward protocol is spoken over TCP.
const PORT: u16 = 24224;

/// Options of `awsfirelens` that are the engine's or this file's and no output plugin's.
const OWN_OPTIONS: [&str; 4] = [
    "Name",
    "include-pattern",
    "exclude-pattern",
    "log-driver-buffer-limit",
];

/// The files of one task, below `folder` of the node.
pub(crate) struct Files {
    pub(crate) config: String,
    pub(crate) sockets: String,
}

pub(crate) fn files(folder: &str, record: &TaskRecord) -> Files {
    let own = format!("{}/{}", folder.trim_end_matches('/'), record.id());
    Files {
        config: format!("{own}/fluent-bit.conf"),
        sockets: format!("{own}/socket"),
    }
}

/// The options of a container that is routed.
fn routed(c: &acs::Container) -> Option<BTreeMap<String, String>> {
    let text = c.docker_config.as_ref()?.host_config.as_deref()?;
    let host: Value = serde_json::from_str(text).ok()?;
    let log = host
        .get("LogConfig")
        .filter(|l| l.get("Type").and_then(Value::as_str) == Some(DRIVER))?;
    let options = log.get("Config").and_then(Value::as_object).into_iter().flatten();
    Some(
        options
            .filter_map(|(k, v)| Some((k.clone(), v.as_str()?.to_owned())))
            .collect(),
    )
}

fn router(task: &acs::Task) -> Option<&acs::Container> {
    task.containers
        .iter()
        .find(|c| c.firelens_configuration.is_some())
}

/// Routed containers start after their router and stop before it.
pub(crate) fn with_dependencies(mut task: acs::Task) -> acs::Task {
    let Some(router) = router(&task).map(|c| c.name.clone()) else {
        return task;
    };
    for c in task.containers.iter_mut().filter(|c| routed(c).is_some()) {
        if !c.depends_on.iter().any(|d| d.container_name == router) {
            c.depends_on.push(acs::Dependency {
                container_name: router.clone(),
                condition: "START".to_owned(),
            });
        }
    }
    task
}

/// What of it cannot be honoured here, by its member.
pub(crate) fn unsupported(task: &acs::Task) -> Option<String> {
    let routers: Vec<_> = task
        .containers
        .iter()
        .filter_map(|c| c.firelens_configuration.as_ref())
        .collect();
    if let Some(f) = routers.first() {
        if f.r#type != "fluentbit" {
            return Some(format!("firelensConfiguration.type={}", f.r#type));
        }
        let file = f.options.get("config-file-type").filter(|t| *t != "file");
        if let Some(other) = file {
            return Some(format!("firelensConfiguration.options.config-file-type={other}"));
        }
    }
    let routes = task.containers.iter().any(|c| routed(c).is_some());
    (routers.len() > 1 || (routes && routers.is_empty())).then(|| "firelensConfiguration".to_owned())
}

/// Variables, folders and the log driver of a container that routes or is routed.
pub(super) fn adjust(record: &TaskRecord, spec: &acs::Container, folder: &str, body: &mut Value) {
    let Some(router) = router(&record.task) else {
        return;
    };
    let files = files(folder, record);
    if spec.name == router.name {
        let binds = [
            format!("{}:{CONFIG_PATH}", files.config),
            format!("{}:{SOCKET_PATH}", files.sockets),
        ];
        super::body::put(body, &["HostConfig", "Binds"], |old| {
            let mut all = old.as_array().cloned().unwrap_or_default();
            all.extend(binds.map(Value::from));
            Value::Array(all)
        });
    }
    let Some(options) = routed(spec) else { return };
    let mut config = json!({
        "fluentd-address": format!("unix://{}/{SOCKET}", files.sockets),
        "tag": tag(spec, record),
        // The engine does not hold a container's start up for its router.
        "fluentd-async-connect": "true",
        "fluentd-sub-second-precision": "true",
    });
    if let (Some(limit), Some(map)) = (options.get("log-driver-buffer-limit"), config.as_object_mut()) {
        map.insert("fluentd-buffer-limit".to_owned(), json!(limit));
    }
    super::body::put(
        body,
        &["HostConfig", "LogConfig"],
        |_| json!({"Type": "fluentd", "Config": config}),
    );
    if matches!(record.task.network_mode.as_deref(), Some("awsvpc" | "host")) {
        super::body::put(body, &["Env"], |old| {
            let mut all = old.as_array().cloned().unwrap_or_default();
            all.push(json!("FLUENT_HOST=127.0.0.1"));
            all.push(json!(format!("FLUENT_PORT={PORT}")));
            Value::Array(all)
        });
    }
}

fn tag(c: &acs::Container, record: &TaskRecord) -> String {
    format!("{}-firelens-{}", c.name, record.id())
}

/// The router's configuration; `None` when the task has no router, or `c` is not it.
pub(crate) fn config(record: &TaskRecord, c: usize, cluster: &str) -> Option<String> {
    let task = &record.task;
    let router = router(task).filter(|r| record.spec(c).is_some_and(|s| s.name == r.name))?;
    let options = &router.firelens_configuration.as_ref()?.options;
    let mut out = String::new();
    section(
        &mut out,
        "INPUT",
        &[("Name", "forward"), ("unix_path", "/var/run/fluent.sock")],
    );
    // Other containers reach the router by the loopback that they share, or over the bridge.
    let shared = matches!(task.network_mode.as_deref(), Some("awsvpc" | "host"));
    let listen = if shared { "127.0.0.1" } else { "0.0.0.0" };
    section(
        &mut out,
        "INPUT",
        &[
            ("Name", "forward"),
            ("Listen", listen),
            ("Port", &PORT.to_string()),
        ],
    );
    let all: Vec<_> = task
        .containers
        .iter()
        .filter_map(|c| Some((c, routed(c)?)))
        .collect();
    for (c, options) in &all {
        let matching = format!("{}-firelens*", c.name);
        for (option, rule) in [("include-pattern", "Regex"), ("exclude-pattern", "Exclude")] {
            if let Some(pattern) = options.get(option) {
                let rule = [
                    ("Name", "grep"),
                    ("Match", &matching),
                    (rule, &format!("log {pattern}")),
                ];
                section(&mut out, "FILTER", &rule);
            }
        }
    }
    if options.get("enable-ecs-log-metadata").map(String::as_str) != Some("false") {
        let cluster = task.task_cluster_arn.as_deref().unwrap_or(cluster);
        let name = cluster.rsplit('/').next().unwrap_or(cluster);
        let metadata = [
            ("Name", "record_modifier"),
            ("Match", "*"),
            ("Record", &format!("ecs_cluster {name}")),
            ("Record", &format!("ecs_task_arn {}", task.arn)),
            (
                "Record",
                &format!("ecs_task_definition {}:{}", task.family, task.version),
            ),
        ];
        section(&mut out, "FILTER", &metadata);
    }
    if let Some(path) = options.get("config-file-value") {
        let _ = write!(out, "@INCLUDE {}\n\n", plain(path));
    }
    for (c, options) in &all {
        let Some(name) = options.get("Name") else { continue };
        let matching = format!("{}-firelens*", c.name);
        let mut lines = vec![("Name", name.as_str()), ("Match", &matching)];
        let rest = options.iter().filter(|(k, _)| !OWN_OPTIONS.contains(&k.as_str()));
        lines.extend(rest.map(|(k, v)| (k.as_str(), v.as_str())));
        section(&mut out, "OUTPUT", &lines);
    }
    Some(out)
}

fn section(out: &mut String, name: &str, lines: &[(&str, &str)]) {
    let _ = writeln!(out, "[{name}]");
    for (key, value) in lines {
        let _ = writeln!(out, "    {} {}", plain(key), plain(value));
    }
    out.push('\n');
}

/// A value ends with its line, so that none can begin a section of its own.
fn plain(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}
