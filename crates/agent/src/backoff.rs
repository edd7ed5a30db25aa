//! Growing waits with jitter. Pure: the caller brings the dice.

use std::time::Duration;

/// ±20 %, as the official agent.
const JITTER: f64 = 0.2;

#[derive(Clone, Debug)]
pub(crate) struct Backoff {
    min: Duration,
    max: Duration,
    factor: f64,
    current: Option<Duration>,
}

impl Backoff {
    pub(crate) const fn new(min: Duration, max: Duration, factor: f64) -> Backoff {
        Backoff {
            min,
            max,
            factor,
            current: None,
        }
    }

    /// The next wait; `dice` is in [0, 1).
    pub(crate) fn next(&mut self, dice: f64) -> Duration {
        let base = self
            .current
            .map_or(self.min, |c| c.mul_f64(self.factor).min(self.max));
        self.current = Some(base);
        base.mul_f64(1.0 - JITTER + 2.0 * JITTER * dice)
    }

    pub(crate) fn reset(&mut self) {
        self.current = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_the_bound_and_start_again() {
        let mut b = Backoff::new(Duration::from_millis(250), Duration::from_secs(120), 1.5);
        assert_eq!(b.next(0.5), Duration::from_millis(250));
        assert_eq!(b.next(0.5), Duration::from_millis(375));
        for _ in 0..40 {
            assert!(b.next(0.999) <= Duration::from_secs(144));
        }
        assert!(b.next(0.0) >= Duration::from_secs(96));
        b.reset();
        assert!(b.next(0.0) >= Duration::from_millis(199));
    }
}
