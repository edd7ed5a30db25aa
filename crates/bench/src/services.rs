//! Services next to Docker Swarm's, on an engine of their own that judges both: from nothing to twenty containers, one of
//! them killed, all of them replaced five at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::UnixStream;

use crate::figures::ready;
use crate::load::{Target, call};
use crate::server::Server;
use crate::{Cli, engine, median, round, tell};

const REPLICAS: usize = 20;
const AT_ONCE: usize = 5;
const PATIENCE: Duration = Duration::from_secs(180);
/// Two names of the sample image: what is rolled out, and what follows it.
const IMAGES: [&str; 2] = ["longshore/bench:1", "longshore/bench:2"];

pub(crate) async fn run(cli: &Cli) -> Result<()> {
    let Some(own) = Own::start().await? else {
        tell(
            "services",
            json!({"skipped": "an engine of one's own takes root, dockerd and unshare"}),
        );
        return Ok(());
    };
    let listen = json!({"ListenAddr": "127.0.0.1:2377", "AdvertiseAddr": "127.0.0.1"});
    own.ask("POST", "/swarm/init", &listen).await?;
    let server = Server::start(&cli.longshore, &format!("unix://{}", own.socket)).await?;
    ready(&server).await?;
    for image in IMAGES {
        let (repo, tag) = image.split_once(':').context("a name without a tag")?;
        let path = format!("/images/longshore/sample:latest/tag?repo={repo}&tag={tag}");
        own.ask("POST", &path, &Value::Null).await?;
    }
    let (mut ours, mut theirs, mut raw) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..cli.rounds {
        let name = format!("bench{round}");
        ours.push(life(&own, &Ecs::new(&server.target, &name).await?).await?);
        theirs.push(life(&own, &Swarm { own: &own, name }).await?);
        for _ in 0..5 {
            raw.push(own.create_and_start().await?);
        }
    }
    let middle = |all: &[Life], of: fn(&Life) -> f64| median(all.iter().map(of).collect());
    for (what, of, goal) in [
        ("0 to 20 running, s", (|l| l.up) as fn(&Life) -> f64, "<= 1.0"),
        ("rolling update of 20 by 5, s", |l| l.update, "<= 0.9"),
    ] {
        let (a, b) = (middle(&ours, of), middle(&theirs, of));
        tell(
            &format!("services: {what}"),
            json!({"longshore": round(a), "swarm": round(b), "ratio": round(a / b), "goal": goal}),
        );
    }
    let (a, b, raw) = (
        middle(&ours, |l| l.replace),
        middle(&theirs, |l| l.replace),
        median(raw),
    );
    tell(
        "services: a killed container is replaced, s",
        json!({"longshore": round(a), "swarm": round(b), "create_and_start": round(raw), "ratio": round(a / raw), "goal": "<= 2.0"}),
    );
    let lowest = |all: &[Life]| all.iter().map(|l| l.lowest).min();
    tell(
        "services: fewest running during the update of 20",
        json!({"longshore": lowest(&ours), "swarm": lowest(&theirs), "goal": ">= 20"}),
    );
    Ok(())
}

/// Seconds of each part of a service's life.
struct Life {
    up: f64,
    replace: f64,
    update: f64,
    lowest: usize,
}

/// Somebody who keeps services.
trait Keeper {
    /// What its containers are labelled with.
    fn label(&self) -> (&'static str, String);
    async fn create(&self) -> Result<()>;
    async fn update(&self) -> Result<()>;
    async fn delete(&self) -> Result<()>;
}

async fn life(own: &Own, keeper: &impl Keeper) -> Result<Life> {
    let (key, value) = keeper.label();
    let running = || own.running(key, &value);
    let at = Instant::now();
    keeper.create().await?;
    own.until(|| running().len() >= REPLICAS)
        .await
        .context("0 to 20")?;
    let up = at.elapsed().as_secs_f64();
    // Both are given time to notice that all is well.
    tokio::time::sleep(Duration::from_secs(7)).await;

    let before = running();
    let victim = before.first().context("nothing runs")?;
    let at = Instant::now();
    own.ask("POST", &format!("/containers/{victim}/kill"), &Value::Null)
        .await?;
    own.until(|| running().difference(&before).next().is_some())
        .await
        .context("the replacement")?;
    let replace = at.elapsed().as_secs_f64();
    tokio::time::sleep(Duration::from_secs(7)).await;

    let before = running();
    let mut lowest = before.len();
    let at = Instant::now();
    keeper.update().await?;
    own.until(|| {
        let now = running();
        lowest = lowest.min(now.len());
        now.len() >= REPLICAS && now.is_disjoint(&before)
    })
    .await
    .context("the update")?;
    let update = at.elapsed().as_secs_f64();
    tokio::time::sleep(Duration::from_secs(2)).await;
    keeper.delete().await?;
    own.until(|| running().is_empty()).await.context("the end")?;
    Ok(Life {
        up,
        replace,
        update,
        lowest,
    })
}

struct Ecs<'a> {
    target: &'a Target,
    name: String,
}

impl<'a> Ecs<'a> {
    async fn new(target: &'a Target, name: &str) -> Result<Self> {
        for image in IMAGES {
            let web = json!({"name": "web", "image": image, "memory": 64, "cpu": 10, "command": ["wait"]});
            let definition = json!({"family": name, "networkMode": "bridge", "containerDefinitions": [web]});
            call(target, "RegisterTaskDefinition", &definition).await?;
        }
        let name = name.to_owned();
        Ok(Self { target, name })
    }
}

impl Keeper for Ecs<'_> {
    fn label(&self) -> (&'static str, String) {
        ("com.amazonaws.ecs.task-definition-family", self.name.clone())
    }

    async fn create(&self) -> Result<()> {
        let most = 100 + 100 * AT_ONCE / REPLICAS;
        let service = json!({"serviceName": self.name, "taskDefinition": format!("{}:1", self.name),
            "desiredCount": REPLICAS,
            "deploymentConfiguration": {"minimumHealthyPercent": 100, "maximumPercent": most}});
        call(self.target, "CreateService", &service).await.map(drop)
    }

    async fn update(&self) -> Result<()> {
        let next = json!({"service": self.name, "taskDefinition": format!("{}:2", self.name)});
        call(self.target, "UpdateService", &next).await.map(drop)
    }

    async fn delete(&self) -> Result<()> {
        let gone = json!({"service": self.name, "force": true});
        call(self.target, "DeleteService", &gone).await.map(drop)
    }
}

struct Swarm<'a> {
    own: &'a Own,
    name: String,
}

impl Swarm<'_> {
    /// Started before the old one stops, five at a time, and no delay that Longshore has not either.
    fn specification(&self, image: &str) -> Value {
        json!({"Name": self.name,
            "TaskTemplate": {"ContainerSpec": {"Image": image, "Args": ["wait"]},
                "Resources": {"Limits": {"MemoryBytes": 64 << 20}},
                "RestartPolicy": {"Condition": "any", "Delay": 0}, "Networks": [{"Target": "bridge"}]},
            "Mode": {"Replicated": {"Replicas": REPLICAS}},
            "UpdateConfig": {"Parallelism": AT_ONCE, "Order": "start-first", "Monitor": 1_000_000},
            "EndpointSpec": {"Mode": "dnsrr"}})
    }
}

impl Keeper for Swarm<'_> {
    fn label(&self) -> (&'static str, String) {
        ("com.docker.swarm.service.name", self.name.clone())
    }

    async fn create(&self) -> Result<()> {
        let service = self.specification(IMAGES[0]);
        self.own.ask("POST", "/services/create", &service).await.map(drop)
    }

    async fn update(&self) -> Result<()> {
        let path = format!("/services/{}", self.name);
        let seen = self.own.ask("GET", &path, &Value::Null).await?;
        let version = seen.pointer("/Version/Index").context("no version")?;
        let path = format!("{path}/update?version={version}");
        self.own
            .ask("POST", &path, &self.specification(IMAGES[1]))
            .await
            .map(drop)
    }

    async fn delete(&self) -> Result<()> {
        let path = format!("/services/{}", self.name);
        self.own.ask("DELETE", &path, &Value::Null).await.map(drop)
    }
}

/// What runs: labels by container.
type Running = Arc<Mutex<BTreeMap<String, BTreeMap<String, Value>>>>;

/// An engine in a network namespace of its own; it ends with this.
struct Own {
    folder: PathBuf,
    socket: String,
    dockerd: Child,
    running: Running,
}

impl Own {
    /// `None` where none can be had.
    async fn start() -> Result<Option<Self>> {
        let root = std::fs::read_to_string("/proc/self/status")?.contains("\nUid:\t0\t");
        let tried = Command::new("unshare")
            .args(["--net", "dockerd", "--version"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        if !root || !tried.is_ok_and(|s| s.success()) {
            return Ok(None);
        }
        let folder = std::env::temp_dir().join(format!("longshore-bench-engine-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let at = |name: &str| folder.join(name).display().to_string();
        let socket = at("docker.sock");
        let script = format!(
            "ip link set lo up; exec dockerd --host unix://{socket} --data-root {} --exec-root {} --pidfile {}",
            at("data"),
            at("exec"),
            at("docker.pid")
        );
        let log = std::fs::File::create(folder.join("log"))?;
        let dockerd = Command::new("unshare")
            .args(["--net", "sh", "-c", &script])
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .context("starting dockerd")?;
        let own = Self {
            folder,
            socket,
            dockerd,
            running: Running::default(),
        };
        let begun = Instant::now();
        while own.ask("GET", "/_ping", &Value::Null).await.is_err() {
            if begun.elapsed() > Duration::from_secs(60) {
                bail!("the engine does not answer");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let events = UnixStream::connect(&own.socket).await?;
        tokio::spawn(follow(events, Arc::clone(&own.running)));
        Ok(Some(own))
    }

    async fn ask(&self, method: &str, path: &str, body: &Value) -> Result<Value> {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let (status, text) = engine::ask(&self.socket, method, path, &body).await?;
        if status >= 300 {
            bail!("{method} {path}: {status} {text}");
        }
        Ok(serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    fn running(&self, key: &str, value: &str) -> BTreeSet<String> {
        let all = self.running.lock();
        let ours = all
            .iter()
            .filter(|(_, labels)| labels.get(key).and_then(Value::as_str) == Some(value));
        ours.map(|(id, _)| id.clone()).collect()
    }

    async fn until(&self, mut holds: impl FnMut() -> bool) -> Result<()> {
        let begun = Instant::now();
        while !holds() {
            if begun.elapsed() > PATIENCE {
                bail!("not within {} s", PATIENCE.as_secs());
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        Ok(())
    }

    /// Seconds that the engine alone takes for one container.
    async fn create_and_start(&self) -> Result<f64> {
        let body =
            json!({"Image": IMAGES[0], "Cmd": ["wait"], "HostConfig": {"Memory": 64 << 20, "CpuShares": 10}});
        let at = Instant::now();
        let made = self.ask("POST", "/containers/create", &body).await?;
        let id = made.get("Id").and_then(Value::as_str).context("no id")?;
        self.ask("POST", &format!("/containers/{id}/start"), &Value::Null)
            .await?;
        let took = at.elapsed().as_secs_f64();
        self.ask("DELETE", &format!("/containers/{id}?force=1"), &Value::Null)
            .await?;
        Ok(took)
    }
}

/// Keeps what runs, from the engine's own events: asking for a list again and again would be load.
async fn follow(mut events: UnixStream, running: Running) -> Result<()> {
    // {"type":["container"],"event":["start","die"]}
    let filter = "%7B%22type%22%3A%5B%22container%22%5D%2C%22event%22%3A%5B%22start%22%2C%22die%22%5D%7D";
    let request = format!("GET /events?filters={filter} HTTP/1.0\r\nhost: engine\r\n\r\n");
    events.write_all(request.as_bytes()).await?;
    let mut lines = BufReader::new(events).lines();
    while let Some(line) = lines.next_line().await? {
        let Ok(event) = serde_json::from_str::<Value>(&line) else {
            continue;
        };
        let text = |path: &str| event.pointer(path).and_then(Value::as_str).map(str::to_owned);
        let (Some(id), Some(action)) = (text("/Actor/ID"), text("/Action")) else {
            continue;
        };
        if action == "start" {
            let labels = event
                .pointer("/Actor/Attributes")
                .and_then(Value::as_object)
                .cloned();
            running
                .lock()
                .insert(id, labels.unwrap_or_default().into_iter().collect());
        } else {
            running.lock().remove(&id);
        }
    }
    Ok(())
}

impl Drop for Own {
    fn drop(&mut self) {
        let pid = self.dockerd.id().to_string();
        let _ = Command::new("kill").arg(&pid).status();
        let _ = self.dockerd.wait();
        // Namespaces of networks stay mounted.
        let mounts = format!("umount {}/exec/netns/*", self.folder.display());
        let _ = Command::new("sh")
            .args(["-c", &mounts])
            .stderr(Stdio::null())
            .status();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
