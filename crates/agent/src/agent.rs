//! Putting the parts together.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::api::Api;
use crate::config::{Config, EngineChoice};
use crate::credentials::Vault;
use crate::engine::Rules;
use crate::engine::body::Site;
use crate::env_files::EnvFiles;
use crate::health::Checks;
use crate::images::Images;
use crate::journal::Journal;
use crate::logs::Logs;
use crate::metadata::{self, Edge};
use crate::net::Dialer;
use crate::outbox::Outbox;
use crate::registry::{self, Ecr};
use crate::registry_proxy::Proxy;
use crate::sandbox::Ready;
use crate::session::{self, Session};
use crate::slot::{self, Engine, Slot};
use crate::tasks::{Parts, Tasks};
use crate::{dice, host, pause};
use crate::{exec, firewall};

/// The agent of one node.
#[derive(Debug)]
pub struct Agent;

/// A running agent. Dropping it does not stop it; [`Handle::shutdown`] does.
#[derive(Clone)]
pub struct Handle {
    session: Arc<Session>,
    slot: Slot,
    stop: CancellationToken,
    tracker: TaskTracker,
}

/// How the agent stands.
#[derive(Clone, Debug)]
pub struct Status {
    /// Known after the first registration.
    pub container_instance_arn: Option<String>,
    /// Whether the control plane's websocket is open.
    pub connected: bool,
    /// The engine's version, or why there is none.
    pub engine: Result<String, String>,
    /// Tasks that are wanted here and not over.
    pub tasks: usize,
    /// What is wrong between the agent and the control plane.
    pub trouble: Option<String>,
}

impl Agent {
    /// Starts the agent in the caller's runtime. It fails only for what waiting cannot cure: a data directory that cannot be
    /// used, an endpoint that is no address. A control plane or an engine that is away is waited for.
    pub async fn start(config: Config) -> anyhow::Result<Handle> {
        let journal = Journal::open(&config.data_dir)
            .with_context(|| format!("data directory `{}`", config.data_dir.display()))?;
        let journal = Arc::new(journal);
        let agent_id = match journal.meta("agent_id")? {
            Some(id) => id,
            None => {
                let id = dice::uuid();
                journal.set_meta("agent_id", &id)?;
                id
            }
        };
        let dialer = Arc::new(Dialer::new(config.ca_file.clone()));
        let api = Arc::new(Api::new(&config, dialer.clone())?);
        let (stop, tracker) = (CancellationToken::new(), TaskTracker::new());
        let slot = Slot::new();
        let (outbox, reports) = mpsc::unbounded_channel();
        let doors = std::path::absolute(&config.data_dir)?.join("doors");
        let vault = Arc::<Vault>::default();
        let tasks = Tasks::new(Parts {
            journal: journal.clone(),
            slot: slot.clone(),
            site: Site {
                agent_id: agent_id.clone(),
                cluster: config.cluster.clone(),
                pause_image: pause::pause_image(),
                cpus: host::measure().cpus,
                cgroups: None,
                routers: std::path::absolute(config.data_dir.join("firelens"))?
                    .display()
                    .to_string(),
                doors: doors.clone(),
            },
            rules: Rules {
                stop_grace_s: i64::try_from(config.stop_timeout.as_secs()).unwrap_or(30),
                keep: i64::try_from(config.keep_stopped.as_millis()).unwrap_or(i64::MAX / 2),
            },
            pull: config.pull,
            care: Arc::new(Images::new(config.images.clone())),
            outbox: outbox.clone(),
            stop: stop.clone(),
            tracker: tracker.clone(),
        });
        let logs = Logs {
            api: api.clone(),
            journal: journal.clone(),
            slot: slot.clone(),
            stop: stop.clone(),
            tracker: tracker.clone(),
            spool: config.data_dir.join("spool"),
            spool_limit: config.log_spool,
            ships: Default::default(),
        };
        let _ = tasks.logs.set(logs.clone());
        let tasks_vault = vault.clone();
        let edge = metadata::Parts {
            config: config.clone(),
            api: api.clone(),
            dialer: dialer.clone(),
            vault: vault.clone(),
            journal: journal.clone(),
            agent_id: agent_id.clone(),
            folder: doors,
            stop: stop.clone(),
            tracker: tracker.clone(),
        };
        let edge = Edge::new(edge, &tasks)?;
        let checks = Checks::new(&tasks, edge.clone(), stop.clone(), tracker.clone());
        tracker.spawn(tasks.care.clone().run(Arc::downgrade(&tasks), stop.clone()));
        let ready = Arc::new(Ready::new());
        let keeping = ready.clone();
        tracker.spawn(keeping.run(Arc::downgrade(&tasks), edge.clone(), stop.clone()));
        let _ = (tasks.edge.set(edge), tasks.checks.set(checks));
        if let Some(endpoint) = &config.s3_endpoint {
            let files = EnvFiles::new(endpoint, &config.region, dialer.clone(), tasks_vault)?;
            let _ = tasks.env_files.set(files);
        }
        let registry = Arc::new(Ecr::new(api.clone(), vault.clone(), &config.endpoint));
        let _ = tasks.registry.set(registry.clone());
        // Beside its control plane an agent has nothing to forward, unless it is told to.
        if config.registry_port.is_some() || registry::port(&config.endpoint).is_none() {
            let proxy = Arc::new(Proxy {
                endpoint: config.endpoint.parse()?,
                dialer: dialer.clone(),
                stop: stop.clone(),
                tracker: tracker.clone(),
            });
            tracker.spawn(proxy.run(registry, config.registry_port));
        }
        for report in journal.pending()? {
            let _ = outbox.send(report);
        }
        tasks.load()?;
        let session = Arc::new(Session {
            config: config.clone(),
            api: api.clone(),
            dialer,
            journal: journal.clone(),
            tasks: tasks.clone(),
            vault,
            ready,
            sessions: Default::default(),
            standing: Default::default(),
            process: dice::uuid(),
            stop: stop.clone(),
            tracker: tracker.clone(),
        });
        let handle = Handle {
            session: session.clone(),
            slot: slot.clone(),
            stop: stop.clone(),
            tracker: tracker.clone(),
        };
        if !matches!(config.engine, EngineChoice::None) {
            let (up, noticed) = (tasks.clone(), tasks.clone());
            tracker.spawn(slot::supervise(
                slot,
                config.engine.clone(),
                agent_id,
                move || up.look_around(),
                move |notice| noticed.notice(notice),
                stop.clone(),
            ));
        }
        let outbox = Outbox {
            api,
            tasks: session.tasks.clone(),
            journal,
            cluster: config.cluster.clone(),
            logs,
            stop: stop.clone(),
            tracker: tracker.clone(),
        };
        tracker.spawn(outbox.run(reports));
        tracker.spawn(join(session));
        Ok(handle)
    }
}

/// How often what is long over is forgotten.
const SWEEP: Duration = Duration::from_secs(3600);

const GOODBYE: Duration = Duration::from_secs(3);

/// Registers and serves.
async fn join(session: Arc<Session>) {
    let own = session.clone();
    session.tracker.spawn(async move {
        tokio::select! {
            () = own.stop.cancelled() => {}
            _ = own.tasks.slot.up() => exec::clear(&own).await,
        }
    });
    let stop = session.stop.clone();
    let arn = tokio::select! {
        () = stop.cancelled() => return,
        arn = session.register() => arn,
    };
    let acs = session::acs::run(session.clone(), arn.clone(), stop.clone());
    let tcs = session::tcs::run(session.clone(), arn, stop.clone());
    session.tracker.spawn(bounded(acs, stop.clone()));
    session.tracker.spawn(bounded(tcs, stop.clone()));
    let rules = firewall::run(session.clone(), stop.clone());
    session.tracker.spawn(bounded(rules, stop.clone()));
    let mut sweep = tokio::time::interval(SWEEP);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = sweep.tick() => {
                if let Err(e) = session.tasks.sweep() {
                    tracing::warn!(error = %e, "the journal cannot be read");
                }
            }
        }
    }
}

/// A session that was told to end gets a moment to say goodbye, whatever it is waiting for.
async fn bounded(session: impl Future<Output = ()>, told: CancellationToken) {
    let patience = async {
        told.cancelled().await;
        tokio::time::sleep(GOODBYE).await;
    };
    tokio::select! {
        () = session => {}
        () = patience => {}
    }
}

impl Handle {
    /// Stops the agent. Containers go on; the next agent on this data directory takes them up.
    pub async fn shutdown(&self) {
        self.stop.cancel();
        self.tracker.close();
        self.tracker.wait().await;
    }

    /// How the agent stands now.
    pub fn status(&self) -> Status {
        let standing = self.session.standing.lock().clone();
        Status {
            container_instance_arn: standing.instance_arn,
            connected: standing.connected,
            engine: match self.slot.now() {
                Engine::Up(_, version) => Ok(version.version),
                Engine::Away(why) => Err(why),
            },
            tasks: self.session.tasks.alive().len(),
            trouble: standing.trouble,
        }
    }
}
