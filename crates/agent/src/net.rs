//! Connections to the control plane, and HTTP requests over them. A few idle connections are kept.

use std::time::Duration;

use anyhow::{Context, bail};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1::SendRequest;
use hyper_util::rt::TokioIo;
use parking_lot::Mutex;
use tokio::net::TcpStream;

/// Whole calls are bounded as the official agent bounds them.
const CALL_TIMEOUT: Duration = Duration::from_secs(42);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const IDLE_MAX: usize = 8;
/// No answer to the agent is larger.
const BODY_MAX: usize = 16 << 20;

/// `host:port` of an `http://` or `ws://` address.
pub(crate) fn authority(url: &http::Uri) -> anyhow::Result<String> {
    let port = match url.scheme_str() {
        Some("http" | "ws") => 80,
        other => bail!(
            "scheme `{}` is not served: this agent speaks plain http",
            other.unwrap_or("")
        ),
    };
    let host = url.host().context("the address has no host")?;
    Ok(format!("{host}:{}", url.port_u16().unwrap_or(port)))
}

/// A TCP connection with no delay for small frames.
pub(crate) async fn dial(authority: &str) -> anyhow::Result<TcpStream> {
    let connecting = TcpStream::connect(authority);
    let stream = tokio::time::timeout(CONNECT_TIMEOUT, connecting)
        .await
        .with_context(|| {
            format!(
                "no connection to {authority} within {} s",
                CONNECT_TIMEOUT.as_secs()
            )
        })?
        .with_context(|| format!("no connection to {authority}"))?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// Keeps connections to one host.
pub(crate) struct Pool {
    authority: String,
    idle: Mutex<Vec<SendRequest<Full<Bytes>>>>,
}

impl Pool {
    pub(crate) fn new(endpoint: &http::Uri) -> anyhow::Result<Pool> {
        Ok(Pool {
            authority: authority(endpoint)?,
            idle: Mutex::default(),
        })
    }

    /// Status and body of the answer.
    pub(crate) async fn send(&self, request: http::Request<Full<Bytes>>) -> anyhow::Result<(u16, Bytes)> {
        tokio::time::timeout(CALL_TIMEOUT, self.exchange(request))
            .await
            .context("no answer in time")?
    }

    async fn exchange(&self, request: http::Request<Full<Bytes>>) -> anyhow::Result<(u16, Bytes)> {
        let mut sender = self.sender().await?;
        let response = sender.send_request(request).await?;
        let status = response.status().as_u16();
        let body = Limited::new(response.into_body(), BODY_MAX).collect().await;
        let body = body
            .map_err(|e| anyhow::anyhow!("the answer broke off: {e}"))?
            .to_bytes();
        let mut idle = self.idle.lock();
        if idle.len() < IDLE_MAX {
            idle.push(sender);
        }
        Ok((status, body))
    }

    async fn sender(&self) -> anyhow::Result<SendRequest<Full<Bytes>>> {
        loop {
            let Some(mut kept) = self.idle.lock().pop() else {
                break;
            };
            if kept.ready().await.is_ok() {
                return Ok(kept);
            }
        }
        let stream = dial(&self.authority).await?;
        let (sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(sender)
    }
}
