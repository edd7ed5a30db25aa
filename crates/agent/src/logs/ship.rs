//! One container's output: follow, batch, deliver, until the container has ended and all is delivered.

use std::time::Duration;

use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::time::Instant;
use tracing::{debug, warn};

use super::Logs;
use super::batch::Batch;
use super::lines::{Event, Lines};
use crate::api::ApiError;
use crate::backoff::Backoff;
use crate::dice;
use crate::engine::body::LogTarget;
use crate::runtime::Trouble;

/// How long a first line waits for company.
const GATHER: Duration = Duration::from_millis(200);
const RETRY: Backoff = Backoff::new(Duration::from_millis(200), Duration::from_secs(30), 2.0);

pub(super) struct One {
    pub(super) logs: Logs,
    /// On the engine.
    pub(super) name: String,
    pub(super) id: String,
    pub(super) target: LogTarget,
    /// The container has ended for good.
    pub(super) end: watch::Receiver<bool>,
}

impl One {
    pub(super) async fn run(mut self) {
        let mut position = self.resume().await;
        loop {
            let ended = *self.end.borrow_and_update();
            let gone = self.read_through(&mut position).await;
            if ended || gone {
                break;
            }
            // The engine closed the stream: the container has stopped, or the engine is away. The record will tell; a
            // container that is started again prints on.
            tokio::select! {
                _ = self.end.changed() => {}
                () = tokio::time::sleep(Duration::from_secs(1)) => {}
            }
        }
        if let Err(e) = self.logs.journal.shipped(&self.name) {
            warn!(container = self.name, error = %e, "the journal cannot be written");
        }
    }

    /// Reads what the engine has and will have until it closes the stream. True when the container is gone.
    async fn read_through(&self, position: &mut u64) -> bool {
        let runtime = self.logs.slot.up().await;
        let mut frames = runtime.logs(&self.name, Lines::since_s(*position), true);
        let mut lines = Lines::after(*position);
        let mut batch = Batch::default();
        let mut due: Option<Instant> = None;
        loop {
            // Counted from the first line, so that a container that never pauses is heard all the same.
            match batch.events.is_empty() {
                true => due = None,
                false => due = due.or_else(|| Some(Instant::now() + GATHER)),
            }
            let gathering = async {
                match due {
                    Some(at) => tokio::time::sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            let next = tokio::select! {
                next = frames.next() => next,
                () = gathering => {
                    self.deliver(std::mem::take(&mut batch), position).await;
                    due = None;
                    continue;
                }
            };
            match next {
                Some(Ok(frame)) => {
                    for event in lines.push(&frame) {
                        self.add(&mut batch, event, position).await;
                    }
                }
                Some(Err(e)) => {
                    debug!(container = self.name, error = %e, "the output cannot be read now");
                    self.deliver(batch, position).await;
                    return e.trouble == Trouble::NotFound;
                }
                None => {
                    // An unfinished line is given out only when nothing can follow it.
                    if *self.end.borrow() {
                        for event in lines.finish() {
                            self.add(&mut batch, event, position).await;
                        }
                    }
                    self.deliver(batch, position).await;
                    return false;
                }
            }
        }
    }

    async fn add(&self, batch: &mut Batch, event: Event, position: &mut u64) {
        if let Err(event) = batch.add(event) {
            self.deliver(std::mem::take(batch), position).await;
            // An empty batch takes any event.
            let _ = batch.add(event);
        }
    }

    /// Delivers the batch, however long it takes; what the service refuses for good is given up with a word in the agent's log.
    async fn deliver(&self, batch: Batch, position: &mut u64) {
        let Some(last) = batch.position() else { return };
        let events: Vec<_> = batch
            .events
            .iter()
            .map(|e| json!({"timestamp": e.at_ms(), "message": e.message}))
            .collect();
        let body = json!({
            "logGroupName": self.target.group,
            "logStreamName": self.target.stream,
            "logEvents": events,
            "sequenceToken": format!("longshore:{}:{last}", self.id),
        });
        let mut backoff = RETRY;
        let mut remade = false;
        *position = last;
        loop {
            match self.call("PutLogEvents", body.clone()).await {
                Ok(_) => return,
                Err(e) if e.is_passing() => {}
                Err(e) if e.code() == "ResourceNotFoundException" => {
                    match self.logs.make_stream(&self.target).await {
                        Ok(()) if !remade => {
                            remade = true;
                            continue;
                        }
                        Err(e) if !e.is_passing() => return self.give_up(events.len(), &e),
                        _ => {}
                    }
                }
                Err(e) => return self.give_up(events.len(), &e),
            }
            tokio::time::sleep(backoff.next(dice::unit())).await;
        }
    }

    fn give_up(&self, lost: usize, e: &ApiError) {
        warn!(stream = self.target.stream, lost, error = %e, "log events are given up");
    }

    /// The position that the service has, when it is of this container.
    async fn resume(&self) -> u64 {
        let body = json!({"logGroupName": self.target.group, "logStreamNamePrefix": self.target.stream});
        let mut backoff = RETRY;
        let answer = loop {
            match self.call("DescribeLogStreams", body.clone()).await {
                Err(e) if e.is_passing() => tokio::time::sleep(backoff.next(dice::unit())).await,
                other => break other.unwrap_or_default(),
            }
        };
        let streams = answer.get("logStreams").and_then(Value::as_array);
        let own = streams
            .into_iter()
            .flatten()
            .find(|s| s.get("logStreamName").and_then(Value::as_str) == Some(&self.target.stream));
        let token = own.and_then(|s| s.get("uploadSequenceToken")?.as_str());
        token.and_then(|t| position_in(t, &self.id)).unwrap_or(0)
    }

    async fn call(&self, operation: &str, body: Value) -> Result<Value, ApiError> {
        self.logs
            .api
            .logs(self.target.region.as_deref(), operation, body)
            .await
    }
}

/// The position in `longshore:<id>:<position>`.
pub(super) fn position_in(token: &str, id: &str) -> Option<u64> {
    token
        .strip_prefix("longshore:")?
        .strip_prefix(id)?
        .strip_prefix(':')?
        .parse()
        .ok()
}
