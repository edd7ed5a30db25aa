//! An operation is forgotten after a day.

use kernel::{Controller, Fault, Key, Plan, Record as _, Time, Txn, Write};

use super::record::{KEPT, Operation};

pub(crate) struct Forgotten;

impl Controller for Forgotten {
    type Seen = (Key, Time);
    const NAME: &'static str = "servicediscovery.operation.forgotten";
    const SERVICE: &'static str = crate::CLOUD_MAP;

    fn wakes(&self, changed: &Key) -> Option<Key> {
        (changed.kind() == Operation::KIND).then(|| changed.clone())
    }

    fn sweep(&self, t: &mut Txn) -> Result<Vec<Key>, Fault> {
        Ok(t.keys(&Key::all(Operation::KIND)))
    }

    fn see(&self, t: &mut Txn, key: &Key) -> Result<Option<Self::Seen>, Fault> {
        let operation = t.get::<Operation>(key)?;
        Ok(operation.map(|o| (key.clone(), o.created + KEPT)))
    }

    fn plan(&self, (key, until): &Self::Seen, now: Time) -> Plan {
        if now < *until {
            return Plan {
                wake: Some(*until),
                ..Plan::default()
            };
        }
        Plan {
            writes: vec![Write::delete(key.clone())],
            ..Plan::default()
        }
    }
}
