//! What one container expects of another, or everybody of a container, did not come about.

use super::super::facts::Facts;
use super::{Explanation, named, said, told};

pub(super) fn dependency(f: &Facts) -> Option<Explanation> {
    let (c, text) = said(f, &["dependencyerror", "dependency timed out", "did not reach"])?;
    let on = c.map(|c| {
        let list: Vec<_> = c
            .depends_on
            .iter()
            .map(|(name, condition)| format!("`{name}` to be {condition}"))
            .collect();
        format!("it waits for {}", list.join(" and "))
    });
    Some(told(
        format!("What {} depends on did not come about", named(c)),
        match on {
            Some(on) if c.is_some_and(|c| !c.depends_on.is_empty()) => format!("{text} ({on})"),
            _ => text.to_owned(),
        },
        &[
            "look at the container that is waited for: its exit code, health check and last lines",
            "raise its `startTimeout` when it only needs longer",
        ],
    ))
}

pub(super) fn health(f: &Facts) -> Option<Explanation> {
    let by_reason = f.stopped_reason.to_ascii_lowercase().contains("health check");
    let sick = f
        .containers
        .iter()
        .find(|c| c.essential && c.health == "UNHEALTHY");
    if !by_reason && sick.is_none() {
        return None;
    }
    let c = sick.or_else(|| f.containers.iter().find(|c| !c.health_command.is_empty()));
    let last = c
        .and_then(|c| c.health_outputs.last())
        .map_or("it gave no output", String::as_str);
    Some(told(
        format!("The health check of {} failed", named(c)),
        format!("its last result: {last}"),
        &[
            &c.filter(|c| !c.health_command.is_empty()).map_or_else(
                || "check the target of the load balancer's health check".to_owned(),
                |c| {
                    format!(
                        "run it by hand: `longshore exec TASK --container {} -- {}`",
                        c.name,
                        c.health_command
                            .trim_start_matches("CMD-SHELL ")
                            .trim_start_matches("CMD ")
                    )
                },
            ),
            "raise `startPeriod` when the program only needs longer to begin, or `timeout` and `retries`",
        ],
    ))
}
