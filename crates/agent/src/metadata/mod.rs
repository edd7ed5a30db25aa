//! What a task sees of its agent: metadata, its role's credentials, its protection, and the way to the control plane.
//!
//! All of it is at 169.254.170.2: on port 80 for tasks in a sandbox, as on AWS; on another for those without one, who share
//! the host's ports (`crates/pause/src/door.rs`). Who asks is known by the door that is used:
//! * `door.rs`: a folder of unix sockets for each sandbox, mounted into it; what comes through it is the sandbox's task.
//! * `relay.rs`: tasks without a sandbox (`bridge` and `host`) share one helper container in the host's namespace, and
//!   are known by the random id in their paths alone. A task of mode `none` has no way out and is given nothing.
//! * `serve.rs`: requests to answers. `v4.rs`: task and container as the endpoint shows them (pure). `limit.rs`: 40
//!   requests a second for each task. `stats.rs`: the engine's counters, at most once a second for each container.
//!   Names that a sandbox asks for are `dns/` and `connect/`; here is only their door.
//!   `protect.rs`: task protection. `pipe.rs`: bytes to the control plane, unchanged.
//!
//! The shapes are those of the Amazon ECS task metadata endpoint, versions 2, 3 and 4 (ECS Developer Guide).
//!
//! INVARIANTS: a task reaches its own data only. The node's own credentials are never served. Ids are 128 bits of an HMAC
//! with the node's secret, so that a restarted agent knows the same ones. Credentials live in memory only.

mod door;
mod limit;
mod pipe;
mod protect;
mod relay;
mod serve;
mod stats;
#[cfg(test)]
mod tests;
mod v4;

pub(crate) use door::connect;

use std::collections::HashMap;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, Weak};

use aws_lc_rs::hmac;
use parking_lot::Mutex;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::api::Api;
use crate::config::{Config, EngineChoice};
use crate::connect::Connect;
use crate::credentials::Vault;
use crate::dice;
use crate::dns::{Asker, Directory, Names, servers};
use crate::engine::inject::{Access, CredentialsUri};
use crate::engine::names::hex;
use crate::engine::{Known, TaskRecord};
use crate::journal::Journal;
use crate::net::Dialer;
use crate::tasks::Tasks;

const SECRET: &str = "metadata_secret";
/// The attachment that names the namespace whose names of Service Connect a task knows.
const NAMESPACE: &str = "longshore.namespace";
/// Where tasks find everything.
const HOST: &str = "http://169.254.170.2";
const RELAYED: &str = "http://169.254.170.2:51679";

/// The machine's own resolvers.
const RESOLVERS: &str = "/etc/resolv.conf";

/// Who asks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Caller {
    /// The task in the sandbox of this network interface.
    Sandbox(String),
    /// Some task of this agent that has no sandbox.
    Relay,
}

/// The agent's side of the metadata address.
pub(crate) struct Edge {
    config: Config,
    api: Arc<Api>,
    dialer: Arc<Dialer>,
    vault: Arc<Vault>,
    journal: Arc<Journal>,
    tasks: Weak<Tasks>,
    key: hmac::Key,
    agent_id: String,
    /// Eight digits that name this agent among those of the machine.
    digits: String,
    folder: PathBuf,
    doors: Mutex<HashMap<String, CancellationToken>>,
    limits: limit::Limits,
    stats: stats::Cache,
    names: Names,
    connect: Connect,
    relay: relay::Relay,
    stop: CancellationToken,
    tracker: TaskTracker,
}

/// What an edge is made of.
pub(crate) struct Parts {
    pub(crate) config: Config,
    pub(crate) api: Arc<Api>,
    pub(crate) dialer: Arc<Dialer>,
    pub(crate) vault: Arc<Vault>,
    pub(crate) journal: Arc<Journal>,
    pub(crate) agent_id: String,
    pub(crate) folder: PathBuf,
    pub(crate) stop: CancellationToken,
    pub(crate) tracker: TaskTracker,
}

impl Edge {
    pub(crate) fn new(parts: Parts, tasks: &Arc<Tasks>) -> anyhow::Result<Arc<Edge>> {
        let secret = match parts.journal.meta(SECRET)? {
            Some(secret) => secret,
            None => {
                let secret = format!("{}{}", dice::uuid(), dice::uuid());
                parts.journal.set_meta(SECRET, &secret)?;
                secret
            }
        };
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, parts.agent_id.as_bytes());
        let directory = Arc::new(Directory::new(parts.api.clone()));
        let edge = Arc::new(Edge {
            names: Names::new(directory.clone(), RESOLVERS.into()),
            connect: Connect::new(directory),
            key: hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()),
            digits: hex(digest.as_ref().get(..4).unwrap_or_default()),
            config: parts.config,
            api: parts.api,
            dialer: parts.dialer,
            vault: parts.vault,
            journal: parts.journal,
            tasks: Arc::downgrade(tasks),
            agent_id: parts.agent_id,
            folder: parts.folder,
            doors: Mutex::default(),
            limits: limit::Limits::default(),
            stats: stats::Cache::default(),
            relay: relay::Relay::default(),
            stop: parts.stop,
            tracker: parts.tracker,
        });
        if edge.has_relay() {
            edge.open_relay();
        }
        Ok(edge)
    }

    /// Whose names are asked for.
    fn asker(&self, caller: &Caller) -> Asker {
        let Caller::Sandbox(eni) = caller else {
            return Asker {
                namespace: None,
                door: None,
            };
        };
        let tasks = self.tasks.upgrade();
        let views = tasks.map(|t| t.views()).unwrap_or_default();
        let task = views.iter().find(|r| self::eni(r) == Some(eni.as_str()));
        let attachments = task.map(|r| r.task.attachments.as_slice()).unwrap_or_default();
        let namespace = attachments.iter().find(|a| a.attachment_type == NAMESPACE);
        Asker {
            namespace: namespace.map(|a| a.attachment_arn.clone()),
            door: Some(self.door(eni)),
        }
    }

    /// Only an engine of this machine can hold a helper in this machine's namespace.
    fn has_relay(&self) -> bool {
        matches!(self.config.engine, EngineChoice::Auto | EngineChoice::Host(_))
    }

    /// The id of a container in its paths.
    fn id(&self, record: &TaskRecord, container: &str) -> String {
        let text = format!("{}\0{container}", record.task.arn);
        let tag = hmac::sign(&self.key, text.as_bytes());
        format!(
            "{}-{}",
            self.digits,
            hex(tag.as_ref().get(..16).unwrap_or_default())
        )
    }

    /// What container `c` is told of the way here; `None` where there is no way.
    ///
    /// # Errors
    /// A reason for the task's end: its role's credentials could not be had.
    pub(crate) async fn access(&self, record: &TaskRecord, c: usize) -> Result<Option<Access>, String> {
        let Some(spec) = record.spec(c) else {
            return Ok(None);
        };
        let role = record
            .task
            .role_credentials
            .as_ref()
            .map(|r| r.credentials_id.as_str());
        let mut resolvers = Vec::new();
        let (base, credentials, endpoint) = match record.task.network_mode.as_deref() {
            Some("none") => return Ok(None),
            Some("awsvpc") => (
                HOST,
                role.map(|id| CredentialsUri::Relative(format!("/v2/credentials/{id}"))),
                format!("{HOST}:51677"),
            ),
            _ => match self.relayed().await {
                Ok((port, names)) => (
                    {
                        resolvers = self.resolvers(record, names);
                        RELAYED
                    },
                    role.map(|id| {
                        CredentialsUri::Full(format!("{RELAYED}/v2/credentials/{}-{id}", self.digits))
                    }),
                    format!("{HOST}:{port}"),
                ),
                Err(why) if role.is_some() => {
                    return Err(format!(
                        "ResourceInitializationError: the task's credentials cannot be served: {why}"
                    ));
                }
                Err(_) => return Ok(None),
            },
        };
        Ok(Some(Access {
            base: base.to_owned(),
            id: self.id(record, &spec.name),
            credentials,
            endpoint,
            region: region(record).unwrap_or(&self.config.region).to_owned(),
            resolvers,
        }))
    }

    /// Whom a task on a bridge asks for names: the relay, and the machine's own resolvers should it be gone. The engine
    /// gives a task on the host's network what the host has, whatever it is told.
    fn resolvers(&self, record: &TaskRecord, names: bool) -> Vec<String> {
        let bridge = matches!(record.task.network_mode.as_deref(), None | Some("" | "bridge"));
        if !names || !bridge {
            return Vec::new();
        }
        let text = std::fs::read_to_string(RESOLVERS).unwrap_or_default();
        let theirs = servers(&text).into_iter().map(|s| s.ip());
        let reached = theirs.filter(|ip| !ip.is_loopback()).take(2);
        let own = std::iter::once(IpAddr::V4(self.names_address()));
        own.chain(reached).map(|ip| ip.to_string()).collect()
    }

    /// Keeps the doors as the task's life wants them.
    pub(crate) fn follow(self: &Arc<Edge>, record: &TaskRecord) {
        let over = record.cleaned || record.known() == Known::Stopped;
        if over && let Some(role) = &record.task.role_credentials {
            self.vault.forget(&role.credentials_id);
        }
        let Some(eni) = eni(record) else { return };
        match over {
            true => self.close_door(eni),
            false => self.open_door(eni),
        }
    }
}

/// The network interface of an awsvpc task.
fn eni(record: &TaskRecord) -> Option<&str> {
    let awsvpc = record.task.network_mode.as_deref() == Some("awsvpc");
    let eni = record
        .task
        .elastic_network_interfaces
        .first()
        .filter(|_| awsvpc)?;
    Some(eni.ec2_id.as_str()).filter(|id| !id.is_empty())
}

fn region(record: &TaskRecord) -> Option<&str> {
    record.task.arn.split(':').nth(3).filter(|r| !r.is_empty())
}
