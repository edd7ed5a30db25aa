//! What is stored of a task: its states with the data that each state has, and the legal steps between them.

use kernel::doc::Doc;
use kernel::{Key, Record, Scope, Time};
use serde::{Deserialize, Serialize};
use wire::ecs as w;

use super::image::Pull;
use crate::tag::Tags;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum LaunchType {
    Ec2,
    Fargate,
    External,
}

impl LaunchType {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Ec2 => "EC2",
            Self::Fargate => "FARGATE",
            Self::External => "EXTERNAL",
        }
    }
}

/// Why a task stopped (`stopCode`, `stoppedReason`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stop {
    pub code: String,
    pub reason: String,
}

impl Stop {
    pub(crate) fn user(reason: Option<&str>) -> Self {
        Self {
            code: "UserInitiated".into(),
            reason: reason.unwrap_or("Task stopped by user").to_owned(),
        }
    }

    pub(crate) fn node_deregistered() -> Self {
        Self {
            code: "InfrastructureHealth".into(),
            reason: "The container instance was deregistered.".into(),
        }
    }

    /// An essential container ended by itself.
    pub(crate) fn essential_exited(reason: Option<&str>) -> Self {
        Self {
            code: "EssentialContainerExited".into(),
            reason: reason
                .filter(|r| !r.is_empty())
                .unwrap_or("Essential container in task exited")
                .to_owned(),
        }
    }

    pub(crate) fn failed_to_start(reason: Option<&str>) -> Self {
        Self {
            code: "TaskFailedToStart".into(),
            reason: reason
                .filter(|r| !r.is_empty())
                .unwrap_or("Task failed to start")
                .to_owned(),
        }
    }
}

/// How far a task that is not wanted any more had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Reached {
    Provisioning,
    Pending,
    Running { started: Time },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum TaskState {
    /// The machine's agent has not taken it over yet.
    Provisioning,
    /// The agent has it: images are pulled, containers are made.
    Pending,
    Running {
        started: Time,
    },
    /// Wanted to stop; `told` once the agent has taken that over.
    Stopping {
        reached: Reached,
        why: Stop,
        since: Time,
        told: bool,
    },
    Stopped {
        started: Option<Time>,
        stopping: Option<Time>,
        why: Stop,
        at: Time,
    },
}

/// What happens to a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TaskEvent {
    /// The agent acknowledged what it was told.
    Accepted,
    /// The agent reports that all containers run.
    Started(Time),
    /// Somebody wants it stopped.
    StopAsked(Stop, Time),
    /// The agent reports that all containers have stopped; `reason` is its own word, if any.
    Ended {
        reason: Option<String>,
        failed_start: bool,
        at: Time,
    },
    /// Nobody will ever report on it again.
    Lost(Stop, Time),
}

impl TaskState {
    /// The next state. Late and repeated reports are normal and change nothing: a state never goes back.
    #[must_use]
    pub(crate) fn step(self, e: &TaskEvent) -> TaskState {
        use TaskEvent::{Accepted, Ended, Lost, Started, StopAsked};
        use TaskState::{Pending, Provisioning, Running, Stopped, Stopping};
        match (self, e) {
            (Provisioning, Accepted) => Pending,
            (
                Stopping {
                    reached, why, since, ..
                },
                Accepted,
            ) => Stopping {
                reached,
                why,
                since,
                told: true,
            },
            (Provisioning | Pending, Started(at)) => Running { started: *at },
            (
                Stopping {
                    reached: Reached::Provisioning | Reached::Pending,
                    why,
                    since,
                    told,
                },
                Started(at),
            ) => Stopping {
                reached: Reached::Running { started: *at },
                why,
                since,
                told,
            },
            (Provisioning, StopAsked(why, now)) => Stopping {
                reached: Reached::Provisioning,
                why: why.clone(),
                since: *now,
                told: false,
            },
            (Pending, StopAsked(why, now)) => Stopping {
                reached: Reached::Pending,
                why: why.clone(),
                since: *now,
                told: false,
            },
            (Running { started }, StopAsked(why, now)) => Stopping {
                reached: Reached::Running { started },
                why: why.clone(),
                since: *now,
                told: false,
            },
            (
                Provisioning | Pending,
                Ended {
                    reason,
                    failed_start,
                    at,
                },
            ) => {
                // A container that exits before the last one has started was never reported as running.
                let why = if *failed_start {
                    Stop::failed_to_start(reason.as_deref())
                } else {
                    Stop::essential_exited(reason.as_deref())
                };
                Stopped {
                    started: None,
                    stopping: None,
                    why,
                    at: *at,
                }
            }
            (Running { started }, Ended { reason, at, .. }) => Stopped {
                started: Some(started),
                stopping: None,
                why: Stop::essential_exited(reason.as_deref()),
                at: *at,
            },
            (
                Stopping {
                    reached, why, since, ..
                },
                Ended { at, .. } | Lost(_, at),
            ) => Stopped {
                started: reached.started(),
                stopping: Some(since),
                why,
                at: *at,
            },
            (Provisioning | Pending, Lost(why, at)) => Stopped {
                started: None,
                stopping: None,
                why: why.clone(),
                at: *at,
            },
            (Running { started }, Lost(why, at)) => Stopped {
                started: Some(started),
                stopping: None,
                why: why.clone(),
                at: *at,
            },
            (state @ (Pending | Running { .. } | Stopped { .. }), Accepted)
            | (state @ (Running { .. } | Stopping { .. } | Stopped { .. }), Started(_))
            | (state @ (Stopping { .. } | Stopped { .. }), StopAsked(..))
            | (state @ Stopped { .. }, Ended { .. } | Lost(..)) => state,
        }
    }

    /// `lastStatus`, derived and never stored.
    pub(crate) fn last_status(&self) -> &'static str {
        match self {
            Self::Provisioning => "PROVISIONING",
            Self::Pending => "PENDING",
            Self::Running { .. } => "RUNNING",
            Self::Stopping { told: true, .. } => "STOPPING",
            Self::Stopping {
                reached: Reached::Running { .. },
                ..
            } => "RUNNING",
            Self::Stopping {
                reached: Reached::Pending,
                ..
            } => "PENDING",
            Self::Stopping {
                reached: Reached::Provisioning,
                ..
            } => "PROVISIONING",
            Self::Stopped { .. } => "STOPPED",
        }
    }

    pub(crate) fn desired_status(&self) -> &'static str {
        match self {
            Self::Provisioning | Self::Pending | Self::Running { .. } => "RUNNING",
            Self::Stopping { .. } | Self::Stopped { .. } => "STOPPED",
        }
    }

    pub(crate) fn is_stopped(&self) -> bool {
        matches!(self, Self::Stopped { .. })
    }

    pub(crate) fn started(&self) -> Option<Time> {
        match self {
            Self::Provisioning | Self::Pending => None,
            Self::Running { started } => Some(*started),
            Self::Stopping { reached, .. } => reached.started(),
            Self::Stopped { started, .. } => *started,
        }
    }

    /// Which count of its cluster and machine it is in: `RUNNING`, `PENDING` or none.
    pub(crate) fn counts_as(&self) -> Option<&'static str> {
        match self {
            Self::Provisioning | Self::Pending => Some("PENDING"),
            Self::Running { .. }
            | Self::Stopping {
                reached: Reached::Running { .. },
                ..
            } => Some("RUNNING"),
            Self::Stopping { .. } => Some("PENDING"),
            Self::Stopped { .. } => None,
        }
    }
}

impl Reached {
    fn started(self) -> Option<Time> {
        match self {
            Self::Running { started } => Some(started),
            Self::Provisioning | Self::Pending => None,
        }
    }
}

/// One container of a task, as its agent last reported it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Container {
    /// Last part of its ARN.
    pub id: String,
    pub name: String,
    pub image: String,
    /// What its agent is told to pull, when that is not `image` as it is written.
    #[serde(default)]
    pub pull: Option<Pull>,
    pub digest: Option<String>,
    pub runtime_id: Option<String>,
    pub status: ContainerStatus,
    pub exit_code: Option<i32>,
    pub reason: Option<String>,
    pub bindings: Vec<Binding>,
    /// `HEALTHY`, `UNHEALTHY`; absent while unknown.
    pub health: Option<String>,
    pub has_health_check: bool,
    pub essential: bool,
    pub cpu: i32,
    pub memory: Option<i32>,
    pub memory_reservation: Option<i32>,
    #[serde(default)]
    pub gpu_ids: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum ContainerStatus {
    #[default]
    Pending,
    Running,
    Stopped,
}

impl ContainerStatus {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Running => "RUNNING",
            Self::Stopped => "STOPPED",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Binding {
    pub bind_ip: Option<String>,
    pub container_port: Option<i32>,
    pub host_port: Option<i32>,
    pub protocol: Option<String>,
    pub container_port_range: Option<String>,
    pub host_port_range: Option<String>,
}

/// The elastic network interface of an awsvpc task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Eni {
    pub attachment_id: String,
    pub eni_id: String,
    pub mac: String,
    pub private_ip: String,
    pub subnet_id: String,
    pub vpc_id: String,
    /// Names the network on the machine; `ip/prefix` of its gateway.
    pub gateway: String,
    pub dns: String,
    /// The subnet's availability zone.
    pub zone: Option<String>,
}

/// Where a task runs: a machine of any cluster of the installation (Fargate capacity serves all clusters).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NodeRef {
    pub scope: Scope,
    pub cluster: String,
    pub id: String,
}

/// What a task reserves on its machine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reservation {
    pub cpu: i64,
    pub memory: i64,
    pub tcp: Vec<u16>,
    pub udp: Vec<u16>,
    #[serde(default)]
    pub gpus: i64,
    /// Which they are, once the machine is chosen.
    #[serde(default)]
    pub gpu_ids: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Task {
    pub scope: Scope,
    pub cluster: String,
    /// 32 hexadecimal digits.
    pub id: String,
    pub family: String,
    pub revision: u32,
    pub launch_type: LaunchType,
    pub capacity_provider: Option<String>,
    pub platform_version: Option<String>,
    pub node: NodeRef,
    pub zone: Option<String>,
    pub reservation: Reservation,
    pub state: TaskState,
    pub containers: Vec<Container>,
    pub overrides: Doc<w::TaskOverride>,
    pub eni: Option<Eni>,
    pub group: String,
    pub started_by: Option<String>,
    pub enable_execute_command: bool,
    /// Task-level limits as the definition or the overrides write them.
    pub cpu: Option<String>,
    pub memory: Option<String>,
    pub created: Time,
    pub pull_started: Option<Time>,
    pub pull_stopped: Option<Time>,
    pub execution_stopped: Option<Time>,
    /// When its agent was first heard to have it.
    pub connectivity_at: Option<Time>,
    pub tags: Tags,
    /// Until when scale-in and deployments leave it alone; `None` is unprotected.
    pub protected_until: Option<Time>,
    /// The account's `defaultLogDriverMode` when the task was made, if it has set one.
    #[serde(default)]
    pub log_mode: Option<String>,
    /// ARN of the Cloud Map namespace whose names it knows by Service Connect.
    #[serde(default)]
    pub namespace: Option<String>,
    pub version: i64,
}

impl Task {
    pub(crate) fn key_of(scope: &Scope, cluster: &str, id: &str) -> Key {
        Key::new(Self::KIND, scope, &[cluster, id])
    }

    pub(crate) fn arn(&self) -> String {
        self.scope
            .arn("ecs", format_args!("task/{}/{}", self.cluster, self.id))
    }

    pub(crate) fn definition_arn(&self) -> String {
        self.scope.arn(
            "ecs",
            format_args!("task-definition/{}:{}", self.family, self.revision),
        )
    }
}

impl Record for Task {
    const KIND: &'static str = "ecs.task";
    fn key(&self) -> Key {
        Self::key_of(&self.scope, &self.cluster, &self.id)
    }
}

/// One unstopped task in the list of its machine: what the agent must be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Assignment {
    pub node: NodeRef,
    pub task_scope: Scope,
    pub task_cluster: String,
    pub task_id: String,
    pub run: bool,
    /// Counts what is wanted of the task; the agent has been told everything up to `acked`.
    pub generation: i64,
    pub acked: i64,
}

impl Assignment {
    pub(crate) fn range_of(node: &NodeRef) -> kernel::key::KeyRange {
        Key::new(Self::KIND, &node.scope, &[&node.cluster, &node.id]).children()
    }

    pub(crate) fn key_of(node: &NodeRef, task_id: &str) -> Key {
        Key::new(Self::KIND, &node.scope, &[&node.cluster, &node.id, task_id])
    }

    /// Whether the agent has still to be told of it.
    pub(crate) fn is_open(&self) -> bool {
        self.acked < self.generation
    }

    pub(crate) fn task_key(&self) -> Key {
        Task::key_of(&self.task_scope, &self.task_cluster, &self.task_id)
    }
}

impl Record for Assignment {
    const KIND: &'static str = "ecs.assignment";
    fn key(&self) -> Key {
        Self::key_of(&self.node, &self.task_id)
    }
}
