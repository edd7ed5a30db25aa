//! The one thread that turns frozen memory into segments.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Receiver;
use std::time::Duration;

use anyhow::Result;
use parking_lot::RwLock;
use tokio::sync::watch;

use super::journal;
use super::segment::{Files, Footer};
use super::state::State;

/// How long a failed sealing waits before it is tried again.
const RETRY: Duration = Duration::from_secs(1);

pub(crate) struct Sealing {
    pub dir: PathBuf,
    pub files: Arc<Files>,
    pub state: Arc<RwLock<State>>,
    pub numbers: Arc<AtomicU64>,
    pub runtime: tokio::runtime::Handle,
    /// Counts finished sealings.
    pub done: watch::Sender<u64>,
    /// Set when the engine is closed: a sealing that fails then is not tried again.
    pub closed: Arc<std::sync::atomic::AtomicBool>,
}

impl Sealing {
    /// Runs until the writer is gone. A failure (a full disk, a store that is away) is tried again: nothing is
    /// lost meanwhile, because the journal file stays.
    pub(crate) fn run(self, frozen: &Receiver<(u64, u64)>) {
        while let Ok((journal, next_seq)) = frozen.recv() {
            while let Err(e) = self.seal(journal, next_seq) {
                tracing::error!(error = %e, "sealing logs failed");
                if self.closed.load(Ordering::Relaxed) {
                    return;
                }
                std::thread::sleep(RETRY);
            }
            self.done.send_modify(|n| *n += 1);
        }
    }

    fn seal(&self, journal: u64, next_seq: u64) -> Result<()> {
        let (mem, tokens, number) = {
            // INVARIANT: a segment of a higher number has tokens at least as new; hence the exclusive lock.
            let state = self.state.write();
            let Some(mem) = state.frozen.clone() else {
                return Ok(());
            };
            let of = mem
                .groups
                .iter()
                .flat_map(|(g, streams)| streams.keys().map(|s| (*g, *s)));
            let tokens = state.tokens(of);
            (mem, tokens, self.numbers.fetch_add(1, Ordering::Relaxed))
        };
        let footer = Footer {
            journal_through: journal,
            next_seq,
            ..Footer::default()
        };
        let (bytes, segment) = self.files.build(number, &mem, &tokens, footer)?;
        self.runtime.block_on(self.files.put(number, bytes))?;
        {
            let mut state = self.state.write();
            state.segments.push(Arc::new(segment));
            state.frozen = None;
        }
        // Should this fail, the next opening removes it: the segment says that it holds this file.
        if let Err(e) = journal::remove_through(&self.dir, journal) {
            tracing::warn!(error = %e, "a sealed journal file could not be removed");
        }
        Ok(())
    }
}
