//! Forgetting sessions that nobody came to in time.

use kernel::{Controller, Fault, Key, Plan, Record as _, Time, Txn, Write};

use super::record::{Session, Summons};

pub(crate) struct Expiry;

impl Controller for Expiry {
    type Seen = Session;
    const NAME: &'static str = "ecs.exec.expiry";
    const SERVICE: &'static str = crate::refs::ECS;

    fn wakes(&self, changed: &Key) -> Option<Key> {
        (changed.kind() == Session::KIND).then(|| changed.clone())
    }

    fn sweep(&self, t: &mut Txn) -> Result<Vec<Key>, Fault> {
        Ok(t.keys(&Key::all(Session::KIND)))
    }

    fn see(&self, t: &mut Txn, key: &Key) -> Result<Option<Session>, Fault> {
        // One that is open lasts until its ends part.
        Ok(t.get::<Session>(key)?
            .filter(|s| s.token_hash.is_some())
            .map(|s| (*s).clone()))
    }

    fn plan(&self, seen: &Session, now: Time) -> Plan {
        if now < seen.expires {
            return Plan {
                wake: Some(seen.expires),
                ..Plan::default()
            };
        }
        Plan {
            writes: vec![
                Write::delete(Summons::key_of(&seen.node, &seen.id)),
                Write::delete(Session::key_of(&seen.id)),
            ],
            why: vec!["nobody came in time".into()],
            ..Plan::default()
        }
    }
}
