//! The one thread that writes the journal: many waiting batches, one sync.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

use parking_lot::RwLock;
use tokio::sync::{broadcast, oneshot};

use super::journal::{self, Journal, Record};
use super::state::State;
use super::types::{Appended, Batch, Options, Refused, Sealer};

/// Raw bytes that one sync may cover at most.
const ROUND_BYTES: usize = 8 << 20;

pub(crate) enum Job {
    Append(Batch, oneshot::Sender<Result<Appended, Refused>>),
    /// Freezes what is in memory so that it can be sealed, however little it is.
    Freeze(oneshot::Sender<()>),
}

pub(crate) struct Writer {
    pub dir: PathBuf,
    pub journal: Journal,
    pub sealer: Arc<dyn Sealer>,
    pub options: Options,
    pub state: Arc<RwLock<State>>,
    pub next_seq: u64,
    /// Tells the sealer that something is frozen: the number of its journal file and the next sequence number.
    pub frozen: Sender<(u64, u64)>,
    /// Tells who listens what is durable.
    pub stored: broadcast::Sender<Arc<Batch>>,
    /// Why nothing can be written any more.
    pub broken: Option<Arc<str>>,
}

impl Writer {
    /// Runs until every sender of jobs is gone.
    pub(crate) fn run(mut self, jobs: &Receiver<Job>) {
        while let Ok(first) = jobs.recv() {
            let mut round = Round::default();
            let mut next = Some(first);
            while let Some(job) = next {
                match job {
                    Job::Append(batch, answer) => round.add(&mut self, batch, answer),
                    Job::Freeze(answer) => round.freezes.push(answer),
                }
                next = (round.frames.len() < ROUND_BYTES)
                    .then(|| jobs.try_recv().ok())
                    .flatten();
            }
            self.finish(round);
        }
    }

    fn finish(&mut self, round: Round) {
        let Round {
            frames,
            records,
            answers,
            refused,
            freezes,
        } = round;
        let written = if frames.is_empty() {
            Ok(())
        } else {
            self.journal.write(&frames)
        };
        let outcome = match written {
            Ok(()) => Ok(()),
            Err(e) => {
                let why: Arc<str> = e.why.into();
                tracing::error!(%why, fatal = e.fatal, "writing the log journal failed");
                if e.fatal {
                    self.broken = Some(Arc::clone(&why));
                }
                Err(Refused::Unavailable(why))
            }
        };
        if outcome.is_ok() && !records.is_empty() {
            if self.stored.receiver_count() > 0 {
                for record in &records {
                    // Nobody listening any more is no error.
                    let _ = self.stored.send(Arc::new(record.batch.clone()));
                }
            }
            let mut state = self.state.write();
            for record in records {
                let (group, stream) = (record.batch.group, record.batch.stream);
                let token = record.batch.token.clone();
                let added = state.active.add(record);
                let known = state.known(group, stream);
                known.stats.add(&added);
                known.token = token.or(known.token.take());
            }
        }
        // An answer whose asker is gone is nobody's loss.
        for (answer, appended) in answers {
            let _ = answer.send(outcome.clone().map(|()| appended));
        }
        for (answer, why) in refused {
            let _ = answer.send(Err(why));
        }
        let full = self.state.read().active.bytes >= self.options.seal_bytes;
        if full || !freezes.is_empty() {
            self.freeze();
        }
        for answer in freezes {
            let _ = answer.send(());
        }
    }

    /// Starts a new journal file and hands the old one's events to the sealer, unless it is still busy.
    fn freeze(&mut self) {
        {
            let state = self.state.read();
            if state.frozen.is_some() || state.active.is_empty() || self.broken.is_some() {
                return;
            }
        }
        let old = self.journal.number;
        match Journal::create(&self.dir, old + 1) {
            Ok(journal) => self.journal = journal,
            Err(e) => {
                // The old file still works; the next round tries again.
                tracing::error!(error = %e, "starting a new log journal failed");
                let _ = journal::remove(&self.dir, old + 1);
                return;
            }
        }
        let mut state = self.state.write();
        state.frozen = Some(Arc::new(std::mem::take(&mut state.active)));
        drop(state);
        let _ = self.frozen.send((old, self.next_seq));
    }

    /// Whether so much waits in memory that more would only make it worse.
    fn behind(&self) -> bool {
        self.state.read().active.bytes >= self.options.seal_bytes.saturating_mul(4)
    }
}

/// Batches that share one sync.
#[derive(Default)]
struct Round {
    frames: Vec<u8>,
    records: Vec<Record>,
    answers: Vec<(oneshot::Sender<Result<Appended, Refused>>, Appended)>,
    refused: Vec<(oneshot::Sender<Result<Appended, Refused>>, Refused)>,
    freezes: Vec<oneshot::Sender<()>>,
}

impl Round {
    fn add(&mut self, writer: &mut Writer, batch: Batch, answer: oneshot::Sender<Result<Appended, Refused>>) {
        if let Some(why) = &writer.broken {
            return self.refused.push((answer, Refused::Unavailable(Arc::clone(why))));
        }
        if self.is_duplicate(writer, &batch) {
            // Answered after the sync, which may be the one that makes the original durable.
            return self.answers.push((answer, Appended::Duplicate));
        }
        if writer.behind() {
            return self.refused.push((answer, Refused::Busy));
        }
        let before = self.frames.len();
        let record = Record {
            first_seq: writer.next_seq,
            batch,
        };
        match journal::encode(&mut self.frames, writer.journal.number, &*writer.sealer, &record) {
            Ok(()) => {
                writer.next_seq += record.batch.events.len() as u64;
                self.records.push(record);
                self.answers.push((answer, Appended::Stored));
            }
            Err(e) => {
                self.frames.truncate(before);
                self.refused
                    .push((answer, Refused::Unavailable(e.to_string().into())));
            }
        }
    }

    fn is_duplicate(&self, writer: &Writer, batch: &Batch) -> bool {
        let Some(token) = &batch.token else { return false };
        let of = |r: &&Record| r.batch.group == batch.group && r.batch.stream == batch.stream;
        let waiting = self
            .records
            .iter()
            .rev()
            .filter(of)
            .find_map(|r| r.batch.token.clone());
        let last = waiting.or_else(|| writer.state.read().token(batch.group, batch.stream).cloned());
        last.is_some_and(|last| last.id == token.id && token.position <= last.position)
    }
}
