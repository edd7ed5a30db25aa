//! What a plan looks at: tasks of a service as its plan sees them (pure).

use std::time::Duration;

use kernel::Time;

use crate::service::record::{Leaving, Member, Target};
use crate::service::registries;
use crate::task::record::{Stop, Task, TaskState};

/// Without any check, a task counts as healthy after running so long: a program that ends at once never does.
pub(crate) const SETTLING: Duration = Duration::from_millis(100);
/// And has proven itself after this: until then its end is a failure of its deployment, which is not over yet.
pub(crate) const PROBATION: Duration = Duration::from_secs(5);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Health {
    /// Not running yet, or its checks have not said anything.
    Unknown,
    Healthy,
    /// What to say when it is stopped for it.
    Unhealthy(Ill),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ill {
    Container,
    /// Of a target: group, port, reason.
    Target(String, i32, String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Starting,
    Running,
    /// Told to stop, not stopped yet.
    Stopping,
    Stopped(End),
}

/// How a stopped task ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// It never ran, or ended by itself soon after.
    Stumbled(Time),
    /// It was stopped because it was unhealthy.
    Sick(Time),
    Other,
}

/// One task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Facts {
    pub id: String,
    pub deployment: String,
    pub node: String,
    pub zone: String,
    pub created: Time,
    pub phase: Phase,
    pub health: Health,
    /// When its health may change by time alone.
    pub until: Option<Time>,
    /// Nothing speaks against it any more: no failure after this counts as one of starting.
    pub proven: bool,
    /// The plan knows that it has been healthy once.
    pub noted: bool,
    pub protected_until: Option<Time>,
    /// Its machine is to be emptied.
    pub draining: bool,
    pub leaving: Option<Leaving>,
    pub targets: Vec<Target>,
    /// It runs, and some target group does not know it.
    pub unregistered: bool,
    /// Cloud Map is to hear of it.
    pub unnamed: bool,
}

impl Facts {
    /// Wanted, as far as it was told.
    pub(crate) fn alive(&self) -> bool {
        self.leaving.is_none() && matches!(self.phase, Phase::Starting | Phase::Running)
    }

    pub(crate) fn stopped(&self) -> bool {
        matches!(self.phase, Phase::Stopped(_))
    }

    pub(crate) fn healthy(&self) -> bool {
        self.health == Health::Healthy
    }

    pub(crate) fn protected(&self, now: Time) -> bool {
        self.protected_until.is_some_and(|until| until > now)
    }
}

/// The task as the plan sees it: `groups` and `names` are how many registrations it should have with load balancers and
/// in Cloud Map.
pub(crate) fn read(
    task: &Task,
    member: &Member,
    (groups, names): (usize, usize),
    grace: Duration,
    draining: bool,
    now: Time,
) -> Facts {
    let checked = groups > 0 || task.containers.iter().any(|c| c.essential && c.has_health_check);
    let (health, until) = match &task.state {
        TaskState::Running { started } if !checked && now < *started + SETTLING => {
            (Health::Unknown, Some(*started + SETTLING))
        }
        TaskState::Running { started } => health(*started, task, member, groups, grace, now),
        _ => (Health::Unknown, None),
    };
    let phase = match &task.state {
        TaskState::Provisioning | TaskState::Pending => Phase::Starting,
        TaskState::Running { .. } => Phase::Running,
        TaskState::Stopping { .. } => Phase::Stopping,
        TaskState::Stopped { started, why, at, .. } => {
            Phase::Stopped(end(*started, why, *at, checked && !member.healthy))
        }
    };
    let proven_at = match &task.state {
        TaskState::Running { started } if checked => (health == Health::Healthy).then_some(*started),
        TaskState::Running { started } => Some(*started + PROBATION),
        _ => None,
    };
    let proven = proven_at.is_some_and(|at| at <= now);
    Facts {
        id: task.id.clone(),
        deployment: task.started_by.clone().unwrap_or_default(),
        node: task.node.id.clone(),
        zone: task.zone.clone().unwrap_or_default(),
        created: task.created,
        unregistered: phase == Phase::Running && member.leaving.is_none() && member.targets.len() < groups,
        unnamed: registries::outdated(task, member, names),
        phase,
        health,
        until: until.into_iter().chain(proven_at).filter(|at| *at > now).min(),
        proven,
        noted: member.healthy,
        protected_until: task.protected_until,
        draining,
        leaving: member.leaving.clone(),
        targets: member.targets.clone(),
    }
}

/// `unproven`: it is checked, and no check ever found it healthy.
pub(super) fn end(started: Option<Time>, why: &Stop, at: Time, unproven: bool) -> End {
    let by_itself = why.code == "EssentialContainerExited";
    let soon = started.is_none_or(|s| at.since(s) < PROBATION);
    match why.code.as_str() {
        "TaskFailedToStart" => End::Stumbled(at),
        _ if by_itself && (soon || unproven) => End::Stumbled(at),
        "ServiceSchedulerInitiated" if why.reason.starts_with("Task failed") => End::Sick(at),
        _ => End::Other,
    }
}

/// Its health, and when that may change without a word from anybody.
fn health(
    started: Time,
    task: &Task,
    member: &Member,
    groups: usize,
    grace: Duration,
    now: Time,
) -> (Health, Option<Time>) {
    let excused = Some(started + grace).filter(|until| *until > now);
    let ill = |what: Ill| match excused {
        Some(until) => (Health::Unknown, Some(until)),
        None => (Health::Unhealthy(what), None),
    };
    let mut known = true;
    for c in task
        .containers
        .iter()
        .filter(|c| c.essential && c.has_health_check)
    {
        match c.health.as_deref() {
            Some("HEALTHY") => {}
            Some("UNHEALTHY") => return ill(Ill::Container),
            _ => known = false,
        }
    }
    for target in &member.targets {
        match target.state.as_str() {
            // A group that no balancer uses has nothing to say.
            "healthy" | "unused" => {}
            "unhealthy" => {
                return ill(Ill::Target(
                    target.group.clone(),
                    target.port,
                    target.reason.clone(),
                ));
            }
            _ => known = false,
        }
    }
    if known && member.targets.len() >= groups {
        (Health::Healthy, None)
    } else {
        (Health::Unknown, None)
    }
}
