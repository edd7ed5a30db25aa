//! Forgetting: a stopped task stays describable for a while, then its record goes.

use std::time::Duration;

use kernel::{Controller, Fault, Key, Plan, Record as _, Time, Txn, Write};

use super::record::{Task, TaskState};
use super::token::Token;

/// ECS shows stopped tasks for at least an hour (DescribeTasks).
pub(crate) const KEPT: Duration = Duration::from_secs(3600);

pub(crate) struct Retention;

/// One record whose time will come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fading {
    key: Key,
    gone_at: Time,
}

impl Controller for Retention {
    type Seen = Fading;
    const NAME: &'static str = "ecs.task.retention";
    const SERVICE: &'static str = crate::refs::ECS;

    fn wakes(&self, changed: &Key) -> Option<Key> {
        [Task::KIND, Token::KIND]
            .contains(&changed.kind())
            .then(|| changed.clone())
    }

    fn sweep(&self, t: &mut Txn) -> Result<Vec<Key>, Fault> {
        Ok([Task::KIND, Token::KIND]
            .iter()
            .flat_map(|k| t.keys(&Key::all(k)))
            .collect())
    }

    fn see(&self, t: &mut Txn, key: &Key) -> Result<Option<Fading>, Fault> {
        let gone_at = if key.kind() == Token::KIND {
            t.get::<Token>(key)?.map(|x| x.expires)
        } else {
            t.get::<Task>(key)?.and_then(|task| match task.state {
                TaskState::Stopped { at, .. } => Some(at + KEPT),
                _ => None,
            })
        };
        Ok(gone_at.map(|gone_at| Fading {
            key: key.clone(),
            gone_at,
        }))
    }

    fn plan(&self, seen: &Fading, now: Time) -> Plan {
        if now < seen.gone_at {
            return Plan {
                wake: Some(seen.gone_at),
                ..Plan::default()
            };
        }
        Plan {
            writes: vec![Write::delete(seen.key.clone())],
            why: vec!["its time is over".into()],
            ..Plan::default()
        }
    }
}
