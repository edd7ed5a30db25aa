//! The best of the machines that fit.

use std::collections::BTreeMap;

use super::{Demand, Machine, Shortfall, Strategy, shortfall};

/// The index of the chosen machine; else what each machine lacks. `roll` is a random number: it alone decides
/// between machines that the strategies find equal.
///
/// # Errors
/// One shortfall per machine, in the order given.
pub(crate) fn choose(
    d: &Demand,
    machines: &[Machine<'_>],
    strategies: &[Strategy],
    roll: u64,
) -> Result<usize, Vec<Shortfall>> {
    let mut fit = Vec::new();
    let mut short = Vec::new();
    for (i, m) in machines.iter().enumerate() {
        match shortfall(d, m) {
            None => fit.push((i, m)),
            Some(s) => short.push(s),
        }
    }
    for s in strategies {
        narrow(&mut fit, s, d);
    }
    if strategies.is_empty() {
        // No strategy was asked for: the machine with the fewest tasks.
        keep_least(&mut fit, |m| {
            i64::try_from(m.usage.groups.len()).unwrap_or(i64::MAX)
        });
    }
    let n = u64::try_from(fit.len()).unwrap_or(1).max(1);
    let pick = usize::try_from(roll % n).unwrap_or(0);
    fit.get(pick).map(|(i, _)| *i).ok_or(short)
}

fn narrow(fit: &mut Vec<(usize, &Machine<'_>)>, s: &Strategy, d: &Demand) {
    match s {
        Strategy::Random => {}
        Strategy::BinpackCpu => keep_least(fit, |m| m.instance.registered.cpu - m.usage.used.cpu),
        Strategy::BinpackMemory => keep_least(fit, |m| m.instance.registered.memory - m.usage.used.memory),
        Strategy::Spread(field) => {
            let value = |m: &Machine<'_>| match field.as_str() {
                "instanceId" | "host" => Some(m.instance.id.clone()),
                name => m
                    .instance
                    .attribute(name)
                    .map(|a| a.value.clone().unwrap_or_default()),
            };
            let mut counts: BTreeMap<Option<String>, i64> = BTreeMap::new();
            for (_, m) in fit.iter() {
                *counts.entry(value(m)).or_default() += mine(m, d);
            }
            keep_least(fit, |m| counts.get(&value(m)).copied().unwrap_or(0));
        }
    }
}

/// Tasks of the same group on the machine: what `spread` evens out.
fn mine(m: &Machine<'_>, d: &Demand) -> i64 {
    i64::try_from(m.usage.groups.iter().filter(|g| **g == d.group).count()).unwrap_or(i64::MAX)
}

fn keep_least(fit: &mut Vec<(usize, &Machine<'_>)>, score: impl Fn(&Machine<'_>) -> i64) {
    if let Some(least) = fit.iter().map(|(_, m)| score(m)).min() {
        fit.retain(|(_, m)| score(m) == least);
    }
}
