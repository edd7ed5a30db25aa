//! Group commit: callers stage under one lock and wait; one thread writes everything staged, then wakes them.

use kernel::store::{Change, Commit, CommitError, Compacted, Revision, Snapshot, Written};
use parking_lot::{Condvar, Mutex};
use tokio::sync::{oneshot, watch};

use super::file::File;
use crate::head::Head;

type Done = oneshot::Sender<Result<Revision, CommitError>>;

struct Pending {
    revision: Revision,
    writes: Vec<Written>,
    done: Done,
}

struct State {
    head: Head,
    durable: Snapshot,
    queue: Vec<Pending>,
    stopped: bool,
}

pub(crate) struct Shared {
    state: Mutex<State>,
    work: Condvar,
    newest: watch::Sender<Revision>,
}

impl Shared {
    pub(crate) fn new(snapshot: Snapshot) -> Self {
        let newest = watch::Sender::new(snapshot.revision);
        let state = State {
            head: Head::new(snapshot.clone()),
            durable: snapshot,
            queue: Vec::new(),
            stopped: false,
        };
        Self {
            state: Mutex::new(state),
            work: Condvar::new(),
            newest,
        }
    }

    pub(crate) fn durable(&self) -> Snapshot {
        self.state.lock().durable.clone()
    }

    pub(crate) fn tip(&self) -> Snapshot {
        self.state.lock().head.tip()
    }

    pub(crate) fn revisions(&self) -> watch::Receiver<Revision> {
        self.newest.subscribe()
    }

    pub(crate) fn changes(&self, since: Revision) -> Result<Vec<Change>, Compacted> {
        let state = self.state.lock();
        state.head.changes(since, state.durable.revision)
    }

    pub(crate) fn between(&self, from: &Snapshot, to: &Snapshot) -> Result<Vec<Change>, Compacted> {
        self.state.lock().head.between(from, to)
    }

    /// Stages the commit; `Some` when there is nothing to wait for.
    pub(crate) fn submit(&self, commit: Commit, done: Done) -> Result<Option<Revision>, CommitError> {
        let mut state = self.state.lock();
        if state.stopped {
            return Err(CommitError::Unavailable("the store is closed".into()));
        }
        let revision = state.head.stage(&commit)?;
        if revision <= state.durable.revision {
            return Ok(Some(revision));
        }
        state.queue.push(Pending {
            revision,
            writes: commit.writes,
            done,
        });
        drop(state);
        self.work.notify_one();
        Ok(None)
    }

    pub(crate) fn stop(&self) {
        self.state.lock().stopped = true;
        self.work.notify_one();
    }

    /// The committing thread: until stopped and nothing is left to write.
    pub(crate) fn run(&self, mut file: File) {
        loop {
            let (batch, tip) = {
                let mut state = self.state.lock();
                while state.queue.is_empty() {
                    if state.stopped {
                        return;
                    }
                    self.work.wait(&mut state);
                }
                (std::mem::take(&mut state.queue), state.head.tip())
            };
            let writes = batch.iter().flat_map(|p| &p.writes);
            match file.write(tip.revision, writes) {
                Ok(()) => self.publish(batch, tip),
                Err(e) => self.fail(batch, &format!("{e:#}")),
            }
        }
    }

    fn publish(&self, batch: Vec<Pending>, tip: Snapshot) {
        let revision = tip.revision;
        self.state.lock().durable = tip;
        // Watchers first: whoever is answered finds its own revision announced.
        self.newest.send_replace(revision);
        for p in batch {
            // Nobody waits any more when the caller went away; the write stands.
            let _ = p.done.send(Ok(p.revision));
        }
    }

    /// Nothing of the batch was written; what was staged on top of it cannot be either.
    fn fail(&self, batch: Vec<Pending>, why: &str) {
        tracing::error!(why, "a commit could not be written");
        let late = {
            let mut state = self.state.lock();
            let durable = state.durable.clone();
            state.head.rewind(&durable);
            state.durable.epoch = state.head.tip().epoch;
            std::mem::take(&mut state.queue)
        };
        for p in batch.into_iter().chain(late) {
            let _ = p.done.send(Err(CommitError::Unavailable(why.to_owned())));
        }
    }
}
