//! One agent in front of the test's control plane, and tasks for it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use agent::runtime::{DockerRuntime, FakeRuntime, Runtime, find_sockets};
use agent::{Agent, Config, Credentials, EngineChoice, Handle};
use serde_json::{Value, json};
use wire::acs::Task;

use super::plane::Plane;

pub struct Node {
    pub plane: Plane,
    pub config: Config,
    pub agent: Handle,
    pub fake: Option<FakeRuntime>,
    _dir: Arc<tempfile::TempDir>,
}

pub fn credentials() -> Credentials {
    Credentials {
        access_key_id: "LSIATEST".into(),
        secret_access_key: "not a secret".into(),
        session_token: None,
    }
}

/// An agent leaves its containers behind when it ends; a test must not, also when it fails: what is left of a network would be
/// in the way of every test after it.
impl Drop for Node {
    fn drop(&mut self) {
        let (EngineChoice::Host(host), Some(id)) = (&self.config.engine, self.agent_id()) else {
            return;
        };
        let docker = |args: &[&str]| {
            let done = std::process::Command::new("docker")
                .args(["-H", host])
                .args(args)
                .output();
            String::from_utf8(done.map(|d| d.stdout).unwrap_or_default()).unwrap_or_default()
        };
        let (own, made) = (
            format!("label=longshore.agent={id}"),
            format!("label=longshore.made-by={id}"),
        );
        for container in docker(&["ps", "-aq", "--filter", &own]).split_whitespace() {
            docker(&["rm", "-f", container]);
        }
        for network in docker(&["network", "ls", "-q", "--filter", &made]).split_whitespace() {
            docker(&["network", "rm", network]);
        }
    }
}

fn wall_clock() -> i64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_millis() as i64
}

impl Node {
    pub async fn with_fake() -> Node {
        let fake = FakeRuntime::new(wall_clock);
        fake.add_image("app");
        let mut node = Node::with(EngineChoice::Given(Arc::new(fake.clone()))).await;
        node.fake = Some(fake);
        node
    }

    pub async fn with_docker() -> Node {
        let host = find_sockets(|n| std::env::var(n).ok())
            .into_iter()
            .next()
            .expect("a container engine")
            .host;
        let runtime = DockerRuntime::connect(&host).await.unwrap();
        if runtime.image(agent::pause::SAMPLE_IMAGE).await.unwrap().is_none() {
            agent::pause::import_sample(&runtime).await.unwrap();
        }
        Node::with(EngineChoice::Host(host)).await
    }

    pub async fn with_engine(host: String) -> Node {
        Node::with(EngineChoice::Host(host)).await
    }

    async fn with(engine: EngineChoice) -> Node {
        let plane = Plane::start().await;
        Node::before(plane, engine, None).await
    }

    /// An agent in front of this control plane.
    pub async fn before(plane: Plane, engine: EngineChoice, ca_file: Option<PathBuf>) -> Node {
        let dir = Arc::new(tempfile::tempdir().unwrap());
        let mut config = Config::new(
            &plane.endpoint(),
            "us-east-1",
            "default",
            credentials(),
            dir.path().to_path_buf(),
        );
        // An engine in memory has no kernel to ask.
        config.waive_security_groups = matches!(engine, EngineChoice::Given(_));
        config.engine = engine;
        config.ca_file = ca_file;
        // Containers go as soon as they are reported, so that tests leave nothing.
        config.keep_stopped = Duration::ZERO;
        config.telemetry_every = Duration::from_secs(1);
        let agent = Agent::start(config.clone()).await.unwrap();
        plane.connected(1).await;
        Node {
            plane,
            config,
            agent,
            fake: None,
            _dir: dir,
        }
    }

    /// What the agent labels its things with.
    pub fn agent_id(&self) -> Option<String> {
        let db = rusqlite::Connection::open(self.config.data_dir.join("agent.db")).ok()?;
        db.query_row("select value from meta where key = 'agent_id'", [], |r| r.get(0))
            .ok()
    }

    /// A new agent on the same data directory.
    pub async fn restart(&mut self) {
        self.agent.shutdown().await;
        let before = self.plane.seen.lock().connections;
        self.agent = Agent::start(self.config.clone()).await.unwrap();
        self.plane.connected(before + 1).await;
    }

    pub async fn stop(&self, task: &Task) -> Value {
        let stop = Task {
            desired_status: "STOPPED".into(),
            ..task.clone()
        };
        self.plane.payload(stop).await;
        self.plane.change(&task.arn, "STOPPED").await
    }
}

/// A task of containers given as (name, command, other members).
pub fn task(id: &str, mode: &str, containers: &[(&str, &[&str], Value)]) -> Task {
    let containers: Vec<_> = containers
        .iter()
        .map(|(name, command, more)| {
            let mut c = json!({"name": name, "image": "app", "essential": true, "command": command});
            c.as_object_mut()
                .unwrap()
                .extend(more.as_object().unwrap().clone());
            c
        })
        .collect();
    serde_json::from_value(json!({
        "arn": format!("arn:aws:ecs:us-east-1:000000000000:task/default/{id}-{}", std::process::id()),
        "family": "test", "version": "1", "desiredStatus": "RUNNING", "networkMode": mode,
        "taskClusterArn": "arn:aws:ecs:us-east-1:000000000000:cluster/default",
        "containers": containers,
    }))
    .unwrap()
}

/// The same on the sample image, for a real engine.
pub fn sample_task(id: &str, mode: &str, containers: &[(&str, &[&str], Value)]) -> Task {
    let mut task = task(id, mode, containers);
    for c in &mut task.containers {
        c.image = agent::pause::SAMPLE_IMAGE.into();
    }
    task
}

pub fn container<'a>(change: &'a Value, name: &str) -> &'a Value {
    change["containers"]
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["containerName"] == name)
        .expect("the container is told of")
}
