//! A target that was deregistered goes when its delay is over.

use kernel::{Controller, Fault, Key, Plan, Record as _, Time, Txn, Write};

use super::record::Target;

pub(crate) struct Drained;

impl Controller for Drained {
    type Seen = (Key, Time);
    const NAME: &'static str = "elb.target.drained";
    const SERVICE: &'static str = crate::ELB;

    fn wakes(&self, changed: &Key) -> Option<Key> {
        (changed.kind() == Target::KIND).then(|| changed.clone())
    }

    fn sweep(&self, t: &mut Txn) -> Result<Vec<Key>, Fault> {
        Ok(t.keys(&Key::all(Target::KIND)))
    }

    fn see(&self, t: &mut Txn, key: &Key) -> Result<Option<Self::Seen>, Fault> {
        let target = t.get::<Target>(key)?;
        Ok(target
            .and_then(|t| t.draining_until)
            .map(|until| (key.clone(), until)))
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
            why: vec!["its deregistration delay is over".into()],
            ..Plan::default()
        }
    }
}
