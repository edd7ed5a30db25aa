//! TCS: the conversation in which an agent tells how its tasks are. Health goes to the tasks; metrics are
//! acknowledged (CloudWatch takes them once it is there).

use std::sync::Arc;
use std::time::Duration;

use kernel::key::KeyRange;
use kernel::socket::{Event, Listener, Socket, Step};
use kernel::{Arn, Cx, Fault, Time, Txn};
use wire::acs::tcs::{FromAgent, PublishHealthRequest, ToAgent, split_frame};
use wire::acs::{HeartbeatMessage, TextMessage};

use super::scope_of;
use crate::task::record::Task;
use crate::task::store;

/// The agent closes after 60 s of silence.
const HEARTBEAT: Duration = Duration::from_secs(30);

pub(crate) struct Tcs;

impl Listener for Tcs {
    fn path(&self) -> &'static str {
        "/tcs/ws"
    }

    fn action(&self) -> &'static str {
        "ecs:StartTelemetrySession"
    }

    fn accept(&self, cx: &Cx<'_>, t: &mut Txn, query: &[(String, String)]) -> Result<Box<dyn Socket>, Fault> {
        super::instance(cx, t, query, "containerInstance")?;
        Ok(Box::new(Talk {
            beat_at: cx.now + HEARTBEAT,
        }))
    }

    fn refusal(&self, fault: &Fault) -> (u16, String) {
        (
            fault.status,
            serde_json::json!({ &*fault.code: fault.message }).to_string(),
        )
    }
}

#[derive(Clone)]
struct Talk {
    beat_at: Time,
}

impl Socket for Talk {
    fn watches(&self) -> Arc<[KeyRange]> {
        Arc::default()
    }

    fn step(&self, cx: &Cx<'_>, t: &mut Txn, event: &Event) -> Result<Step, Fault> {
        let mut next = self.clone();
        let mut out = Vec::new();
        if let Event::Text(frame) = event {
            // The connection was signed; the frame's own signature only repeats that.
            let json = split_frame(frame).map(|f| f.json).unwrap_or(frame);
            match FromAgent::parse(json) {
                Ok(FromAgent::Metrics(_)) => out.push(ToAgent::AckMetric(TextMessage::default())),
                Ok(FromAgent::InstanceStatus(_)) => {
                    out.push(ToAgent::AckInstanceStatus(TextMessage::default()))
                }
                Ok(FromAgent::Health(h)) => {
                    health(cx, t, &h)?;
                    out.push(ToAgent::AckHealth(TextMessage::default()));
                }
                Ok(FromAgent::Other(kind)) => tracing::debug!(kind, "a TCS message of an unknown type"),
                Err(e) => tracing::warn!(%e, "a TCS frame could not be read"),
            }
        }
        if cx.now >= next.beat_at {
            next.beat_at = cx.now + HEARTBEAT;
            out.push(ToAgent::Heartbeat(HeartbeatMessage {
                message_id: cx.dice().uuid(),
                healthy: Some(true),
            }));
        }
        let wake = Some(next.beat_at);
        Ok(Step {
            next: Box::new(next),
            frames: out.iter().map(ToAgent::to_text).collect(),
            close: None,
            wake,
        })
    }
}

/// Health is told every 20 s; only changes are written.
fn health(cx: &Cx<'_>, t: &mut Txn, h: &PublishHealthRequest) -> Result<(), Fault> {
    for told in &h.tasks {
        let Ok(scope) = scope_of(cx, &told.task_arn) else {
            continue;
        };
        let Some(("task", rest)) = Arn::parse(&told.task_arn).and_then(|a| a.typed()) else {
            continue;
        };
        let Some((cluster, id)) = rest.split_once('/') else {
            continue;
        };
        let Some(old) = t
            .get::<Task>(&Task::key_of(&scope, cluster, id))?
            .filter(|x| !x.state.is_stopped())
        else {
            continue;
        };
        let mut new = (*old).clone();
        for c in &told.containers {
            if let Some(mine) = new
                .containers
                .iter_mut()
                .find(|m| m.name == c.container_name && m.has_health_check)
            {
                mine.health = Some(c.health_status.clone()).filter(|s| s == "HEALTHY" || s == "UNHEALTHY");
            }
        }
        if new.containers != old.containers {
            store::save(cx, t, &old, &mut new)?;
        }
    }
    Ok(())
}
