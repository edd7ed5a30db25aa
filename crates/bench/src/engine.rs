//! The raw engine: create and start of the same container, over its unix socket.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::UnixStream;

const SOCKET: &str = "/var/run/docker.sock";

pub(crate) fn there() -> bool {
    std::path::Path::new(SOCKET).exists()
}

/// One request on a connection of its own; answers status and body.
async fn call(method: &str, path: &str, body: &str) -> Result<(u16, String)> {
    let mut s = UnixStream::connect(SOCKET)
        .await
        .context("connecting to the engine")?;
    let request = format!(
        "{method} {path} HTTP/1.0\r\nhost: engine\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    s.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    s.read_to_string(&mut answer).await?;
    let status = answer
        .get(9..12)
        .and_then(|s| s.parse().ok())
        .context("no status")?;
    let body = answer
        .split_once("\r\n\r\n")
        .map(|(_, b)| b.to_owned())
        .unwrap_or_default();
    Ok((status, body))
}

/// How long create and start take; the container is removed afterwards, outside the measure.
pub(crate) async fn start(image: &str, command: &[&str], network: &str) -> Result<Duration> {
    let name = format!(
        "longshore-bench-{}-{}",
        std::process::id(),
        kernel::Clock::now(&kernel::time::SystemClock).0
    );
    let body = serde_json::json!({
        "Image": image,
        "Cmd": command,
        "HostConfig": {"NetworkMode": network, "Memory": 64 << 20, "CpuShares": 10},
    });
    let at = Instant::now();
    let (status, text) = call(
        "POST",
        &format!("/containers/create?name={name}"),
        &body.to_string(),
    )
    .await?;
    if status != 201 {
        bail!("create: {status} {text}");
    }
    let (status, text) = call("POST", &format!("/containers/{name}/start"), "").await?;
    let took = at.elapsed();
    call("DELETE", &format!("/containers/{name}?force=1"), "").await?;
    if status != 204 {
        bail!("start: {status} {text}");
    }
    Ok(took)
}
