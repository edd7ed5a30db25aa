//! Which target gets a request. Pure: what changes by itself, and chance, come in as arguments.

use wire::proxy::Algorithm;

#[cfg(test)]
mod tests;

/// What is known of a target at this moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate<'a> {
    /// Where it is in its group.
    pub index: usize,
    pub zone: Option<&'a str>,
    pub outstanding: u32,
    /// Milliseconds since it became healthy, for slow start.
    pub healthy_for: i64,
}

/// A target's standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Healthy,
    Unhealthy,
    /// Not yet checked.
    Initial,
    /// On its way out, or nobody knows where it is.
    Away,
}

/// Which standing gets requests: healthy targets; when there are none, the unhealthy ones, which is better than
/// answering nobody (Application Load Balancers guide, "Target group health": fail open). `None`: no target at all.
pub(crate) fn served(standings: impl Iterator<Item = Standing>) -> Option<Standing> {
    let mut found = None;
    for s in standings {
        match s {
            Standing::Healthy => return Some(s),
            Standing::Unhealthy => found = Some(s),
            _ => {}
        }
    }
    found
}

/// One group out of weighted ones; `chance` is uniform in 0..1. `None` when no weight is above zero.
pub(crate) fn weighted(weights: impl Iterator<Item = u32> + Clone, chance: f64) -> Option<usize> {
    let total: u32 = weights.clone().sum();
    let mut at = (f64::from(total) * chance) as u32;
    for (i, w) in weights.enumerate() {
        if at < w {
            return Some(i);
        }
        at -= w;
    }
    None
}

/// How a group chooses.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Way {
    pub algorithm: Algorithm,
    pub cross_zone: bool,
    /// Milliseconds.
    pub slow_start: i64,
}

/// One of the candidates. `turn` counts the group's requests, or is the flow's hash; `chance` is uniform in 0..1.
pub(crate) fn one(all: &[Candidate<'_>], way: Way, turn: usize, chance: f64) -> Option<usize> {
    let first = all.first()?;
    if all.len() == 1 {
        return Some(first.index);
    }
    if !way.cross_zone {
        return within_a_zone(all, way, turn, chance);
    }
    if way.slow_start > 0 && all.iter().any(|c| c.healthy_for < way.slow_start) {
        return slowly(all, way.slow_start, chance);
    }
    let drawn = (all.len() as f64 * chance) as usize;
    let found = match way.algorithm {
        Algorithm::RoundRobin | Algorithm::FlowHash => all.get(turn % all.len()),
        Algorithm::WeightedRandom => all.get(drawn.min(all.len() - 1)),
        // Among equals the turn decides, so that an idle group is used evenly.
        Algorithm::LeastOutstandingRequests => {
            let least = all.iter().map(|c| c.outstanding).min().unwrap_or(0);
            let equals = all.iter().filter(|c| c.outstanding == least);
            equals.clone().nth(turn % equals.count().max(1))
        }
    };
    found.map(|c| c.index)
}

/// The zone first, every one alike, then a target in it; one without a zone is in all.
fn within_a_zone(all: &[Candidate<'_>], way: Way, turn: usize, chance: f64) -> Option<usize> {
    let mut zones: Vec<&str> = all.iter().filter_map(|c| c.zone).collect();
    zones.sort_unstable();
    zones.dedup();
    let open = Way {
        cross_zone: true,
        ..way
    };
    let Some(zone) = zones.get(turn % zones.len().max(1)) else {
        return one(all, open, turn, chance);
    };
    let here: Vec<Candidate<'_>> = all
        .iter()
        .filter(|c| c.zone.is_none_or(|z| z == *zone))
        .copied()
        .collect();
    one(&here, open, turn / zones.len().max(1), chance)
}

/// A target that became healthy a moment ago gets a share that grows to a full one over `period`.
fn slowly(all: &[Candidate<'_>], period: i64, chance: f64) -> Option<usize> {
    let share = |c: &Candidate<'_>| (c.healthy_for as f64 / period as f64).clamp(0.05, 1.0);
    let mut at = all.iter().map(share).sum::<f64>() * chance;
    for c in all {
        at -= share(c);
        if at < 0.0 {
            return Some(c.index);
        }
    }
    all.last().map(|c| c.index)
}
