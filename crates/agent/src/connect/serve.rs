//! Connections that a sandbox asks about.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;

use super::pick::Picker;
use crate::clock;
use crate::dns::{Asker, Directory, balancers};

/// A sandbox says at once what it wants, and how it went.
const PATIENCE: Duration = Duration::from_secs(30);
/// After so many seconds of silence a connection ends, unless the service says otherwise.
const IDLE: u64 = 3600;
const LINE: u64 = 1024;

/// Picks endpoints for the sandboxes of a node.
pub(crate) struct Connect {
    directory: Arc<Directory>,
    /// By the ARN of the Cloud Map service.
    pickers: Mutex<HashMap<String, Picker>>,
}

impl Connect {
    pub(crate) fn new(directory: Arc<Directory>) -> Connect {
        Connect {
            directory,
            pickers: Mutex::default(),
        }
    }

    /// One connection of the door: a name and a port, an answer, and how each try went.
    pub(crate) async fn serve(&self, stream: UnixStream, asker: &Asker) {
        let (from, mut to) = stream.into_split();
        let mut lines = BufReader::new(from.take(LINE)).lines();
        let Ok(Ok(Some(asked))) = timeout(PATIENCE, lines.next_line()).await else {
            return;
        };
        if let Some((name, port)) = asked.split_once(' ')
            && balancers::is_one(name)
        {
            // Nothing follows the line before its answer.
            let from = lines.into_inner().into_inner().into_inner();
            return relay(from, to, port).await;
        }
        let Some((service, idle, order)) = self.order(&asked, asker).await else {
            let _ = to.write_all(b"none\n").await;
            return;
        };
        let order: Vec<String> = order.iter().map(SocketAddr::to_string).collect();
        let answer = format!("direct {idle} {}\n", order.join(" "));
        if to.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
        while let Ok(Ok(Some(line))) = timeout(PATIENCE, lines.next_line()).await {
            let Some((how, who)) = line.split_once(' ') else {
                return;
            };
            let (Ok(who), mut pickers) = (who.parse(), self.pickers.lock()) else {
                return;
            };
            if let Some(picker) = pickers.get_mut(&service) {
                picker.told(who, how == "ok", clock::now());
            }
        }
    }

    /// The service behind `NAME PORT`, its idle time, and whom to try.
    async fn order(&self, asked: &str, asker: &Asker) -> Option<(String, u64, Vec<SocketAddr>)> {
        let (name, port) = asked.split_once(' ')?;
        let namespace = asker.namespace.as_deref()?;
        let zones = self.directory.zones().await?;
        let (n, s) = zones.alias(namespace, name, port.parse().ok()?)?;
        let found = self.directory.instances(&n.http_name, &s.name).await?;
        let there = found
            .iter()
            .filter_map(|i| Some(SocketAddr::new(IpAddr::V4(i.ipv4?), i.port?)));
        let there: Vec<SocketAddr> = there.collect();
        let order = {
            let mut pickers = self.pickers.lock();
            let picker = pickers.entry(s.arn.clone()).or_default();
            picker.pick(&there, clock::now())
        };
        (!order.is_empty()).then(|| (s.arn.clone(), s.idle.unwrap_or(IDLE), order))
    }
}

/// A connection to a load balancer: they listen on this machine's loopback, which the sandbox cannot reach.
async fn relay(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, port: &str) {
    let port = port.parse().unwrap_or(0);
    let dialled = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await;
    let Ok(balancer) = dialled else {
        let _ = to.write_all(b"none\n").await;
        return;
    };
    let _ = balancer.set_nodelay(true);
    if to.write_all(b"relay\n").await.is_err() {
        return;
    }
    let (mut answers, mut asks) = balancer.into_split();
    let up = async {
        let _ = tokio::io::copy(&mut from, &mut asks).await;
        let _ = asks.shutdown().await;
    };
    let down = async {
        let _ = tokio::io::copy(&mut answers, &mut to).await;
        let _ = to.shutdown().await;
    };
    tokio::join!(up, down);
}
