//! Task to wire.

use wire::ecs as w;

use super::record::{Container, ContainerStatus, Eni, Task, TaskState};
use crate::cluster::record as cluster;
use crate::service::record::Leaving;
use crate::tag;

pub(crate) fn task(task: &Task, connected: bool, tags: bool) -> w::Task {
    let (stop, stopping, stopped) = match &task.state {
        TaskState::Stopping { why, since, .. } => (Some(why), Some(*since), None),
        TaskState::Stopped {
            why, stopping, at, ..
        } => (Some(why), *stopping, Some(*at)),
        _ => (None, None, None),
    };
    let time = |t: Option<kernel::Time>| t.map(Into::into);
    let fargate = task.launch_type == super::record::LaunchType::Fargate;
    w::Task {
        task_arn: Some(task.arn()),
        cluster_arn: Some(cluster::arn(&task.scope, &task.cluster)),
        task_definition_arn: Some(task.definition_arn()),
        container_instance_arn: (!fargate).then(|| {
            let n = &task.node;
            n.scope
                .arn("ecs", format_args!("container-instance/{}/{}", n.cluster, n.id))
        }),
        attachments: Some(task.eni.iter().map(|e| attachment(e, task)).collect()),
        attributes: Some(Vec::new()),
        availability_zone: task.zone.clone(),
        capacity_provider_name: task.capacity_provider.clone(),
        connectivity: task
            .connectivity_at
            .map(|_| if connected { "CONNECTED" } else { "DISCONNECTED" }.into()),
        connectivity_at: time(task.connectivity_at),
        containers: Some(task.containers.iter().map(|c| container(c, task)).collect()),
        cpu: task.cpu.clone(),
        memory: task.memory.clone(),
        created_at: Some(task.created.into()),
        desired_status: Some(task.state.desired_status().into()),
        last_status: Some(task.state.last_status().into()),
        enable_execute_command: Some(task.enable_execute_command),
        group: Some(task.group.clone()),
        health_status: Some(health(&task.containers).into()),
        inference_accelerators: Some(Vec::new()),
        launch_type: Some(task.launch_type.as_str().into()),
        overrides: Some(task.overrides.0.clone()),
        platform_version: task.platform_version.clone(),
        platform_family: fargate.then(|| "Linux".into()),
        pull_started_at: time(task.pull_started),
        pull_stopped_at: time(task.pull_stopped),
        execution_stopped_at: time(task.execution_stopped),
        started_at: time(task.state.started()),
        started_by: task.started_by.clone(),
        stop_code: stop.map(|s| s.code.clone()),
        stopped_reason: stop.map(|s| s.reason.clone()),
        stopping_at: time(stopping.or(stopped.and(task.execution_stopped))),
        stopped_at: time(stopped),
        tags: Some(if tags { tag::view(&task.tags) } else { Vec::new() }),
        version: Some(task.version),
        ..w::Task::default()
    }
}

/// A task that is not wanted any more and still has targets: load balancers let go of it first (ECS, "Task lifecycle").
pub(crate) fn deactivating(shown: &mut w::Task, leaving: &Leaving) {
    shown.desired_status = Some("STOPPED".into());
    shown.last_status = Some("DEACTIVATING".into());
    shown.stop_code = Some(leaving.why.code.clone());
    shown.stopped_reason = Some(leaving.why.reason.clone());
    shown.stopping_at = Some(leaving.since.into());
}

/// Unhealthy as soon as one essential container with a health check is, healthy when all are (ECS: "Task health").
fn health(containers: &[Container]) -> &'static str {
    let mut checked = containers
        .iter()
        .filter(|c| c.essential && c.has_health_check)
        .peekable();
    if checked.peek().is_none() {
        return "UNKNOWN";
    }
    let mut all = true;
    for c in checked {
        match c.health.as_deref() {
            Some("UNHEALTHY") => return "UNHEALTHY",
            Some("HEALTHY") => {}
            _ => all = false,
        }
    }
    if all { "HEALTHY" } else { "UNKNOWN" }
}

fn container(c: &Container, task: &Task) -> w::Container {
    w::Container {
        container_arn: Some(task.scope.arn(
            "ecs",
            format_args!("container/{}/{}/{}", task.cluster, task.id, c.id),
        )),
        task_arn: Some(task.arn()),
        name: Some(c.name.clone()),
        image: Some(c.image.clone()),
        image_digest: c.digest.clone(),
        runtime_id: c.runtime_id.clone(),
        last_status: Some(c.status.as_str().into()),
        exit_code: c.exit_code,
        reason: c.reason.clone(),
        network_bindings: Some(c.bindings.iter().map(binding).collect()),
        network_interfaces: Some(
            task.eni
                .iter()
                .map(|e| w::NetworkInterface {
                    attachment_id: Some(e.attachment_id.clone()),
                    private_ipv4_address: Some(e.private_ip.clone()),
                    ..w::NetworkInterface::default()
                })
                .collect(),
        ),
        health_status: Some(c.health.clone().unwrap_or_else(|| "UNKNOWN".into())),
        managed_agents: task.enable_execute_command.then(|| vec![exec_agent(c, task)]),
        cpu: Some(c.cpu.to_string()),
        memory: c.memory.map(|m| m.to_string()),
        memory_reservation: c.memory_reservation.map(|m| m.to_string()),
        gpu_ids: Some(c.gpu_ids.clone()).filter(|ids| !ids.is_empty()),
        ..w::Container::default()
    }
}

/// Commands are run by the machine's agent itself: they can be wherever the container is.
fn exec_agent(c: &Container, task: &Task) -> w::ManagedAgent {
    let started = task
        .state
        .started()
        .filter(|_| c.status >= ContainerStatus::Running);
    w::ManagedAgent {
        name: Some("ExecuteCommandAgent".into()),
        last_status: Some(c.status.as_str().into()),
        last_started_at: started.map(Into::into),
        reason: None,
    }
}

fn binding(b: &super::record::Binding) -> w::NetworkBinding {
    w::NetworkBinding {
        bind_ip: b.bind_ip.clone(),
        container_port: b.container_port,
        host_port: b.host_port,
        protocol: b.protocol.clone(),
        container_port_range: b.container_port_range.clone(),
        host_port_range: b.host_port_range.clone(),
    }
}

fn attachment(e: &Eni, task: &Task) -> w::Attachment {
    let status = match task.state {
        TaskState::Provisioning => "PRECREATED",
        TaskState::Stopped { .. } => "DELETED",
        _ => "ATTACHED",
    };
    let details = [
        ("subnetId", &e.subnet_id),
        ("networkInterfaceId", &e.eni_id),
        ("macAddress", &e.mac),
        ("privateDnsName", &e.dns),
        ("privateIPv4Address", &e.private_ip),
    ];
    w::Attachment {
        id: Some(e.attachment_id.clone()),
        r#type: Some("ElasticNetworkInterface".into()),
        status: Some(status.into()),
        details: Some(
            details
                .into_iter()
                .map(|(n, v)| w::KeyValuePair {
                    name: Some(n.into()),
                    value: Some(v.clone()),
                })
                .collect(),
        ),
    }
}
