//! Network balancers: connections and datagrams joined to a target's, whatever they carry.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::net::{IpAddr, SocketAddr};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Buf as _, BytesMut};
use tokio::net::UdpSocket;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_util::sync::CancellationToken;
use wire::firewall::{TCP, UDP};

use super::forward::{Busy, choose};
use super::worker::Worker;
use super::{Client, pool};
use crate::io::Io;
use crate::pick;
use crate::table::{Choice, Group, Site, Then};

/// Flows of datagrams at once, for each listener.
const FLOWS: usize = 8192;
/// How often it is looked whether a target is still there.
const LOOK: Duration = Duration::from_secs(1);

/// Joins a client's connection to a target's.
pub(crate) async fn serve(worker: &Worker, io: Io, client: &Client) {
    let name = client.name.as_deref().unwrap_or_default();
    let site = worker
        .shared
        .table
        .load()
        .site(client.at, name.as_bytes())
        .map(Arc::clone);
    let Some(site) = site.filter(|s| s.admits(client.peer.ip(), TCP)) else {
        return;
    };
    let Some(choice) = group(worker, &site) else {
        return;
    };
    let group = &*choice.group;
    site.tally.flows.one();
    let mut tried = Vec::new();
    let source_only = group.stickiness.is_some();
    while let Some(member) = choose(worker, group, None, &tried, Some(flow(client, source_only))) {
        let target = &member.target;
        let busy = Busy::new(target);
        let Ok(far) = pool::connect(group, target).await else {
            choice.tally.target_errors.one();
            tried.push(target.number);
            continue;
        };
        if group.proxy_protocol
            && far
                .send(proxy_header(client.peer, client.at).as_slice())
                .await
                .is_err()
        {
            tried.push(target.number);
            continue;
        }
        let idle = Duration::from_secs(u64::from(site.idle_timeout));
        let moved = Cell::new(0);
        tokio::select! {
            () = join(&io, &far, idle, &moved, &moved) => {}
            () = ended(worker, group, target.number) => {}
        }
        drop(busy);
        return site.tally.bytes.add(moved.get());
    }
}

/// The group of the listener's only rule.
fn group<'a>(worker: &Worker, site: &'a Site) -> Option<&'a Choice> {
    let Then::Forward { groups, .. } = &site.rules.last()?.then else {
        return None;
    };
    groups.get(pick::weighted(
        groups.iter().map(|c| c.weight),
        worker.dice.even(),
    )?)
}

/// The flow's hash: the same client comes to the same target while the targets are the same.
fn flow(client: &Client, source_only: bool) -> usize {
    let mut hash = DefaultHasher::new();
    client.peer.ip().hash(&mut hash);
    if !source_only {
        (client.peer.port(), client.at).hash(&mut hash);
    }
    hash.finish() as usize
}

/// Resolves when the group ends connections of targets that are gone, and this one is.
async fn ended(worker: &Worker, group: &Group, number: u64) {
    loop {
        tokio::time::sleep(LOOK).await;
        let table = worker.shared.table.load();
        let Some(now) = table.groups.get(&group.arn) else {
            return;
        };
        if now.end_connections && !now.members.iter().any(|m| m.target.number == number) {
            return;
        }
    }
}

/// Both ways until both have ended, one has failed, or nothing has come for `idle`; the bytes that go over are counted
/// by direction.
pub(crate) async fn join(a: &Io, b: &Io, idle: Duration, there: &Cell<u64>, back: &Cell<u64>) {
    let last = Cell::new(Instant::now());
    let done = async {
        tokio::try_join!(
            one_way(a, b, idle, &last, there),
            one_way(b, a, idle, &last, back)
        )
    };
    // Whoever failed first ended both.
    let _ = done.await;
}

async fn one_way(
    from: &Io,
    to: &Io,
    idle: Duration,
    last: &Cell<Instant>,
    moved: &Cell<u64>,
) -> std::io::Result<()> {
    let mut buffer = BytesMut::new();
    loop {
        let n = loop {
            match timeout_at(last.get() + idle, from.fill(&mut buffer)).await {
                Ok(read) => break read?,
                Err(_) if last.get().elapsed() < idle => {}
                Err(_) => return Err(std::io::ErrorKind::TimedOut.into()),
            }
        };
        if n == 0 {
            return to.finish().await;
        }
        last.set(Instant::now());
        timeout(idle, to.send(buffer.as_ref())).await??;
        moved.set(moved.get() + n as u64);
        buffer.advance(n);
    }
}

/// The PROXY protocol's header, version 2.
fn proxy_header(peer: SocketAddr, at: SocketAddr) -> Vec<u8> {
    let mut out = b"\r\n\r\n\0\r\nQUIT\n\x21".to_vec();
    let mut addresses = Vec::new();
    match (peer.ip().to_canonical(), at.ip().to_canonical()) {
        (IpAddr::V4(a), IpAddr::V4(b)) => {
            out.push(0x11);
            addresses.extend_from_slice(&a.octets());
            addresses.extend_from_slice(&b.octets());
        }
        (a, b) => {
            let six = |ip| match ip {
                IpAddr::V4(ip) => ip.to_ipv6_mapped(),
                IpAddr::V6(ip) => ip,
            };
            out.push(0x21);
            addresses.extend_from_slice(&six(a).octets());
            addresses.extend_from_slice(&six(b).octets());
        }
    }
    addresses.extend_from_slice(&peer.port().to_be_bytes());
    addresses.extend_from_slice(&at.port().to_be_bytes());
    out.extend_from_slice(&(addresses.len() as u16).to_be_bytes());
    out.extend_from_slice(&addresses);
    out
}

/// A client of a UDP listener and the socket that speaks to its target.
struct Flow {
    far: Rc<UdpSocket>,
    last: Rc<Cell<Instant>>,
}

/// Serves a UDP socket until it is stopped.
pub(crate) async fn datagrams(
    worker: Rc<Worker>,
    socket: std::net::UdpSocket,
    at: SocketAddr,
    stop: CancellationToken,
) {
    let near = match UdpSocket::from_std(socket) {
        Ok(s) => Rc::new(s),
        Err(e) => return tracing::error!(%at, error = %e, "a socket cannot be used"),
    };
    let flows: Rc<RefCell<HashMap<SocketAddr, Flow>>> = Rc::default();
    let mut packet = vec![0_u8; 65_536];
    loop {
        let came = tokio::select! {
            () = stop.cancelled() => return,
            came = near.recv_from(&mut packet) => came,
        };
        let Ok((n, peer)) = came else { continue };
        let known = flows
            .borrow()
            .get(&peer)
            .map(|f| (Rc::clone(&f.far), Rc::clone(&f.last)));
        let (far, last) = match known {
            Some(known) => known,
            None if flows.borrow().len() >= FLOWS => continue,
            None => match open(&worker, at, peer).await {
                None => continue,
                Some((far, idle)) => {
                    let last = Rc::new(Cell::new(Instant::now()));
                    let flow = Flow {
                        far: Rc::clone(&far),
                        last: Rc::clone(&last),
                    };
                    flows.borrow_mut().insert(peer, flow);
                    let (near, flows, stop) = (Rc::clone(&near), Rc::clone(&flows), stop.clone());
                    let (from, at_last) = (Rc::clone(&far), Rc::clone(&last));
                    tokio::task::spawn_local(async move {
                        tokio::select! {
                            () = stop.cancelled() => {}
                            () = back(&from, &near, peer, &at_last, idle) => {}
                        }
                        flows.borrow_mut().remove(&peer);
                    });
                    (far, last)
                }
            },
        };
        last.set(Instant::now());
        // A datagram that cannot be sent is lost, as any may be.
        let _ = far.send(packet.get(..n).unwrap_or_default()).await;
    }
}

async fn open(worker: &Worker, at: SocketAddr, peer: SocketAddr) -> Option<(Rc<UdpSocket>, Duration)> {
    let site = worker.shared.table.load().site(at, b"").map(Arc::clone)?;
    if !site.admits(peer.ip(), UDP) {
        return None;
    }
    let choice = group(worker, &site)?;
    let client = Client {
        peer,
        at,
        tls: None,
        name: None,
        stop: CancellationToken::new(),
    };
    let hash = flow(&client, choice.group.stickiness.is_some());
    let member = choose(worker, &choice.group, None, &[], Some(hash))?;
    let address = member.target.address?;
    let any: IpAddr = if address.is_ipv4() {
        IpAddr::from([0, 0, 0, 0])
    } else {
        IpAddr::from([0_u16; 8])
    };
    let far = UdpSocket::bind(SocketAddr::new(any, 0)).await.ok()?;
    far.connect(address).await.ok()?;
    site.tally.flows.one();
    Some((Rc::new(far), Duration::from_secs(u64::from(site.idle_timeout))))
}

/// Answers to a client until its flow is forgotten.
async fn back(from: &UdpSocket, near: &UdpSocket, peer: SocketAddr, last: &Cell<Instant>, idle: Duration) {
    let mut packet = vec![0_u8; 65_536];
    loop {
        match timeout_at(last.get() + idle, from.recv(&mut packet)).await {
            Err(_) if last.get().elapsed() >= idle => return,
            Err(_) => {}
            Ok(Err(_)) => return,
            Ok(Ok(n)) => {
                last.set(Instant::now());
                let _ = near.send_to(packet.get(..n).unwrap_or_default(), peer).await;
            }
        }
    }
}
