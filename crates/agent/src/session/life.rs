//! The life of one websocket: how long silence is borne, when a connection is renewed, how long to wait after it ended.

use std::time::Duration;

use tokio::time::Instant;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::backoff::Backoff;
use crate::dice;

/// Silence of 60 s and up to 60 s more ends the connection.
const SILENCE: Duration = Duration::from_secs(60);
/// A connection is renewed after 30 min and up to 5 min more.
const AGE: Duration = Duration::from_secs(30 * 60);
const AGE_JITTER: Duration = Duration::from_secs(5 * 60);
/// A connection that lasted this long makes the next wait a short one again.
const STABLE: Duration = Duration::from_secs(60);
/// An instance that the control plane calls inactive asks again after an hour.
const INACTIVE: Duration = Duration::from_secs(3600);

/// How a connection ended.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum End {
    /// Close codes 1000, 1001, 1006, 1011: connect again at once.
    Permissible,
    /// Anything else: wait.
    Trouble(String),
    /// The control plane does not know this instance any more.
    Inactive,
}

pub(crate) fn end_of(code: Option<CloseCode>) -> End {
    match code {
        None | Some(CloseCode::Normal | CloseCode::Away | CloseCode::Abnormal | CloseCode::Error) => {
            End::Permissible
        }
        Some(other) => End::Trouble(format!("closed with code {other}")),
    }
}

/// When this connection is too silent or too old.
pub(crate) struct Timers {
    pub(crate) silent_at: Instant,
    pub(crate) old_at: Instant,
}

impl Timers {
    pub(crate) fn new() -> Timers {
        let now = Instant::now();
        Timers {
            silent_at: silence(now),
            old_at: now + AGE + AGE_JITTER.mul_f64(dice::unit()),
        }
    }

    pub(crate) fn heard(&mut self) {
        self.silent_at = silence(Instant::now());
    }
}

fn silence(now: Instant) -> Instant {
    now + SILENCE + SILENCE.mul_f64(dice::unit())
}

/// The waits between connections.
pub(crate) struct Reconnect {
    backoff: Backoff,
    opened: Instant,
}

impl Reconnect {
    pub(crate) fn new(backoff: Backoff) -> Reconnect {
        Reconnect {
            backoff,
            opened: Instant::now(),
        }
    }

    pub(crate) fn opened(&mut self) {
        self.opened = Instant::now();
    }

    /// How long to wait before the next attempt.
    pub(crate) fn wait(&mut self, end: &End) -> Duration {
        let lasted = self.opened.elapsed();
        if lasted >= STABLE {
            self.backoff.reset();
        }
        match end {
            // A server that closes at once, again and again, is not to be hammered.
            End::Permissible if lasted >= Duration::from_secs(1) => Duration::ZERO,
            End::Permissible | End::Trouble(_) => self.backoff.next(dice::unit()),
            End::Inactive => INACTIVE,
        }
    }
}
