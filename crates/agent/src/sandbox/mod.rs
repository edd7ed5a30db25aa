//! Sandboxes made ahead: the control plane names network interfaces that tasks will have soon, and their pause containers
//! are started before those tasks come. A task adopts its sandbox by doing what it always does, because making and
//! starting what is there already is done at once; names follow from the interface alone.
//!
//! One that runs is *warm* (`Tasks::warm`): its task asks the engine nothing about it. The engine's notice of its end cools
//! it, and so does an engine that was away.
//!
//! INVARIANT: only what is neither in the last list nor a task's is removed. The list comes after the payloads of the tasks
//! that took something out of it (`session/acs.rs` handles messages in order), so a task's sandbox is never taken for idle.

use std::collections::HashSet;
use std::sync::{Arc, Weak};

use serde_json::json;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tracing::warn;
use wire::acs::ElasticNetworkInterface;

use crate::engine::{names, sandbox};
use crate::metadata::Edge;
use crate::pause;
use crate::runtime::{AGENT_LABEL, RuntimeError};
use crate::tasks::Tasks;

/// The interface of a sandbox that was made ahead.
const INTERFACE_LABEL: &str = "longshore.interface";

type List = Arc<Vec<ElasticNetworkInterface>>;

/// Keeps the sandboxes of the last list.
pub(crate) struct Ready {
    wanted: watch::Sender<Option<List>>,
}

impl Ready {
    pub(crate) fn new() -> Ready {
        Ready {
            wanted: watch::Sender::new(None),
        }
    }

    /// The control plane's list.
    pub(crate) fn tell(&self, interfaces: Vec<ElasticNetworkInterface>) {
        self.wanted.send_replace(Some(Arc::new(interfaces)));
    }

    /// Follows the list until the agent stops. A newer list is begun as soon as the call in flight is done.
    pub(crate) async fn run(self: Arc<Ready>, tasks: Weak<Tasks>, edge: Arc<Edge>, stop: CancellationToken) {
        let mut wanted = self.wanted.subscribe();
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                changed = wanted.changed() => if changed.is_err() { return },
            }
            let list = wanted.borrow_and_update().clone();
            let (Some(list), Some(tasks)) = (list, tasks.upgrade()) else {
                continue;
            };
            let done = tokio::select! {
                () = stop.cancelled() => return,
                done = follow(&tasks, &edge, &list, &wanted) => done,
            };
            if let Err(why) = done {
                // Tasks make what is missing themselves.
                warn!(why, "sandboxes could not be made ahead");
            }
        }
    }
}

fn name_of(eni: &ElasticNetworkInterface) -> String {
    let network = eni.longshore.as_ref().map_or("", |l| l.network_id.as_str());
    names::sandbox(network, &eni.ec2_id)
}

async fn follow(
    tasks: &Arc<Tasks>,
    edge: &Arc<Edge>,
    list: &List,
    newer: &watch::Receiver<Option<List>>,
) -> Result<(), String> {
    let text = |e: RuntimeError| e.to_string();
    tasks.lull().await;
    let agent = &tasks.site.agent_id;
    let there = tasks.slot.insist(|rt| async move { rt.list(agent).await });
    let there: HashSet<String> = there.await.map_err(text)?.into_iter().map(|n| n.name).collect();
    for eni in list.iter() {
        let name = &name_of(eni);
        // The engine has enough to do while tasks start.
        tasks.lull().await;
        if newer.has_changed().unwrap_or(true) {
            return Ok(());
        }
        if tasks.warm(name).is_none() {
            make(tasks, edge, eni, name).await?;
        }
    }
    // What is found here was a task's before, if it is one's: tasks are in the views before they make anything.
    let doors = edge.doors();
    let views = tasks.views();
    let taken = views.iter().flat_map(|r| &r.task.elastic_network_interfaces);
    let kept: Vec<&ElasticNetworkInterface> = list.iter().chain(taken).collect();
    let kept_names: HashSet<String> = kept.iter().map(|e| name_of(e)).collect();
    for name in there
        .iter()
        .filter(|n| names::is_sandbox(n) && !kept_names.contains(*n))
    {
        tasks.cool(name);
        tasks
            .slot
            .insist(|rt| async move { rt.remove(name).await })
            .await
            .map_err(text)?;
    }
    let kept: HashSet<String> = kept.iter().map(|e| sandbox::door_name(&e.ec2_id)).collect();
    for door in doors.iter().filter(|d| !kept.contains(*d)) {
        edge.close_door(door);
    }
    Ok(())
}

async fn make(
    tasks: &Arc<Tasks>,
    edge: &Arc<Edge>,
    eni: &ElasticNetworkInterface,
    name: &str,
) -> Result<(), String> {
    let text = |e: RuntimeError| e.to_string();
    let network = &sandbox::network_of(eni, &tasks.site)?;
    let mut body = sandbox::body_of(eni, &tasks.site)?;
    if let Some(body) = body.as_object_mut() {
        body.insert(
            "Labels".to_owned(),
            json!({AGENT_LABEL: tasks.site.agent_id, INTERFACE_LABEL: eni.ec2_id}),
        );
    }
    edge.open_door(&eni.ec2_id);
    let body = &body;
    let id = tasks
        .slot
        .insist(|rt| async move {
            rt.network(network).await?;
            pause::ensure_pause(&*rt).await?;
            rt.create(name, body).await
        })
        .await
        .map_err(text)?;
    tasks
        .slot
        .insist(|rt| async move { rt.start(name).await })
        .await
        .map_err(text)?;
    tasks.firewall.guard(eni).await;
    // A task may have taken it meanwhile: then it is the task's to start and to end.
    let taken = tasks.views().iter().any(|r| r.sandbox_name() == name);
    if !taken {
        tasks.warmed(name, &id);
    }
    Ok(())
}
