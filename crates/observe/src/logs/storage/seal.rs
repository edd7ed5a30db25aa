//! The one thread that turns frozen memory into segments.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Receiver;
use std::time::Duration;

use anyhow::Result;
use bytes::Bytes;
use parking_lot::RwLock;
use tokio::sync::watch;

use super::journal;
use super::segment::{Files, Footer, Segment};
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
            let mut built = None;
            while let Err(e) = self.seal(journal, next_seq, &mut built) {
                tracing::error!(error = format!("{e:#}"), "sealing logs failed");
                if self.closed.load(Ordering::Relaxed) {
                    return;
                }
                std::thread::sleep(RETRY);
            }
            self.done.send_modify(|n| *n += 1);
        }
    }

    /// INVARIANT: what is frozen is written under one number, however often that takes. A write whose failure came
    /// late may be there after all, and under two numbers its events would be there twice.
    fn seal(&self, journal: u64, next_seq: u64, built: &mut Option<Built>) -> Result<()> {
        let (number, bytes, segment) = match built {
            Some(built) => built.clone(),
            None => match self.build(journal, next_seq)? {
                Some(new) => built.insert(new).clone(),
                None => return Ok(()),
            },
        };
        self.runtime.block_on(self.files.put(number, bytes))?;
        {
            let mut state = self.state.write();
            state.segments.push(segment);
            state.frozen = None;
        }
        // Should this fail, the next opening removes it: the segment says that it holds this file.
        if let Err(e) = journal::remove_through(&self.dir, journal) {
            tracing::warn!(error = %e, "a sealed journal file could not be removed");
        }
        Ok(())
    }

    fn build(&self, journal: u64, next_seq: u64) -> Result<Option<Built>> {
        let (mem, tokens, number) = {
            // INVARIANT: a segment of a higher number has tokens at least as new; hence the exclusive lock.
            let state = self.state.write();
            let Some(mem) = state.frozen.clone() else {
                return Ok(None);
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
        Ok(Some((number, bytes, Arc::new(segment))))
    }
}

/// A segment that is ready to be written.
type Built = (u64, Bytes, Arc<Segment>);
