//! The websocket of a session, with the order and repetition of its protocol.

use std::time::Duration;

use anyhow::{Context, bail};
use futures_util::{SinkExt, StreamExt};
use tokio::time::Instant;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message as Frame;
use wire::ssm::channel::aside;
use wire::ssm::{Channel, Heard, Kind, Message, PayloadType};

use crate::net::Line as Wire;
use crate::session::Session;
use crate::session::socket::{Socket, encode};
use crate::{clock, dice};

/// A peer that takes nothing for so long is gone.
const SEND_TIME: Duration = Duration::from_secs(30);
const GOODBYE: Duration = Duration::from_secs(2);

pub(super) struct Line {
    stream: WebSocketStream<Wire>,
    channel: Channel,
    begun: Instant,
}

impl Line {
    pub(super) async fn dial(session: &Session, id: &str, token: &str) -> anyhow::Result<Line> {
        let endpoint = session.config.endpoint.trim_end_matches('/');
        let rest = endpoint
            .strip_prefix("http")
            .context("the endpoint is no address")?;
        let url = format!("ws{rest}/v1/agent-channel/{}?token={}", encode(id), encode(token));
        let url = url.parse().context("the session's address")?;
        match Socket::open(url, &session.config, &session.dialer).await {
            Ok(socket) => Ok(Line {
                stream: socket.into_stream(),
                channel: Channel::of_process(),
                begun: Instant::now(),
            }),
            Err(end) => bail!("the session's address cannot be reached: {end:?}"),
        }
    }

    fn now(&self) -> u64 {
        u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    pub(super) fn has_room(&self) -> bool {
        self.channel.has_room()
    }

    pub(super) fn is_quiet(&self) -> bool {
        self.channel.is_quiet()
    }

    pub(super) async fn say(&mut self, what: PayloadType, payload: Vec<u8>) -> anyhow::Result<()> {
        let now = self.now();
        let bytes = self.channel.say(what, payload, id(), wall(), now);
        self.send(bytes).await
    }

    /// Says again what was not acknowledged.
    ///
    /// # Errors
    /// When nothing has been for long.
    pub(super) async fn tick(&mut self) -> anyhow::Result<()> {
        let now = self.now();
        if self.channel.is_lost(now) {
            bail!("the client acknowledges nothing");
        }
        for bytes in self.channel.overdue(now) {
            self.send(bytes).await?;
        }
        Ok(())
    }

    /// The next frame; `None` when the connection is over. Cancelling it loses nothing.
    pub(super) async fn frame(&mut self) -> Option<Message> {
        loop {
            match self.stream.next().await? {
                Ok(Frame::Binary(bytes)) => match Message::parse(&bytes) {
                    Ok(m) => return Some(m),
                    // It was not acknowledged, so it comes again.
                    Err(e) => tracing::debug!(error = %e, "a frame is passed over"),
                },
                Ok(Frame::Close(_)) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    /// Takes a frame in: answers it, and hands on the data whose turn it is.
    pub(super) async fn hear(&mut self, m: Message) -> anyhow::Result<Vec<Message>> {
        let now = self.now();
        let Heard { answer, data, .. } = self.channel.hear(m, id(), wall(), now);
        if let Some(answer) = answer {
            self.send(answer).await?;
        }
        Ok(data)
    }

    /// The last word.
    pub(super) async fn close(mut self, payload: Vec<u8>) -> anyhow::Result<()> {
        self.send(aside(Kind::ChannelClosed, payload, id(), wall()))
            .await?;
        let _ = tokio::time::timeout(GOODBYE, self.stream.close(None)).await;
        // Closing at once might overtake what is still on its way.
        let drain = async { while let Some(Ok(_)) = self.stream.next().await {} };
        let _ = tokio::time::timeout(GOODBYE, drain).await;
        Ok(())
    }

    async fn send(&mut self, bytes: Vec<u8>) -> anyhow::Result<()> {
        let sending = self.stream.send(Frame::Binary(bytes.into()));
        tokio::time::timeout(SEND_TIME, sending)
            .await
            .context("nothing is taken")??;
        Ok(())
    }
}

pub(super) fn id() -> [u8; 16] {
    dice::bytes()
}

fn wall() -> u64 {
    u64::try_from(clock::now()).unwrap_or(0)
}
