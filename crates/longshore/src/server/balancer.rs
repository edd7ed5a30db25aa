//! The load balancers' data plane of this machine: what the store says is served, what the proxy sees is written.

mod access;
mod metrics;

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};
use elb::routing::Around;
use kernel::{Call, Fault, Kernel, Key, Record, Scope, Txn};
use proxy::{Options, Proxy};
use serde::{Deserialize, Serialize};
use store::cipher::{Cipher, KEY_LEN};
use tokio::sync::{mpsc, watch};
use wire::proxy::{Inbound, Report};

use crate::config::Config;
use crate::home::Home;

/// Clients' connections at once: each has one to a target too, and the rest of the server needs some.
const CONNECTIONS: usize = 100_000;
/// Requests under way get this long when the server stops.
const DRAIN: Duration = Duration::from_secs(5);

/// What stickiness cookies are sealed with.
#[derive(Clone, Serialize, Deserialize)]
struct CookieKey {
    key: [u8; KEY_LEN],
}

impl CookieKey {
    fn stored() -> Key {
        Key::global(Self::KIND, &[])
    }
}

impl Record for CookieKey {
    const KIND: &'static str = "longshore.cookie-key";
    fn key(&self) -> Key {
        Self::stored()
    }
}

/// The proxy and who keeps it informed.
pub(crate) struct Balancer {
    following: tokio::task::JoinHandle<()>,
    logs: tokio::task::JoinHandle<()>,
}

impl Balancer {
    /// Starts it; it ends after `stop`.
    pub(crate) async fn start(
        kernel: &Arc<Kernel>,
        home: &Home,
        config: &Config,
        stop: watch::Receiver<bool>,
    ) -> Result<Self> {
        let scope = Scope::new(config.account.as_str(), config.region.as_str());
        let call = Call::by_service("elasticloadbalancing.amazonaws.com", scope);
        let options = Options {
            workers: 0,
            connections: room(),
            cookie_key: cookie_key(kernel, &call).await?,
        };
        let mut proxy = Proxy::start(&options)?;
        let reports = proxy.reports().context("the proxy's reports")?;
        let entries = proxy.entries().context("the proxy's access logs")?;
        let every = Duration::from_secs(config.load_balancers.access_log_interval);
        let logs = access::start(home.join("buckets"), every, entries);
        let following = tokio::spawn(follow(Arc::clone(kernel), call, proxy, reports, stop));
        Ok(Self { following, logs })
    }

    /// Waits for its end.
    pub(crate) async fn ended(self) -> Result<()> {
        self.following.await.context("the load balancers ended badly")?;
        self.logs.await.context("the access logs ended badly")
    }
}

/// Most of the files that may be open: few clients have a request under way, which needs a second one.
fn room() -> usize {
    let limit = rustix::process::getrlimit(rustix::process::Resource::Nofile);
    let files = limit.current.unwrap_or(u64::MAX);
    usize::try_from(files / 5 * 3)
        .unwrap_or(CONNECTIONS)
        .min(CONNECTIONS)
}

async fn cookie_key(kernel: &Arc<Kernel>, call: &Call) -> Result<[u8; KEY_LEN]> {
    let fresh = Cipher::random_key()?;
    let key = kernel.transact(call, false, |_, t| {
        if let Some(known) = t.get::<CookieKey>(&CookieKey::stored())? {
            return Ok(known.key);
        }
        t.put(CookieKey { key: fresh })?;
        Ok(fresh)
    });
    key.await
        .map_err(|f| anyhow!("keeping the key of cookies: {f:?}"))
}

/// Follows the store until `stop`; reports are written beside it, so that none delays a configuration.
async fn follow(
    kernel: Arc<Kernel>,
    call: Call,
    proxy: Proxy,
    reports: mpsc::UnboundedReceiver<Report>,
    mut stop: watch::Receiver<bool>,
) {
    let writing = tokio::spawn(report(Arc::clone(&kernel), call, reports));
    let mut revisions = kernel.store.revisions();
    let mut seen = kernel.store.durable().revision;
    let mut served = wire::proxy::Config::default();
    apply(&kernel, &proxy, &mut served).await;
    loop {
        tokio::select! {
            () = stopped(&mut stop) => break,
            changed = revisions.changed() => {
                if changed.is_err() {
                    break;
                }
                revisions.borrow_and_update();
                let (concerned, now) = match kernel.store.changes(seen) {
                    Ok(changes) => {
                        let keys = changes.iter().flat_map(|c| c.keys.iter());
                        let mut kinds = keys.map(|k| k.kind());
                        let ours = kinds.any(|k| elb::routing::KINDS.contains(&k) || network::KINDS.contains(&k));
                        (ours, changes.last().map_or(seen, |c| c.revision))
                    }
                    // Too much at once, or the store was emptied.
                    Err(_) => (true, kernel.store.durable().revision),
                };
                seen = now;
                if concerned {
                    apply(&kernel, &proxy, &mut served).await;
                }
            }
        }
    }
    proxy.stop(DRAIN).await;
    // The proxy's last words have been said, so this ends.
    if let Err(e) = writing.await {
        tracing::error!(error = %e, "the load balancers' reports");
    }
}

/// Writes what is reported until nobody reports any more.
async fn report(kernel: Arc<Kernel>, call: Call, mut reports: mpsc::UnboundedReceiver<Report>) {
    while let Some(first) = reports.recv().await {
        let mut all = vec![first];
        while let Ok(more) = reports.try_recv() {
            all.push(more);
        }
        write(&kernel, &call, &all).await;
    }
}

async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error is that nobody can stop us any more, which is a stop as well.
    let _ = stop.wait_for(|s| *s).await.is_ok();
}

/// Whether they serve the same.
fn same(a: &wire::proxy::Config, b: &wire::proxy::Config) -> bool {
    a.balancers == b.balancers && a.groups == b.groups
}

/// This machine and its VPCs.
struct Machine<'a>(&'a Kernel);

impl Around for Machine<'_> {
    /// Every instance is this machine, where tasks publish their ports.
    fn instance(&self, _: &str) -> Option<IpAddr> {
        Some(IpAddr::V4(Ipv4Addr::LOCALHOST))
    }

    /// On loopback for this machine's programs, at the router of their VPC for tasks.
    fn shared(&self, t: &mut Txn, scope: &Scope) -> Result<Vec<IpAddr>, Fault> {
        let router = IpAddr::V4(network::router(t, scope)?);
        Ok(vec![elb::routing::loopback(), router])
    }

    fn inbound(&self, t: &mut Txn, scope: &Scope, groups: &[String]) -> Result<Inbound, Fault> {
        Ok(Inbound {
            rules: network::inbound(self.0, t, scope, groups)?,
            machine: network::router(t, scope)?,
        })
    }
}

async fn apply(kernel: &Kernel, proxy: &Proxy, served: &mut wire::proxy::Config) {
    let mut t = Txn::on(kernel.store.durable());
    match elb::routing::config(&mut t, &Machine(kernel)) {
        // Interfaces come and go with every task; what serves nobody else is not made anew.
        Ok(config) if same(&config, served) => {}
        Ok(config) => {
            served.clone_from(&config);
            if let Err(e) = proxy.apply(config).await {
                tracing::debug!("{e}");
            }
        }
        Err(f) => tracing::error!(fault = ?f.private, "the load balancers' configuration"),
    }
}

async fn write(kernel: &Arc<Kernel>, call: &Call, reports: &[Report]) {
    for counts in reports.iter().flat_map(|r| &r.counts) {
        metrics::put(kernel, counts).await;
    }
    if reports
        .iter()
        .all(|r| r.targets.is_empty() && r.listeners.is_empty())
    {
        return;
    }
    let written = kernel.transact(call, false, |_, t| {
        reports.iter().try_for_each(|r| elb::report::apply(t, r))
    });
    if let Err(f) = written.await {
        tracing::error!(fault = ?f.private, "writing what the load balancers report");
    }
}
