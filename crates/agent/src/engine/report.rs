//! What the control plane is told: the members of `SubmitTaskStateChange`.

use serde::{Deserialize, Serialize};

use super::record::{ContainerRecord, Desired, Known, TaskRecord, Told};
use crate::clock::seconds;

/// The body of `SubmitTaskStateChange`; the cluster is added when it is sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Change {
    pub(crate) task: String,
    pub(crate) status: String,
    pub(crate) reason: String,
    pub(crate) containers: Vec<ContainerChange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pull_started_at: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pull_stopped_at: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) execution_stopped_at: Option<f64>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct ContainerChange {
    pub(crate) container_name: String,
    pub(crate) status: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) runtime_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) exit_code: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) image_digest: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) network_bindings: Vec<NetworkBinding>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct NetworkBinding {
    #[serde(rename = "bindIP")]
    pub(crate) bind_ip: String,
    pub(crate) container_port: u16,
    pub(crate) host_port: u16,
    pub(crate) protocol: String,
}

/// The API's bound for a container's reason.
const REASON_MAX: usize = 1024;

impl TaskRecord {
    /// The next thing to tell, if there is one, taking note that it is told.
    pub(super) fn report(&mut self) -> Option<Change> {
        let own = || self.containers.iter().filter(|c| !c.sandbox);
        let told = match self.known() {
            Known::Stopped => Told::Stopped,
            Known::Running => Told::Running,
            Known::None | Known::Pulled | Known::Created => {
                let images = self.fetched && own().all(|c| c.known >= Known::Pulled);
                if images { Told::Pending } else { Told::Nothing }
            }
        };
        // While a task goes down, its end is what there is to tell.
        let more =
            self.told == Told::Running && self.desired == Desired::Running && own().any(|c| c.known > c.told);
        // INVARIANT: what is told only moves forward.
        let told = told.max(self.told);
        if told == self.told && !(more && told == Told::Running) {
            return None;
        }
        self.told = told;
        for c in &mut self.containers {
            c.told = c.told.max(c.known);
        }
        Some(self.change(told))
    }

    fn change(&self, told: Told) -> Change {
        let status = match told {
            Told::Nothing | Told::Pending => "PENDING",
            Told::Running => "RUNNING",
            Told::Stopped => "STOPPED",
        };
        Change {
            task: self.task.arn.clone(),
            status: status.to_owned(),
            reason: self.reason.as_deref().map(bounded).unwrap_or_default(),
            containers: self
                .containers
                .iter()
                .filter(|c| !c.sandbox)
                .map(ContainerRecord::change)
                .collect(),
            pull_started_at: self.pull_started_at.map(seconds),
            pull_stopped_at: self.pull_stopped_at.map(seconds),
            execution_stopped_at: self.execution_stopped_at.map(seconds),
        }
    }
}

impl ContainerRecord {
    fn change(&self) -> ContainerChange {
        // What was told before holds while the container is being restarted.
        let status = match self.told.max(self.known) {
            Known::None | Known::Pulled | Known::Created => "PENDING",
            Known::Running => "RUNNING",
            Known::Stopped => "STOPPED",
        };
        let bindings = self.bindings.iter().map(|b| NetworkBinding {
            bind_ip: b.bind_ip.clone(),
            container_port: b.container_port,
            host_port: b.host_port,
            protocol: b.protocol.clone(),
        });
        ContainerChange {
            container_name: self.name.clone(),
            status: status.to_owned(),
            runtime_id: self.id.clone(),
            exit_code: self.exit_code,
            reason: self.reason.as_deref().map(bounded),
            image_digest: self.digest.clone(),
            network_bindings: bindings.collect(),
        }
    }
}

fn bounded(reason: &str) -> String {
    reason.chars().take(REASON_MAX).collect()
}
