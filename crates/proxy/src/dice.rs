//! Chance for a worker: good enough to spread requests, not to keep secrets.

use std::cell::Cell;

pub(crate) struct Dice {
    state: Cell<u64>,
    spread: Cell<f64>,
}

impl Dice {
    /// From the system's randomness.
    pub(crate) fn new() -> Self {
        let mut seed = [0_u8; 8];
        // A fixed start spreads as well.
        let _ = aws_lc_rs::rand::fill(&mut seed);
        let state = u64::from_le_bytes(seed) | 1;
        Self {
            state: Cell::new(state),
            spread: Cell::new((state >> 11) as f64 / (1_u64 << 53) as f64),
        }
    }

    /// xorshift64*.
    pub(crate) fn next(&self) -> u64 {
        let mut x = self.state.get();
        x ^= x >> 12;
        x ^= x << 25;
        x ^= x >> 27;
        self.state.set(x);
        x.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// Uniform in 0..1.
    pub(crate) fn chance(&self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// In 0..1 too, but spread evenly over a few draws already: steps of the golden ratio.
    pub(crate) fn even(&self) -> f64 {
        let next = (self.spread.get() + 0.618_033_988_749_894_9).fract();
        self.spread.set(next);
        next
    }
}
