//! One container's output: follow, batch, deliver, until the container has ended and all is delivered.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::StreamExt;
use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::sync::{Notify, watch};
use tracing::{debug, warn};

use super::Logs;
use super::batch::Batch;
use super::lines::{Event, Lines};
use super::multiline::{self, Join};
use super::queue::{Kept, Queue};
use crate::api::ApiError;
use crate::backoff::Backoff;
use crate::dice;
use crate::engine::body::LogTarget;
use crate::runtime::Trouble;

/// How long a first line waits for company.
const GATHER: Duration = Duration::from_millis(200);
/// How long an event of several lines waits for its next line.
const JOIN: Duration = Duration::from_secs(5);
/// How long reading waits for a service that is away.
const PATIENCE: Duration = Duration::from_secs(5);
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

/// Between the reader and the deliverer of one container.
struct Line {
    queue: Mutex<Queue>,
    more: Notify,
    room: Notify,
    /// All there will ever be is in the queue.
    read: AtomicBool,
}

impl Line {
    /// Queues an event; waits while there is no room for it.
    async fn push(&self, mut event: Event) {
        loop {
            match self.queue.lock().push(event) {
                Kept::Yes | Kept::Dropped => return self.more.notify_one(),
                Kept::NoRoom(back) => event = back,
            }
            self.more.notify_one();
            let _ = tokio::time::timeout(Duration::from_secs(1), self.room.notified()).await;
        }
    }
}

impl One {
    pub(super) async fn run(self) {
        let queue = Mutex::new(Queue::open(
            self.logs.spool.join(&self.name),
            self.target.buffer.unwrap_or(self.logs.spool_limit),
            self.target.buffer.is_some(),
        ));
        // A service that is away is no reason not to read: what the engine keeps is bounded.
        let known = tokio::time::timeout(PATIENCE, self.resume()).await.ok();
        let from = known.unwrap_or(0).max(queue.lock().last().unwrap_or(0));
        let line = Line {
            queue,
            more: Notify::new(),
            room: Notify::new(),
            read: AtomicBool::new(false),
        };
        tokio::join!(self.read(&line, from), self.deliver(&line, known));
        let dropped = line.queue.lock().dropped;
        if dropped > 0 {
            warn!(
                stream = self.target.stream,
                dropped, "log events did not fit into max-buffer-size and were dropped"
            );
        }
        if let Err(e) = self.logs.journal.shipped(&self.name) {
            warn!(container = self.name, error = %e, "the journal cannot be written");
        }
    }

    /// Reads all that the container prints into the queue.
    async fn read(&self, line: &Line, mut position: u64) {
        let target = &self.target;
        let pattern = multiline::pattern(target.multiline.as_deref(), target.datetime.as_deref());
        // One that cannot be read has kept the container from starting.
        let mut join = Join::by(pattern.unwrap_or_default());
        let mut end = self.end.clone();
        loop {
            let ended = *end.borrow_and_update();
            let gone = self.read_through(line, &mut join, &mut position).await;
            if ended || gone {
                break;
            }
            // The engine closed the stream: the container has stopped, or the engine is away. The record will tell; a
            // container that is started again prints on.
            tokio::select! {
                _ = end.changed() => {}
                () = tokio::time::sleep(Duration::from_secs(1)) => {}
            }
        }
        if let Some(event) = join.finish() {
            line.push(event).await;
        }
        line.read.store(true, Ordering::SeqCst);
        line.more.notify_one();
    }

    /// Reads what the engine has and will have until it closes the stream. True when the container is gone.
    async fn read_through(&self, line: &Line, join: &mut Join, position: &mut u64) -> bool {
        let runtime = self.logs.slot.up().await;
        let mut frames = runtime.logs(&self.name, Lines::since_s(*position), true);
        let mut lines = Lines::after(*position);
        let (events, gone) = loop {
            let next = tokio::select! {
                next = frames.next() => next,
                () = tokio::time::sleep(JOIN), if join.is_open() => {
                    if let Some(event) = join.finish() {
                        line.push(event).await;
                    }
                    continue;
                }
            };
            match next {
                Some(Ok(frame)) => {
                    for event in lines.push(&frame) {
                        *position = event.position;
                        if let Some(event) = join.push(event) {
                            line.push(event).await;
                        }
                    }
                }
                Some(Err(e)) => {
                    debug!(container = self.name, error = %e, "the output cannot be read now");
                    break (Vec::new(), e.trouble == Trouble::NotFound);
                }
                // An unfinished line is given out only when nothing can follow it.
                None if *self.end.borrow() => break (lines.finish(), false),
                None => break (Vec::new(), false),
            }
        };
        for event in events {
            *position = event.position;
            if let Some(event) = join.push(event) {
                line.push(event).await;
            }
        }
        gone
    }

    /// Delivers what is in the queue until all has been read and delivered. `known` is what the service has already.
    async fn deliver(&self, line: &Line, known: Option<u64>) {
        let mut after = known;
        loop {
            let whole = line.read.load(Ordering::SeqCst);
            if line.queue.lock().is_empty() {
                if whole {
                    return;
                }
                line.more.notified().await;
                // A first line waits for company; counted from it, so that a container that never pauses is heard.
                tokio::time::sleep(GATHER).await;
                continue;
            }
            let stored = match after {
                Some(position) => position,
                None => self.resume().await,
            };
            after = Some(stored);
            let body = line.queue.lock().batch(stored).map(|batch| self.body(batch));
            if let Some((body, count, last)) = body {
                self.put(body, count).await;
                after = Some(last);
            }
            line.queue.lock().delivered();
            line.room.notify_one();
        }
    }

    fn body(&self, batch: &Batch) -> (Value, usize, u64) {
        let last = batch.position().unwrap_or(0);
        let events: Vec<_> = batch
            .events
            .iter()
            .map(|e| json!({"timestamp": e.at_ms(), "message": e.message}))
            .collect();
        let count = events.len();
        let body = json!({
            "logGroupName": self.target.group,
            "logStreamName": self.target.stream,
            "logEvents": events,
            "sequenceToken": format!("longshore:{}:{last}", self.id),
        });
        (body, count, last)
    }

    /// Delivers a batch, however long it takes; what the service refuses for good is given up with a word in the agent's log.
    async fn put(&self, body: Value, count: usize) {
        let mut backoff = RETRY;
        let mut remade = false;
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
                        Err(e) if !e.is_passing() => return self.give_up(count, &e),
                        _ => {}
                    }
                }
                Err(e) => return self.give_up(count, &e),
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
