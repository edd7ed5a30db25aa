//! What one container has printed and the service does not have yet: in memory while that is little, else on the disk.
//!
//! INVARIANT: events leave in the order of their positions, and none leaves before it is delivered: who takes a batch
//! says so with [`Queue::delivered`], and until then the same batch is given again.

use std::collections::VecDeque;
use std::path::PathBuf;

use tracing::warn;

use super::batch::Batch;
use super::lines::Event;
use super::spool::Spool;

/// So much waits in memory before the disk is used.
const MEMORY: usize = 4 << 20;

pub(super) struct Queue {
    dir: PathBuf,
    memory: VecDeque<Event>,
    bytes: usize,
    spool: Option<Spool>,
    /// Taken from the spool, not delivered yet.
    ahead: VecDeque<Event>,
    /// The batch under way.
    batch: Option<Batch>,
    /// More than this is not kept.
    limit: u64,
    /// Whether what does not fit is dropped (`non-blocking`), or has to wait in the engine's files.
    drops: bool,
    pub(super) dropped: u64,
}

/// What became of an event.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kept {
    Yes,
    Dropped,
    /// There is no room: the event is given back, to be offered again later.
    NoRoom(Event),
}

impl Queue {
    /// With what an earlier process left on the disk.
    pub(super) fn open(dir: PathBuf, limit: u64, drops: bool) -> Queue {
        let spool = Spool::open(&dir).map_err(|e| {
            warn!(error = %e, "a spool of log events cannot be read; the engine's own files are used instead");
        });
        Queue {
            dir,
            spool: spool.ok().filter(|s| !s.is_empty()),
            memory: VecDeque::new(),
            bytes: 0,
            ahead: VecDeque::new(),
            batch: None,
            limit,
            drops,
            dropped: 0,
        }
    }

    /// The position of the last event that an earlier process left.
    pub(super) fn last(&self) -> Option<u64> {
        self.spool.as_ref().and_then(Spool::last)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.batch.is_none()
            && self.memory.is_empty()
            && self.ahead.is_empty()
            && self.spool.as_ref().is_none_or(Spool::is_empty)
    }

    fn waiting(&self) -> u64 {
        self.bytes as u64 + self.spool.as_ref().map_or(0, Spool::bytes)
    }

    pub(super) fn push(&mut self, event: Event) -> Kept {
        if self.waiting() + event.message.len() as u64 > self.limit {
            if self.drops {
                self.dropped += 1;
                return Kept::Dropped;
            }
            return Kept::NoRoom(event);
        }
        if self.spool.is_none() && self.bytes + event.message.len() <= MEMORY {
            self.bytes += event.message.len();
            self.memory.push_back(event);
            return Kept::Yes;
        }
        match self.spill().and_then(|s| s.push(&event)) {
            Ok(()) => Kept::Yes,
            Err(e) => {
                warn!(error = %e, "log events cannot be spooled");
                Kept::NoRoom(event)
            }
        }
    }

    /// The spool, with all that is not delivered in it.
    fn spill(&mut self) -> std::io::Result<&mut Spool> {
        if self.spool.is_none() {
            let mut spool = Spool::open(&self.dir)?;
            // Also what is under way: when the agent dies now, nothing before the spool's end is read again.
            let under_way = self.batch.iter().flat_map(|b| &b.events);
            for event in under_way.chain(&self.ahead).chain(&self.memory) {
                spool.push(event)?;
            }
            self.ahead.clear();
            self.memory.clear();
            self.bytes = 0;
            self.spool = Some(spool);
        }
        self.spool
            .as_mut()
            .ok_or_else(|| std::io::Error::other("no spool"))
    }

    /// The next batch, without what is at or before `after`. `None` when nothing waits.
    pub(super) fn batch(&mut self, after: u64) -> Option<&Batch> {
        if self.batch.is_none() {
            let mut batch = Batch::default();
            while let Some(event) = self.next() {
                if event.position <= after {
                    continue;
                }
                if let Err(event) = batch.add(event) {
                    self.ahead.push_front(event);
                    break;
                }
            }
            self.batch = Some(batch).filter(|b| !b.events.is_empty());
        }
        self.batch.as_ref()
    }

    fn next(&mut self) -> Option<Event> {
        if let Some(event) = self.ahead.pop_front() {
            return Some(event);
        }
        if let Some(spool) = &mut self.spool {
            return spool.pop().unwrap_or_else(|e| {
                warn!(error = %e, "a spool of log events cannot be read");
                None
            });
        }
        let event = self.memory.pop_front()?;
        self.bytes = self.bytes.saturating_sub(event.message.len());
        Some(event)
    }

    /// The batch is delivered, or given up.
    pub(super) fn delivered(&mut self) {
        let position = self.batch.take().and_then(|b| b.position());
        if let (Some(spool), Some(position)) = (&mut self.spool, position)
            && let Err(e) = spool.delivered(position)
        {
            warn!(error = %e, "a spool of log events cannot be removed");
        }
        if self.ahead.is_empty()
            && self.spool.as_ref().is_some_and(Spool::is_empty)
            && let Some(Err(e)) = self.spool.take().map(|mut s| s.clear())
        {
            warn!(error = %e, "a spool of log events cannot be removed");
        }
    }
}
