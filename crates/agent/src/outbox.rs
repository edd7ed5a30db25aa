//! Delivers reports: in order within a task, up to ten tasks at a time, until the control plane has taken or refused each.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::{Semaphore, mpsc};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{debug, warn};
use wire::acs::BLACK_BOX;

use crate::api::Api;
use crate::backoff::Backoff;
use crate::blackbox;
use crate::dice;
use crate::journal::{Journal, Pending};
use crate::logs::Logs;
use crate::tasks::Tasks;

const AT_ONCE: usize = 10;
/// One second, times 1.3, up to 30 seconds, for ever: as the official agent.
const RETRY: Backoff = Backoff::new(Duration::from_secs(1), Duration::from_secs(30), 1.3);

/// Who waits for a task's end wants to read its last lines then, so the report waits a moment for them.
const LAST_LINES: Duration = Duration::from_secs(2);

/// Answers after which asking again is in vain: the control plane does not know the task, or its cluster.
const REFUSALS: [&str; 3] = [
    "InvalidParameterException",
    "ClientException",
    "ClusterNotFoundException",
];

/// What delivery needs.
#[derive(Clone)]
pub(crate) struct Outbox {
    pub(crate) api: Arc<Api>,
    pub(crate) journal: Arc<Journal>,
    pub(crate) cluster: String,
    pub(crate) logs: Logs,
    pub(crate) tasks: Arc<Tasks>,
    pub(crate) stop: CancellationToken,
    pub(crate) tracker: TaskTracker,
}

impl Outbox {
    /// Takes reports as they come and gives each task a worker while it has some.
    pub(crate) async fn run(self, mut incoming: mpsc::UnboundedReceiver<Pending>) {
        let permits = Arc::new(Semaphore::new(AT_ONCE));
        let mut queues: HashMap<String, VecDeque<Pending>> = HashMap::new();
        let (done, mut finished) = mpsc::unbounded_channel::<String>();
        loop {
            let task = tokio::select! {
                () = self.stop.cancelled() => return,
                report = incoming.recv() => {
                    let Some(report) = report else { return };
                    let task = report.change.task.clone();
                    let queue = queues.entry(task.clone()).or_default();
                    queue.push_back(report);
                    if queue.len() > 1 {
                        continue;
                    }
                    task
                }
                task = finished.recv() => {
                    let Some(task) = task else { return };
                    let Some(queue) = queues.get_mut(&task) else { continue };
                    queue.pop_front();
                    if queue.is_empty() {
                        queues.remove(&task);
                        continue;
                    }
                    task
                }
            };
            let Some(next) = queues.get(&task).and_then(|q| q.front()).cloned() else {
                continue;
            };
            let (this, done, permits) = (self.clone(), done.clone(), permits.clone());
            self.tracker.spawn(async move {
                let stop = this.stop.clone();
                let work = async {
                    let _permit = permits.acquire().await;
                    this.deliver(&next).await;
                };
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = work => { let _ = done.send(task); }
                }
            });
        }
    }

    /// What is known of the containers, in members that other control planes leave alone.
    async fn black_boxes(&self, task: &str) -> Option<Value> {
        let record = self.journal.task(task).ok().flatten()?;
        let boxes = blackbox::gather(&self.tasks, &record).await;
        let told = boxes.iter().filter_map(|b| {
            let text = serde_json::to_string(b).ok()?;
            Some(json!({
                "containerName": b.name,
                "managedAgentName": "ExecuteCommandAgent",
                "status": "STOPPED",
                "reason": format!("{BLACK_BOX}{text}"),
            }))
        });
        Some(told.collect())
    }

    async fn deliver(&self, report: &Pending) {
        let Ok(Value::Object(mut body)) = serde_json::to_value(&report.change) else {
            return;
        };
        body.insert("cluster".to_owned(), json!(self.cluster));
        let mut body = Value::Object(body);
        if report.change.status == "STOPPED" {
            self.logs.settle(&report.change.task, LAST_LINES).await;
            let told = self.black_boxes(&report.change.task).await;
            if let (Some(told), Value::Object(body)) = (told, &mut body) {
                body.insert("managedAgents".to_owned(), told);
            }
        }
        let mut backoff = RETRY;
        loop {
            match self.api.ecs("SubmitTaskStateChange", body.clone()).await {
                Ok(_) => break,
                Err(e) if REFUSALS.contains(&e.code()) => {
                    warn!(task = report.change.task, error = %e, "the control plane will not have a report");
                    break;
                }
                Err(e) => debug!(task = report.change.task, error = %e, "a report is sent again"),
            }
            tokio::time::sleep(backoff.next(dice::unit())).await;
        }
        if let Err(e) = self.journal.delivered(report.id) {
            // It will be sent once more after a restart, which the control plane takes.
            warn!(error = %e, "the journal cannot be written");
        }
    }
}
