//! A store that lives as long as the process: for `longshore up --ephemeral`, tests and simulation.

use kernel::store::{Change, Commit, CommitError, CommitFuture, Compacted, Revision, Snapshot, Store};
use parking_lot::Mutex;
use tokio::sync::watch;

use crate::head::Head;

pub struct Memory {
    head: Mutex<Head>,
    newest: watch::Sender<Revision>,
}

impl Default for Memory {
    fn default() -> Self {
        Self::holding(Snapshot::default())
    }
}

impl Memory {
    /// A store that begins with what `snapshot` holds.
    #[must_use]
    pub fn holding(snapshot: Snapshot) -> Self {
        Self {
            newest: watch::Sender::new(snapshot.revision),
            head: Mutex::new(Head::new(snapshot)),
        }
    }
}

impl Store for Memory {
    fn durable(&self) -> Snapshot {
        self.head.lock().tip()
    }

    fn tip(&self) -> Snapshot {
        self.head.lock().tip()
    }

    fn commit(&self, commit: Commit) -> CommitFuture {
        let staged = {
            let mut head = self.head.lock();
            let staged = head.stage(&commit);
            if let Ok(revision) = staged {
                self.newest
                    .send_if_modified(|r| std::mem::replace(r, revision.max(*r)) < revision);
            }
            staged
        };
        Box::pin(std::future::ready(staged))
    }

    fn changes(&self, since: Revision) -> Result<Vec<Change>, Compacted> {
        self.head.lock().changes(since, Revision::MAX)
    }

    fn between(&self, from: &Snapshot, to: &Snapshot) -> Result<Vec<Change>, Compacted> {
        self.head.lock().between(from, to)
    }

    fn revisions(&self) -> watch::Receiver<Revision> {
        self.newest.subscribe()
    }

    fn reset(&self) -> Result<(), CommitError> {
        let mut head = self.head.lock();
        let revision = head.clear();
        self.newest.send_replace(revision);
        Ok(())
    }
}
