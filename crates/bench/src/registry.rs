//! The figures of the registry: large and small images pushed and pulled, against Debian's `docker-registry`.
//!
//! Both are asked as docker asks: `POST`, `PATCH` and `PUT` for each layer, several layers at once.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use serde_json::json;

use crate::load::{Connection, signed};
use crate::server::Server;
use crate::{Cli, median, peers, round, tell};

const LAYERS: usize = 8;
const LAYER: usize = 64 << 20;
const SMALL: usize = 200;
/// Docker pushes so many layers at once.
const AT_ONCE: usize = 5;

/// A registry and what proves who asks it.
#[derive(Clone)]
struct Target {
    address: String,
    authorization: Option<String>,
}

/// One connection.
struct Link {
    target: Target,
    stream: BufReader<TcpStream>,
}

impl Link {
    fn open(target: &Target) -> Result<Self> {
        let stream = TcpStream::connect(&target.address)?;
        stream.set_nodelay(true)?;
        Ok(Self {
            target: target.clone(),
            stream: BufReader::with_capacity(256 * 1024, stream),
        })
    }

    /// Status, where it is, and the length of the body, which is read and dropped.
    fn ask(&mut self, method: &str, path: &str, kind: &str, body: &[u8]) -> Result<(u16, String, usize)> {
        let who = self.target.authorization.as_ref();
        let who = who.map_or_else(String::new, |a| format!("Authorization: {a}\r\n"));
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\n{who}Accept: {KIND}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
            self.target.address,
            body.len()
        );
        let out = self.stream.get_mut();
        out.write_all(head.as_bytes())?;
        out.write_all(body)?;
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line
            .split(' ')
            .nth(1)
            .and_then(|s| s.parse().ok())
            .context("no status")?;
        let mut headers = HashMap::new();
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(':') else {
                break;
            };
            headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
        }
        let length = headers
            .get("content-length")
            .and_then(|l| l.parse().ok())
            .unwrap_or(0);
        std::io::copy(&mut self.stream.by_ref().take(length), &mut std::io::sink())?;
        let place = headers.remove("location").unwrap_or_default();
        let path = match place.strip_prefix("http://").and_then(|p| p.split_once('/')) {
            Some((_, path)) => format!("/{path}"),
            None => place,
        };
        Ok((status, path, usize::try_from(length)?))
    }

    fn must(
        &mut self,
        expect: u16,
        method: &str,
        path: &str,
        kind: &str,
        body: &[u8],
    ) -> Result<(String, usize)> {
        let (status, place, length) = self.ask(method, path, kind, body)?;
        if status != expect {
            bail!("{method} {path} answered {status}");
        }
        Ok((place, length))
    }

    fn push(&mut self, name: &str, blob: &Blob) -> Result<()> {
        let bytes = "application/octet-stream";
        let (place, _) = self.must(202, "POST", &format!("/v2/{name}/blobs/uploads/"), bytes, b"")?;
        let (place, _) = self.must(202, "PATCH", &place, bytes, &blob.content)?;
        let join = if place.contains('?') { '&' } else { '?' };
        self.must(
            201,
            "PUT",
            &format!("{place}{join}digest={}", blob.digest),
            bytes,
            b"",
        )?;
        Ok(())
    }
}

struct Blob {
    digest: String,
    content: Vec<u8>,
}

/// Bytes of their own for each seed.
fn blob(seed: u64, length: usize) -> Blob {
    let dice = kernel::dice::SeededDice::new(seed);
    let mut piece = vec![0; length.min(64 << 10)];
    kernel::Dice::fill(&dice, &mut piece);
    // Nobody compresses it: a piece that repeats is as good as chance.
    let content: Vec<u8> = piece.repeat(length.div_ceil(piece.len()));
    Blob {
        digest: digest(&content),
        content,
    }
}

fn digest(content: &[u8]) -> String {
    let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, content);
    hash.as_ref()
        .iter()
        .fold("sha256:".to_owned(), |s, b| format!("{s}{b:02x}"))
}

fn manifest(blobs: &[&Blob]) -> String {
    let all: Vec<_> = blobs
        .iter()
        .map(|b| json!({"mediaType": "x", "digest": b.digest, "size": b.content.len()}))
        .collect();
    json!({"schemaVersion": 2, "mediaType": KIND, "config": all.first(), "layers": all.get(1..)}).to_string()
}

const KIND: &str = "application/vnd.docker.distribution.manifest.v2+json";

/// Does `work` for each of the items, on several connections at once.
fn spread<T: Sync>(
    target: &Target,
    items: &[T],
    work: impl Fn(&mut Link, &T) -> Result<()> + Sync,
) -> Result<f64> {
    let begun = Instant::now();
    let next = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|s| {
        let hands: Vec<_> = (0..AT_ONCE)
            .map(|_| {
                s.spawn(|| -> Result<()> {
                    let mut link = Link::open(target)?;
                    while let Some(item) = items.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
                    {
                        work(&mut link, item)?;
                    }
                    Ok(())
                })
            })
            .collect();
        hands
            .into_iter()
            .try_for_each(|h| h.join().unwrap_or_else(|_| bail!("a hand of the bench fell off")))
    })?;
    Ok(begun.elapsed().as_secs_f64())
}

/// Seconds of: big push, big pull, small pushes, small pulls.
fn round_of(target: &Target, seed: u64) -> Result<[f64; 4]> {
    let big: Vec<_> = (0..=LAYERS as u64)
        .map(|n| blob(seed + n, if n == 0 { 700 } else { LAYER }))
        .collect();
    let push = spread(target, &big, |l, b| l.push("bench/big", b))?;
    let text = manifest(&big.iter().collect::<Vec<_>>());
    Link::open(target)?.must(201, "PUT", "/v2/bench/big/manifests/v1", KIND, text.as_bytes())?;
    let pull = spread(target, &big, |l, b| {
        let (_, length) = l.must(
            200,
            "GET",
            &format!("/v2/bench/big/blobs/{}", b.digest),
            KIND,
            b"",
        )?;
        if length == b.content.len() {
            Ok(())
        } else {
            bail!("a layer came back short")
        }
    })?;
    let small: Vec<_> = (0..SMALL as u64)
        .map(|n| {
            (
                format!("t{seed}-{n}"),
                blob(seed + 100 + 2 * n, 700),
                blob(seed + 101 + 2 * n, 2000),
            )
        })
        .collect();
    let push_small = spread(target, &small, |l, (tag, config, layer)| {
        l.push("bench/small", config)?;
        l.push("bench/small", layer)?;
        let path = format!("/v2/bench/small/manifests/{tag}");
        l.must(201, "PUT", &path, KIND, manifest(&[config, layer]).as_bytes())?;
        Ok(())
    })?;
    let pull_small = spread(target, &small, |l, (tag, config, layer)| {
        l.must(200, "GET", &format!("/v2/bench/small/manifests/{tag}"), KIND, b"")?;
        for b in [config, layer] {
            l.must(
                200,
                "GET",
                &format!("/v2/bench/small/blobs/{}", b.digest),
                "",
                b"",
            )?;
        }
        Ok(())
    })?;
    Ok([push, pull, push_small, pull_small])
}

async fn ours(server: &Server) -> Result<Target> {
    let mut c = Connection::open(&server.target.address).await?;
    let mut ask = async |operation: &str, body: &str| -> Result<serde_json::Value> {
        let operation = format!("AmazonEC2ContainerRegistry_V20150921.{operation}");
        let (status, answer) = c
            .exchange(&signed(&server.target, "ecr", &operation, body)?)
            .await?;
        if status != 200 {
            bail!("{operation}: {status} {}", String::from_utf8_lossy(&answer));
        }
        Ok(serde_json::from_slice(&answer)?)
    };
    for name in ["bench/big", "bench/small"] {
        ask("CreateRepository", &json!({"repositoryName": name}).to_string()).await?;
    }
    let answer = ask("GetAuthorizationToken", "{}").await?;
    let token = answer.pointer("/authorizationData/0/authorizationToken");
    let token = token.and_then(|t| t.as_str()).context("no token")?;
    Ok(Target {
        address: server.target.address.clone(),
        authorization: Some(format!("Basic {token}")),
    })
}

pub(crate) async fn run(cli: &Cli) -> Result<()> {
    let server = Server::start(&cli.longshore, "none").await?;
    let mine = ours(&server).await?;
    let peer = peers::docker_registry().await?;
    let theirs = peer.as_ref().map(|p| Target {
        address: p.address.clone(),
        authorization: None,
    });
    let targets: Arc<[Target]> = [Some(mine), theirs].into_iter().flatten().collect();
    let mut seconds: Vec<[Vec<f64>; 4]> = targets.iter().map(|_| Default::default()).collect();
    for n in 0..cli.rounds {
        for (target, all) in targets.iter().zip(&mut seconds) {
            let target = target.clone();
            let took =
                tokio::task::spawn_blocking(move || round_of(&target, 1_000_000 * (n as u64 + 1))).await??;
            all.iter_mut().zip(took).for_each(|(all, s)| all.push(s));
        }
    }
    let names = [
        "registry big push",
        "registry big pull",
        "registry small pushes",
        "registry small pulls",
    ];
    let mut all = seconds.into_iter();
    let (mine, theirs) = (all.next().unwrap_or_default(), all.next());
    for (i, name) in names.iter().enumerate() {
        let of = |all: &[Vec<f64>; 4]| median(all.get(i).cloned().unwrap_or_default());
        let own = of(&mine);
        let peer = theirs.as_ref().map(of);
        tell(
            name,
            json!({"seconds": round(own), "docker_registry_seconds": peer.map(round),
                "times_as_fast": peer.map(|p| round(p / own))}),
        );
    }
    Ok(())
}
