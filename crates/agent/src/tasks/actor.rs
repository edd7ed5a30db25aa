//! One task's loop: event in, record changed and stored, effects out.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tracing::{debug, error};

use super::{Message, Tasks, work};
use crate::clock;
use crate::engine::{Effect, Event, TaskRecord};
use crate::journal::Pending;
use crate::runtime::Millis;

pub(super) async fn run(
    tasks: Arc<Tasks>,
    mut record: TaskRecord,
    own: mpsc::WeakUnboundedSender<Message>,
    mut inbox: mpsc::UnboundedReceiver<Message>,
) {
    let mut wake: Option<Millis> = None;
    loop {
        let message = tokio::select! {
            () = tasks.stop.cancelled() => return,
            message = inbox.recv() => message,
            () = until(wake) => Some(Message { event: Event::Tick, stored: None }),
        };
        let Some(message) = message else { return };
        debug!(task = record.id(), event = ?message.event, "step");
        let step = record.step(message.event, clock::now(), &tasks.rules);
        let changes: Vec<_> = step
            .effects
            .iter()
            .filter_map(|e| {
                if let Effect::Report(change) = e {
                    Some(change)
                } else {
                    None
                }
            })
            .collect();
        tasks.publish(&record);
        if let Some(edge) = tasks.edge.get() {
            edge.follow(&record);
        }
        if let Some(checks) = tasks.checks.get() {
            checks.follow(&record);
        }
        let mut stored = true;
        if step.durable {
            match tasks.journal.save(&record, &changes) {
                Ok(ids) => {
                    for (id, change) in ids.into_iter().zip(changes) {
                        let _ = tasks.outbox.send(Pending {
                            id,
                            change: change.clone(),
                        });
                    }
                }
                Err(e) => {
                    // The control plane sends the payload again, and hears of the task when it can be stored.
                    error!(task = record.id(), error = %e, "the journal cannot be written");
                    stored = false;
                }
            }
        }
        // After the report, so that it does not wait for what the engine is asked now.
        if let Some(logs) = tasks.logs.get() {
            logs.follow(&record);
        }
        // Dropping the sender tells the waiter that nothing was stored.
        if let Some(reply) = message.stored.filter(|_| stored) {
            let _ = reply.send(());
        }
        if record.cleaned {
            tasks.retire(&record.task.arn);
            return;
        }
        wake = None;
        for effect in step.effects {
            match effect {
                Effect::Report(_) => {}
                Effect::Wake(at) => wake = Some(wake.map_or(at, |w| w.min(at))),
                effect => {
                    let Some(sender) = own.upgrade() else { return };
                    let (tasks, record) = (tasks.clone(), Arc::new(record.clone()));
                    let tracker = tasks.tracker.clone();
                    tracker.spawn(async move {
                        let stop = tasks.stop.clone();
                        tokio::select! {
                            () = stop.cancelled() => {}
                            event = work::perform(&tasks, &record, effect) => {
                                let _ = sender.send(Message { event, stored: None });
                            }
                        }
                    });
                }
            }
        }
    }
}

async fn until(wake: Option<Millis>) {
    match wake {
        None => std::future::pending().await,
        Some(at) => {
            let ms = u64::try_from((at - clock::now()).max(0)).unwrap_or(0);
            // One more, so that rounding does not wake the loop before its time.
            tokio::time::sleep(Duration::from_millis(ms + 1)).await;
        }
    }
}
