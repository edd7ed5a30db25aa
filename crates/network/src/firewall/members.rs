//! Which addresses are in which group: computed from the interfaces, kept up as they change.

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;

use kernel::derived::Derived;
use kernel::record::Entry;
use kernel::{Fault, Key, Record as _, Scope};
use wire::firewall::{Range, merged};

use crate::interface::record::Interface;

/// A hint, as everything derived: it may be a moment newer than the records beside it.
#[derive(Default)]
pub(crate) struct Members {
    interfaces: BTreeMap<Key, Known>,
    groups: BTreeMap<(Scope, String), BTreeSet<Ipv4Addr>>,
    balancers: BTreeMap<Scope, BTreeSet<Ipv4Addr>>,
}

struct Known {
    scope: Scope,
    address: Ipv4Addr,
    groups: Vec<String>,
    balancer: bool,
}

impl Members {
    /// The addresses of a group's members, merged.
    pub(crate) fn of(&self, scope: &Scope, group: &str) -> Vec<Range> {
        let found = self.groups.get(&(scope.clone(), group.to_owned()));
        merged(found.into_iter().flatten().map(|ip| Range::one(*ip)).collect())
    }

    /// The addresses of load balancers.
    pub(crate) fn balancers(&self, scope: &Scope) -> Vec<Ipv4Addr> {
        self.balancers.get(scope).into_iter().flatten().copied().collect()
    }

    fn forget(&mut self, key: &Key) {
        let Some(old) = self.interfaces.remove(key) else {
            return;
        };
        for group in old.groups {
            let place = (old.scope.clone(), group);
            if let Some(all) = self.groups.get_mut(&place) {
                all.remove(&old.address);
                if all.is_empty() {
                    self.groups.remove(&place);
                }
            }
        }
        if old.balancer
            && let Some(all) = self.balancers.get_mut(&old.scope)
        {
            all.remove(&old.address);
        }
    }
}

impl Derived for Members {
    const KINDS: &'static [&'static str] = &[Interface::KIND];

    fn change(&mut self, key: &Key, entry: Option<&Entry>) -> Result<(), Fault> {
        self.forget(key);
        let Some(entry) = entry else { return Ok(()) };
        let i = entry.typed::<Interface>()?;
        let known = Known {
            scope: i.scope.clone(),
            address: i.address,
            groups: i.groups.clone(),
            balancer: i.is_balancers(),
        };
        for group in &known.groups {
            let all = self.groups.entry((i.scope.clone(), group.clone()));
            all.or_default().insert(i.address);
        }
        if known.balancer {
            self.balancers
                .entry(i.scope.clone())
                .or_default()
                .insert(i.address);
        }
        self.interfaces.insert(key.clone(), known);
        Ok(())
    }
}
