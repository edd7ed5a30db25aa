//! What is stored of a service: what the user wants of it, and how far it has come.

use kernel::doc::Doc;
use kernel::{Key, Record, Scope, Time};
use serde::{Deserialize, Serialize};
use wire::ecs as w;

use crate::deployment::record::Deployment;
use crate::tag::Tags;
use crate::task::record::Stop;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Status {
    Active,
    /// Deleted; its last tasks are stopping.
    Draining,
    /// Kept so that it can be described.
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Scheduling {
    Replica,
    /// One task on every machine that fits.
    Daemon,
}

impl Scheduling {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Replica => "REPLICA",
            Self::Daemon => "DAEMON",
        }
    }
}

/// Who makes deployments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Controller {
    Ecs,
    /// The user, by task sets.
    External,
}

impl Controller {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Ecs => "ECS",
            Self::External => "EXTERNAL",
        }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Service {
    pub scope: Scope,
    pub cluster: String,
    pub name: String,
    pub status: Status,
    pub created: Time,
    pub created_by: String,
    /// Wanted tasks; a DAEMON service counts its machines instead.
    pub desired: i32,
    pub scheduling: Scheduling,
    pub controller: Controller,
    /// Defaults filled in.
    pub configuration: Doc<w::DeploymentConfiguration>,
    /// `placementConstraints` and `placementStrategy`, nothing else.
    pub placement: Doc<w::RunTaskRequest>,
    pub grace_seconds: Option<i32>,
    pub zone_rebalancing: bool,
    /// Its tasks are being spread evenly over the zones.
    #[serde(default)]
    pub evening: bool,
    /// The emptiest zone had no room: when to try again.
    #[serde(default)]
    pub even_again: Option<Time>,
    pub role: Option<String>,
    pub managed_tags: bool,
    pub propagate: String,
    pub execute_command: bool,
    pub tags: Tags,
    /// Newest first: the first one is PRIMARY.
    pub deployments: Vec<Deployment>,
    /// Id of the revision that last came to a steady state: where a rollback goes.
    pub settled: Option<String>,
    /// The service has what it wants, and its event says so.
    pub steady: bool,
    /// What it waits for, in sentences.
    pub waits: Vec<String>,
    /// Why the last task found no machine.
    pub unplaced: Option<String>,
    /// The request that made it, digested, and its token.
    pub request: String,
}

impl Service {
    pub(crate) fn key_of(scope: &Scope, cluster: &str, name: &str) -> Key {
        Key::new(Self::KIND, scope, &[cluster, name])
    }

    pub(crate) fn arn(&self) -> String {
        arn(&self.scope, &self.cluster, &self.name)
    }

    /// The group of its tasks.
    pub(crate) fn group(&self) -> String {
        format!("{GROUP}{}", self.name)
    }

    pub(crate) fn primary(&self) -> Option<&Deployment> {
        self.deployments.first()
    }
}

/// What the group of a service's tasks begins with.
pub(crate) const GROUP: &str = "service:";

/// The ARN of a service, in the long form.
pub(crate) fn arn(scope: &Scope, cluster: &str, name: &str) -> String {
    scope.arn("ecs", format_args!("service/{cluster}/{name}"))
}

impl Record for Service {
    const KIND: &'static str = "ecs.service";
    fn key(&self) -> Key {
        Self::key_of(&self.scope, &self.cluster, &self.name)
    }
}

/// One task of a service that its plan has not settled yet: every unstopped one, and stopped ones that were not
/// counted. Written whenever the task changes, so that it wakes the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Member {
    pub scope: Scope,
    pub cluster: String,
    pub service: String,
    /// Id of the task, and its version when this was last written.
    pub task: String,
    pub version: i64,
    /// It has been healthy once.
    pub healthy: bool,
    /// It is to stop, as soon as no load balancer sends to it.
    pub leaving: Option<Leaving>,
    /// Where it is registered with load balancers.
    pub targets: Vec<Target>,
    /// Where it is registered in Cloud Map, in the order of its revision.
    #[serde(default)]
    pub names: Vec<Named>,
}

/// One registration with a Cloud Map service; the instance's id is the task's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Named {
    /// ARN of the Cloud Map service.
    pub service: String,
    /// Whether Cloud Map is told of its health, and what was told.
    pub checked: bool,
    pub healthy: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Leaving {
    pub why: Stop,
    pub since: Time,
    /// Until when somebody may still come by its name.
    #[serde(default)]
    pub until: Option<Time>,
}

/// One registration with a target group, as ELB last told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Target {
    pub group: String,
    pub id: String,
    pub port: i32,
    /// `initial`, `healthy`, `unhealthy`, `draining`, `unused`.
    pub state: String,
    /// Why it is unhealthy, in ELB's words.
    pub reason: String,
}

impl Member {
    pub(crate) fn key_of(scope: &Scope, cluster: &str, service: &str, task: &str) -> Key {
        Key::new(Self::KIND, scope, &[cluster, service, task])
    }

    /// All of a service.
    pub(crate) fn all_of(scope: &Scope, cluster: &str, service: &str) -> kernel::key::KeyRange {
        Key::new(Self::KIND, scope, &[cluster, service]).children()
    }
}

impl Record for Member {
    const KIND: &'static str = "ecs.service-task";
    fn key(&self) -> Key {
        Self::key_of(&self.scope, &self.cluster, &self.service, &self.task)
    }
}

/// Which services register tasks with a target group.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct GroupUse {
    pub scope: Scope,
    /// The target group's name and ARN.
    pub group: String,
    pub arn: String,
    /// Cluster and name.
    pub services: std::collections::BTreeSet<(String, String)>,
}

impl GroupUse {
    pub(crate) fn key_of(scope: &Scope, group: &str) -> Key {
        Key::new(Self::KIND, scope, &[group])
    }
}

impl Record for GroupUse {
    const KIND: &'static str = "ecs.target-group-use";
    fn key(&self) -> Key {
        Self::key_of(&self.scope, &self.group)
    }
}

/// What has happened to a service, newest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct History {
    pub scope: Scope,
    pub cluster: String,
    pub service: String,
    pub events: std::collections::VecDeque<Event>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Event {
    pub id: String,
    pub at: Time,
    pub message: String,
}

impl History {
    pub(crate) fn key_of(scope: &Scope, cluster: &str, service: &str) -> Key {
        Key::new(Self::KIND, scope, &[cluster, service])
    }
}

impl Record for History {
    const KIND: &'static str = "ecs.service-events";
    fn key(&self) -> Key {
        Self::key_of(&self.scope, &self.cluster, &self.service)
    }
}
