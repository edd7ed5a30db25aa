//! What a service should do next: one pure function from what is to a [`Step`].

use std::time::Duration;

use kernel::Time;

use super::facts::{End, Facts, Phase};
use super::limits::{Limits, limits, patience, pause, threshold};
use super::record::{Deployment, Rollout, Status as Record};
use crate::service::record::{Controller, Scheduling, Service, Status};
use crate::service::words;
use crate::task::record::Stop;

/// How soon to look again for a machine.
const PLACE_AGAIN: Duration = Duration::from_secs(3);

/// One consistent look at a service.
pub(crate) struct Seen {
    pub service: Service,
    pub tasks: Vec<Facts>,
    /// The machines of a DAEMON service.
    pub machines: Vec<Machine>,
    /// The zones that its tasks are spread over, when they are to be kept even.
    pub zones: Vec<String>,
}

/// A machine that a DAEMON service's tasks belong on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Machine {
    pub id: String,
    /// Its agent is there to start something.
    pub open: bool,
}

/// Tasks to start, of one deployment; on a named machine or wherever there is room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Start {
    pub deployment: String,
    pub count: usize,
    pub on: Option<String>,
    /// Only there, to even out the zones.
    pub zone: Option<String>,
}

/// What becomes of a service deployment's record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Amend {
    pub record: String,
    pub status: Record,
    pub reason: Option<String>,
    /// The breaker's count and threshold, and whether it tripped.
    pub failures: i32,
    pub threshold: i32,
    pub tripped: bool,
}

/// What to do, all in one transaction.
#[derive(Debug, Default)]
pub(crate) struct Step {
    /// The service as it is to be written, if it changes.
    pub service: Option<Service>,
    /// Stopped tasks that have been counted.
    pub forget: Vec<String>,
    /// Tasks that have been healthy for the first time.
    pub noted: Vec<String>,
    pub register: Vec<String>,
    /// Tasks of which Cloud Map is to hear.
    pub names: Vec<String>,
    /// Tasks that are not wanted any more: no traffic first, then the stop.
    pub leave: Vec<(String, Stop)>,
    /// Tasks without traffic that were to stop.
    pub halt: Vec<String>,
    pub start: Vec<Start>,
    pub events: Vec<String>,
    pub amend: Vec<Amend>,
    /// The deployment failed, and this revision takes its place.
    pub roll_back: Option<String>,
    pub wake: Option<Time>,
}

impl Step {
    pub(crate) fn is_nothing(&self) -> bool {
        self.service.is_none()
            && self.forget.is_empty()
            && self.noted.is_empty()
            && self.register.is_empty()
            && self.names.is_empty()
            && self.leave.is_empty()
            && self.halt.is_empty()
            && self.start.is_empty()
            && self.events.is_empty()
            && self.amend.is_empty()
            && self.roll_back.is_none()
    }

    pub(super) fn wake_at(&mut self, at: Time) {
        self.wake = self.wake.into_iter().chain([at]).min();
    }
}

/// A plan being made.
pub(super) struct Draft<'a> {
    pub service: Service,
    pub tasks: &'a [Facts],
    pub machines: &'a [Machine],
    pub zones: &'a [String],
    pub now: Time,
    pub step: Step,
    pub waits: Vec<String>,
    /// The service's record is not what it was.
    pub changed: bool,
}

pub(crate) fn decide(seen: &Seen, now: Time) -> Step {
    let mut d = Draft {
        service: seen.service.clone(),
        tasks: &seen.tasks,
        machines: &seen.machines,
        zones: &seen.zones,
        now,
        step: Step::default(),
        waits: Vec::new(),
        changed: false,
    };
    for until in seen.tasks.iter().filter_map(|t| t.until) {
        d.step.wake_at(until);
    }
    d.account();
    d.targets();
    match (d.service.status, d.service.controller) {
        (Status::Inactive, _) => {}
        (Status::Draining, _) => d.empty(),
        (Status::Active, Controller::External) => d.sets(),
        (Status::Active, Controller::Ecs) => {
            d.begin();
            d.prune();
            // A deployment that has just failed is replaced before anything else is done.
            if !d.breaker() {
                match d.service.scheduling {
                    Scheduling::Replica => d.rolling(),
                    Scheduling::Daemon => d.daemon(),
                }
            }
        }
    }
    if d.waits != d.service.waits {
        d.service.waits = std::mem::take(&mut d.waits);
        d.changed = true;
    }
    if d.changed {
        d.step.service = Some(d.service);
    }
    d.step
}

impl Draft<'_> {
    pub(super) fn who(&self) -> String {
        words::service(&self.service.name, None)
    }

    pub(super) fn desired(&self) -> usize {
        match self.service.scheduling {
            Scheduling::Replica => usize::try_from(self.service.desired).unwrap_or(0),
            Scheduling::Daemon => self.machines.len(),
        }
    }

    pub(super) fn leave(&mut self, t: &Facts, why: Stop) {
        self.step.leave.push((t.id.clone(), why));
    }

    /// Every stopped task counts once; every task is noted once when it has proven itself.
    fn account(&mut self) {
        let desired = self.desired();
        let reset = self.service.configuration.deployment_circuit_breaker.as_ref();
        let reset = reset.is_none_or(|b| b.reset_on_healthy_task != Some(false));
        let mut impaired = false;
        for t in self.tasks {
            let deployment = self.service.deployments.iter_mut().find(|d| d.id == t.deployment);
            match t.phase {
                Phase::Stopped(end) => {
                    self.step.forget.push(t.id.clone());
                    if let (Some(d), End::Stumbled(at) | End::Sick(at)) = (deployment, end) {
                        d.failed += i32::from(d.rollout == Rollout::InProgress);
                        if matches!(end, End::Stumbled(_)) {
                            d.stumbles += 1;
                            d.stumbled = d.stumbled.max(Some(at));
                            impaired |= d.stumbles == patience(desired);
                        }
                        self.changed = true;
                    }
                }
                _ if t.proven && !t.noted => {
                    self.step.noted.push(t.id.clone());
                    if let Some(d) = deployment.filter(|d| d.failed > 0 || d.stumbles > 0) {
                        d.failed = if reset { 0 } else { d.failed };
                        (d.stumbles, d.stumbled) = (0, None);
                        self.changed = true;
                    }
                }
                _ => {}
            }
        }
        if impaired {
            self.step.events.push(words::impaired(&self.who()));
        }
    }

    /// Balancers and Cloud Map first hear of a task when it runs, and have let go of it before it is stopped.
    fn targets(&mut self) {
        for t in self.tasks {
            if t.unregistered && t.alive() {
                self.step.register.push(t.id.clone());
            }
            if t.unnamed && t.alive() {
                self.step.names.push(t.id.clone());
            }
            let known = t
                .leaving
                .as_ref()
                .and_then(|l| l.until)
                .filter(|until| *until > self.now);
            let waits = matches!(t.phase, Phase::Starting | Phase::Running) && t.leaving.is_some();
            if waits && t.targets.is_empty() {
                match known {
                    None => self.step.halt.push(t.id.clone()),
                    Some(until) => self.step.wake_at(until),
                }
            } else if waits {
                self.waits
                    .push(format!("task {} is stopped when its targets have drained", t.id));
            }
        }
    }

    /// A deleted service: everything goes, then it is INACTIVE.
    fn empty(&mut self) {
        for t in self.tasks.iter().filter(|t| t.alive()) {
            self.leave(t, words::scaling(&t.deployment));
        }
        if self.tasks.iter().all(Facts::stopped) {
            self.service.status = Status::Inactive;
            self.service.deployments.clear();
            self.changed = true;
        } else {
            self.waits
                .push("the tasks of the deleted service are stopping".into());
        }
    }

    fn begin(&mut self) {
        let fresh = self.service.deployments.first_mut().filter(|d| !d.begun);
        if let Some(d) = fresh {
            d.begun = true;
            self.changed = true;
            if !d.rollback {
                let record = d.record.clone();
                self.amend(record, Record::InProgress, None, false);
            }
        }
    }

    /// Deployments that are not PRIMARY go with their last task.
    fn prune(&mut self) {
        let before = self.service.deployments.len();
        let mut first = true;
        let tasks = self.tasks;
        self.service.deployments.retain(|d| {
            std::mem::take(&mut first) || tasks.iter().any(|t| !t.stopped() && t.deployment == d.id)
        });
        self.changed |= before != self.service.deployments.len();
    }

    pub(super) fn amend(&mut self, record: String, status: Record, reason: Option<String>, tripped: bool) {
        let breaker = self.service.configuration.deployment_circuit_breaker.clone();
        let threshold = breaker.map_or(0, |b| threshold(&b, self.desired()));
        let failures = self.service.primary().map_or(0, |d| d.failed);
        self.step.amend.push(Amend {
            record,
            status,
            reason,
            failures,
            threshold,
            tripped,
        });
    }

    /// Whether the deployment has just failed.
    fn breaker(&mut self) -> bool {
        let desired = self.desired();
        let breaker = self.service.configuration.deployment_circuit_breaker.clone();
        let Some(breaker) = breaker.filter(|b| b.enable) else {
            return false;
        };
        let failed = self
            .service
            .primary()
            .filter(|d| d.rollout == Rollout::InProgress && d.failed >= threshold(&breaker, desired));
        let Some(failed) = failed.cloned() else {
            return false;
        };
        let sick = self
            .tasks
            .iter()
            .any(|t| t.deployment == failed.id && matches!(t.phase, Phase::Stopped(End::Sick(_))));
        let why = if sick {
            "tasks failed health checks"
        } else {
            "tasks failed to start"
        };
        let (who, now) = (self.who(), self.now);
        self.step.events.push(words::failed(&who, &failed.id, why));
        let back = self.service.settled.clone();
        let back = back.filter(|to| breaker.rollback && *to != failed.revision && !failed.rollback);
        if let Some(d) = self.service.deployments.first_mut() {
            (d.rollout, d.reason, d.updated) = (Rollout::Failed, words::breaker(why), now);
        }
        let (status, reason) = match (&back, failed.rollback) {
            (Some(_), _) => (Record::RollbackInProgress, words::breaker(why)),
            (None, true) => (Record::RollbackFailed, words::breaker(why)),
            (None, false) if breaker.rollback => (
                Record::RollbackFailed,
                format!(
                    "{} No rollback candidate was found to run the rollback.",
                    words::breaker(why)
                ),
            ),
            (None, false) => (Record::Stopped, words::breaker(why)),
        };
        self.amend(failed.record.clone(), status, Some(reason), true);
        self.step.roll_back = back;
        self.changed = true;
        true
    }

    pub(super) fn limits(&self, desired: usize) -> Limits {
        let c = &self.service.configuration;
        limits(
            desired,
            c.minimum_healthy_percent.unwrap_or(100),
            c.maximum_percent.unwrap_or(200),
        )
    }

    /// When the next task of a deployment whose tasks keep failing may start.
    pub(super) fn pause(&mut self, d: &Deployment, desired: usize) -> bool {
        let until = d.stumbled.map(|at| at + pause(d.stumbles, desired));
        let Some(until) = until.filter(|until| *until > self.now) else {
            return false;
        };
        self.step.wake_at(until);
        self.waits.push(format!(
            "the last {} tasks of deployment {} did not start; the next one starts at {}",
            d.stumbles,
            d.id,
            until.iso()
        ));
        true
    }

    /// Asks for tasks, and notes when it has to be asked again.
    pub(super) fn start(&mut self, deployment: &str, count: usize, on: Option<String>) {
        if count > 0 {
            let deployment = deployment.to_owned();
            self.step.start.push(Start {
                deployment,
                count,
                on,
                zone: None,
            });
            if let Some(why) = &self.service.unplaced {
                self.waits.push(format!("no machine for the next task: {why}"));
            }
            self.step.wake_at(self.now + PLACE_AGAIN);
        }
    }

    /// What follows when the service has all that it wants, or has not any more.
    pub(super) fn settle(&mut self, primary: &Deployment, whole: bool) {
        let (now, who) = (self.now, self.who());
        if !whole {
            self.changed |= self.service.steady || primary.whole.is_some();
            self.service.steady = false;
            if let Some(d) = self.service.deployments.first_mut() {
                d.whole = None;
            }
            return;
        }
        let since = primary.whole.unwrap_or(now);
        let bake = self.service.configuration.bake_time_in_minutes.unwrap_or(0);
        let baked = since + Duration::from_secs(60 * u64::try_from(bake).unwrap_or(0));
        if self.service.unplaced.take().is_some() || primary.whole.is_none() {
            self.changed = true;
        }
        if let Some(d) = self.service.deployments.first_mut() {
            d.whole = Some(since);
        }
        let unproven = self.tasks.iter().any(|t| t.alive() && !t.proven);
        if primary.rollout == Rollout::InProgress && unproven {
            self.waits
                .push("the deployment is over when its tasks have run for a few seconds".into());
        } else if primary.rollout == Rollout::InProgress && baked > now {
            self.waits
                .push(format!("the deployment is watched until {}", baked.iso()));
            self.step.wake_at(baked);
        } else if primary.rollout == Rollout::InProgress {
            if let Some(d) = self.service.deployments.first_mut() {
                d.rollout = Rollout::Completed;
                d.reason = words::done(&d.id);
                d.updated = now;
                d.failed = 0;
            }
            self.service.settled = Some(primary.revision.clone());
            self.step.events.push(words::completed(&who, &primary.id));
            let status = if primary.rollback {
                Record::RollbackSuccessful
            } else {
                Record::Successful
            };
            self.amend(primary.record.clone(), status, None, false);
            self.changed = true;
        }
        if !self.service.steady {
            self.service.steady = true;
            self.step.events.push(words::steady(&who));
            self.changed = true;
        }
    }
}
