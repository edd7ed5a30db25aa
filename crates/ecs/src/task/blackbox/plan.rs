//! How much is kept in all: the newest stopped tasks, and the lines of fewer of them. The oldest go first.

use kernel::{Controller, Fault, Key, Plan, Record as _, Time, Txn, Write};

use super::record::{BlackBox, Lines, Of};

/// Stopped tasks of the whole installation; one takes a few kilobytes.
const TASKS: usize = 20_000;
/// Those whose last lines are there; they take up to 64 KiB each.
const WITH_LINES: usize = 1_000;

pub(crate) struct Room;

/// What is too much, by key.
pub(crate) struct Surplus {
    tasks: Vec<Of>,
    lines: Vec<Of>,
}

impl Controller for Room {
    type Seen = Surplus;
    const NAME: &'static str = "ecs.black-box.room";
    const SERVICE: &'static str = crate::refs::ECS;

    /// At sweeps alone: counting at each end would cost more than a little surplus.
    fn wakes(&self, _changed: &Key) -> Option<Key> {
        None
    }

    fn sweep(&self, _t: &mut Txn) -> Result<Vec<Key>, Fault> {
        Ok(vec![Key::global(BlackBox::KIND, &[])])
    }

    fn see(&self, t: &mut Txn, _key: &Key) -> Result<Option<Surplus>, Fault> {
        let mut over = |kind: &str, most: usize| -> Vec<Of> {
            let keys = t.keys(&Key::all(kind));
            let surplus = keys.len().saturating_sub(most);
            keys.iter().take(surplus).filter_map(Of::key).collect()
        };
        let (tasks, lines) = (over(BlackBox::KIND, TASKS), over(Lines::KIND, WITH_LINES));
        Ok(Some(Surplus { tasks, lines }).filter(|s| !s.tasks.is_empty() || !s.lines.is_empty()))
    }

    fn plan(&self, seen: &Surplus, _now: Time) -> Plan {
        let tasks = seen.tasks.iter().flat_map(forget);
        let lines = seen.lines.iter().map(|of| Write::delete(Lines::key_of(of)));
        Plan {
            writes: tasks.chain(lines).collect(),
            wake: None,
            why: vec!["more has stopped than is kept".into()],
        }
    }
}

/// Everything about a stopped task.
pub(crate) fn forget(of: &Of) -> [Write; 3] {
    [of.task_key(), BlackBox::key_of(of), Lines::key_of(of)].map(Write::delete)
}
