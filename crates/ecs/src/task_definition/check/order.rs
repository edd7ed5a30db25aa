//! What containers say of each other: links, volumesFrom, dependsOn. None may lead back to itself.

use std::collections::BTreeMap;

use wire::ecs as w;

use super::super::NetworkMode;
use super::{Rule, called, containers, ensure, mode};

/// From a container to those that must be there first.
type Graph<'a> = BTreeMap<&'a str, Vec<&'a str>>;

pub(super) fn check(d: &w::TaskDefinition) -> Rule {
    let known = |name: &str| containers(d).iter().find(|c| called(c) == name);
    let (mut links, mut after) = (Graph::new(), Graph::new());
    for c in containers(d) {
        let me = called(c);
        for link in c.links.iter().flatten() {
            let mode = mode(d);
            ensure(mode == NetworkMode::Bridge, || {
                format!("Links are not supported when networkMode={}.", mode.as_str())
            })?;
            let (to, alias) = link.split_once(':').unwrap_or((link, link));
            ensure(known(to).is_some() && !alias.is_empty(), || {
                format!("Container '{me}' has an invalid link '{link}': there is no such container.")
            })?;
            links.entry(me).or_default().push(to);
        }
        for from in c.volumes_from.iter().flatten() {
            let source = from.source_container.as_deref().unwrap_or_default();
            ensure(known(source).is_some() && source != me, || {
                format!("Unknown container '{source}' in volumesFrom of container '{me}'.")
            })?;
            after.entry(me).or_default().push(source);
        }
        for dep in c.depends_on.iter().flatten() {
            let to = dep.container_name.as_str();
            let Some(other) = known(to) else {
                return ensure(false, || {
                    format!("Cannot depend on container + '{to}' because it does not exist")
                });
            };
            condition(&dep.condition, other)?;
            after.entry(me).or_default().push(to);
        }
    }
    ensure(!is_cyclic(&links), || {
        "Container links should not have a cycle".into()
    })?;
    // A link, too, makes the agent start the other one first.
    for (me, to) in links {
        after.entry(me).or_default().extend(to);
    }
    ensure(!is_cyclic(&after), || {
        "Container dependencies should not have a cycle".into()
    })
}

/// What a dependency's condition asks of the other container (ContainerDependency).
fn condition(condition: &str, other: &w::ContainerDefinition) -> Rule {
    match condition {
        "SUCCESS" | "COMPLETE" => ensure(other.essential == Some(false), || {
            "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container"
                .into()
        }),
        "HEALTHY" => {
            let check = other.health_check.as_ref();
            let checked = check.is_some_and(|h| h.command.first().is_some_and(|c| c != "NONE"));
            ensure(checked, || {
                format!(
                    "A dependency container with HEALTHY condition must have a health check: container '{}' has none",
                    called(other)
                )
            })
        }
        _ => Ok(()),
    }
}

/// Takes away, again and again, the containers that wait for nobody; a cycle is what never goes.
fn is_cyclic(graph: &Graph<'_>) -> bool {
    let mut left = graph.clone();
    loop {
        let free: Vec<&str> = left
            .iter()
            .filter(|(_, to)| to.iter().all(|t| !left.contains_key(t)))
            .map(|(name, _)| *name)
            .collect();
        if free.is_empty() {
            return !left.is_empty();
        }
        for name in free {
            left.remove(name);
        }
    }
}
