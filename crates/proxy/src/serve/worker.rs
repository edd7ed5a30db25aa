//! One thread and its connections.

use std::cell::RefCell;
use std::net::{SocketAddr, TcpListener as StdListener};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use arc_swap::ArcSwap;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_rustls::LazyConfigAcceptor;
use tokio_util::sync::CancellationToken;
use wire::firewall::TCP;
use wire::proxy::Entry;

use super::pool::Pool;
use super::{Client, h1, h2, now, stream};
use crate::answer;
use crate::cookie::Seal;
use crate::dice::Dice;
use crate::io::Io;
use crate::table::Table;

/// A handshake must be over within this.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// How often pools are looked through.
const SWEEP: Duration = Duration::from_secs(5);

/// What all workers share.
pub(crate) struct Shared {
    pub table: ArcSwap<Table>,
    pub seal: Seal,
    pub connections: AtomicUsize,
    pub most_connections: usize,
    /// Ends every connection.
    pub cut: CancellationToken,
    /// Where what access logs are told goes.
    pub entries: mpsc::Sender<Entry>,
    /// Entries that nobody took in time.
    pub lost: AtomicUsize,
}

impl Shared {
    /// Delivery is a best effort, as AWS says of its own: a log that is not read holds up no request.
    pub(crate) fn log(&self, entry: Option<Entry>) {
        if let Some(entry) = entry
            && self.entries.try_send(entry).is_err()
        {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// A socket for a worker to serve.
pub(crate) enum Order {
    Tcp {
        socket: StdListener,
        at: SocketAddr,
        stop: CancellationToken,
    },
    Udp {
        socket: std::net::UdpSocket,
        at: SocketAddr,
        stop: CancellationToken,
    },
}

pub(crate) struct Worker {
    pub shared: Arc<Shared>,
    pub pool: Pool,
    pub dice: Dice,
    date: RefCell<(i64, Rc<str>)>,
}

impl Worker {
    /// The time as `Date` has it.
    pub(crate) fn date(&self) -> Rc<str> {
        let second = now() / 1000;
        let mut known = self.date.borrow_mut();
        if known.0 != second {
            *known = (second, answer::date(second).into());
        }
        Rc::clone(&known.1)
    }

    /// A new trace id: `1-`, the time, 96 random bits.
    pub(crate) fn trace(&self, now: i64) -> String {
        let (a, b) = (self.dice.next(), self.dice.next() >> 32);
        format!("1-{:08x}-{a:016x}{b:08x}", now / 1000)
    }
}

/// Serves until `orders` end and every connection has.
pub(crate) fn run(shared: Arc<Shared>, mut orders: mpsc::UnboundedReceiver<Order>) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let local = tokio::task::LocalSet::new();
    let cut = shared.cut.clone();
    let worker = Rc::new(Worker {
        shared,
        pool: Pool::default(),
        dice: Dice::new(),
        date: RefCell::new((0, "".into())),
    });
    local.block_on(&runtime, async {
        let mut sweep = tokio::time::interval(SWEEP);
        loop {
            tokio::select! {
                order = orders.recv() => match order {
                    Some(Order::Tcp { socket, at, stop }) => {
                        tokio::task::spawn_local(accept(Rc::clone(&worker), socket, at, stop));
                    }
                    Some(Order::Udp { socket, at, stop }) => {
                        tokio::task::spawn_local(stream::datagrams(Rc::clone(&worker), socket, at, stop));
                    }
                    None => break,
                },
                _ = sweep.tick() => {
                    let table = worker.shared.table.load_full();
                    let members = table.groups.values().flat_map(|g| &g.members);
                    let known: std::collections::HashSet<u64> =
                        members.filter(|m| !m.draining).map(|m| m.target.number).collect();
                    worker.pool.sweep(|n| known.contains(&n));
                }
            }
        }
        cut.cancelled().await;
    });
    Ok(())
}

async fn accept(worker: Rc<Worker>, socket: StdListener, at: SocketAddr, stop: CancellationToken) {
    let listener = match TcpListener::from_std(socket) {
        Ok(l) => l,
        Err(e) => return tracing::error!(%at, error = %e, "a listening socket cannot be used"),
    };
    loop {
        let accepted = tokio::select! {
            biased;
            () = stop.cancelled() => return,
            a = listener.accept() => a,
        };
        match accepted {
            Ok((tcp, peer)) => {
                let client = Client {
                    peer,
                    at,
                    tls: None,
                    name: None,
                    stop: stop.clone(),
                };
                begin(&worker, tcp, client);
                // The others take their share.
                tokio::task::yield_now().await;
            }
            // Out of descriptors, or the client has gone: neither is a reason to stop.
            Err(e) => {
                tracing::warn!(%at, error = %e, "accepting a connection");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }
}

/// Counts a connection while it lives.
struct Counted(Arc<Shared>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.connections.fetch_sub(1, Ordering::Relaxed);
    }
}

fn begin(worker: &Rc<Worker>, tcp: TcpStream, client: Client) {
    let shared = &worker.shared;
    let open = shared.connections.fetch_add(1, Ordering::Relaxed);
    let counted = Counted(Arc::clone(shared));
    let table = shared.table.load();
    let Some(site) = table.site(client.at, b"") else {
        return;
    };
    if !table.admits(client.at, client.peer.ip(), TCP) {
        return;
    }
    if open >= shared.most_connections {
        site.tally.rejected.one();
        return;
    }
    site.tally.connections.one();
    let _ = tcp.set_nodelay(true);
    let worker = Rc::clone(worker);
    let plain = site.tls.is_none() && !site.secure();
    let http = site.speaks_http();
    tokio::task::spawn_local(async move {
        let _counted = counted;
        let cut = worker.shared.cut.clone();
        let served = async {
            if plain && http {
                h1::serve(worker, Io::plain(tcp), client).await;
            } else if plain {
                Box::pin(stream::serve(&worker, Io::plain(tcp), &client)).await;
            } else {
                Box::pin(encrypted(worker, tcp, client)).await;
            }
        };
        tokio::select! {
            () = cut.cancelled() => {}
            () = served => {}
        }
    });
}

async fn encrypted(worker: Rc<Worker>, tcp: TcpStream, mut client: Client) {
    let table = worker.shared.table.load_full();
    let Some(first) = table.site(client.at, b"") else {
        return;
    };
    let shake = async {
        let begun = LazyConfigAcceptor::new(Default::default(), tcp).await.ok()?;
        let name = begun.client_hello().server_name().map(str::to_ascii_lowercase);
        let site = table.site(client.at, name.as_deref().unwrap_or_default().as_bytes())?;
        if !site.admits(client.peer.ip(), TCP) {
            return None;
        }
        let tls = begun
            .into_stream(Arc::clone(&site.tls.as_ref()?.config))
            .await
            .ok()?;
        Some((Arc::clone(site), name, tls))
    };
    let Ok(Some((site, name, tls))) = timeout(HANDSHAKE, shake).await else {
        return first.tally.tls_errors.one();
    };
    client.name = name;
    let session = tls.get_ref().1;
    let version = match session.protocol_version() {
        Some(rustls::ProtocolVersion::TLSv1_3) => "TLSv1.3",
        _ => "TLSv1.2",
    };
    let suite = session.negotiated_cipher_suite().and_then(|s| s.suite().as_str());
    client.tls = Some((version, suite.unwrap_or_default()));
    let two = session.alpn_protocol() == Some(b"h2");
    let io = Io::tls(tls.into());
    if !site.speaks_http() {
        stream::serve(&worker, io, &client).await;
    } else if two {
        h2::serve(worker, io, client).await;
    } else {
        h1::serve(worker, io, client).await;
    }
}
