//! What the agents have not been told yet: of thousands of assignments of a machine, those few that a step of its
//! conversation has to look at.

use std::collections::BTreeSet;

use kernel::derived::Derived;
use kernel::key::KeyRange;
use kernel::record::Entry;
use kernel::{Fault, Key, Record as _};

use crate::task::record::Assignment;

/// Keys of the assignments that are not acknowledged. A hint, as everything derived: an assignment on its way to the disk
/// may be among them, and one that was acknowledged a moment ago may not.
#[derive(Default)]
pub(crate) struct Errands(BTreeSet<Key>);

impl Errands {
    /// Those in a range, in key order.
    pub(crate) fn within(&self, range: &KeyRange) -> Vec<Key> {
        self.0.range(&range.start..&range.end).cloned().collect()
    }
}

impl Derived for Errands {
    const KINDS: &'static [&'static str] = &[Assignment::KIND];

    fn change(&mut self, key: &Key, entry: Option<&Entry>) -> Result<(), Fault> {
        let open = match entry {
            Some(e) => e.typed::<Assignment>()?.is_open(),
            None => false,
        };
        if open {
            self.0.insert(key.clone());
        } else {
            self.0.remove(key);
        }
        Ok(())
    }
}
