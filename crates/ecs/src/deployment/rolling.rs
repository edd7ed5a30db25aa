//! Rolling updates of REPLICA services (pure).

use super::decide::Draft;
use super::facts::{Facts, Health, Ill, Phase};
use super::limits::Limits;
use super::record::Rollout;
use super::victims::victims;
use crate::service::words;

impl Draft<'_> {
    /// ROLLING with REPLICA: start new while there is room, stop old while there are enough.
    pub(super) fn rolling(&mut self) {
        let Some(primary) = self.service.primary().cloned() else {
            return;
        };
        let (now, desired, tasks) = (self.now, self.desired(), self.tasks);
        let Limits { floor, roof } = self.limits(desired);
        let ill = |t: &Facts| matches!(t.health, Health::Unhealthy(_));
        let alive: Vec<&Facts> = tasks.iter().filter(|t| t.alive()).collect();
        let (current, others): (Vec<&Facts>, Vec<&Facts>) = alive
            .iter()
            .partition(|t| t.deployment == primary.id && !t.draining && !ill(t));
        let healthy = alive.iter().filter(|t| t.healthy()).count();
        let occupied = tasks.iter().filter(|t| !t.stopped()).count();
        let room = roof.saturating_sub(occupied);
        let missing = desired.saturating_sub(current.len());
        let failed = primary.rollout == Rollout::Failed;
        if missing > 0 && !failed && !self.pause(&primary, desired) {
            if room == 0 {
                self.waits.push(format!(
                    "{occupied} tasks are there, no more than {roof} may be: one has to stop before the next starts"
                ));
            }
            self.start(&primary.id, missing.min(room), None);
        }

        // Below the wanted number only when nothing new can start otherwise, and then not below the minimum.
        let starting = current.iter().any(|t| t.health == Health::Unknown);
        let starved = missing > 0 && !starting && !failed && (room == 0 || self.service.unplaced.is_some());
        let mut spare = healthy.saturating_sub(if starved { floor } else { floor.max(desired) });
        // The task that evens out the zones comes before another one goes.
        let evening = self.service.evening && current.iter().any(|t| !t.healthy());
        let extra = if evening {
            0
        } else {
            current.len().saturating_sub(desired)
        };
        let extra = victims(&current, extra, now);
        let replaced = current.iter().filter(|t| t.healthy()).count() >= desired;
        let well: Vec<&Facts> = others.iter().copied().filter(|t| t.healthy()).collect();
        let (sick, unready): (Vec<&Facts>, Vec<&Facts>) =
            others.iter().filter(|t| !t.healthy()).partition(|t| ill(t));
        for t in extra {
            // Who is not healthy does not count for the minimum.
            if t.healthy() && spare == 0 {
                break;
            }
            spare -= usize::from(t.healthy());
            self.leave(t, words::scaling(&primary.id));
        }
        // Old tasks that do not run yet serve nobody. Those that run may serve, though nobody has said so: they go when
        // enough others are healthy, or when nothing else moves, down to the minimum.
        let (runs, starts): (Vec<&Facts>, Vec<&Facts>) =
            unready.into_iter().partition(|t| t.phase == Phase::Running);
        for t in starts.into_iter().filter(|t| !failed && !t.protected(now)) {
            self.leave(t, words::scaling(&primary.id));
        }
        if replaced || (room == 0 && !failed) {
            for t in sick {
                self.sick(t);
            }
        }
        let serving = alive.iter().filter(|t| t.phase == Phase::Running && !ill(t));
        let mut serving = serving.count().saturating_sub(self.step.leave.len());
        for t in victims(&well, spare, now) {
            self.leave(t, words::scaling(&primary.id));
            serving = serving.saturating_sub(1);
        }
        for t in runs.into_iter().filter(|t| !failed && !t.protected(now)) {
            if replaced || (starved && serving > floor) {
                self.leave(t, words::scaling(&primary.id));
                serving = serving.saturating_sub(1);
            }
        }
        if starved && spare == 0 && room == 0 && !well.is_empty() {
            self.waits.push(format!(
                "{healthy} tasks are healthy, no fewer than {floor} may be"
            ));
        }
        for t in well.iter().filter(|t| t.protected(now)) {
            self.waits.push(format!("task {} is protected", t.id));
            self.step.wake_at(t.protected_until.unwrap_or(now));
        }
        let whole = current.len() == desired && replaced && occupied == desired;
        self.settle(&primary, whole);
        if whole {
            self.even_out(&current, roof);
        }
    }

    /// A task that is stopped for its health.
    pub(super) fn sick(&mut self, t: &Facts) {
        let who = self.who();
        match &t.health {
            Health::Unhealthy(Ill::Target(group, port, reason)) => {
                let event = words::ill_target(&who, &t.id, *port, group, reason);
                self.step.events.push(event);
                self.leave(t, words::sick_target(group));
            }
            _ => {
                self.step.events.push(words::ill_container(&who, &t.id));
                self.leave(t, words::sick_container());
            }
        }
    }
}
