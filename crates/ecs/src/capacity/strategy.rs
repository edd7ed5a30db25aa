//! Which provider of a strategy each task goes to (pure; ECS Developer Guide, "Capacity provider strategy").

use std::collections::BTreeMap;

use crate::cluster::record::StrategyItem;

/// The providers of the next `count` tasks where `there` are already: bases first, then whoever has least for its
/// weight, the earlier one among equals. Empty when the strategy is.
pub(crate) fn share(items: &[StrategyItem], mut there: BTreeMap<String, i64>, count: usize) -> Vec<String> {
    let mut out = Vec::new();
    for _ in 0..count {
        let held = |i: &StrategyItem| there.get(&i.provider).copied().unwrap_or(0);
        let based = items.iter().find(|i| held(i) < i64::from(i.base));
        // Beyond its base; (held + 1) / weight, compared without dividing.
        let next = |i: &StrategyItem| (held(i) - i64::from(i.base)).max(0) + 1;
        let weighed = items.iter().filter(|i| i.weight > 0).reduce(|best, i| {
            match next(i) * i64::from(best.weight) < next(best) * i64::from(i.weight) {
                true => i,
                false => best,
            }
        });
        let Some(chosen) = based.or(weighed) else { break };
        *there.entry(chosen.provider.clone()).or_default() += 1;
        out.push(chosen.provider.clone());
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn item(provider: &str, base: i32, weight: i32) -> StrategyItem {
        StrategyItem {
            provider: provider.into(),
            weight,
            base,
        }
    }

    fn shared(items: &[StrategyItem], there: &[(&str, i64)], count: usize) -> String {
        let there = there.iter().map(|(p, n)| ((*p).to_owned(), *n)).collect();
        share(items, there, count).concat()
    }

    #[test]
    fn bases_come_first_then_weights() {
        for (items, there, count, expected) in [
            (vec![], vec![], 3, ""),
            (vec![item("F", 0, 1)], vec![], 3, "FFF"),
            (vec![item("F", 0, 1), item("S", 0, 4)], vec![], 5, "SSSFS"),
            (vec![item("F", 2, 1), item("S", 0, 1)], vec![], 6, "FFFSFS"),
            (vec![item("F", 2, 0), item("S", 0, 1)], vec![], 4, "FFSS"),
            (vec![item("F", 1, 0), item("S", 0, 1)], vec![("F", 1)], 2, "SS"),
            (vec![item("F", 0, 1), item("S", 0, 1)], vec![("F", 3)], 3, "SSS"),
        ] {
            assert_eq!(shared(&items, &there, count), expected, "{items:?} {there:?}");
        }
    }

    proptest! {
        #[test]
        fn nobody_is_more_than_one_task_from_its_share(a in 1..50_i32, b in 1..50_i32, n in 1..400_usize) {
            let given = share(&[item("A", 0, a), item("B", 0, b)], BTreeMap::new(), n);
            let of_a = given.iter().filter(|p| *p == "A").count();
            let fair = f64::from(a) / f64::from(a + b) * n as f64;
            prop_assert!((of_a as f64 - fair).abs() <= 1.0, "{of_a} of {n}, fair is {fair}");
        }
    }
}
