//! What a filter makes of some events.

use std::collections::BTreeMap;

use super::record::MetricFilter;
use crate::logs::filter::{Invalid, Look, Pattern, Selector};
use crate::logs::storage::Matcher as _;

const MINUTE: i64 = 60_000;

/// A filter, ready.
pub(crate) struct Extract {
    pattern: Pattern,
    value: Selector,
    dimensions: Vec<(String, Selector)>,
}

/// Values with their counts, by the minute (its start, ms since 1970) and the dimensions.
pub(crate) type Values = BTreeMap<(i64, Vec<(String, String)>), BTreeMap<u64, f64>>;

/// What came of a batch.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Extracted {
    /// Whether some event matched, with a value or without.
    pub matched: bool,
    /// Values by the bits of their numbers.
    pub values: Values,
}

impl Extract {
    pub(crate) fn of(filter: &MetricFilter) -> Result<Extract, Invalid> {
        let pattern = Pattern::parse(&filter.pattern)?;
        let value = Selector::parse(&filter.value, &pattern)?;
        let read =
            |(name, source): (&String, &String)| Ok((name.clone(), Selector::parse(source, &pattern)?));
        let dimensions = filter
            .dimensions
            .iter()
            .map(read)
            .collect::<Result<_, Invalid>>()?;
        Ok(Extract {
            pattern,
            value,
            dimensions,
        })
    }

    pub(crate) fn run<'a>(&self, events: impl Iterator<Item = (i64, &'a [u8])>) -> Extracted {
        let mut out = Extracted::default();
        for (at, message) in events {
            if !self.pattern.matches(message) {
                continue;
            }
            out.matched = true;
            let look = match (&self.value, self.dimensions.as_slice()) {
                (Selector::Number(_), []) => Look::Nothing,
                _ => Look::at(message, &self.pattern),
            };
            // Without a number, or without one of its dimensions, an event gives no value.
            let Some(value) = look.number(&self.value) else {
                continue;
            };
            let named = |(name, s): &(String, Selector)| {
                let value = look.text(s).filter(|v| !v.is_empty())?;
                Some((name.clone(), value.chars().take(1024).collect()))
            };
            let Some(dimensions) = self.dimensions.iter().map(named).collect() else {
                continue;
            };
            let minute = at - at.rem_euclid(MINUTE);
            let counts = out.values.entry((minute, dimensions)).or_default();
            *counts.entry(value.to_bits()).or_default() += 1.0;
        }
        out
    }
}
