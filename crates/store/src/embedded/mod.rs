//! The embedded store: one SQLite file in WAL mode with `synchronous=FULL`, and one committing thread that writes
//! all waiting transactions with one fsync. Reads never touch the file.

mod committer;
mod file;

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use kernel::store::{Change, Commit, CommitFuture, Compacted, Revision, Snapshot, Store};
use tokio::sync::{oneshot, watch};

use crate::cipher::KEY_LEN;
use crate::embedded::committer::Shared;

/// A store in `dir/records.db`.
pub struct Embedded {
    shared: Arc<Shared>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Embedded {
    /// Opens or makes the store in `dir`; its values are encrypted under a data key wrapped by `master`.
    ///
    /// # Errors
    /// Names the file and what is wrong with it: not readable, damaged, or another master key.
    pub fn open(dir: &Path, master: &[u8; KEY_LEN]) -> Result<Self> {
        let (file, snapshot) = file::File::open(dir, master)?;
        let shared = Arc::new(Shared::new(snapshot));
        let worker = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("store-commit".into())
            .spawn(move || worker.run(file))
            .context("starting the committing thread")?;
        Ok(Self {
            shared,
            thread: Some(thread),
        })
    }
}

impl Drop for Embedded {
    /// Writes what is staged, then closes the file.
    fn drop(&mut self) {
        self.shared.stop();
        if let Some(t) = self.thread.take()
            && t.join().is_err()
        {
            tracing::error!("the committing thread ended badly");
        }
    }
}

impl Store for Embedded {
    fn durable(&self) -> Snapshot {
        self.shared.durable()
    }

    fn tip(&self) -> Snapshot {
        self.shared.tip()
    }

    fn commit(&self, commit: Commit) -> CommitFuture {
        let (tx, rx) = oneshot::channel();
        match self.shared.submit(commit, tx) {
            Err(e) => Box::pin(std::future::ready(Err(e))),
            Ok(Some(done)) => Box::pin(std::future::ready(Ok(done))),
            Ok(None) => Box::pin(async move {
                rx.await.unwrap_or_else(|_| {
                    Err(kernel::store::CommitError::Unavailable(
                        "the store is closed".into(),
                    ))
                })
            }),
        }
    }

    fn changes(&self, since: Revision) -> Result<Vec<Change>, Compacted> {
        self.shared.changes(since)
    }

    fn between(&self, from: &Snapshot, to: &Snapshot) -> Result<Vec<Change>, Compacted> {
        self.shared.between(from, to)
    }

    fn revisions(&self) -> watch::Receiver<Revision> {
        self.shared.revisions()
    }
}
