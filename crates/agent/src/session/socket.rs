//! One signed websocket.

use std::time::Duration;

use anyhow::Context;
use futures_util::{SinkExt, StreamExt};
use http::HeaderMap;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error, Message};

use super::life::{End, end_of};
use crate::config::Config;
use crate::net::{Dialer, Line};
use crate::sign::sign;

const SEND_TIMEOUT: Duration = Duration::from_secs(30);
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(30);

pub(crate) struct Socket {
    stream: WebSocketStream<Line>,
    url: http::Uri,
}

/// Percent-encodes what is not unreserved in RFC 3986.
pub(crate) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// `<endpoint>/ws?query` with the scheme of a websocket.
pub(crate) fn url(endpoint: &str, query: &[(&str, String)]) -> anyhow::Result<http::Uri> {
    let endpoint = endpoint.trim_end_matches('/');
    let base = match (
        endpoint.strip_prefix("http://"),
        endpoint.strip_prefix("https://"),
    ) {
        (Some(rest), _) => format!("ws://{rest}"),
        (_, Some(rest)) => format!("wss://{rest}"),
        _ => endpoint.to_owned(),
    };
    let query: Vec<_> = query
        .iter()
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    format!("{base}/ws?{}", query.join("&"))
        .parse()
        .context("the poll endpoint is no address")
}

impl Socket {
    pub(crate) async fn open(url: http::Uri, config: &Config, dialer: &Dialer) -> Result<Socket, End> {
        let trouble = |e: anyhow::Error| End::Trouble(format!("{e:#}"));
        let request = url.clone().into_client_request().map_err(|e| trouble(e.into()))?;
        let (mut parts, ()) = request.into_parts();
        sign(&mut parts, b"", &config.credentials, &config.region, "ecs").map_err(trouble)?;
        let request = http::Request::from_parts(parts, ());
        let stream = dialer.dial(&url).await.map_err(trouble)?;
        let shaking = tokio_tungstenite::client_async(request, stream);
        let shaken = tokio::time::timeout(HANDSHAKE_TIMEOUT, shaking).await;
        match shaken.map_err(|_| End::Trouble("no websocket handshake in time".to_owned()))? {
            Ok((stream, _)) => Ok(Socket { stream, url }),
            Err(Error::Http(answer)) => {
                let body = answer
                    .body()
                    .as_deref()
                    .map(String::from_utf8_lossy)
                    .unwrap_or_default();
                if body.contains("InactiveInstanceException") {
                    return Err(End::Inactive);
                }
                Err(End::Trouble(format!(
                    "connection refused with status {}: {body}",
                    answer.status()
                )))
            }
            Err(e) => Err(End::Trouble(e.to_string())),
        }
    }

    /// What is below, for a conversation of another kind.
    pub(crate) fn into_stream(self) -> WebSocketStream<Line> {
        self.stream
    }

    /// The next text, or how the connection ended.
    pub(crate) async fn next(&mut self) -> Result<String, End> {
        loop {
            match self.stream.next().await {
                Some(Ok(Message::Text(text))) => return Ok(text.as_str().to_owned()),
                Some(Ok(Message::Close(frame))) => return Err(end_of(frame.map(|f| f.code))),
                Some(Ok(_)) => {}
                // The peer is gone without a word, which is close code 1006.
                None | Some(Err(_)) => return Err(End::Permissible),
            }
        }
    }

    /// A peer that takes nothing is as good as gone.
    pub(crate) async fn send(&mut self, text: String) -> Result<(), End> {
        let sending = self.stream.send(Message::text(text));
        match tokio::time::timeout(SEND_TIMEOUT, sending).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(End::Permissible),
            Err(_) => Err(End::Trouble("the control plane takes no messages".to_owned())),
        }
    }

    /// A TCS frame: the JSON behind a header block that signs it.
    pub(crate) async fn send_signed(&mut self, json: &str, config: &Config) -> Result<(), End> {
        let framed = self
            .signed(json, config)
            .map_err(|e| End::Trouble(format!("{e:#}")))?;
        self.send(framed).await
    }

    fn signed(&self, json: &str, config: &Config) -> anyhow::Result<String> {
        let host = self
            .url
            .authority()
            .map(|a| a.as_str().to_owned())
            .unwrap_or_default();
        let (mut parts, ()) = http::Request::get(self.url.clone())
            .header("host", &host)
            .body(())?
            .into_parts();
        sign(
            &mut parts,
            json.as_bytes(),
            &config.credentials,
            &config.region,
            "ecs",
        )?;
        let value = |headers: &HeaderMap, name: &str| {
            headers.get(name).and_then(|v| v.to_str().ok()).map(str::to_owned)
        };
        let names = [
            ("Authorization", "authorization"),
            ("Host", "host"),
            ("X-Amz-Date", "x-amz-date"),
            ("X-Amz-Security-Token", "x-amz-security-token"),
        ];
        let lines: Vec<_> = names
            .iter()
            .filter_map(|(shown, name)| Some((*shown, value(&parts.headers, name)?)))
            .collect();
        Ok(wire::acs::tcs::join_frame(
            lines.iter().map(|(n, v)| (*n, v.as_str())),
            json,
        ))
    }

    /// Says goodbye; the answer is not waited for.
    pub(crate) async fn close(mut self, reason: &str) {
        let frame = CloseFrame {
            code: CloseCode::Normal,
            reason: reason.to_owned().into(),
        };
        let _ = tokio::time::timeout(Duration::from_secs(2), self.stream.close(Some(frame))).await;
    }
}
