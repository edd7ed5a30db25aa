//! A session from its beginning to its end.

use std::sync::Arc;
use std::time::Duration;

use anyhow::bail;
use bytes::Bytes;
use futures_util::StreamExt;
use tokio::io::AsyncWriteExt;
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until};
use tokio_util::sync::CancellationToken;
use wire::acs::LongshoreSessionMessage;
use wire::ssm::payload::{
    ACTION_DONE, ChannelClosed, FLAG_TERMINATE, HandshakeComplete, HandshakeRequest, HandshakeResponse,
    RequestedAction, SessionType, Size,
};
use wire::ssm::{Kind, Message, PayloadType};

use super::line::Line;
use super::process::Process;
use super::scribe::Scribe;
use crate::runtime::Terminal;
use crate::session::Session;

const TICK: Duration = Duration::from_millis(100);
/// What the agent says at once at most.
const CHUNK: usize = 4096;
/// Nothing either way for so long ends a session (ECS Developer Guide, "ECS Exec").
const IDLE: Duration = Duration::from_secs(20 * 60);
/// A client that answers no handshake, but talks, is an old one.
const OLD_CLIENT: Duration = Duration::from_secs(1);
const HANDSHAKE: Duration = Duration::from_secs(30);
/// A new client tells its terminal's size first; the command begins with it.
const FIRST_SIZE: Duration = Duration::from_millis(500);
/// How long the end waits until everything was acknowledged.
const LAST: Duration = Duration::from_secs(30);
/// Keys that may wait for a command that does not read.
const KEYS: usize = 256;

/// Opens, carries and ends one session.
pub(super) async fn run(
    session: &Arc<Session>,
    m: LongshoreSessionMessage,
    crowded: bool,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let mut line = Line::dial(session, &m.session_id, &m.channel_token).await?;
    let size = tokio::select! {
        size = shake_hands(&mut line) => size?,
        () = stop.cancelled() => return Ok(()),
    };
    let refused = |line: Line, why: String| {
        let output = format!("----------ERROR-------\nUnable to start command: {why}");
        line.close(closed(&m.session_id, output, None))
    };
    if crowded {
        return refused(line, "too many sessions are open on this machine".into()).await;
    }
    let scribe = match &m.log {
        None => None,
        Some(log) => match Scribe::open(session.api.clone(), log, &m.session_id).await {
            Ok(scribe) => Some(scribe),
            Err(why) => return refused(line, why).await,
        },
    };
    let (process, terminal) = match Process::start(session, &m).await {
        Ok(started) => started,
        Err(why) => return refused(line, why).await,
    };
    let mut talk = Talk {
        line,
        process,
        scribe,
    };
    let end = tokio::select! {
        end = talk.carry(terminal, size) => end,
        () = stop.cancelled() => Ok(End::Said("The agent of the machine stops.")),
    };
    talk.end(&m.session_id, end, &stop).await
}

/// Until the client is there and knows what kind of session this is. Answers the size, if it told one.
async fn shake_hands(line: &mut Line) -> anyhow::Result<Option<Size>> {
    let request = HandshakeRequest {
        agent_version: env!("CARGO_PKG_VERSION").to_owned(),
        requested_client_actions: vec![RequestedAction {
            action_type: "SessionType".into(),
            action_parameters: SessionType {
                session_type: "InteractiveCommands".into(),
                properties: None,
            },
        }],
    };
    line.say(PayloadType::HandshakeRequest, json(&request)).await?;
    let begun = Instant::now();
    let mut until = begun + HANDSHAKE;
    let mut size = None;
    let mut tick = interval(TICK);
    let mut done = false;
    loop {
        tokio::select! {
            frame = line.frame() => {
                let Some(frame) = frame else { bail!("the client has gone") };
                for m in line.hear(frame).await? {
                    match m.payload_type {
                        PayloadType::HandshakeResponse => {
                            agreed(&m.payload)?;
                            done = true;
                            let complete = HandshakeComplete {
                                handshake_time_to_complete: i64::try_from(begun.elapsed().as_nanos()).unwrap_or(0),
                                customer_message: String::new(),
                            };
                            line.say(PayloadType::HandshakeComplete, json(&complete)).await?;
                            until = Instant::now() + FIRST_SIZE;
                        }
                        PayloadType::Size => {
                            size = serde_json::from_slice(&m.payload).ok();
                            if done {
                                return Ok(size);
                            }
                            until = until.min(Instant::now() + OLD_CLIENT);
                        }
                        _ => until = until.min(Instant::now() + OLD_CLIENT),
                    }
                }
            }
            _ = tick.tick() => line.tick().await?,
            () = sleep_until(until) => {
                if done || size.is_some() || begun.elapsed() < HANDSHAKE {
                    return Ok(size);
                }
                bail!("the client answers no handshake");
            }
        }
    }
}

fn agreed(payload: &[u8]) -> anyhow::Result<()> {
    let response: HandshakeResponse = serde_json::from_slice(payload)?;
    let failed = response
        .processed_client_actions
        .into_iter()
        .flatten()
        .find(|a| a.action_status != ACTION_DONE);
    match failed {
        Some(a) => bail!("the client cannot do `{}`", a.action_type),
        None => Ok(()),
    }
}

/// How a session came to its end.
enum End {
    /// The command's terminal has ended.
    Exited,
    /// For another reason, told to the client.
    Said(&'static str),
}

struct Talk {
    line: Line,
    process: Process,
    scribe: Option<Scribe>,
}

impl Talk {
    /// Carries keys and output until either side has had enough.
    async fn carry(&mut self, terminal: Terminal, size: Option<Size>) -> anyhow::Result<End> {
        let Terminal {
            mut output,
            mut input,
        } = terminal;
        let (keys, mut typed) = mpsc::channel::<Vec<u8>>(KEYS);
        // Beside the rest: a command that reads nothing must not hold up what it shows.
        let typing = async move {
            while let Some(bytes) = typed.recv().await {
                if input.write_all(&bytes).await.is_err() || input.flush().await.is_err() {
                    break;
                }
            }
            // The terminal stays open for the output.
            std::future::pending::<()>().await;
        };
        tokio::pin!(typing);
        if let Some(size) = size {
            resize(&self.process, size).await;
        }
        let mut tick = interval(TICK);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut idle_at = Instant::now() + IDLE;
        let mut shown = Bytes::new();
        loop {
            while self.line.has_room() && !shown.is_empty() {
                let part = shown.split_to(shown.len().min(CHUNK));
                if let Some(scribe) = &mut self.scribe {
                    scribe.note(&part).await;
                }
                self.line.say(PayloadType::Output, part.to_vec()).await?;
            }
            tokio::select! {
                () = &mut typing => {}
                frame = self.line.frame() => {
                    let Some(frame) = frame else { bail!("the client has gone") };
                    // Unacknowledged keys come again when there is room.
                    if frame.kind == Kind::Input && keys.capacity() == 0 {
                        continue;
                    }
                    for m in self.line.hear(frame).await? {
                        idle_at = Instant::now() + IDLE;
                        if take(&self.process, m, &keys).await {
                            return Ok(End::Said("The client has ended the session."));
                        }
                    }
                }
                chunk = output.next(), if shown.is_empty() => match chunk {
                    Some(Ok(bytes)) => {
                        idle_at = Instant::now() + IDLE;
                        shown = bytes;
                    }
                    Some(Err(_)) | None => return Ok(End::Exited),
                },
                _ = tick.tick() => self.line.tick().await?,
                () = sleep_until(idle_at) => {
                    return Ok(End::Said("The session has ended after 20 minutes without activity."));
                }
            }
        }
    }

    async fn end(
        mut self,
        id: &str,
        how: anyhow::Result<End>,
        stop: &CancellationToken,
    ) -> anyhow::Result<()> {
        let result = match how {
            Ok(End::Exited) => {
                let (code, said) = self.process.ended().await;
                self.hush(stop).await;
                self.line.close(closed(id, said, code)).await
            }
            Ok(End::Said(why)) => {
                self.hush(stop).await;
                self.line.close(closed(id, why.to_owned(), None)).await
            }
            Err(e) => Err(e),
        };
        if let Some(scribe) = self.scribe {
            scribe.close().await;
        }
        self.process.finish().await;
        result
    }

    /// Until the client has everything.
    async fn hush(&mut self, stop: &CancellationToken) {
        let line = &mut self.line;
        let hush = async {
            let mut tick = interval(TICK);
            while !line.is_quiet() {
                tokio::select! {
                    frame = line.frame() => {
                        let Some(frame) = frame else { return };
                        if line.hear(frame).await.is_err() {
                            return;
                        }
                    }
                    _ = tick.tick() => {
                        if line.tick().await.is_err() {
                            return;
                        }
                    }
                }
            }
        };
        let patience = async {
            stop.cancelled().await;
            tokio::time::sleep(TICK * 5).await;
        };
        tokio::select! {
            _ = tokio::time::timeout(LAST, hush) => {}
            () = patience => {}
        }
    }
}

/// Whether the client wants to end.
async fn take(process: &Process, m: Message, keys: &mpsc::Sender<Vec<u8>>) -> bool {
    match m.payload_type {
        PayloadType::Output if !m.payload.is_empty() => drop(keys.try_send(m.payload)),
        PayloadType::Size => {
            if let Ok(size) = serde_json::from_slice(&m.payload) {
                resize(process, size).await;
            }
        }
        PayloadType::Flag => return m.payload == FLAG_TERMINATE.to_be_bytes(),
        _ => {}
    }
    false
}

async fn resize(process: &Process, size: Size) {
    if size.cols > 0 && size.rows > 0 {
        process.resize(size.cols, size.rows).await;
    }
}

fn closed(id: &str, output: String, exit_code: Option<i64>) -> Vec<u8> {
    json(&ChannelClosed {
        message_type: "channel_closed".into(),
        message_id: crate::dice::uuid(),
        destination_id: id.to_owned(),
        session_id: id.to_owned(),
        schema_version: 1,
        created_date: String::new(),
        output,
        exit_code,
    })
}

fn json(v: &impl serde::Serialize) -> Vec<u8> {
    // These structures hold strings, numbers and lists only, which always serialise.
    serde_json::to_vec(v).unwrap_or_default()
}
