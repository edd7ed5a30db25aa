//! The figures of logs: bytes put per second of CPU, bytes on the disk, and the search for a rare string.
//!
//! The lines are JSON of about 280 bytes whose random ids dominate what a compressor can do, as in real services.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::load::{self, Connection, Target, signed};
use crate::server::Server;
use crate::{Cli, median, peers, process, round, tell};

const EVENTS: usize = 1000;
const CONNECTIONS: usize = 4;
const NEEDLE: &str = "needle-7f3a9c";
/// Stands in bodies made beforehand for the time of their events.
const PLACE: i64 = 1_111_111_111_111;
const ABSENT: &str = "needle-5b81e0";

/// A small generator of the same numbers every time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        let at = self.below(all.len() as u64) as usize;
        all.get(at).copied().unwrap_or_default()
    }
}

/// One line; its time is `n` steps of 300 microseconds after the first's.
fn line(d: &mut Dice, n: u64, needle: bool) -> String {
    let us = n * 300;
    let (s, us) = (us / 1_000_000, us % 1_000_000);
    let path = match d.below(4) {
        0 => "/healthz".to_owned(),
        1 => "/api/cart".to_owned(),
        2 => format!("/api/orders/{}", d.below(100_000)),
        _ => format!("/api/users/{}/sessions", d.below(100_000)),
    };
    let status = match d.below(100) {
        98.. => 500,
        93..98 => 404,
        89..93 => 302,
        _ => 200,
    };
    let level = d.of(&["INFO", "INFO", "INFO", "WARN", "DEBUG", "ERROR"]);
    let said = d.of(&[
        "request completed",
        "request completed",
        "upstream call finished",
        "cache miss, loading from database",
        "retrying after a transient failure",
        "user session refreshed",
        "connection reset by peer while reading response header from upstream",
    ]);
    let (service, task) = (d.below(20), d.below(200));
    let (a, b, us_taken) = (d.next(), d.next(), d.below(400_000));
    let (bytes, x, y, z) = (d.below(20_000), d.below(4), d.below(256), d.below(256));
    let mark = if needle { "needle-7f3a9c " } else { "" };
    format!(
        r#"{{"ts":"2026-01-01T{:02}:{:02}:{:02}.{us:06}Z","level":"{level}","service":"svc-{service:02}","task":"{task:08x}00abcdef","trace":"{a:016x}{b:016x}","method":"GET","path":"{path}","status":{status},"dur_ms":{}.{:03},"bytes":{bytes},"ip":"10.{x}.{y}.{z}","msg":"{mark}{said}"}}"#,
        s / 3600 % 24,
        s / 60 % 60,
        s % 60,
        us_taken / 1000,
        us_taken % 1000,
    )
}

/// The body of one PutLogEvents, and the bytes of its messages.
fn body(group: &str, stream: &str, lines: &[String], at: i64) -> (String, usize) {
    let mut out = format!(r#"{{"logGroupName":"{group}","logStreamName":"{stream}","logEvents":["#);
    for (i, l) in lines.iter().enumerate() {
        let comma = if i > 0 { "," } else { "" };
        let _ = write!(out, r#"{comma}{{"timestamp":{at},"message":{}}}"#, json!(l));
    }
    out.push_str("]}");
    (out, lines.iter().map(String::len).sum())
}

fn now() -> i64 {
    kernel::Clock::now(&kernel::time::SystemClock).0
}

/// A signed request of CloudWatch Logs.
fn request(target: &Target, operation: &str, body: &str) -> Result<Vec<u8>> {
    signed(target, "logs", &format!("Logs_20140328.{operation}"), body)
}

async fn ask(target: &Target, operation: &str, input: &Value) -> Result<Value> {
    let mut connection = Connection::open(&target.address).await?;
    let (status, answer) = connection
        .exchange(&request(target, operation, &input.to_string())?)
        .await?;
    if status != 200 {
        bail!("{operation}: {status} {}", String::from_utf8_lossy(&answer));
    }
    Ok(serde_json::from_slice(&answer).unwrap_or_default())
}

async fn make(target: &Target, group: &str) -> Result<()> {
    ask(target, "CreateLogGroup", &json!({"logGroupName": group})).await?;
    for c in 0..CONNECTIONS {
        let names = json!({"logGroupName": group, "logStreamName": format!("s{c}")});
        ask(target, "CreateLogStream", &names).await?;
    }
    Ok(())
}

pub(crate) async fn run(cli: &Cli) -> Result<()> {
    let server = Server::start(&cli.longshore, "none").await?;
    put(cli, &server).await?;
    drop(server);
    let server = Server::start(&cli.longshore, "none").await?;
    search(cli, &server).await
}

/// Message bytes that are durable, per second of the server's CPU; sealing is waited for and counted.
async fn put(cli: &Cli, server: &Server) -> Result<()> {
    make(&server.target, "b").await?;
    let peer = peers::moto_server(cli.python.as_deref()).await?;
    if let Some((_, target)) = &peer {
        make(target, "b").await?;
    }
    let mut d = Dice(1);
    let bodies: Vec<(String, usize)> = (0..48 * CONNECTIONS)
        .map(|i| {
            let lines: Vec<_> = (0..EVENTS as u64).map(|n| line(&mut d, n, false)).collect();
            body("b", &format!("s{}", i % CONNECTIONS), &lines, PLACE)
        })
        .collect();
    let size = bodies.iter().map(|b| b.1).sum::<usize>() as f64 / bodies.len() as f64;
    let bodies = Arc::new(bodies);
    let round_of = async |target: &Target, pid: u32| -> Result<(f64, f64, f64, u64)> {
        let (t, all) = (target.clone(), Arc::clone(&bodies));
        let make = move |c: usize, i: u64| {
            let at = c + CONNECTIONS * (i as usize % 48);
            let (body, _) = all.get(at).context("no body")?;
            let body = body.replace(&PLACE.to_string(), &now().to_string());
            request(&t, "PutLogEvents", &body)
        };
        let before = process::cpu(pid);
        let outcome = load::run(&target.address, CONNECTIONS, cli.seconds, Arc::new(make)).await?;
        let used = settled(pid).await - before;
        let mib = outcome.requests as f64 * size / f64::from(1 << 20);
        Ok((
            mib / used,
            mib * outcome.per_second / outcome.requests as f64,
            outcome.p99,
            outcome.errors,
        ))
    };
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..cli.rounds {
        ours.push(round_of(&server.target, server.pid()).await?);
        if let Some((p, target)) = &peer {
            theirs.push(round_of(target, p.pid()).await?);
        }
    }
    let of = |rows: &[(f64, f64, f64, u64)], f: fn(&(f64, f64, f64, u64)) -> f64| {
        (!rows.is_empty()).then(|| round(median(rows.iter().map(f).collect())))
    };
    tell(
        "logs: PutLogEvents, 1000 events a call, 4 connections",
        json!({
            "mib_per_cpu_s": of(&ours, |r| r.0), "mib_per_s": of(&ours, |r| r.1), "p99_ms": of(&ours, |r| r.2),
            "errors": ours.iter().map(|r| r.3).sum::<u64>(), "bytes_per_event": round(size / EVENTS as f64),
            "moto_mib_per_cpu_s": of(&theirs, |r| r.0), "moto_mib_per_s": of(&theirs, |r| r.1),
            "rss_mib": round(process::rss(server.pid())), "goal": ">= 100 MiB per CPU-s",
        }),
    );
    Ok(())
}

/// The server's CPU once it has nothing more to do.
async fn settled(pid: u32) -> f64 {
    let mut last = process::cpu(pid);
    loop {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let now = process::cpu(pid);
        if now - last < 0.02 {
            return now;
        }
        last = now;
    }
}

/// Ingests the volume, then asks for a string that five lines hold, and for one that none holds.
async fn search(cli: &Cli, server: &Server) -> Result<()> {
    make(&server.target, "v").await?;
    let folder = server.home().join("peer");
    std::fs::create_dir_all(&folder)?;
    let file = folder.join("lines.log");
    let raw = ingest(cli, server, &file).await?;
    settled(server.pid()).await;
    let logs = server.home().join("logs");
    let (segments, journal) = (
        bytes_in(&logs.join("segments"))?,
        bytes_in(&logs.join("journal"))?,
    );
    // What the journal still holds is not in the segments; its frames are a little larger than its messages.
    let sealed = (raw as f64 - journal as f64 * 0.96).max(1.0);
    tell(
        "logs: bytes on the disk after sealing, of the messages'",
        json!({"ratio": round(segments as f64 / sealed), "raw_mib": raw >> 20, "journal_mib": journal >> 20, "goal": "<= 0.20"}),
    );
    let peer = ["zstd", "rg"].iter().all(|p| process::installed(p));
    let packed = folder.join("lines.zst");
    if peer {
        shell(&format!(
            "zstd -q -f -3 {} -o {}",
            file.display(),
            packed.display()
        ))?;
    }
    let (mut rare, mut absent, mut short, mut theirs, mut found) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), 0);
    for _ in 0..cli.rounds {
        let at = Instant::now();
        found = pages(&server.target, &format!("\"{NEEDLE}\"")).await?;
        rare.push(at.elapsed().as_secs_f64());
        let at = Instant::now();
        pages(&server.target, &format!("\"{ABSENT}\"")).await?;
        absent.push(at.elapsed().as_secs_f64());
        // One word that no filter can rule out: every block is read.
        let at = Instant::now();
        pages(&server.target, "7f3a9cx").await?;
        short.push(at.elapsed().as_secs_f64());
        if peer {
            let at = Instant::now();
            shell(&format!(
                "zstd -q -dc {} | rg -c {NEEDLE} > /dev/null",
                packed.display()
            ))?;
            theirs.push(at.elapsed().as_secs_f64());
        }
    }
    let b = peer.then(|| median(theirs));
    let scan = median(short);
    tell(
        "logs: a rare string, s",
        json!({"filtered": round(median(rare)), "found": found, "absent": round(median(absent)), "every_block": round(scan),
            "zstd_rg": b.map(round), "ratio_every_block": b.map(|b| round(scan / b)),
            "goal": "every block <= 1.5 x zstd -dc | rg, filtered <= 0.15"}),
    );
    Ok(())
}

async fn ingest(cli: &Cli, server: &Server, copy: &Path) -> Result<u64> {
    let mut out = std::io::BufWriter::new(std::fs::File::create(copy)?);
    let limit = cli.mib << 20;
    let (mut d, mut raw, mut n, mut due) = (Dice(2), 0_u64, 0_u64, limit / 10);
    let mut connection = Connection::open(&server.target.address).await?;
    while raw < limit {
        let lines: Vec<_> = (0..EVENTS as u64)
            .map(|_| {
                n += 1;
                let needle = raw > due;
                if needle {
                    due += limit / 5;
                }
                let l = line(&mut d, n, needle);
                raw += l.len() as u64;
                l
            })
            .collect();
        for l in &lines {
            std::io::Write::write_all(&mut out, l.as_bytes())?;
            std::io::Write::write_all(&mut out, b"\n")?;
        }
        let stream = format!("s{}", n / EVENTS as u64 % CONNECTIONS as u64);
        let (body, _) = body("v", &stream, &lines, now());
        // Sealing may be behind: then the service says so, and a client tries again.
        loop {
            let (status, answer) = connection
                .exchange(&request(&server.target, "PutLogEvents", &body)?)
                .await?;
            match status {
                200 => break,
                503 => tokio::time::sleep(Duration::from_millis(50)).await,
                _ => bail!("PutLogEvents: {status} {}", String::from_utf8_lossy(&answer)),
            }
        }
    }
    std::io::Write::flush(&mut out)?;
    Ok(raw)
}

/// Every page of a search; how many events it found.
async fn pages(target: &Target, pattern: &str) -> Result<usize> {
    let mut connection = Connection::open(&target.address).await?;
    let mut input = json!({"logGroupName": "v", "filterPattern": pattern});
    let mut found = 0;
    loop {
        let (status, answer) = connection
            .exchange(&request(target, "FilterLogEvents", &input.to_string())?)
            .await?;
        if status != 200 {
            bail!("FilterLogEvents: {status} {}", String::from_utf8_lossy(&answer));
        }
        let page: Value = serde_json::from_slice(&answer)?;
        found += page.get("events").and_then(Value::as_array).map_or(0, Vec::len);
        match page.get("nextToken").filter(|t| t.is_string()) {
            Some(token) => {
                if let Some(o) = input.as_object_mut() {
                    o.insert("nextToken".into(), token.clone());
                }
            }
            None => return Ok(found),
        }
    }
}

fn bytes_in(folder: &Path) -> Result<u64> {
    let mut all = 0;
    for entry in std::fs::read_dir(folder)? {
        all += entry?.metadata()?.len();
    }
    Ok(all)
}

fn shell(command: &str) -> Result<()> {
    let done = Command::new("sh").args(["-c", command]).status()?;
    if !done.success() {
        bail!("`{command}` failed");
    }
    Ok(())
}
