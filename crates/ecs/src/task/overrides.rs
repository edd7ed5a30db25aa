//! Overrides of a definition for one run: checked against it, and merged into what the task uses.

use kernel::Fault;
use wire::ecs as w;
use wire::schema::Shape as _;

use crate::fault;
use crate::task_definition::record::TaskDefinition;

/// At most 8192 characters of JSON (RunTask).
const LONGEST: usize = 8192;

/// Checks the overrides. What cannot be honoured is refused by name.
pub(crate) fn check(o: &w::TaskOverride, d: &TaskDefinition) -> Result<(), Fault> {
    let known = d.definition.container_definitions.as_deref().unwrap_or_default();
    let given = o.container_overrides.as_deref().unwrap_or_default();
    for (i, c) in given.iter().enumerate() {
        let name = c.name.as_deref().unwrap_or_default();
        if name.is_empty() {
            return Err(fault::invalid(
                "Container override must specify a container name.",
            ));
        }
        let Some(own) = known.iter().find(|k| k.name.as_deref() == Some(name)) else {
            return Err(fault::invalid(format!(
                "Override for container named {name} is not a container in the TaskDefinition."
            )));
        };
        if given.iter().take(i).any(|other| other.name == c.name) {
            return Err(fault::invalid(format!(
                "There is more than one override for container named {name}."
            )));
        }
        let bad = |e: &w::KeyValuePair| {
            let name = e.name.as_deref().unwrap_or_default();
            let value = e.value.as_deref().unwrap_or_default();
            name.is_empty() || name.contains(['=', '\0']) || value.contains('\0')
        };
        if c.environment.iter().flatten().any(bad) {
            return Err(fault::invalid(format!(
                "Invalid 'environment' setting in the override for container named {name}."
            )));
        }
        let hard = c.memory.or(own.memory);
        let soft = c.memory_reservation.or(own.memory_reservation);
        if hard.zip(soft).is_some_and(|(hard, soft)| soft > hard) {
            return Err(fault::invalid(format!(
                "In the override for container named {name}, 'memoryReservation' must not be greater than 'memory'."
            )));
        }
        files(
            c,
            o.execution_role_arn
                .as_ref()
                .or(d.definition.execution_role_arn.as_ref()),
        )?;
        devices(c)?;
        if c.memory.is_some_and(|m| m < 6) || c.memory_reservation.is_some_and(|m| m < 6) {
            return Err(fault::invalid(
                "Container memory overrides must be at least 6 MiB.",
            ));
        }
        if c.cpu.is_some_and(|n| n < 0) {
            return Err(fault::invalid("Container cpu overrides must not be negative."));
        }
    }
    for role in [&o.task_role_arn, &o.execution_role_arn].into_iter().flatten() {
        let valid = kernel::Arn::parse(role)
            .and_then(|a| (a.service == "iam").then_some(a.typed()?.0 == "role"))
            .unwrap_or(false);
        if !valid {
            return Err(fault::invalid("Role is not valid."));
        }
    }
    if o.inference_accelerator_overrides
        .as_ref()
        .is_some_and(|x| !x.is_empty())
    {
        return Err(fault::unsupported("overrides.inferenceAcceleratorOverrides"));
    }
    let size = o.ephemeral_storage.as_ref().map(|e| e.size_in_gib);
    if size.is_some_and(|gib| !(21..=200).contains(&gib)) {
        return Err(fault::invalid(
            "Ephemeral storage size must be between 21 GiB and 200 GiB.",
        ));
    }
    let text = wire::protocol::to_json(w::TaskOverride::schema(), &o.clone().into_value());
    if text.chars().count() > LONGEST {
        return Err(fault::invalid(format!(
            "Overrides must not be longer than {LONGEST} characters."
        )));
    }
    Ok(())
}

/// Environment files in the place of the definition's, under the same rules.
fn files(c: &w::ContainerOverride, role: Option<&String>) -> Result<(), Fault> {
    let given = c.environment_files.as_deref().unwrap_or_default();
    if given.is_empty() {
        return Ok(());
    }
    let valid = |f: &w::EnvironmentFile| {
        let object = f.value.splitn(6, ':').nth(5).unwrap_or_default();
        f.r#type == "s3" && f.value.starts_with("arn:aws") && object.contains('/') && object.ends_with(".env")
    };
    if !given.iter().all(valid) {
        return Err(fault::invalid("Invalid arn syntax."));
    }
    if given.len() > 10 {
        return Err(fault::invalid("At most 10 environment files can be given."));
    }
    match role {
        Some(_) => Ok(()),
        None => Err(fault::invalid(
            "When you are specifying environmentFiles, you must also specify a value for 'executionRoleArn'.",
        )),
    }
}

/// Whole GPUs in the place of the definition's.
fn devices(c: &w::ContainerOverride) -> Result<(), Fault> {
    let given = c.resource_requirements.as_deref().unwrap_or_default();
    let member = "overrides.containerOverrides.resourceRequirements";
    for r in given {
        if r.r#type != "GPU" || r.sharing_strategy.is_some() {
            return Err(fault::unsupported(&format!("{member} {}", r.r#type)));
        }
        let count = r.value.as_deref().and_then(|v| v.parse::<u32>().ok());
        if count.is_none_or(|n| n == 0) {
            return Err(fault::invalid(format!("Invalid '{member}' setting.")));
        }
    }
    match given.len() {
        0 | 1 => Ok(()),
        _ => Err(fault::invalid(format!("Invalid '{member}' setting."))),
    }
}

/// The overrides of one container.
pub(crate) fn of<'a>(o: &'a w::TaskOverride, name: &str) -> Option<&'a w::ContainerOverride> {
    o.container_overrides
        .as_deref()
        .unwrap_or_default()
        .iter()
        .find(|c| c.name.as_deref() == Some(name))
}

/// As ECS answers them: the containers that are overridden, empty lists where nothing is.
pub(crate) fn normalised(o: Option<&w::TaskOverride>, d: &TaskDefinition) -> w::TaskOverride {
    let mut o = o.cloned().unwrap_or_default();
    let given = o.container_overrides.take().unwrap_or_default();
    let names = d
        .definition
        .container_definitions
        .iter()
        .flatten()
        .filter_map(|c| c.name.clone());
    o.container_overrides = Some(
        names
            .map(|n| {
                let found = given.iter().find(|c| c.name.as_ref() == Some(&n)).cloned();
                found.unwrap_or_else(|| w::ContainerOverride {
                    name: Some(n),
                    ..Default::default()
                })
            })
            .collect(),
    );
    o.inference_accelerator_overrides = Some(Vec::new());
    o
}
