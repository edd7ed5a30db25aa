//! Order and repetition: one end of a data channel, pure.
//!
//! What is said gets a number and is kept until it is acknowledged; what is heard is acknowledged, put in order and
//! handed on once. Times are milliseconds of any steady clock.

use std::collections::BTreeMap;

use super::message::{Kind, Message};
use super::payload::{Acknowledge, PayloadType};

/// Bytes that may be on their way without an acknowledgement. More waits with whoever has it to say.
const WINDOW: usize = 256 * 1024;
/// Messages ahead of their turn that are kept.
const HELD: usize = 1024;
/// Bounds of the wait before something is said again.
const AGAIN_MIN: u64 = 200;
const AGAIN_MAX: u64 = 1_000;
/// An end that has acknowledged nothing of what is under way for this long is not there any more.
const PATIENCE: u64 = 60_000;

struct Sent {
    bytes: Vec<u8>,
    first: u64,
    last: u64,
    again: bool,
}

/// One end.
pub struct Channel {
    /// What this end's data messages are called.
    says: Kind,
    next: i64,
    sent: BTreeMap<i64, Sent>,
    flying: usize,
    /// Smoothed time until an acknowledgement.
    trip: u64,
    expected: i64,
    held: BTreeMap<i64, Message>,
    paused: bool,
}

/// What a message meant for the end that got it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// To be sent back.
    pub answer: Option<Vec<u8>>,
    /// Data whose turn it is now, in order.
    pub data: Vec<Message>,
    /// The payload of `channel_closed`.
    pub closed: Option<Vec<u8>>,
}

impl Channel {
    /// The end that speaks for a process.
    #[must_use]
    pub fn of_process() -> Self {
        Self::new(Kind::Output)
    }

    /// The end in front of which somebody sits.
    #[must_use]
    pub fn of_client() -> Self {
        Self::new(Kind::Input)
    }

    fn new(says: Kind) -> Self {
        Self {
            says,
            next: 0,
            sent: BTreeMap::new(),
            flying: 0,
            trip: AGAIN_MIN,
            expected: 0,
            held: BTreeMap::new(),
            paused: false,
        }
    }

    /// Whether there is room for more to say.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.flying < WINDOW && !self.paused
    }

    /// Whether everything said was acknowledged.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.sent.is_empty()
    }

    /// The next data message, to be sent now. `id` is random, `created` the wall clock's milliseconds.
    pub fn say(
        &mut self,
        what: PayloadType,
        payload: Vec<u8>,
        id: [u8; 16],
        created: u64,
        now: u64,
    ) -> Vec<u8> {
        let sequence = self.next;
        self.next += 1;
        let message = Message {
            kind: self.says.clone(),
            created,
            sequence,
            flags: u64::from(sequence == 0),
            id,
            payload_type: what,
            payload,
        };
        let bytes = message.to_bytes();
        self.flying += bytes.len();
        let sent = Sent {
            bytes: bytes.clone(),
            first: now,
            last: now,
            again: false,
        };
        self.sent.insert(sequence, sent);
        bytes
    }

    /// What must be said again by now.
    pub fn overdue(&mut self, now: u64) -> Vec<Vec<u8>> {
        if self.paused {
            return Vec::new();
        }
        let wait = (2 * self.trip + AGAIN_MIN).min(AGAIN_MAX);
        let late = self
            .sent
            .values_mut()
            .filter(|s| now.saturating_sub(s.last) >= wait);
        let late = late.map(|s| {
            s.last = now;
            s.again = true;
            s.bytes.clone()
        });
        // The oldest first, and not all at once: the other end can only use them in order.
        late.take(16).collect()
    }

    /// Whether the other end has been silent for too long about what was said.
    #[must_use]
    pub fn is_lost(&self, now: u64) -> bool {
        !self.paused
            && self
                .sent
                .values()
                .any(|s| now.saturating_sub(s.first) >= PATIENCE)
    }

    /// Takes a message in. `id` and `created` are for its acknowledgement.
    pub fn hear(&mut self, m: Message, id: [u8; 16], created: u64, now: u64) -> Heard {
        let mut heard = Heard::default();
        match m.kind {
            Kind::Acknowledge => self.acknowledged(&m.payload, now),
            Kind::PausePublication => self.paused = true,
            Kind::StartPublication => {
                self.paused = false;
                for s in self.sent.values_mut() {
                    s.first = now;
                }
            }
            Kind::ChannelClosed => heard.closed = Some(m.payload),
            Kind::Input | Kind::Output if m.kind != self.says => {
                let full = self.held.len() >= HELD && m.sequence != self.expected;
                if full || m.sequence < 0 {
                    return heard;
                }
                heard.answer = Some(acknowledge(&m, id, created));
                // Earlier ones were taken already; their acknowledgement was lost.
                if m.sequence >= self.expected {
                    self.held.entry(m.sequence).or_insert(m);
                }
                while let Some(ready) = self.held.remove(&self.expected) {
                    self.expected += 1;
                    heard.data.push(ready);
                }
            }
            Kind::Input | Kind::Output | Kind::Other(_) => {}
        }
        heard
    }

    fn acknowledged(&mut self, payload: &[u8], now: u64) {
        let Ok(ack) = serde_json::from_slice::<Acknowledge>(payload) else {
            return;
        };
        if ack.acknowledged_message_type != self.says.as_str() {
            return;
        }
        if let Some(s) = self.sent.remove(&ack.acknowledged_message_sequence_number) {
            self.flying -= s.bytes.len();
            // An answer to something said twice tells nothing about the way.
            if !s.again {
                self.trip = (7 * self.trip + now.saturating_sub(s.first)) / 8;
            }
            // The other end lives: what is still under way has its full time.
            for s in self.sent.values_mut() {
                s.first = s.first.max(now.saturating_sub(PATIENCE / 2));
            }
        }
    }
}

fn acknowledge(m: &Message, id: [u8; 16], created: u64) -> Vec<u8> {
    let text = Acknowledge {
        acknowledged_message_type: m.kind.as_str().to_owned(),
        acknowledged_message_id: m.id_text(),
        acknowledged_message_sequence_number: m.sequence,
        is_sequential_message: true,
    };
    aside(
        Kind::Acknowledge,
        serde_json::to_vec(&text).unwrap_or_default(),
        id,
        created,
    )
}

/// A message outside the order: `acknowledge`, `channel_closed`, `start_publication`, `pause_publication`.
#[must_use]
pub fn aside(kind: Kind, payload: Vec<u8>, id: [u8; 16], created: u64) -> Vec<u8> {
    Message {
        kind,
        created,
        sequence: 0,
        flags: 3,
        id,
        payload_type: PayloadType::None,
        payload,
    }
    .to_bytes()
}
