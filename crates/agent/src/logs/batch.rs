//! The limits of one `PutLogEvents` call. Pure. (API reference, PutLogEvents: 1,048,576 bytes with 26 for each event, 10,000
//! events, 24 hours from first to last, in order of time.)

use super::lines::Event;

const BYTES_MAX: usize = 1_048_576;
const OVERHEAD: usize = 26;
const EVENTS_MAX: usize = 10_000;
const SPAN_MAX_MS: i64 = 24 * 3600 * 1000;

#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub(crate) events: Vec<Event>,
    bytes: usize,
}

impl Batch {
    /// Adds the event, or gives it back when it does not fit any more.
    pub(crate) fn add(&mut self, event: Event) -> Result<(), Event> {
        let size = event.message.len() + OVERHEAD;
        let span = self
            .events
            .first()
            .map_or(0, |first| event.at_ms() - first.at_ms());
        let full = self.bytes + size > BYTES_MAX || self.events.len() >= EVENTS_MAX || span >= SPAN_MAX_MS;
        if full && !self.events.is_empty() {
            return Err(event);
        }
        self.bytes += size;
        self.events.push(event);
        Ok(())
    }

    /// The position of the last event.
    pub(crate) fn position(&self) -> Option<u64> {
        self.events.last().map(|e| e.position)
    }
}
