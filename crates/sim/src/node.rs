//! A machine with its agent, as far as the control plane can tell: it speaks ACS, keeps a journal, and runs tasks
//! that take their time. Pure: messages and chance in, answers and reports out.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use wire::acs::{
    AckRequest, FromAgent, HeartbeatAckRequest, PayloadMessage, TaskIdentifier, TaskManifestMessage,
    TaskStopVerificationMessage, ToAgent, task_id,
};
use wire::ecs as w;

use crate::chance::Chance;

/// How far a task has come here; what was reached is told before the next step is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    Taken,
    Pulled,
    Running,
    Over,
}

#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub wanted: bool,
    pub phase: Phase,
    cluster: String,
    containers: Vec<String>,
    /// Its network interface.
    eni: Option<String>,
}

/// A report that is told until it is heard.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    pub number: u64,
    pub body: w::SubmitTaskStateChangeRequest,
}

#[derive(Default)]
pub(crate) struct Node {
    pub name: String,
    pub cluster: String,
    /// The agent's process as it tells it to the control plane when it connects; empty when it tells none.
    pub process: String,
    /// The id that its container instance is to have; the official agent asks for none.
    pub registration: Option<String>,
    /// Counts the agent's processes: answers to calls of an earlier one are heard by nobody.
    pub boot: u64,
    // The journal: survives everything but `wipe`.
    pub arn: Option<String>,
    sequence: i64,
    pub tasks: BTreeMap<String, Held>,
    /// Sandboxes that are up, by the id of their interface.
    pub sandboxes: BTreeSet<String>,
    pub outbox: VecDeque<Report>,
    reports: u64,
    /// The manifest whose candidates await verification.
    manifest: Option<String>,
    /// Refused as inactive: it waits for its operator.
    pub inactive: bool,
    /// Registered by the process that runs.
    pub registered: bool,
}

impl Node {
    pub(crate) fn new(name: String, cluster: String, process: String) -> Self {
        Self {
            registration: (!process.is_empty()).then(|| format!("{process}{process}")),
            name,
            cluster,
            process,
            ..Self::default()
        }
    }

    /// Whether its agent is Longshore's, which makes sandboxes ahead of their tasks.
    pub(crate) fn ours(&self) -> bool {
        !self.process.is_empty()
    }

    /// Whether it is this container instance.
    pub(crate) fn is(&self, instance: &str) -> bool {
        self.arn.as_ref().is_some_and(|a| a.ends_with(instance))
    }

    /// The tasks whose containers are here and wanted.
    pub(crate) fn running(&self) -> impl Iterator<Item = &str> {
        self.tasks
            .iter()
            .filter(|(_, h)| h.phase == Phase::Running)
            .map(|(arn, _)| arn.as_str())
    }

    /// Whether there is something left to do.
    pub(crate) fn busy(&self) -> bool {
        self.tasks
            .values()
            .any(|h| h.phase < Phase::Running || (h.phase == Phase::Running && !h.wanted))
    }

    /// The agent starts anew; its containers go on.
    pub(crate) fn restart(&mut self, process: String) {
        self.process = process;
        self.boot += 1;
        self.manifest = None;
        self.inactive = false;
        self.registered = false;
    }

    /// The machine starts anew: what ran is dead.
    pub(crate) fn reboot(&mut self, process: String) {
        self.restart(process);
        let dead: Vec<String> = self.running().map(str::to_owned).collect();
        for arn in dead {
            self.end(&arn, Some(137));
        }
        // Tasks that have not begun make theirs.
        self.keep(BTreeSet::new());
    }

    /// A new machine in the place of the old: nothing is left.
    pub(crate) fn wipe(&mut self, process: String) {
        *self = Self {
            reports: self.reports,
            boot: self.boot + 1,
            ..Self::new(self.name.clone(), self.cluster.clone(), process)
        };
    }

    /// What the agent answers.
    pub(crate) fn receive(&mut self, message: ToAgent) -> Vec<FromAgent> {
        match message {
            ToAgent::Heartbeat(m) => vec![FromAgent::HeartbeatAck(HeartbeatAckRequest {
                message_id: m.message_id,
            })],
            ToAgent::Payload(m) => vec![self.payload(m)],
            ToAgent::Manifest(m) => self.manifest(m),
            ToAgent::ReadyInterfaces(m) => {
                self.keep(m.interfaces.into_iter().map(|e| e.ec2_id).collect());
                Vec::new()
            }
            ToAgent::StopVerificationAck(m) => {
                if self.manifest.take_if(|id| *id == m.message_id).is_some() {
                    for t in &m.stop_tasks {
                        self.unwant(&t.task_arn);
                    }
                }
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn payload(&mut self, m: PayloadMessage) -> FromAgent {
        for t in m.tasks {
            let stop = t.desired_status == "STOPPED";
            let cluster = t.task_cluster_arn.unwrap_or_default();
            let eni = t.elastic_network_interfaces.into_iter().next().map(|e| e.ec2_id);
            if !self.tasks.contains_key(&t.arn) {
                self.sandboxes.extend(eni.clone());
            }
            let held = self.tasks.entry(t.arn.clone()).or_insert_with(|| Held {
                wanted: true,
                phase: Phase::Taken,
                cluster,
                containers: t.containers.into_iter().map(|c| c.name).collect(),
                eni,
            });
            held.wanted &= !stop;
        }
        self.sequence = self.sequence.max(m.seq_num.unwrap_or(0));
        FromAgent::Ack(AckRequest {
            cluster: m.cluster_arn,
            container_instance: m.container_instance_arn,
            message_id: m.message_id,
        })
    }

    fn manifest(&mut self, m: TaskManifestMessage) -> Vec<FromAgent> {
        let timeline = m.timeline.unwrap_or(i64::MIN);
        if timeline <= self.sequence {
            return Vec::new();
        }
        self.sequence = timeline;
        let wanted = |arn: &str| {
            m.tasks
                .iter()
                .any(|t| t.task_arn == arn && t.desired_status == "RUNNING")
        };
        let surplus: Vec<_> = self
            .tasks
            .iter()
            .filter(|(arn, h)| h.wanted && h.phase != Phase::Over && !wanted(arn))
            .map(|(arn, h)| TaskIdentifier {
                task_arn: arn.clone(),
                task_cluster_arn: h.cluster.clone(),
                desired_status: "STOPPED".into(),
            })
            .collect();
        let mut out = vec![FromAgent::Ack(AckRequest {
            cluster: m.cluster_arn,
            container_instance: m.container_instance_arn,
            message_id: m.message_id.clone(),
        })];
        if !surplus.is_empty() {
            self.manifest = Some(m.message_id.clone());
            out.push(FromAgent::StopVerification(TaskStopVerificationMessage {
                message_id: m.message_id,
                stop_candidates: surplus,
            }));
        }
        out
    }

    /// Has these sandboxes ready besides those of its tasks, and no others.
    fn keep(&mut self, ready: BTreeSet<String>) {
        let alive = self.tasks.values().filter(|h| h.phase < Phase::Over);
        self.sandboxes = alive.filter_map(|h| h.eni.clone()).chain(ready).collect();
    }

    fn unwant(&mut self, arn: &str) {
        if let Some(h) = self.tasks.get_mut(arn) {
            h.wanted = false;
        }
    }

    /// One task of those that have something to do comes a step further.
    pub(crate) fn work(&mut self, chance: &Chance) {
        let todo: Vec<(String, Held)> = self
            .tasks
            .iter()
            .filter(|(_, h)| h.phase < Phase::Running || (h.phase == Phase::Running && !h.wanted))
            .map(|(a, h)| (a.clone(), h.clone()))
            .collect();
        let Some((arn, h)) = chance.pick(&todo) else {
            return;
        };
        match h.phase {
            Phase::Taken | Phase::Pulled if !h.wanted => self.end(arn, None),
            Phase::Taken => self.reach(arn, Phase::Pulled, "PENDING"),
            Phase::Pulled => self.reach(arn, Phase::Running, "RUNNING"),
            _ => self.end(arn, Some(143)),
        }
    }

    /// One running task ends by itself, or one that is being started cannot be.
    pub(crate) fn exit_one(&mut self, chance: &Chance) {
        let alive: Vec<(String, Phase)> = self
            .tasks
            .iter()
            .filter(|(_, h)| h.phase < Phase::Over)
            .map(|(a, h)| (a.clone(), h.phase))
            .collect();
        if let Some((arn, phase)) = chance.pick(&alive) {
            self.end(arn, (*phase == Phase::Running).then_some(1));
        }
    }

    fn end(&mut self, arn: &str, code: Option<i32>) {
        if let Some(eni) = self.tasks.get(arn).and_then(|h| h.eni.clone()) {
            self.sandboxes.remove(&eni);
        }
        self.reach(arn, Phase::Over, "STOPPED");
        let last = self.outbox.back_mut().and_then(|r| r.body.containers.as_mut());
        for c in last.into_iter().flatten() {
            c.exit_code = code;
            c.reason = code
                .is_none()
                .then(|| "CannotStartContainerError: it was never started".into());
        }
    }

    fn reach(&mut self, arn: &str, phase: Phase, status: &str) {
        let Some(h) = self.tasks.get_mut(arn) else { return };
        h.phase = phase;
        let containers = h.containers.iter().map(|name| w::ContainerStateChange {
            container_name: Some(name.clone()),
            status: Some(status.into()),
            runtime_id: Some(format!("{name}-{}", task_id(arn))),
            ..Default::default()
        });
        self.reports += 1;
        self.outbox.push_back(Report {
            number: self.reports,
            body: w::SubmitTaskStateChangeRequest {
                cluster: Some(h.cluster.clone()),
                task: Some(arn.to_owned()),
                status: Some(status.into()),
                containers: Some(containers.collect()),
                ..Default::default()
            },
        });
    }
}
