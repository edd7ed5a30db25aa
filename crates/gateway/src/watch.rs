//! Who wants to hear of which keys. One follower reads the store's changes and wakes whom they concern, so that
//! thousands of quiet conversations cost nothing.
//!
//! INVARIANT: after [`Watch::over`] has returned, every durable change in its ranges wakes it, at least once.

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::{Arc, Weak};

use kernel::key::KeyRange;
use kernel::{Kernel, Key};
use parking_lot::Mutex;
use tokio::sync::Notify;

/// Separates the parts of a key; a range of all that is below a key starts with the key and this.
const BELOW: char = '\u{1}';

/// All watches.
#[derive(Default)]
pub(crate) struct Watchers {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    next: u64,
    /// Ranges that can be found from a key: all below a key, or one key alone.
    by_start: HashMap<String, Vec<Entry>>,
    /// All others, looked at one by one.
    others: Vec<Entry>,
}

struct Entry {
    id: u64,
    range: KeyRange,
    wake: Arc<Notify>,
}

/// One conversation's watch; dropping it ends it.
pub(crate) struct Watch {
    all: Arc<Watchers>,
    id: u64,
    ranges: Arc<[KeyRange]>,
    wake: Arc<Notify>,
}

impl Watchers {
    /// A watch over nothing.
    pub(crate) fn enter(self: &Arc<Self>) -> Watch {
        let mut inner = self.inner.lock();
        inner.next += 1;
        Watch {
            all: Arc::clone(self),
            id: inner.next,
            ranges: Arc::default(),
            wake: Arc::default(),
        }
    }

    /// Follows the store until the kernel or everybody who watches is gone.
    pub(crate) async fn follow(watchers: Weak<Self>, kernel: Arc<Kernel>) {
        let mut revisions = kernel.store.revisions();
        let mut seen = *revisions.borrow_and_update();
        loop {
            if revisions.changed().await.is_err() {
                return;
            }
            revisions.borrow_and_update();
            let Some(watchers) = watchers.upgrade() else {
                return;
            };
            match kernel.store.changes(seen) {
                Ok(changes) => {
                    let inner = watchers.inner.lock();
                    changes
                        .iter()
                        .flat_map(|c| c.keys.iter())
                        .for_each(|k| inner.tell(k));
                    seen = changes.last().map_or(seen, |c| c.revision);
                }
                // Too much at once: everybody looks anew.
                Err(_) => {
                    seen = kernel.store.durable().revision;
                    watchers.inner.lock().tell_all();
                }
            }
        }
    }
}

impl Inner {
    fn tell(&self, key: &Key) {
        let text = key.as_str();
        let above = text
            .match_indices(BELOW)
            .filter_map(|(at, sep)| text.get(..at + sep.len()));
        let found = above.chain([text]).filter_map(|start| self.by_start.get(start));
        for entry in found.flatten().chain(&self.others) {
            if entry.range.contains(key) {
                entry.wake.notify_one();
            }
        }
    }

    fn tell_all(&self) {
        let all = self.by_start.values().flatten().chain(&self.others);
        all.for_each(|entry| entry.wake.notify_one());
    }

    fn remove(&mut self, id: u64, range: &KeyRange) {
        let start = range.start.as_str();
        if let Some(entries) = self.by_start.get_mut(start) {
            entries.retain(|e| e.id != id);
            if entries.is_empty() {
                self.by_start.remove(start);
            }
        }
    }
}

impl Watch {
    /// Watches these ranges from now on; true when they are others than before. The caller makes sure that nothing
    /// happened between what it has seen and now.
    pub(crate) fn over(&mut self, ranges: Arc<[KeyRange]>) -> bool {
        if Arc::ptr_eq(&self.ranges, &ranges) || self.ranges == ranges {
            return false;
        }
        let mut inner = self.all.inner.lock();
        self.leave(&mut inner);
        for range in &*ranges {
            let start = range.start.as_str();
            let alone = range.end.as_str().strip_prefix(start) == Some("\u{0}");
            let entry = Entry {
                id: self.id,
                range: range.clone(),
                wake: Arc::clone(&self.wake),
            };
            if alone || start.ends_with(BELOW) {
                inner.by_start.entry(start.to_owned()).or_default().push(entry);
            } else {
                inner.others.push(entry);
            }
        }
        drop(inner);
        self.ranges = ranges;
        true
    }

    fn leave(&self, inner: &mut Inner) {
        for range in &*self.ranges {
            inner.remove(self.id, range);
        }
        inner.others.retain(|e| e.id != self.id);
    }

    /// Resolves when something watched has changed.
    pub(crate) async fn changed(&self) {
        self.wake.notified().await;
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let mut inner = self.all.inner.lock();
        self.leave(&mut inner);
    }
}
