//! What a service deployment has come to. Pure.

use wire::ecs as w;

/// Exit codes of `deploy`, `rollback` and `wait`.
pub(super) const ROLLED_BACK: u8 = 3;
pub(super) const TIMED_OUT: u8 = 4;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Under way: one line about how far.
    Going(String),
    /// The target revision serves.
    Done,
    /// It does not; `rolled_back` when the revision before it serves again.
    Failed { reason: String, rolled_back: bool },
}

/// AWS's words for its states (ServiceDeployment, `status`). A deployment that was rolled back has failed, whatever a
/// waiter for steadiness says.
pub(super) fn judge(d: &w::ServiceDeployment) -> Verdict {
    let why = |otherwise: &str| {
        let rollback = d.rollback.as_ref().and_then(|r| r.reason.clone());
        rollback
            .or_else(|| d.status_reason.clone())
            .unwrap_or_else(|| otherwise.to_owned())
    };
    let failed = |reason: String, rolled_back| Verdict::Failed { reason, rolled_back };
    match d.status.as_deref().unwrap_or_default() {
        "SUCCESSFUL" => Verdict::Done,
        "ROLLBACK_SUCCESSFUL" => failed(why("the deployment was rolled back"), true),
        "ROLLBACK_FAILED" => failed(why("the deployment failed, and so did its rollback"), false),
        "STOPPED" => failed(why("the deployment was stopped"), false),
        state => Verdict::Going(progress(d, state)),
    }
}

fn progress(d: &w::ServiceDeployment, state: &str) -> String {
    let mut text = match state {
        "PENDING" => "waiting to begin".to_owned(),
        "ROLLBACK_REQUESTED" | "ROLLBACK_IN_PROGRESS" => "rolling back".to_owned(),
        "STOP_REQUESTED" => "stopping".to_owned(),
        _ => "deploying".to_owned(),
    };
    let counts = |r: &w::ServiceRevisionSummary| {
        (
            r.requested_task_count.unwrap_or(0),
            r.running_task_count.unwrap_or(0),
            r.pending_task_count.unwrap_or(0),
        )
    };
    if let Some((wanted, running, pending)) = d.target_service_revision.as_ref().map(counts) {
        text.push_str(&format!(": {running} of {wanted} running"));
        if pending > 0 {
            text.push_str(&format!(", {pending} starting"));
        }
    }
    let old: i32 = d
        .source_service_revisions
        .iter()
        .flatten()
        .map(|r| counts(r).1)
        .sum();
    if old > 0 {
        text.push_str(&format!(", {old} old"));
    }
    if let Some(breaker) = &d.deployment_circuit_breaker {
        let failures = breaker.failure_count.unwrap_or(0);
        if failures > 0 {
            text.push_str(&format!(
                ", {failures} of {} failures",
                breaker.threshold.unwrap_or(0)
            ));
        }
    }
    text
}
