//! `longshore.readyInterfaces`: how many network interfaces, with their sandboxes, machines keep ready at least in each
//! subnet that awsvpc tasks use; `0` for none. The account's, in each region.

use kernel::{Fault, Key, Scope, Txn};

use super::record::AccountSetting;

pub(crate) const NAME: &str = "longshore.readyInterfaces";
pub(crate) const DEFAULT: &str = "2";
pub(crate) const MOST: usize = 24;

pub(crate) fn parse(text: &str) -> Option<usize> {
    text.parse().ok().filter(|n| *n <= MOST)
}

pub(crate) fn key(scope: &Scope) -> Key {
    AccountSetting::key_of(scope, NAME, "")
}

/// The account's.
pub(crate) fn of(t: &mut Txn, scope: &Scope) -> Result<usize, Fault> {
    let set = t.get::<AccountSetting>(&key(scope))?;
    let set = set.and_then(|s| parse(&s.value));
    Ok(set.or_else(|| parse(DEFAULT)).unwrap_or_default())
}
