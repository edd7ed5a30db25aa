//! Log drivers and their options (LogConfiguration), and FireLens.

use std::collections::BTreeMap;

use wire::ecs as w;

use super::container::{needs_execution_role, unique_secrets};
use super::{Rule, called, containers, ensure, value_from};

/// The options of `awslogs`: those that must be there first.
const AWSLOGS: [&str; 8] = [
    "awslogs-region",
    "awslogs-group",
    "awslogs-stream-prefix",
    "awslogs-create-group",
    "awslogs-datetime-format",
    "awslogs-multiline-pattern",
    "mode",
    "max-buffer-size",
];

pub(super) fn check(d: &w::TaskDefinition) -> Rule {
    let mut routed = 0;
    for c in containers(d) {
        let Some(l) = &c.log_configuration else { continue };
        let secrets = l.secret_options.as_deref().unwrap_or_default();
        if !secrets.is_empty() {
            needs_execution_role(d, "log configuration secretOptions")?;
        }
        for s in secrets {
            value_from(&s.value_from)?;
        }
        unique_secrets(secrets)?;
        match l.log_driver.as_str() {
            "awslogs" => awslogs(l.options.as_ref())?,
            "awsfirelens" => routed += 1,
            _ => {}
        }
    }
    firelens(d, routed)
}

fn awslogs(options: Option<&BTreeMap<String, String>>) -> Rule {
    let none = BTreeMap::new();
    let options = options.unwrap_or(&none);
    let given = |name: &&str| options.get(*name).is_some_and(|v| !v.is_empty());
    let missing: Vec<_> = AWSLOGS.iter().take(2).filter(|o| !given(o)).copied().collect();
    ensure(missing.is_empty(), || {
        format!("Log driver awslogs requires options: {}", missing.join(", "))
    })?;
    let known = |o: &&String| AWSLOGS.contains(&o.as_str());
    let foreign: Vec<_> = options.keys().filter(|o| !known(o)).cloned().collect();
    ensure(foreign.is_empty(), || {
        format!("Log driver awslogs disallows options: {}", foreign.join(", "))
    })?;
    ensure(
        !(given(&"awslogs-datetime-format") && given(&"awslogs-multiline-pattern")),
        || {
            "Log driver awslogs takes only one of the options: awslogs-datetime-format, awslogs-multiline-pattern".into()
        },
    )?;
    let value = |name: &str| options.get(name).map(String::as_str);
    let bad = |name: &str| format!("Invalid value of log driver awslogs option: {name}");
    ensure(
        matches!(value("awslogs-create-group"), None | Some("true" | "false")),
        || bad("awslogs-create-group"),
    )?;
    ensure(
        matches!(value("mode"), None | Some("blocking" | "non-blocking")),
        || bad("mode"),
    )?;
    ensure(value("max-buffer-size").is_none_or(is_size), || {
        bad("max-buffer-size")
    })
}

/// `25m`, `1g`, `4096`.
fn is_size(text: &str) -> bool {
    let lower = text.trim().to_ascii_lowercase();
    let number = lower
        .trim_end_matches('b')
        .trim_end_matches(['k', 'm', 'g'])
        .trim();
    number.parse::<u64>().is_ok_and(|n| n > 0)
}

/// One container routes the logs of those with the `awsfirelens` driver.
fn firelens(d: &w::TaskDefinition, routed: usize) -> Rule {
    let mut routers = containers(d)
        .iter()
        .filter(|c| c.firelens_configuration.is_some());
    let (Some(router), more) = (routers.next(), routers.next()) else {
        return ensure(routed == 0, || {
            "When a container is configured with the awsfirelens log driver, one container must have a firelensConfiguration object.".into()
        });
    };
    ensure(more.is_none(), || {
        "Only one container can have a firelensConfiguration object.".into()
    })?;
    ensure(routed > 0, || {
        "When a firelensConfiguration object is specified, at least one container has to be configured with the awsfirelens log driver.".into()
    })?;
    let options = router
        .firelens_configuration
        .as_ref()
        .and_then(|f| f.options.as_ref());
    let option = |name: &str| options.and_then(|o| o.get(name)).map(String::as_str);
    let bad = |name: &str| {
        format!(
            "Invalid firelensConfiguration option {name} of container '{}'.",
            called(router)
        )
    };
    for name in options.into_iter().flat_map(BTreeMap::keys) {
        let known = ["enable-ecs-log-metadata", "config-file-type", "config-file-value"];
        ensure(known.contains(&name.as_str()), || bad(name))?;
    }
    let value = option("config-file-value").unwrap_or_default();
    match option("config-file-type") {
        None => ensure(value.is_empty(), || bad("config-file-value")),
        Some("file") => ensure(!value.is_empty(), || bad("config-file-value")),
        Some("s3") => ensure(super::arn_of(value, "s3").is_some(), || {
            "Invalid arn syntax.".into()
        }),
        Some(_) => ensure(false, || bad("config-file-type")),
    }
}
