//! A task's volumes: which the engine must have, and how a container mounts them.

use std::collections::BTreeMap;

use wire::acs;

use super::body::Site;
use super::names;
use super::record::TaskRecord;
use crate::runtime::{AGENT_LABEL, VolumeSpec};

const TASK_LABEL: &str = "com.amazonaws.ecs.task-arn";

/// How a volume of the task is called on the engine: a path of the host, or a named volume.
enum Source {
    Host(String),
    Named(VolumeSpec),
}

fn source(record: &TaskRecord, volume: &acs::Volume) -> Source {
    let task = &record.task;
    let own_name = || names::on_engine(&task.family, &task.version, record.id(), &volume.name);
    let label = BTreeMap::from([(TASK_LABEL.to_owned(), task.arn.clone())]);
    if let Some(docker) = &volume.docker {
        let shared = docker.scope.as_deref() == Some("shared");
        let mut labels = docker.labels.clone();
        if !shared {
            labels.extend(label);
        }
        return Source::Named(VolumeSpec {
            name: if shared { volume.name.clone() } else { own_name() },
            driver: docker.driver.clone(),
            driver_opts: docker.driver_opts.clone(),
            labels,
            create: !shared || docker.autoprovision == Some(true),
        });
    }
    match volume
        .host
        .as_ref()
        .map(|h| h.source_path.as_str())
        .filter(|p| !p.is_empty())
    {
        Some(path) => Source::Host(path.to_owned()),
        None => {
            let spec = VolumeSpec {
                name: own_name(),
                labels: label,
                create: true,
                ..VolumeSpec::default()
            };
            Source::Named(spec)
        }
    }
}

/// Named volumes that must exist before the task's containers are made. Those that go with the task carry the agent's label.
pub(crate) fn needed(record: &TaskRecord, site: &Site) -> Vec<VolumeSpec> {
    let mut all = named(record);
    for volume in all.iter_mut().filter(|v| v.labels.contains_key(TASK_LABEL)) {
        volume
            .labels
            .insert(AGENT_LABEL.to_owned(), site.agent_id.clone());
    }
    all
}

/// Names of the volumes that go with the task.
pub(crate) fn own(record: &TaskRecord) -> Vec<String> {
    named(record)
        .into_iter()
        .filter(|v| v.labels.contains_key(TASK_LABEL))
        .map(|v| v.name)
        .collect()
}

fn named(record: &TaskRecord) -> Vec<VolumeSpec> {
    let named = record
        .task
        .volumes
        .iter()
        .filter_map(|v| match source(record, v) {
            Source::Named(spec) => Some(spec),
            Source::Host(_) => None,
        });
    named.collect()
}

/// `source:path[:ro]` for each mount point.
pub(crate) fn binds(record: &TaskRecord, spec: &acs::Container) -> Result<Vec<String>, String> {
    spec.mount_points
        .iter()
        .map(|mount| {
            let found = record.task.volumes.iter().find(|v| v.name == mount.source_volume);
            let volume = found.ok_or_else(|| {
                format!(
                    "HostConfigError: volume `{}` is not in the task",
                    mount.source_volume
                )
            })?;
            let from = match source(record, volume) {
                Source::Host(path) => path,
                Source::Named(spec) => spec.name,
            };
            let mode = if mount.read_only { ":ro" } else { "" };
            Ok(format!("{from}:{}{mode}", mount.container_path))
        })
        .collect()
}
