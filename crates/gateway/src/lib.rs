//! HTTP in, HTTP out: the one listener for all APIs and for the agents' websockets.
//!
//! * [`serve`] — accepts connections (plain or TLS), bounds them, shuts down gracefully
//! * [`pipeline`] — the way of a request, as one list read top to bottom
//! * [`auth`] — who signed it · [`body`] — reading it, bounded · [`cors`] — browsers' preflights
//! * [`outlet`] — how answers leave: files without being read, and nobody waits for ever
//! * [`site`] — paths that are handed over whole, with a body that streams
//! * [`sockets`] — the websocket upgrade and the loop that drives a [`kernel::socket::Socket`]
//! * [`watch`] — who is woken by which changes
//! * [`relay`] — two websockets joined into one conversation (interactive sessions)
//! * [`audit`] — a record of every call
//!
//! INVARIANT: malformed input gets its own protocol's error; never a 500, a hang or a panic. INVARIANT: nothing is
//! carried out for a caller whose signature was not verified.

mod audit;
mod auth;
mod body;
mod cors;
mod outlet;
mod pipeline;
mod relay;
mod serve;
mod site;
mod sockets;
mod talk;
mod watch;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use audit::Audit;
use kernel::Kernel;
use tokio_util::sync::CancellationToken;
use watch::Watchers;
use wire::sigv4::KeyCache;

pub use outlet::Stretch;
pub use serve::{Server, bind};
pub use site::{Deed, Site, SiteAnswer, SiteBody, SiteRequest};

/// Bounds of a server. The defaults are meant for one machine on loopback.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Largest body, before and after decompression.
    pub body: usize,
    /// How long a client may take for the header, and for the body.
    pub header_time: Duration,
    pub body_time: Duration,
    /// Connections at once; more wait in the kernel's queue.
    pub connections: usize,
    /// How long a shutdown waits for requests that are being answered.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 16 * 1024 * 1024,
            header_time: Duration::from_secs(10),
            body_time: Duration::from_secs(60),
            connections: 16_384,
            drain: Duration::from_secs(5),
        }
    }
}

/// Erases everything; only an ephemeral installation has one.
pub type Reset = Arc<dyn Fn() -> Result<(), String> + Send + Sync>;

/// What the gateway needs besides the kernel.
pub struct Config {
    pub limits: Limits,
    /// Where the audit log is written; `None` keeps none (ephemeral installations).
    pub audit: Option<PathBuf>,
    pub reset: Option<Reset>,
    /// What is served besides the APIs.
    pub sites: Vec<Arc<dyn Site>>,
    pub version: &'static str,
}

/// One gateway, shared by all of its connections.
pub struct Gateway {
    pub(crate) kernel: Arc<Kernel>,
    pub(crate) limits: Limits,
    pub(crate) keys: KeyCache,
    pub(crate) audit: Option<Audit>,
    pub(crate) reset: Option<Reset>,
    pub(crate) sites: Vec<Arc<dyn Site>>,
    pub(crate) waiting: relay::Waiting,
    pub(crate) watchers: Arc<Watchers>,
    /// Cancelled when a server stops: what would go on for ever ends.
    pub(crate) closing: CancellationToken,
    pub(crate) version: &'static str,
}

impl Gateway {
    /// Made inside a runtime, on which it follows the store.
    ///
    /// # Errors
    /// When the audit log cannot be opened.
    pub fn new(kernel: Arc<Kernel>, config: Config) -> std::io::Result<Arc<Self>> {
        let audit = config.audit.map(Audit::open).transpose()?;
        let watchers = Arc::new(Watchers::default());
        tokio::spawn(Watchers::follow(Arc::downgrade(&watchers), Arc::clone(&kernel)));
        Ok(Arc::new(Self {
            kernel,
            limits: config.limits,
            keys: KeyCache::default(),
            audit,
            reset: config.reset,
            sites: config.sites,
            waiting: relay::Waiting::default(),
            watchers,
            closing: CancellationToken::new(),
            version: config.version,
        }))
    }

    /// Writes what the audit log still has queued; for when the servers have ended. Calls after this are not noted.
    pub fn close(&self) {
        if let Some(audit) = &self.audit {
            audit.close();
        }
    }
}
