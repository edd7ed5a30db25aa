//! The raw engine: create and start of the same container, over its unix socket.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use futures_util::{StreamExt as _, TryStreamExt as _};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::UnixStream;

const SOCKET: &str = "/var/run/docker.sock";

pub(crate) fn there() -> bool {
    std::path::Path::new(SOCKET).exists()
}

async fn call(method: &str, path: &str, body: &str) -> Result<(u16, String)> {
    ask(SOCKET, method, path, body).await
}

/// One request to the engine behind a socket, on a connection of its own; answers status and body.
pub(crate) async fn ask(socket: &str, method: &str, path: &str, body: &str) -> Result<(u16, String)> {
    let mut s = UnixStream::connect(socket)
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
    let name = fresh();
    let took = create_and_start(&name, image, command, network).await;
    remove(&name).await?;
    took
}

/// Gives an image one more name.
pub(crate) async fn tag(image: &str, name: &str) -> Result<()> {
    let (repo, tag) = name.rsplit_once(':').context("a name without a tag")?;
    let (status, text) = call("POST", &format!("/images/{image}/tag?repo={repo}&tag={tag}"), "").await?;
    if status != 201 {
        bail!("tag: {status} {text}");
    }
    Ok(())
}

pub(crate) async fn untag(name: &str) -> Result<()> {
    call("DELETE", &format!("/images/{name}?force=1"), "")
        .await
        .map(drop)
}

fn fresh() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("longshore-bench-{}-{n}", std::process::id())
}

async fn remove(name: &str) -> Result<()> {
    call("DELETE", &format!("/containers/{name}?force=1"), "")
        .await
        .map(drop)
}

async fn create_and_start(name: &str, image: &str, command: &[&str], network: &str) -> Result<Duration> {
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
    if status != 204 {
        bail!("start: {status} {text}");
    }
    Ok(took)
}

/// `many` containers, each joined to a container that holds its network and is there before, so many at a time.
/// Milliseconds of each, and how many a second.
pub(crate) async fn joined(image: &str, many: usize, at_once: usize) -> Result<(Vec<f64>, f64)> {
    let mut names = Vec::new();
    for _ in 0..many {
        let sandbox = fresh();
        create_and_start(&sandbox, image, &["wait"], "bridge").await?;
        names.push((sandbox, fresh()));
    }
    let at = Instant::now();
    let starts = names.iter().map(|(sandbox, name)| async move {
        create_and_start(name, image, &["wait"], &format!("container:{sandbox}")).await
    });
    let times: Vec<Duration> = futures_util::stream::iter(starts)
        .buffer_unordered(at_once)
        .try_collect()
        .await?;
    let rate = many as f64 / at.elapsed().as_secs_f64();
    for (sandbox, name) in &names {
        remove(name).await?;
        remove(sandbox).await?;
    }
    Ok((times.iter().map(|t| t.as_secs_f64() * 1000.0).collect(), rate))
}

/// What running containers have under this label.
pub(crate) async fn labelled(label: &str) -> Result<BTreeSet<String>> {
    // The filter in a query: {"label":["…"]}
    let path = format!("/containers/json?filters=%7B%22label%22%3A%5B%22{label}%22%5D%7D");
    let (status, text) = call("GET", &path, "").await?;
    if status != 200 {
        bail!("list: {status} {text}");
    }
    let all: Vec<serde_json::Value> = serde_json::from_str(&text)?;
    let value = |c: &serde_json::Value| Some(c.get("Labels")?.get(label)?.as_str()?.to_owned());
    Ok(all.iter().filter_map(value).collect())
}
