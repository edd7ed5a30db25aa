//! One function per figure.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kernel::{Key, Record, Store, Txn};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::load::{self, Outcome, Target, call, ecs};
use crate::server::Server;
use crate::{
    Cli, balancer, engine, fleet, logs, median, peers, process, registry, round, services, tasks, tell,
};

pub(crate) const SAMPLE: &str = "longshore/sample:latest";

/// A definition like anybody's.
pub(crate) fn definition(family: &str) -> Value {
    json!({"family": family, "containerDefinitions": [{"name": "web", "image": SAMPLE, "memory": 64, "cpu": 10,
        "essential": true, "command": ["wait"]}]})
}

pub(crate) async fn run(cli: &Cli) -> Result<()> {
    let wanted = |name: &str| cli.only.as_ref().is_none_or(|o| name.contains(o.as_str()));
    if wanted("store") {
        store_commits(cli).await?;
    }
    if wanted("start") || wanted("idle") {
        start_and_idle(cli).await?;
    }
    if wanted("describe") || wanted("register") {
        api(cli).await?;
    }
    if wanted("run-task") || wanted("burst") {
        tasks::run(cli).await?;
    }
    if wanted("logs") {
        logs::run(cli).await?;
    }
    if wanted("placement") {
        fleet::placement(cli)?;
    }
    if wanted("placement") || wanted("RunTask") {
        fleet::run_tasks(cli).await?;
    }
    if wanted("registry") {
        registry::run(cli).await?;
    }
    if wanted("services") {
        services::run(cli).await?;
    }
    if wanted("balancer") {
        balancer::run(cli).await?;
    }
    Ok(())
}

#[derive(Clone, Serialize, Deserialize)]
struct Row {
    id: usize,
    value: String,
}

impl Record for Row {
    const KIND: &'static str = "bench.row";
    fn key(&self) -> Key {
        Key::global(Self::KIND, &[&self.id.to_string()])
    }
}

/// 64 writers, 1 KiB values that differ, every commit on the disk before it is answered.
async fn store_commits(cli: &Cli) -> Result<()> {
    let mut ours = Vec::new();
    let mut theirs = Vec::new();
    let peer = peers::etcd().await?;
    for _ in 0..cli.rounds {
        ours.push(embedded(cli.seconds).await?);
        if let Some(p) = &peer {
            let put = |c: usize, i: u64| {
                let key = STANDARD.encode(format!("/k/{:08}", (c as u64 + 64 * i) % 1000));
                let value = STANDARD.encode(format!("{i:08}{}", "v".repeat(1016)));
                let body = json!({"key": key, "value": value}).to_string();
                anyhow::Ok(
                    format!(
                        "POST /v3/kv/put HTTP/1.1\r\nhost: e\r\ncontent-length: {}\r\n\r\n{body}",
                        body.len()
                    )
                    .into_bytes(),
                )
            };
            theirs.push(
                load::run(&p.address, 64, cli.seconds, Arc::new(put))
                    .await?
                    .per_second,
            );
        }
    }
    let (a, b) = (median(ours), median(theirs));
    let ratio = (b > 0.0).then(|| round(a / b));
    tell(
        "store: commits/s, 64 writers, fsync",
        json!({"longshore": a.round(), "etcd": b.round(), "ratio": ratio, "goal": ">= 3"}),
    );
    Ok(())
}

async fn embedded(seconds: f64) -> Result<f64> {
    let folder = std::env::temp_dir().join(format!("longshore-bench-store-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let s: Arc<dyn Store> = Arc::new(store::Embedded::open(&folder, &[7; 32])?);
    let end = Instant::now() + Duration::from_secs_f64(seconds);
    let writers: Vec<_> = (0..64usize)
        .map(|w| {
            let s = Arc::clone(&s);
            tokio::spawn(async move {
                let mut n = 0u64;
                while Instant::now() < end {
                    let commit = {
                        let mut t = Txn::on(s.tip());
                        let id = (w + 64 * usize::try_from(n).unwrap_or(0)) % 1000;
                        let put = t.put(Row {
                            id,
                            value: format!("{n:08}{}", "v".repeat(1016)),
                        });
                        put.map_err(|f| anyhow::anyhow!("{f}"))?;
                        s.commit(t.into_commit())
                    };
                    commit.await?;
                    n += 1;
                }
                anyhow::Ok(n)
            })
        })
        .collect();
    let mut total = 0;
    for w in writers {
        total += w.await??;
    }
    drop(s);
    std::fs::remove_dir_all(&folder)?;
    Ok(total as f64 / seconds)
}

async fn start_and_idle(cli: &Cli) -> Result<()> {
    let engine = if engine::there() { "auto" } else { "none" };
    let mut starts = Vec::new();
    for _ in 0..cli.rounds {
        starts.push(
            Server::start(&cli.longshore, engine)
                .await?
                .started_in
                .as_secs_f64(),
        );
    }
    tell(
        "start to serving, s",
        json!({"longshore": round(median(starts)), "goal": "<= 0.5"}),
    );
    let server = Server::start(&cli.longshore, engine).await?;
    tokio::time::sleep(Duration::from_secs(5)).await;
    let before = process::cpu(server.pid());
    tokio::time::sleep(Duration::from_secs(20)).await;
    let busy = (process::cpu(server.pid()) - before) / 20.0 * 100.0;
    tell(
        "idle: memory and CPU",
        json!({"rss_mib": round(process::rss(server.pid())), "cpu_percent": round(busy), "goal": "<= 60 MB, <= 1 %", "engine": engine}),
    );
    Ok(())
}

/// Waits until the machine's agent is connected, then runs a task that stays.
pub(crate) async fn ready(server: &Server) -> Result<String> {
    server.import_sample()?;
    call(&server.target, "RegisterTaskDefinition", &definition("bench")).await?;
    let deadline = Instant::now() + Duration::from_secs(20);
    while Instant::now() < deadline {
        let ran = call(&server.target, "RunTask", &json!({"taskDefinition": "bench"})).await;
        if let Some(arn) = ran
            .ok()
            .and_then(|r| r.pointer("/tasks/0/taskArn")?.as_str().map(str::to_owned))
        {
            return Ok(arn);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    bail!("no task could be run")
}

async fn api(cli: &Cli) -> Result<()> {
    if !engine::there() {
        tell("api", json!({"skipped": "no container engine"}));
        return Ok(());
    }
    let server = Server::start(&cli.longshore, "auto").await?;
    let task = ready(&server).await?;
    let moto = peers::moto(cli.python.as_deref()).await?;
    let operations = [
        ("DescribeTasks", 32, "<= 100 us CPU, >= 40 x moto"),
        ("RegisterTaskDefinition", 64, ">= 3000/s, >= 10 x moto"),
    ];
    for (operation, connections, goal) in operations {
        if cli
            .only
            .as_ref()
            .is_some_and(|o| !operation.to_lowercase().contains(o.as_str()))
        {
            continue;
        }
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..cli.rounds {
            ours.push(one(cli, &server.target, server.pid(), operation, connections, &task).await?);
            if let Some((peer, target, task)) = &moto {
                theirs.push(one(cli, target, peer.pid(), operation, connections, task).await?);
            }
        }
        let of = |rows: &[(Outcome, f64)], f: fn(&(Outcome, f64)) -> f64| {
            round(median(rows.iter().map(f).collect()))
        };
        let rates: fn(&(Outcome, f64)) -> f64 = |r| r.0.per_second;
        let cpus: fn(&(Outcome, f64)) -> f64 = |r| r.1;
        let ratio = |f| {
            if theirs.is_empty() {
                None
            } else {
                Some(round(of(&ours, f) / of(&theirs, f)))
            }
        };
        tell(
            &format!("{operation}, {connections} connections"),
            json!({
                "per_second": of(&ours, rates), "cpu_us": of(&ours, cpus), "p50_ms": of(&ours, |r| r.0.p50), "p99_ms": of(&ours, |r| r.0.p99),
                "errors": ours.iter().map(|r| r.0.errors).sum::<u64>(),
                "moto_per_second": of(&theirs, rates), "moto_cpu_us": of(&theirs, cpus),
                "ratio_rate": ratio(rates), "ratio_cpu": ratio(cpus).map(|r| round(1.0 / r)), "goal": goal,
                "rss_mib": round(process::rss(server.pid())),
            }),
        );
    }
    Ok(())
}

/// One round of one operation: the outcome, and microseconds of the server's CPU per request.
async fn one(
    cli: &Cli,
    target: &Target,
    pid: u32,
    operation: &'static str,
    connections: usize,
    task: &str,
) -> Result<(Outcome, f64)> {
    let body = match operation {
        "DescribeTasks" => json!({"tasks": [task]}),
        _ => definition("bench"),
    };
    let (t, body) = (target.clone(), body.to_string());
    let make = move |_, _| ecs(&t, operation, &body);
    let before = process::cpu(pid);
    let outcome = load::run(&target.address, connections, cli.seconds, Arc::new(make)).await?;
    let cpu = (process::cpu(pid) - before) * 1e6 / outcome.requests.max(1) as f64;
    Ok((outcome, cpu))
}
