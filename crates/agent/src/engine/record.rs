//! What is remembered of one task. Stored as JSON in the journal; in-flight work (`busy`) is not stored, because after a
//! restart the engine itself is asked.

use serde::{Deserialize, Serialize};
use wire::acs;

use super::names;
use crate::runtime::{Binding, Health, Millis};

/// How far a container is known to have come. The order is the order of life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Known {
    #[default]
    None,
    Pulled,
    Created,
    Running,
    Stopped,
}

/// What the control plane wants. It never turns from `Stopped` to `Running`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Desired {
    #[default]
    Running,
    Stopped,
}

/// What the control plane was told last of the task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Told {
    #[default]
    Nothing,
    Pending,
    Running,
    Stopped,
}

/// The one engine call in flight for a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Busy {
    Pulling,
    Creating,
    Starting,
    Stopping,
    Looking,
}

/// The node's own settings that the engine follows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    /// Grace period of a container that names none, seconds.
    pub(crate) stop_grace_s: i64,
    /// How long stopped containers are kept.
    pub(crate) keep: Millis,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ContainerRecord {
    pub(crate) name: String,
    /// The pause container of an awsvpc task, or of one whose containers share a namespace. It is essential, starts first, stops last and is never reported.
    pub(crate) sandbox: bool,
    pub(crate) essential: bool,
    pub(crate) known: Known,
    pub(crate) id: Option<String>,
    pub(crate) exit_code: Option<i64>,
    pub(crate) reason: Option<String>,
    pub(crate) digest: Option<String>,
    pub(crate) bindings: Vec<Binding>,
    pub(crate) created_at: Option<Millis>,
    pub(crate) started_at: Option<Millis>,
    pub(crate) finished_at: Option<Millis>,
    pub(crate) health: Option<Health>,
    pub(crate) health_since: Millis,
    /// When it was healthy first.
    pub(crate) healthy_at: Option<Millis>,
    pub(crate) restarts: u32,
    /// What the control plane was told last of this container.
    pub(crate) told: Known,
    #[serde(skip)]
    pub(crate) busy: Option<Busy>,
    /// Something happened; look as soon as nothing is in flight.
    #[serde(skip)]
    pub(crate) look: bool,
    #[serde(skip)]
    pub(crate) tries: u32,
    #[serde(skip)]
    pub(crate) retry_at: Millis,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct TaskRecord {
    /// The last payload; of credentials only whose they are.
    pub(crate) task: acs::Task,
    pub(crate) desired: Desired,
    pub(crate) containers: Vec<ContainerRecord>,
    /// Why the task could not go on, when it was not an ordinary exit.
    pub(crate) reason: Option<String>,
    pub(crate) pull_started_at: Option<Millis>,
    pub(crate) pull_stopped_at: Option<Millis>,
    /// The first end of an essential container.
    pub(crate) execution_stopped_at: Option<Millis>,
    pub(crate) stopped_at: Option<Millis>,
    pub(crate) told: Told,
    /// An image came from a registry, so the control plane hears of the digests early.
    pub(crate) fetched: bool,
    /// Containers and volumes are removed; the record stays as a memory that this task is over.
    pub(crate) cleaned: bool,
}

impl TaskRecord {
    /// A task as it arrives. What is secret of its credentials is taken out: that lives in memory only.
    pub(crate) fn new(mut task: acs::Task) -> TaskRecord {
        for credentials in [&mut task.role_credentials, &mut task.execution_role_credentials] {
            *credentials = credentials.take().map(acs::IamRoleCredentials::without_secrets);
        }
        let shares = |mode: &Option<String>| mode.as_deref() == Some("task");
        let needed = task.network_mode.as_deref() == Some("awsvpc")
            || shares(&task.pid_mode)
            || shares(&task.ipc_mode);
        let sandbox = needed.then(|| ContainerRecord {
            name: names::SANDBOX.to_owned(),
            sandbox: true,
            essential: true,
            ..ContainerRecord::default()
        });
        let own = task.containers.iter().map(|c| ContainerRecord {
            name: c.name.clone(),
            essential: c.essential.unwrap_or(true),
            ..ContainerRecord::default()
        });
        let containers = sandbox.into_iter().chain(own).collect();
        TaskRecord {
            containers,
            task,
            ..TaskRecord::default()
        }
    }

    pub(crate) fn is_awsvpc(&self) -> bool {
        self.task.network_mode.as_deref() == Some("awsvpc")
    }

    pub(crate) fn id(&self) -> &str {
        acs::task_id(&self.task.arn)
    }

    /// The definition of container `c`; the sandbox has none.
    pub(crate) fn spec(&self, c: usize) -> Option<&acs::Container> {
        let record = self.containers.get(c)?;
        self.task
            .containers
            .iter()
            .find(|s| !record.sandbox && s.name == record.name)
    }

    pub(crate) fn index(&self, name: &str) -> Option<usize> {
        self.containers.iter().position(|c| c.name == name)
    }

    /// The name of container `c` on the engine.
    pub(crate) fn engine_name(&self, c: usize) -> String {
        if self.containers.get(c).is_some_and(|r| r.sandbox) {
            return self.sandbox_name();
        }
        let name = self.containers.get(c).map_or("", |r| r.name.as_str());
        names::on_engine(&self.task.family, &self.task.version, self.id(), name)
    }

    /// The name of the task's sandbox on the engine. One with a network interface may have been made before the task came.
    pub(crate) fn sandbox_name(&self) -> String {
        let eni = self.task.elastic_network_interfaces.first();
        match eni.filter(|e| !e.ec2_id.is_empty()) {
            None => names::on_engine(&self.task.family, &self.task.version, self.id(), names::SANDBOX),
            Some(eni) => {
                let network = eni.longshore.as_ref().map_or("", |l| l.network_id.as_str());
                names::sandbox(network, &eni.ec2_id)
            }
        }
    }

    pub(crate) fn named(&self, engine_name: &str) -> Option<usize> {
        (0..self.containers.len()).find(|c| self.engine_name(*c) == engine_name)
    }

    /// The task's status follows from its containers: the least advanced one, the sandbox counting only for the end.
    pub(crate) fn known(&self) -> Known {
        if self.containers.iter().all(|c| c.known == Known::Stopped) {
            return Known::Stopped;
        }
        let own = self.containers.iter().filter(|c| !c.sandbox).map(|c| c.known);
        own.min().unwrap_or_default().min(Known::Running)
    }

    /// What of the record must survive a crash: engine state below `Running` is found again by asking the engine, and so
    /// is a sandbox that runs.
    pub(crate) fn lasting(&self) -> impl PartialEq + use<> {
        let lasting = |c: &ContainerRecord| match c.sandbox {
            true => (c.known.max(Known::Running), c.told, c.restarts, None),
            false => (c.known.max(Known::Created), c.told, c.restarts, c.started_at),
        };
        let containers: Vec<_> = self.containers.iter().map(lasting).collect();
        (self.desired, self.told, self.cleaned, containers)
    }
}
