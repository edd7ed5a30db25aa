//! What the agent is told about a task. Pure: task and definition in, ACS task out.
//!
//! Everything that has no member of its own in the protocol travels in `dockerConfig` (`docker.rs`).

mod docker;

use std::collections::BTreeMap;

use wire::acs;
use wire::ecs as w;

use super::image::Pull;
use super::overrides;
use super::record::{Eni, Task};
use crate::cluster::record as cluster;
use crate::task_definition::NetworkMode;
use crate::task_definition::record::TaskDefinition;

/// The task as it is sent; `endpoint` is where the agent's machine reaches this installation.
pub(crate) fn task(task: &Task, d: &TaskDefinition, run: bool, endpoint: &str) -> acs::Task {
    let def = &d.definition;
    let containers = def
        .container_definitions
        .iter()
        .flatten()
        .map(|c| container(task, d, c, endpoint))
        .collect();
    acs::Task {
        arn: task.arn(),
        family: task.family.clone(),
        version: task.revision.to_string(),
        desired_status: if run { "RUNNING" } else { "STOPPED" }.into(),
        containers,
        volumes: def.volumes.iter().flatten().map(volume).collect(),
        cpu: task
            .cpu
            .as_deref()
            .and_then(crate::task_definition::size::cpu_units)
            .map(|u| u as f64 / 1024.0),
        memory: task
            .memory
            .as_deref()
            .and_then(crate::task_definition::size::memory_mib),
        network_mode: Some(d.network_mode().as_str().into()),
        elastic_network_interfaces: task.eni.iter().map(|e| interface(e, &task.scope)).collect(),
        attachments: task.namespace.iter().map(|n| names(n)).collect(),
        associations: task.containers.iter().flat_map(gpus).collect(),
        pid_mode: def.pid_mode.clone(),
        ipc_mode: def.ipc_mode.clone(),
        launch_type: Some(task.launch_type.as_str().into()),
        group: Some(task.group.clone()),
        zone: task.zone.clone(),
        task_definition_account_id: Some(task.scope.account.to_string()),
        task_cluster_arn: Some(cluster::arn(&task.scope, &task.cluster)),
        ..acs::Task::default()
    }
}

/// The namespace whose names the task knows. The official agent passes over attachments of types that it does not know.
fn names(namespace: &str) -> acs::Attachment {
    acs::Attachment {
        attachment_arn: namespace.to_owned(),
        attachment_type: "longshore.namespace".into(),
        attachment_properties: Vec::new(),
    }
}

/// Each GPU with the container that has it, as the official agent is told.
fn gpus(c: &super::record::Container) -> impl Iterator<Item = acs::Association> {
    c.gpu_ids.iter().map(|id| acs::Association {
        name: id.clone(),
        r#type: "gpu".into(),
        content: Some(acs::AssociationContent {
            encoding: Some("base64".into()),
            value: Some(String::new()),
        }),
        containers: vec![c.name.clone()],
    })
}

/// An interface as the agent is told of it; `scope` is that of its attachment.
pub(crate) fn interface(e: &Eni, scope: &kernel::Scope) -> acs::ElasticNetworkInterface {
    acs::ElasticNetworkInterface {
        attachment_arn: scope.arn("ecs", format_args!("attachment/{}", e.attachment_id)),
        ec2_id: e.eni_id.clone(),
        mac_address: e.mac.clone(),
        ipv4_addresses: vec![acs::Ipv4Address {
            private_address: e.private_ip.clone(),
            primary: Some(true),
        }],
        subnet_gateway_ipv4_address: e.gateway.clone(),
        private_dns_name: Some(e.dns.clone()),
        index: Some(0),
        interface_association_protocol: Some("default".into()),
        longshore: Some(acs::LongshoreInterface {
            network_id: e.vpc_id.clone(),
            subnet_id: e.subnet_id.clone(),
            account: scope.account.to_string(),
            region: scope.region.to_string(),
        }),
        ..acs::ElasticNetworkInterface::default()
    }
}

fn container(task: &Task, d: &TaskDefinition, c: &w::ContainerDefinition, endpoint: &str) -> acs::Container {
    let name = c.name.clone().unwrap_or_default();
    let over = overrides::of(&task.overrides, &name);
    let host_ports = matches!(d.network_mode(), NetworkMode::Bridge);
    let pull = task.containers.iter().find(|x| x.name == name);
    let pull = pull.and_then(|x| x.pull.as_ref());
    acs::Container {
        image: pull.map_or_else(|| c.image.clone().unwrap_or_default(), |p| p.image.clone()),
        registry_authentication: pull.and_then(|p| authentication(p, d, endpoint)),
        essential: Some(c.essential.unwrap_or(true)),
        command: over
            .and_then(|o| o.command.clone())
            .filter(|c| !c.is_empty())
            .or_else(|| c.command.clone())
            .unwrap_or_default(),
        entry_point: c.entry_point.clone().unwrap_or_default(),
        cpu: over.and_then(|o| o.cpu).or(c.cpu).map(i64::from),
        memory: over.and_then(|o| o.memory).or(c.memory).map(i64::from),
        environment: environment(c, over),
        port_mappings: if host_ports {
            c.port_mappings.iter().flatten().map(port).collect()
        } else {
            Vec::new()
        },
        mount_points: c.mount_points.iter().flatten().map(mount).collect(),
        volumes_from: c
            .volumes_from
            .iter()
            .flatten()
            .map(|v| acs::VolumeFrom {
                source_container: v.source_container.clone().unwrap_or_default(),
                read_only: v.read_only.unwrap_or(false),
            })
            .collect(),
        links: c.links.clone().unwrap_or_default(),
        docker_config: Some(docker::config(task, d, c, over, endpoint)),
        health_check_type: c
            .health_check
            .as_ref()
            .map(|h| match acs::Probe::is_meant(&h.command) {
                true => "agent".into(),
                false => "docker".into(),
            }),
        longshore: c.health_check.as_ref().and_then(own_check),
        depends_on: c
            .depends_on
            .iter()
            .flatten()
            .map(|x| acs::Dependency {
                container_name: x.container_name.clone(),
                condition: x.condition.clone(),
            })
            .collect(),
        start_timeout: c.start_timeout.map(i64::from),
        stop_timeout: c.stop_timeout.map(i64::from),
        restart_policy: c.restart_policy.as_ref().map(|r| acs::RestartPolicy {
            enabled: r.enabled,
            ignored_exit_codes: r
                .ignored_exit_codes
                .iter()
                .flatten()
                .map(|c| i64::from(*c))
                .collect(),
            restart_attempt_period: r.restart_attempt_period.map(i64::from),
        }),
        environment_files: over
            .and_then(|o| o.environment_files.as_ref())
            .filter(|f| !f.is_empty())
            .or(c.environment_files.as_ref())
            .into_iter()
            .flatten()
            .map(|f| acs::EnvironmentFile {
                value: f.value.clone(),
                r#type: f.r#type.clone(),
            })
            .collect(),
        firelens_configuration: c
            .firelens_configuration
            .as_ref()
            .map(|f| acs::FirelensConfiguration {
                r#type: f.r#type.clone(),
                options: f.options.clone().unwrap_or_default(),
            }),
        container_arn: task.containers.iter().find(|x| x.name == name).map(|x| {
            task.scope.arn(
                "ecs",
                format_args!("container/{}/{}/{}", task.cluster, task.id, x.id),
            )
        }),
        name,
        ..acs::Container::default()
    }
}

/// How the agent comes by a token for an image of our own registry.
fn authentication(pull: &Pull, d: &TaskDefinition, endpoint: &str) -> Option<acs::RegistryAuthentication> {
    let (account, region) = pull.registry.clone()?;
    Some(acs::RegistryAuthentication {
        r#type: "ecr".into(),
        ecr_auth_data: Some(acs::EcrAuthData {
            registry_id: Some(account),
            region: Some(region),
            endpoint_override: Some(endpoint.to_owned()),
            use_execution_role: Some(d.definition.execution_role_arn.is_some()),
        }),
        asm_auth_data: None,
    })
}

/// The definition's variables with the override's over them.
fn environment(c: &w::ContainerDefinition, over: Option<&w::ContainerOverride>) -> BTreeMap<String, String> {
    let own = c.environment.iter().flatten();
    let more = over.and_then(|o| o.environment.as_ref()).into_iter().flatten();
    own.chain(more)
        .map(|e| {
            (
                e.name.clone().unwrap_or_default(),
                e.value.clone().unwrap_or_default(),
            )
        })
        .collect()
}

fn port(p: &w::PortMapping) -> acs::PortMapping {
    acs::PortMapping {
        container_port: p.container_port.map(i64::from),
        host_port: Some(p.host_port.map_or(0, i64::from)),
        container_port_range: p.container_port_range.clone(),
        protocol: Some(p.protocol.clone().unwrap_or_else(|| "tcp".into())),
    }
}

/// A check that the agent makes; the defaults are those of HealthCheck.
fn own_check(h: &w::HealthCheck) -> Option<acs::LongshoreContainer> {
    let seconds = |given: Option<i32>, default: i64| given.map_or(default, i64::from);
    acs::Probe::is_meant(&h.command).then(|| acs::LongshoreContainer {
        health_probe: Some(acs::HealthProbe {
            command: h.command.clone(),
            interval: seconds(h.interval, 30),
            timeout: seconds(h.timeout, 5),
            retries: seconds(h.retries, 3),
            start_period: seconds(h.start_period, 0),
        }),
    })
}

fn mount(m: &w::MountPoint) -> acs::MountPoint {
    acs::MountPoint {
        source_volume: m.source_volume.clone().unwrap_or_default(),
        container_path: m.container_path.clone().unwrap_or_default(),
        read_only: m.read_only.unwrap_or(false),
    }
}

fn volume(v: &w::Volume) -> acs::Volume {
    let docker = v.docker_volume_configuration.as_ref().map(|d| acs::DockerVolume {
        scope: d.scope.clone(),
        autoprovision: d.autoprovision,
        driver: d.driver.clone(),
        driver_opts: d.driver_opts.clone().unwrap_or_default(),
        labels: d.labels.clone().unwrap_or_default(),
    });
    let host = v
        .host
        .as_ref()
        .and_then(|h| h.source_path.clone())
        .unwrap_or_default();
    acs::Volume {
        name: v.name.clone().unwrap_or_default(),
        r#type: Some(if docker.is_some() { "docker" } else { "host" }.into()),
        host: docker.is_none().then_some(acs::HostVolume { source_path: host }),
        docker,
        efs: None,
    }
}
