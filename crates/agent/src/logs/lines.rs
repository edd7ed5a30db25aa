//! Frames of output become log events. Pure.

use crate::runtime::LogFrame;

/// The awslogs driver's bound for one event: 256 KiB less the service's 26 bytes of overhead.
pub(super) const EVENT_MAX: usize = (256 << 10) - 26;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    /// Nanoseconds since the epoch, made strictly growing: where the event ends.
    pub(crate) position: u64,
    /// Nanoseconds since the epoch of its first line.
    pub(crate) at_ns: u64,
    pub(crate) message: String,
}

impl Event {
    pub(crate) fn at_ms(&self) -> i64 {
        i64::try_from(self.at_ns / 1_000_000).unwrap_or(i64::MAX)
    }
}

/// Joins the pieces of long lines (each output has its own) and numbers what it gives out.
pub(crate) struct Lines {
    /// What is at or before this is delivered already.
    after: u64,
    last: u64,
    open: [Vec<u8>; 2],
    /// Complete events that wait for the piece of a line before them: a position must never pass what is not given out.
    held: Vec<Event>,
}

impl Lines {
    /// Goes on after this position. The frames given must start at a moment from which numbering is the same again: the
    /// beginning, or a full second.
    pub(crate) fn after(position: u64) -> Lines {
        Lines {
            after: position,
            last: 0,
            open: Default::default(),
            held: Vec::new(),
        }
    }

    /// Where reading has to begin, in epoch seconds: a second earlier than needed, because positions of equal times reach ahead.
    pub(crate) fn since_s(position: u64) -> i64 {
        i64::try_from((position / 1_000_000_000).saturating_sub(1)).unwrap_or(0)
    }

    /// Takes one frame; gives the events that are complete with it, in the order of their positions.
    pub(crate) fn push(&mut self, frame: &LogFrame) -> Vec<Event> {
        let position = frame.at_ns.max(self.last + 1);
        self.last = position;
        if position <= self.after {
            return Vec::new();
        }
        let [out, error] = &mut self.open;
        let (open, other) = if frame.error { (error, out) } else { (out, error) };
        open.extend_from_slice(&frame.bytes);
        if open.last() == Some(&b'\n') || open.len() >= EVENT_MAX {
            self.held.extend(event(open, position));
        }
        match open.is_empty() && other.is_empty() {
            true => std::mem::take(&mut self.held),
            false => Vec::new(),
        }
    }

    /// What is left when there will be no more.
    pub(crate) fn finish(&mut self) -> Vec<Event> {
        for open in &mut self.open {
            // Given a position of its own, after everything before it.
            if let Some(event) = event(open, self.last + 1) {
                self.last = event.position;
                self.held.push(event);
            }
        }
        std::mem::take(&mut self.held)
    }
}

/// The service takes no empty message.
fn event(open: &mut Vec<u8>, position: u64) -> Option<Event> {
    let bytes = std::mem::take(open);
    let text = String::from_utf8_lossy(&bytes);
    let message = text.trim_end_matches(['\n', '\r']);
    (!message.is_empty()).then(|| Event {
        position,
        at_ns: position,
        message: message.to_owned(),
    })
}
