//! The nouns of the storage engine.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

/// One life of a log group. A group made anew under an old name has another id, so nothing of the old one shows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupId(pub u128);

/// One life of a log stream.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StreamId(pub u128);

impl fmt::Debug for GroupId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "group-{:032x}", self.0)
    }
}

impl fmt::Debug for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "stream-{:032x}", self.0)
    }
}

/// Where an event stands: by its timestamp (ms since 1970), then in the order of arrival. No two events share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    pub timestamp: i64,
    pub seq: u64,
}

impl Position {
    pub const MIN: Position = Position {
        timestamp: i64::MIN,
        seq: 0,
    };
    pub const MAX: Position = Position {
        timestamp: i64::MAX,
        seq: u64::MAX,
    };

    /// Before every event of that millisecond.
    #[must_use]
    pub fn at(timestamp: i64) -> Position {
        Position { timestamp, seq: 0 }
    }

    /// The first position after this one.
    #[must_use]
    pub fn next(self) -> Position {
        match self.seq.checked_add(1) {
            Some(seq) => Position { seq, ..self },
            None => Position {
                timestamp: self.timestamp.saturating_add(1),
                seq: 0,
            },
        }
    }
}

/// A stored event. The message shares its batch's memory or its block's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub timestamp: i64,
    /// When it was accepted, ms since 1970.
    pub ingested: i64,
    pub seq: u64,
    pub message: Bytes,
}

impl Event {
    #[must_use]
    pub fn position(&self) -> Position {
        Position {
            timestamp: self.timestamp,
            seq: self.seq,
        }
    }

    /// What CloudWatch Logs counts for an event: its message and 26 bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.message.len() as u64 + 26
    }
}

/// How far a sender of its own numbering has got: `longshore:<id>:<position>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub id: String,
    pub position: u64,
}

/// What one PutLogEvents brings, already validated.
#[derive(Clone, Debug)]
pub struct Batch {
    pub group: GroupId,
    pub stream: StreamId,
    pub ingested: i64,
    pub token: Option<Token>,
    /// Timestamps and messages.
    pub events: Vec<(i64, Bytes)>,
}

/// What became of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appended {
    Stored,
    /// Its token says that it was stored before.
    Duplicate,
}

/// Why a batch was not stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Sealing cannot keep up; try again soon.
    Busy,
    /// The disk refused; the text is for the log.
    Unavailable(Arc<str>),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Busy => f.write_str("log storage is behind"),
            Refused::Unavailable(why) => write!(f, "log storage cannot write: {why}"),
        }
    }
}

impl std::error::Error for Refused {}

/// What is known of a stream's events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stats {
    pub events: u64,
    /// Messages, and 26 bytes for each.
    pub bytes: u64,
    pub first: i64,
    pub last: i64,
    pub last_ingested: i64,
}

impl Stats {
    pub(crate) const NONE: Stats = Stats {
        events: 0,
        bytes: 0,
        first: i64::MAX,
        last: i64::MIN,
        last_ingested: i64::MIN,
    };

    pub(crate) fn add(&mut self, other: &Stats) {
        self.events += other.events;
        self.bytes += other.bytes;
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
        self.last_ingested = self.last_ingested.max(other.last_ingested);
    }

    pub(crate) fn of(event: &Event) -> Stats {
        Stats {
            events: 1,
            bytes: event.size(),
            first: event.timestamp,
            last: event.timestamp,
            last_ingested: event.ingested,
        }
    }
}

/// Encryption at rest, given in. `name` is bound to the bytes: what was sealed under one opens under no other.
pub trait Sealer: Send + Sync + 'static {
    /// # Errors
    /// When it cannot encrypt.
    fn seal(&self, name: &str, plain: &[u8]) -> anyhow::Result<Vec<u8>>;

    /// # Errors
    /// When the bytes were changed, moved, or sealed under another key.
    fn open(&self, name: &str, sealed: &[u8]) -> anyhow::Result<Vec<u8>>;
}

/// No encryption, for tests and for stores on encrypted disks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plain;

impl Sealer for Plain {
    fn seal(&self, _: &str, plain: &[u8]) -> anyhow::Result<Vec<u8>> {
        Ok(plain.to_vec())
    }

    fn open(&self, _: &str, sealed: &[u8]) -> anyhow::Result<Vec<u8>> {
        Ok(sealed.to_vec())
    }
}

/// Sizes that decide when things happen.
#[derive(Clone, Debug)]
pub struct Options {
    /// Raw bytes in memory at which they are sealed into a segment.
    pub seal_bytes: u64,
    /// Raw bytes of a block, the unit of compression and of reading.
    pub block_bytes: usize,
    /// zstd level of blocks.
    pub level: i32,
    /// Raw bytes that one page may read before it is answered as far as it got.
    pub scan_budget: u64,
    /// How many blocks a search looks at at once.
    pub parallel: usize,
    /// Decoded blocks kept for the next page.
    pub cached_blocks: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            seal_bytes: 64 << 20,
            block_bytes: 512 << 10,
            // Of lines with random ids a higher level takes longer and makes them no smaller.
            level: 1,
            scan_budget: 256 << 20,
            parallel: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            cached_blocks: 64,
        }
    }
}
