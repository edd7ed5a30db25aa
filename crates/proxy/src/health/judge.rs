//! What results of checks make of a target. Pure.
//!
//! INVARIANT: a target becomes unhealthy never earlier than interval × threshold after its last success, or after its
//! checks began.

use wire::proxy::{Health, HealthCheck};

#[derive(Clone, Copy, Debug)]
pub(crate) struct Judge {
    health: Health,
    /// Results in a row that speak against `health`.
    against: u32,
    /// When the last success was asked for, in milliseconds since checks began.
    good: i64,
}

impl Judge {
    pub(crate) fn new(health: Health) -> Self {
        Self {
            health,
            against: 0,
            good: 0,
        }
    }

    pub(crate) fn health(&self) -> Health {
        self.health
    }

    /// Takes the result of the check that began at `at`; true when the target's health is another one now. The first
    /// success makes a new target healthy (Application Load Balancers guide, "Health checks").
    pub(crate) fn step(&mut self, success: bool, at: i64, check: &HealthCheck) -> bool {
        if success {
            self.good = at;
        }
        let agrees = success == (self.health == Health::Healthy);
        if self.health != Health::Initial && agrees {
            self.against = 0;
            return false;
        }
        self.against += 1;
        let next = match (self.health, success) {
            (Health::Initial, true) => Health::Healthy,
            (_, true) if self.against >= check.healthy => Health::Healthy,
            (_, false) if self.against >= check.unhealthy && self.overdue(at, check) => Health::Unhealthy,
            _ => return false,
        };
        *self = Self {
            health: next,
            against: 0,
            good: self.good,
        };
        true
    }

    fn overdue(&self, at: i64, check: &HealthCheck) -> bool {
        at - self.good >= i64::from(check.interval) * i64::from(check.unhealthy) * 1000
    }
}

/// Whether a code is one of `200`, `200,302`, `200-299`.
pub(crate) fn matches(matcher: &str, code: u16) -> bool {
    matcher.split(',').any(|part| {
        let (from, to) = part.trim().split_once('-').unwrap_or((part.trim(), part.trim()));
        matches!((from.trim().parse::<u16>(), to.trim().parse::<u16>()), (Ok(a), Ok(b)) if (a..=b).contains(&code))
    })
}

#[cfg(test)]
mod tests;
