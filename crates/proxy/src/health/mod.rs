//! Health checks: each target of a group that is served is asked at its group's interval.
//!
//! * [`judge`] — what results make of a target, pure · [`probe`] — one check

mod judge;
mod probe;

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinHandle;
use tokio::time::{Instant, MissedTickBehavior, interval_at};
use wire::proxy::{Health, HealthCheck, Reason, Report, TargetHealth, Version};

use crate::dice::Dice;
use crate::serve::now;
use crate::table::{Table, Target};
use judge::Judge;

/// Checks under way at once.
const AT_ONCE: usize = 256;
/// A target that nothing is known of is asked within this; others within their interval, so that checks of many
/// targets do not come together.
const SOON: Duration = Duration::from_millis(250);

/// The checks that are kept up.
pub(crate) struct Checks {
    running: HashMap<u64, Running>,
    room: Rc<Semaphore>,
    dice: Dice,
    reports: mpsc::UnboundedSender<Report>,
}

struct Running {
    settings: (HealthCheck, Version),
    task: JoinHandle<()>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Checks {
    pub(crate) fn new(reports: mpsc::UnboundedSender<Report>) -> Self {
        Self {
            running: HashMap::new(),
            room: Rc::new(Semaphore::new(AT_ONCE)),
            dice: Dice::new(),
            reports,
        }
    }

    /// Checks what the table serves, and nothing else. Where a group's settings are the same, checks go on.
    pub(crate) fn follow(&mut self, table: &Table) {
        let mut before = std::mem::take(&mut self.running);
        for g in table.groups.values() {
            for m in g
                .members
                .iter()
                .filter(|m| !m.draining && m.target.address.is_some())
            {
                let target = &m.target;
                if !g.health.enabled {
                    target.set(Health::Healthy);
                    continue;
                }
                let settings = (g.health.clone(), g.version);
                let same = before.remove(&target.number).filter(|r| r.settings == settings);
                let running =
                    same.unwrap_or_else(|| self.start(Arc::clone(target), settings, table.generation));
                self.running.insert(target.number, running);
            }
        }
    }

    fn start(&self, target: Arc<Target>, settings: (HealthCheck, Version), generation: u64) -> Running {
        let interval = Duration::from_secs(u64::from(settings.0.interval.max(1)));
        let fresh = target.health() == Health::Initial;
        let within = if fresh { SOON.min(interval) } else { interval };
        let first = Instant::now() + within.mul_f64(self.dice.chance());
        if fresh {
            let reason = Some(Reason::InitialHealthChecking);
            self.reports.send(told(&target, generation, reason, None)).ok();
        }
        let (room, reports, (check, version)) =
            (Rc::clone(&self.room), self.reports.clone(), settings.clone());
        let task = tokio::task::spawn_local(async move {
            let begun = Instant::now();
            let mut judge = Judge::new(target.health());
            let mut ticks = interval_at(first, interval);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
            loop {
                let at = ticks.tick().await;
                let Ok(_room) = room.acquire().await else { return };
                let result = probe::check(&target, &check, version).await;
                let ms = i64::try_from((at - begun).as_millis()).unwrap_or(i64::MAX);
                if judge.step(result.is_ok(), ms, &check) {
                    if judge.health() == Health::Healthy {
                        target.healthy_since.store(now(), Ordering::Relaxed);
                    }
                    target.set(judge.health());
                    let (reason, description) = match result {
                        Err(f) => (Some(f.reason), Some(f.description)),
                        Ok(()) => (None, None),
                    };
                    let _ = reports.send(told(&target, generation, reason, description));
                }
            }
        });
        Running { settings, task }
    }
}

fn told(target: &Target, generation: u64, reason: Option<Reason>, description: Option<String>) -> Report {
    let health = TargetHealth {
        group: target.group.clone(),
        id: target.id.clone(),
        port: target.port,
        health: target.health(),
        reason,
        description,
    };
    Report {
        generation,
        targets: vec![health],
        ..Report::default()
    }
}
