//! The best machines for some tasks of one demand, one after the other.
//!
//! The fleet is looked at once; from then on every choice costs a walk over columns of numbers, and only the chosen
//! machine is looked at again. `choose` is the same whatever was chosen before: choosing ten at once or one at a time
//! gives the same machines.

use std::collections::HashMap;
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

/// One strategy over the rows of the table.
enum Level {
    /// Columns of scores; the least is best.
    Score(Vec<i64>, Grows),
    /// The row's value of the spread field, and how many tasks of the group each value has.
    Spread { value: Vec<usize>, tasks: Vec<i64> },
}

/// How a score changes when a task is put on the machine.
enum Grows {
    LessCpu,
    LessMemory,
    MoreTasks,
}

/// The machines that have room, by row.
struct Table<'a> {
    demand: &'a Demand,
    fleet: &'a Fleet,
    slots: Vec<usize>,
    /// Rows that still have room.
    alive: Vec<usize>,
    levels: Vec<Level>,
    /// What is in use on machines that were chosen already.
    usage: HashMap<usize, NodeUse>,
    /// The rows of the choice under way.
    best: Vec<usize>,
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
        let fits = |slot: &usize| {
            let (cpu, memory) = fleet.free(*slot);
            // The columns alone rule most machines out.
            d.reservation.cpu <= cpu
                && d.reservation.memory <= memory
                && fleet.machine(*slot).is_some_and(|m| fit::room(d, &m))
        };
        let slots: Vec<usize> = able.iter().copied().filter(fits).collect();
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
        Self {
            demand: d,
            fleet,
            alive: (0..slots.len()).collect(),
            best: Vec::with_capacity(slots.len()),
            slots,
            levels,
            usage: HashMap::new(),
        }
    }

    /// The row that the strategies, in their order, find best.
    fn best(&mut self, roll: u64) -> Option<usize> {
        self.best.clone_from(&self.alive);
        for level in &self.levels {
            match level {
                Level::Score(column, _) => keep_least(&mut self.best, |row| get(column, row)),
                Level::Spread { value, tasks } => {
                    keep_least(&mut self.best, |row| get(tasks, get(value, row)));
                }
            }
        }
        let n = u64::try_from(self.best.len()).ok().filter(|n| *n > 0)?;
        let pick = usize::try_from(roll % n).ok()?;
        self.best.get(pick).copied()
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
            self.alive.retain(|r| *r != row);
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
        Some(slot)
    }
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

fn keep_least(rows: &mut Vec<usize>, score: impl Fn(usize) -> i64) {
    if let Some(least) = rows.iter().map(|r| score(*r)).min() {
        rows.retain(|r| score(*r) == least);
    }
}
