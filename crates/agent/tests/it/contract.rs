//! One suite, two engines. Names carry the test's own tag, and each test removes what it made.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use agent::pause::{self, SAMPLE_IMAGE};
use agent::runtime::{
    AGENT_LABEL, DockerRuntime, Doing, FakeRuntime, NetworkSpec, Runtime, RuntimeError, Trouble, VolumeSpec,
    find_sockets,
};
use futures_util::{StreamExt, TryStreamExt};
use serde_json::{Value, json};

struct Bench {
    runtime: Arc<dyn Runtime>,
    tag: String,
}

impl Bench {
    fn name(&self, part: &str) -> String {
        format!("longshore-test-{}-{part}", self.tag)
    }

    fn body(&self, command: &[&str]) -> Value {
        json!({"Image": SAMPLE_IMAGE, "Cmd": command, "Labels": {(AGENT_LABEL): self.tag}})
    }

    async fn run(&self, part: &str, command: &[&str]) -> String {
        let name = self.name(part);
        self.runtime.create(&name, &self.body(command)).await.unwrap();
        self.runtime.start(&name).await.unwrap();
        name
    }

    async fn until(&self, name: &str, want: impl Fn(&Doing) -> bool) -> Doing {
        for _ in 0..200 {
            let seen = self
                .runtime
                .inspect(name)
                .await
                .unwrap()
                .expect("the container is there")
                .doing;
            if want(&seen) {
                return seen;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("`{name}` did not come to the state waited for");
    }

    async fn printed(&self, name: &str, text: &str) {
        for _ in 0..200 {
            let frames: Vec<_> = self.runtime.logs(name, 0, false).try_collect().await.unwrap();
            if frames.iter().any(|f| f.bytes.starts_with(text.as_bytes())) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("`{name}` did not print `{text}`");
    }

    async fn output(&self, name: &str) -> Vec<String> {
        let frames: Vec<_> = self.runtime.logs(name, 0, true).try_collect().await.unwrap();
        assert!(frames.windows(2).all(|w| w[0].at_ns <= w[1].at_ns));
        frames
            .iter()
            .map(|f| String::from_utf8_lossy(&f.bytes).trim_end().to_owned())
            .collect()
    }
}

async fn engines(test: &str) -> Vec<Bench> {
    let fake: Arc<dyn Runtime> = Arc::new(FakeRuntime::new(|| 1_795_449_600_000));
    let socket = find_sockets(|n| std::env::var(n).ok())
        .into_iter()
        .next()
        .expect("a container engine for the contract suite");
    let docker: Arc<dyn Runtime> = Arc::new(DockerRuntime::connect(&socket.host).await.unwrap());
    let mut benches = Vec::new();
    for (kind, runtime) in [("fake", fake), ("docker", docker)] {
        if runtime.image(SAMPLE_IMAGE).await.unwrap().is_none() {
            pause::import_sample(&*runtime).await.unwrap();
        }
        benches.push(Bench {
            runtime,
            tag: format!("{test}-{kind}-{}", std::process::id()),
        });
    }
    benches
}

#[tokio::test]
async fn a_container_lives_and_its_end_is_told() {
    for b in engines("lives").await {
        let mut notices = b.runtime.notices(&b.tag);
        // The subscription is made by the first poll, and nothing tells when: containers come and go until one is told.
        let mut next = tokio::spawn(async move { notices.next().await });
        let mut told = None;
        for i in 0..20 {
            let early = b.run(&format!("early{i}"), &["exit", "0"]).await;
            told = tokio::time::timeout(Duration::from_secs(1), &mut next).await.ok();
            b.runtime.remove(&early).await.unwrap();
            if told.is_some() {
                break;
            }
        }
        let notice = told.unwrap().unwrap().unwrap().unwrap();
        assert!(notice.name.starts_with(&b.name("early")), "{}", notice.name);
        let name = b
            .run("a", &["print", "hello", "eprint", "oops", "exit", "3"])
            .await;
        let end = b.until(&name, |d| matches!(d, Doing::Exited { .. })).await;
        assert!(
            matches!(end, Doing::Exited { code: 3, oom: false, at } if at > 0),
            "{end:?}"
        );
        let mut lines = b.output(&name).await;
        lines.sort();
        assert_eq!(lines, ["hello", "oops"]);
        assert_eq!(b.runtime.list(&b.tag).await.unwrap().len(), 1);
        b.runtime.remove(&name).await.unwrap();
        assert_eq!(b.runtime.inspect(&name).await.unwrap(), None);
        assert!(b.runtime.list(&b.tag).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn everything_may_be_done_twice() {
    for b in engines("twice").await {
        let name = b.name("a");
        let first = b.runtime.create(&name, &b.body(&["wait"])).await.unwrap();
        let second = b.runtime.create(&name, &b.body(&["wait"])).await.unwrap();
        assert_eq!(first, second);
        b.runtime.start(&name).await.unwrap();
        b.runtime.start(&name).await.unwrap();
        assert!(matches!(b.until(&name, |_| true).await, Doing::Running { since } if since > 0));
        let stats = b.runtime.stats(&name).await.unwrap();
        assert!(stats.memory > 0);
        b.runtime.stop(&name, Duration::from_secs(10)).await.unwrap();
        b.runtime.stop(&name, Duration::from_secs(10)).await.unwrap();
        assert!(matches!(
            b.until(&name, |_| true).await,
            Doing::Exited { code: 0, .. }
        ));
        b.runtime.remove(&name).await.unwrap();
        b.runtime.remove(&name).await.unwrap();
        b.runtime.stop(&name, Duration::from_secs(1)).await.unwrap();
    }
}

#[tokio::test]
async fn the_stubborn_are_killed_after_the_grace_period() {
    for b in engines("stubborn").await {
        let name = b.run("a", &["stubborn", "print", "ready", "wait"]).await;
        b.printed(&name, "ready").await;
        b.runtime.stop(&name, Duration::from_secs(1)).await.unwrap();
        assert!(matches!(
            b.until(&name, |_| true).await,
            Doing::Exited {
                code: 137,
                oom: false,
                ..
            }
        ));
        b.runtime.remove(&name).await.unwrap();
    }
}

#[tokio::test]
async fn what_is_missing_is_not_found() {
    for b in engines("missing").await {
        let not_found = |e: RuntimeError| assert_eq!(e.trouble, Trouble::NotFound, "{e}");
        let mut body = b.body(&[]);
        body["Image"] = json!("longshore/never-made:1");
        not_found(b.runtime.create(&b.name("a"), &body).await.unwrap_err());
        not_found(b.runtime.start(&b.name("a")).await.unwrap_err());
        assert_eq!(b.runtime.image("longshore/never-made:1").await.unwrap(), None);
        assert!(
            b.runtime
                .logs(&b.name("a"), 0, false)
                .next()
                .await
                .unwrap()
                .is_err()
        );
        let absent = VolumeSpec {
            name: b.name("v"),
            ..Default::default()
        };
        not_found(b.runtime.volume(&absent).await.unwrap_err());
    }
}

#[tokio::test]
async fn dynamic_ports_are_told_while_it_runs() {
    for b in engines("ports").await {
        let name = b.name("a");
        let mut body = b.body(&["serve", "8080"]);
        body["ExposedPorts"] = json!({"8080/tcp": {}});
        body["HostConfig"] = json!({"PortBindings": {"8080/tcp": [{"HostIp": "", "HostPort": "0"}]}});
        b.runtime.create(&name, &body).await.unwrap();
        b.runtime.start(&name).await.unwrap();
        let seen = b.runtime.inspect(&name).await.unwrap().unwrap();
        assert_eq!(seen.bindings.len(), 1, "{seen:?}");
        assert_eq!(
            (
                seen.bindings[0].container_port,
                seen.bindings[0].protocol.as_str()
            ),
            (8080, "tcp")
        );
        assert!(seen.bindings[0].host_port > 1024);
        b.runtime.remove(&name).await.unwrap();
    }
}

#[tokio::test]
async fn networks_and_volumes_are_made_once() {
    for b in engines("once").await {
        let range = std::process::id() % 200;
        let spec = NetworkSpec {
            name: b.name("n"),
            cidr: format!("10.216.{range}.0/24"),
            gateway: format!("10.216.{range}.1"),
            labels: BTreeMap::new(),
        };
        b.runtime.network(&spec).await.unwrap();
        b.runtime.network(&spec).await.unwrap();
        let other = NetworkSpec {
            cidr: "10.217.0.0/24".into(),
            gateway: "10.217.0.1".into(),
            ..spec.clone()
        };
        assert_eq!(
            b.runtime.network(&other).await.unwrap_err().trouble,
            Trouble::Refused
        );
        let volume = VolumeSpec {
            name: b.name("v"),
            create: true,
            ..Default::default()
        };
        b.runtime.volume(&volume).await.unwrap();
        b.runtime.volume(&volume).await.unwrap();
        b.runtime
            .volume(&VolumeSpec {
                create: false,
                ..volume.clone()
            })
            .await
            .unwrap();
        b.runtime.remove_volume(&volume.name).await.unwrap();
        b.runtime.remove_volume(&volume.name).await.unwrap();
        if b.tag.contains("docker") {
            let done = std::process::Command::new("docker")
                .args(["network", "rm", &spec.name])
                .status()
                .unwrap();
            assert!(done.success());
        }
    }
}

#[tokio::test]
async fn an_image_goes_when_nobody_has_it() {
    for b in engines("image").await {
        let name = format!("longshore-test/{}:1", b.tag);
        b.runtime.import(&name, empty_tar(), &[]).await.unwrap();
        let mut body = b.body(&[]);
        (body["Image"], body["Cmd"]) = (json!(name), json!(["/none"]));
        b.runtime.create(&b.name("a"), &body).await.unwrap();
        let id = b.runtime.image(&name).await.unwrap().unwrap().id;
        let listed = async || {
            let all = b.runtime.images().await.unwrap();
            all.into_iter().find(|i| i.id == id && i.tags.contains(&name))
        };
        assert!(listed().await.unwrap().in_use);
        let refused = b.runtime.release_image(&name).await.unwrap_err();
        assert_eq!(refused.trouble, Trouble::Refused, "{refused}");
        b.runtime.remove(&b.name("a")).await.unwrap();
        assert!(!listed().await.unwrap().in_use);
        b.runtime.release_image(&name).await.unwrap();
        b.runtime.release_image(&name).await.unwrap();
        assert_eq!(
            (listed().await, b.runtime.image(&name).await.unwrap()),
            (None, None)
        );
        if let Some(disk) = b.runtime.disk().await.unwrap() {
            assert!(disk.used > 0 && disk.free > 0, "{disk:?}");
        }
    }
}

/// A tar archive without entries, but for this test's own moment, so that no two images are the same.
fn empty_tar() -> bytes::Bytes {
    let mut tar = tar::Builder::new(Vec::new());
    let text = format!("{:?}", std::time::SystemTime::now());
    let mut header = tar::Header::new_gnu();
    header.set_size(text.len() as u64);
    header.set_mode(0o644);
    header.set_cksum();
    tar.append_data(&mut header, "moment", text.as_bytes()).unwrap();
    tar.into_inner().unwrap().into()
}
