//! Connections: accepting, bounding, ending.

use std::net::{SocketAddr, TcpListener as StdListener};
use std::sync::Arc;
use std::time::Duration;

use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, Semaphore, watch};
use tokio_rustls::TlsAcceptor;

use crate::Gateway;
use crate::outlet::{Line, Outlet, Socket};
use crate::pipeline::Peer;

/// How often an HTTP/2 peer is asked whether it lives, and how long it may take to say so.
const KEEP_ALIVE: Duration = Duration::from_secs(30);

/// Binds an address; says which process holds it when it is taken is the caller's to find out.
///
/// # Errors
/// As the operating system says.
pub fn bind(address: SocketAddr) -> std::io::Result<StdListener> {
    let listener = StdListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// One listening address of a gateway.
pub struct Server {
    pub gateway: Arc<Gateway>,
    pub listener: StdListener,
    pub tls: Option<Arc<rustls::ServerConfig>>,
}

impl Server {
    /// Serves until `stop` turns true, then answers what is under way and returns.
    ///
    /// # Errors
    /// When the listener cannot be used.
    pub async fn run(self, mut stop: watch::Receiver<bool>) -> std::io::Result<()> {
        let listener = TcpListener::from_std(self.listener)?;
        let tls = self.tls.map(TlsAcceptor::from);
        let room = Arc::new(Semaphore::new(self.gateway.limits.connections));
        let graceful = Arc::new(GracefulShutdown::new());
        loop {
            let permit = tokio::select! {
                permit = Arc::clone(&room).acquire_owned() => permit,
                () = stopped(&mut stop) => break,
            };
            let Ok(permit) = permit else { break };
            let (stream, address) = tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok(x) => x,
                    Err(e) => {
                        // Out of descriptors, or the peer gave up: neither is a reason to stop serving.
                        tracing::warn!(%e, "accepting a connection");
                        tokio::time::sleep(Duration::from_millis(50)).await;
                        continue;
                    }
                },
                () = stopped(&mut stop) => break,
            };
            let gateway = Arc::clone(&self.gateway);
            let (tls, watcher) = (tls.clone(), graceful.watcher());
            tokio::spawn(async move {
                let _permit = permit;
                connection(gateway, stream, address, tls, watcher).await;
            });
        }
        drop(listener);
        self.gateway.closing.cancel();
        let drain = self.gateway.limits.drain;
        if let Some(graceful) = Arc::into_inner(graceful)
            && tokio::time::timeout(drain, graceful.shutdown()).await.is_err()
        {
            tracing::info!("some connections were still open at shutdown");
        }
        Ok(())
    }
}

/// Resolves when the server is to stop.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error means that nobody can ask any more, which is the same.
    let _ = stop.wait_for(|s| *s).await;
}

async fn connection(
    gateway: Arc<Gateway>,
    stream: TcpStream,
    address: SocketAddr,
    tls: Option<TlsAcceptor>,
    watcher: hyper_util::server::graceful::Watcher,
) {
    if let Err(e) = stream.set_nodelay(true) {
        tracing::debug!(%e, "setting TCP_NODELAY");
    }
    let time = gateway.limits.header_time;
    let peer = |secure| Peer { address, secure };
    match tls {
        None => speak(gateway, stream, peer(false), watcher).await,
        Some(tls) => match tokio::time::timeout(time, tls.accept(stream)).await {
            Ok(Ok(stream)) => speak(gateway, stream, peer(true), watcher).await,
            Ok(Err(e)) => tracing::debug!(%e, "a TLS handshake failed"),
            Err(_) => tracing::debug!("a TLS handshake took too long"),
        },
    }
}

async fn speak<S>(
    gateway: Arc<Gateway>,
    stream: S,
    peer: Peer,
    watcher: hyper_util::server::graceful::Watcher,
) where
    S: Socket + Send + 'static,
{
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(gateway.limits.header_time)
        .max_buf_size(64 * 1024);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_header_list_size(64 * 1024)
        .max_concurrent_streams(128)
        // A peer that vanished without a word does not hold its place for ever.
        .keep_alive_interval(KEEP_ALIVE)
        .keep_alive_timeout(KEEP_ALIVE);
    // The builder bounds the header of HTTP/1 only, and only once it knows that it is HTTP/1. This bounds the first
    // request of any connection: a client that says nothing, half a preface or half a header is let go.
    let begun = Arc::new(Notify::new());
    let begins = Arc::clone(&begun);
    let header_time = gateway.limits.header_time;
    let silent = async {
        if tokio::time::timeout(header_time, begun.notified()).await.is_ok() {
            std::future::pending::<()>().await;
        }
    };
    let line = Line::new(!peer.secure);
    let patience = gateway.limits.body_time;
    let outlet = Outlet::new(stream, Arc::clone(&line), patience);
    let watching = Arc::clone(&line);
    let service = service_fn(move |mut request| {
        begins.notify_one();
        request.extensions_mut().insert(Arc::clone(&line));
        Arc::clone(&gateway).handle(request, peer)
    });
    let connection = builder
        .serve_connection_with_upgrades(TokioIo::new(outlet), service)
        .into_owned();
    tokio::select! {
        ended = watcher.watch(connection) => if let Err(e) = ended {
            tracing::debug!(%e, "a connection ended");
        },
        () = watching.stalled(patience) => tracing::debug!("a client does not take what it asked for"),
        () = silent => tracing::debug!("a connection brought no request in time"),
    }
}
