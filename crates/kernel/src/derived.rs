//! Something that is computed from all records of some kinds and kept up as they change: an index that would be too
//! slow to make anew for every transaction.
//!
//! INVARIANT: what a derived value says is a hint. It may be newer than the transaction's snapshot (never older), so a
//! decision that rests on it must read the records it rests on with [`Txn::get`]; the commit then sees to the rest.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::key::KeyRange;
use crate::record::Entry;
use crate::store::Snapshot;
use crate::{Fault, Kernel, Key, Txn};

/// A value kept up from records.
pub trait Derived: Default + Send + 'static {
    /// The kinds of records it is made from.
    const KINDS: &'static [&'static str];

    /// A record was written (`Some`) or deleted. Must answer the same whatever was there before: the same change may
    /// come twice, and one that is undone comes as another change.
    ///
    /// # Errors
    /// Internal faults only: stored bytes that cannot be read.
    fn change(&mut self, key: &Key, entry: Option<&Entry>) -> Result<(), Fault>;
}

/// Every derived value of a process, by its type.
#[derive(Default)]
pub(crate) struct Shelf(Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

/// A derived value and the snapshot it has followed.
struct Kept<D> {
    seen: Snapshot,
    value: D,
}

impl<D: Derived> Kept<D> {
    /// One that has followed nothing: no store has this epoch, so no changes lead from here.
    fn anew() -> Self {
        let seen = Snapshot {
            epoch: u64::MAX,
            ..Snapshot::default()
        };
        Self {
            seen,
            value: D::default(),
        }
    }

    /// `f` with the transaction's own writes in the value.
    fn with<T>(&mut self, t: &Txn, f: impl FnOnce(&mut D) -> T) -> Result<T, Fault> {
        let mine: Vec<_> = t
            .pending()
            .filter(|(k, _)| D::KINDS.contains(&k.kind()))
            .collect();
        for (key, entry) in &mine {
            self.value.change(key, entry.as_ref())?;
        }
        let answer = f(&mut self.value);
        for (key, _) in &mine {
            self.value.change(key, self.seen.map.get(*key))?;
        }
        Ok(answer)
    }
}

impl Shelf {
    fn slot<D: Derived>(&self) -> Result<Arc<Mutex<Kept<D>>>, Fault> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let any = all
            .entry(TypeId::of::<D>())
            .or_insert_with(|| Arc::new(Mutex::new(Kept::<D>::anew())));
        Arc::clone(any)
            .downcast()
            .map_err(|_| Fault::internal("a derived value of another type"))
    }
}

impl Kernel {
    /// Lets `f` look at the derived value as of the transaction's snapshot or a later one, with the transaction's own
    /// writes in it.
    ///
    /// # Errors
    /// What `f` answers; internal faults.
    pub fn derived<D: Derived, T>(
        &self,
        t: &Txn,
        f: impl FnOnce(&mut D) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let slot = self.shelf.slot::<D>()?;
        let mut kept = slot.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.seen.epoch == t.base().epoch && t.base().revision <= kept.seen.revision;
        let followed = match known {
            true => Ok(()),
            false => self.follow(&mut kept, t.base()),
        };
        let answer = followed.and_then(|()| kept.with(t, f));
        if answer.is_err() {
            // Half followed is not followed: begin anew next time.
            *kept = Kept::anew();
        }
        answer?
    }

    /// Goes from change to change as far as the store remembers them: what it costs is what has changed.
    fn follow<D: Derived>(&self, kept: &mut Kept<D>, to: &Snapshot) -> Result<(), Fault> {
        let Ok(changes) = self.store.between(&kept.seen, to) else {
            return compare(kept, to);
        };
        let changed = changes.iter().flat_map(|c| c.keys.iter());
        for key in changed.filter(|k| D::KINDS.contains(&k.kind())) {
            kept.value.change(key, to.map.get(key))?;
        }
        kept.seen = to.clone();
        Ok(())
    }
}

/// Compares what there was with what there is, by identity: an entry that was not written again is the same entry.
/// (The map's own difference, which would skip what two maps share, misses a change now and then: imbl 6.1.)
fn compare<D: Derived>(kept: &mut Kept<D>, to: &Snapshot) -> Result<(), Fault> {
    let Kept { seen, value } = kept;
    for kind in D::KINDS {
        let KeyRange { start, end } = Key::all(kind);
        let mut old = seen.map.range(start.clone()..end.clone()).peekable();
        for (key, entry) in to.map.range(start..end) {
            while let Some((gone, _)) = old.next_if(|(k, _)| *k < key) {
                value.change(gone, None)?;
            }
            let before = old.next_if(|(k, _)| *k == key);
            if before.is_none_or(|(_, was)| was != entry) {
                value.change(key, Some(entry))?;
            }
        }
        for (gone, _) in old {
            value.change(gone, None)?;
        }
    }
    kept.seen = to.clone();
    Ok(())
}
