//! The kernel with the parts of every crate.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};
use futures_util::FutureExt as _;
use kernel::dice::SystemDice;
use kernel::time::SystemClock;
use kernel::{Kernel, Parts, Store};
use observe::logs::storage::Engine;
use registry::Registry;
use tokio::sync::watch;

use super::Options;
use super::node::Node;
use super::seed::Seed;
use super::{sealer, tls};
use crate::config::Config;
use crate::home::Home;

/// How often expired log events leave the disk. Readers never see them anyway.
const UPKEEP: Duration = Duration::from_secs(60);

/// What a server is made of.
pub(crate) struct Composed {
    pub kernel: Arc<Kernel>,
    pub logs: Arc<Engine>,
    pub registry: Arc<Registry>,
}

/// All services. Each line is a crate.
pub(crate) fn parts(
    logs: &Arc<Engine>,
    issuer: &Arc<dyn elb::certificate::Issuer>,
    registry: &Arc<Registry>,
) -> Parts {
    Parts::new()
        .and(ecs::parts())
        .and(network::parts())
        .and(elb::parts(issuer))
        .and(discovery::parts())
        .and(registry::parts(registry))
        .and(identity::parts())
        .and(observe::logs::parts(logs))
        .and(observe::metrics::parts(logs))
}

pub(crate) async fn compose(home: &Home, config: &Config, options: &Options) -> Result<Composed> {
    let store: Arc<dyn Store> = if options.ephemeral {
        Arc::new(store::Memory::default())
    } else {
        Arc::new(store::Embedded::open(home.path(), &home.master_key()?)?)
    };
    let sealer = sealer::open(&*store).await?;
    let logs = Engine::open(
        home.join("logs"),
        sealer,
        observe::logs::storage::Options::default(),
    )
    .await
    .context("opening the log store")?;
    let logs = Arc::new(logs);
    let issuer: Arc<dyn elb::certificate::Issuer> = Arc::new(tls::Authority::open(home)?);
    let registry = super::registry::open(home, config)?;
    let kernel = Kernel::new(
        store,
        Arc::new(SystemClock),
        Arc::new(SystemDice::default()),
        Arc::new(identity::Iam::default()),
        parts(&logs, &issuer, &registry),
    );
    Ok(Composed {
        kernel,
        logs,
        registry,
    })
}

/// Frees the disk of log events that have expired or were deleted, off the request path.
pub(crate) async fn upkeep(kernel: Arc<Kernel>, logs: Arc<Engine>, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            stopped = stop.wait_for(|s| *s) => {
                drop(stopped);
                return;
            }
            () = tokio::time::sleep(UPKEEP) => {}
        }
        if let Err(e) = observe::logs::upkeep(&kernel, &logs).await {
            tracing::error!(error = format!("{e:#}"), "the log store's upkeep");
        }
    }
}

/// `POST /_longshore/reset`: forgets every record, plants the first ones anew, and has the agent join again as a new
/// machine. Log events are kept under ids of their groups and streams, so without these records nobody sees them;
/// the next upkeep frees their disk.
pub(crate) fn reset(composed: &Composed, seed: Seed, node: Arc<Node>) -> gateway::Reset {
    let kernel = Arc::clone(&composed.kernel);
    let runtime = tokio::runtime::Handle::current();
    Arc::new(move || {
        kernel.store.reset().map_err(|e| e.to_string())?;
        // A memory store commits at once: planting never waits.
        let planted = seed
            .plant(&kernel)
            .now_or_never()
            .ok_or_else(|| anyhow!("the store did not commit at once"));
        let keys = planted.and_then(|keys| keys).map_err(|e| format!("{e:#}"))?;
        let node = Arc::clone(&node);
        runtime.spawn(async move {
            if let Err(e) = node.rejoin(keys.node).await {
                tracing::error!(error = format!("{e:#}"), "the agent did not join again");
            }
        });
        Ok(())
    })
}
