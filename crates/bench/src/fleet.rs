//! Placement among thousands of machines: alone, and through the API with simulated agents.

use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, Result, anyhow, bail};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::load::{self, Target, call, ecs};
use crate::server::Server;
use crate::{Cli, figures, median, process, round, tell};

const MACHINES: usize = 5000;
const TASKS: usize = 100_000;
/// RunTask's greatest count.
const EACH: usize = 10;

/// One core, no store: spread over zones, then binpack.
pub(crate) fn placement(cli: &Cli) -> Result<()> {
    let mut rates = Vec::new();
    for _ in 0..cli.rounds {
        let mut place = ecs::placement::rehearsal::rehearsal(MACHINES, EACH).map_err(|f| anyhow!("{f}"))?;
        let at = Instant::now();
        place(TASKS).map_err(|f| anyhow!("{f}"))?;
        rates.push(TASKS as f64 / at.elapsed().as_secs_f64());
    }
    tell(
        "placement alone: tasks/s, 5,000 instances, 100,000 tasks",
        json!({"longshore": median(rates).round(), "goal": ">= 10000"}),
    );
    Ok(())
}

/// RunTask of ten, with as many connected agents as an ECS cluster may have; they acknowledge what they are sent and run
/// nothing.
pub(crate) async fn run_tasks(cli: &Cli) -> Result<()> {
    let server = Server::start(&cli.longshore, "none").await?;
    let target = &server.target;
    let mut agents = tokio::task::JoinSet::new();
    let room = Arc::new(tokio::sync::Semaphore::new(32));
    for n in 0..MACHINES {
        let (target, room) = (target.clone(), Arc::clone(&room));
        agents.spawn(async move {
            let _turn = room.acquire().await?;
            agent(&target, n).await
        });
    }
    let mut sockets = Vec::new();
    while let Some(socket) = agents.join_next().await {
        let (socket, arn) = socket??;
        sockets.push(tokio::spawn(acknowledge(socket, arn)));
    }
    call(target, "RegisterTaskDefinition", &figures::definition("bench")).await?;
    let body = json!({"taskDefinition": "bench", "count": EACH, "placementStrategy": [
        {"type": "spread", "field": "attribute:ecs.availability-zone"}, {"type": "binpack", "field": "memory"}]});
    let body = body.to_string();
    let (mut rates, mut cpu) = (Vec::new(), Vec::new());
    let mut last = load::Outcome::default();
    for _ in 0..cli.rounds {
        let (t, body) = (target.clone(), body.clone());
        let make = move |_, _| ecs(&t, "RunTask", &body);
        let before = process::cpu(server.pid());
        last = load::run(&target.address, 16, cli.seconds, Arc::new(make)).await?;
        rates.push(last.per_second * EACH as f64);
        let tasks = last.requests.max(1) as f64 * EACH as f64;
        cpu.push((process::cpu(server.pid()) - before) * 1e6 / tasks);
    }
    tell(
        "RunTask of 10: tasks/s, 5,000 simulated instances",
        json!({"longshore": median(rates).round(), "cpu_us_per_task": round(median(cpu)), "p50_ms": round(last.p50),
            "p99_ms": round(last.p99), "errors": last.errors, "rss_mib": round(process::rss(server.pid())),
            "goal": ">= 3000"}),
    );
    sockets.iter().for_each(tokio::task::JoinHandle::abort);
    Ok(())
}

/// Registers a machine and opens its agent's ACS session.
async fn agent(target: &Target, n: usize) -> Result<(TcpStream, String)> {
    let resource = |name: &str, value: i64| json!({"name": name, "type": "INTEGER", "integerValue": value});
    let attributes: Vec<Value> = (17..=32)
        .map(|a| json!({"name": format!("com.amazonaws.ecs.capability.docker-remote-api.1.{a}")}))
        .chain([json!({"name": "ecs.availability-zone", "value": format!("zone-{}", n % 10)})])
        .collect();
    let ask = json!({"cluster": "default", "attributes": attributes,
        "totalResources": [resource("CPU", 64 << 10), resource("MEMORY", 256 << 10)]});
    let registered = call(target, "RegisterContainerInstance", &ask).await?;
    let arn = registered
        .pointer("/containerInstance/containerInstanceArn")
        .and_then(Value::as_str)
        .with_context(|| format!("RegisterContainerInstance: {registered}"))?;
    let path = format!(
        "/acs/ws?clusterArn=default&containerInstanceArn={}&agentHash=bench&agentVersion=1.0.0&dockerVersion=none&protocolVersion=2&seqNum=1&sendCredentials=true",
        arn.replace(':', "%3A").replace('/', "%2F"),
    );
    let request = http::Request::builder()
        .method("GET")
        .uri(&path)
        .header("host", &target.address)
        .body(())?;
    let (mut head, ()) = request.into_parts();
    let now = kernel::Clock::now(&kernel::time::SystemClock).0 / 1000;
    wire::sigv4::sign(&mut head, b"", &target.credentials, &target.region, "ecs", now)?;
    let mut text = format!("GET {path} HTTP/1.1\r\n");
    for (name, value) in &head.headers {
        text.push_str(&format!("{name}: {}\r\n", value.to_str()?));
    }
    text.push_str("connection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    let mut socket = TcpStream::connect(&target.address).await?;
    socket.write_all(text.as_bytes()).await?;
    // Byte by byte, so that nothing of the first frame is taken.
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\n") {
        answer.push(socket.read_u8().await?);
    }
    if !answer.starts_with(b"HTTP/1.1 101") {
        bail!("the agent was refused: {}", String::from_utf8_lossy(&answer));
    }
    Ok((socket, arn.to_owned()))
}

/// Answers every message of an ACS session until it ends (RFC 6455 section 5: the server's frames are not masked, the
/// client's are, here with a key of zeros).
async fn acknowledge(mut socket: TcpStream, arn: String) -> Result<()> {
    loop {
        let mut head = [0; 2];
        socket.read_exact(&mut head).await?;
        let [kind, length] = head;
        let length = match length {
            126 => usize::from(socket.read_u16().await?),
            127 => usize::try_from(socket.read_u64().await?)?,
            short => usize::from(short),
        };
        let mut payload = vec![0; length];
        socket.read_exact(&mut payload).await?;
        if kind & 0x0f != 1 {
            continue;
        }
        let message: Value = serde_json::from_slice(&payload)?;
        let kind = message
            .pointer("/type")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let Some(id) = message.pointer("/message/messageId") else {
            continue;
        };
        let answer = match kind {
            "HeartbeatMessage" => "HeartbeatAckRequest",
            _ => "AckRequest",
        };
        let text = json!({"type": answer, "message": {"cluster": "default", "containerInstance": arn, "messageId": id}});
        let text = text.to_string();
        let mut frame = vec![0x81, 0x80 | 126];
        frame.extend(u16::try_from(text.len())?.to_be_bytes());
        frame.extend([0; 4]);
        frame.extend(text.as_bytes());
        socket.write_all(&frame).await?;
    }
}
