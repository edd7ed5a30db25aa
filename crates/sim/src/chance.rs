//! All chance of a run comes from one seed.

use std::sync::Arc;

use kernel::dice::SeededDice;

#[derive(Clone)]
pub(crate) struct Chance(Arc<SeededDice>);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Arc::new(SeededDice::new(seed)))
    }

    /// A number below `n`; 0 when `n` is 0.
    pub(crate) fn below(&self, n: usize) -> usize {
        let n = u64::try_from(n).unwrap_or(1).max(1);
        usize::try_from((self.0.next() >> 16) % n).unwrap_or(0)
    }

    /// True in `percent` of a hundred cases.
    pub(crate) fn percent(&self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<'a, T>(&self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    /// A short random word.
    pub(crate) fn word(&self) -> String {
        format!("{:016x}", self.0.next())
    }

    /// A seed for something that has its own chance.
    pub(crate) fn seed(&self) -> u64 {
        self.0.next()
    }
}
