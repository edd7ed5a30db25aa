//! Calls with bodies of any shape: `POST /containers/create`, and the engine's documents as they are.

use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use tokio::net::UnixStream;

use crate::runtime::{RuntimeError, Trouble};

pub(super) struct Raw {
    pub(super) socket: PathBuf,
    pub(super) api: String,
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

    /// `None` when the engine does not have it.
    pub(super) async fn document(&self, path: &str) -> Result<Option<serde_json::Value>, RuntimeError> {
        let request = http::Request::get(format!("/v{}/{path}", self.api))
            .header("host", "localhost")
            .body(Full::default());
        let answer = async {
            let (status, answer) = self.exchange(request.map_err(away)?).await?;
            match status {
                200 => Ok(Some(answer)),
                404 => Ok(None),
                _ => Err(Failed::Other(RuntimeError::new(
                    Trouble::Refused,
                    text(&answer, "message"),
                ))),
            }
        };
        let answer = tokio::time::timeout(self.timeout, answer).await;
        answer
            .map_err(away)
            .and_then(|a| a)
            .map_err(|failed| match failed {
                Failed::Other(e) => e,
                Failed::NameTaken => RuntimeError::new(Trouble::Refused, "the name is taken"),
            })
    }

    async fn call(&self, name: &str, body: &serde_json::Value) -> Result<String, Failed> {
        // Container names hold only characters that need no escape in a query.
        let request = http::Request::post(format!("/v{}/containers/create?name={name}", self.api))
            .header("host", "localhost")
            .header("content-type", "application/json")
            .body(Full::new(Bytes::from(body.to_string())))
            .map_err(away)?;
        let (status, answer) = self.exchange(request).await?;
        let failed = |trouble| Failed::Other(RuntimeError::new(trouble, text(&answer, "message")));
        match status {
            201 => Ok(text(&answer, "Id")),
            409 => Err(Failed::NameTaken),
            404 => Err(failed(Trouble::NotFound)),
            _ => Err(failed(Trouble::Refused)),
        }
    }

    async fn exchange(
        &self,
        request: http::Request<Full<Bytes>>,
    ) -> Result<(u16, serde_json::Value), Failed> {
        let stream = UnixStream::connect(&self.socket).await.map_err(away)?;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
            .await
            .map_err(away)?;
        let driver = tokio::spawn(connection);
        let response = sender.send_request(request).await.map_err(away)?;
        let status = response.status().as_u16();
        let bytes = response.into_body().collect().await.map_err(away)?.to_bytes();
        driver.abort();
        Ok((status, serde_json::from_slice(&bytes).unwrap_or_default()))
    }
}

fn text(answer: &serde_json::Value, key: &str) -> String {
    let found = answer.get(key).and_then(serde_json::Value::as_str);
    found.unwrap_or_default().to_owned()
}
