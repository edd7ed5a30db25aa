//! The smallest store: everything in one map under one lock. Its disk can be held back, so that the tip is ahead of
//! what is durable, and its memory of changes can be taken away.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;

use parking_lot::Mutex;
use tokio::sync::watch;

use crate::Revision;
use crate::record::Entry;
use crate::store::{Change, Commit, CommitError, CommitFuture, Compacted, Snapshot, Store};

#[derive(Default)]
struct Inner {
    tip: Snapshot,
    durable: Snapshot,
    log: Vec<Change>,
    held: bool,
    forgetful: bool,
}

pub(super) struct Desk {
    inner: Arc<Mutex<Inner>>,
    newest: watch::Sender<Revision>,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            inner: Arc::default(),
            newest: watch::Sender::new(0),
        }
    }
}

impl Desk {
    /// Nothing becomes durable until [`Desk::release`].
    pub(super) fn hold(&self) {
        self.inner.lock().held = true;
    }

    pub(super) fn release(&self) {
        let mut it = self.inner.lock();
        it.held = false;
        it.durable = it.tip.clone();
        self.newest.send_replace(it.durable.revision);
    }

    /// The disk refuses what was held back: it is undone, and its revisions are void.
    pub(super) fn refuse(&self) {
        let mut it = self.inner.lock();
        it.durable.epoch = it.tip.epoch + 1;
        it.tip = it.durable.clone();
        let last = it.tip.revision;
        it.log.retain(|c| c.revision <= last);
        it.held = false;
    }

    /// The next follower is told that the changes are no longer remembered.
    pub(super) fn forget(&self) {
        self.inner.lock().forgetful = true;
    }

    pub(super) fn stage(&self, c: &Commit) -> Result<Revision, CommitError> {
        let mut it = self.inner.lock();
        if c.epoch != it.tip.epoch {
            return Err(CommitError::Conflict);
        }
        if c.writes.is_empty() {
            return Ok(c.base);
        }
        let newer = it.log.iter().filter(|x| x.revision > c.base);
        let mut changed = newer.flat_map(|x| x.keys.iter());
        if changed.any(|k| c.keys.contains(k) || c.ranges.iter().any(|r| r.contains(k))) {
            return Err(CommitError::Conflict);
        }
        let revision = it.tip.revision + 1;
        it.tip.revision = revision;
        for w in &c.writes {
            match &w.value {
                Some((bytes, _)) => it
                    .tip
                    .map
                    .insert(w.key.clone(), Entry::from_bytes(revision, bytes.clone())),
                None => it.tip.map.remove(&w.key),
            };
        }
        it.log.push(Change {
            revision,
            keys: c.writes.iter().map(|w| w.key.clone()).collect(),
        });
        if !it.held {
            it.durable = it.tip.clone();
            self.newest.send_replace(revision);
        }
        Ok(revision)
    }
}

impl Store for Desk {
    fn durable(&self) -> Snapshot {
        self.inner.lock().durable.clone()
    }

    fn tip(&self) -> Snapshot {
        self.inner.lock().tip.clone()
    }

    fn commit(&self, commit: Commit) -> CommitFuture {
        let staged = self.stage(&commit);
        let inner = Arc::clone(&self.inner);
        Box::pin(poll_fn(move |cx| match &staged {
            Ok(r) if *r > inner.lock().durable.revision => {
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            other => Poll::Ready(other.clone()),
        }))
    }

    fn changes(&self, since: Revision) -> Result<Vec<Change>, Compacted> {
        let mut it = self.inner.lock();
        if std::mem::take(&mut it.forgetful) {
            return Err(Compacted);
        }
        let durable = it.durable.revision;
        let seen = |c: &&Change| c.revision > since && c.revision <= durable;
        Ok(it.log.iter().filter(seen).cloned().collect())
    }

    fn between(&self, from: &Snapshot, to: &Snapshot) -> Result<Vec<Change>, Compacted> {
        let mut it = self.inner.lock();
        let other = [from.epoch, to.epoch] != [it.tip.epoch; 2] || from.revision > to.revision;
        if std::mem::take(&mut it.forgetful) || other {
            return Err(Compacted);
        }
        let leads = |c: &&Change| c.revision > from.revision && c.revision <= to.revision;
        Ok(it.log.iter().filter(leads).cloned().collect())
    }

    fn revisions(&self) -> watch::Receiver<Revision> {
        self.newest.subscribe()
    }
}
