//! Certificates that were issued here are renewed in time (ACM User Guide, "Managed certificate renewal").

use std::sync::Arc;
use std::time::Duration;

use kernel::{Controller, Fault, Key, Plan, Record as _, Time, Txn, Write};

use super::Issuer;
use super::ops::renewed;
use super::record::Certificate;

/// ACM begins 60 days before the end.
pub(super) const BEFORE: Duration = Duration::from_secs(60 * 24 * 3600);

pub(crate) struct Renewal(pub Arc<dyn Issuer>);

impl Controller for Renewal {
    type Seen = (Key, Time);
    const NAME: &'static str = "acm.renewal";
    const SERVICE: &'static str = "acm.amazonaws.com";

    fn wakes(&self, changed: &Key) -> Option<Key> {
        (changed.kind() == Certificate::KIND).then(|| changed.clone())
    }

    fn sweep(&self, t: &mut Txn) -> Result<Vec<Key>, Fault> {
        Ok(t.keys(&Key::all(Certificate::KIND)))
    }

    fn see(&self, t: &mut Txn, key: &Key) -> Result<Option<Self::Seen>, Fault> {
        let c = t.get::<Certificate>(key)?.filter(|c| c.issued);
        Ok(c.map(|c| (key.clone(), c.facts.not_after)))
    }

    fn plan(&self, (key, end): &Self::Seen, now: Time) -> Plan {
        let due = Time(end.0 - i64::try_from(BEFORE.as_millis()).unwrap_or(0));
        if now < due {
            return Plan {
                wake: Some(due),
                ..Plan::default()
            };
        }
        let (issuer, key) = (Arc::clone(&self.0), key.clone());
        Plan {
            writes: vec![Write::with(
                format!("renew {key}"),
                move |cx, t| match t.get::<Certificate>(&key)? {
                    Some(c) => t.put(renewed(&c, &*issuer, cx.now)?),
                    None => Ok(()),
                },
            )],
            why: vec!["it ends within 60 days".into()],
            ..Plan::default()
        }
    }
}
