//! Defaults, as ECS answers them in RegisterTaskDefinition and DescribeTaskDefinition.

use wire::ecs as w;

use super::super::{NetworkMode, size};

pub(super) fn definition(req: &w::RegisterTaskDefinitionRequest) -> w::TaskDefinition {
    let mode = NetworkMode::of(req.network_mode.as_deref());
    let containers = req.container_definitions.iter().cloned();
    let volumes = req.volumes.iter().flatten().cloned();
    w::TaskDefinition {
        container_definitions: Some(containers.map(|c| container(c, mode)).collect()),
        task_role_arn: req.task_role_arn.clone().filter(|r| !r.is_empty()),
        execution_role_arn: req.execution_role_arn.clone().filter(|r| !r.is_empty()),
        network_mode: req.network_mode.clone(),
        volumes: Some(volumes.map(volume).collect()),
        placement_constraints: Some(req.placement_constraints.clone().unwrap_or_default()),
        requires_compatibilities: req.requires_compatibilities.clone().filter(|c| !c.is_empty()),
        cpu: plain(req.cpu.as_deref(), size::cpu_units),
        memory: plain(req.memory.as_deref(), size::memory_mib),
        pid_mode: req.pid_mode.clone(),
        ipc_mode: req.ipc_mode.clone(),
        proxy_configuration: req.proxy_configuration.clone(),
        ephemeral_storage: req.ephemeral_storage.clone(),
        runtime_platform: req.runtime_platform.clone(),
        enable_fault_injection: req.enable_fault_injection,
        ..Default::default()
    }
}

/// `1 vCPU` is kept as `1024`; what is no size stays as it is, to be refused.
fn plain(text: Option<&str>, parse: fn(&str) -> Option<i64>) -> Option<String> {
    let text = text.filter(|t| !t.is_empty())?;
    Some(parse(text).map_or_else(|| text.to_owned(), |n| n.to_string()))
}

fn container(mut c: w::ContainerDefinition, mode: NetworkMode) -> w::ContainerDefinition {
    c.cpu.get_or_insert(0);
    c.essential.get_or_insert(true);
    c.environment.get_or_insert_default();
    c.mount_points.get_or_insert_default();
    c.volumes_from.get_or_insert_default();
    c.system_controls.get_or_insert_default();
    for p in c.port_mappings.get_or_insert_default() {
        p.protocol.get_or_insert_with(|| "tcp".into());
        if let (Some(port), None) = (p.container_port, p.host_port) {
            p.host_port = Some(match mode {
                NetworkMode::Awsvpc | NetworkMode::Host => port,
                NetworkMode::Bridge | NetworkMode::None => 0,
            });
        }
    }
    if let Some(h) = &mut c.health_check {
        h.interval.get_or_insert(30);
        h.timeout.get_or_insert(5);
        h.retries.get_or_insert(3);
    }
    if let Some(r) = &mut c.restart_policy {
        r.restart_attempt_period.get_or_insert(300);
    }
    // Agents read `true`; AWS takes any spelling of it.
    if let Some(create) = c
        .log_configuration
        .as_mut()
        .and_then(|l| l.options.as_mut())
        .and_then(|o| o.get_mut("awslogs-create-group"))
    {
        create.make_ascii_lowercase();
    }
    c
}

fn volume(mut v: w::Volume) -> w::Volume {
    let elsewhere = v.docker_volume_configuration.is_some()
        || v.efs_volume_configuration.is_some()
        || v.fsx_windows_file_server_volume_configuration.is_some()
        || v.s3files_volume_configuration.is_some()
        || v.configured_at_launch == Some(true);
    if !elsewhere {
        v.host.get_or_insert_default();
    }
    if let Some(d) = &mut v.docker_volume_configuration {
        d.scope.get_or_insert_with(|| "task".into());
        d.driver.get_or_insert_with(|| "local".into());
    }
    if let Some(e) = &mut v.efs_volume_configuration {
        e.root_directory.get_or_insert_with(|| "/".into());
    }
    v
}
