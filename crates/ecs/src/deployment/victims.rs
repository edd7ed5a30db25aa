//! Which tasks go first when there are too many (ECS Developer Guide, "Task placement": how tasks are chosen to stop).

use std::collections::BTreeMap;

use kernel::Time;

use super::facts::{Facts, Phase};

/// `count` of `tasks`: what does not run yet first, then what is not healthy, then from the zone with most of them, then from the machine with most;
/// the youngest among equals. Protected tasks stay.
pub(crate) fn victims<'a>(tasks: &[&'a Facts], count: usize, now: Time) -> Vec<&'a Facts> {
    let mut left: Vec<&Facts> = tasks.iter().copied().filter(|t| !t.protected(now)).collect();
    let mut zones: BTreeMap<&str, usize> = BTreeMap::new();
    let mut nodes: BTreeMap<&str, usize> = BTreeMap::new();
    for t in tasks {
        *zones.entry(&t.zone).or_default() += 1;
        *nodes.entry(&t.node).or_default() += 1;
    }
    let mut out = Vec::new();
    while out.len() < count {
        let weight = |t: &Facts| {
            let zone = zones.get(t.zone.as_str()).copied().unwrap_or(0);
            let node = nodes.get(t.node.as_str()).copied().unwrap_or(0);
            (
                t.phase != Phase::Running,
                !t.healthy(),
                zone,
                node,
                t.created,
                t.id.clone(),
            )
        };
        let Some(at) = (0..left.len()).max_by_key(|i| left.get(*i).map(|t| weight(t))) else {
            break;
        };
        let gone = left.swap_remove(at);
        zones.entry(&gone.zone).and_modify(|n| *n -= 1);
        nodes.entry(&gone.node).and_modify(|n| *n -= 1);
        out.push(gone);
    }
    out
}
