//! Health checks that the agent makes itself, so that an image needs no tool for it: HTTP, TCP and gRPC.
//!
//! * `judge.rs`: what the answers of checks mean, in Docker's terms (pure). `ask.rs`: one check on an open connection.
//! * This file: a loop for each running container that has one, and the way into its network: through the sandbox's
//!   pause program, by the container's address on the bridge, or on the host.
//!
//! On the bridge the check comes from outside of the container: a program that listens on its loopback alone is not seen.
//! What is found goes to the task's engine as an event; from there it is like Docker's own opinion.

mod ask;
mod judge;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Weak};
use std::time::Duration;

use parking_lot::Mutex;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use wire::acs::{HealthProbe, Probe};

use crate::clock;
use crate::engine::{Event, Known, TaskRecord};
use crate::metadata::{Edge, connect};
use crate::net::Line;
use crate::runtime::Millis;
use crate::tasks::Tasks;
use judge::Judge;

/// As many as Docker keeps in its own health log.
const KEPT: usize = 5;

/// The outcome of one check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Checked {
    pub(crate) at: Millis,
    pub(crate) ok: bool,
    /// Status line, or why there was no answer.
    pub(crate) output: String,
}

struct Watch {
    /// Which life of the container this is.
    started: Option<Millis>,
    stop: CancellationToken,
}

/// The agent's own checks.
pub(crate) struct Checks {
    tasks: Weak<Tasks>,
    edge: Arc<Edge>,
    /// By the container's name on the engine.
    watches: Mutex<HashMap<String, Watch>>,
    outputs: Mutex<HashMap<String, VecDeque<Checked>>>,
    stop: CancellationToken,
    tracker: TaskTracker,
}

/// The check that the agent makes of container `c`.
fn probe_of(record: &TaskRecord, c: usize) -> Option<&HealthProbe> {
    record.spec(c)?.longshore.as_ref()?.health_probe.as_ref()
}

impl Checks {
    pub(crate) fn new(
        tasks: &Arc<Tasks>,
        edge: Arc<Edge>,
        stop: CancellationToken,
        tracker: TaskTracker,
    ) -> Arc<Checks> {
        Arc::new(Checks {
            tasks: Arc::downgrade(tasks),
            edge,
            watches: Mutex::default(),
            outputs: Mutex::default(),
            stop,
            tracker,
        })
    }

    /// The last checks of a container (its name on the engine), oldest first.
    pub(crate) fn outputs(&self, name: &str) -> Vec<Checked> {
        let outputs = self.outputs.lock();
        outputs.get(name).into_iter().flatten().cloned().collect()
    }

    /// Checks what runs, and nothing else.
    pub(crate) fn follow(self: &Arc<Checks>, record: &TaskRecord) {
        for (c, r) in record.containers.iter().enumerate() {
            let Some(how) = probe_of(record, c) else { continue };
            let name = record.engine_name(c);
            let runs = r.known == Known::Running;
            let mut watches = self.watches.lock();
            if let Some(watch) = watches.get(&name)
                && (!runs || watch.started != r.started_at)
            {
                watch.stop.cancel();
                watches.remove(&name);
            }
            if record.cleaned {
                self.outputs.lock().remove(&name);
            }
            if !runs || watches.contains_key(&name) {
                continue;
            }
            let Ok(probe) = Probe::parse(&how.command) else {
                continue;
            };
            let stop = self.stop.child_token();
            let watch = Watch {
                started: r.started_at,
                stop: stop.clone(),
            };
            watches.insert(name.clone(), watch);
            drop(watches);
            let (checks, how, record) = (self.clone(), how.clone(), Arc::new(record.clone()));
            let judge = Judge::new(&how, r.health, r.started_at.unwrap_or_else(clock::now));
            self.tracker.spawn(async move {
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = checks.watch(record, c, name, &probe, &how, judge) => {}
                }
            });
        }
    }

    async fn watch(
        &self,
        record: Arc<TaskRecord>,
        c: usize,
        name: String,
        probe: &Probe,
        how: &HealthProbe,
        mut judge: Judge,
    ) {
        let seconds = |n: i64| Duration::from_secs(u64::try_from(n).unwrap_or(1).max(1));
        loop {
            tokio::time::sleep(seconds(how.interval)).await;
            let one = async { ask::ask(self.dial(&record, c, probe.port()).await?, probe).await };
            let found = match tokio::time::timeout(seconds(how.timeout), one).await {
                Ok(found) => found,
                Err(_) => Err(format!("Health check exceeded timeout ({}s)", how.timeout)),
            };
            let checked = Checked {
                at: clock::now(),
                ok: found.is_ok(),
                output: found.unwrap_or_else(|e| e),
            };
            let health = judge.hear(checked.ok, checked.at);
            {
                let mut outputs = self.outputs.lock();
                let kept = outputs.entry(name.clone()).or_default();
                kept.push_back(checked);
                if kept.len() > KEPT {
                    kept.pop_front();
                }
            }
            let Some(tasks) = self.tasks.upgrade() else { return };
            if let Some(health) = health {
                tasks.send(&record.task.arn, Event::Probed { c, health });
            }
        }
    }

    /// A connection to a port in the container's network.
    async fn dial(&self, record: &TaskRecord, c: usize, port: u16) -> Result<Line, String> {
        let plain = |e: std::io::Error| e.to_string();
        let tcp = |host: String| async move { TcpStream::connect((host, port)).await.map_err(plain) };
        match record.task.network_mode.as_deref() {
            Some("awsvpc") => {
                let eni = record.task.elastic_network_interfaces.first();
                let folder = self.edge.door(eni.map_or("", |e| e.ec2_id.as_str()));
                let mut stream = connect(&folder, "dial").await.map_err(plain)?;
                let asked = format!("127.0.0.1:{port}\n");
                stream.write_all(asked.as_bytes()).await.map_err(plain)?;
                let mut answer = Vec::new();
                while answer.last() != Some(&b'\n') && answer.len() < 200 {
                    answer.push(stream.read_u8().await.map_err(plain)?);
                }
                match String::from_utf8_lossy(&answer).trim() {
                    "ok" => Ok(Box::new(stream)),
                    why => Err(why.to_owned()),
                }
            }
            Some("host") => Ok(Box::new(tcp("127.0.0.1".to_owned()).await?)),
            _ => {
                let tasks = self.tasks.upgrade().ok_or("the agent stops")?;
                let path = &format!("containers/{}/json", record.engine_name(c));
                let seen = tasks.slot.insist(|rt| async move { rt.document(path).await });
                let seen = seen.await.map_err(|e| e.to_string())?.unwrap_or_default();
                let address = seen.pointer("/NetworkSettings/IPAddress").and_then(Value::as_str);
                let address = address
                    .filter(|a| !a.is_empty())
                    .ok_or("the container has no address")?;
                Ok(Box::new(tcp(address.to_owned()).await?))
            }
        }
    }
}
