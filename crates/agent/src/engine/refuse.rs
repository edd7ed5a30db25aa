//! What a payload may not ask of this agent. Each member that is not honoured is refused by its name; none is ignored.

use serde_json::Value;
use wire::acs;

use super::firelens;

/// The first thing in the task that this agent cannot do, as the reason of the task's end.
pub(crate) fn unsupported(task: &acs::Task) -> Option<String> {
    let no = |member: &str| {
        Some(format!(
            "UnrecognizedTaskError: Error loading task - `{member}` is not supported by this agent"
        ))
    };
    let bad = |what: &str| Some(format!("UnrecognizedTaskError: Error loading task - {what}"));
    if task.arn.is_empty() || task.family.is_empty() || task.containers.is_empty() {
        return bad("a task has an ARN, a family and containers");
    }
    match task.network_mode.as_deref().unwrap_or_default() {
        "" | "bridge" | "host" | "none" => {}
        "awsvpc" if task.elastic_network_interfaces.len() == 1 => {}
        "awsvpc" => return bad("an awsvpc task has one network interface"),
        other => return bad(&format!("`{other}` is no network mode")),
    }
    if let Some(other) = task
        .pid_mode
        .as_deref()
        .filter(|m| !matches!(*m, "" | "host" | "task"))
    {
        return bad(&format!("`{other}` is no pidMode"));
    }
    if let Some(other) = task
        .ipc_mode
        .as_deref()
        .filter(|m| !matches!(*m, "" | "host" | "task" | "none"))
    {
        return bad(&format!("`{other}` is no ipcMode"));
    }
    if task.proxy_configuration.is_some() {
        return no("proxyConfiguration");
    }
    if let Some(member) = firelens::unsupported(task) {
        return no(&member);
    }
    if let Some(a) = task.associations.iter().find(|a| a.r#type != "gpu") {
        return no(&format!("associations[{}]", a.r#type));
    }
    for volume in &task.volumes {
        if volume.efs.is_some() || !matches!(volume.r#type.as_deref(), None | Some("" | "host" | "docker")) {
            return no(&format!(
                "volumes[{}].{}",
                volume.name,
                volume.r#type.as_deref().unwrap_or("efs")
            ));
        }
    }
    if let Some(twice) = task
        .containers
        .iter()
        .enumerate()
        .find(|(n, c)| task.containers.iter().take(*n).any(|d| d.name == c.name))
    {
        return bad(&format!("two containers are called `{}`", twice.1.name));
    }
    if let Some(name) = in_a_circle(task) {
        return bad(&format!("container `{name}` waits for itself"));
    }
    task.containers.iter().find_map(container)
}

/// A container that could never start, because what it needs needs it.
fn in_a_circle(task: &acs::Task) -> Option<&str> {
    let mut free: Vec<&str> = Vec::new();
    loop {
        let needs = |c: &acs::Container| -> Vec<String> {
            let linked = c
                .links
                .iter()
                .map(|l| l.split(':').next().unwrap_or(l).to_owned());
            let from = c.volumes_from.iter().map(|v| v.source_container.clone());
            c.depends_on
                .iter()
                .map(|d| d.container_name.clone())
                .chain(linked)
                .chain(from)
                .collect()
        };
        let known = |name: &str| task.containers.iter().any(|c| c.name == name);
        let next = task.containers.iter().find(|c| {
            !free.contains(&c.name.as_str())
                && needs(c).iter().all(|n| !known(n) || free.contains(&n.as_str()))
        });
        match next {
            Some(c) => free.push(&c.name),
            None => {
                return task
                    .containers
                    .iter()
                    .map(|c| c.name.as_str())
                    .find(|n| !free.contains(n));
            }
        }
    }
}

fn container(c: &acs::Container) -> Option<String> {
    let asked = [
        (
            "registryAuthentication",
            c.registry_authentication
                .as_ref()
                .is_some_and(|a| a.r#type != "ecr"),
        ),
        ("secrets", !c.secrets.is_empty()),
        ("credentialSpecs", !c.credential_specs.is_empty()),
        ("managedAgents", !c.managed_agents.is_empty()),
        ("overrides", c.overrides.as_ref().is_some_and(has_content)),
    ];
    let (member, _) = asked.into_iter().find(|(_, asked)| *asked)?;
    let name = &c.name;
    Some(format!(
        "UnrecognizedTaskError: Error loading task - `{member}` of container `{name}` is not supported by this agent"
    ))
}

/// The control plane merges overrides itself; an empty object may still travel.
fn has_content(overrides: &Value) -> bool {
    match overrides {
        Value::String(text) => !matches!(text.trim(), "" | "{}" | "null"),
        Value::Object(map) => !map.is_empty(),
        Value::Null => false,
        _ => true,
    }
}
