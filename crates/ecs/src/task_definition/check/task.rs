//! The task's own members: number of containers, size, roles, namespaces, placement.

use kernel::Fault;
use wire::ecs as w;

use super::super::{NetworkMode, size};
use super::{Rule, arn_of, called, containers, ensure, mode, twice, unsupported};
use crate::container_instance::query;
use crate::fault;

/// Members that AWS has retired, or that Longshore does not have, and which are not kept.
pub(super) fn retired(req: &w::RegisterTaskDefinitionRequest) -> Rule {
    if req.inference_accelerators.as_ref().is_some_and(|a| !a.is_empty()) {
        return Err(fault::client(
            "Amazon Elastic Inference is no longer available: `inferenceAccelerators` can not be used.",
        ));
    }
    match req.trusted_execution_configuration {
        Some(_) => unsupported("trustedExecutionConfiguration"),
        None => Ok(()),
    }
}

pub(super) fn check(d: &w::TaskDefinition) -> Rule {
    let all = containers(d);
    ensure(!all.is_empty(), || "Container list cannot be empty.".into())?;
    ensure(all.len() <= 10, || "Too many containers.".into())?;
    if let Some(name) = twice(all.iter().map(called)) {
        return ensure(name.is_empty(), || {
            format!("Container names must be unique: '{name}' is used more than once.")
        })
        .and_then(|()| super::name("Container.name", name));
    }
    ensure(all.iter().any(|c| c.essential != Some(false)), || {
        "Task definition should have at least one essential container.".into()
    })?;
    for role in [&d.task_role_arn, &d.execution_role_arn].into_iter().flatten() {
        let valid = arn_of(role, "iam").is_some_and(|r| r.starts_with("role/") && r.len() > 5);
        ensure(valid, || "Role is not valid.".into())?;
    }
    sizes(d)?;
    constraints(d)?;
    if let Some(e) = &d.ephemeral_storage {
        ensure((21..=200).contains(&e.size_in_gib), || {
            "Ephemeral storage size must be between 21 GiB and 200 GiB.".into()
        })?;
        ensure(requires(d, "FARGATE"), || {
            "Ephemeral storage is only supported for tasks that use the Fargate launch type.".into()
        })?;
    }
    if d.enable_fault_injection == Some(true) {
        let fit = matches!(mode(d), NetworkMode::Awsvpc | NetworkMode::Host);
        ensure(fit, || {
            "Fault injection is only supported when networkMode is awsvpc or host.".into()
        })?;
    }
    let platform = d.runtime_platform.as_ref();
    let windows = platform
        .and_then(|p| p.operating_system_family.as_deref())
        .is_some_and(|f| f.starts_with("WINDOWS"));
    let arm = platform.and_then(|p| p.cpu_architecture.as_deref()) == Some("ARM64");
    ensure(!(windows && arm), || {
        "Windows tasks do not support the ARM64 cpuArchitecture.".into()
    })?;
    proxy(d)
}

pub(super) fn requires(d: &w::TaskDefinition, launch_type: &str) -> bool {
    d.requires_compatibilities
        .iter()
        .flatten()
        .any(|c| c == launch_type)
}

/// Task-level CPU and memory bound what the containers ask for together.
fn sizes(d: &w::TaskDefinition) -> Rule {
    let bad = |what: &str| fault::client(format!("Invalid '{what}' setting for task."));
    let parsed = |text: &Option<String>,
                  parse: fn(&str) -> Option<i64>,
                  least: i64,
                  what: &str|
     -> Result<Option<i64>, Fault> {
        let Some(text) = text else { return Ok(None) };
        match parse(text).filter(|n| *n >= least) {
            Some(n) => Ok(Some(n)),
            None => Err(bad(what)),
        }
    };
    let cpu = parsed(&d.cpu, size::cpu_units, 1, "cpu")?;
    let memory = parsed(&d.memory, size::memory_mib, 6, "memory")?;
    let sum = |of: fn(&w::ContainerDefinition) -> Option<i32>| -> i64 {
        containers(d).iter().filter_map(of).map(i64::from).sum()
    };
    if let Some(cpu) = cpu {
        ensure(sum(|c| c.cpu) <= cpu, || {
            "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.".into()
        })?;
    }
    if let Some(memory) = memory {
        for c in containers(d) {
            ensure(c.memory.is_none_or(|m| i64::from(m) <= memory), || {
                format!(
                    "Invalid setting for container '{}'. 'memory' cannot be greater than the value of the task 'memory'.",
                    called(c)
                )
            })?;
        }
        ensure(sum(|c| c.memory_reservation.or(c.memory)) <= memory, || {
            "The sum of all container 'memory' values cannot be greater than the value of the task 'memory'."
                .into()
        })?;
    }
    Ok(())
}

fn constraints(d: &w::TaskDefinition) -> Rule {
    let all = d.placement_constraints.as_deref().unwrap_or_default();
    ensure(all.len() <= 10, || {
        "There can be at most 10 placement constraints.".into()
    })?;
    for c in all {
        ensure(c.r#type.as_deref() == Some("memberOf"), || {
            "Placement constraints of a task definition must have the type memberOf.".into()
        })?;
        query::parse(c.expression.as_deref().unwrap_or_default())
            .map_err(|e| fault::client(format!("Invalid placement constraint expression: {e}")))?;
    }
    Ok(())
}

fn proxy(d: &w::TaskDefinition) -> Rule {
    let Some(p) = &d.proxy_configuration else {
        return Ok(());
    };
    ensure(mode(d) == NetworkMode::Awsvpc, || {
        "Proxy configuration is only supported when networkMode=awsvpc.".into()
    })?;
    let known = containers(d).iter().any(|c| called(c) == p.container_name);
    ensure(known, || {
        format!(
            "Proxy configuration names container '{}', which does not exist.",
            p.container_name
        )
    })
}
