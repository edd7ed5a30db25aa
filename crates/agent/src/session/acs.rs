//! ACS: the control plane's wishes. Messages are handled one at a time in the order they come.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::sleep_until;
use tokio_util::sync::CancellationToken;
use tracing::{debug, info, warn};
use wire::acs::{
    AckRequest, FromAgent, HeartbeatAckRequest, IamRoleCredentials, IamRoleCredentialsAckRequest,
    NackRequest, PayloadMessage, TaskIdentifier, TaskManifestMessage, TaskStopVerificationAck,
    TaskStopVerificationMessage, ToAgent,
};

use super::Session;
use super::life::{End, Reconnect, Timers};
use super::register::Endpoints;
use super::socket::{Socket, url};
use crate::api::ApiError;
use crate::backoff::Backoff;
use crate::dice;
use crate::exec;
use crate::slot::Engine;

const RETRY: Backoff = Backoff::new(Duration::from_millis(250), Duration::from_secs(120), 1.5);
/// The connection tells the engine's version, so it waits a moment for one.
const ENGINE_WAIT: Duration = Duration::from_millis(500);
/// The highest sequence number or timeline seen; a manifest must be newer.
pub(super) const SEQUENCE: &str = "sequence";

/// Connects and serves until the agent stops.
pub(crate) async fn run(session: Arc<Session>, arn: String, stop: CancellationToken) {
    let mut endpoints = Endpoints::default();
    let mut reconnect = Reconnect::new(RETRY);
    let mut first = true;
    loop {
        let end = match endpoints.find(&session, &arn).await {
            Err(e) => End::Trouble(e.to_string()),
            Ok((endpoint, _)) => match connect(&session, &endpoint, &arn, first).await {
                Err(end) => end,
                Ok(socket) => {
                    info!("connected to the control plane");
                    first = false;
                    reconnect.opened();
                    session.connected(true, None);
                    serve(&session, socket, &arn, &stop).await
                }
            },
        };
        if stop.is_cancelled() {
            return;
        }
        let trouble = match &end {
            End::Permissible => None,
            End::Trouble(why) => Some(why.clone()),
            End::Inactive => Some("the container instance is not active".to_owned()),
        };
        let wait = reconnect.wait(&end);
        debug!(?end, ?wait, "the connection ended");
        session.connected(false, trouble);
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(wait) => {}
        }
    }
}

async fn connect(session: &Session, endpoint: &str, arn: &str, first: bool) -> Result<Socket, End> {
    let docker = match session.tasks.slot.soon(ENGINE_WAIT).await {
        Engine::Up(_, version) => version.version,
        Engine::Away(_) => String::new(),
    };
    let query = [
        ("agentHash", "longshore".to_owned()),
        ("agentVersion", env!("CARGO_PKG_VERSION").to_owned()),
        ("clusterArn", session.config.cluster.clone()),
        ("containerInstanceArn", arn.to_owned()),
        ("dockerVersion", format!("DockerVersion: {docker}")),
        ("protocolVersion", "2".to_owned()),
        ("longshoreProcess", session.process.clone()),
        ("sendCredentials", first.to_string()),
        ("seqNum", "1".to_owned()),
    ];
    let url = url(endpoint, &query).map_err(|e| End::Trouble(format!("{e:#}")))?;
    Socket::open(url, &session.config, &session.dialer).await
}

async fn serve(session: &Arc<Session>, mut socket: Socket, arn: &str, stop: &CancellationToken) -> End {
    let mut timers = Timers::new();
    let mut handler = Handler {
        session,
        arn,
        manifest: None,
    };
    loop {
        let text = tokio::select! {
            () = stop.cancelled() => {
                socket.close("the agent stops").await;
                return End::Permissible;
            }
            () = sleep_until(timers.silent_at) => return End::Trouble("the control plane is silent".to_owned()),
            () = sleep_until(timers.old_at) => {
                socket.close("ConnectionExpired: Reconnect to continue").await;
                return End::Permissible;
            }
            text = socket.next() => match text {
                Ok(text) => text,
                Err(end) => return end,
            },
        };
        timers.heard();
        let answers = match ToAgent::parse(&text) {
            Ok(message) => handler.handle(message).await,
            Err(e) => {
                warn!(error = %e, "a message could not be read");
                Vec::new()
            }
        };
        for answer in answers {
            if let Err(end) = socket.send(answer.to_text()).await {
                return end;
            }
        }
    }
}

struct Handler<'a> {
    session: &'a Arc<Session>,
    arn: &'a str,
    /// The manifest whose stop candidates await verification; good once.
    manifest: Option<String>,
}

impl Handler<'_> {
    /// What is answered, in order.
    async fn handle(&mut self, message: ToAgent) -> Vec<FromAgent> {
        let ack = |cluster: String, container_instance: String, message_id: String| {
            FromAgent::Ack(AckRequest {
                cluster,
                container_instance,
                message_id,
            })
        };
        match message {
            ToAgent::Heartbeat(m) => vec![FromAgent::HeartbeatAck(HeartbeatAckRequest {
                message_id: m.message_id,
            })],
            ToAgent::Payload(m) => self.payload(m).await,
            ToAgent::Credentials(m) => match m.role_credentials {
                Some(c)
                    if self.session.vault.knows(&c.credentials_id)
                        || self.session.tasks.view(&m.task_arn).is_some() =>
                {
                    vec![self.keep(m.message_id, c)]
                }
                _ => Vec::new(),
            },
            ToAgent::Manifest(m) => self.manifest(m),
            ToAgent::StopVerificationAck(m) => {
                self.verified(&m);
                Vec::new()
            }
            ToAgent::AttachTaskInterfaces(m) => {
                if m.wait_timeout_ms.unwrap_or(0) <= 0 || m.elastic_network_interfaces.is_empty() {
                    return Vec::new();
                }
                let attached = m
                    .elastic_network_interfaces
                    .iter()
                    .map(|e| e.attachment_arn.clone())
                    .collect();
                self.attached("SubmitTaskStateChange", Some(m.task_arn), attached);
                vec![ack(m.cluster_arn, m.container_instance_arn, m.message_id)]
            }
            ToAgent::AttachInstanceInterfaces(m) => {
                if m.wait_timeout_ms.unwrap_or(0) <= 0 || m.elastic_network_interfaces.is_empty() {
                    return Vec::new();
                }
                let attached = m
                    .elastic_network_interfaces
                    .iter()
                    .map(|e| e.attachment_arn.clone())
                    .collect();
                self.attached("SubmitAttachmentStateChanges", None, attached);
                vec![ack(m.cluster_arn, m.container_instance_arn, m.message_id)]
            }
            ToAgent::ConfirmAttachment(m) => {
                let reason = "attachments of this type are not supported".to_owned();
                vec![nack(
                    m.cluster_arn,
                    m.container_instance_arn,
                    m.message_id,
                    reason,
                )]
            }
            ToAgent::StageUpdate(m) | ToAgent::PerformUpdate(m) => {
                vec![nack(
                    m.cluster_arn,
                    m.container_instance_arn,
                    m.message_id,
                    "Updates are disabled".to_owned(),
                )]
            }
            ToAgent::OpenSession(m) => {
                let answer = ack(
                    m.cluster_arn.clone(),
                    m.container_instance_arn.clone(),
                    m.message_id.clone(),
                );
                exec::open(self.session, m);
                vec![answer]
            }
            ToAgent::ReadyInterfaces(m) => {
                self.session.ready.tell(m.interfaces);
                Vec::new()
            }
            ToAgent::Error(m) | ToAgent::Close(m) => {
                warn!(text = m.message, "the control plane says");
                Vec::new()
            }
            ToAgent::Other(kind) => {
                debug!(kind, "a message of an unknown type");
                Vec::new()
            }
        }
    }

    async fn payload(&self, m: PayloadMessage) -> Vec<FromAgent> {
        if m.cluster_arn.is_empty() || m.container_instance_arn.is_empty() || m.message_id.is_empty() {
            warn!("a payload without its required members is dropped");
            return Vec::new();
        }
        let mut answers = vec![FromAgent::Ack(AckRequest {
            cluster: m.cluster_arn,
            container_instance: m.container_instance_arn,
            message_id: m.message_id.clone(),
        })];
        // Stops go first: they free what a start may need.
        let (stops, starts): (Vec<_>, Vec<_>) =
            m.tasks.into_iter().partition(|t| t.desired_status == "STOPPED");
        for mut task in stops.into_iter().chain(starts) {
            for credentials in [&mut task.role_credentials, &mut task.execution_role_credentials] {
                let Some(c) = credentials.take() else { continue };
                *credentials = Some(c.clone().without_secrets());
                answers.push(self.keep(m.message_id.clone(), c));
            }
            if let Err(e) = self.session.tasks.payload(task).await {
                // Not acked, so it comes again.
                warn!(error = %e, "a payload could not be taken over");
                return Vec::new();
            }
        }
        if let Some(n) = m.seq_num {
            self.remember(n);
        }
        answers
    }

    fn keep(&self, message_id: String, credentials: IamRoleCredentials) -> FromAgent {
        let ack = IamRoleCredentialsAckRequest {
            message_id,
            credentials_id: credentials.credentials_id.clone(),
            expiration: credentials.expiration.clone(),
        };
        self.session.vault.keep(credentials);
        FromAgent::CredentialsAck(ack)
    }

    fn sequence(&self) -> i64 {
        let stored = self.session.journal.meta(SEQUENCE).ok().flatten();
        stored.and_then(|n| n.parse().ok()).unwrap_or(i64::MIN)
    }

    fn remember(&self, number: i64) {
        if number > self.sequence()
            && let Err(e) = self.session.journal.note_meta(SEQUENCE, &number.to_string())
        {
            warn!(error = %e, "the journal cannot be written");
        }
    }

    fn manifest(&mut self, m: TaskManifestMessage) -> Vec<FromAgent> {
        let timeline = m.timeline.unwrap_or(i64::MIN);
        if timeline <= self.sequence() {
            debug!(timeline, "an old manifest is dropped");
            return Vec::new();
        }
        self.remember(timeline);
        let wanted = |arn: &str| {
            m.tasks
                .iter()
                .any(|t| t.task_arn == arn && t.desired_status == "RUNNING")
        };
        let surplus: Vec<_> = self
            .session
            .tasks
            .alive()
            .iter()
            .filter(|r| !wanted(&r.task.arn))
            .map(|r| TaskIdentifier {
                task_arn: r.task.arn.clone(),
                task_cluster_arn: r
                    .task
                    .task_cluster_arn
                    .clone()
                    .unwrap_or_else(|| m.cluster_arn.clone()),
                desired_status: "STOPPED".to_owned(),
            })
            .collect();
        let mut answers = vec![FromAgent::Ack(AckRequest {
            cluster: m.cluster_arn,
            container_instance: m.container_instance_arn,
            message_id: m.message_id.clone(),
        })];
        if !surplus.is_empty() {
            self.manifest = Some(m.message_id.clone());
            answers.push(FromAgent::StopVerification(TaskStopVerificationMessage {
                message_id: m.message_id,
                stop_candidates: surplus,
            }));
        }
        answers
    }

    fn verified(&mut self, m: &TaskStopVerificationAck) {
        if self.manifest.take_if(|id| *id == m.message_id).is_none() {
            return;
        }
        for task in &m.stop_tasks {
            info!(task = task.task_arn, "stopped by the control plane's manifest");
            self.session.tasks.ask_to_stop(&task.task_arn);
        }
    }

    /// The interface is made with the task's sandbox, so there is no device to wait for.
    fn attached(&self, operation: &'static str, task: Option<String>, attachments: Vec<String>) {
        let list: Vec<_> = attachments
            .iter()
            .map(|arn| json!({"attachmentArn": arn, "status": "ATTACHED"}))
            .collect();
        let mut body = json!({"cluster": self.session.config.cluster, "attachments": list});
        if let (Some(task), Some(body)) = (task, body.as_object_mut()) {
            body.insert("task".to_owned(), json!(task));
        }
        let session = self.session.clone();
        let arn = self.arn.to_owned();
        self.session.tracker.spawn(async move {
            let stop = session.stop.clone();
            tokio::select! {
                () = stop.cancelled() => {}
                told = confirm(&session, operation, body) => {
                    if let Err(e) = told {
                        warn!(instance = arn, error = %e, "an attachment could not be confirmed");
                    }
                }
            }
        });
    }
}

async fn confirm(session: &Session, operation: &str, body: Value) -> Result<(), ApiError> {
    let mut backoff = RETRY;
    loop {
        match session.api.ecs(operation, body.clone()).await {
            Err(e) if e.is_passing() => tokio::time::sleep(backoff.next(dice::unit())).await,
            other => return other.map(drop),
        }
    }
}

fn nack(cluster: String, container_instance: String, message_id: String, reason: String) -> FromAgent {
    FromAgent::Nack(NackRequest {
        cluster,
        container_instance,
        message_id,
        reason,
    })
}

impl Session {
    fn connected(&self, connected: bool, trouble: Option<String>) {
        let mut standing = self.standing.lock();
        standing.connected = connected;
        if trouble.is_some() || connected {
            standing.trouble = trouble;
        }
    }
}
