use proptest::prelude::*;

use super::sample::{Content, Sample, unit, unit_name};
use super::stat::{Stat, Sum};

fn values(values: &[(f64, f64)]) -> Sample {
    Sample {
        unit: 0,
        content: Content::Values(values.to_vec()),
    }
}

fn set(count: f64, sum: f64, min: f64, max: f64) -> Sample {
    Sample {
        unit: 0,
        content: Content::Set { count, sum, min, max },
    }
}

#[test]
fn statistics_of_values_and_sets() {
    let mut sum = Sum::default();
    assert_eq!(sum.of(Stat::Sum), None);
    sum.add(&values(&[(1.0, 2.0), (4.0, 1.0)]));
    assert_eq!(sum.of(Stat::SampleCount), Some(3.0));
    assert_eq!(sum.of(Stat::Average), Some(2.0));
    assert_eq!(sum.of(Stat::Percentile(0.0)), Some(1.0));
    assert_eq!(sum.of(Stat::Percentile(50.0)), Some(1.0));
    assert_eq!(sum.of(Stat::Percentile(75.0)), Some(2.5));
    assert_eq!(sum.of(Stat::Percentile(100.0)), Some(4.0));
    sum.add(&set(2.0, 14.0, 7.0, 7.0));
    assert_eq!(
        sum.of(Stat::Percentile(100.0)),
        Some(7.0),
        "a set of equal values tells"
    );
    sum.add(&set(2.0, 10.0, 0.0, 10.0));
    assert_eq!(sum.of(Stat::Percentile(50.0)), None, "a set hides its values");
    assert_eq!(sum.of(Stat::Sum), Some(30.0));
    assert_eq!(
        (sum.of(Stat::Minimum), sum.of(Stat::Maximum)),
        (Some(0.0), Some(10.0))
    );
}

#[test]
fn names_of_statistics_and_units() {
    assert_eq!(Stat::parse("p99.9"), Some(Stat::Percentile(99.9)));
    for bad in ["p", "p101", "p-1", "tm99", "average", "pNaN", "p1e1"] {
        assert_eq!(Stat::parse(bad), None, "{bad}");
    }
    assert_eq!(unit(None), unit(Some("None")));
    assert_eq!(unit_name(unit(Some("Count/Second")).unwrap()), "Count/Second");
    assert_eq!(unit(Some("Furlongs")), None);
}

proptest! {
    #[test]
    fn samples_come_back(pairs in prop::collection::vec((any::<f64>(), any::<f64>()), 0..150), unit in 0u8..27) {
        let sample = Sample { unit, content: Content::Values(pairs) };
        let bytes = sample.encode();
        // NaN is not equal to itself; bytes are.
        prop_assert_eq!(Sample::decode(&bytes).unwrap().encode(), bytes);
    }

    #[test]
    fn any_bytes_are_a_sample_or_none(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = Sample::decode(&bytes);
    }
}
