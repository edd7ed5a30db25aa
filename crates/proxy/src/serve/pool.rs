//! Connections to targets, kept for the next request.

use std::cell::RefCell;
use std::collections::HashMap;
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use tokio::net::TcpStream;
use tokio::time::timeout;
use wire::proxy::{Protocol, Version};

use crate::io::Io;
use crate::table::{Group, Target};
use crate::tls;

/// A target must take a connection within this (Application Load Balancers: 10 seconds).
const CONNECT: Duration = Duration::from_secs(10);
/// Quiet connections are closed after this.
const QUIET: Duration = Duration::from_secs(60);
/// So many quiet ones are kept for each target.
const KEPT: usize = 512;

/// A connection to a target that speaks HTTP/1.1.
pub(crate) struct Link {
    pub io: Io,
    pub buffer: BytesMut,
    /// It was used before, so that the target may be closing it.
    pub used: bool,
}

struct Idle {
    io: Io,
    since: Instant,
}

#[derive(Default)]
pub(crate) struct Pool {
    h1: RefCell<HashMap<u64, Vec<Idle>>>,
    h2: RefCell<HashMap<u64, h2::client::SendRequest<Bytes>>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unreachable {
    Refused,
    Late,
}

impl Pool {
    /// The connection that was quiet for the shortest time, if one is alive.
    pub(crate) fn take(&self, target: &Target) -> Option<Link> {
        loop {
            let idle = self.h1.borrow_mut().get_mut(&target.number)?.pop()?;
            if idle.since.elapsed() < QUIET && idle.io.quiet() {
                return Some(Link {
                    io: idle.io,
                    buffer: BytesMut::new(),
                    used: true,
                });
            }
        }
    }

    pub(crate) fn give(&self, target: &Target, io: Io) {
        let mut all = self.h1.borrow_mut();
        let mine = all.entry(target.number).or_default();
        if mine.len() < KEPT {
            mine.push(Idle {
                io,
                since: Instant::now(),
            });
        }
    }

    /// Lets go of what is old and of targets that are not `known` any more.
    pub(crate) fn sweep(&self, known: impl Fn(u64) -> bool) {
        self.h1.borrow_mut().retain(|number, idle| {
            idle.retain(|i| i.since.elapsed() < QUIET);
            !idle.is_empty() && known(*number)
        });
        self.h2.borrow_mut().retain(|number, _| known(*number));
    }

    /// A request's way into an HTTP/2 connection to the target.
    pub(crate) async fn h2(
        &self,
        group: &Group,
        target: &Target,
    ) -> Result<h2::client::SendRequest<Bytes>, Unreachable> {
        let known = self.h2.borrow().get(&target.number).cloned();
        if let Some(known) = known
            && let Ok(ready) = known.ready().await
        {
            return Ok(ready);
        }
        let io = connect(group, target).await?.into_inner();
        let shake = h2::client::Builder::new().enable_push(false).handshake(io);
        let (send, connection) = match timeout(CONNECT, shake).await {
            Err(_) => return Err(Unreachable::Late),
            Ok(Err(_)) => return Err(Unreachable::Refused),
            Ok(Ok(x)) => x,
        };
        tokio::task::spawn_local(async move {
            // Whoever waits for an answer on it is told.
            let _ = connection.await;
        });
        self.h2.borrow_mut().insert(target.number, send.clone());
        send.ready().await.map_err(|_| Unreachable::Refused)
    }
}

/// A new connection to a target.
pub(crate) async fn connect(group: &Group, target: &Target) -> Result<Io, Unreachable> {
    let address = target.address.ok_or(Unreachable::Refused)?;
    let tcp = match timeout(CONNECT, TcpStream::connect(address)).await {
        Err(_) => return Err(Unreachable::Late),
        Ok(Err(_)) => return Err(Unreachable::Refused),
        Ok(Ok(s)) => s,
    };
    // Without it a small request waits for the last one's acknowledgement.
    let _ = tcp.set_nodelay(true);
    if !matches!(group.protocol, Protocol::Https | Protocol::Tls) {
        return Ok(Io::plain(tcp));
    }
    let h2 = group.version != Version::Http1;
    match timeout(CONNECT, tls::connect(tcp, address.ip(), h2)).await {
        Err(_) => Err(Unreachable::Late),
        Ok(Err(_)) => Err(Unreachable::Refused),
        Ok(Ok(stream)) => Ok(Io::tls(stream.into())),
    }
}
