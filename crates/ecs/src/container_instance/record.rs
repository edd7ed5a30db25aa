//! What is stored of a machine: its registration, what is in use on it, and its agent's session.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Key, Record, Scope, Time};
use serde::{Deserialize, Serialize};

use crate::tag::Tags;
use crate::task::record::Reservation;

/// The attribute by which an agent offers its machine as Fargate capacity.
pub(crate) const FARGATE: &str = "longshore.capability.fargate";
/// The attribute that makes an instance EXTERNAL (ECS Anywhere).
pub(crate) const EXTERNAL: &str = "ecs.capability.external";

/// The attribute by which an agent that has no container instance yet says which one it becomes: 32 hexadecimal digits of its
/// own, kept until it was answered. So an answer that is lost leaves no instance that nobody owns.
pub(crate) const REGISTRATION: &str = "longshore.registration";

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Status {
    Active,
    Draining,
    /// Deregistered; kept so that it can be described.
    Inactive,
}

impl Status {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Draining => "DRAINING",
            Self::Inactive => "INACTIVE",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Attribute {
    pub name: String,
    pub value: Option<String>,
}

/// CPU in units of 1/1024 vCPU, memory in MiB, ports reserved for the host.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Resources {
    pub cpu: i64,
    pub memory: i64,
    pub tcp: BTreeSet<u16>,
    pub udp: BTreeSet<u16>,
    /// GPUs by their ids, and how many that is: placement counts before ids are given out.
    #[serde(default)]
    pub gpus: BTreeSet<String>,
    #[serde(default)]
    pub gpu_count: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ContainerInstance {
    pub scope: Scope,
    pub cluster: String,
    /// 32 hexadecimal digits.
    pub id: String,
    /// `i-…`, or `mi-…` for an external instance.
    pub ec2_instance_id: String,
    pub status: Status,
    pub registered: Resources,
    pub attributes: Vec<Attribute>,
    pub agent_version: String,
    pub agent_hash: String,
    pub docker_version: String,
    pub registered_at: Time,
    pub version: i64,
    pub tags: Tags,
}

impl ContainerInstance {
    pub(crate) fn key_of(scope: &Scope, cluster: &str, id: &str) -> Key {
        Key::new(Self::KIND, scope, &[cluster, id])
    }

    pub(crate) fn arn(&self) -> String {
        self.scope.arn(
            "ecs",
            format_args!("container-instance/{}/{}", self.cluster, self.id),
        )
    }

    pub(crate) fn is_registered(&self) -> bool {
        self.status != Status::Inactive
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|a| a.name == name)
    }

    pub(crate) fn is_external(&self) -> bool {
        self.attribute(EXTERNAL).is_some()
    }

    pub(crate) fn offers_fargate(&self) -> bool {
        self.attribute(FARGATE).is_some()
    }

    pub(crate) fn zone(&self) -> Option<&str> {
        self.attribute("ecs.availability-zone")
            .and_then(|a| a.value.as_deref())
    }
}

impl Record for ContainerInstance {
    const KIND: &'static str = "ecs.container-instance";
    fn key(&self) -> Key {
        Self::key_of(&self.scope, &self.cluster, &self.id)
    }
}

/// What the unstopped tasks of a machine reserve. Absent means nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NodeUse {
    pub scope: Scope,
    pub cluster: String,
    pub id: String,
    pub used: Resources,
    /// How many tasks of each group are here: for `distinctInstance`, spreading and `task:group`.
    pub groups: BTreeMap<String, i64>,
    pub pending: i32,
    pub running: i32,
}

impl NodeUse {
    pub(crate) fn key_of(scope: &Scope, cluster: &str, id: &str) -> Key {
        Key::new(Self::KIND, scope, &[cluster, id])
    }

    pub(crate) fn none(i: &ContainerInstance) -> Self {
        Self {
            scope: i.scope.clone(),
            cluster: i.cluster.clone(),
            id: i.id.clone(),
            used: Resources::default(),
            groups: BTreeMap::new(),
            pending: 0,
            running: 0,
        }
    }
}

impl NodeUse {
    /// A task of `group` is put on the machine.
    pub(crate) fn reserve(&mut self, r: &Reservation, group: &str) {
        self.used.cpu += r.cpu;
        self.used.memory += r.memory;
        self.used.tcp.extend(&r.tcp);
        self.used.udp.extend(&r.udp);
        self.used.gpu_count += r.gpus;
        self.used.gpus.extend(r.gpu_ids.iter().cloned());
        *self.groups.entry(group.to_owned()).or_default() += 1;
        self.pending += 1;
    }

    /// It is gone.
    pub(crate) fn release(&mut self, r: &Reservation, group: &str) {
        self.used.cpu -= r.cpu;
        self.used.memory -= r.memory;
        self.used.tcp.retain(|p| !r.tcp.contains(p));
        self.used.udp.retain(|p| !r.udp.contains(p));
        self.used.gpu_count -= r.gpus;
        self.used.gpus.retain(|g| !r.gpu_ids.contains(g));
        if let Some(n) = self.groups.get_mut(group) {
            *n -= 1;
            if *n <= 0 {
                self.groups.remove(group);
            }
        }
    }
}

impl Record for NodeUse {
    const KIND: &'static str = "ecs.node-use";
    const VERSION: u32 = 2;

    /// Version 1 listed the groups, once for each task.
    fn migrate(version: u32, mut old: serde_json::Value) -> Result<Self, String> {
        let listed: Vec<String> = match (version, old.get_mut("groups").map(serde_json::Value::take)) {
            (1, Some(groups)) => serde_json::from_value(groups).map_err(|e| e.to_string())?,
            _ => return Err(format!("a machine's usage of version {version}")),
        };
        let mut groups: BTreeMap<String, i64> = BTreeMap::new();
        for group in listed {
            *groups.entry(group).or_default() += 1;
        }
        if let Some(members) = old.as_object_mut() {
            members.insert("groups".to_owned(), serde_json::json!(groups));
        }
        serde_json::from_value(old).map_err(|e| e.to_string())
    }

    fn key(&self) -> Key {
        Self::key_of(&self.scope, &self.cluster, &self.id)
    }
}

/// The live ACS session of an agent; absent while it is not connected.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Session {
    pub scope: Scope,
    pub cluster: String,
    pub id: String,
    /// Random, of this connection.
    pub session: String,
    /// Random, of the agent's process, told only here: who knows it may take over. Empty for agents that tell none.
    #[serde(default)]
    pub process: String,
    pub since: Time,
    /// When the agent last answered a heartbeat.
    pub heard: Time,
}

impl Session {
    pub(crate) fn key_of(scope: &Scope, cluster: &str, id: &str) -> Key {
        Key::new(Self::KIND, scope, &[cluster, id])
    }
}

impl Record for Session {
    const KIND: &'static str = "ecs.session";
    fn key(&self) -> Key {
        Self::key_of(&self.scope, &self.cluster, &self.id)
    }
}
