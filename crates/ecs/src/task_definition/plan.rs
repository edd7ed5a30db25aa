//! Deleting: a revision in DELETE_IN_PROGRESS goes once no task uses it (DeleteTaskDefinitions).

use kernel::{Controller, Fault, Key, Plan, Record as _, Time, Txn, Write};

use super::record::{Status, TaskDefinition};
use crate::task::record::Task;

pub(crate) struct Deletion;

/// A revision that is to go.
#[derive(Clone, Debug)]
pub(crate) struct Leaving {
    key: Key,
    in_use: bool,
}

impl Controller for Deletion {
    type Seen = Leaving;
    const NAME: &'static str = "ecs.task-definition.deletion";
    const SERVICE: &'static str = crate::refs::ECS;

    fn wakes(&self, changed: &Key) -> Option<Key> {
        (changed.kind() == TaskDefinition::KIND).then(|| changed.clone())
    }

    fn sweep(&self, t: &mut Txn) -> Result<Vec<Key>, Fault> {
        let all = t.peek::<TaskDefinition>(&Key::all(TaskDefinition::KIND))?;
        Ok(all
            .iter()
            .filter(|d| d.status == Status::DeleteInProgress)
            .map(|d| d.key())
            .collect())
    }

    fn see(&self, t: &mut Txn, key: &Key) -> Result<Option<Leaving>, Fault> {
        let Some(d) = t
            .get::<TaskDefinition>(key)?
            .filter(|d| d.status == Status::DeleteInProgress)
        else {
            return Ok(None);
        };
        let tasks = t.range::<Task>(&Key::new(Task::KIND, &d.scope, &[]).children())?;
        let in_use = tasks
            .iter()
            .any(|x| x.family == d.family && x.revision == d.revision && !x.state.is_stopped());
        Ok(Some(Leaving {
            key: key.clone(),
            in_use,
        }))
    }

    /// Used ones are looked at again with the next sweep.
    fn plan(&self, seen: &Leaving, _now: Time) -> Plan {
        if seen.in_use {
            return Plan {
                why: vec!["unstopped tasks use it".into()],
                ..Plan::default()
            };
        }
        Plan {
            writes: vec![Write::delete(seen.key.clone())],
            ..Plan::default()
        }
    }
}
