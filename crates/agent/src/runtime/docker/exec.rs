//! Terminals: processes in running containers, the process of a container, and images of what containers left.
//!
//! The engine turns the connection of a terminal into a plain stream of bytes both ways. Bollard would look for frames
//! in it, which a terminal's bytes may resemble, so that connection is made here.

use bollard::models::{ContainerConfig, ExecConfig};
use bollard::query_parameters as query;
use bytes::{Bytes, BytesMut};
use futures_util::{StreamExt, TryStreamExt};
use http_body_util::Full;
use hyper_util::rt::TokioIo;
use tokio::io::AsyncReadExt as _;
use tokio::net::UnixStream;

use super::DockerRuntime;
use super::convert::trouble;
use crate::runtime::{ExecState, LogFrame, RuntimeError, Terminal, Trouble};

/// What a terminal is taken for when nothing else is known.
const TERM: &str = "TERM=xterm-256color";
/// Bytes read from a terminal at once.
const CHUNK: usize = 16 * 1024;

fn away(e: impl std::fmt::Display) -> RuntimeError {
    RuntimeError::new(Trouble::Unreachable, e.to_string())
}

impl DockerRuntime {
    pub(super) async fn last_lines(
        &self,
        container: &str,
        lines: u32,
    ) -> Result<Vec<LogFrame>, RuntimeError> {
        let options = query::LogsOptions {
            stdout: true,
            stderr: true,
            timestamps: true,
            tail: lines.to_string(),
            ..Default::default()
        };
        let frames = self.docker.logs(container, Some(options)).map_err(trouble);
        frames
            .try_filter_map(|out| std::future::ready(Ok(super::convert::log_frame(out))))
            .try_collect()
            .await
    }

    pub(super) async fn prepare(&self, container: &str, command: &[String]) -> Result<String, RuntimeError> {
        let config = ExecConfig {
            attach_stdin: Some(true),
            attach_stdout: Some(true),
            attach_stderr: Some(true),
            tty: Some(true),
            cmd: Some(command.to_vec()),
            env: Some(vec![TERM.to_owned()]),
            // As Amazon's session agent, whatever user the container runs as.
            user: Some("0".to_owned()),
            ..Default::default()
        };
        let made = self
            .docker
            .create_exec(container, config)
            .await
            .map_err(trouble)?;
        Ok(made.id)
    }

    pub(super) async fn begin(&self, id: &str) -> Result<Terminal, RuntimeError> {
        let body = serde_json::json!({"Detach": false, "Tty": true}).to_string();
        self.hijack(&format!("exec/{id}/start"), body).await
    }

    pub(super) async fn terminal_of(&self, container: &str) -> Result<Terminal, RuntimeError> {
        let path = format!("containers/{container}/attach?stream=1&stdin=1&stdout=1&stderr=1");
        self.hijack(&path, String::new()).await
    }

    /// Makes a POST whose connection becomes the terminal.
    async fn hijack(&self, path: &str, body: String) -> Result<Terminal, RuntimeError> {
        let stream = UnixStream::connect(&self.raw.socket).await.map_err(away)?;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
            .await
            .map_err(away)?;
        tokio::spawn(connection.with_upgrades());
        let request = http::Request::post(format!("/v{}/{path}", self.raw.api))
            .header("host", "localhost")
            .header("content-type", "application/json")
            .header("connection", "Upgrade")
            .header("upgrade", "tcp")
            .body(Full::new(Bytes::from(body)))
            .map_err(away)?;
        let response = sender.send_request(request).await.map_err(away)?;
        let status = response.status().as_u16();
        if status != 101 && status != 200 {
            let body = http_body_util::BodyExt::collect(response.into_body()).await;
            let body = body.map(|b| b.to_bytes()).unwrap_or_default();
            let said: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
            let message = said.get("message").and_then(|m| m.as_str()).unwrap_or_default();
            let kind = if status == 404 {
                Trouble::NotFound
            } else {
                Trouble::Refused
            };
            return Err(RuntimeError::new(kind, message));
        }
        let io = TokioIo::new(hyper::upgrade::on(response).await.map_err(away)?);
        let (read, write) = tokio::io::split(io);
        let output = futures_util::stream::unfold(Some(read), |read| async {
            let mut read = read?;
            let mut chunk = BytesMut::with_capacity(CHUNK);
            match read.read_buf(&mut chunk).await {
                Ok(0) => None,
                Ok(_) => Some((Ok(chunk.freeze()), Some(read))),
                Err(e) => Some((Err(away(e)), None)),
            }
        });
        Ok(Terminal {
            output: output.boxed(),
            input: Box::pin(write),
        })
    }

    pub(super) async fn state(&self, id: &str) -> Result<ExecState, RuntimeError> {
        let found = self.docker.inspect_exec(id).await.map_err(trouble)?;
        Ok(ExecState {
            running: found.running == Some(true),
            exit_code: found.exit_code,
            pid: found.pid.and_then(|p| i32::try_from(p).ok()).filter(|p| *p > 0),
        })
    }

    pub(super) async fn resize_exec(&self, id: &str, cols: u16, rows: u16) -> Result<(), RuntimeError> {
        let (h, w) = (rows.into(), cols.into());
        let size = query::ResizeExecOptions { h, w };
        self.docker.resize_exec(id, size).await.map_err(trouble)
    }

    pub(super) async fn resize_container(
        &self,
        name: &str,
        cols: u16,
        rows: u16,
    ) -> Result<(), RuntimeError> {
        let (h, w) = (rows.into(), cols.into());
        let size = query::ResizeContainerTTYOptions { h, w };
        self.docker
            .resize_container_tty(name, size)
            .await
            .map_err(trouble)
    }

    pub(super) async fn image_of(&self, container: &str, name: &str) -> Result<(), RuntimeError> {
        let (repo, tag) = name.rsplit_once(':').unwrap_or((name, "latest"));
        let options = query::CommitContainerOptions {
            container: Some(container.to_owned()),
            repo: Some(repo.to_owned()),
            tag: Some(tag.to_owned()),
            ..Default::default()
        };
        let made = self
            .docker
            .commit_container(options, ContainerConfig::default())
            .await;
        made.map(drop).map_err(trouble)
    }

    pub(super) async fn forget_image(&self, name: &str) -> Result<(), RuntimeError> {
        let options = query::RemoveImageOptions {
            force: true,
            ..Default::default()
        };
        match self
            .docker
            .remove_image(name, Some(options), None)
            .await
            .map_err(trouble)
        {
            Err(e) if e.trouble != Trouble::NotFound => Err(e),
            _ => Ok(()),
        }
    }
}
