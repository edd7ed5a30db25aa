//! One call, `POST /containers/create`, with a body of any shape.

use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use tokio::net::UnixStream;

use crate::runtime::{RuntimeError, Trouble};

pub(super) struct Raw {
    socket: PathBuf,
    api: String,
    timeout: Duration,
}

pub(super) enum Failed {
    /// A container of that name is there.
    NameTaken,
    Other(RuntimeError),
}

fn away(e: impl std::fmt::Display) -> Failed {
    Failed::Other(RuntimeError::new(Trouble::Unreachable, e.to_string()))
}

impl Raw {
    pub(super) fn new(socket: &str, api: &str, timeout: Duration) -> Raw {
        Raw {
            socket: PathBuf::from(socket),
            api: api.to_owned(),
            timeout,
        }
    }

    /// Answers the new container's id.
    pub(super) async fn create(&self, name: &str, body: &serde_json::Value) -> Result<String, Failed> {
        tokio::time::timeout(self.timeout, self.call(name, body))
            .await
            .map_err(away)?
    }

    async fn call(&self, name: &str, body: &serde_json::Value) -> Result<String, Failed> {
        let stream = UnixStream::connect(&self.socket).await.map_err(away)?;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
            .await
            .map_err(away)?;
        let driver = tokio::spawn(connection);
        // Container names hold only characters that need no escape in a query.
        let request = http::Request::post(format!("/v{}/containers/create?name={name}", self.api))
            .header("host", "localhost")
            .header("content-type", "application/json")
            .body(Full::new(Bytes::from(body.to_string())))
            .map_err(away)?;
        let response = sender.send_request(request).await.map_err(away)?;
        let status = response.status().as_u16();
        let bytes = response.into_body().collect().await.map_err(away)?.to_bytes();
        driver.abort();
        let answer: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
        let text = |key: &str| {
            answer
                .get(key)
                .and_then(|v| v.as_str())
                .unwrap_or_default()
                .to_owned()
        };
        match status {
            201 => Ok(text("Id")),
            409 => Err(Failed::NameTaken),
            404 => Err(Failed::Other(RuntimeError::new(
                Trouble::NotFound,
                text("message"),
            ))),
            _ => Err(Failed::Other(RuntimeError::new(
                Trouble::Refused,
                text("message"),
            ))),
        }
    }
}
