//! One container by itself (ContainerDefinition).

use std::collections::BTreeSet;
use std::net::IpAddr;

use wire::acs::Probe;
use wire::ecs as w;

use super::super::NetworkMode;
use super::{Rule, arn_of, called, ensure, linux, mode, name, twice, unsupported, value_from};

/// The least memory of a container, in MiB.
const MEMORY_MIN: i32 = 6;

pub(super) fn check(c: &w::ContainerDefinition, d: &w::TaskDefinition) -> Rule {
    name("Container.name", called(c))?;
    image(c.image.as_deref().unwrap_or_default())?;
    size(c, d)?;
    environment(c, d)?;
    network(c, d)?;
    health(c, d)?;
    restart(c)?;
    for (what, given) in [("startTimeout", c.start_timeout), ("stopTimeout", c.stop_timeout)] {
        ensure(given.is_none_or(|t| t >= 0), || setting(c, what))?;
    }
    if let Some(r) = &c.repository_credentials {
        let arn = arn_of(&r.credentials_parameter, "secretsmanager");
        ensure(arn.is_some(), || "Invalid arn syntax.".into())?;
        needs_execution_role(d, "container repositoryCredentials")?;
    }
    let specs = c.credential_specs.as_deref().unwrap_or_default();
    let form = |s: &String| s.starts_with("credentialspec:") || s.starts_with("credentialspecdomainless:");
    ensure(specs.len() <= 1 && specs.iter().all(form), || {
        setting(c, "credentialSpecs")
    })?;
    devices(c)?;
    linux::check(c, d)
}

/// AWS's sentence for a member with a bad value.
pub(super) fn setting(c: &w::ContainerDefinition, member: &str) -> String {
    format!("Invalid '{member}' setting for container '{}'.", called(c))
}

/// The same with what is wrong.
fn wrong(c: &w::ContainerDefinition, what: &str) -> String {
    format!("Invalid setting for container '{}'. {what}", called(c))
}

pub(super) fn needs_execution_role(d: &w::TaskDefinition, what: &str) -> Rule {
    ensure(d.execution_role_arn.is_some(), || {
        format!("When you are specifying {what}, you must also specify a value for 'executionRoleArn'.")
    })
}

/// Up to 255 characters of `repository:tag` or `repository@digest`.
fn image(image: &str) -> Rule {
    ensure(!image.is_empty(), || {
        "Container.image should not be null or empty.".into()
    })?;
    let legal = image
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-_.:/#@+".contains(&b));
    ensure(legal, || "Container.image contains invalid characters.".into())?;
    ensure(image.len() <= 255, || {
        "Container.image should not be longer than 255 characters.".into()
    })
}

fn size(c: &w::ContainerDefinition, d: &w::TaskDefinition) -> Rule {
    ensure(c.cpu.is_none_or(|n| n >= 0), || setting(c, "cpu"))?;
    for (what, given) in [("memory", c.memory), ("memoryReservation", c.memory_reservation)] {
        ensure(given.is_none_or(|m| m >= MEMORY_MIN), || {
            wrong(c, &format!("'{what}' must be at least {MEMORY_MIN} MiB."))
        })?;
    }
    if let (Some(hard), Some(soft)) = (c.memory, c.memory_reservation) {
        ensure(soft <= hard, || {
            wrong(c, "'memoryReservation' must not be greater than 'memory'.")
        })?;
    }
    let sized = d.memory.is_some() || c.memory.is_some() || c.memory_reservation.is_some();
    ensure(sized, || {
        wrong(
            c,
            "At least one of 'memory' or 'memoryReservation' must be specified.",
        )
    })
}

fn environment(c: &w::ContainerDefinition, d: &w::TaskDefinition) -> Rule {
    let variable = |name: &str| !name.is_empty() && !name.contains(['=', '\0']);
    let mut names = BTreeSet::new();
    for e in c.environment.iter().flatten() {
        let name = e.name.as_deref().unwrap_or_default();
        let value = e.value.as_deref().unwrap_or_default();
        ensure(variable(name) && !value.contains('\0'), || {
            setting(c, "environment")
        })?;
        names.insert(name);
    }
    let secrets = c.secrets.as_deref().unwrap_or_default();
    if !secrets.is_empty() {
        needs_execution_role(d, "container secrets")?;
    }
    for s in secrets {
        ensure(variable(&s.name), || setting(c, "secrets"))?;
        value_from(&s.value_from)?;
        ensure(!names.contains(s.name.as_str()), || {
            format!(
                "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '{}'.",
                s.name
            )
        })?;
    }
    unique_secrets(secrets)?;
    let files = c.environment_files.as_deref().unwrap_or_default();
    ensure(files.len() <= 10, || setting(c, "environmentFiles"))?;
    for f in files {
        let valid = match f.r#type.as_str() {
            "s3" => arn_of(&f.value, "s3").is_some_and(|object| object.ends_with(".env")),
            _ => !f.value.is_empty(),
        };
        ensure(valid, || "Invalid arn syntax.".into())?;
        needs_execution_role(d, "environmentFiles")?;
    }
    Ok(())
}

pub(super) fn unique_secrets(secrets: &[w::Secret]) -> Rule {
    match twice(secrets.iter().map(|s| s.name.as_str())) {
        Some(name) => ensure(false, || {
            format!("Duplicate secret names found: {name}. Each secret name must be unique.")
        }),
        None => Ok(()),
    }
}

/// In awsvpc mode the containers share the task's interface, so that a container has no network members of its own.
fn network(c: &w::ContainerDefinition, d: &w::TaskDefinition) -> Rule {
    let some = |list: &Option<Vec<String>>| list.as_ref().is_some_and(|l| !l.is_empty());
    if mode(d) == NetworkMode::Awsvpc {
        let own = [
            ("hostname", c.hostname.is_some()),
            ("dnsServers", some(&c.dns_servers)),
            ("dnsSearchDomains", some(&c.dns_search_domains)),
            (
                "extraHosts",
                c.extra_hosts.as_ref().is_some_and(|h| !h.is_empty()),
            ),
            ("disableNetworking", c.disable_networking == Some(true)),
        ];
        if let Some((member, _)) = own.iter().find(|(_, used)| *used) {
            return ensure(false, || {
                format!("{member} is not supported on container when networkMode=awsvpc.")
            });
        }
    }
    let host = |h: &str| {
        let legal = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
        (1..=253).contains(&h.len()) && h.bytes().all(legal)
    };
    ensure(c.hostname.as_deref().is_none_or(host), || setting(c, "hostname"))?;
    let servers = c.dns_servers.iter().flatten();
    ensure(servers.clone().all(|s| s.parse::<IpAddr>().is_ok()), || {
        setting(c, "dnsServers")
    })?;
    ensure(c.dns_search_domains.iter().flatten().all(|s| host(s)), || {
        setting(c, "dnsSearchDomains")
    })?;
    let mut extra = c.extra_hosts.iter().flatten();
    ensure(
        extra.all(|e| host(&e.hostname) && e.ip_address.parse::<IpAddr>().is_ok()),
        || setting(c, "extraHosts"),
    )
}

/// HealthCheck: how it is asked, and its bounds.
fn health(c: &w::ContainerDefinition, d: &w::TaskDefinition) -> Rule {
    let Some(h) = &c.health_check else {
        return Ok(());
    };
    let kind = h.command.first().map_or("", String::as_str);
    let valid = match kind {
        "CMD" => h.command.len() > 1,
        "CMD-SHELL" => h.command.len() == 2,
        "NONE" => h.command.len() == 1,
        // Longshore's own: the agent asks, so that the image needs no tool.
        "HTTP" | "TCP" | "GRPC" => {
            let parsed = Probe::parse(&h.command);
            ensure(parsed.is_ok(), || wrong(c, &parsed.err().unwrap_or_default()))?;
            ensure(mode(d) != NetworkMode::None, || {
                wrong(c, &format!("The health check {kind} needs a network."))
            })?;
            true
        }
        _ => false,
    };
    ensure(valid, || {
        wrong(
            c,
            "The health check command must be NONE, or CMD with arguments, or CMD-SHELL with one command line.",
        )
    })?;
    for (what, given, low, high) in [
        ("interval", h.interval, 5, 300),
        ("timeout", h.timeout, 2, 120),
        ("retries", h.retries, 1, 10),
        ("startPeriod", h.start_period, 0, 300),
    ] {
        ensure(given.is_none_or(|n| (low..=high).contains(&n)), || {
            wrong(
                c,
                &format!("The health check {what} must be between {low} and {high}."),
            )
        })?;
    }
    Ok(())
}

/// ContainerRestartPolicy.
fn restart(c: &w::ContainerDefinition) -> Rule {
    let Some(r) = &c.restart_policy else {
        return Ok(());
    };
    let period = r.restart_attempt_period.unwrap_or(300);
    ensure((60..=1800).contains(&period), || {
        wrong(c, "restartAttemptPeriod must be between 60 and 1800 seconds.")
    })?;
    let codes = r.ignored_exit_codes.as_ref().map_or(0, Vec::len);
    ensure(codes <= 50, || {
        wrong(c, "ignoredExitCodes can have at most 50 exit codes.")
    })
}

/// ResourceRequirement: whole GPUs, all of one container in one entry.
fn devices(c: &w::ContainerDefinition) -> Rule {
    let all = c.resource_requirements.as_deref().unwrap_or_default();
    for r in all {
        if r.sharing_strategy.is_some() {
            return unsupported("resourceRequirements.sharingStrategy");
        }
        ensure(r.r#type != "InferenceAccelerator", || {
            "Amazon Elastic Inference is no longer available: resourceRequirements can not name an InferenceAccelerator.".into()
        })?;
        let count = r.value.as_deref().and_then(|v| v.parse::<u32>().ok());
        ensure(count.is_some_and(|n| n > 0), || {
            setting(c, "resourceRequirements")
        })?;
    }
    ensure(twice(all.iter().map(|r| &r.r#type)).is_none(), || {
        setting(c, "resourceRequirements")
    })
}
