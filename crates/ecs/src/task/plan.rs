//! Forgetting: a stopped task stays describable for a while, then its record goes.

use kernel::{Controller, Fault, Key, Plan, Record as _, Time, Txn, Write};

use super::blackbox::plan::forget;
use super::blackbox::record::Of;
use super::record::Task;
use super::token::Token;
use crate::account_setting::retention;

pub(crate) struct Retention;

/// One record whose time will come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fading {
    key: Key,
    gone_at: Time,
    stopped: Option<Of>,
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
        if key.kind() == Token::KIND {
            return Ok(t.get::<Token>(key)?.map(|token| Fading {
                key: key.clone(),
                gone_at: token.expires,
                stopped: None,
            }));
        }
        let Some(of) = t.get::<Task>(key)?.and_then(|task| Of::task(&task)) else {
            return Ok(None);
        };
        Ok(Some(Fading {
            key: key.clone(),
            gone_at: of.at + retention::of(t, &of.scope)?,
            stopped: Some(of),
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
            writes: match &seen.stopped {
                Some(of) => forget(of).into(),
                None => vec![Write::delete(seen.key.clone())],
            },
            why: vec!["its time is over".into()],
            ..Plan::default()
        }
    }
}
