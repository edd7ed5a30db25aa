//! What is on the disk, read by an outsider: only the members that the invariants speak of, of the kinds they speak of.

use std::collections::{BTreeMap, BTreeSet};

use imbl::OrdMap;
use kernel::{Key, Scope};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::glass::Durable;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub(crate) struct NodeRef {
    pub scope: Scope,
    pub cluster: String,
    pub id: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Why {
    pub code: String,
    pub reason: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub(crate) enum Reached {
    Provisioning,
    Pending,
    Running { started: i64 },
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) enum State {
    Provisioning,
    Pending,
    Running { started: i64 },
    Stopping { reached: Reached, told: bool, why: Why },
    Stopped { started: Option<i64>, why: Why },
}

impl State {
    /// `lastStatus` as the position on its only path.
    pub(crate) fn rank(&self) -> usize {
        match self {
            Self::Provisioning => 0,
            Self::Pending => 1,
            Self::Running { .. } => 2,
            Self::Stopping { told: true, .. } => 3,
            Self::Stopping { reached, .. } => match reached {
                Reached::Provisioning => 0,
                Reached::Pending => 1,
                Reached::Running { .. } => 2,
            },
            Self::Stopped { .. } => 4,
        }
    }

    pub(crate) fn status(&self) -> &'static str {
        ["PROVISIONING", "PENDING", "RUNNING", "STOPPING", "STOPPED"]
            .get(self.rank())
            .copied()
            .unwrap_or_default()
    }

    pub(crate) fn wanted(&self) -> bool {
        !matches!(self, Self::Stopping { .. } | Self::Stopped { .. })
    }

    pub(crate) fn stopped(&self) -> bool {
        matches!(self, Self::Stopped { .. })
    }

    /// When it was first heard to run.
    pub(crate) fn started(&self) -> Option<i64> {
        match self {
            Self::Running { started }
            | Self::Stopping {
                reached: Reached::Running { started },
                ..
            } => Some(*started),
            Self::Stopped { started, .. } => *started,
            _ => None,
        }
    }

    /// Whether its machine counts it as running.
    pub(crate) fn counts_as_running(&self) -> bool {
        matches!(
            self,
            Self::Running { .. }
                | Self::Stopping {
                    reached: Reached::Running { .. },
                    ..
                }
        )
    }
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub(crate) struct Reservation {
    pub cpu: i64,
    pub memory: i64,
    pub tcp: Vec<u16>,
    pub udp: Vec<u16>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Eni {
    pub eni_id: String,
    pub private_ip: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Task {
    pub scope: Scope,
    pub cluster: String,
    pub id: String,
    pub node: NodeRef,
    pub reservation: Reservation,
    pub state: State,
    pub eni: Option<Eni>,
    pub group: String,
    /// As their agent last told of them; kept whole.
    pub containers: serde_json::Value,
    pub started_by: Option<String>,
    pub protected_until: Option<i64>,
    pub version: i64,
}

impl Task {
    pub(crate) fn arn(&self) -> String {
        self.scope
            .arn("ecs", format_args!("task/{}/{}", self.cluster, self.id))
    }
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Assignment {
    pub node: NodeRef,
    pub task_id: String,
    pub run: bool,
    pub generation: i64,
    pub acked: i64,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub(crate) struct Resources {
    pub cpu: i64,
    pub memory: i64,
    pub tcp: BTreeSet<u16>,
    pub udp: BTreeSet<u16>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Usage {
    pub used: Resources,
    pub groups: BTreeMap<String, i64>,
    pub pending: i32,
    pub running: i32,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Instance {
    pub status: String,
    pub registered: Resources,
    pub version: i64,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Interface {
    pub id: String,
    pub address: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Taken {
    pub interface: String,
}

/// Interfaces that a machine has ready in a subnet.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Pool {
    pub node: NodeRef,
    pub ready: Vec<Eni>,
    /// When tasks took one, in milliseconds.
    pub used: Vec<i64>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Service {
    pub cluster: String,
    pub name: String,
    pub status: String,
    pub desired: i32,
    pub configuration: Limits,
    pub deployments: Vec<Deployment>,
    pub steady: bool,
    pub unplaced: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Limits {
    pub minimum_healthy_percent: i32,
    pub maximum_percent: i32,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Deployment {
    pub id: String,
    pub rollout: String,
    pub stumbled: Option<i64>,
}

/// The records of one moment.
#[derive(Clone, Default)]
pub(crate) struct Rows {
    pub tasks: OrdMap<Key, Task>,
    pub assignments: OrdMap<Key, Assignment>,
    pub usage: OrdMap<NodeRef, Usage>,
    pub instances: OrdMap<NodeRef, Instance>,
    pub interfaces: OrdMap<Key, Interface>,
    pub addresses: OrdMap<Key, Taken>,
    pub pools: OrdMap<Key, Pool>,
    pub services: OrdMap<Key, Service>,
}

impl Rows {
    /// Whether the commit wrote anything that is looked at.
    ///
    /// # Errors
    /// A record that cannot be read.
    pub(crate) fn apply(&mut self, d: &Durable) -> Result<bool, String> {
        let mut touched = false;
        for (key, bytes) in &d.writes {
            let bytes = bytes.as_deref();
            match key.kind() {
                "ecs.task" => put(&mut self.tasks, key.clone(), bytes)?,
                "ecs.assignment" => put(&mut self.assignments, key.clone(), bytes)?,
                "ecs.node-use" => put(&mut self.usage, node_of(key)?, bytes)?,
                "ecs.container-instance" => put(&mut self.instances, node_of(key)?, bytes)?,
                "network.interface" => put(&mut self.interfaces, key.clone(), bytes)?,
                "ecs.interface_pool" => put(&mut self.pools, key.clone(), bytes)?,
                "ecs.service" => put(&mut self.services, key.clone(), bytes)?,
                "network.address" => put(&mut self.addresses, key.clone(), bytes)?,
                _ => continue,
            }
            touched = true;
        }
        Ok(touched)
    }

    /// The task of an ARN.
    pub(crate) fn task(&self, arn: &str) -> Option<&Task> {
        self.tasks.values().find(|t| t.arn() == arn)
    }
}

fn node_of(key: &Key) -> Result<NodeRef, String> {
    let (scope, parts) = (key.scope(), key.parts());
    match (scope, parts.get(2), parts.get(3)) {
        (Some(scope), Some(cluster), Some(id)) => Ok(NodeRef {
            scope,
            cluster: cluster.clone(),
            id: id.clone(),
        }),
        _ => Err(format!("the key `{key}` names no machine")),
    }
}

fn put<K: Ord + Clone, R: DeserializeOwned + Clone>(
    rows: &mut OrdMap<K, R>,
    key: K,
    bytes: Option<&[u8]>,
) -> Result<(), String> {
    let Some(bytes) = bytes else {
        rows.remove(&key);
        return Ok(());
    };
    let json = bytes
        .iter()
        .position(|b| *b == b' ')
        .and_then(|at| bytes.get(at..));
    let row = serde_json::from_slice(json.unwrap_or_default())
        .map_err(|e| format!("a stored record cannot be read: {e}"))?;
    rows.insert(key, row);
    Ok(())
}
