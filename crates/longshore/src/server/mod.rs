//! Putting everything together: store, services, gateway, agent.
//!
//! * [`compose`] — the kernel with all parts · [`seed`] — the first records · [`node`] — this machine's agent
//! * [`balancer`] — the load balancers' data plane
//! * [`registry`] — image layers and `/v2/` · [`upstream`] — other registries
//! * [`sealer`] — log data at rest · [`tls`] — the local certificate authority · [`logging`] — where the server's own log goes

mod balancer;
mod compose;
mod logging;
mod node;
mod registry;
mod sealer;
mod seed;
mod tls;
mod upstream;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use crate::config::Config;
use crate::home::{Access, Home};

/// How a server is started.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// Keep nothing: a memory store, and `POST /_longshore/reset`.
    pub ephemeral: bool,
    /// Root keys to use instead of random ones; ephemeral only.
    pub root_keys: Option<(String, String)>,
}

/// Serves until SIGTERM or SIGINT. `ready` is called once requests are answered.
pub(crate) fn run(
    home: &Home,
    config: &Config,
    options: &Options,
    ready: impl FnOnce(&Access) + Send,
) -> Result<()> {
    logging::init(options.ephemeral);
    config.check()?;
    home.create()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("starting the runtime")?;
    runtime.block_on(serve(home, config, options, ready))
}

async fn serve(
    home: &Home,
    config: &Config,
    options: &Options,
    ready: impl FnOnce(&Access) + Send,
) -> Result<()> {
    let (mut term, mut int) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    // Held until the end: it says that this home is being served, and keeps a second server out.
    let _lock = home
        .lock()?
        .with_context(|| format!("another server uses `{}`", home.path().display()))?;
    // A killed server's number says nothing of this one, which tells its own when it serves.
    forget(&home.join("longshore.pid"))?;
    // Signatures and secrets do not go over a network in the clear: with an outside address only TLS is there.
    let plain = if config.listen.is_loopback() {
        config.listen
    } else {
        IpAddr::V4(Ipv4Addr::LOCALHOST)
    };
    let address = SocketAddr::new(plain, config.port);
    allow_many_connections();
    let listener = gateway::bind(address).with_context(|| busy(address))?;
    let parts = compose::compose(home, config, options).await?;
    let seed = seed::Seed {
        config: config.clone(),
        root_keys: options.root_keys.clone(),
    };
    let keys = seed.plant(&parts.kernel).await?;
    let access = Access {
        endpoint: config.endpoint(),
        region: config.region.clone(),
        account: config.account.clone(),
        access_key_id: keys.root.access_key_id.clone(),
        secret_access_key: keys.root.secret_access_key.clone(),
    };
    let (stop_tx, stop) = watch::channel(false);
    let node = Arc::new(node::Node::new(home.clone(), config.clone()));
    let reset = options
        .ephemeral
        .then(|| compose::reset(&parts, seed, Arc::clone(&node)));
    let gateway = gateway::Gateway::new(
        Arc::clone(&parts.kernel),
        gateway::Config {
            limits: gateway::Limits::default(),
            audit: (!options.ephemeral).then(|| home.join("audit.log")),
            reset,
            sites: vec![Arc::new(registry::Site(Arc::clone(&parts.registry)))],
            version: env!("CARGO_PKG_VERSION"),
        },
    )
    .context("opening the audit log")?;
    let mut servers = vec![gateway::Server {
        gateway: Arc::clone(&gateway),
        listener,
        tls: None,
    }];
    if config.tls_port != 0 {
        let address = SocketAddr::new(config.listen, config.tls_port);
        let listener = gateway::bind(address).with_context(|| busy(address))?;
        servers.push(gateway::Server {
            gateway: Arc::clone(&gateway),
            listener,
            tls: Some(tls::config(home, config, parts.kernel.clock.now())?),
        });
    }
    let mut running = Vec::new();
    for server in servers {
        running.push(tokio::spawn(server.run(stop.clone())));
    }
    let controllers = tokio::spawn(Arc::clone(&parts.kernel).run_controllers(stop.clone()));
    let upkeep = tokio::spawn(compose::upkeep(
        Arc::clone(&parts.kernel),
        Arc::clone(&parts.logs),
        stop.clone(),
    ));
    let balancer = balancer::Balancer::start(&parts.kernel, home, config, stop.clone()).await?;
    let tidying = tokio::spawn(registry::upkeep(
        Arc::clone(&parts.kernel),
        Arc::clone(&parts.registry),
        stop.clone(),
    ));
    node.start(keys.node).await?;
    if !options.ephemeral {
        home.write_access(&access)?;
        // Last: whoever sees the number finds everything else.
        home.write_private("longshore.pid", std::process::id().to_string().as_bytes())?;
    }
    tracing::info!(endpoint = access.endpoint, "serving");
    ready(&access);

    tokio::select! {
        _ = term.recv() => {}
        _ = int.recv() => {}
    }
    tracing::info!("stopping");
    // The agent first: its last reports still find a server. Containers keep running.
    node.stop().await;
    stop_tx.send_replace(true);
    for server in running {
        server.await.context("the server ended badly")??;
    }
    balancer.ended().await?;
    gateway.close();
    controllers.await.context("the controllers ended badly")?;
    upkeep.await.context("the log store's upkeep ended badly")?;
    tidying.await.context("the registry's upkeep ended badly")?;
    if !options.ephemeral {
        forget(&home.join("longshore.pid"))?;
    }
    Ok(())
}

fn forget(pid: &std::path::Path) -> Result<()> {
    match std::fs::remove_file(pid) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e).context("removing the pid file"),
        _ => Ok(()),
    }
}

/// Every agent keeps two connections open, and shells start programs with room for 1,024: as many as the system allows.
fn allow_many_connections() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(e) = setrlimit(Resource::Nofile, limit) {
        tracing::warn!(error = %e, "the number of open files stays as it was");
    }
}

/// What to say when an address is taken: by whom, and what to do.
fn busy(address: SocketAddr) -> String {
    let owner = crate::cli::doctor::owner_of(address.port())
        .map_or_else(String::new, |o| format!(" It is held by {o}."));
    format!("cannot listen on {address}.{owner} Choose another with `--port`")
}
