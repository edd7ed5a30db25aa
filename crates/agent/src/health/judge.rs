//! What the outcomes of checks mean: Docker's `HEALTHCHECK` rules. Pure: time comes in.

use wire::acs::HealthProbe;

use crate::runtime::{Health, Millis};

pub(super) struct Judge {
    health: Health,
    failures: i64,
    retries: i64,
    /// Failures before this do not count, unless the container was healthy already.
    patient_until: Millis,
}

impl Judge {
    pub(super) fn new(how: &HealthProbe, health: Option<Health>, started: Millis) -> Judge {
        Judge {
            health: health.unwrap_or(Health::Starting),
            failures: 0,
            retries: how.retries.max(1),
            patient_until: started + how.start_period.max(0) * 1000,
        }
    }

    /// The new opinion, when it has changed.
    pub(super) fn hear(&mut self, ok: bool, now: Millis) -> Option<Health> {
        let before = self.health;
        if ok {
            self.failures = 0;
            self.health = Health::Healthy;
        } else if now >= self.patient_until || self.health != Health::Starting {
            self.failures += 1;
            if self.failures >= self.retries {
                self.health = Health::Unhealthy;
            }
        }
        (self.health != before).then_some(self.health)
    }
}
