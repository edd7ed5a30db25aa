//! What the proxies report, written down.

use kernel::{Fault, Key, Record, Txn};
use serde::{Deserialize, Serialize};
use wire::proxy::{Report, TargetHealth};

use crate::target::record::Target;

/// Why a listener is not open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Failure {
    pub listener: String,
    pub why: String,
}

impl Failure {
    pub(crate) fn at(listener: &str) -> Key {
        Key::global(Self::KIND, &[listener])
    }
}

impl Record for Failure {
    const KIND: &'static str = "elb.listener-failure";
    fn key(&self) -> Key {
        Self::at(&self.listener)
    }
}

/// Takes a report over. What it says of targets and listeners that are gone is passed over; the same report twice
/// changes nothing.
///
/// # Errors
/// Internal faults only.
pub fn apply(t: &mut Txn, report: &Report) -> Result<(), Fault> {
    for told in &report.targets {
        health(t, told)?;
    }
    for l in &report.listeners {
        let key = Failure::at(&l.listener);
        let known = t.get::<Failure>(&key)?;
        match &l.failure {
            None if known.is_some() => t.delete(&key),
            Some(why) if known.is_none_or(|k| k.why != *why) => t.put(Failure {
                listener: l.listener.clone(),
                why: why.clone(),
            })?,
            _ => {}
        }
    }
    Ok(())
}

fn health(t: &mut Txn, told: &TargetHealth) -> Result<(), Fault> {
    let Some((scope, group)) = crate::routing::group_name(&told.group) else {
        return Ok(());
    };
    let key = Target::at(&scope, group, &told.id, told.port);
    let Some(target) = t.get::<Target>(&key)? else {
        return Ok(());
    };
    let new = Target {
        health: Some(told.health),
        reason: told.reason,
        description: told.description.clone(),
        ..(*target).clone()
    };
    if new == *target { Ok(()) } else { t.put(new) }
}
