//! What a service says of itself, in the words of ECS (ECS Developer Guide, "Service event messages").

use crate::task::record::Stop;

const SEE: &str = "For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";

/// `(service web)`, or with the task set of an EXTERNAL service.
pub(crate) fn service(name: &str, set: Option<&str>) -> String {
    match set {
        None => format!("(service {name})"),
        Some(id) => format!("(service {name}, taskSet {id})"),
    }
}

fn tasks(ids: &[String]) -> String {
    let each: Vec<String> = ids.iter().map(|id| format!("(task {id})")).collect();
    each.join(" ")
}

pub(crate) fn started(who: &str, ids: &[String]) -> String {
    format!("{who} has started {} tasks: {}.", ids.len(), tasks(ids))
}

pub(crate) fn stopped(who: &str, ids: &[String]) -> String {
    format!("{who} has stopped {} running tasks: {}.", ids.len(), tasks(ids))
}

pub(crate) fn registered(who: &str, count: usize, group: &str) -> String {
    format!("{who} registered {count} targets in (target-group {group})")
}

pub(crate) fn deregistered(who: &str, count: usize, group: &str) -> String {
    format!("{who} deregistered {count} targets in (target-group {group})")
}

pub(crate) fn named(who: &str, count: usize, registry: &str) -> String {
    format!("{who} registered {count} instances in (service-discovery {registry})")
}

pub(crate) fn unnamed(who: &str, count: usize, registry: &str) -> String {
    format!("{who} deregistered {count} instances in (service-discovery {registry})")
}

pub(crate) fn not_registered(who: &str, registry: &str, why: &str) -> String {
    format!("{who} failed to register instances in (service-discovery {registry}) with (error {why})")
}

pub(crate) fn draining(who: &str, count: usize) -> String {
    format!("{who} has begun draining connections on {count} tasks.")
}

pub(crate) fn steady(who: &str) -> String {
    format!("{who} has reached a steady state.")
}

pub(crate) fn completed(who: &str, deployment: &str) -> String {
    format!("{who} (deployment {deployment}) deployment completed.")
}

pub(crate) fn failed(who: &str, deployment: &str, why: &str) -> String {
    format!("{who} (deployment {deployment}) deployment failed: {why}.")
}

pub(crate) fn rolling_back(who: &str, deployment: &str) -> String {
    format!("{who} rolling back to deployment {deployment}.")
}

pub(crate) fn impaired(who: &str) -> String {
    format!("{who} is unable to consistently start tasks successfully. {SEE}")
}

pub(crate) fn unplaced(who: &str, why: &str) -> String {
    format!("{who} was unable to place a task because {why} {SEE}")
}

fn spread(zones: &[(String, usize)]) -> String {
    let each: Vec<String> = zones.iter().map(|(z, n)| format!("{n} tasks in {z}")).collect();
    match each.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
        None => String::new(),
    }
}

pub(crate) fn uneven(who: &str, zones: &[(String, usize)]) -> String {
    let spread = spread(zones);
    format!("{who} is not AZ balanced with {spread}. AZ Rebalancing in progress.")
}

pub(crate) fn even(who: &str, zones: &[(String, usize)]) -> String {
    format!("{who} is AZ balanced with {}.", spread(zones))
}

pub(crate) fn started_to_even(who: &str, zone: &str, ids: &[String]) -> String {
    let (count, tasks) = (ids.len(), tasks(ids));
    format!("{who} has started {count} tasks in {zone} to AZ Rebalance: {tasks}.")
}

pub(crate) fn unplaced_in(who: &str, zone: &str, why: &str) -> String {
    format!("{who} is unable to place a task in {zone} because {why} {SEE}")
}

pub(crate) fn ill_container(who: &str, task: &str) -> String {
    format!("{who} (task {task}) failed container health checks.")
}

pub(crate) fn ill_target(who: &str, task: &str, port: i32, group: &str, reason: &str) -> String {
    format!(
        "{who} (task {task}) (port {port}) is unhealthy in (target-group {group}) due to (reason {reason})."
    )
}

pub(crate) fn computed(name: &str, set: &str, count: i32) -> String {
    format!("(service {name}) updated computedDesiredCount for taskSet {set} to {count}.")
}

/// Why the scheduler stops a task.
pub(crate) fn scaling(deployment: &str) -> Stop {
    scheduler(format!("Scaling activity initiated by (deployment {deployment})"))
}

pub(crate) fn sick_container() -> Stop {
    scheduler("Task failed container health checks".to_owned())
}

pub(crate) fn sick_target(group: &str) -> Stop {
    scheduler(format!("Task failed ELB health checks in (target-group {group})"))
}

fn scheduler(reason: String) -> Stop {
    Stop {
        code: "ServiceSchedulerInitiated".into(),
        reason,
    }
}

/// `rolloutStateReason`.
pub(crate) fn in_progress(deployment: &str) -> String {
    format!("ECS deployment {deployment} in progress.")
}

pub(crate) fn done(deployment: &str) -> String {
    format!("ECS deployment {deployment} completed.")
}

pub(crate) fn breaker(why: &str) -> String {
    format!("ECS deployment circuit breaker: {why}.")
}

pub(crate) fn breaker_rolls_back(to: &str) -> String {
    format!("ECS deployment circuit breaker: rolling back to deploymentId {to}.")
}
