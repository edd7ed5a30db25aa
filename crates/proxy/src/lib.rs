//! The load balancers' data plane: listens, checks targets, moves traffic. It is told what to do by
//! [`wire::proxy::Config`] and tells what it sees by [`wire::proxy::Report`].
//!
//! * [`table`] — a configuration compiled; workers read it without locks · [`keeper`] — applies them
//! * [`http`] — HTTP/1.1 read strictly · [`route`], [`pick`] — rules and balancing, pure
//! * [`serve`] — connections · [`transfer`], [`io`] — bytes from one to another · [`health`] — checks
//! * [`note`] — what access logs are told · [`answer`], [`cookie`], [`tls`], [`counts`], [`dice`] — what these need
//!
//! One thread per core serves connections, each with its own connections to targets; another one keeps configuration,
//! health and counts. INVARIANT: nothing that a request passes waits for a lock. INVARIANT: a new configuration drops
//! no connection that it still allows, and an older one than is served is refused.

mod answer;
mod cookie;
mod counts;
mod dice;
mod health;
mod http;
mod io;
mod keeper;
mod note;
mod pick;
mod route;
mod serve;
mod table;
mod tls;
mod transfer;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use arc_swap::ArcSwap;
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use wire::proxy::{Config, Entry, Report};

use keeper::Order;
use serve::worker::{self, Shared};

/// Entries of access logs that wait to be taken; what comes when so many do is lost, and counted.
const ENTRIES: usize = 16 * 1024;

/// How a proxy is started.
#[derive(Clone, Debug)]
pub struct Options {
    /// Threads that serve connections; 0 is one for each core.
    pub workers: usize,
    /// Clients' connections at once.
    pub connections: usize,
    /// What stickiness cookies are sealed with: the same for every proxy of an installation, and after a restart.
    pub cookie_key: [u8; 32],
}

/// A configuration older than the one that is served.
#[derive(Debug, thiserror::Error)]
#[error("generation {given} is older than {served}, which is served")]
pub struct Older {
    pub given: u64,
    pub served: u64,
}

/// A running proxy.
pub struct Proxy {
    shared: Arc<Shared>,
    orders: mpsc::UnboundedSender<Order>,
    reports: Option<mpsc::UnboundedReceiver<Report>>,
    entries: Option<mpsc::Receiver<Entry>>,
    keeper: Option<JoinHandle<()>>,
    workers: Vec<JoinHandle<()>>,
}

impl Proxy {
    /// Starts its threads. It serves nothing before it is told what.
    ///
    /// # Errors
    /// When a thread cannot be started.
    pub fn start(options: &Options) -> Result<Self> {
        let (entries, entry) = mpsc::channel(ENTRIES);
        let shared = Arc::new(Shared {
            table: ArcSwap::default(),
            seal: cookie::Seal::new(&options.cookie_key)?,
            connections: AtomicUsize::new(0),
            most_connections: options.connections,
            cut: CancellationToken::new(),
            entries,
            lost: AtomicUsize::new(0),
        });
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let count = if options.workers == 0 {
            cores
        } else {
            options.workers
        };
        let (mut workers, mut sockets) = (Vec::new(), Vec::new());
        for n in 0..count {
            let (tx, rx) = mpsc::unbounded_channel();
            sockets.push(tx);
            let shared = Arc::clone(&shared);
            let thread = std::thread::Builder::new().name(format!("proxy-{n}"));
            workers.push(
                thread
                    .spawn(move || {
                        if let Err(e) = worker::run(shared, rx) {
                            tracing::error!(error = %e, "a thread of the proxy does not run");
                        }
                    })
                    .context("starting a thread of the proxy")?,
            );
        }
        let (orders, order) = mpsc::unbounded_channel();
        let (report, reports) = mpsc::unbounded_channel();
        let of_keeper = Arc::clone(&shared);
        let keeper = std::thread::Builder::new()
            .name("proxy-keeper".into())
            .spawn(move || keeper::run(of_keeper, order, sockets, report))
            .context("starting the proxy's keeper")?;
        Ok(Self {
            shared,
            orders,
            reports: Some(reports),
            entries: Some(entry),
            keeper: Some(keeper),
            workers,
        })
    }

    /// Serves this from now on. When it returns, new requests meet the new configuration; those under way end as they
    /// began.
    ///
    /// # Errors
    /// [`Older`].
    pub async fn apply(&self, config: Config) -> Result<(), Older> {
        let (done, answer) = oneshot::channel();
        // The keeper lives as long as this.
        let _ = self.orders.send(Order::Apply(Box::new(config), done));
        answer.await.unwrap_or(Ok(()))
    }

    /// What the proxy reports; the first caller has it.
    pub fn reports(&mut self) -> Option<mpsc::UnboundedReceiver<Report>> {
        self.reports.take()
    }

    /// What the access logs are told; the first caller has it.
    pub fn entries(&mut self) -> Option<mpsc::Receiver<Entry>> {
        self.entries.take()
    }

    /// Takes nothing new, lets what is under way end for so long, then ends it. The last counts are reported.
    pub async fn stop(mut self, drain: Duration) {
        let (done, answer) = oneshot::channel();
        let _ = self.orders.send(Order::Stop(done));
        let _ = answer.await;
        let deadline = Instant::now() + drain;
        while self.shared.connections.load(Ordering::Relaxed) > 0 && Instant::now() < deadline {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        self.shared.cut.cancel();
        let threads = self.workers.drain(..).chain(self.keeper.take());
        let threads: Vec<_> = threads.collect();
        let _ = tokio::task::spawn_blocking(move || threads.into_iter().for_each(|t| drop(t.join()))).await;
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.cut.cancel();
    }
}
