//! Statistics over samples.

use super::sample::{Content, Sample};

/// What is asked of a period's samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Stat {
    SampleCount,
    Average,
    Sum,
    Minimum,
    Maximum,
    /// From 0 to 100.
    Percentile(f64),
}

impl Stat {
    /// `Average`, `p99.9`, …; `None` for what is not served.
    pub(crate) fn parse(name: &str) -> Option<Stat> {
        Some(match name {
            "SampleCount" => Stat::SampleCount,
            "Average" => Stat::Average,
            "Sum" => Stat::Sum,
            "Minimum" => Stat::Minimum,
            "Maximum" => Stat::Maximum,
            _ => {
                let digits = name.strip_prefix('p')?;
                let plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
                let percent = digits
                    .parse()
                    .ok()
                    .filter(|p| plain && (0.0..=100.0).contains(p))?;
                Stat::Percentile(percent)
            }
        })
    }
}

/// All samples of one period.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sum {
    pub count: f64,
    pub sum: f64,
    pub min: f64,
    pub max: f64,
    /// Values with their counts; `None` when a statistic set hides them.
    values: Option<Vec<(f64, f64)>>,
}

impl Default for Sum {
    fn default() -> Self {
        Sum {
            count: 0.0,
            sum: 0.0,
            min: f64::INFINITY,
            max: f64::NEG_INFINITY,
            values: Some(Vec::new()),
        }
    }
}

impl Sum {
    pub(crate) fn add(&mut self, sample: &Sample) {
        match &sample.content {
            Content::Values(values) => {
                for (value, count) in values {
                    self.count += count;
                    self.sum += value * count;
                    self.min = self.min.min(*value);
                    self.max = self.max.max(*value);
                }
                if let Some(all) = &mut self.values {
                    all.extend_from_slice(values);
                }
            }
            Content::Set { count, sum, min, max } => {
                self.count += count;
                self.sum += sum;
                self.min = self.min.min(*min);
                self.max = self.max.max(*max);
                // "Percentiles are not available … unless the SampleCount is 1, or Min and Max are equal."
                match &mut self.values {
                    Some(all) if min.total_cmp(max).is_eq() => all.push((*min, *count)),
                    values => *values = None,
                }
            }
        }
    }

    /// Adds what another holds.
    pub(crate) fn merge(&mut self, other: &Sum) {
        self.count += other.count;
        self.sum += other.sum;
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
        match (&mut self.values, &other.values) {
            (Some(all), Some(more)) => all.extend_from_slice(more),
            (values, _) => *values = None,
        }
    }

    /// `None` when the samples do not tell.
    pub(crate) fn of(&self, stat: Stat) -> Option<f64> {
        if self.count <= 0.0 {
            return None;
        }
        Some(match stat {
            Stat::SampleCount => self.count,
            Stat::Average => self.sum / self.count,
            Stat::Sum => self.sum,
            Stat::Minimum => self.min,
            Stat::Maximum => self.max,
            Stat::Percentile(percent) => self.percentile(percent)?,
        })
    }

    /// The value at that share of all values in their order; between two, in proportion.
    fn percentile(&self, percent: f64) -> Option<f64> {
        let mut values = self.values.clone()?;
        values.sort_by(|a, b| a.0.total_cmp(&b.0));
        let rank = percent / 100.0 * (self.count - 1.0).max(0.0);
        let (below, share) = (rank.floor(), rank.fract());
        let at = |rank: f64| {
            let mut seen = 0.0;
            values
                .iter()
                .find(|(_, count)| {
                    seen += count;
                    seen > rank
                })
                .or(values.last())
                .map(|(value, _)| *value)
        };
        let (low, high) = (at(below)?, at(below + 1.0)?);
        Some(low + (high - low) * share)
    }
}
