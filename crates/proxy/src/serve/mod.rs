//! What a worker does with a connection.
//!
//! * [`worker`] — a thread's connections · [`h1`], [`h2`] — clients by what they speak · [`reply`] — answers to either
//! * [`handle`] — rules · [`forward`] — groups, targets, attempts · [`exchange`] — one attempt
//! * [`compose`] — heads written anew, pure · [`pool`] — connections to targets · [`stream`] — network balancers
//!
//! INVARIANT: a request is given to a second target only when nothing of an answer has come and it may be repeated
//! (RFC 9110, section 9.2.2), so no client sees a target that ended between two requests.

pub(crate) mod compose;
pub(crate) mod exchange;
pub(crate) mod forward;
pub(crate) mod h1;
pub(crate) mod h2;
pub(crate) mod handle;
pub(crate) mod pool;
pub(crate) mod reply;
pub(crate) mod stream;
pub(crate) mod worker;

use std::net::SocketAddr;
use std::time::{SystemTime, UNIX_EPOCH};

use tokio_util::sync::CancellationToken;

/// Where a client's connection comes from and how.
pub(crate) struct Client {
    pub peer: SocketAddr,
    /// The address that a listener was opened on.
    pub at: SocketAddr,
    /// What TLS agreed on: version and cipher suite.
    pub tls: Option<(&'static str, &'static str)>,
    /// The name that it asked for when TLS began: where several balancers share an address, the one that it means.
    pub name: Option<String>,
    /// The listener is closed: requests under way end, no other one begins.
    pub stop: CancellationToken,
}

/// Milliseconds since the epoch.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
