//! Availability Zone rebalancing (pure; ECS Developer Guide, "Balancing an Amazon ECS service across Availability
//! Zones"): in a steady service, a task more in the emptiest zone, then one less in the fullest, until no two zones
//! differ by more than one.

use super::decide::{Draft, Start};
use super::facts::Facts;
use super::record::Rollout;
use crate::service::words;

/// Tasks in each zone, the zones without one too, by name.
fn spread(zones: &[String], tasks: &[&Facts]) -> Vec<(String, usize)> {
    let all = zones.iter().cloned().chain(tasks.iter().map(|t| t.zone.clone()));
    let all: std::collections::BTreeSet<String> = all.filter(|z| !z.is_empty()).collect();
    let count = |z: &String| tasks.iter().filter(|t| t.zone == *z).count();
    all.iter().map(|z| (z.clone(), count(z))).collect()
}

impl Draft<'_> {
    /// `current`: all the tasks of the service, healthy, as many as wanted. There may be `roof`.
    pub(super) fn even_out(&mut self, current: &[&Facts], roof: usize) {
        let Some(primary) = self.service.primary().cloned() else {
            return;
        };
        if !self.service.zone_rebalancing || primary.rollout != Rollout::Completed {
            return;
        }
        let (who, now) = (self.who(), self.now);
        let spread = spread(self.zones, current);
        let most = spread.iter().map(|(_, n)| *n).max().unwrap_or(0);
        // Where no task may be placed any more, none is started.
        let open = spread.iter().filter(|(z, _)| self.zones.contains(z));
        let least = open.min_by_key(|(_, n)| *n).cloned();
        let Some((zone, _)) = least.filter(|(_, n)| most > n + 1) else {
            if self.service.evening {
                (self.service.evening, self.service.even_again) = (false, None);
                self.step.events.push(words::even(&who, &spread));
                self.changed = true;
            }
            return;
        };
        if let Some(until) = self.service.even_again.filter(|until| *until > now) {
            self.waits.push(format!(
                "zone {zone} has no room; it is tried again at {}",
                until.iso()
            ));
            self.step.wake_at(until);
            return;
        }
        if roof <= current.len() {
            self.waits.push(format!(
                "the zones are uneven, but no more than {roof} tasks may be: raise maximumPercent to even them out"
            ));
            return;
        }
        if !self.service.evening {
            self.service.evening = true;
            self.step.events.push(words::uneven(&who, &spread));
            self.changed = true;
        }
        self.step.start.push(Start {
            deployment: primary.id,
            count: 1,
            on: None,
            zone: Some(zone),
        });
    }
}
