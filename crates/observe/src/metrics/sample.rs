//! One stored sample: what a MetricDatum brings besides its metric and its time.
//!
//! A byte for the version, one for the unit (its place in [`UNITS`]), one for the kind; then numbers of 64 bits,
//! little-endian: pairs of value and count, or the count, sum, minimum and maximum of a statistic set.

use bytes::Bytes;

/// INVARIANT: only appended to; places are stored.
pub(crate) const UNITS: &[&str] = &[
    "None",
    "Seconds",
    "Microseconds",
    "Milliseconds",
    "Bytes",
    "Kilobytes",
    "Megabytes",
    "Gigabytes",
    "Terabytes",
    "Bits",
    "Kilobits",
    "Megabits",
    "Gigabits",
    "Terabits",
    "Percent",
    "Count",
    "Bytes/Second",
    "Kilobytes/Second",
    "Megabytes/Second",
    "Gigabytes/Second",
    "Terabytes/Second",
    "Bits/Second",
    "Kilobits/Second",
    "Megabits/Second",
    "Gigabits/Second",
    "Terabits/Second",
    "Count/Second",
];

const VERSION: u8 = 1;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sample {
    /// The unit's place in [`UNITS`].
    pub unit: u8,
    pub content: Content,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Content {
    /// Values, and how often each came.
    Values(Vec<(f64, f64)>),
    Set {
        count: f64,
        sum: f64,
        min: f64,
        max: f64,
    },
}

/// The place of a unit's name; no name is `None`.
pub(crate) fn unit(name: Option<&str>) -> Option<u8> {
    let at = UNITS.iter().position(|u| *u == name.unwrap_or("None"))?;
    u8::try_from(at).ok()
}

pub(crate) fn unit_name(unit: u8) -> &'static str {
    UNITS.get(usize::from(unit)).copied().unwrap_or("None")
}

impl Sample {
    pub(crate) fn encode(&self) -> Bytes {
        let (kind, numbers) = match &self.content {
            Content::Values(values) => (0, values.iter().flat_map(|(v, c)| [*v, *c]).collect()),
            Content::Set { count, sum, min, max } => (1, vec![*count, *sum, *min, *max]),
        };
        let mut out = vec![VERSION, self.unit, kind];
        for number in numbers {
            out.extend_from_slice(&number.to_le_bytes());
        }
        out.into()
    }

    /// `None` for bytes of another version.
    pub(crate) fn decode(bytes: &[u8]) -> Option<Sample> {
        let (head, rest) = bytes.split_at_checked(3)?;
        let [VERSION, unit, kind] = *head else { return None };
        let (chunks, []) = rest.as_chunks::<8>() else {
            return None;
        };
        let numbers: Vec<f64> = chunks.iter().map(|c| f64::from_le_bytes(*c)).collect();
        let content = match (kind, numbers.as_slice()) {
            (0, all) => {
                let (pairs, []) = all.as_chunks::<2>() else {
                    return None;
                };
                Content::Values(pairs.iter().map(|[v, c]| (*v, *c)).collect())
            }
            (1, &[count, sum, min, max]) => Content::Set { count, sum, min, max },
            _ => return None,
        };
        Some(Sample { unit, content })
    }
}
