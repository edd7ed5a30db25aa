//! Events change the record.

use super::record::{Busy, ContainerRecord, Desired, Known, Rules, TaskRecord, Told};
use super::report::Change;
use crate::runtime::{Binding, Doing, Health, Millis, Observed};

/// What can happen to a task. `c` is the container's place in the record.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Event {
    /// The task is new.
    Begin,
    /// The task was read from the journal, or the engine came back: nothing is certain but what the engine says.
    LookAround,
    /// The payload came again.
    Repeated,
    StopAsked,
    Pulled {
        c: usize,
        digest: Option<String>,
        fetched: bool,
    },
    Created {
        c: usize,
        id: String,
    },
    Started {
        c: usize,
        bindings: Vec<Binding>,
    },
    /// A pull, a create or a start was refused for good.
    Failed {
        c: usize,
        reason: String,
    },
    StopReturned {
        c: usize,
        error: Option<String>,
    },
    /// The engine says that something happened to the container.
    Noticed {
        c: usize,
    },
    /// The answer to a look; `None` when the container is not there.
    Seen {
        c: usize,
        seen: Option<Observed>,
    },
    /// The agent's own check of a container has come to another opinion.
    Probed {
        c: usize,
        health: Health,
    },
    /// Time passed.
    Tick,
    Cleaned,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Effect {
    /// Make the image present; for the sandbox, also its network.
    Pull {
        c: usize,
    },
    Create {
        c: usize,
    },
    Start {
        c: usize,
    },
    /// For the sandbox: remove it, so that its address is free.
    Stop {
        c: usize,
        grace_s: i64,
    },
    Look {
        c: usize,
    },
    Report(Change),
    /// Send [`Event::Tick`] at this time.
    Wake(Millis),
    /// Remove containers and volumes once their logs are shipped, then send [`Event::Cleaned`].
    Cleanup,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Step {
    pub(crate) effects: Vec<Effect>,
    /// The record must be stored before the effects are done.
    pub(crate) durable: bool,
}

/// Waits after the first failed stop, doubling to the bound.
const STOP_RETRY: Millis = 1_000;
const STOP_RETRY_MAX: Millis = 30_000;
/// `restartPolicy.restartAttemptPeriod` when it is absent: 300 s in the ECS API reference.
const RESTART_PERIOD_S: i64 = 300;

const OUT_OF_MEMORY: &str = "OutOfMemoryError: Container killed due to memory usage";

/// AWS's sentence, and in MiB the limit that was reached (the container's own, or the task's) and the peak.
fn out_of_memory(limit: Option<i64>, peak: Option<u64>) -> String {
    let limit = limit.map(|mib| format!("its limit is {mib} MiB"));
    // The nearest: the last page that was asked for is not counted.
    let peak = peak.map(|bytes| format!("its peak was {} MiB", (bytes + (1 << 19)) >> 20));
    let more: Vec<_> = limit.into_iter().chain(peak).collect();
    match more.as_slice() {
        [] => OUT_OF_MEMORY.to_owned(),
        more => format!("{OUT_OF_MEMORY}; {}", more.join(", ")),
    }
}

impl TaskRecord {
    /// Takes an event in and says what to do next. Any event in any order is fine; late and repeated ones change nothing.
    pub(crate) fn step(&mut self, event: Event, now: Millis, rules: &Rules) -> Step {
        let before = self.lasting();
        let begins = event == Event::Begin;
        self.apply(event, now);
        self.end_with_the_essential(now);
        let mut effects = self.plan(now, rules);
        let report = self.report().map(Effect::Report);
        let durable = begins || report.is_some() || self.lasting() != before;
        effects.extend(report);
        Step { effects, durable }
    }

    fn apply(&mut self, event: Event, now: Millis) {
        match event {
            Event::Begin | Event::Tick => {}
            Event::LookAround => {
                for c in self.containers.iter_mut().filter(|c| c.known != Known::Stopped) {
                    c.look = true;
                }
            }
            // The control plane may have lost the end of a task that it still asks for.
            Event::Repeated => {
                if self.told == Told::Stopped {
                    self.told = Told::Nothing;
                }
            }
            Event::StopAsked => self.desired = Desired::Stopped,
            Event::Pulled { c, digest, fetched } => {
                self.fetched |= fetched;
                if let Some(r) = self.done(c, Busy::Pulling)
                    && r.known == Known::None
                {
                    r.known = Known::Pulled;
                    r.digest = digest;
                }
                if self.containers.iter().all(|c| c.known >= Known::Pulled) {
                    self.pull_stopped_at.get_or_insert(now);
                }
            }
            Event::Created { c, id } => {
                if let Some(r) = self.done(c, Busy::Creating)
                    && r.known < Known::Created
                {
                    r.known = Known::Created;
                    r.id = Some(id);
                    r.created_at = Some(now);
                }
            }
            Event::Started { c, bindings } => {
                if let Some(r) = self.done(c, Busy::Starting)
                    && r.known < Known::Running
                {
                    r.run(now, bindings);
                }
            }
            Event::Failed { c, reason } => {
                if let Some(r) = self.containers.get_mut(c)
                    && matches!(r.busy, Some(Busy::Pulling | Busy::Creating | Busy::Starting))
                {
                    r.busy = None;
                    r.fail(reason, now);
                }
            }
            Event::StopReturned { c, error } => {
                if let Some(r) = self.done(c, Busy::Stopping) {
                    let wait = STOP_RETRY << r.tries.min(5);
                    r.tries += 1;
                    r.retry_at = now + wait.min(STOP_RETRY_MAX);
                    r.look = true;
                    if error.is_some() && r.reason.is_none() {
                        r.reason = error.map(|e| format!("CannotStopContainerError: {e}"));
                    }
                }
            }
            Event::Noticed { c } => {
                if let Some(r) = self.containers.get_mut(c) {
                    r.look = r.known != Known::Stopped;
                }
            }
            Event::Seen { c, seen } => {
                if self.done(c, Busy::Looking).is_some() {
                    self.see(c, seen, now);
                }
            }
            Event::Probed { c, health } => {
                if let Some(r) = self.containers.get_mut(c)
                    && r.known == Known::Running
                {
                    r.feels(Some(health), now);
                }
            }
            Event::Cleaned => self.cleaned = true,
        }
    }

    /// The call in flight has ended. `None` when it was not in flight, so that answers of an earlier life change nothing.
    fn done(&mut self, c: usize, busy: Busy) -> Option<&mut ContainerRecord> {
        let r = self.containers.get_mut(c)?;
        if r.busy != Some(busy) {
            return None;
        }
        r.busy = None;
        Some(r)
    }

    fn see(&mut self, c: usize, seen: Option<Observed>, now: Millis) {
        let may_restart = self.desired == Desired::Running;
        let policy = self
            .spec(c)
            .and_then(|s| s.restart_policy.clone())
            .filter(|p| p.enabled && may_restart);
        let own = self.spec(c).and_then(|s| s.memory);
        let limit = own.or(self.task.memory);
        let own_limit = own.and_then(|mib| u64::try_from(mib).ok()?.checked_mul(1 << 20));
        // Of a container that the agent checks itself the engine has no opinion.
        let own = self.spec(c).and_then(|s| s.longshore.as_ref());
        let probed = own.is_some_and(|l| l.health_probe.is_some());
        let Some(r) = self.containers.get_mut(c) else {
            return;
        };
        let Some(seen) = seen else {
            match r.known {
                // The sandbox is removed on purpose when the task stops.
                Known::Running if r.sandbox && !may_restart => r.end(None, None, now),
                Known::Running => {
                    let gone =
                        "CannotInspectContainerError: the container is gone from the engine".to_owned();
                    r.end(None, Some(gone), now);
                }
                Known::Created => r.known = Known::Pulled,
                Known::None | Known::Pulled | Known::Stopped => {}
            }
            return;
        };
        r.id = Some(seen.id);
        // The engine's opinion of a container that has ended is about its end.
        if !probed && matches!(seen.doing, Doing::Running { .. }) {
            r.feels(seen.health, now);
        }
        match seen.doing {
            Doing::Created if r.known < Known::Created => r.known = Known::Created,
            Doing::Created => {}
            Doing::Running { since } if r.known < Known::Running => r.run(since, seen.bindings),
            Doing::Running { .. } => {}
            // It waits to be started again, and this is its former end.
            Doing::Exited { .. } if r.known == Known::Created && r.restarts > 0 => {}
            Doing::Exited { code, oom, at } if r.known != Known::Stopped => {
                let started = *r.started_at.get_or_insert(at);
                let due =
                    |period_s: Option<i64>| now - started >= period_s.unwrap_or(RESTART_PERIOD_S) * 1000;
                let again = policy
                    .is_some_and(|p| !p.ignored_exit_codes.contains(&code) && due(p.restart_attempt_period));
                if again {
                    r.restarts += 1;
                    r.known = Known::Created;
                } else {
                    // A limit of its own was reached, or the kernel would not have killed it.
                    let peak = seen.out_of_memory_at.or(own_limit);
                    let reason = oom.then(|| out_of_memory(limit, peak));
                    r.end(Some(code), reason, if at > 0 { at } else { now });
                }
            }
            Doing::Exited { .. } => {}
        }
    }

    fn end_with_the_essential(&mut self, now: Millis) {
        let ended = self
            .containers
            .iter()
            .find(|c| c.essential && c.known == Known::Stopped);
        if let Some(c) = ended {
            self.execution_stopped_at
                .get_or_insert(c.finished_at.unwrap_or(now));
            if self.desired == Desired::Running {
                if c.sandbox && self.reason.is_none() {
                    self.reason = Some(match c.exit_code {
                        Some(code) => format!("SandboxError: the task's sandbox ended with exit code {code}"),
                        None => c
                            .reason
                            .clone()
                            .unwrap_or_else(|| "SandboxError: the task's sandbox ended".to_owned()),
                    });
                }
                self.desired = Desired::Stopped;
                let out_of_memory = c.reason.as_ref().is_some_and(|r| r.starts_with(OUT_OF_MEMORY));
                if self.reason.is_none() && (c.exit_code.is_none() || out_of_memory) {
                    self.reason = c.reason.clone();
                }
            }
        }
    }
}

impl ContainerRecord {
    fn run(&mut self, at: Millis, bindings: Vec<Binding>) {
        self.known = Known::Running;
        self.started_at = Some(at);
        self.bindings = bindings;
        if self.health.is_none() {
            self.health = Some(Health::Starting);
            self.health_since = at;
        }
    }

    fn feels(&mut self, health: Option<Health>, now: Millis) {
        if self.health != health {
            self.health = health;
            self.health_since = now;
        }
        if health == Some(Health::Healthy) {
            self.healthy_at.get_or_insert(now);
        }
    }

    /// It never ran, or cannot.
    pub(super) fn fail(&mut self, reason: String, now: Millis) {
        self.end(None, Some(reason), now);
    }

    pub(super) fn end(&mut self, code: Option<i64>, reason: Option<String>, at: Millis) {
        self.known = Known::Stopped;
        self.exit_code = code;
        self.reason = reason;
        self.finished_at = Some(at);
        self.look = false;
    }
}
