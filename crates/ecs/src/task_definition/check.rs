//! Rules and defaults of a task definition.

use kernel::Fault;
use wire::ecs as w;

/// Checks a registration and answers the definition as ECS keeps it.
pub(crate) fn definition(req: &w::RegisterTaskDefinitionRequest) -> Result<w::TaskDefinition, Fault> {
    Ok(w::TaskDefinition {
        container_definitions: Some(req.container_definitions.clone()),
        task_role_arn: req.task_role_arn.clone(),
        execution_role_arn: req.execution_role_arn.clone(),
        network_mode: req.network_mode.clone(),
        volumes: Some(req.volumes.clone().unwrap_or_default()),
        placement_constraints: Some(req.placement_constraints.clone().unwrap_or_default()),
        requires_compatibilities: req.requires_compatibilities.clone(),
        compatibilities: Some(vec!["EXTERNAL".into(), "EC2".into(), "FARGATE".into()]),
        cpu: req.cpu.clone(),
        memory: req.memory.clone(),
        pid_mode: req.pid_mode.clone(),
        ipc_mode: req.ipc_mode.clone(),
        proxy_configuration: req.proxy_configuration.clone(),
        ephemeral_storage: req.ephemeral_storage.clone(),
        runtime_platform: req.runtime_platform.clone(),
        ..Default::default()
    })
}
