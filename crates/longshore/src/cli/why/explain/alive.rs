//! The task has not stopped.

use super::super::facts::Facts;
use super::{Explanation, told};

pub(super) fn stopping(f: &Facts) -> Option<Explanation> {
    (f.status == "STOPPING" || !f.stop_code.is_empty()).then(|| {
        let cause = match f.stopped_reason.as_str() {
            "" => "it was asked to",
            reason => reason,
        };
        told(
            "The task is stopping",
            cause,
            &["wait: each container has its `stopTimeout` (30 s unless set) to end after SIGTERM"],
        )
    })
}

pub(super) fn not_taken(f: &Facts) -> Option<Explanation> {
    if f.connected && (f.taken || f.status != "PROVISIONING") {
        return None;
    }
    let what = match f.taken {
        true => format!("The task was {} when it was last heard of", f.status),
        false => "The task has a machine, whose agent has not taken it over".to_owned(),
    };
    Some(told(
        what,
        match f.connected {
            true => "the agent has been told and has not answered yet",
            false => "the machine's agent is not connected; its containers run on without it",
        },
        &[
            "see `longshore status` and `longshore doctor` on the machine: the agent goes on by itself when it is back",
        ],
    ))
}

pub(super) fn waiting(f: &Facts) -> Option<Explanation> {
    if !matches!(f.status.as_str(), "PENDING" | "PROVISIONING" | "ACTIVATING") {
        return None;
    }
    let waits = f.containers.iter().find_map(|c| {
        let (on, condition) = c.depends_on.iter().find(|(name, condition)| {
            let dep = f.containers.iter().find(|d| d.name == *name);
            dep.is_some_and(|d| match condition.as_str() {
                "HEALTHY" => d.health != "HEALTHY",
                "START" => d.status == "PENDING",
                _ => d.status != "STOPPED",
            })
        })?;
        (c.status == "PENDING").then(|| format!("container `{}` waits for `{on}` to be {condition}", c.name))
    });
    let pulling = f
        .timeline
        .iter()
        .any(|(_, what)| what == "images were looked for")
        && !f.timeline.iter().any(|(_, what)| what == "images were there");
    Some(match waits {
        Some(waits) => told(
            "The task is starting",
            waits,
            &["look at the container that is waited for; its `startTimeout` bounds the wait"],
        ),
        None => told(
            "The task is starting",
            match pulling {
                true => "images are being pulled",
                // An agent tells of images when they are there.
                false => "images are being pulled where they are absent, then its containers are made",
            },
            &[
                "wait; a large image takes its time, and so does a registry that does not answer (`docker pull` shows it)",
            ],
        ),
    })
}

pub(super) fn unhealthy(f: &Facts) -> Option<Explanation> {
    let c = f.containers.iter().find(|c| c.health == "UNHEALTHY")?;
    Some(told(
        format!("The task runs, but container `{}` is unhealthy", c.name),
        match c.health_command.as_str() {
            "" => "its health check fails".to_owned(),
            check => format!("its health check fails: {check}"),
        },
        &["run the check by hand with `longshore exec`"],
    ))
}

pub(super) fn runs(f: &Facts) -> Option<Explanation> {
    (f.status == "RUNNING").then(|| {
        told(
            "The task runs",
            "all of its containers have started",
            &["nothing"],
        )
    })
}
