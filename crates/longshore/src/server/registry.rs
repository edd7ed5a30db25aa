//! The registry: its folder, its place in the gateway, freeing its disk.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use gateway::{SiteAnswer, SiteRequest};
use identity::policy::{Policy, PolicyKind};
use kernel::Kernel;
use registry::distribution::{self, Deed, Peer};
use registry::{Blobs, Imports, Registry, Stretch};
use tokio::sync::watch;

use super::upstream::Outside;
use crate::config::Config;
use crate::home::Home;

/// How often layers that nobody has leave the disk.
const UPKEEP: Duration = Duration::from_secs(3600);

pub(crate) fn open(home: &Home, config: &Config) -> Result<Arc<Registry>> {
    Ok(Arc::new(Registry {
        blobs: Blobs::open(home.join("registry")).context("opening the registry's folder")?,
        host: format!("localhost:{}", config.port).into(),
        grammar,
        upstream: Arc::new(Outside::new(config.registry.upstreams.clone())),
        imports: Imports::default(),
    }))
}

fn grammar(text: &str) -> Result<(), String> {
    Policy::parse(text, PolicyKind::Resource)
        .map(|_| ())
        .map_err(|e| e.to_string())
}

/// The registry at `/v2/`.
pub(crate) struct Site(pub Arc<Registry>);

impl gateway::Site for Site {
    fn prefix(&self) -> &str {
        distribution::PREFIX
    }

    fn serve(self: Arc<Self>, kernel: Arc<Kernel>, request: SiteRequest) -> SiteAnswer {
        let peer = Peer {
            ip: request.address.ip(),
            secure: request.secure,
            id: request.id,
        };
        let registry = Arc::clone(&self.0);
        Box::pin(async move {
            let mut answer = distribution::serve(registry, kernel, request.request, peer).await;
            if let Some(Stretch { file, range }) = answer.extensions_mut().remove() {
                answer.extensions_mut().insert(gateway::Stretch { file, range });
            }
            if let Some(deed) = answer.extensions_mut().remove::<Deed>() {
                answer.extensions_mut().insert(gateway::Deed {
                    service: "ecr",
                    action: deed.action,
                    read_only: deed.read_only,
                    region: deed.region,
                    principal: deed.principal,
                    resource: deed.repository,
                    error: deed.error,
                });
            }
            answer
        })
    }
}

/// Frees the disk from time to time, until the server stops.
pub(crate) async fn upkeep(kernel: Arc<Kernel>, registry: Arc<Registry>, mut stop: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            stopped = stop.wait_for(|s| *s) => {
                drop(stopped);
                return;
            }
            () = tokio::time::sleep(UPKEEP) => {}
        }
        match registry::collect(&kernel, &registry).await {
            Ok(0) => {}
            Ok(n) => tracing::info!(layers = n, "the registry's disk was tidied up"),
            Err(e) => tracing::error!(error = %e, "the registry's upkeep"),
        }
    }
}
