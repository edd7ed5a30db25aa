//! ACS: the conversation in which an agent is told what to run. One per instance.
//!
//! What is wanted stands in the machine's [`Assignment`]s. This socket sends what the agent has not acknowledged,
//! and notes what it has. After the handshake it also sends a manifest of everything that should run, so that an
//! agent which missed a stop finds out.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use kernel::key::KeyRange;
use kernel::socket::{Event, Listener, Socket, Step};
use kernel::{Cx, Fault, Key, Record as _, Time, Txn};
use wire::acs::{
    FromAgent, HeartbeatMessage, PayloadMessage, ReadyInterfacesMessage, TaskIdentifier, TaskManifestMessage,
    TaskStopVerificationAck, ToAgent,
};

use super::errands::Errands;
use crate::account_setting::ready;
use crate::cluster::record as cluster;
use crate::container_instance::record::{ContainerInstance, Session};
use crate::task::credentials::{self, RoleCredentials};
use crate::task::exec::record::{Session as Exec, Summons};
use crate::task::pool::{self, Pool};
use crate::task::record::{Assignment, NodeRef, Task, TaskEvent};
use crate::task::{payload, store};
use crate::task_definition::record::TaskDefinition;

/// The agent closes a connection on which it has heard nothing for 60 to 120 s.
const HEARTBEAT: Duration = Duration::from_secs(30);
/// Without an answer for this long the agent counts as gone.
const SILENCE: Duration = Duration::from_secs(75);
/// A payload without an ack is sent again after this.
const RESEND: Duration = Duration::from_secs(20);
/// Tasks per payload: bounds the size of one frame.
const PER_PAYLOAD: usize = 20;

pub(crate) struct Acs;

impl Listener for Acs {
    fn path(&self) -> &'static str {
        "/acs/ws"
    }

    fn action(&self) -> &'static str {
        "ecs:Poll"
    }

    fn accept(&self, cx: &Cx<'_>, t: &mut Txn, query: &[(String, String)]) -> Result<Box<dyn Socket>, Fault> {
        let found = super::instance(cx, t, query, "containerInstanceArn")?;
        let node = NodeRef {
            scope: found.scope.clone(),
            cluster: found.cluster.clone(),
            id: found.id.clone(),
        };
        let value = |name: &str| {
            query
                .iter()
                .find(|(k, _)| k == name)
                .map(|(_, v)| v.clone())
                .unwrap_or_default()
        };
        let process = value("longshoreProcess");
        let live = t
            .get::<Session>(&session_key(&node))?
            .filter(|s| process.is_empty() || s.process != process);
        // A stolen key must not listen in (a second session would get every task's payload). Our own agent proves
        // that it is the same process and takes over at once; another that lost its connection without our noticing
        // is let in once its silence has lasted.
        if live.is_some_and(|s| cx.now.since(s.heard) < SILENCE) {
            tracing::warn!(instance = %found.arn(), from = ?cx.call.source_ip, "refused a second ACS session for a connected instance");
            return Err(Fault::new(
                "AccessDeniedException",
                403,
                "Another agent is connected for this container instance.",
            ));
        }
        let mut i = (*found).clone();
        i.agent_version = value("agentVersion");
        i.agent_hash = value("agentHash");
        i.docker_version = value("dockerVersion");
        if (&i.agent_version, &i.agent_hash, &i.docker_version)
            != (&found.agent_version, &found.agent_hash, &found.docker_version)
        {
            i.version += 1;
            t.put(i)?;
        }
        let session = cx.dice().hex(8);
        t.put(Session {
            scope: node.scope.clone(),
            cluster: node.cluster.clone(),
            id: node.id.clone(),
            session: session.clone(),
            process,
            since: cx.now,
            heard: cx.now,
        })?;
        Ok(Box::new(Talk {
            watches: watches(&node),
            node,
            session,
            sent: BTreeMap::new(),
            summoned: BTreeMap::new(),
            credentials: BTreeMap::new(),
            ready: None,
            ours: found.attribute("longshore.agent-version").is_some(),
            beat_at: cx.now + HEARTBEAT,
            heard: cx.now,
            manifest: None,
        }))
    }

    fn refusal(&self, fault: &Fault) -> (u16, String) {
        // The agent looks for the exception's name as the first key.
        (
            fault.status,
            serde_json::json!({ &*fault.code: fault.message }).to_string(),
        )
    }
}

/// What wakes the conversation with a machine.
fn watches(node: &NodeRef) -> Arc<[KeyRange]> {
    let only = |k: Key| KeyRange {
        end: Key::from_stored(&format!("{}\u{0}", k.as_str())),
        start: k,
    };
    [
        Assignment::range_of(node),
        Summons::range_of(node),
        RoleCredentials::range_of(node),
        Pool::range_of(node),
        only(ready::key(&node.scope)),
        only(session_key(node)),
        only(ContainerInstance::key_of(&node.scope, &node.cluster, &node.id)),
    ]
    .into()
}

fn session_key(n: &NodeRef) -> Key {
    Session::key_of(&n.scope, &n.cluster, &n.id)
}

/// Sessions end with the process that held them: called once when it starts.
///
/// # Errors
/// Internal faults only.
pub fn forget_sessions(t: &mut Txn) -> Result<(), Fault> {
    for kind in [Session::KIND, Exec::KIND, Summons::KIND] {
        for key in t.keys(&Key::all(kind)) {
            t.delete(&key);
        }
    }
    Ok(())
}

/// What one payload told, until it is acknowledged.
#[derive(Clone)]
struct Sent {
    at: Time,
    /// Assignment and generation.
    told: Vec<(Key, i64)>,
}

#[derive(Clone)]
struct Told {
    at: Time,
    expiration: String,
    acked: bool,
}

#[derive(Clone)]
struct Talk {
    node: NodeRef,
    watches: Arc<[KeyRange]>,
    session: String,
    /// By message id.
    sent: BTreeMap<String, Sent>,
    /// Sessions that were told of, by message id.
    summoned: BTreeMap<String, (Time, String)>,
    /// Credentials that were told, by their id. Forgotten with the connection, so that each new one tells them again:
    /// a restarted agent has none.
    credentials: BTreeMap<String, Told>,
    /// The ready interfaces that were told last.
    ready: Option<Vec<String>>,
    /// Longshore's own agent, which makes sandboxes ahead.
    ours: bool,
    beat_at: Time,
    heard: Time,
    /// Id of the manifest that may still be verified.
    manifest: Option<String>,
}

impl Socket for Talk {
    fn watches(&self) -> Arc<[KeyRange]> {
        Arc::clone(&self.watches)
    }

    fn step(&self, cx: &Cx<'_>, t: &mut Txn, event: &Event) -> Result<Step, Fault> {
        let mut next = self.clone();
        let mut out = Vec::new();
        if matches!(event, Event::Closed) {
            let mine = t
                .get::<Session>(&session_key(&self.node))?
                .is_some_and(|s| s.session == self.session);
            if mine {
                t.delete(&session_key(&self.node));
            }
            return Ok(Step {
                next: Box::new(next),
                frames: Vec::new(),
                close: None,
                wake: None,
            });
        }
        if let Some(close) = next.displaced(cx, t)? {
            return Ok(Step {
                next: Box::new(next),
                frames: Vec::new(),
                close: Some(close),
                wake: None,
            });
        }
        match event {
            Event::Opened => out.push(next.manifest(cx, t)?),
            Event::Text(text) => next.receive(cx, t, text, &mut out)?,
            Event::Wake | Event::Closed => {}
        }
        next.send_wanted(cx, t, &mut out)?;
        next.summon(cx, t, &mut out)?;
        let renew = next.tell_credentials(cx, t, &mut out)?;
        let fill = next.tell_ready(cx, t, &mut out)?;
        if cx.now >= next.beat_at {
            next.beat_at = cx.now + HEARTBEAT;
            out.push(ToAgent::Heartbeat(HeartbeatMessage {
                message_id: cx.dice().uuid(),
                healthy: Some(true),
            }));
        }
        let told = next.sent.values().map(|s| s.at);
        let resend = told
            .chain(next.summoned.values().map(|s| s.0))
            .chain(next.credentials.values().filter(|c| !c.acked).map(|c| c.at))
            .map(|at| at + RESEND)
            .min();
        let wake = [Some(next.beat_at), resend, renew, fill]
            .into_iter()
            .flatten()
            .min();
        Ok(Step {
            next: Box::new(next),
            frames: out.iter().map(ToAgent::to_text).collect(),
            close: None,
            wake,
        })
    }
}

impl Talk {
    /// Why this session must end, if it must.
    fn displaced(&self, cx: &Cx<'_>, t: &mut Txn) -> Result<Option<(u16, String)>, Fault> {
        let instance = ContainerInstance::key_of(&self.node.scope, &self.node.cluster, &self.node.id);
        if !t
            .get::<ContainerInstance>(&instance)?
            .is_some_and(|i| i.is_registered())
        {
            return Ok(Some((
                1008,
                "InactiveInstanceException: the container instance has been deregistered".into(),
            )));
        }
        if t.get::<Session>(&session_key(&self.node))?
            .is_none_or(|s| s.session != self.session)
        {
            return Ok(Some((1008, "another session has taken over".into())));
        }
        let silent = cx.now.since(self.heard) >= SILENCE;
        Ok(silent.then(|| (1011, "no heartbeat was acknowledged".into())))
    }

    fn arns(&self) -> (String, String) {
        let n = &self.node;
        (
            cluster::arn(&n.scope, &n.cluster),
            n.scope
                .arn("ecs", format_args!("container-instance/{}/{}", n.cluster, n.id)),
        )
    }

    /// Everything that should run here. The store's revision rises for ever, as the manifest's number must.
    fn manifest(&mut self, cx: &Cx<'_>, t: &mut Txn) -> Result<ToAgent, Fault> {
        let (cluster_arn, container_instance_arn) = self.arns();
        let message_id = cx.dice().uuid();
        self.manifest = Some(message_id.clone());
        let tasks = t
            .range::<Assignment>(&Assignment::range_of(&self.node))?
            .iter()
            .map(|a| TaskIdentifier {
                task_arn: a
                    .task_scope
                    .arn("ecs", format_args!("task/{}/{}", a.task_cluster, a.task_id)),
                task_cluster_arn: cluster::arn(&a.task_scope, &a.task_cluster),
                desired_status: if a.run { "RUNNING" } else { "STOPPED" }.into(),
            })
            .collect();
        Ok(ToAgent::Manifest(TaskManifestMessage {
            message_id,
            cluster_arn,
            container_instance_arn,
            generated_at: Some(cx.now.0),
            timeline: Some(number(t)),
            tasks,
        }))
    }

    fn receive(&mut self, cx: &Cx<'_>, t: &mut Txn, text: &str, out: &mut Vec<ToAgent>) -> Result<(), Fault> {
        let Ok(message) = FromAgent::parse(text) else {
            tracing::warn!(instance = %self.node.id, "an ACS frame could not be read");
            return Ok(());
        };
        self.heard = cx.now;
        match message {
            FromAgent::Ack(ack) => self.acked(cx, t, &ack.message_id)?,
            FromAgent::Nack(nack) => {
                tracing::warn!(instance = %self.node.id, reason = nack.reason, "the agent refused a message")
            }
            FromAgent::HeartbeatAck(_) => {
                if let Some(s) = t.get::<Session>(&session_key(&self.node))? {
                    t.put(Session {
                        heard: cx.now,
                        ..(*s).clone()
                    })?;
                }
            }
            FromAgent::StopVerification(v) if self.manifest.as_deref() == Some(&*v.message_id) => {
                self.manifest = None;
                let mut stop = Vec::new();
                for candidate in v.stop_candidates {
                    if !self.wanted(t, &candidate.task_arn)? {
                        stop.push(candidate);
                    }
                }
                out.push(ToAgent::StopVerificationAck(TaskStopVerificationAck {
                    message_id: v.message_id,
                    generated_at: Some(cx.now.0),
                    stop_tasks: stop,
                }));
            }
            FromAgent::CredentialsAck(ack) => {
                if let Some(told) = self.credentials.get_mut(&ack.credentials_id)
                    && told.expiration == ack.expiration
                {
                    told.acked = true;
                }
            }
            FromAgent::StopVerification(_) => {}
            FromAgent::Other(kind) => tracing::debug!(kind, "an ACS message of an unknown type"),
        }
        Ok(())
    }

    fn wanted(&self, t: &mut Txn, arn: &str) -> Result<bool, Fault> {
        let id = wire::acs::task_id(arn);
        Ok(t.get::<Assignment>(&Assignment::key_of(&self.node, id))?
            .is_some_and(|a| a.run))
    }

    /// The agent has taken over what that payload told.
    fn acked(&mut self, cx: &Cx<'_>, t: &mut Txn, message_id: &str) -> Result<(), Fault> {
        if let Some((_, session)) = self.summoned.remove(message_id) {
            t.delete(&Summons::key_of(&self.node, &session));
        }
        let Some(sent) = self.sent.remove(message_id) else {
            return Ok(());
        };
        for (key, generation) in sent.told {
            let Some(a) = t.get::<Assignment>(&key)? else {
                continue;
            };
            if a.acked < generation {
                t.put(Assignment {
                    acked: generation,
                    ..(*a).clone()
                })?;
            }
            if a.generation == generation
                && let Some(task) = t.get::<Task>(&a.task_key())?
                && task.state.clone().step(&TaskEvent::Accepted) != task.state
            {
                store::apply(cx, t, &task, &TaskEvent::Accepted)?;
            }
        }
        Ok(())
    }

    /// Keeps the pools of ready interfaces, and tells what is in them when that has changed, always after the payloads
    /// of tasks that took one out.
    fn tell_ready(
        &mut self,
        cx: &Cx<'_>,
        t: &mut Txn,
        out: &mut Vec<ToAgent>,
    ) -> Result<Option<Time>, Fault> {
        if !self.ours {
            return Ok(None);
        }
        let (ready, wake) = pool::keep(cx, t, &self.node)?;
        let ids: Vec<String> = ready.iter().map(|e| e.eni_id.clone()).collect();
        if self.ready.as_ref() != Some(&ids) {
            self.ready = Some(ids);
            out.push(ToAgent::ReadyInterfaces(ReadyInterfacesMessage {
                message_id: cx.dice().uuid(),
                interfaces: ready
                    .iter()
                    .map(|e| payload::interface(e, &self.node.scope))
                    .collect(),
            }));
        }
        Ok(wake)
    }

    /// Tells the credentials of tasks that the agent has, as far as it has not been told on this connection. Answers
    /// when the next renewal is due.
    fn tell_credentials(
        &mut self,
        cx: &Cx<'_>,
        t: &mut Txn,
        out: &mut Vec<ToAgent>,
    ) -> Result<Option<Time>, Fault> {
        let all = credentials::current(cx, t, &self.node)?;
        self.credentials.retain(|id, _| all.iter().any(|c| c.id == *id));
        for c in &all {
            let expiration = c.expiration();
            let told = self
                .credentials
                .get(&c.id)
                .filter(|told| told.expiration == expiration);
            if told.is_some_and(|told| told.acked || cx.now.since(told.at) < RESEND) {
                continue;
            }
            // What the agent has not taken over yet comes with its payload.
            let assignment = t.get::<Assignment>(&Assignment::key_of(&self.node, &c.task_id))?;
            if assignment.is_none_or(|a| a.acked == 0) {
                continue;
            }
            self.note(cx, &c.id, expiration);
            out.push(ToAgent::Credentials(c.message(cx.dice().uuid())));
        }
        Ok(all.iter().map(|c| c.renew).min())
    }

    fn note(&mut self, cx: &Cx<'_>, id: &str, expiration: String) {
        let told = Told {
            at: cx.now,
            expiration,
            acked: false,
        };
        self.credentials.insert(id.to_owned(), told);
    }

    /// Tells of every session that the agent has not taken over and that is not under way.
    fn summon(&mut self, cx: &Cx<'_>, t: &mut Txn, out: &mut Vec<ToAgent>) -> Result<(), Fault> {
        self.summoned.retain(|_, (at, _)| cx.now.since(*at) < RESEND);
        for s in t.range::<Summons>(&Summons::range_of(&self.node))? {
            let under_way = self.summoned.values().any(|(_, id)| *id == s.session);
            let Some(session) = t.get::<Exec>(&Exec::key_of(&s.session))?.filter(|_| !under_way) else {
                continue;
            };
            let (message_id, token) = (cx.dice().uuid(), cx.dice().hex(32));
            self.summoned
                .insert(message_id.clone(), (cx.now, s.session.clone()));
            out.push(ToAgent::OpenSession(session.message(
                message_id,
                &token,
                self.arns(),
            )));
            t.put(session.expecting(&token))?;
        }
        Ok(())
    }

    /// Sends every assignment that the agent has not acknowledged and that is not under way.
    fn send_wanted(&mut self, cx: &Cx<'_>, t: &mut Txn, out: &mut Vec<ToAgent>) -> Result<(), Fault> {
        self.sent.retain(|_, s| cx.now.since(s.at) < RESEND);
        let mut told = Vec::new();
        let mut tasks = Vec::new();
        let range = Assignment::range_of(&self.node);
        let open = cx
            .kernel
            .derived::<Errands, _>(t, |errands| Ok(errands.within(&range)))?;
        for key in open {
            let Some(a) = t.get::<Assignment>(&key)? else {
                continue;
            };
            let under_way = self
                .sent
                .values()
                .flat_map(|s| &s.told)
                .any(|(k, g)| *k == key && *g >= a.generation);
            if !a.is_open() || under_way || tasks.len() == PER_PAYLOAD {
                continue;
            }
            let Some(task) = t.get::<Task>(&a.task_key())? else {
                continue;
            };
            let definition = TaskDefinition::key_of(&task.scope, &task.family, task.revision);
            let Some(definition) = t.get::<TaskDefinition>(&definition)? else {
                continue;
            };
            let mut shown = payload::task(&task, &definition, a.run, &super::ops::base(cx));
            if a.run {
                for c in credentials::fill(t, &self.node, &a.task_id, &mut shown)? {
                    self.note(cx, &c.id, c.expiration());
                }
            }
            tasks.push(shown);
            told.push((key, a.generation));
        }
        if tasks.is_empty() {
            return Ok(());
        }
        let (cluster_arn, container_instance_arn) = self.arns();
        let message_id = cx.dice().uuid();
        self.sent.insert(message_id.clone(), Sent { at: cx.now, told });
        out.push(ToAgent::Payload(PayloadMessage {
            cluster_arn,
            container_instance_arn,
            message_id,
            generated_at: Some(cx.now.0),
            seq_num: Some(number(t)),
            timeline: None,
            tasks,
        }));
        Ok(())
    }
}

fn number(t: &Txn) -> i64 {
    i64::try_from(t.revision()).unwrap_or(i64::MAX)
}
