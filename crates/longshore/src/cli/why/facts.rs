//! What is known of a task, from what the API says of it.

use wire::ecs as w;

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Facts {
    pub id: String,
    pub definition: String,
    /// `lastStatus`.
    pub status: String,
    pub stop_code: String,
    pub stopped_reason: String,
    pub launch_type: String,
    /// Whether the machine's agent has ever been heard to have the task.
    pub taken: bool,
    pub connected: bool,
    pub host_network: bool,
    pub architecture: String,
    pub containers: Vec<Container>,
    /// Epoch seconds.
    pub timeline: Vec<(f64, String)>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Container {
    pub name: String,
    pub image: String,
    pub essential: bool,
    pub status: String,
    pub exit_code: Option<i64>,
    pub reason: String,
    pub signal: String,
    pub out_of_memory: bool,
    /// Bytes.
    pub memory_limit: Option<i64>,
    pub memory_peak: Option<i64>,
    pub health: String,
    pub health_outputs: Vec<String>,
    pub health_command: String,
    /// Of other containers: name and condition.
    pub depends_on: Vec<(String, String)>,
    pub command: String,
    pub host_ports: Vec<i32>,
    pub stop_timeout: Option<i32>,
    pub lines: Vec<String>,
}

impl Facts {
    pub(super) fn read(task: &w::Task, definition: Option<&w::TaskDefinition>) -> Self {
        let text = |t: &Option<String>| t.clone().unwrap_or_default();
        let last = |t: &Option<String>| text(t).rsplit('/').next().unwrap_or_default().to_owned();
        let details: Vec<(String, String)> = task
            .attachments
            .iter()
            .flatten()
            .filter(|a| a.r#type.as_deref() == Some("BlackBox"))
            .flat_map(|a| a.details.iter().flatten())
            .map(|d| (text(&d.name), text(&d.value)))
            .collect();
        let mut timeline = Vec::new();
        let times = [
            (task.created_at, "the task was made and a machine chosen"),
            (task.connectivity_at, "its machine's agent had it"),
            (task.pull_started_at, "images were looked for"),
            (task.pull_stopped_at, "images were there"),
            (task.started_at, "all containers ran"),
            (task.execution_stopped_at, "an essential container ended"),
            (task.stopping_at, "it was stopping"),
            (task.stopped_at, "everything had stopped"),
        ];
        timeline.extend(
            times
                .iter()
                .filter_map(|(at, what)| Some(((*at)?.0, (*what).to_owned()))),
        );
        let containers = task.containers.iter().flatten().map(|c| {
            let name = text(&c.name);
            let of = |what: &str| {
                let key = format!("{name}.{what}");
                details.iter().find(|(k, _)| *k == key).map(|(_, v)| v.clone())
            };
            for (what, said) in [
                ("createdAt", "was created"),
                ("startedAt", "started"),
                ("healthyAt", "was healthy"),
                ("stoppedAt", "ended"),
            ] {
                let at = of(what).and_then(|t| seconds(&t));
                timeline.extend(at.map(|at| (at, format!("container {name} {said}"))));
            }
            container(c, &name, definition, &details, &of)
        });
        let containers = containers.collect();
        Self {
            id: last(&task.task_arn),
            definition: last(&task.task_definition_arn),
            status: text(&task.last_status),
            stop_code: text(&task.stop_code),
            stopped_reason: text(&task.stopped_reason),
            launch_type: text(&task.launch_type),
            taken: task.connectivity_at.is_some(),
            connected: task.connectivity.as_deref() != Some("DISCONNECTED"),
            host_network: definition.is_some_and(|d| d.network_mode.as_deref() == Some("host")),
            architecture: std::env::consts::ARCH.to_owned(),
            containers,
            timeline,
        }
    }
}

fn container(
    c: &w::Container,
    name: &str,
    definition: Option<&w::TaskDefinition>,
    details: &[(String, String)],
    of: &dyn Fn(&str) -> Option<String>,
) -> Container {
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    let number = |what: &str| of(what).and_then(|v| v.parse().ok());
    let wanted = definition
        .and_then(|d| d.container_definitions.as_ref())
        .and_then(|all| all.iter().find(|d| d.name.as_deref() == Some(name)))
        .cloned()
        .unwrap_or_default();
    let health = format!("{name}.health.");
    let words = wanted.entry_point.iter().chain(&wanted.command).flatten();
    Container {
        name: name.to_owned(),
        image: text(&c.image),
        essential: wanted.essential.unwrap_or(true),
        status: text(&c.last_status),
        exit_code: c.exit_code.map(i64::from),
        reason: text(&c.reason),
        signal: of("signal").unwrap_or_default(),
        out_of_memory: of("outOfMemory").as_deref() == Some("true"),
        memory_limit: number("memoryLimit"),
        memory_peak: number("memoryPeak"),
        health: text(&c.health_status),
        health_outputs: details
            .iter()
            .filter(|(k, _)| k.starts_with(&health))
            .map(|(_, v)| v.clone())
            .collect(),
        health_command: wanted
            .health_check
            .map(|h| h.command.join(" "))
            .unwrap_or_default(),
        depends_on: wanted
            .depends_on
            .into_iter()
            .flatten()
            .map(|d| (d.container_name, d.condition))
            .collect(),
        command: words.map(String::as_str).collect::<Vec<_>>().join(" "),
        host_ports: wanted
            .port_mappings
            .into_iter()
            .flatten()
            .filter_map(|p| p.host_port.filter(|n| *n > 0))
            .collect(),
        stop_timeout: wanted.stop_timeout,
        lines: of("lastLines")
            .map(|l| l.lines().map(str::to_owned).collect())
            .unwrap_or_default(),
    }
}

/// `2026-11-23T10:00:00.123Z` as epoch seconds.
fn seconds(text: &str) -> Option<f64> {
    wire::protocol::from_iso(text)
}
