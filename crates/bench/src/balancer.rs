//! The load balancers' data plane against HAProxy (Debian `haproxy`), both in front of the same three backends.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::load::{self, Connection, Outcome};
use crate::process::{cpu, rss};
use crate::server::{Server, free_port};
use crate::{Cli, median, peers, round, secure, tell};

const ASK: &[u8] = b"GET / HTTP/1.1\r\nhost: bench.example\r\nuser-agent: bench\r\naccept: */*\r\n\r\n";
const ASK_ONCE: &[u8] = b"GET / HTTP/1.1\r\nhost: bench.example\r\nconnection: close\r\n\r\n";
/// Requests a second of the open loop.
const RATE: f64 = 3000.0;
const IDLE: usize = 10_000;

/// A proxy that is measured.
struct Proxy {
    address: String,
    /// Where it speaks TLS.
    secure: String,
    pid: u32,
}

pub(crate) async fn run(cli: &Cli) -> Result<()> {
    let backends = [backend().await?, backend().await?, backend().await?];
    let server = Server::start(&cli.longshore, "none").await?;
    let (address, secure) = listen(&server, &backends).await?;
    let ours = Proxy {
        address,
        secure,
        pid: server.pid(),
    };
    let peer = peers::haproxy(&backends).await?;
    let theirs = peer.as_ref().map(|p| Proxy {
        address: p.address.clone(),
        secure: p.secure.clone().unwrap_or_default(),
        pid: p.pid(),
    });
    let all: Vec<&Proxy> = std::iter::once(&ours).chain(&theirs).collect();
    let plain: fn(&Proxy) -> &String = |p| &p.address;
    let tls: fn(&Proxy) -> &String = |p| &p.secure;
    for (name, connections, request, of) in [
        ("balancer: 256 connections kept", 256, ASK, plain),
        (
            "balancer: 32 clients, each request on a new connection",
            32,
            ASK_ONCE,
            plain,
        ),
        ("balancer: 256 connections kept, TLS", 256, ASK, tls),
        (
            "balancer: 32 clients, each request on a new connection, TLS",
            32,
            ASK_ONCE,
            tls,
        ),
    ] {
        let mut rates = vec![Vec::new(); all.len()];
        let mut costs = vec![Vec::new(); all.len()];
        for _ in 0..cli.rounds {
            for (p, (rate, cost)) in all.iter().zip(rates.iter_mut().zip(&mut costs)) {
                let before = cpu(p.pid);
                let make = Arc::new(move |_, _| Ok(request.to_vec()));
                let out = load::run(of(p), connections, cli.seconds, make).await?;
                if out.errors > 0 {
                    bail!("{name}: {} errors", out.errors);
                }
                rate.push(out.per_second);
                cost.push((cpu(p.pid) - before) * 1e6 / out.requests.max(1) as f64);
            }
        }
        let (rates, costs) = (medians(rates), medians(costs));
        tell(
            name,
            json!({"per_second": round(first(&rates)), "cpu_us": round(first(&costs)),
                "haproxy_per_second": rates.get(1).map(|x| round(*x)), "haproxy_cpu_us": costs.get(1).map(|x| round(*x)),
                "ratio": ratio(&rates), "cpu_ratio": ratio(&costs), "goal": "rate >= 0.9, cpu <= 1.1"}),
        );
    }
    let mut late = vec![Vec::new(); all.len()];
    for _ in 0..cli.rounds {
        for (p, late) in all.iter().zip(&mut late) {
            late.push(open_loop(&p.address, cli.seconds).await?.p99);
        }
    }
    let late = medians(late);
    tell(
        "balancer: p99 at 3,000 requests a second",
        json!({"p99_ms": round(first(&late)), "haproxy_p99_ms": late.get(1).map(|x| round(*x)),
            "ratio": ratio(&late), "goal": "<= 1.2"}),
    );
    idle(&ours).await
}

fn medians(all: Vec<Vec<f64>>) -> Vec<f64> {
    all.into_iter().map(median).collect()
}

fn first(all: &[f64]) -> f64 {
    all.first().copied().unwrap_or(0.0)
}

fn ratio(all: &[f64]) -> Option<f64> {
    all.get(1).map(|theirs| round(first(all) / theirs))
}

/// What quiet connections cost.
async fn idle(p: &Proxy) -> Result<()> {
    let before = rss(p.pid);
    let mut held = Vec::new();
    for _ in 0..IDLE {
        // Each has had an answer, so that what a request needs was there and must have been given back.
        let Ok(mut c) = Connection::open(&p.address).await else {
            break;
        };
        c.exchange(ASK).await?;
        held.push(c);
    }
    let grown = rss(p.pid) - before;
    tell(
        "balancer: memory of quiet connections",
        json!({"connections": held.len(), "mib": round(grown),
            "kib_each": round(grown * 1024.0 / held.len().max(1) as f64)}),
    );
    Ok(())
}

/// Requests that begin when their time has come, whether earlier ones were answered or not; latencies count from
/// then.
async fn open_loop(address: &str, seconds: f64) -> Result<Outcome> {
    const CLIENTS: usize = 64;
    let begun = Instant::now();
    let mut clients = Vec::new();
    for n in 0..CLIENTS {
        let address = address.to_owned();
        clients.push(tokio::spawn(async move {
            let mut connection = Connection::open(&address).await?;
            let mut times = Vec::new();
            for turn in 0.. {
                let due = Duration::from_secs_f64((turn * CLIENTS + n) as f64 / RATE);
                if due.as_secs_f64() > seconds {
                    break;
                }
                tokio::time::sleep_until((begun + due).into()).await;
                connection.exchange(ASK).await?;
                times.push((begun.elapsed() - due).as_secs_f64() * 1000.0);
            }
            anyhow::Ok(times)
        }));
    }
    let mut times = Vec::new();
    for c in clients {
        times.extend(c.await??);
    }
    times.sort_by(f64::total_cmp);
    let p99 = times.get(times.len() * 99 / 100).copied().unwrap_or(0.0);
    Ok(Outcome {
        p99,
        requests: times.len() as u64,
        ..Outcome::default()
    })
}

/// A server that answers 200 bytes to whatever comes.
async fn backend() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let port = listener.local_addr()?.port();
    tokio::spawn(async move {
        let answer = format!(
            "HTTP/1.1 200 OK\r\ncontent-length: 200\r\n\r\n{}",
            "x".repeat(200)
        );
        let answer: Arc<[u8]> = answer.into_bytes().into();
        while let Ok((tcp, _)) = listener.accept().await {
            let answer = Arc::clone(&answer);
            tokio::spawn(async move { serve(tcp, &answer).await });
        }
    });
    Ok(port)
}

async fn serve(mut tcp: TcpStream, answer: &[u8]) -> std::io::Result<()> {
    tcp.set_nodelay(true)?;
    let mut buffer = vec![0; 8192];
    loop {
        let n = tcp.read(&mut buffer).await?;
        // Every request comes whole, in one piece.
        if n == 0 || !buffer.get(..n).unwrap_or_default().ends_with(b"\r\n\r\n") {
            return Ok(());
        }
        tcp.write_all(answer).await?;
    }
}

/// A load balancer in front of the backends; where it listens, and where with TLS.
async fn listen(server: &Server, backends: &[u16]) -> Result<(String, String)> {
    let ask = async |service: &str, version: &str, form: String| {
        let request = load::query(&server.target, service, &format!("Version={version}&{form}"))?;
        let (status, answer) = Connection::open(&server.target.address)
            .await?
            .exchange(&request)
            .await?;
        let text = String::from_utf8_lossy(&answer).into_owned();
        if status != 200 {
            bail!("{form}: {text}");
        }
        Ok(text)
    };
    let elb = async |form: String| ask("elasticloadbalancing", "2015-12-01", form).await;
    let network = ask("ec2", "2016-11-15", "Action=DescribeSubnets".into()).await?;
    let subnets: Vec<&str> = network
        .split("<subnetId>")
        .skip(1)
        .filter_map(|s| s.split('<').next())
        .collect();
    let (a, b) = (
        subnets.first().context("no subnet")?,
        subnets.get(1).context("one subnet only")?,
    );
    let vpc = tag(&network, "vpcId")?;
    let made = elb(format!(
        "Action=CreateLoadBalancer&Name=bench&Subnets.member.1={a}&Subnets.member.2={b}"
    ))
    .await?;
    let balancer = encoded(&tag(&made, "LoadBalancerArn")?);
    let made = elb(format!(
        "Action=CreateTargetGroup&Name=bench&Protocol=HTTP&Port=80&TargetType=ip&VpcId={vpc}&HealthCheckIntervalSeconds=5"
    ))
    .await?;
    let group = encoded(&tag(&made, "TargetGroupArn")?);
    let targets: Vec<String> = backends
        .iter()
        .zip(1..)
        .map(|(port, n)| format!("&Targets.member.{n}.Id=127.0.0.1&Targets.member.{n}.Port={port}"))
        .collect();
    elb(format!(
        "Action=RegisterTargets&TargetGroupArn={group}{}",
        targets.concat()
    ))
    .await?;
    let port = free_port()?;
    elb(format!(
        "Action=CreateListener&LoadBalancerArn={balancer}&Protocol=HTTP&Port={port}&DefaultActions.member.1.Type=forward&DefaultActions.member.1.TargetGroupArn={group}"
    ))
    .await?;
    let certificate = encoded(&import(server).await?);
    let secure = free_port()?;
    elb(format!(
        "Action=CreateListener&LoadBalancerArn={balancer}&Protocol=HTTPS&Port={secure}&Certificates.member.1.CertificateArn={certificate}&DefaultActions.member.1.Type=forward&DefaultActions.member.1.TargetGroupArn={group}"
    ))
    .await?;
    for _ in 0..1000 {
        let told = elb(format!("Action=DescribeTargetHealth&TargetGroupArn={group}")).await?;
        if told.matches("<State>healthy</State>").count() == backends.len() {
            return Ok((format!("127.0.0.1:{port}"), format!("tls://127.0.0.1:{secure}")));
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    bail!("the targets did not become healthy")
}

/// The certificate of all that is measured, as ACM has it; its ARN.
async fn import(server: &Server) -> Result<String> {
    let identity = secure::identity()?;
    let blob = |text: &str| STANDARD.encode(text);
    let body = json!({"Certificate": blob(&identity.certificate), "PrivateKey": blob(&identity.key)});
    let operation = "CertificateManager.ImportCertificate";
    let request = load::signed(&server.target, "acm", operation, &body.to_string())?;
    let (status, answer) = Connection::open(&server.target.address)
        .await?
        .exchange(&request)
        .await?;
    let answer: serde_json::Value = serde_json::from_slice(&answer)?;
    let arn = answer.get("CertificateArn").and_then(|a| a.as_str());
    arn.map(str::to_owned)
        .with_context(|| format!("ImportCertificate: {status} {answer}"))
}

/// What the first element of this name holds.
fn tag(xml: &str, name: &str) -> Result<String> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let rest = xml.split(&open).nth(1);
    let text = rest.and_then(|r| r.split(&close).next());
    text.map(str::to_owned)
        .with_context(|| format!("no `{name}` in {xml}"))
}

fn encoded(arn: &str) -> String {
    arn.replace(':', "%3A").replace('/', "%2F")
}
