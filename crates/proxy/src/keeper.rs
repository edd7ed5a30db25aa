//! The thread that applies configurations: opens and closes sockets, keeps health checks up, reports.

use std::collections::HashMap;
use std::net::{SocketAddr, TcpListener, UdpSocket};
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::time::Duration;

use rustix::net::{AddressFamily, SocketFlags, SocketType, sockopt};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use wire::proxy::{Config, ListenerState, Protocol, Report};

use crate::Older;
use crate::counts;
use crate::health::Checks;
use crate::serve::worker::{Order as Socket, Shared};
use crate::table::Table;

/// Counts are reported this often, as CloudWatch's periods begin.
const MINUTE: Duration = Duration::from_secs(60);
/// An address that was taken is tried again this often.
const AGAIN: Duration = Duration::from_secs(2);
/// Clients that wait to be accepted.
const BACKLOG: i32 = 4096;

pub(crate) enum Order {
    Apply(Box<Config>, oneshot::Sender<Result<(), Older>>),
    Stop(oneshot::Sender<()>),
}

struct Keeper {
    shared: Arc<Shared>,
    workers: Vec<mpsc::UnboundedSender<Socket>>,
    reports: mpsc::UnboundedSender<Report>,
    /// What is open; cancelling closes it.
    open: HashMap<(SocketAddr, bool), CancellationToken>,
    /// What was last told of listeners that are not open.
    failures: HashMap<String, String>,
    numbers: u64,
}

pub(crate) fn run(
    shared: Arc<Shared>,
    mut orders: mpsc::UnboundedReceiver<Order>,
    workers: Vec<mpsc::UnboundedSender<Socket>>,
    reports: mpsc::UnboundedSender<Report>,
) {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(r) => r,
        Err(e) => return tracing::error!(error = %e, "the proxy's keeper does not run"),
    };
    let mut checks = Checks::new(reports.clone());
    let mut keeper = Keeper {
        shared,
        workers,
        reports,
        open: HashMap::new(),
        failures: HashMap::new(),
        numbers: 0,
    };
    tokio::task::LocalSet::new().block_on(&runtime, async {
        let mut again = tokio::time::interval(AGAIN);
        let mut minute = tokio::time::interval_at(tokio::time::Instant::now() + MINUTE, MINUTE);
        loop {
            tokio::select! {
                order = orders.recv() => match order {
                    Some(Order::Apply(config, done)) => {
                        let applied = keeper.apply(&config);
                        if applied.is_ok() {
                            checks.follow(&keeper.shared.table.load());
                        }
                        let _ = done.send(applied);
                    }
                    Some(Order::Stop(done)) => {
                        keeper.open.drain().for_each(|(_, stop)| stop.cancel());
                        keeper.workers.clear();
                        let _ = done.send(());
                        break;
                    }
                    None => return,
                },
                _ = again.tick() => {
                    if !keeper.failures.is_empty() {
                        let table = keeper.shared.table.load_full();
                        keeper.listen(&table);
                    }
                }
                _ = minute.tick() => keeper.count(),
            }
        }
        drop(checks);
        keeper.shared.cut.cancelled().await;
        keeper.count();
    });
}

impl Keeper {
    fn apply(&mut self, config: &Config) -> Result<(), Older> {
        let before = self.shared.table.load_full();
        if config.generation < before.generation {
            return Err(Older {
                given: config.generation,
                served: before.generation,
            });
        }
        let table = Arc::new(Table::compile(config, &before, &mut self.numbers));
        // Sockets that are opened find what they serve.
        self.shared.table.store(Arc::clone(&table));
        self.listen(&table);
        Ok(())
    }

    /// Opens what is to be open and closes everything else.
    fn listen(&mut self, table: &Table) {
        let mut wanted = HashMap::new();
        for (at, sites) in &table.sites {
            for site in sites {
                let udp = matches!(site.protocol, Protocol::Udp | Protocol::TcpUdp);
                let tcp = site.protocol != Protocol::Udp;
                for datagrams in [(false, tcp), (true, udp)]
                    .into_iter()
                    .filter_map(|(d, yes)| yes.then_some(d))
                {
                    wanted.entry((*at, datagrams)).or_insert_with(Vec::new).push(site);
                }
            }
        }
        self.open.retain(|key, stop| {
            let keep = wanted.contains_key(key);
            if !keep {
                stop.cancel();
            }
            keep
        });
        let mut failed: HashMap<String, String> = HashMap::new();
        for (key, sites) in wanted {
            if self.open.contains_key(&key) {
                continue;
            }
            let own = sites.iter().any(|s| s.own == key.0.ip());
            if let Err(e) = self.open(key, own) {
                let why = failure(key.0, &e);
                // Beside its own address a balancer also listens on those that it shares, where it can.
                for site in sites {
                    if site.own == key.0.ip() {
                        failed.insert(site.arn.clone(), why.clone());
                    } else if !self.failures.contains_key(&site.arn) {
                        tracing::debug!(listener = site.arn, "{why}");
                    }
                }
            }
        }
        for site in table
            .sites
            .values()
            .flatten()
            .filter(|s| s.secure() && s.tls.is_none())
        {
            let why = "it has no certificate that can be used: give it one of AWS Certificate Manager";
            failed.insert(site.arn.clone(), why.into());
        }
        self.tell(table.generation, failed);
    }

    /// Reports listeners whose state is another one than told before.
    fn tell(&mut self, generation: u64, failed: HashMap<String, String>) {
        let well = self.failures.keys().filter(|arn| !failed.contains_key(*arn));
        let mut listeners: Vec<ListenerState> = well
            .map(|arn| ListenerState {
                listener: arn.clone(),
                failure: None,
            })
            .collect();
        for (arn, why) in &failed {
            if self.failures.get(arn) != Some(why) {
                tracing::warn!(listener = arn, "a listener is not open: {why}");
                listeners.push(ListenerState {
                    listener: arn.clone(),
                    failure: Some(why.clone()),
                });
            }
        }
        self.failures = failed;
        if !listeners.is_empty() {
            let _ = self.reports.send(Report {
                generation,
                listeners,
                ..Report::default()
            });
        }
    }

    /// `own`: the address must be there.
    fn open(&mut self, (at, datagrams): (SocketAddr, bool), own: bool) -> std::io::Result<()> {
        let stop = self.shared.cut.child_token();
        let gone = |_| std::io::Error::from(std::io::ErrorKind::BrokenPipe);
        if datagrams {
            let socket = UdpSocket::from(bound(at, SocketType::DGRAM, own)?);
            // A client's datagrams are one worker's, which knows the flow.
            if let Some(worker) = self.workers.first() {
                let stop = stop.clone();
                worker.send(Socket::Udp { socket, at, stop }).map_err(gone)?;
            }
        } else {
            let socket = bound(at, SocketType::STREAM, own)?;
            rustix::net::listen(&socket, BACKLOG)?;
            let listener = TcpListener::from(socket);
            for worker in &self.workers {
                let (socket, stop) = (listener.try_clone()?, stop.clone());
                worker.send(Socket::Tcp { socket, at, stop }).map_err(gone)?;
            }
        }
        self.open.insert((at, datagrams), stop);
        Ok(())
    }

    fn count(&self) {
        let lost = self.shared.lost.swap(0, std::sync::atomic::Ordering::Relaxed);
        if lost > 0 {
            tracing::warn!(
                entries = lost,
                "access logs are written more slowly than requests come"
            );
        }
        let table = self.shared.table.load();
        let counts = counts::take(&table);
        if !counts.is_empty() {
            let _ = self.reports.send(Report {
                generation: table.generation,
                counts,
                ..Report::default()
            });
        }
    }
}

/// A socket for an address. Without `SO_REUSEPORT`: one that somebody has is refused, not shared. One that is not this
/// machine's `own` may come later, as a network's router does with the network.
fn bound(at: SocketAddr, kind: SocketType, own: bool) -> std::io::Result<OwnedFd> {
    let family = if at.is_ipv4() {
        AddressFamily::INET
    } else {
        AddressFamily::INET6
    };
    let flags = SocketFlags::CLOEXEC | SocketFlags::NONBLOCK;
    let socket: OwnedFd = rustix::net::socket_with(family, kind, flags, None)?;
    if kind == SocketType::STREAM {
        sockopt::set_socket_reuseaddr(&socket, true)?;
    }
    if !own {
        sockopt::set_ip_freebind(&socket, true)?;
    }
    if at.is_ipv6() {
        sockopt::set_ipv6_v6only(&socket, true)?;
    }
    rustix::net::bind(&socket, &at)?;
    Ok(socket)
}

/// Why a listener is not open, and what to do.
fn failure(at: SocketAddr, e: &std::io::Error) -> String {
    match e.kind() {
        std::io::ErrorKind::AddrInUse => {
            format!("another program listens on {at}: stop it, or give the listener another port")
        }
        std::io::ErrorKind::PermissionDenied => format!(
            "no right to listen on {at}: run Longshore as root, give it CAP_NET_BIND_SERVICE, or use a port above 1023"
        ),
        std::io::ErrorKind::AddrNotAvailable => format!("this machine has no address {}", at.ip()),
        _ => format!("cannot listen on {at}: {e}"),
    }
}
