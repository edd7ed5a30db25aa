//! The two websockets to the control plane.
//!
//! * `socket.rs`: dialling, signing, frames. `acs.rs`: what the control plane wants (payloads, manifests, credentials).
//! * `tcs.rs`: what the node measures. `register.rs`: joining the cluster. `life.rs`: timers and the rules of reconnecting.
//!
//! INVARIANT: a lost connection changes nothing about a container.

pub(crate) mod acs;
mod life;
pub(crate) mod register;
mod sample;
pub(crate) mod socket;
pub(crate) mod tcs;

use std::sync::Arc;

use parking_lot::Mutex;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::api::Api;
use crate::config::Config;
use crate::credentials::Vault;
use crate::exec::Sessions;
use crate::journal::Journal;
use crate::net::Dialer;
use crate::sandbox::Ready;
use crate::tasks::Tasks;

/// What both sessions share.
pub(crate) struct Session {
    pub(crate) config: Config,
    pub(crate) api: Arc<Api>,
    pub(crate) dialer: Arc<Dialer>,
    pub(crate) journal: Arc<Journal>,
    pub(crate) tasks: Arc<Tasks>,
    pub(crate) vault: Arc<Vault>,
    pub(crate) ready: Arc<Ready>,
    pub(crate) sessions: Sessions,
    pub(crate) standing: Mutex<Standing>,
    /// Random, of this process, told to the control plane alone: with it a lost connection is taken over at once.
    pub(crate) process: String,
    pub(crate) stop: CancellationToken,
    pub(crate) tracker: TaskTracker,
}

/// How the node stands with its control plane.
#[derive(Clone, Debug, Default)]
pub(crate) struct Standing {
    pub(crate) instance_arn: Option<String>,
    pub(crate) connected: bool,
    pub(crate) trouble: Option<String>,
}
