//! Container output on its way to the Logs service (log driver `awslogs`).
//!
//! The engine keeps the output in files, the agent follows them and calls `PutLogEvents`. So a control plane that is away never
//! blocks a container, and nothing is lost while the agent is down.
//!
//! * `lines.rs`: frames become events with positions. `multiline.rs`: lines that belong together.
//! * `queue.rs`, `spool.rs`: what waits, in memory or on the disk. `batch.rs`: the service's limits.
//! * `ship.rs`: one container's two loops, reading and delivering.
//!
//! INVARIANT: exactly once. An event's position follows from the engine's record alone and grows strictly; every batch carries
//! `longshore:<container id>:<position of its last event>` as its sequence token, which the service stores with the events. A
//! batch at or before the stored position is not stored again, and a restarted agent goes on right after it.

mod batch;
mod lines;
pub(crate) mod multiline;
mod queue;
mod ship;
mod spool;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::api::{Api, ApiError};
use crate::engine::body::{LogTarget, log_target};
use crate::engine::{Known, TaskRecord};
use crate::journal::Journal;
use crate::slot::Slot;

/// How long a stopped container is kept for output that cannot be delivered.
const KEEP_UNSHIPPED: Duration = Duration::from_secs(24 * 3600);

#[derive(Clone)]
pub(crate) struct Logs {
    pub(crate) api: Arc<Api>,
    pub(crate) journal: Arc<Journal>,
    pub(crate) slot: Slot,
    pub(crate) stop: CancellationToken,
    pub(crate) tracker: TaskTracker,
    /// Where events wait on the disk that cannot be delivered now, a folder a container.
    pub(crate) spool: PathBuf,
    /// Bytes that a container's output may take there.
    pub(crate) spool_limit: u64,
    /// By the container's name on the engine.
    pub(crate) ships: Arc<Mutex<HashMap<String, Ship>>>,
}

/// One container's loop, seen from outside.
pub(crate) struct Ship {
    task: String,
    ended: watch::Sender<bool>,
    done: watch::Receiver<bool>,
}

impl Logs {
    /// Begins to follow what has started, and notes what has ended.
    pub(crate) fn follow(&self, record: &TaskRecord) {
        for (c, container) in record.containers.iter().enumerate() {
            let Some(id) = container.id.as_ref().filter(|_| container.started_at.is_some()) else {
                continue;
            };
            let Some(target) = log_target(record, c) else {
                continue;
            };
            let name = record.engine_name(c);
            let ended = container.known == Known::Stopped;
            let mut ships = self.ships.lock();
            if let Some(ship) = ships.get(&name) {
                ship.ended
                    .send_if_modified(|e| std::mem::replace(e, ended) != ended);
                continue;
            }
            if self.journal.is_shipped(&name).unwrap_or(false) {
                continue;
            }
            let (ended, end) = watch::channel(ended);
            let (finished, done) = watch::channel(false);
            ships.insert(
                name.clone(),
                Ship {
                    task: record.task.arn.clone(),
                    ended,
                    done,
                },
            );
            drop(ships);
            let one = ship::One {
                logs: self.clone(),
                name,
                id: id.clone(),
                target,
                end,
            };
            let stop = self.stop.clone();
            self.tracker.spawn(async move {
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = one.run() => { finished.send_replace(true); }
                }
            });
        }
    }

    /// Waits until all output of the task is delivered, or until it has waited too long for that.
    pub(crate) async fn all_shipped(&self, record: &TaskRecord) {
        self.settle(&record.task.arn, KEEP_UNSHIPPED).await;
        self.ships.lock().retain(|_, ship| ship.task != record.task.arn);
    }

    /// Waits for the task's output, but no longer than this.
    pub(crate) async fn settle(&self, task: &str, at_most: Duration) {
        let waiting: Vec<_> = self
            .ships
            .lock()
            .values()
            .filter(|s| s.task == task)
            .map(|s| s.done.clone())
            .collect();
        let all = async {
            for mut done in waiting {
                // An error means that the loop was cancelled with the agent.
                let _ = done.wait_for(|d| *d).await;
            }
        };
        let _ = tokio::time::timeout(at_most, all).await;
    }

    /// Makes the stream, as the awslogs driver does before a container starts. Only a definite refusal is an error; a control
    /// plane that is away is no reason not to start.
    pub(crate) async fn prepare(&self, record: &TaskRecord, c: usize) -> Result<(), String> {
        let Some(target) = log_target(record, c) else {
            return Ok(());
        };
        let refused = |why: &str| {
            format!(
                "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: {why}"
            )
        };
        multiline::pattern(target.multiline.as_deref(), target.datetime.as_deref())
            .map_err(|e| refused(&e))?;
        match self.make_stream(&target).await {
            Err(e) if !e.is_passing() => {
                Err(refused(&format!("failed to create Cloudwatch log stream: {e}")))
            }
            _ => Ok(()),
        }
    }

    async fn make_stream(&self, target: &LogTarget) -> Result<(), ApiError> {
        let region = target.region.as_deref();
        let names = json!({"logGroupName": target.group, "logStreamName": target.stream});
        let fine = |answer: Result<Value, ApiError>| match answer {
            Err(e) if e.code() == "ResourceAlreadyExistsException" => Ok(()),
            other => other.map(drop),
        };
        match fine(self.api.logs(region, "CreateLogStream", names.clone()).await) {
            Err(e) if e.code() == "ResourceNotFoundException" && target.create_group => {
                fine(
                    self.api
                        .logs(region, "CreateLogGroup", json!({"logGroupName": target.group}))
                        .await,
                )?;
                fine(self.api.logs(region, "CreateLogStream", names).await)
            }
            other => other,
        }
    }
}
