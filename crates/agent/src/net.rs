//! Connections to the control plane, and HTTP requests over them. A few idle connections are kept.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use anyhow::{Context, bail};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1::SendRequest;
use hyper_util::rt::TokioIo;
use parking_lot::Mutex;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::tls;

/// Whole calls are bounded as the official agent bounds them.
const CALL_TIMEOUT: Duration = Duration::from_secs(42);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const IDLE_MAX: usize = 8;
/// No answer to the agent is larger.
const BODY_MAX: usize = 16 << 20;

/// A connection, encrypted or not.
pub trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}
pub type Line = Box<dyn Wire>;

/// Opens connections to `http`, `https`, `ws` and `wss` addresses.
pub struct Dialer {
    ca_file: Option<PathBuf>,
    /// Made when it is first needed: a bundle is large, and most agents sit next to their control plane.
    tls: OnceLock<TlsConnector>,
}

impl Dialer {
    /// `ca_file` holds authorities to trust besides the system's.
    #[must_use]
    pub fn new(ca_file: Option<PathBuf>) -> Dialer {
        Dialer {
            ca_file,
            tls: OnceLock::new(),
        }
    }

    /// # Errors
    /// When there is no such scheme, nobody answers in time, or the certificate is not trusted.
    pub async fn dial(&self, url: &http::Uri) -> anyhow::Result<Line> {
        let encrypted = match url.scheme_str() {
            Some("http" | "ws") => false,
            Some("https" | "wss") => true,
            other => bail!(
                "`{}` is no scheme of a control plane's address",
                other.unwrap_or("")
            ),
        };
        let host = url.host().context("the address has no host")?;
        let port = url.port_u16().unwrap_or(if encrypted { 443 } else { 80 });
        let dialling = self.connect(host, port, encrypted);
        tokio::time::timeout(CONNECT_TIMEOUT, dialling)
            .await
            .with_context(|| {
                format!(
                    "no connection to {host}:{port} within {} s",
                    CONNECT_TIMEOUT.as_secs()
                )
            })?
    }

    async fn connect(&self, host: &str, port: u16, encrypted: bool) -> anyhow::Result<Line> {
        let plain = host.trim_start_matches('[').trim_end_matches(']');
        let stream = TcpStream::connect((plain, port)).await;
        let stream = stream.with_context(|| format!("no connection to {host}:{port}"))?;
        stream.set_nodelay(true)?;
        if !encrypted {
            return Ok(Box::new(stream));
        }
        let connector = match self.tls.get() {
            Some(connector) => connector.clone(),
            None => {
                let made = tls::connector(self.ca_file.as_deref())?;
                self.tls.get_or_init(|| made).clone()
            }
        };
        let name = ServerName::try_from(plain.to_owned())?;
        let stream = connector.connect(name, stream).await;
        Ok(Box::new(stream.with_context(|| {
            format!("no encrypted connection to {host}:{port}")
        })?))
    }
}

/// Keeps connections to one address.
pub(crate) struct Pool {
    endpoint: http::Uri,
    dialer: Arc<Dialer>,
    idle: Mutex<Vec<SendRequest<Full<Bytes>>>>,
}

impl Pool {
    pub(crate) fn new(endpoint: http::Uri, dialer: Arc<Dialer>) -> Pool {
        Pool {
            endpoint,
            dialer,
            idle: Mutex::default(),
        }
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
        let stream = self.dialer.dial(&self.endpoint).await?;
        let (sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(sender)
    }
}
