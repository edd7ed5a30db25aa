//! What a machine must be able to do for a definition: the attributes that placement looks for, and the resources.
//!
//! Names are those that the ECS agent registers. `longshore.capability.*` stands for what no name of AWS's asks for
//! and Longshore's own agent does not do, and for members that no payload carries yet, so that no agent, whatever it
//! registers, could honour them.
//!
//! INVARIANT: a member that is not honoured everywhere asks for an attribute here. So a task is refused with the
//! attribute's name instead of running without the member.

use std::collections::BTreeSet;

use kernel::Fault;
use wire::acs::Probe;
use wire::ecs as w;

use super::NetworkMode;
use super::record::TaskDefinition;
use super::size;
use crate::container_instance::query;
use crate::fault;
use crate::placement::Demand;
use crate::task::overrides;
use crate::task::record::Reservation;

/// An engine that bounds a container's writable layer.
const EPHEMERAL_STORAGE: &str = "longshore.capability.ephemeral-storage";

impl TaskDefinition {
    /// What one task of this definition needs, overrides applied.
    ///
    /// # Errors
    /// When the overrides cannot be honoured: a task-level size that is no size.
    pub(crate) fn demand(&self, over: &w::TaskOverride, fargate: bool) -> Result<Demand, Fault> {
        let mut demand = Demand {
            reservation: self.reservation(over, fargate)?,
            attributes: self
                .definition
                .requires_attributes
                .iter()
                .flatten()
                .map(|a| (a.name.clone(), a.value.clone()))
                .collect(),
            ..Demand::default()
        };
        if over.task_role_arn.is_some() {
            demand.attributes.push((self.task_role().to_owned(), None));
        }
        let files = over.container_overrides.iter().flatten();
        if files
            .filter_map(|c| c.environment_files.as_ref())
            .any(|f| !f.is_empty())
        {
            demand
                .attributes
                .push(("ecs.capability.env-files.s3".to_owned(), None));
        }
        if over.ephemeral_storage.is_some() {
            if !fargate {
                return Err(fault::invalid(
                    "Ephemeral storage is only supported for tasks that use the Fargate launch type.",
                ));
            }
            demand.attributes.push((EPHEMERAL_STORAGE.to_owned(), None));
        }
        for c in self.definition.placement_constraints.iter().flatten() {
            let text = c.expression.clone().unwrap_or_default();
            let e = query::parse(&text)
                .map_err(|e| fault::invalid(format!("Invalid placement constraint expression: {e}")))?;
            demand.member_of.push((text, e));
        }
        if let Some(p) = &self.definition.runtime_platform {
            let arch = p.cpu_architecture.as_ref().map(|a| a.to_ascii_lowercase());
            let family = p.operating_system_family.clone();
            for (name, value) in [("ecs.cpu-architecture", arch), ("ecs.os-family", family)] {
                demand
                    .attributes
                    .extend(value.map(|v| (name.to_owned(), Some(v))));
            }
        }
        Ok(demand)
    }

    fn task_role(&self) -> &'static str {
        match self.network_mode() {
            NetworkMode::Host => "com.amazonaws.ecs.capability.task-iam-role-network-host",
            _ => "com.amazonaws.ecs.capability.task-iam-role",
        }
    }

    /// Task-level sizes where given, else the sum over the containers; memory counts the soft limit first, as the
    /// agent's own admission does.
    fn reservation(&self, over: &w::TaskOverride, fargate: bool) -> Result<Reservation, Fault> {
        let mut r = Reservation::default();
        for c in self.definition.container_definitions.iter().flatten() {
            let o = overrides::of(over, c.name.as_deref().unwrap_or_default());
            r.cpu += i64::from(o.and_then(|o| o.cpu).or(c.cpu).unwrap_or(0));
            let soft = o.and_then(|o| o.memory_reservation).or(c.memory_reservation);
            let hard = o.and_then(|o| o.memory).or(c.memory);
            r.memory += i64::from(soft.or(hard).unwrap_or(0));
            r.gpus += gpus(c, o);
            if self.network_mode() == NetworkMode::Awsvpc {
                continue;
            }
            for p in c.port_mappings.iter().flatten() {
                let Some(port) = p.host_port.and_then(|p| u16::try_from(p).ok()).filter(|p| *p > 0) else {
                    continue;
                };
                match p.protocol.as_deref() {
                    Some("udp") => r.udp.push(port),
                    _ => r.tcp.push(port),
                }
            }
        }
        let bad = |what: &str| fault::invalid(format!("Invalid '{what}' setting for task."));
        if let Some(cpu) = over.cpu.as_ref().or(self.definition.cpu.as_ref()) {
            r.cpu = size::cpu_units(cpu).ok_or_else(|| bad("cpu"))?;
        }
        if let Some(memory) = over.memory.as_ref().or(self.definition.memory.as_ref()) {
            r.memory = size::memory_mib(memory).ok_or_else(|| bad("memory"))?;
        }
        if fargate && !size::is_fargate(r.cpu, r.memory) {
            return Err(fault::invalid(
                "No Fargate configuration exists for given values.",
            ));
        }
        Ok(r)
    }
}

/// How many GPUs a container is to have alone.
pub(crate) fn gpus(c: &w::ContainerDefinition, over: Option<&w::ContainerOverride>) -> i64 {
    let over = over.and_then(|o| o.resource_requirements.as_ref());
    let asked = over
        .filter(|r| !r.is_empty())
        .or(c.resource_requirements.as_ref());
    let asked = asked.into_iter().flatten().filter(|r| r.r#type == "GPU");
    asked
        .filter_map(|r| r.value.as_deref()?.parse::<i64>().ok())
        .fold(0, i64::saturating_add)
}

/// Whether the image is one of Amazon ECR's private registries.
pub(super) fn is_ecr(image: &str) -> bool {
    let host = image.split('/').next().unwrap_or_default();
    let mut parts = host.split('.');
    let account = parts.next().unwrap_or_default();
    account.len() == 12
        && account.bytes().all(|b| b.is_ascii_digit())
        && parts.next() == Some("dkr")
        && parts.next().is_some_and(|p| p.starts_with("ecr"))
        && host.contains(".amazonaws.com")
}

/// `requiresAttributes` of a definition, sorted by name.
pub(super) fn attributes(d: &w::TaskDefinition) -> Vec<w::Attribute> {
    let mut all = Names::default();
    task(d, &mut all);
    for c in d.container_definitions.iter().flatten() {
        container(c, d, &mut all);
        if let Some(l) = &c.log_configuration {
            log(l, &mut all);
        }
    }
    for v in d.volumes.iter().flatten() {
        volume(v, &mut all);
    }
    let attribute = |name| w::Attribute {
        name,
        ..w::Attribute::default()
    };
    all.0.into_iter().map(attribute).collect()
}

#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    /// Names that begin with `com.amazonaws.` or `longshore.` are whole; others follow `ecs.capability.`.
    fn ask(&mut self, when: bool, name: &str) {
        if when {
            self.0.insert(match name {
                n if n.starts_with("com.amazonaws.") || n.starts_with("longshore.") => n.to_owned(),
                n => format!("ecs.capability.{n}"),
            });
        }
    }

    /// The same for a member that payloads do not carry yet.
    fn unsent(&mut self, when: bool, name: &str, member: &str) {
        self.ask(when, name);
        self.ask(when, &format!("longshore.capability.{member}"));
    }

    /// The engine must speak this version of Docker's API.
    fn api(&mut self, when: bool, minor: u32) {
        self.ask(
            when,
            &format!("com.amazonaws.ecs.capability.docker-remote-api.1.{minor}"),
        );
    }
}

fn task(d: &w::TaskDefinition, all: &mut Names) {
    let mode = NetworkMode::of(d.network_mode.as_deref());
    let (awsvpc, host) = (mode == NetworkMode::Awsvpc, mode == NetworkMode::Host);
    all.ask(awsvpc, "task-eni");
    all.api(awsvpc, 18);
    let role = d.task_role_arn.is_some();
    let name = if host {
        "com.amazonaws.ecs.capability.task-iam-role-network-host"
    } else {
        "com.amazonaws.ecs.capability.task-iam-role"
    };
    all.ask(role, name);
    all.ask(d.cpu.is_some() || d.memory.is_some(), "task-cpu-mem-limit");
    all.ask(
        d.pid_mode.is_some() || d.ipc_mode.is_some(),
        "pid-ipc-namespace-sharing",
    );
    all.unsent(d.proxy_configuration.is_some(), "aws-appmesh", "app-mesh");
    let faults = d.enable_fault_injection == Some(true);
    all.unsent(faults, "fault-injection", "fault-injection");
    all.ask(d.ephemeral_storage.is_some(), EPHEMERAL_STORAGE);
}

fn container(c: &w::ContainerDefinition, d: &w::TaskDefinition, all: &mut Names) {
    let some = |list: Option<usize>| list.is_some_and(|n| n > 0);
    all.ask(
        c.privileged == Some(true),
        "com.amazonaws.ecs.capability.privileged-container",
    );
    let ecr = is_ecr(c.image.as_deref().unwrap_or_default());
    all.ask(ecr, "com.amazonaws.ecs.capability.ecr-auth");
    all.ask(ecr && d.execution_role_arn.is_some(), "execution-role-ecr-pull");
    all.unsent(
        c.repository_credentials.is_some(),
        "private-registry-authentication.secretsmanager",
        "registry-credentials",
    );
    let probed = c
        .health_check
        .as_ref()
        .is_some_and(|h| Probe::is_meant(&h.command));
    all.ask(probed, "longshore.capability.agent-health-check");
    let docker = c.health_check.is_some() && !probed;
    all.ask(docker, "container-health-check");
    all.api(docker, 29);
    let depends = some(c.depends_on.as_ref().map(Vec::len));
    let timed = c.start_timeout.is_some() || c.stop_timeout.is_some();
    all.ask(depends || timed, "container-ordering");
    all.ask(
        c.restart_policy.as_ref().is_some_and(|r| r.enabled),
        "container-restart-policy",
    );
    for s in c.secrets.iter().flatten() {
        let name = format!("secrets.{}.environment-variables", keeper(&s.value_from));
        all.unsent(true, &name, "secrets");
    }
    for f in c.environment_files.iter().flatten() {
        all.ask(true, &format!("env-files.{}", f.r#type));
    }
    let mut ports = c.port_mappings.iter().flatten();
    all.ask(
        ports.any(|p| p.container_port_range.is_some()),
        "network.container-port-range",
    );
    for r in c.resource_requirements.iter().flatten() {
        all.ask(r.r#type == "NeuronDevice", "longshore.capability.neuron");
    }
    if let Some(f) = &c.firelens_configuration {
        all.ask(true, &format!("firelens.{}", f.r#type));
        let kind = f.options.as_ref().and_then(|o| o.get("config-file-type"));
        if let Some(kind) = kind {
            all.ask(true, &format!("firelens.options.config.{kind}"));
        }
    }
    for spec in c.credential_specs.iter().flatten() {
        let domainless = spec.starts_with("credentialspecdomainless:");
        let name = if domainless { "gmsa-domainless" } else { "gmsa" };
        all.unsent(true, name, "credential-specs");
    }
    all.api(c.memory_reservation.is_some(), 21);
    all.api(some(c.ulimits.as_ref().map(Vec::len)), 18);
    let host = d.network_mode.as_deref() == Some("host");
    all.api(host && some(c.extra_hosts.as_ref().map(Vec::len)), 24);
    if let Some(l) = &c.linux_parameters {
        all.api(
            l.shared_memory_size.is_some() || some(l.tmpfs.as_ref().map(Vec::len)),
            22,
        );
        all.api(l.init_process_enabled.is_some(), 25);
    }
}

/// Who keeps a secret: Secrets Manager, or Parameter Store, which names alone mean too.
fn keeper(value_from: &str) -> &'static str {
    match value_from.split(':').nth(2) {
        Some("secretsmanager") => "asm",
        _ => "ssm",
    }
}

/// A driver is asked for by its name. Without execution credentials in the payload, who ships to CloudWatch Logs does
/// so as the machine, so `execution-role-awslogs` is not asked for.
fn log(l: &w::LogConfiguration, all: &mut Names) {
    let driver = &l.log_driver;
    all.ask(
        true,
        &format!("com.amazonaws.ecs.capability.logging-driver.{driver}"),
    );
    all.api(true, if driver == "awslogs" { 19 } else { 18 });
    for s in l.secret_options.iter().flatten() {
        let name = format!("secrets.{}.bootstrap.log-driver", keeper(&s.value_from));
        all.unsent(true, &name, "secrets");
    }
    let given = |name: &str| l.options.as_ref().is_some_and(|o| o.contains_key(name));
    all.ask(
        driver == "awsfirelens" && given("log-driver-buffer-limit"),
        "logging-driver.awsfirelens.log-driver-buffer-limit",
    );
}

fn volume(v: &w::Volume, all: &mut Names) {
    if let Some(d) = &v.docker_volume_configuration {
        let driver = d.driver.as_deref().unwrap_or("local");
        // Every engine has its `local` driver.
        all.ask(
            driver != "local",
            &format!("docker-plugin.{}", driver.replace(':', ".")),
        );
    }
    if let Some(efs) = &v.efs_volume_configuration {
        all.unsent(true, "efs", "efs");
        all.ask(efs.authorization_config.is_some(), "efsAuth");
    }
    all.unsent(
        v.fsx_windows_file_server_volume_configuration.is_some(),
        "fsxWindowsFileServer",
        "fsx",
    );
    let s3 = v.s3files_volume_configuration.is_some();
    all.unsent(s3, "storage.s3-files", "s3-files");
    let later = v.configured_at_launch == Some(true);
    all.unsent(later, "storage.ebs-task-volume-attach", "ebs");
}
