//! Rules and defaults of a task definition: what RegisterTaskDefinition refuses, and what it makes of what it takes.
//! Pure: a request in, the definition as ECS keeps it or ECS's refusal out.
//!
//! * [`fill`] defaults · [`task`] the task's own members, its size · [`launch`] what each launch type adds
//! * [`container`] one container · [`port`] · [`order`] links, dependencies, volumesFrom · [`volume`] · [`log`] · [`linux`]
//!
//! The rules are those of the ECS API Reference (RegisterTaskDefinition and its data types) and of the Developer
//! Guide's chapter "Task definition parameters". Texts are AWS's own where they are known; the others keep to their form.
//!
//! INVARIANT: rules are judged after the defaults are filled in, so that a default never breaks a rule unseen.

mod container;
mod fill;
mod launch;
mod linux;
mod log;
mod order;
mod port;
mod task;
#[cfg(test)]
mod tests;
mod volume;

use kernel::Fault;
use wire::ecs as w;
use wire::schema::Shape as _;

use super::{NetworkMode, requires};
use crate::fault;

/// Bytes of a whole definition (Amazon ECS service quotas).
const LONGEST: usize = 65_536;

type Rule = Result<(), Fault>;

/// Checks a registration and answers the definition as ECS keeps it.
///
/// # Errors
/// `ClientException` with the first rule that is broken.
pub(crate) fn definition(req: &w::RegisterTaskDefinitionRequest) -> Result<w::TaskDefinition, Fault> {
    name("Family", &req.family)?;
    let length = wire::protocol::to_json(
        w::RegisterTaskDefinitionRequest::schema(),
        &req.clone().into_value(),
    )
    .len();
    ensure(length <= LONGEST, || {
        format!("Actual length: '{length}'. Max allowed length is '{LONGEST}' bytes.")
    })?;
    task::retired(req)?;
    let mut d = fill::definition(req);
    task::check(&d)?;
    volume::check(&d)?;
    for c in containers(&d) {
        container::check(c, &d)?;
    }
    port::check(&d)?;
    order::check(&d)?;
    log::check(&d)?;
    d.compatibilities = Some(launch::compatibilities(&d)?);
    d.requires_attributes = Some(requires::attributes(&d));
    Ok(d)
}

fn containers(d: &w::TaskDefinition) -> &[w::ContainerDefinition] {
    d.container_definitions.as_deref().unwrap_or_default()
}

fn mode(d: &w::TaskDefinition) -> NetworkMode {
    NetworkMode::of(d.network_mode.as_deref())
}

/// A container's name, for texts.
fn called(c: &w::ContainerDefinition) -> &str {
    c.name.as_deref().unwrap_or_default()
}

fn ensure(holds: bool, text: impl FnOnce() -> String) -> Rule {
    if holds { Ok(()) } else { Err(fault::client(text())) }
}

/// What Longshore does not do is refused by name, under the one code that this operation has for it.
fn unsupported(member: &str) -> Rule {
    Err(fault::client(format!(
        "Longshore does not support `{member}` yet"
    )))
}

/// Families, containers and volumes: up to 255 letters, digits, hyphens and underscores.
fn name(what: &str, given: &str) -> Rule {
    ensure(!given.is_empty(), || {
        format!("{what} should not be null or empty.")
    })?;
    let legal = given
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    ensure(legal, || format!("{what} contains invalid characters."))?;
    ensure(given.len() <= 255, || {
        format!("{what} should not be longer than 255 characters.")
    })
}

/// Secrets and log secrets: an ARN of Secrets Manager or Parameter Store, or a parameter's name.
fn value_from(given: &str) -> Rule {
    ensure(!given.is_empty(), || {
        "Secret valueFrom should not be null or empty.".into()
    })?;
    let known = !given.starts_with("arn:")
        || arn_of(given, "secretsmanager").is_some()
        || arn_of(given, "ssm").is_some();
    ensure(known, || "Invalid arn syntax.".into())
}

/// The resource of an ARN of `service`.
fn arn_of<'a>(arn: &'a str, service: &str) -> Option<&'a str> {
    let mut parts = arn.splitn(6, ':');
    let head = parts.next() == Some("arn") && parts.next().is_some_and(|p| p.starts_with("aws"));
    let same = parts.next() == Some(service);
    let resource = parts.nth(2)?;
    (head && same && !resource.is_empty()).then_some(resource)
}

/// The first that occurs twice.
fn twice<'a, T: Ord + 'a>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut seen = std::collections::BTreeSet::new();
    for one in all {
        if seen.contains(&one) {
            return Some(one);
        }
        seen.insert(one);
    }
    None
}
