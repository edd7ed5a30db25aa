//! What is stored of deployments: a revision (what its tasks are), a deployment of it, and the record that outlives it.

use kernel::doc::Doc;
use kernel::{Key, Record, Scope, Time};
use serde::{Deserialize, Serialize};
use wire::ecs as w;

/// `rolloutState`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Rollout {
    InProgress,
    Completed,
    Failed,
}

impl Rollout {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::InProgress => "IN_PROGRESS",
            Self::Completed => "COMPLETED",
            Self::Failed => "FAILED",
        }
    }
}

/// A deployment while it is PRIMARY or has tasks; part of its service's record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Deployment {
    /// `ecs-svc/` and 19 digits: the `startedBy` of its tasks.
    pub id: String,
    /// Id of its revision.
    pub revision: String,
    /// Id of its service deployment, which a rollback goes on with.
    pub record: String,
    /// ARN of the task definition.
    pub definition: String,
    pub created: Time,
    pub updated: Time,
    pub rollout: Rollout,
    /// `rolloutStateReason`.
    pub reason: String,
    /// It undoes another one.
    pub rollback: bool,
    /// The plan has seen it.
    pub begun: bool,
    /// What the circuit breaker counts.
    pub failed: i32,
    /// Tasks in a row that never ran, and when the last one ended: for starting slower.
    pub stumbles: i32,
    pub stumbled: Option<Time>,
    /// Since when all its tasks are healthy and no others are left; the bake time counts from here.
    pub whole: Option<Time>,
    /// How many it should have, when that is not the service's number: a task set's scale in percent.
    pub scale: Option<f64>,
    /// What else a task set is.
    pub task_set: Option<TaskSet>,
}

/// The members of a task set that other deployments do not have.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct TaskSet {
    pub external_id: Option<String>,
    pub primary: bool,
    /// Deleted; its last tasks are stopping.
    pub draining: bool,
    pub steady_since: Option<Time>,
    pub tags: crate::tag::Tags,
    pub token: Option<String>,
    /// What was last told to be its number.
    pub computed: i32,
}

/// What the tasks of a deployment are. Never changes, but for what its first task tells of its images.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Revision {
    pub scope: Scope,
    pub cluster: String,
    pub service: String,
    /// 19 digits.
    pub id: String,
    pub created: Time,
    /// The members a user sets; ARNs, times and images are added when it is shown.
    pub shape: Doc<w::ServiceRevision>,
    /// Digests of the images by container, once known.
    pub digests: std::collections::BTreeMap<String, String>,
    /// The zone of each of its subnets.
    #[serde(default)]
    pub zones: std::collections::BTreeMap<String, String>,
    /// Service Connect, when it is switched on.
    #[serde(default)]
    pub connect: Option<Connect>,
}

/// The endpoints of a revision in a Cloud Map namespace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Connect {
    /// ARN.
    pub namespace: String,
    pub endpoints: Vec<Endpoint>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Endpoint {
    pub discovery: String,
    /// ARN of its Cloud Map service.
    pub arn: String,
    pub container: String,
    pub port: i32,
}

impl Revision {
    pub(crate) fn key_of(scope: &Scope, cluster: &str, service: &str, id: &str) -> Key {
        Key::new(Self::KIND, scope, &[cluster, service, id])
    }

    pub(crate) fn arn(&self) -> String {
        arn(
            &self.scope,
            "service-revision",
            &self.cluster,
            &self.service,
            &self.id,
        )
    }
}

impl Record for Revision {
    const KIND: &'static str = "ecs.service-revision";
    fn key(&self) -> Key {
        Self::key_of(&self.scope, &self.cluster, &self.service, &self.id)
    }
}

/// ARN of something of a service: `service-revision`, `service-deployment`, `task-set`.
pub(crate) fn arn(scope: &Scope, kind: &str, cluster: &str, service: &str, id: &str) -> String {
    scope.arn("ecs", format_args!("{kind}/{cluster}/{service}/{id}"))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Status {
    Pending,
    InProgress,
    Successful,
    StopRequested,
    Stopped,
    RollbackRequested,
    RollbackInProgress,
    RollbackSuccessful,
    RollbackFailed,
}

impl Status {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::InProgress => "IN_PROGRESS",
            Self::Successful => "SUCCESSFUL",
            Self::StopRequested => "STOP_REQUESTED",
            Self::Stopped => "STOPPED",
            Self::RollbackRequested => "ROLLBACK_REQUESTED",
            Self::RollbackInProgress => "ROLLBACK_IN_PROGRESS",
            Self::RollbackSuccessful => "ROLLBACK_SUCCESSFUL",
            Self::RollbackFailed => "ROLLBACK_FAILED",
        }
    }

    pub(crate) fn is_over(self) -> bool {
        matches!(
            self,
            Self::Successful | Self::Stopped | Self::RollbackSuccessful | Self::RollbackFailed
        )
    }
}

/// A service deployment: stays when its tasks are gone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ServiceDeployment {
    pub scope: Scope,
    pub cluster: String,
    pub service: String,
    /// 21 letters, digits, `-` and `_`.
    pub id: String,
    pub created: Time,
    pub started: Option<Time>,
    pub finished: Option<Time>,
    pub stopped: Option<Time>,
    pub updated: Time,
    pub status: Status,
    pub reason: Option<String>,
    /// Ids of the revisions it replaces, and of the one it brings.
    pub sources: Vec<String>,
    pub target: String,
    pub configuration: Doc<w::DeploymentConfiguration>,
    pub rollback: Option<Rollback>,
    /// The breaker's count and threshold as last seen.
    pub failures: i32,
    pub threshold: i32,
    pub tripped: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rollback {
    pub reason: String,
    pub started: Time,
    /// Id of the revision it goes back to.
    pub revision: String,
}

impl ServiceDeployment {
    pub(crate) fn key_of(scope: &Scope, cluster: &str, service: &str, id: &str) -> Key {
        Key::new(Self::KIND, scope, &[cluster, service, id])
    }

    pub(crate) fn arn(&self) -> String {
        arn(
            &self.scope,
            "service-deployment",
            &self.cluster,
            &self.service,
            &self.id,
        )
    }
}

impl Record for ServiceDeployment {
    const KIND: &'static str = "ecs.service-deployment";
    fn key(&self) -> Key {
        Self::key_of(&self.scope, &self.cluster, &self.service, &self.id)
    }
}
