//! A store that can be looked through: the memory store, with a disk that is slow and forgets when the power goes.
//!
//! Commits are validated and staged by [`store::Memory`]; they become durable when the simulation says so, one by
//! one, and can be lost before that. Everything durable is kept a second time as bytes: that is what a new process
//! reads, and what the invariants look at.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use imbl::OrdMap;
use kernel::record::Entry;
use kernel::store::{Change, Commit, CommitError, CommitFuture, Compacted, Snapshot};
use kernel::{Key, Revision, Store};
use parking_lot::Mutex;
use store::Memory;
use tokio::sync::watch;

/// One durable commit, in the store's bytes.
pub(crate) struct Durable {
    pub revision: Revision,
    pub writes: Vec<(Key, Option<Bytes>)>,
}

struct Staged {
    after: Snapshot,
    writes: Vec<(Key, Option<Bytes>)>,
}

struct Inner {
    memory: Memory,
    durable: Snapshot,
    /// The durable records as they lie on the disk.
    disk: OrdMap<Key, Entry>,
    staged: VecDeque<Staged>,
    /// What became durable and was not looked at yet.
    fresh: Vec<Durable>,
    /// The last durable revision of every epoch that is over.
    ended: Vec<Revision>,
}

pub(crate) struct Glass {
    inner: Arc<Mutex<Inner>>,
    newest: watch::Sender<Revision>,
}

impl Glass {
    pub(crate) fn new() -> Self {
        let inner = Inner {
            memory: Memory::default(),
            durable: Snapshot::default(),
            disk: OrdMap::new(),
            staged: VecDeque::new(),
            fresh: Vec::new(),
            ended: Vec::new(),
        };
        Self {
            inner: Arc::new(Mutex::new(inner)),
            newest: watch::Sender::new(0),
        }
    }

    /// How many commits wait for the disk.
    pub(crate) fn waiting(&self) -> usize {
        self.inner.lock().staged.len()
    }

    /// Makes the oldest `n` waiting commits durable.
    pub(crate) fn flush(&self, n: usize) {
        let mut it = self.inner.lock();
        for _ in 0..n {
            let Some(s) = it.staged.pop_front() else { break };
            let revision = s.after.revision;
            for (key, bytes) in &s.writes {
                match bytes {
                    Some(b) => it
                        .disk
                        .insert(key.clone(), Entry::from_bytes(revision, b.clone())),
                    None => it.disk.remove(key),
                };
            }
            it.durable = s.after;
            it.fresh.push(Durable {
                revision,
                writes: s.writes,
            });
        }
        self.newest.send_replace(it.durable.revision);
    }

    /// The disk refuses, or the power goes: what was not durable never was. The records are read from the disk anew.
    pub(crate) fn forget_staged(&self) {
        let mut it = self.inner.lock();
        let over = it.durable.revision;
        it.ended.push(over);
        it.staged.clear();
        it.durable.epoch += 1;
        it.durable.map = it.disk.clone();
        it.memory = Memory::holding(it.durable.clone());
    }

    /// What became durable since the last time.
    pub(crate) fn take_fresh(&self) -> Vec<Durable> {
        std::mem::take(&mut self.inner.lock().fresh)
    }
}

impl Inner {
    fn stage(&mut self, commit: Commit) -> Result<Revision, CommitError> {
        let writes: Vec<_> = commit
            .writes
            .iter()
            .map(|w| (w.key.clone(), w.value.as_ref().map(|(b, _)| b.clone())))
            .collect();
        let revision = now(self.memory.commit(commit))?;
        if !writes.is_empty() {
            let after = self.memory.tip();
            self.staged.push_back(Staged { after, writes });
        }
        Ok(revision)
    }

    /// Whether what was staged in `epoch` has reached the disk, or never will.
    fn settled(&self, epoch: usize, revision: Revision) -> Poll<Result<Revision, CommitError>> {
        match self.ended.get(epoch) {
            Some(last) if revision > *last => {
                Poll::Ready(Err(CommitError::Unavailable("the disk refuses".into())))
            }
            None if revision > self.durable.revision => Poll::Pending,
            _ => Poll::Ready(Ok(revision)),
        }
    }
}

impl Store for Glass {
    fn durable(&self) -> Snapshot {
        self.inner.lock().durable.clone()
    }

    fn tip(&self) -> Snapshot {
        self.inner.lock().memory.tip()
    }

    /// Staged at the second look only: between a transaction's snapshot and its commit others may come first, as on
    /// the threads and processes of the real thing.
    fn commit(&self, commit: Commit) -> CommitFuture {
        let inner = Arc::clone(&self.inner);
        let mut commit = Some(commit);
        let (mut waited, mut staged) = (false, None);
        Box::pin(poll_fn(move |_| {
            if !std::mem::replace(&mut waited, true) {
                return Poll::Pending;
            }
            let mut it = inner.lock();
            if let Some(c) = commit.take() {
                staged = Some((it.ended.len(), it.stage(c)));
            }
            match &staged {
                Some((epoch, Ok(revision))) => it.settled(*epoch, *revision),
                Some((_, Err(e))) => Poll::Ready(Err(e.clone())),
                None => Poll::Pending,
            }
        }))
    }

    fn changes(&self, since: Revision) -> Result<Vec<Change>, Compacted> {
        let it = self.inner.lock();
        let mut all = it.memory.changes(since)?;
        all.retain(|c| c.revision <= it.durable.revision);
        Ok(all)
    }

    fn between(&self, from: &Snapshot, to: &Snapshot) -> Result<Vec<Change>, Compacted> {
        self.inner.lock().memory.between(from, to)
    }

    fn revisions(&self) -> watch::Receiver<Revision> {
        self.newest.subscribe()
    }
}

/// The memory store answers at once.
fn now(commit: CommitFuture) -> Result<Revision, CommitError> {
    match pin!(commit).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => Err(CommitError::Unavailable("the memory store waits".into())),
    }
}
