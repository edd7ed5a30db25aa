//! The node's tasks: one actor per task (`actor.rs`) is the only writer of that task's record; engine calls run beside it
//! (`work.rs`) and come back as events.

mod actor;
mod work;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use anyhow::Context;
use parking_lot::{Mutex, RwLock};
use tokio::sync::{Notify, Semaphore, mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::warn;
use wire::acs;

use crate::clock;
use crate::config::PullPolicy;
use crate::engine::body::Site;
use crate::engine::{Desired, Event, Known, Rules, TaskRecord, Told, firelens, refuse};
use crate::env_files::EnvFiles;
use crate::firewall::Firewall;
use crate::groups;
use crate::health::Checks;
use crate::images::Images;
use crate::journal::{Journal, Pending};
use crate::logs::Logs;
use crate::metadata::Edge;
use crate::registry::Ecr;
use crate::runtime::{Image, Millis, Notice};
use crate::slot::Slot;

/// How long a finished task is remembered after its containers are gone, so that a late payload cannot start it again.
const REMEMBER: Millis = 24 * 3600 * 1000;

/// What can wait lets tasks that start go first for this long.
const LULL: Duration = Duration::from_secs(5);

/// What the actors share.
pub(crate) struct Tasks {
    pub(crate) journal: Arc<Journal>,
    pub(crate) slot: Slot,
    pub(crate) site: Site,
    pub(crate) rules: Rules,
    pub(crate) pull: PullPolicy,
    pub(crate) outbox: mpsc::UnboundedSender<Pending>,
    pub(crate) logs: OnceLock<Logs>,
    pub(crate) edge: OnceLock<Arc<Edge>>,
    pub(crate) firewall: Arc<Firewall>,
    pub(crate) checks: OnceLock<Arc<Checks>>,
    pub(crate) env_files: OnceLock<EnvFiles>,
    pub(crate) registry: OnceLock<Arc<Ecr>>,
    /// Starts in flight; more than twice the cores only queue in the engine.
    pub(crate) starts: Semaphore,
    pub(crate) images: Mutex<HashMap<String, (Image, Instant)>>,
    pub(crate) care: Arc<Images>,
    pub(crate) stop: CancellationToken,
    pub(crate) tracker: TaskTracker,
    /// Groups that helpers have made, by parent; one helper at a time.
    pub(crate) grouped: tokio::sync::Mutex<BTreeSet<String>>,
    actors: Mutex<BTreeMap<String, mpsc::UnboundedSender<Message>>>,
    views: RwLock<BTreeMap<String, Arc<TaskRecord>>>,
    /// The most memory that running containers were seen to use, by engine name.
    peaks: Mutex<HashMap<String, u64>>,
    /// Told when a record has changed.
    moved: Notify,
    /// Sandboxes that were made ahead and run, by engine name, with their ids.
    warm: Mutex<HashMap<String, String>>,
}

struct Message {
    event: Event,
    /// Told when the event and what follows from it are stored.
    stored: Option<oneshot::Sender<()>>,
}

/// What a new [`Tasks`] is made of.
pub(crate) struct Parts {
    pub(crate) journal: Arc<Journal>,
    pub(crate) slot: Slot,
    pub(crate) site: Site,
    pub(crate) rules: Rules,
    pub(crate) pull: PullPolicy,
    pub(crate) care: Arc<Images>,
    pub(crate) outbox: mpsc::UnboundedSender<Pending>,
    pub(crate) stop: CancellationToken,
    pub(crate) tracker: TaskTracker,
}

impl Tasks {
    pub(crate) fn new(parts: Parts) -> Arc<Tasks> {
        let cores = usize::try_from(parts.site.cpus).unwrap_or(1);
        let firewall = Arc::new(Firewall::new(parts.site.doors.clone()));
        Arc::new(Tasks {
            journal: parts.journal,
            slot: parts.slot,
            site: parts.site,
            rules: parts.rules,
            pull: parts.pull,
            outbox: parts.outbox,
            logs: OnceLock::new(),
            edge: OnceLock::new(),
            firewall,
            checks: OnceLock::new(),
            env_files: OnceLock::new(),
            registry: OnceLock::new(),
            starts: Semaphore::new(2 * cores.max(1)),
            images: Mutex::default(),
            care: parts.care,
            stop: parts.stop,
            tracker: parts.tracker,
            grouped: Default::default(),
            actors: Mutex::default(),
            views: RwLock::default(),
            peaks: Mutex::default(),
            moved: Notify::new(),
            warm: Mutex::default(),
        })
    }

    /// Takes up what the journal knows. The containers are looked at when the engine is up.
    pub(crate) fn load(self: &Arc<Tasks>) -> anyhow::Result<()> {
        for record in self.journal.tasks()? {
            if !record.cleaned {
                self.spawn(record, Event::LookAround);
            }
        }
        self.sweep()
    }

    /// Forgets tasks that have been over for long.
    pub(crate) fn sweep(&self) -> anyhow::Result<()> {
        for record in self.journal.tasks()? {
            let long_over = record.stopped_at.is_none_or(|at| clock::now() - at > REMEMBER);
            if record.cleaned && long_over {
                self.journal.forget(&record.task.arn)?;
            }
        }
        Ok(())
    }

    /// The node, with what its engine can do.
    pub(crate) async fn site_now(&self) -> Site {
        let powers = self.slot.powers().await;
        Site {
            cgroups: powers.cgroups.filter(|how| groups::may_write() || !how.systemd),
            ..self.site.clone()
        }
    }

    /// Takes over one task of a payload. When this returns, it is stored.
    pub(crate) async fn payload(self: &Arc<Tasks>, task: acs::Task) -> anyhow::Result<()> {
        let stop = task.desired_status == "STOPPED";
        let event = || if stop { Event::StopAsked } else { Event::Repeated };
        let (sender, stored) = oneshot::channel();
        let arn = task.arn.clone();
        let running = self.actors.lock().get(&arn).cloned();
        let message = Message {
            event: event(),
            stored: Some(sender),
        };
        let unsent = match running {
            Some(actor) => actor.send(message).err().map(|e| e.0),
            None => Some(message),
        };
        if let Some(message) = unsent {
            let (record, first) = match self.journal.task(&arn)? {
                Some(known) => (known, event()),
                None => (self.fresh(task, stop), Event::Begin),
            };
            self.spawn_with(
                record,
                Message {
                    event: first,
                    ..message
                },
            );
        }
        stored.await.context("the task could not be stored")
    }

    fn fresh(&self, task: acs::Task, stop: bool) -> TaskRecord {
        let mut task = firelens::with_dependencies(task);
        if let Some(registry) = self.registry.get() {
            task.containers.iter_mut().for_each(|c| registry.settle(c));
        }
        let refused = if stop { None } else { refuse::unsupported(&task) };
        let mut record = TaskRecord::new(task);
        if stop || refused.is_some() {
            record.desired = Desired::Stopped;
        }
        if let Some(why) = refused {
            warn!(task = record.task.arn, why, "a task is refused");
            for c in &mut record.containers {
                c.reason = Some(why.clone());
            }
            record.reason = Some(why);
        }
        record
    }

    /// Everything is looked at again: the engine came back.
    pub(crate) fn look_around(&self) {
        self.images.lock().clear();
        self.warm.lock().clear();
        if let Some(edge) = self.edge.get() {
            edge.look_around();
        }
        for actor in self.actors.lock().values() {
            let _ = actor.send(Message {
                event: Event::LookAround,
                stored: None,
            });
        }
    }

    /// The engine says that something happened to a container.
    pub(crate) fn notice(&self, notice: &Notice) {
        self.cool(&notice.name);
        let found = self
            .views
            .read()
            .values()
            .find_map(|r| Some((r.task.arn.clone(), r.named(&notice.name)?)));
        if let Some((arn, c)) = found {
            self.send(&arn, Event::Noticed { c });
        } else if let Some(edge) = self.edge.get() {
            edge.relay_notice(&notice.name);
        }
    }

    pub(crate) fn send(&self, arn: &str, event: Event) {
        if let Some(actor) = self.actors.lock().get(arn) {
            let _ = actor.send(Message { event, stored: None });
        }
    }

    /// Asks a task to stop, as a payload would.
    pub(crate) fn ask_to_stop(&self, arn: &str) {
        self.send(arn, Event::StopAsked);
    }

    /// Stops everything: the control plane that wanted it is no more.
    pub(crate) fn stop_all(&self) {
        for actor in self.actors.lock().values() {
            let _ = actor.send(Message {
                event: Event::StopAsked,
                stored: None,
            });
        }
    }

    /// A sandbox that was made ahead runs.
    pub(crate) fn warmed(&self, name: &str, id: &str) {
        self.warm.lock().insert(name.to_owned(), id.to_owned());
    }

    /// It may run no more.
    pub(crate) fn cool(&self, name: &str) {
        self.warm.lock().remove(name);
    }

    /// The id of a sandbox that runs already.
    pub(crate) fn warm(&self, name: &str) -> Option<String> {
        self.warm.lock().get(name).cloned()
    }

    /// Waits until no task is being started, for what can wait; but not for long.
    pub(crate) async fn lull(&self) {
        let over = tokio::time::Instant::now() + LULL;
        loop {
            let moved = self.moved.notified();
            let mut moved = std::pin::pin!(moved);
            moved.as_mut().enable();
            let fresh = clock::now() - LULL.as_millis() as Millis;
            let starting = |r: &TaskRecord| {
                let awaited = r.desired == Desired::Running && r.known() < Known::Running;
                awaited && r.pull_started_at.is_none_or(|at| at > fresh)
            };
            let busy = self.views.read().values().any(|r| starting(r));
            if !busy || tokio::time::timeout_at(over, moved).await.is_err() {
                return;
            }
        }
    }

    /// Takes note of what a container uses.
    pub(crate) fn note_peak(&self, container: &str, bytes: u64) {
        let mut peaks = self.peaks.lock();
        let peak = peaks.entry(container.to_owned()).or_default();
        *peak = (*peak).max(bytes);
    }

    pub(crate) fn peak(&self, container: &str) -> Option<i64> {
        let peak = self.peaks.lock().get(container).copied();
        peak.and_then(|p| i64::try_from(p).ok()).filter(|p| *p > 0)
    }

    /// The records as they stand, finished ones included until they are cleaned up.
    pub(crate) fn views(&self) -> Vec<Arc<TaskRecord>> {
        self.views.read().values().cloned().collect()
    }

    pub(crate) fn view(&self, arn: &str) -> Option<Arc<TaskRecord>> {
        self.views.read().get(arn).cloned()
    }

    /// Tasks that are wanted here and not over.
    pub(crate) fn alive(&self) -> Vec<Arc<TaskRecord>> {
        let mut all = self.views();
        all.retain(|r| {
            r.desired == Desired::Running && r.known() != Known::Stopped && r.told != Told::Stopped
        });
        all
    }

    fn spawn(self: &Arc<Tasks>, record: TaskRecord, event: Event) {
        self.spawn_with(record, Message { event, stored: None });
    }

    fn spawn_with(self: &Arc<Tasks>, record: TaskRecord, first: Message) {
        let (sender, inbox) = mpsc::unbounded_channel();
        let arn = record.task.arn.clone();
        let _ = sender.send(first);
        // Two payloads may race for the same new task: the first actor wins and gets both messages.
        let mut actors = self.actors.lock();
        if let Some(there) = actors.get(&arn).filter(|a| !a.is_closed()) {
            let mut inbox = inbox;
            while let Ok(message) = inbox.try_recv() {
                let event = if message.event == Event::Begin {
                    Event::Repeated
                } else {
                    message.event
                };
                let _ = there.send(Message {
                    event,
                    stored: message.stored,
                });
            }
            return;
        }
        actors.insert(arn, sender.clone());
        drop(actors);
        self.publish(&record);
        self.tracker
            .spawn(actor::run(self.clone(), record, sender.downgrade(), inbox));
    }

    fn publish(&self, record: &TaskRecord) {
        self.views
            .write()
            .insert(record.task.arn.clone(), Arc::new(record.clone()));
        self.moved.notify_waiters();
    }

    fn retire(&self, arn: &str) {
        self.actors.lock().remove(arn);
        if let Some(record) = self.views.write().remove(arn) {
            let mut peaks = self.peaks.lock();
            for c in 0..record.containers.len() {
                peaks.remove(&record.engine_name(c));
            }
        }
    }
}
