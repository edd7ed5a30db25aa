//! DAEMON services (pure).

use super::decide::Draft;
use super::facts::{Facts, Health, Phase};
use super::record::Rollout;
use crate::service::words;

impl Draft<'_> {
    /// One task of the newest deployment on every machine; a machine's old one goes before its new one comes.
    pub(super) fn daemon(&mut self) {
        let Some(primary) = self.service.primary().cloned() else {
            return;
        };
        let (machines, tasks, desired) = (self.machines, self.tasks, self.desired());
        let floor = self.limits(desired).floor;
        let failed = primary.rollout == Rollout::Failed;
        let count = i32::try_from(desired).unwrap_or(i32::MAX);
        if self.service.desired != count {
            self.service.desired = count;
            self.changed = true;
        }
        let mut spare = tasks
            .iter()
            .filter(|t| t.alive() && t.healthy())
            .count()
            .saturating_sub(floor);
        let paused = !failed && self.pause(&primary, desired);
        let mut right = 0;
        for m in machines {
            let here: Vec<&Facts> = tasks.iter().filter(|t| t.node == m.id && !t.stopped()).collect();
            let mut alive: Vec<&Facts> = here.iter().copied().filter(|t| t.alive()).collect();
            alive.sort_by_key(|t| t.deployment != primary.id);
            match alive.split_first() {
                None if here.is_empty() && m.open && !failed && !paused => {
                    self.start(&primary.id, 1, Some(m.id.clone()));
                }
                None => {}
                Some((first, rest)) => {
                    for t in rest {
                        self.leave(t, words::scaling(&primary.id));
                    }
                    let ill = matches!(first.health, Health::Unhealthy(_));
                    let idle = !first.healthy() && (floor == 0 || first.phase == Phase::Starting);
                    if ill {
                        self.sick(first);
                    } else if first.deployment != primary.id && !failed && (spare > 0 || idle) {
                        spare -= usize::from(first.healthy());
                        self.leave(first, words::scaling(&primary.id));
                    } else if first.deployment == primary.id && first.healthy() {
                        right += 1;
                    }
                }
            }
        }
        for t in tasks.iter().filter(|t| t.alive()) {
            if !machines.iter().any(|m| m.id == t.node) {
                self.leave(t, words::scaling(&primary.id));
            }
        }
        let occupied = tasks.iter().filter(|t| !t.stopped()).count();
        self.settle(&primary, right == desired && occupied == desired);
    }
}
