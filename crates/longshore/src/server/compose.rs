//! The kernel with the parts of every crate.

use std::sync::Arc;

use anyhow::{Context as _, Result};
use futures_util::FutureExt as _;
use kernel::dice::SystemDice;
use kernel::time::SystemClock;
use kernel::{Clock as _, Kernel, Parts, Store};
use tokio::sync::watch;

use super::Options;
use super::node::Node;
use super::seed::Seed;
use crate::home::Home;

/// What a server is made of.
pub(crate) struct Composed {
    pub kernel: Arc<Kernel>,
    pub logs: Arc<super::observe_shim::Logs>,
}

/// All services. Each line is a crate.
pub(crate) fn parts(logs: &Arc<super::observe_shim::Logs>) -> Parts {
    Parts::new()
        .and(ecs::parts())
        .and(network::parts())
        .and(identity::parts())
        .and(super::observe_shim::parts(Arc::clone(logs)))
}

pub(crate) async fn compose(home: &Home, options: &Options) -> Result<Composed> {
    let master = home.master_key()?;
    let store: Arc<dyn Store> = if options.ephemeral {
        Arc::new(store::Memory::default())
    } else {
        Arc::new(store::Embedded::open(home.path(), &master)?)
    };
    let logs = super::observe_shim::Logs::open(&home.join("logs"), &master)
        .await
        .context("opening the log store")?;
    let logs = Arc::new(logs);
    let kernel = Kernel::new(
        store,
        Arc::new(SystemClock),
        Arc::new(SystemDice::default()),
        Arc::new(identity::Iam::default()),
        parts(&logs),
    );
    Ok(Composed { kernel, logs })
}

/// Keeps the log store in shape: seals, merges and expires, off the request path.
pub(crate) async fn upkeep(logs: Arc<super::observe_shim::Logs>, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            _ = stop.wait_for(|s| *s) => return,
            () = tokio::time::sleep(std::time::Duration::from_secs(30)) => {}
        }
        if let Err(e) = logs.tick(SystemClock.now()).await {
            tracing::error!(%e, "the log store's upkeep");
        }
    }
}

/// `POST /_longshore/reset`: forgets every record and event, plants the first ones anew, and has the agent join
/// again as a new machine.
pub(crate) fn reset(composed: &Composed, seed: Seed, node: Arc<Node>) -> gateway::Reset {
    let (kernel, logs) = (Arc::clone(&composed.kernel), Arc::clone(&composed.logs));
    let runtime = tokio::runtime::Handle::current();
    Arc::new(move || {
        kernel.store.reset().map_err(|e| e.to_string())?;
        logs.reset().map_err(|e| e.to_string())?;
        // A memory store commits at once: planting never waits.
        let keys = seed
            .plant(&kernel)
            .now_or_never()
            .ok_or("the store did not commit at once")?
            .map_err(|e| e.to_string())?;
        let node = Arc::clone(&node);
        runtime.spawn(async move {
            if let Err(e) = node.rejoin(keys.node).await {
                tracing::error!(%e, "the agent did not join again");
            }
        });
        Ok(())
    })
}
