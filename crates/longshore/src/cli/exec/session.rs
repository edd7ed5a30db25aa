//! The client's end of a session.

use std::io::Write as _;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::TcpStream;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::{Instant, interval};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message as Frame;
use wire::ecs as w;
use wire::ssm::payload::{
    ACTION_DONE, ChannelClosed, FLAG_TERMINATE, HandshakeRequest, HandshakeResponse, ProcessedAction,
};
use wire::ssm::{Channel, Message, OpenDataChannel, PayloadType};

use super::terminal;

const TICK: Duration = Duration::from_millis(100);
const CTRL_C: u8 = 3;

/// How a session ended.
#[derive(Debug, Default)]
pub(super) struct Ended {
    /// The command's, when it ended by itself.
    pub exit_code: Option<i64>,
    /// What the other end says about it.
    pub said: String,
}

struct Line {
    stream: WebSocketStream<TcpStream>,
    channel: Channel,
    begun: Instant,
}

/// Joins the session and carries it until it ends.
pub(super) async fn run(granted: &w::Session) -> Result<Ended> {
    let url = granted.stream_url.as_deref().unwrap_or_default();
    let address = url
        .strip_prefix("ws://")
        .and_then(|rest| rest.split('/').next())
        .ok_or_else(|| anyhow!("the session's address `{url}` is not of the form ws://host:port/path"))?;
    let stream = TcpStream::connect(address)
        .await
        .with_context(|| format!("connecting to {address}"))?;
    stream.set_nodelay(true)?;
    let (mut stream, _) = tokio_tungstenite::client_async(url, stream)
        .await
        .context("opening the session")?;
    let open = OpenDataChannel {
        message_schema_version: "1.0".into(),
        request_id: uuid(),
        token_value: granted.token_value.clone().unwrap_or_default(),
        client_id: uuid(),
        client_version: env!("CARGO_PKG_VERSION").into(),
    };
    stream.send(Frame::text(serde_json::to_string(&open)?)).await?;
    let line = Line {
        stream,
        channel: Channel::of_client(),
        begun: Instant::now(),
    };
    line.carry().await
}

impl Line {
    async fn carry(mut self) -> Result<Ended> {
        let raw = terminal::Raw::enter()?;
        let mut keys = terminal::keys();
        let mut typing = true;
        let mut resized = signal(SignalKind::window_change())?;
        let mut interrupted = signal(SignalKind::interrupt())?;
        let mut ended = signal(SignalKind::terminate())?;
        let mut tick = interval(TICK);
        let mut ready = false;
        let end = loop {
            let room = ready && self.channel.has_room();
            tokio::select! {
                frame = self.stream.next() => match frame {
                    Some(Ok(Frame::Binary(bytes))) => {
                        let Ok(message) = Message::parse(&bytes) else { continue };
                        if let Some(end) = self.hear(message, &mut ready).await? {
                            break Ok(end);
                        }
                    }
                    Some(Ok(Frame::Close(why))) => {
                        let why = why.map(|w| w.reason.to_string()).unwrap_or_default();
                        break Err(anyhow!("the session was closed: {why}"));
                    }
                    Some(Err(_)) | None => break Err(anyhow!("the connection to the server was lost")),
                    Some(Ok(_)) => {}
                },
                typed = keys.recv(), if room && typing => match typed {
                    Some(bytes) => self.say(PayloadType::Output, bytes).await?,
                    None => typing = false,
                },
                _ = resized.recv(), if ready => self.tell_size().await?,
                // Only where standard input is no terminal; there it is a key like others.
                _ = interrupted.recv(), if ready => self.say(PayloadType::Output, vec![CTRL_C]).await?,
                _ = ended.recv() => {
                    self.say(PayloadType::Flag, FLAG_TERMINATE.to_be_bytes().to_vec()).await?;
                    let _ = self.stream.close(None).await;
                    break Err(anyhow!("told to end"));
                }
                _ = tick.tick() => {
                    let now = self.now();
                    if self.channel.is_lost(now) {
                        break Err(anyhow!("the other end answers nothing"));
                    }
                    for bytes in self.channel.overdue(now) {
                        self.send(bytes).await?;
                    }
                }
            }
        };
        drop(raw);
        end
    }

    /// Takes a message in; the end of the session, when it is one.
    async fn hear(&mut self, message: Message, ready: &mut bool) -> Result<Option<Ended>> {
        let now = self.now();
        let heard = self.channel.hear(message, id(), wall(), now);
        if let Some(answer) = heard.answer {
            self.send(answer).await?;
        }
        for m in heard.data {
            match m.payload_type {
                PayloadType::HandshakeRequest => self.shake_hands(&m.payload).await?,
                PayloadType::HandshakeComplete => {
                    *ready = true;
                    self.tell_size().await?;
                }
                PayloadType::Output | PayloadType::StdErr | PayloadType::Error => {
                    let mut out = std::io::stdout().lock();
                    out.write_all(&m.payload)
                        .and_then(|()| out.flush())
                        .context("writing to the terminal")?;
                }
                _ => {}
            }
        }
        let Some(closed) = heard.closed else {
            return Ok(None);
        };
        let closed: ChannelClosed = serde_json::from_slice(&closed).unwrap_or_default();
        let _ = self.stream.close(None).await;
        Ok(Some(Ended {
            exit_code: closed.exit_code,
            said: closed.output,
        }))
    }

    async fn shake_hands(&mut self, asked: &[u8]) -> Result<()> {
        let asked: HandshakeRequest = serde_json::from_slice(asked).context("reading the handshake")?;
        let actions = asked.requested_client_actions;
        if let Some(other) = actions.iter().find(|a| a.action_type != "SessionType") {
            bail!(
                "the session asks for `{}`, which is not known here",
                other.action_type
            );
        }
        let done = |action_type| ProcessedAction {
            action_type,
            action_status: ACTION_DONE,
            ..ProcessedAction::default()
        };
        let answer = HandshakeResponse {
            client_version: env!("CARGO_PKG_VERSION").into(),
            processed_client_actions: Some(actions.into_iter().map(|a| done(a.action_type)).collect()),
            errors: None,
        };
        self.say(PayloadType::HandshakeResponse, serde_json::to_vec(&answer)?)
            .await
    }

    async fn tell_size(&mut self) -> Result<()> {
        let size = serde_json::to_vec(&terminal::size())?;
        self.say(PayloadType::Size, size).await
    }

    async fn say(&mut self, what: PayloadType, payload: Vec<u8>) -> Result<()> {
        let now = self.now();
        let bytes = self.channel.say(what, payload, id(), wall(), now);
        self.send(bytes).await
    }

    async fn send(&mut self, bytes: Vec<u8>) -> Result<()> {
        self.stream
            .send(Frame::Binary(bytes.into()))
            .await
            .context("the connection to the server was lost")
    }

    fn now(&self) -> u64 {
        u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

fn wall() -> u64 {
    let now = kernel::Clock::now(&kernel::time::SystemClock).0;
    u64::try_from(now).unwrap_or(0)
}

fn id() -> [u8; 16] {
    let mut id = [0; 16];
    kernel::Dice::fill(&kernel::dice::SystemDice::default(), &mut id);
    id
}

fn uuid() -> String {
    let dice: &dyn kernel::Dice = &kernel::dice::SystemDice::default();
    dice.uuid()
}
