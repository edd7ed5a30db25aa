//! A container engine of the test's own that is stopped and started again under running tasks. It needs root, dockerd and
//! containerd; where they are missing, these tests say so and prove nothing.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use agent::runtime::{DockerRuntime, Runtime};
use serde_json::json;

use super::logs::awslogs;
use super::node::{Node, container, sample_task};

struct Dockerd {
    dir: tempfile::TempDir,
    containerd: Child,
    dockerd: Child,
    live_restore: bool,
}

impl Dockerd {
    /// `None` where an engine cannot be started.
    async fn start(live_restore: bool) -> Option<Dockerd> {
        let have = |program: &str| {
            Path::new("/usr/bin").join(program).exists() || Path::new("/usr/sbin").join(program).exists()
        };
        let root =
            std::fs::metadata("/proc/self").is_ok_and(|m| std::os::unix::fs::MetadataExt::uid(&m) == 0);
        if !(root && have("dockerd") && have("containerd") && have("unshare")) {
            eprintln!("not root, or no dockerd here: a restart of the engine is not tested");
            return None;
        }
        let dir = tempfile::tempdir().unwrap();
        let at = |part: &str| dir.path().join(part);
        let config = format!(
            "version = 2\nroot = {:?}\nstate = {:?}\ndisabled_plugins = [\"io.containerd.grpc.v1.cri\"]\n[grpc]\naddress = {:?}\n",
            at("c-root"),
            at("c-state"),
            at("containerd.sock")
        );
        std::fs::write(at("containerd.toml"), config).unwrap();
        let containerd = Command::new("containerd")
            .arg("--config")
            .arg(at("containerd.toml"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let dockerd = dockerd(dir.path(), live_restore);
        let this = Dockerd {
            dir,
            containerd,
            dockerd,
            live_restore,
        };
        let runtime = this.up().await;
        agent::pause::import_sample(&runtime).await.unwrap();
        Some(this)
    }

    fn host(&self) -> String {
        format!("unix://{}", self.dir.path().join("docker.sock").display())
    }

    async fn up(&self) -> DockerRuntime {
        for _ in 0..600 {
            if let Ok(runtime) = DockerRuntime::connect(&self.host()).await
                && runtime.version().await.is_ok()
            {
                return runtime;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the private engine does not answer");
    }

    async fn restart(&mut self, signal: &str) {
        let pid = self.dockerd.id().to_string();
        Command::new("kill").args([signal, &pid]).status().unwrap();
        self.dockerd.wait().unwrap();
        let _ = std::fs::remove_file(self.dir.path().join("docker.pid"));
        self.dockerd = dockerd(self.dir.path(), self.live_restore);
        self.up().await;
    }
}

fn dockerd(dir: &Path, live_restore: bool) -> Child {
    let at = |part: &str| -> PathBuf { dir.join(part) };
    // In a network namespace of its own: without a bridge dockerd would take the host's docker0 away from the real engine.
    let mut command = Command::new("unshare");
    command
        .args(["--net", "dockerd"])
        .args([
            "--bridge=none",
            "--iptables=false",
            "--ip6tables=false",
            "--shutdown-timeout=1",
        ])
        .arg(format!("-Hunix://{}", at("docker.sock").display()))
        .arg(format!("--containerd={}", at("containerd.sock").display()))
        .arg(format!("--data-root={}", at("data").display()))
        .arg(format!("--exec-root={}", at("exec").display()))
        .arg(format!("--pidfile={}", at("docker.pid").display()));
    if live_restore {
        command.arg("--live-restore");
    }
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

impl Drop for Dockerd {
    fn drop(&mut self) {
        for child in [&mut self.dockerd, &mut self.containerd] {
            let _ = Command::new("kill").arg(child.id().to_string()).status();
            let _ = child.wait();
        }
        // What the engine leaves mounted would keep the folder.
        let mounts = std::fs::read_to_string("/proc/mounts").unwrap_or_default();
        let ours = self.dir.path().to_string_lossy().into_owned();
        for mount in mounts
            .lines()
            .filter_map(|l| l.split(' ').nth(1))
            .filter(|m| m.starts_with(&ours))
        {
            let _ = Command::new("umount").args(["-l", mount]).status();
        }
    }
}

#[tokio::test]
async fn without_live_restore_the_dead_are_reported() {
    let Some(mut engine) = Dockerd::start(false).await else {
        return;
    };
    let node = Node::with_engine(engine.host()).await;
    let t = sample_task("e-dies", "none", &[("a", &["stubborn", "wait"], json!({}))]);
    node.plane.payload(t.clone()).await;
    node.plane.change(&t.arn, "RUNNING").await;
    engine.restart("-TERM").await;
    let stopped = node.plane.change(&t.arn, "STOPPED").await;
    assert_eq!(container(&stopped, "a")["exitCode"], 137);
    let t = sample_task("e-after", "none", &[("a", &["exit", "3"], json!({}))]);
    node.plane.payload(t.clone()).await;
    let stopped = node.plane.change(&t.arn, "STOPPED").await;
    assert_eq!(container(&stopped, "a")["exitCode"], 3);
    node.agent.shutdown().await;
}

#[tokio::test]
async fn with_live_restore_nothing_changes() {
    let Some(mut engine) = Dockerd::start(true).await else {
        return;
    };
    let node = Node::with_engine(engine.host()).await;
    let t = sample_task("e-lives", "none", &[("a", &["wait"], json!({}))]);
    node.plane.payload(t.clone()).await;
    let running = node.plane.change(&t.arn, "RUNNING").await;
    let talker = sample_task(
        "e-talks",
        "none",
        &[("a", &["lines", "60", "100", "wait"], awslogs("p/a/engine"))],
    );
    node.plane.payload(talker.clone()).await;
    node.plane.change(&talker.arn, "RUNNING").await;
    node.plane.messages("p/a/engine", 3).await;
    for signal in ["-TERM", "-KILL"] {
        engine.restart(signal).await;
        // The engine is asked again and all is as before, which the next task's success shows.
        let next = sample_task(
            &format!("e-next{signal}"),
            "none",
            &[("a", &["exit", "4"], json!({}))],
        );
        node.plane.payload(next.clone()).await;
        let stopped = node.plane.change(&next.arn, "STOPPED").await;
        assert_eq!(container(&stopped, "a")["exitCode"], 4);
    }
    assert_eq!(node.plane.statuses(&t.arn), ["RUNNING"]);
    // A frozen engine: the payload is acked, nothing is made twice, nothing is called stopped.
    let frozen = engine.dockerd.id().to_string();
    Command::new("kill").args(["-STOP", &frozen]).status().unwrap();
    let late = sample_task("e-late", "none", &[("a", &["wait"], json!({}))]);
    node.plane.payload(late.clone()).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert!(node.plane.statuses(&late.arn).is_empty());
    Command::new("kill").args(["-CONT", &frozen]).status().unwrap();
    node.plane.change(&late.arn, "RUNNING").await;
    let filter = format!("label=com.amazonaws.ecs.task-arn={}", late.arn);
    let made = Command::new("docker")
        .args(["-H", &engine.host(), "ps", "-aq", "--filter", &filter])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(made.stdout).unwrap().lines().count(), 1);
    node.stop(&late).await;
    let lines = node.plane.messages("p/a/engine", 60).await;
    node.stop(&talker).await;
    let stopped = node.stop(&t).await;
    assert_eq!(lines, (1..=60).map(|n| format!("line {n}")).collect::<Vec<_>>());
    assert_eq!(container(&stopped, "a")["exitCode"], 0);
    assert_eq!(
        container(&stopped, "a")["runtimeId"],
        container(&running, "a")["runtimeId"]
    );
    node.agent.shutdown().await;
}
