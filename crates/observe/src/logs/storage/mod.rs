//! Storage of log events: a journal, memory, and segments.
//!
//! A batch goes into the journal (one sync for all that wait), then into memory, then it is acknowledged. When
//! memory is full it is frozen, written as a compressed segment to the object store, and its journal file is
//! removed. Reading merges segments and memory by position: timestamp, then order of arrival.
//!
//! | file | what |
//! |---|---|
//! | `types` | the nouns: ids, events, batches, tokens, options; `Sealer`, the seam for encryption at rest |
//! | `codec` | numbers as bytes |
//! | `journal` | the journal's format; replay and the cut of a torn tail |
//! | `writer` | the thread that writes it: group commit, exactly-once tokens |
//! | `mem`, `state` | what is in memory, and what is known of all streams |
//! | `block`, `segment` | the format of segments |
//! | `gram` | filters that tell which blocks a search need not read |
//! | `seal` | the thread that makes segments of frozen memory |
//! | `scan` | pages of events in order |
//! | `maintain` | rewriting without what expired or was deleted |
//!
//! Invariants:
//! - What was acknowledged is there after a power cut, once: a batch's events and its token are one record.
//! - An object is written once and never changed; a rewrite names what it replaces.
//! - No clock: ingestion times and cut-off times come in as arguments.
//! - Damage is reported, never skipped: only the unacknowledged tail of the newest journal file is cut.

mod block;
mod codec;
mod gram;
mod journal;
mod maintain;
mod mem;
mod scan;
mod seal;
mod segment;
mod state;
mod types;
mod writer;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;

use anyhow::{Context as _, Result};
use object_store::ObjectStore;
use object_store::local::LocalFileSystem;
use parking_lot::RwLock;
use tokio::sync::{broadcast, oneshot, watch};

use journal::Journal;
use segment::Files;
use state::State;
use writer::{Job, Writer};

pub use maintain::Keep;
pub use scan::{Matcher, Order, Page, Query};
pub use types::{
    Appended, Batch, Event, GroupId, Options, Plain, Position, Refused, Sealer, Stats, StreamId, Token,
};

/// Batches that a listener may lag behind.
const HEARD: usize = 256;
/// A page is tried so often when rewriting removes segments under it.
const ATTEMPTS: usize = 5;

/// The storage engine. Dropping it stops its threads; [`Engine::close`] also waits for them.
pub struct Engine {
    state: Arc<RwLock<State>>,
    files: Arc<Files>,
    cache: Arc<scan::Cache>,
    numbers: Arc<AtomicU64>,
    /// Numbers of objects that must go; held by the one rewrite that runs at a time.
    garbage: tokio::sync::Mutex<BTreeSet<u64>>,
    jobs: mpsc::SyncSender<Job>,
    stored: broadcast::Sender<Arc<Batch>>,
    sealed: watch::Receiver<u64>,
    closing: Closing,
    threads: Vec<JoinHandle<()>>,
}

/// Tells the threads, when it is dropped, that nobody waits for them any more.
struct Closing(Arc<AtomicBool>);

impl Drop for Closing {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Engine {
    /// Opens the engine in a local folder, made when it is not there: `journal/` and `segments/` in it.
    ///
    /// # Errors
    /// When the folder cannot be used, something in it is damaged, or it was sealed with another key.
    pub async fn open(dir: PathBuf, sealer: Arc<dyn Sealer>, options: Options) -> Result<Engine> {
        std::fs::create_dir_all(dir.join("segments"))?;
        let store = Arc::new(LocalFileSystem::new_with_prefix(&dir)?);
        Engine::open_with(dir.join("journal"), store, Some(dir), sealer, options).await
    }

    /// Opens the engine with its segments in any object store. `local` is the folder behind the store, if it is a
    /// local one that must be synced.
    ///
    /// # Errors
    /// As [`Engine::open`].
    pub async fn open_with(
        journal_dir: PathBuf,
        store: Arc<dyn ObjectStore>,
        local: Option<PathBuf>,
        sealer: Arc<dyn Sealer>,
        options: Options,
    ) -> Result<Engine> {
        std::fs::create_dir_all(&journal_dir)?;
        let files = Arc::new(Files {
            store,
            local,
            sealer: Arc::clone(&sealer),
            options: options.clone(),
        });
        let mut state = State {
            segments: files.open().await.context("opening log segments")?,
            ..State::default()
        };
        for segment in state.segments.clone() {
            for (group, stream, token) in segment.tokens() {
                state.known(group, stream).token = Some(token);
            }
        }
        let through = state
            .segments
            .iter()
            .map(|s| s.footer.journal_through)
            .max()
            .unwrap_or(0);
        let mut next_seq = state
            .segments
            .iter()
            .map(|s| s.footer.next_seq)
            .max()
            .unwrap_or(1);
        let number = state.segments.iter().map(|s| s.number + 1).max().unwrap_or(1);

        journal::remove_through(&journal_dir, through)?;
        let numbers = journal::list(&journal_dir)?;
        let mut newest = None;
        for n in &numbers {
            let last = numbers.last() == Some(n);
            newest = Some(Journal::replay(&journal_dir, *n, last, &*sealer, |record| {
                next_seq = next_seq.max(record.first_seq + record.batch.events.len() as u64);
                let (group, stream) = (record.batch.group, record.batch.stream);
                let token = record.batch.token.clone();
                state.active.add(record);
                let known = state.known(group, stream);
                known.token = token.or(known.token.take());
            })?);
        }
        let journal = match newest {
            Some(journal) => journal,
            None => Journal::create(&journal_dir, through + 1)?,
        };
        state.recount();

        let state = Arc::new(RwLock::new(state));
        let numbers = Arc::new(AtomicU64::new(number));
        let closed = Arc::new(AtomicBool::new(false));
        let (frozen, freezes) = mpsc::channel();
        let (done, sealed) = watch::channel(0);
        let sealing = seal::Sealing {
            dir: journal_dir.clone(),
            files: Arc::clone(&files),
            state: Arc::clone(&state),
            numbers: Arc::clone(&numbers),
            runtime: tokio::runtime::Handle::current(),
            done,
            closed: Arc::clone(&closed),
        };
        let (jobs, receive) = mpsc::sync_channel(4096);
        let (stored, _) = broadcast::channel(HEARD);
        let writer = Writer {
            dir: journal_dir,
            journal,
            sealer,
            options,
            state: Arc::clone(&state),
            next_seq,
            frozen,
            stored: stored.clone(),
            broken: None,
        };
        let threads = vec![
            std::thread::Builder::new()
                .name("logs-writer".to_owned())
                .spawn(move || writer.run(&receive))?,
            std::thread::Builder::new()
                .name("logs-sealer".to_owned())
                .spawn(move || sealing.run(&freezes))?,
        ];
        let (cache, garbage) = Default::default();
        Ok(Engine {
            state,
            files,
            cache,
            numbers,
            garbage,
            jobs,
            stored,
            sealed,
            closing: Closing(closed),
            threads,
        })
    }

    /// Stores a batch; when this answers, it survives a power cut.
    ///
    /// # Errors
    /// [`Refused`]; nothing of the batch is stored then.
    pub async fn append(&self, batch: Batch) -> Result<Appended, Refused> {
        let gone = || Refused::Unavailable("log storage is closed".into());
        let (answer, wait) = oneshot::channel();
        // A full queue means thousands of waiting batches.
        self.jobs
            .try_send(Job::Append(batch, answer))
            .map_err(|e| match e {
                mpsc::TrySendError::Full(_) => Refused::Busy,
                mpsc::TrySendError::Disconnected(_) => gone(),
            })?;
        wait.await.map_err(|_| gone())?
    }

    /// Every batch that is stored from now on, when it is durable.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<Arc<Batch>> {
        self.stored.subscribe()
    }

    /// One page of events.
    ///
    /// # Errors
    /// When a segment cannot be read.
    pub async fn read(&self, query: &Query) -> Result<Page> {
        let query = Arc::new(query.clone());
        let mut attempt = 0;
        loop {
            let sources = {
                let state = self.state.read();
                let memories: Vec<_> = state.frozen.iter().map(|m| &**m).chain([&state.active]).collect();
                scan::Sources::of(&query, &state.segments, &memories)
            };
            attempt += 1;
            match scan::page(&self.files, &self.cache, &query, sources).await {
                // A rewrite removed a segment meanwhile; its successor is in the state by now.
                Err(e) if attempt < ATTEMPTS && is_missing(&e) => {}
                done => return done,
            }
        }
    }

    /// What is stored of a stream; `None` when nothing ever was.
    #[must_use]
    pub fn stats(&self, group: GroupId, stream: StreamId) -> Option<Stats> {
        let state = self.state.read();
        Some(state.known.get(&group)?.get(&stream)?.stats).filter(|s| s.events > 0)
    }

    /// The stored bytes of a group: messages, and 26 for each.
    #[must_use]
    pub fn group_bytes(&self, group: GroupId) -> u64 {
        let state = self.state.read();
        state
            .known
            .get(&group)
            .into_iter()
            .flatten()
            .map(|(_, known)| known.stats.bytes)
            .sum()
    }

    /// The last token that was stored with a batch of the stream.
    #[must_use]
    pub fn token(&self, group: GroupId, stream: StreamId) -> Option<Token> {
        self.state.read().token(group, stream).cloned()
    }

    /// When the oldest event that is only in memory and journal was accepted, about.
    #[must_use]
    pub fn oldest_unsealed(&self) -> Option<i64> {
        self.state.read().active.oldest
    }

    /// Seals what is in memory now, however little, and waits until it is in a segment.
    ///
    /// # Errors
    /// When the engine is closed.
    pub async fn seal(&self) -> Result<()> {
        let mut sealed = self.sealed.clone();
        loop {
            let idle = {
                let state = self.state.read();
                if state.active.is_empty() && state.frozen.is_none() {
                    return Ok(());
                }
                state.frozen.is_none()
            };
            let seen = *sealed.borrow_and_update();
            if idle {
                let (answer, wait) = oneshot::channel();
                self.jobs
                    .try_send(Job::Freeze(answer))
                    .context("log storage is closed or busy")?;
                wait.await.context("log storage is closed")?;
            }
            let waits = self.state.read().frozen.is_some();
            if waits {
                sealed
                    .wait_for(|n| *n > seen)
                    .await
                    .context("log storage is closed")?;
            }
        }
    }

    /// Stops the threads and waits for them. What is in memory stays in the journal.
    pub async fn close(self) {
        let Engine {
            jobs,
            closing,
            threads,
            ..
        } = self;
        drop(closing);
        drop(jobs);
        for thread in threads {
            // A thread that panicked has been reported already.
            let _ = tokio::task::spawn_blocking(move || thread.join()).await;
        }
    }
}

fn is_missing(e: &anyhow::Error) -> bool {
    matches!(
        e.downcast_ref::<object_store::Error>(),
        Some(object_store::Error::NotFound { .. })
    )
}
