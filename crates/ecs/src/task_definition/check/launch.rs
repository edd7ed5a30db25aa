//! What each launch type adds ("Amazon ECS task definition differences for Fargate", "… for external instances").

use kernel::Fault;
use wire::ecs as w;

use super::super::{NetworkMode, size};
use super::{Rule, called, containers, ensure, mode};
use crate::fault;
use crate::task_definition::requires;

/// A launch type's name and its rules.
type Launch = (&'static str, fn(&w::TaskDefinition) -> Rule);

const ALL: [Launch; 4] = [
    ("EXTERNAL", external),
    ("EC2", ec2),
    ("MANAGED_INSTANCES", managed),
    ("FARGATE", fargate),
];

/// Every launch type whose rules hold. Those that are asked for (EC2 when none is) must be among them.
///
/// # Errors
/// The first broken rule of a launch type that is asked for.
pub(super) fn compatibilities(d: &w::TaskDefinition) -> Result<Vec<String>, Fault> {
    let asked = |name: &str| match d.requires_compatibilities.as_deref() {
        None => name == "EC2",
        Some(asked) => asked.iter().any(|a| a == name),
    };
    let mut fit = Vec::new();
    for (name, rules) in ALL {
        match rules(d) {
            Ok(()) => fit.push(name.to_owned()),
            Err(f) if asked(name) => return Err(f),
            Err(_) => {}
        }
    }
    Ok(fit)
}

/// 0.125 to 192 vCPU.
fn ec2(d: &w::TaskDefinition) -> Rule {
    let cpu = d.cpu.as_deref().and_then(size::cpu_units);
    ensure(cpu.is_none_or(|n| (128..=196_608).contains(&n)), || {
        "Invalid 'cpu' setting for task.".into()
    })
}

fn external(d: &w::TaskDefinition) -> Rule {
    ec2(d)?;
    let no = |what: &str| format!("Tasks using the External launch type do not support {what}.");
    ensure(mode(d) != NetworkMode::Awsvpc, || no("networkMode awsvpc"))?;
    ensure(d.ephemeral_storage.is_none(), || no("ephemeralStorage"))?;
    for v in d.volumes.iter().flatten() {
        ensure(v.efs_volume_configuration.is_none(), || {
            no("efsVolumeConfiguration")
        })?;
        ensure(v.configured_at_launch != Some(true), || {
            no("configuredAtLaunch volumes")
        })?;
    }
    Ok(())
}

fn managed(d: &w::TaskDefinition) -> Rule {
    ec2(d)?;
    let fit = matches!(mode(d), NetworkMode::Awsvpc | NetworkMode::Host);
    ensure(fit, || {
        "Tasks using the Managed Instances launch type only support network modes awsvpc and host.".into()
    })
}

fn fargate(d: &w::TaskDefinition) -> Rule {
    ensure(mode(d) == NetworkMode::Awsvpc, || {
        "Fargate only supports network mode ‘awsvpc’.".into()
    })?;
    let at_task = |text: &Option<String>, what: &str| {
        text.clone().ok_or_else(|| {
            fault::client(format!(
                "Fargate requires that '{what}' be defined at the task level."
            ))
        })
    };
    let cpu = size::cpu_units(&at_task(&d.cpu, "cpu")?);
    let memory = size::memory_mib(&at_task(&d.memory, "memory")?);
    let offered = cpu.zip(memory).is_some_and(|(c, m)| size::is_fargate(c, m));
    ensure(offered, || {
        "No Fargate configuration exists for given values.".into()
    })?;
    let constrained = d.placement_constraints.as_ref().is_some_and(|c| !c.is_empty());
    none_of(&[
        ("placementConstraints", constrained),
        ("ipcMode", d.ipc_mode.is_some()),
        ("pidMode host", d.pid_mode.as_deref() == Some("host")),
    ])?;
    for v in d.volumes.iter().flatten() {
        let path = v.host.as_ref().and_then(|h| h.source_path.as_deref());
        none_of(&[
            ("host.sourcePath", path.is_some_and(|p| !p.is_empty())),
            (
                "dockerVolumeConfiguration",
                v.docker_volume_configuration.is_some(),
            ),
            (
                "fsxWindowsFileServerVolumeConfiguration",
                v.fsx_windows_file_server_volume_configuration.is_some(),
            ),
        ])?;
    }
    containers(d).iter().try_for_each(|c| fargate_container(c, d))
}

/// AWS's sentence for a member that Fargate does not have.
fn none_of(used: &[(&str, bool)]) -> Rule {
    match used.iter().find(|(_, used)| *used) {
        Some((member, _)) => Err(fault::client(format!(
            "Tasks using the Fargate launch type do not support {member}."
        ))),
        None => Ok(()),
    }
}

/// The only capability that can be added on Fargate (KernelCapabilities).
const CAPABILITY: [&str; 2] = ["SYS_PTRACE", "CAP_SYS_PTRACE"];

fn fargate_container(c: &w::ContainerDefinition, d: &w::TaskDefinition) -> Rule {
    let linux = c.linux_parameters.clone().unwrap_or_default();
    let added = linux.capabilities.and_then(|c| c.add).unwrap_or_default();
    let some = |list: usize| list > 0;
    none_of(&[
        ("privileged containers", c.privileged == Some(true)),
        ("devices", some(linux.devices.map_or(0, |l| l.len()))),
        ("sharedMemorySize", linux.shared_memory_size.is_some()),
        ("maxSwap", linux.max_swap.is_some()),
        ("swappiness", linux.swappiness.is_some()),
        (
            "capabilities.add other than SYS_PTRACE",
            added.iter().any(|a| !CAPABILITY.contains(&a.as_str())),
        ),
        (
            "ulimits other than nofile",
            c.ulimits.iter().flatten().any(|u| u.name != "nofile"),
        ),
        (
            "resourceRequirements",
            some(c.resource_requirements.as_ref().map_or(0, Vec::len)),
        ),
        (
            "dockerSecurityOptions",
            some(c.docker_security_options.as_ref().map_or(0, Vec::len)),
        ),
    ])?;
    for (what, given) in [("startTimeout", c.start_timeout), ("stopTimeout", c.stop_timeout)] {
        ensure(given.is_none_or(|t| t <= 120), || {
            format!(
                "Invalid '{what}' setting for container '{}'. Fargate allows at most 120 seconds.",
                called(c)
            )
        })?;
    }
    if requires::is_ecr(c.image.as_deref().unwrap_or_default()) {
        ensure(d.execution_role_arn.is_some(), || {
            "Fargate requires task definition to have execution role ARN to support ECR images.".into()
        })?;
    }
    let Some(log) = &c.log_configuration else {
        return Ok(());
    };
    let driver = log.log_driver.as_str();
    ensure(matches!(driver, "awslogs" | "splunk" | "awsfirelens"), || {
        format!("Fargate does not support log driver {driver}.")
    })?;
    if driver == "awslogs" {
        ensure(d.execution_role_arn.is_some(), || {
            "Fargate requires task definition to have execution role ARN to support log driver awslogs."
                .into()
        })?;
        let prefix = log
            .options
            .as_ref()
            .is_some_and(|o| o.contains_key("awslogs-stream-prefix"));
        ensure(prefix, || {
            "Fargate requires log configuration options to include awslogs-stream-prefix to support log driver awslogs.".into()
        })?;
    }
    Ok(())
}
