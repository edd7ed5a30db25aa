//! Task sets: the deployments of an EXTERNAL service, each with a number of its own (ECS Developer Guide, "External
//! deployment").

use super::decide::Draft;
use super::facts::{Facts, Health};
use super::victims::victims;
use crate::service::words;

/// A task set's share of the service's number, rounded up.
pub(crate) fn computed(desired: i32, scale: f64) -> i32 {
    (f64::from(desired) * scale / 100.0).ceil() as i32
}

impl Draft<'_> {
    /// Every set has its number; sets that were deleted go with their last task.
    pub(super) fn sets(&mut self) {
        let (now, name) = (self.now, self.service.name.clone());
        let mut steady = true;
        for at in 0..self.service.deployments.len() {
            let Some(mut d) = self.service.deployments.get(at).cloned() else {
                continue;
            };
            let before = d.clone();
            let Some(mut set) = d.task_set.take() else {
                continue;
            };
            let number = match set.draining {
                true => 0,
                false => computed(self.service.desired, d.scale.unwrap_or(0.0)),
            };
            if set.computed != number {
                set.computed = number;
                self.step.events.push(words::computed(&name, &d.id, number));
            }
            let wanted = usize::try_from(number).unwrap_or(0);
            let mine: Vec<&Facts> = self.tasks.iter().filter(|t| t.deployment == d.id).collect();
            let ill = |t: &&Facts| matches!(t.health, Health::Unhealthy(_));
            let (sick, alive): (Vec<&Facts>, Vec<&Facts>) =
                mine.iter().copied().filter(|t| t.alive()).partition(ill);
            let missing = wanted.saturating_sub(alive.len());
            if missing > 0 && !self.pause(&d, wanted) {
                self.start(&d.id, missing, None);
            }
            for t in victims(&alive, alive.len().saturating_sub(wanted), now) {
                self.step.leave.push((t.id.clone(), words::scaling(&d.id)));
            }
            for t in sick {
                self.sick(t);
            }
            let healthy = alive.iter().filter(|t| t.healthy()).count();
            let there = mine.iter().filter(|t| !t.stopped()).count();
            let whole = healthy == wanted && there == wanted;
            steady &= whole;
            match (whole, set.steady_since) {
                (true, None) => set.steady_since = Some(now),
                (false, Some(_)) => set.steady_since = None,
                _ => {}
            }
            d.task_set = Some(set);
            if d != before
                && let Some(kept) = self.service.deployments.get_mut(at)
            {
                *kept = d;
                self.changed = true;
            }
        }
        let tasks = self.tasks;
        let before = self.service.deployments.len();
        self.service.deployments.retain(|d| {
            let gone = d.task_set.as_ref().is_some_and(|s| s.draining);
            !gone || tasks.iter().any(|t| !t.stopped() && t.deployment == d.id)
        });
        self.changed |= before != self.service.deployments.len();
        for t in tasks.iter().filter(|t| t.alive()) {
            if !self.service.deployments.iter().any(|d| d.id == t.deployment) {
                self.step
                    .leave
                    .push((t.id.clone(), words::scaling(&t.deployment)));
            }
        }
        if self.service.steady != steady {
            self.service.steady = steady;
            self.changed = true;
            if steady {
                let who = self.who();
                self.step.events.push(words::steady(&who));
            }
        }
    }
}
