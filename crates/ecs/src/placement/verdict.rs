//! Why a task found no machine: every machine with everything it lacks, grouped when there are many.

use std::collections::BTreeMap;

use super::{Demand, Machine, Shortfall, shortfalls};

/// Up to so many machines are named one by one.
const EACH: usize = 20;
/// So many machines of a group are named.
const NAMED: usize = 3;

/// One line of the answer: a machine or a group of machines, and why they cannot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// ARN of the machine, or of the group's machine that comes nearest.
    pub arn: String,
    /// "API failures messages": `RESOURCE:MEMORY`.
    pub reason: &'static str,
    pub detail: String,
}

impl Refusal {
    /// Of one machine.
    pub(crate) fn of(m: &Machine<'_>, short: &[Shortfall]) -> Option<Self> {
        Some(Self {
            arn: m.instance.arn(),
            reason: short.first()?.reason(),
            detail: sentence(short),
        })
    }
}

fn sentence(short: &[Shortfall]) -> String {
    short
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("; ")
}

/// Every machine that cannot carry the task. Beyond [`EACH`] they are grouped by what they lack first, the greatest
/// group first; a group shows the machine that lacks least, and names some more.
pub(crate) fn refusals<'a>(d: &Demand, machines: impl Iterator<Item = Machine<'a>>) -> Vec<Refusal> {
    let short: Vec<(Machine<'a>, Vec<Shortfall>)> = machines
        .map(|m| {
            let short = shortfalls(d, &m);
            (m, short)
        })
        .filter(|(_, short)| !short.is_empty())
        .collect();
    if short.len() <= EACH {
        return short.iter().filter_map(|(m, s)| Refusal::of(m, s)).collect();
    }
    let mut groups: BTreeMap<String, Vec<(Machine<'a>, Vec<Shortfall>)>> = BTreeMap::new();
    for (m, s) in short {
        groups.entry(kind(&s)).or_default().push((m, s));
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_by_key(|g| std::cmp::Reverse(g.len()));
    groups.iter_mut().filter_map(|g| group(g)).collect()
}

/// What puts machines into one group: the same kinds of shortfalls, and the same attribute, port or expression.
fn kind(short: &[Shortfall]) -> String {
    let word = |s: &Shortfall| match s {
        Shortfall::Cpu { .. } | Shortfall::Memory { .. } | Shortfall::Gpu { .. } => s.reason().to_owned(),
        other => other.to_string(),
    };
    short.iter().map(word).collect::<Vec<_>>().join(";")
}

fn group(members: &mut [(Machine<'_>, Vec<Shortfall>)]) -> Option<Refusal> {
    members.sort_by_key(|(_, s)| s.iter().map(Shortfall::distance).sum::<i64>());
    let ((nearest, short), rest) = members.split_first()?;
    let mut refusal = Refusal::of(nearest, short)?;
    if !rest.is_empty() {
        let named: Vec<_> = rest
            .iter()
            .take(NAMED)
            .map(|(m, _)| m.instance.id.as_str())
            .collect();
        let more = rest.len().saturating_sub(NAMED);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        refusal.detail = format!(
            "{}; the same or less on {} other container instances: {}{more}",
            refusal.detail,
            rest.len(),
            named.join(", "),
        );
    }
    Some(refusal)
}
