//! What the control plane is told: the members of `SubmitTaskStateChange`.

use serde::{Deserialize, Serialize};

use wire::acs;

use super::record::{ContainerRecord, Desired, Known, TaskRecord, Told};
use crate::clock::seconds;
use crate::runtime::Binding;

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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) container_port: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) host_port: Option<u16>,
    /// `first-last`, in the place of single ports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) container_port_range: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) host_port_range: Option<String>,
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
            // A task that goes down because of a container that could not start never ran: the others run only to be stopped.
            Known::Running if self.desired == Desired::Stopped && own().any(|c| c.never_ran()) => {
                Told::Nothing
            }
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
            containers: (0..self.containers.len())
                .filter_map(|c| Some((self.containers.get(c)?, self.spec(c))))
                .filter(|(c, _)| !c.sandbox)
                .map(|(c, spec)| c.change(spec))
                .collect(),
            pull_started_at: self.pull_started_at.map(seconds),
            pull_stopped_at: self.pull_stopped_at.map(seconds),
            execution_stopped_at: self.execution_stopped_at.map(seconds),
        }
    }
}

impl ContainerRecord {
    fn never_ran(&self) -> bool {
        self.known == Known::Stopped && self.started_at.is_none()
    }

    fn change(&self, spec: Option<&acs::Container>) -> ContainerChange {
        // What was told before holds while the container is being restarted.
        let status = match self.told.max(self.known) {
            Known::None | Known::Pulled | Known::Created => "PENDING",
            Known::Running => "RUNNING",
            Known::Stopped => "STOPPED",
        };
        ContainerChange {
            container_name: self.name.clone(),
            status: status.to_owned(),
            runtime_id: self.id.clone(),
            exit_code: self.exit_code,
            reason: self.reason.as_deref().map(bounded),
            image_digest: self.digest.clone(),
            network_bindings: bindings(&self.bindings, spec),
        }
    }
}

/// As ECS tells of them: a range of ports is one binding, wherever the host's ports are one range too.
fn bindings(all: &[Binding], spec: Option<&acs::Container>) -> Vec<NetworkBinding> {
    let mut left = all.to_vec();
    let mut told = Vec::new();
    for (first, last, protocol) in spec.into_iter().flat_map(super::ports::ranges) {
        let inside = |b: &Binding| (first..=last).contains(&b.container_port) && b.protocol == protocol;
        let mut own: Vec<_> = left.iter().filter(|b| inside(b)).cloned().collect();
        own.sort_by_key(|b| b.container_port);
        let Some(base) = own.first().map(|b| b.host_port) else {
            continue;
        };
        let in_step = own.iter().zip(first..=last).all(|(b, port)| {
            b.container_port == port && b.host_port.checked_sub(base) == port.checked_sub(first)
        });
        if in_step && own.len() == usize::from(last - first) + 1 {
            left.retain(|b| !inside(b));
            told.push(NetworkBinding {
                bind_ip: own.into_iter().next().map(|b| b.bind_ip).unwrap_or_default(),
                container_port_range: Some(format!("{first}-{last}")),
                host_port_range: Some(format!("{base}-{}", base + (last - first))),
                protocol,
                ..NetworkBinding::default()
            });
        }
    }
    let single = left.into_iter().map(|b| NetworkBinding {
        bind_ip: b.bind_ip,
        container_port: Some(b.container_port),
        host_port: Some(b.host_port),
        protocol: b.protocol,
        ..NetworkBinding::default()
    });
    single.chain(told).collect()
}

fn bounded(reason: &str) -> String {
    reason.chars().take(REASON_MAX).collect()
}
