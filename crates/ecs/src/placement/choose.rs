//! The best machines for some tasks of one demand, one after the other.
//!
//! The fleet is looked at once; from then on every choice costs a walk over columns of numbers, of the chosen machine's
//! group only, and only the chosen machine is looked at again. `choose` is the same whatever was chosen before: choosing ten at once or one at a time
//! gives the same machines.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::fleet::Fleet;
use super::{Demand, Machine, Strategy, fit};
use crate::container_instance::record::NodeUse;

/// The slots of the chosen machines, fewer than `count` when no more fit. `everyone` are the machines over which tasks
/// are spread, `able` those of them that could carry such a task if they had room. `roll` gives random numbers: it alone
/// decides between machines that the strategies find equal.
pub(crate) fn choose(
    d: &Demand,
    fleet: &mut Fleet,
    everyone: &[usize],
    able: &[usize],
    strategies: &[Strategy],
    count: usize,
    roll: &mut dyn FnMut() -> u64,
) -> Vec<usize> {
    let mut fields: Vec<&str> = Vec::new();
    let mut numbers = Vec::new();
    for s in strategies {
        if let Strategy::Spread(field) = s {
            fields.push(field);
            numbers.push(fleet.numbers(&fields));
        }
    }
    let mut table = Table::new(d, fleet, everyone, able, strategies, numbers);
    let mut chosen = Vec::with_capacity(count);
    while chosen.len() < count
        && let Some(row) = table.best(roll())
    {
        chosen.extend(table.take(row));
    }
    chosen
}

/// The order in which [`choose`] walks machines, as a name and a number for each slot: by the value of a first spread
/// field. Machines that come so are not sorted again.
pub(crate) fn order(fleet: &mut Fleet, s: &[Strategy]) -> Option<(String, Arc<[usize]>)> {
    let field = first_field(s)?;
    Some((field.to_owned(), fleet.numbers(&[field])))
}

/// The spread field that decides before all other strategies; `random` decides nothing.
fn first_field(s: &[Strategy]) -> Option<&str> {
    match s.iter().find(|s| **s != Strategy::Random)? {
        Strategy::Spread(field) => Some(field),
        _ => None,
    }
}

/// One strategy over the rows of the table.
enum Level {
    /// Columns of scores; the least is best.
    Score(Vec<i64>, Grows),
    /// The row's value of the spread field, and how many tasks of the group each value has.
    Spread { value: Vec<usize>, tasks: Vec<i64> },
}

impl Level {
    fn score(&self, row: usize) -> i64 {
        match self {
            Self::Score(column, _) => get(column, row),
            Self::Spread { value, tasks } => get(tasks, get(value, row)),
        }
    }

    /// The group of a row, where this is the first level.
    fn group(&self, row: usize) -> usize {
        match self {
            Self::Score(..) => 0,
            Self::Spread { value, .. } => get(value, row),
        }
    }
}

/// How a score changes when a task is put on the machine.
enum Grows {
    LessCpu,
    LessMemory,
    MoreTasks,
}

/// The machines that have room, by row. The rows stand group by group, in which the best is looked for once and again only
/// when one of the group is taken.
///
/// INVARIANT: taking a row changes scores of its own group only. Groups are the values of the first spread field, if that
/// comes first (a later one is counted within them), else there is one.
struct Table<'a> {
    demand: &'a Demand,
    fleet: &'a Fleet,
    slots: Vec<usize>,
    /// Whether the row still has room.
    alive: Vec<bool>,
    levels: Vec<Level>,
    /// What is in use on machines that were chosen already.
    usage: HashMap<usize, NodeUse>,
    groups: Vec<Group>,
    /// The least scores of each group, one for each level.
    least: Vec<i64>,
}

struct Group {
    rows: Range<usize>,
    /// How many of them have the least scores.
    tied: usize,
}

impl<'a> Table<'a> {
    fn new(
        d: &'a Demand,
        fleet: &'a Fleet,
        everyone: &[usize],
        able: &[usize],
        s: &[Strategy],
        numbers: Vec<Arc<[usize]>>,
    ) -> Self {
        let closer = fit::needs_a_closer_look(d);
        let fits = |slot: &usize| {
            let (cpu, memory) = fleet.free(*slot);
            d.reservation.cpu <= cpu
                && d.reservation.memory <= memory
                && (!closer || fleet.machine(*slot).is_some_and(|m| fit::room(d, &m)))
        };
        let mut slots: Vec<usize> = able.iter().copied().filter(fits).collect();
        if let (Some(_), Some(numbers)) = (first_field(s), numbers.first()) {
            slots.sort_by_key(|slot| get(numbers, *slot));
        }
        let mut levels = Vec::new();
        let mut numbers = numbers.into_iter();
        for strategy in s {
            match strategy {
                Strategy::Random => {}
                Strategy::BinpackCpu => levels.push(Level::Score(
                    slots.iter().map(|s| fleet.free(*s).0).collect(),
                    Grows::LessCpu,
                )),
                Strategy::BinpackMemory => levels.push(Level::Score(
                    slots.iter().map(|s| fleet.free(*s).1).collect(),
                    Grows::LessMemory,
                )),
                Strategy::Spread(_) => {
                    let numbers = numbers.next().unwrap_or_default();
                    levels.push(spread(&numbers, d, fleet, everyone, &slots));
                }
            }
        }
        if s.is_empty() {
            // No strategy was asked for: the machine with the fewest tasks.
            let tasks = slots.iter().map(|s| fleet.tasks(*s)).collect();
            levels.push(Level::Score(tasks, Grows::MoreTasks));
        }
        let groups = grouped(slots.len(), levels.first());
        let mut table = Self {
            demand: d,
            fleet,
            alive: vec![true; slots.len()],
            slots,
            usage: HashMap::new(),
            least: vec![0; groups.len() * levels.len()],
            groups,
            levels,
        };
        (0..table.groups.len()).for_each(|group| table.rank(group));
        table
    }

    /// Looks for the best of a group.
    fn rank(&mut self, group: usize) {
        let (at, wide) = (group * self.levels.len(), self.levels.len());
        let Some(least) = self.least.get_mut(at..at + wide) else {
            return;
        };
        let Some(Group { rows, tied }) = self.groups.get_mut(group) else {
            return;
        };
        least.fill(i64::MAX);
        *tied = 0;
        for row in rows.clone().filter(|r| get(&self.alive, *r)) {
            match against(&self.levels, row, least) {
                Ordering::Greater => {}
                Ordering::Equal => *tied += 1,
                Ordering::Less => {
                    let cells = least.iter_mut().zip(&self.levels);
                    cells.for_each(|(cell, level)| *cell = level.score(row));
                    *tied = 1;
                }
            }
        }
    }

    fn least(&self, group: usize) -> &[i64] {
        let (at, wide) = (group * self.levels.len(), self.levels.len());
        self.least.get(at..at + wide).unwrap_or_default()
    }

    /// The row that the strategies, in their order, find best; `roll` decides among equals.
    fn best(&self, roll: u64) -> Option<usize> {
        let there = || self.groups.iter().enumerate().filter(|(_, g)| g.tied > 0);
        let least = there().map(|(n, _)| self.least(n)).min()?;
        let best = || there().filter(|(n, _)| self.least(*n) == least);
        let tied: usize = best().map(|(_, g)| g.tied).sum();
        let mut pick = usize::try_from(roll % u64::try_from(tied).ok()?).ok()?;
        for (_, group) in best() {
            if pick < group.tied {
                let alive = group.rows.clone().filter(|r| get(&self.alive, *r));
                return alive
                    .filter(|r| against(&self.levels, *r, least).is_eq())
                    .nth(pick);
            }
            pick -= group.tied;
        }
        None
    }

    /// Puts one task on the row's machine; its slot.
    fn take(&mut self, row: usize) -> Option<usize> {
        let slot = self.slots.get(row).copied()?;
        let machine = self.fleet.machine(slot)?;
        let wanted = &self.demand.reservation;
        let usage = self.usage.entry(slot).or_insert_with(|| machine.usage.clone());
        usage.reserve(wanted, &self.demand.group);
        let after = Machine { usage, ..machine };
        if !fit::room(self.demand, &after) {
            self.alive.iter_mut().skip(row).take(1).for_each(|a| *a = false);
        }
        for level in &mut self.levels {
            match level {
                Level::Score(column, grows) => {
                    if let Some(cell) = column.get_mut(row) {
                        match grows {
                            Grows::LessCpu => *cell -= wanted.cpu,
                            Grows::LessMemory => *cell -= wanted.memory,
                            Grows::MoreTasks => *cell += 1,
                        }
                    }
                }
                Level::Spread { value, tasks } => {
                    if let Some(cell) = tasks.get_mut(get(value, row)) {
                        *cell += 1;
                    }
                }
            }
        }
        self.rank(self.levels.first().map_or(0, |level| level.group(row)));
        Some(slot)
    }
}

/// The groups of rows that stand in the order of their groups.
fn grouped(rows: usize, first: Option<&Level>) -> Vec<Group> {
    let Some(Level::Spread { value, tasks }) = first else {
        let all = Group {
            rows: 0..rows,
            tied: 0,
        };
        return vec![all];
    };
    let mut groups = Vec::with_capacity(tasks.len());
    let mut start = 0;
    for group in 0..tasks.len() {
        let rest = value.get(start..).unwrap_or_default();
        let end = start + rest.iter().take_while(|v| **v == group).count();
        groups.push(Group {
            rows: start..end,
            tied: 0,
        });
        start = end;
    }
    groups
}

/// Tasks of the group are counted on all machines, also on those without room: spreading evens out what is there. A
/// second field is counted within the values of the first ("spread by zone, then by instance").
fn spread(numbers: &[usize], d: &Demand, fleet: &Fleet, everyone: &[usize], slots: &[usize]) -> Level {
    let value: Vec<usize> = slots.iter().map(|s| get(numbers, *s)).collect();
    let mut tasks = vec![0; value.iter().max().map_or(0, |v| v + 1)];
    for (slot, n) in fleet.group(&d.group).into_iter().flatten() {
        if everyone.binary_search(slot).is_ok()
            && let Some(cell) = tasks.get_mut(get(numbers, *slot))
        {
            *cell += n;
        }
    }
    Level::Spread { value, tasks }
}

fn get<T: Copy + Default>(column: &[T], row: usize) -> T {
    column.get(row).copied().unwrap_or_default()
}

/// How a row compares with the least so far: the first level that tells them apart decides.
fn against(levels: &[Level], row: usize, least: &[i64]) -> Ordering {
    let mut told = levels.iter().zip(least).map(|(level, l)| level.score(row).cmp(l));
    told.find(|o| o.is_ne()).unwrap_or(Ordering::Equal)
}
