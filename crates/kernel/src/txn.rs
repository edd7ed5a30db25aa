//! A transaction: a snapshot, what was read from it, what is to be written.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::key::KeyRange;
use crate::record::{self, Entry};
use crate::store::{Commit, Snapshot, Written};
use crate::{Fault, Key, Record};

/// Reads see its own writes. Every key and range that is read is remembered, so that the commit is refused when
/// one of them has changed.
pub struct Txn {
    base: Snapshot,
    keys: HashSet<Key>,
    ranges: Vec<KeyRange>,
    writes: BTreeMap<Key, Written>,
}

impl Txn {
    #[must_use]
    pub fn on(base: Snapshot) -> Self {
        Self {
            base,
            keys: HashSet::new(),
            ranges: Vec::new(),
            writes: BTreeMap::new(),
        }
    }

    /// The record at `key`.
    ///
    /// # Errors
    /// An internal fault when the stored bytes cannot be read.
    pub fn get<R: Record>(&mut self, key: &Key) -> Result<Option<Arc<R>>, Fault> {
        if let Some(w) = self.writes.get(key) {
            return w.value.as_ref().map(|(_, any)| downcast::<R>(any)).transpose();
        }
        self.keys.insert(key.clone());
        self.base.map.get(key).map(Entry::typed::<R>).transpose()
    }

    /// Whether something is stored at `key`.
    pub fn exists(&mut self, key: &Key) -> bool {
        if let Some(w) = self.writes.get(key) {
            return w.value.is_some();
        }
        self.keys.insert(key.clone());
        self.base.map.contains_key(key)
    }

    pub(crate) fn base(&self) -> &Snapshot {
        &self.base
    }

    /// Its own writes and deletions, in key order.
    pub(crate) fn pending(&self) -> impl Iterator<Item = (&Key, Option<Entry>)> {
        self.writes.iter().map(|(key, w)| {
            let entry = w
                .value
                .as_ref()
                .map(|(_, any)| Entry::from_typed(self.base.revision, Arc::clone(any)));
            (key, entry)
        })
    }

    /// Every record in the range, in key order.
    ///
    /// # Errors
    /// An internal fault when stored bytes cannot be read.
    pub fn range<R: Record>(&mut self, range: &KeyRange) -> Result<Vec<Arc<R>>, Fault> {
        self.ranges.push(range.clone());
        let mut out = Vec::new();
        let mut mine = self
            .writes
            .range(range.start.clone()..range.end.clone())
            .peekable();
        for (key, entry) in self.base.map.range(range.start.clone()..range.end.clone()) {
            while let Some((_, w)) = mine.next_if(|(k, _)| *k < key) {
                push::<R>(&mut out, w)?;
            }
            match mine.next_if(|(k, _)| *k == key) {
                Some((_, w)) => push::<R>(&mut out, w)?,
                None => out.push(entry.typed::<R>()?),
            }
        }
        for (_, w) in mine {
            push::<R>(&mut out, w)?;
        }
        Ok(out)
    }

    /// Every record in the range as of the snapshot, without remembering that it was read: for choosing among many
    /// (placement). Whatever the choice rests on must be read again with [`Txn::get`].
    ///
    /// # Errors
    /// An internal fault when stored bytes cannot be read.
    pub fn peek<R: Record>(&self, range: &KeyRange) -> Result<Vec<Arc<R>>, Fault> {
        let found = self.base.map.range(range.start.clone()..range.end.clone());
        found
            .filter(|(k, _)| !self.writes.contains_key(*k))
            .map(|(_, e)| e.typed::<R>())
            .chain(
                self.writes
                    .range(range.start.clone()..range.end.clone())
                    .filter_map(|(_, w)| w.value.as_ref().map(|(_, any)| downcast::<R>(any))),
            )
            .collect()
    }

    /// The revision of the snapshot. Rises for ever, also across restarts.
    #[must_use]
    pub fn revision(&self) -> crate::Revision {
        self.base.revision
    }

    /// The keys in the range, without looking at the values.
    pub fn keys(&mut self, range: &KeyRange) -> Vec<Key> {
        self.ranges.push(range.clone());
        let mut out: BTreeMap<Key, bool> = self
            .base
            .map
            .range(range.start.clone()..range.end.clone())
            .map(|(k, _)| (k.clone(), true))
            .collect();
        for (k, w) in self.writes.range(range.start.clone()..range.end.clone()) {
            out.insert(k.clone(), w.value.is_some());
        }
        out.into_iter()
            .filter_map(|(k, there)| there.then_some(k))
            .collect()
    }

    /// Writes `record` at its own key.
    ///
    /// # Errors
    /// An internal fault when it cannot be encoded.
    pub fn put<R: Record>(&mut self, record: R) -> Result<(), Fault> {
        let key = record.key();
        let bytes = record::encode(&record)?;
        self.writes.insert(
            key.clone(),
            Written {
                key,
                value: Some((bytes, Arc::new(record))),
            },
        );
        Ok(())
    }

    /// Removes what is at `key`, if anything.
    pub fn delete(&mut self, key: &Key) {
        self.writes.insert(
            key.clone(),
            Written {
                key: key.clone(),
                value: None,
            },
        );
    }

    #[must_use]
    pub fn has_writes(&self) -> bool {
        !self.writes.is_empty()
    }

    /// What the store is asked to make true.
    #[must_use]
    pub fn into_commit(self) -> Commit {
        Commit {
            base: self.base.revision,
            epoch: self.base.epoch,
            keys: self.keys,
            ranges: self.ranges,
            writes: self.writes.into_values().collect(),
        }
    }
}

fn downcast<R: Record>(any: &Arc<dyn std::any::Any + Send + Sync>) -> Result<Arc<R>, Fault> {
    Arc::clone(any)
        .downcast::<R>()
        .map_err(|_| Fault::internal(format!("a `{}` record holds another type", R::KIND)))
}

fn push<R: Record>(out: &mut Vec<Arc<R>>, w: &Written) -> Result<(), Fault> {
    if let Some((_, any)) = &w.value {
        out.push(downcast::<R>(any)?);
    }
    Ok(())
}
