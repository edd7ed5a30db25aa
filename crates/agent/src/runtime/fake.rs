//! A container engine in memory: no process is started, everything happens at once, and time is what the caller's clock says.
//!
//! A container's command is read as the steps of the sample workload (`crates/pause/src/sample.rs`): `print`, `eprint`,
//! `lines`, `exit`, `wait`, `serve`, `stubborn` and `sleep` do what they say, anything else is taken as running for ever.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{FutureExt, StreamExt};
use parking_lot::Mutex;
use serde_json::Value;
use tokio::sync::broadcast;

use super::{
    AGENT_LABEL, Answer, Binding, Disk, Doing, EngineVersion, Image, LogFrame, Millis, NetworkSpec, Notice,
    Observed, RegistryAuth, Runtime, RuntimeError, Stats, StoredImage, Trouble, VolumeSpec,
};

/// The engine; clones share it.
#[derive(Clone)]
pub struct FakeRuntime {
    state: Arc<Mutex<State>>,
    clock: Arc<dyn Fn() -> Millis + Send + Sync>,
}

struct State {
    away: bool,
    next: u64,
    images: BTreeMap<String, Image>,
    registry: BTreeMap<String, Image>,
    networks: BTreeMap<String, NetworkSpec>,
    volumes: BTreeSet<String>,
    disk: Option<Disk>,
    containers: BTreeMap<String, Container>,
    failures: VecDeque<(&'static str, RuntimeError)>,
    losses: VecDeque<&'static str>,
    calls: Vec<String>,
    mute: bool,
    notices: broadcast::Sender<Event>,
}

#[derive(Clone)]
enum Event {
    Changed { agent: String, notice: Notice },
    Away,
}

struct Container {
    observed: Observed,
    body: Value,
    stubborn: bool,
    logs: Vec<LogFrame>,
}

impl FakeRuntime {
    /// An empty engine with this clock.
    pub fn new(clock: impl Fn() -> Millis + Send + Sync + 'static) -> FakeRuntime {
        let state = State {
            away: false,
            next: 0,
            images: BTreeMap::new(),
            registry: BTreeMap::new(),
            networks: BTreeMap::new(),
            volumes: BTreeSet::new(),
            disk: None,
            containers: BTreeMap::new(),
            failures: VecDeque::new(),
            losses: VecDeque::new(),
            calls: Vec::new(),
            mute: false,
            notices: broadcast::channel(1024).0,
        };
        FakeRuntime {
            state: Arc::new(Mutex::new(state)),
            clock: Arc::new(clock),
        }
    }

    /// Makes an image present in the engine.
    pub fn add_image(&self, name: &str) {
        let image = Image {
            id: format!("sha256:{name}"),
            digest: None,
            ..Image::default()
        };
        self.state.lock().images.insert(name.to_owned(), image);
    }

    /// Makes an image known to the registry, to be pulled.
    pub fn add_to_registry(&self, name: &str, digest: &str) {
        let image = Image {
            id: format!("sha256:{name}"),
            digest: Some(digest.to_owned()),
            ..Image::default()
        };
        self.state.lock().registry.insert(name.to_owned(), image);
    }

    /// How full the engine's disk is from now on.
    pub fn set_disk(&self, disk: Disk) {
        self.state.lock().disk = Some(disk);
    }

    /// The next call of this method name fails so.
    pub fn fail_next(&self, call: &'static str, error: RuntimeError) {
        self.state.lock().failures.push_back((call, error));
    }

    /// From now on the engine gets no further than hearing that it is asked for statistics; or does again.
    pub fn mute_stats(&self, mute: bool) {
        self.state.lock().mute = mute;
    }

    /// The next call of this method name is done, but its answer is lost.
    pub fn lose_next(&self, call: &'static str) {
        self.state.lock().losses.push_back(call);
    }

    /// Takes the engine away, or brings it back. Containers go on meanwhile.
    pub fn set_away(&self, away: bool) {
        let mut state = self.state.lock();
        state.away = away;
        if away {
            let _ = state.notices.send(Event::Away);
        }
    }

    /// Ends a running container from outside.
    pub fn kill(&self, name: &str, code: i64, oom: bool) {
        self.exit(name, code, oom);
    }

    /// Names of all containers, and whether each runs.
    pub fn containers(&self) -> Vec<(String, bool)> {
        let state = self.state.lock();
        state
            .containers
            .iter()
            .map(|(name, c)| (name.clone(), matches!(c.observed.doing, Doing::Running { .. })))
            .collect()
    }

    /// The create request of a container.
    pub fn body(&self, name: &str) -> Option<Value> {
        self.state.lock().containers.get(name).map(|c| c.body.clone())
    }

    /// Every call so far, as `method name`.
    pub fn calls(&self) -> Vec<String> {
        self.state.lock().calls.clone()
    }

    fn exit(&self, name: &str, code: i64, oom: bool) {
        let at = (self.clock)();
        let mut state = self.state.lock();
        if let Some(c) = state.containers.get_mut(name)
            && matches!(c.observed.doing, Doing::Running { .. })
        {
            c.observed.doing = Doing::Exited { code, oom, at };
            state.notify(name);
        }
    }

    /// Every call passes here: it is written down, and fails when the engine is away or was told to.
    fn call<T>(
        &self,
        method: &'static str,
        name: &str,
        work: impl FnOnce(&mut State) -> Result<T, RuntimeError>,
    ) -> Result<T, RuntimeError> {
        let mut state = self.state.lock();
        state.calls.push(format!("{method} {name}").trim_end().to_owned());
        if state.away {
            return Err(RuntimeError::new(Trouble::Unreachable, "the engine is away"));
        }
        if let Some(at) = state.failures.iter().position(|(m, _)| *m == method)
            && let Some((_, error)) = state.failures.remove(at)
        {
            return Err(error);
        }
        let answer = work(&mut state);
        if let Some(at) = state.losses.iter().position(|m| *m == method) {
            state.losses.remove(at);
            return Err(RuntimeError::new(Trouble::Unreachable, "the answer is lost"));
        }
        answer
    }

    /// Runs the steps until one that waits; answers how the container goes on.
    fn run(&self, name: &str) {
        let now = (self.clock)();
        let mut after: Option<(Duration, i64)> = None;
        let mut ends = Some(0);
        let mut state = self.state.lock();
        let Some(c) = state.containers.get_mut(name) else {
            return;
        };
        let words: Vec<String> = ["Entrypoint", "Cmd"]
            .iter()
            .filter_map(|key| c.body.get(key).and_then(Value::as_array))
            .flatten()
            .filter_map(|w| w.as_str().map(str::to_owned))
            .skip_while(|w| w.starts_with('/'))
            .collect();
        let mut words = words.iter().map(String::as_str);
        let line = |c: &mut Container, text: String, error: bool| {
            let last = c.logs.last().map_or(0, |l| l.at_ns);
            let at_ns = (now.max(0) as u64 * 1_000_000).max(last + 1);
            c.logs.push(LogFrame {
                at_ns,
                error,
                bytes: Bytes::from(text + "\n"),
            });
        };
        if words.len() == 0 {
            ends = None;
        }
        while let Some(step) = words.next() {
            match step {
                "print" | "eprint" => line(c, words.next().unwrap_or_default().to_owned(), step == "eprint"),
                "lines" => {
                    let count: u32 = words.next().and_then(|n| n.parse().ok()).unwrap_or(0);
                    words.next();
                    (1..=count).for_each(|n| line(c, format!("line {n}"), false));
                }
                "exit" => {
                    ends = Some(words.next().and_then(|n| n.parse().ok()).unwrap_or(0));
                    break;
                }
                "stubborn" => c.stubborn = true,
                "sleep" => {
                    let seconds: f64 = words.next().and_then(|n| n.parse().ok()).unwrap_or(0.0);
                    let code = match (words.next(), words.next()) {
                        (Some("exit"), Some(code)) => code.parse().unwrap_or(0),
                        _ => 0,
                    };
                    after = Some((Duration::from_secs_f64(seconds), code));
                    ends = None;
                    break;
                }
                _ => {
                    ends = None;
                    break;
                }
            }
        }
        c.observed.doing = Doing::Running { since: now };
        drop(state);
        if let Some(code) = ends {
            self.exit(name, code, false);
        }
        if let Some((wait, code)) = after {
            let (fake, name) = (self.clone(), name.to_owned());
            tokio::spawn(async move {
                tokio::time::sleep(wait).await;
                fake.exit(&name, code, false);
            });
        }
    }
}

impl State {
    fn notify(&self, name: &str) {
        if let Some(c) = self.containers.get(name) {
            let agent = c.observed.labels.get(AGENT_LABEL).cloned().unwrap_or_default();
            let notice = Notice {
                id: c.observed.id.clone(),
                name: name.to_owned(),
            };
            let _ = self.notices.send(Event::Changed { agent, notice });
        }
    }

    fn uses(&self, image: &str) -> bool {
        let names = |c: &Container| c.body.get("Image").and_then(Value::as_str) == Some(image);
        self.containers.values().any(names)
    }

    fn found(&mut self, name: &str) -> Result<&mut Container, RuntimeError> {
        let missing = || RuntimeError::new(Trouble::NotFound, format!("No such container: {name}"));
        self.containers.get_mut(name).ok_or_else(missing)
    }

    fn container(&mut self, name: &str, body: &Value) -> Result<String, RuntimeError> {
        if let Some(there) = self.containers.get(name) {
            return Ok(there.observed.id.clone());
        }
        let image = body.get("Image").and_then(Value::as_str).unwrap_or_default();
        if !self.images.contains_key(image) {
            return Err(RuntimeError::new(
                Trouble::NotFound,
                format!("No such image: {image}"),
            ));
        }
        self.next += 1;
        let id = format!("{:064x}", self.next);
        let labels = body.get("Labels").and_then(Value::as_object);
        let labels = labels.into_iter().flatten();
        let labels = labels
            .filter_map(|(k, v)| Some((k.clone(), v.as_str()?.to_owned())))
            .collect();
        let bindings = self.bindings(body);
        let observed = Observed {
            out_of_memory_at: None,
            id: id.clone(),
            name: name.to_owned(),
            labels,
            doing: Doing::Created,
            health: None,
            bindings,
        };
        let container = Container {
            observed,
            body: body.clone(),
            stubborn: false,
            logs: Vec::new(),
        };
        self.containers.insert(name.to_owned(), container);
        Ok(id)
    }

    fn bindings(&mut self, body: &Value) -> Vec<Binding> {
        let ports = body
            .pointer("/HostConfig/PortBindings")
            .and_then(Value::as_object);
        let mut all = Vec::new();
        for (port, hosts) in ports.into_iter().flatten() {
            let (number, protocol) = port.split_once('/').unwrap_or((port, "tcp"));
            for host in hosts.as_array().into_iter().flatten() {
                let asked: u16 = host
                    .get("HostPort")
                    .and_then(Value::as_str)
                    .and_then(|p| p.parse().ok())
                    .unwrap_or(0);
                self.next += 1;
                let host_port = if asked == 0 {
                    32768 + (self.next % 28000) as u16
                } else {
                    asked
                };
                all.push(Binding {
                    bind_ip: "0.0.0.0".to_owned(),
                    container_port: number.parse().unwrap_or(0),
                    host_port,
                    protocol: protocol.to_owned(),
                });
            }
        }
        all
    }
}

impl Runtime for FakeRuntime {
    fn version(&self) -> Answer<'_, EngineVersion> {
        let answer = self.call("version", "", |_| {
            Ok(EngineVersion {
                version: "fake".into(),
                api: "1.41".into(),
                ..EngineVersion::default()
            })
        });
        async { answer }.boxed()
    }

    fn image<'a>(&'a self, name: &'a str) -> Answer<'a, Option<Image>> {
        let answer = self.call("image", name, |s| Ok(s.images.get(name).cloned()));
        async { answer }.boxed()
    }

    fn pull<'a>(&'a self, name: &'a str, _: Option<&'a RegistryAuth>) -> Answer<'a, Image> {
        let answer = self.call("pull", name, |s| {
            let missing = || RuntimeError::new(Trouble::NotFound, format!("manifest for {name} not found"));
            let image = s.registry.get(name).cloned().ok_or_else(missing)?;
            s.images.insert(name.to_owned(), image.clone());
            Ok(image)
        });
        async { answer }.boxed()
    }

    fn images(&self) -> Answer<'_, Vec<StoredImage>> {
        let answer = self.call("images", "", |s| {
            let all = s.images.iter().map(|(name, image)| StoredImage {
                id: image.id.clone(),
                tags: vec![name.clone()],
                digests: Vec::new(),
                in_use: s.uses(name),
            });
            Ok(all.collect())
        });
        async { answer }.boxed()
    }

    fn release_image<'a>(&'a self, name: &'a str) -> Answer<'a, ()> {
        let answer = self.call("release_image", name, |s| {
            if s.uses(name) {
                let message = format!("conflict: unable to remove repository reference \"{name}\"");
                return Err(RuntimeError::new(Trouble::Refused, message));
            }
            s.images.remove(name);
            Ok(())
        });
        async { answer }.boxed()
    }

    fn disk(&self) -> Answer<'_, Option<Disk>> {
        let answer = self.call("disk", "", |s| Ok(s.disk));
        async { answer }.boxed()
    }

    fn import<'a>(&'a self, name: &'a str, _: Bytes, _: &'a [String]) -> Answer<'a, ()> {
        let answer = self.call("import", name, |s| {
            s.images.insert(
                name.to_owned(),
                Image {
                    id: format!("sha256:{name}"),
                    digest: None,
                    ..Image::default()
                },
            );
            Ok(())
        });
        async { answer }.boxed()
    }

    fn network<'a>(&'a self, spec: &'a NetworkSpec) -> Answer<'a, ()> {
        let answer = self.call("network", &spec.name, |s| {
            let there = s
                .networks
                .entry(spec.name.clone())
                .or_insert_with(|| spec.clone());
            match there.cidr == spec.cidr {
                true => Ok(()),
                false => Err(RuntimeError::new(
                    Trouble::Refused,
                    format!("network `{}` exists", spec.name),
                )),
            }
        });
        async { answer }.boxed()
    }

    fn volume<'a>(&'a self, spec: &'a VolumeSpec) -> Answer<'a, ()> {
        let answer = self.call("volume", &spec.name, |s| {
            match spec.create || s.volumes.contains(&spec.name) {
                true => {
                    s.volumes.insert(spec.name.clone());
                    Ok(())
                }
                false => Err(RuntimeError::new(
                    Trouble::NotFound,
                    format!("get {}: no such volume", spec.name),
                )),
            }
        });
        async { answer }.boxed()
    }

    fn remove_volume<'a>(&'a self, name: &'a str) -> Answer<'a, ()> {
        let answer = self.call("remove_volume", name, |s| {
            s.volumes.remove(name);
            Ok(())
        });
        async { answer }.boxed()
    }

    fn create<'a>(&'a self, name: &'a str, body: &'a Value) -> Answer<'a, String> {
        let answer = self.call("create", name, |s| s.container(name, body));
        async { answer }.boxed()
    }

    fn start<'a>(&'a self, name: &'a str) -> Answer<'a, ()> {
        let answer = self.call("start", name, |s| {
            let c = s.found(name)?;
            Ok(!matches!(c.observed.doing, Doing::Running { .. }))
        });
        if answer == Ok(true) {
            self.run(name);
        }
        async { answer.map(drop) }.boxed()
    }

    fn stop<'a>(&'a self, name: &'a str, _: Duration) -> Answer<'a, ()> {
        let answer = self.call("stop", name, |s| {
            Ok(s.containers.get(name).is_some_and(|c| c.stubborn))
        });
        if let Ok(stubborn) = answer {
            self.exit(name, if stubborn { 137 } else { 0 }, false);
        }
        async { answer.map(drop) }.boxed()
    }

    fn remove<'a>(&'a self, name: &'a str) -> Answer<'a, ()> {
        let answer = self.call("remove", name, |_| Ok(()));
        if answer.is_ok() {
            self.exit(name, 137, false);
            let mut state = self.state.lock();
            state.notify(name);
            state.containers.remove(name);
        }
        async { answer }.boxed()
    }

    fn inspect<'a>(&'a self, name: &'a str) -> Answer<'a, Option<Observed>> {
        let answer = self.call("inspect", name, |s| {
            Ok(s.containers.get(name).map(|c| {
                let mut observed = c.observed.clone();
                if !matches!(observed.doing, Doing::Running { .. }) {
                    observed.bindings.clear();
                }
                observed
            }))
        });
        async { answer }.boxed()
    }

    fn list<'a>(&'a self, agent: &'a str) -> Answer<'a, Vec<Notice>> {
        let answer = self.call("list", agent, |s| {
            let ours = s
                .containers
                .values()
                .filter(|c| c.observed.labels.get(AGENT_LABEL).is_some_and(|l| l == agent));
            Ok(ours
                .map(|c| Notice {
                    id: c.observed.id.clone(),
                    name: c.observed.name.clone(),
                })
                .collect())
        });
        async { answer }.boxed()
    }

    fn notices(&self, agent: &str) -> BoxStream<'static, Result<Notice, RuntimeError>> {
        let agent = agent.to_owned();
        let (receiver, away) = {
            let state = self.state.lock();
            (state.notices.subscribe(), state.away)
        };
        if away {
            return futures_util::stream::empty().boxed();
        }
        futures_util::stream::unfold((receiver, agent), |(mut receiver, agent)| async move {
            loop {
                match receiver.recv().await {
                    Ok(Event::Changed { agent: whose, notice }) if whose == agent => {
                        return Some((Ok(notice), (receiver, agent)));
                    }
                    Ok(Event::Changed { .. }) => {}
                    Ok(Event::Away) | Err(_) => return None,
                }
            }
        })
        .boxed()
    }

    fn logs(
        &self,
        name: &str,
        since_s: i64,
        follow: bool,
    ) -> BoxStream<'static, Result<LogFrame, RuntimeError>> {
        let since_ns = since_s.max(0) as u64 * 1_000_000_000;
        let receiver = self.state.lock().notices.subscribe();
        let first = self.call("logs", name, |s| {
            let c = s.found(name)?;
            let running = matches!(c.observed.doing, Doing::Running { .. });
            Ok((
                c.logs
                    .iter()
                    .filter(|l| l.at_ns >= since_ns)
                    .cloned()
                    .collect::<Vec<_>>(),
                running,
            ))
        });
        let (frames, running) = match first {
            Ok(found) => found,
            Err(e) => return futures_util::stream::iter([Err(e)]).boxed(),
        };
        let frames = futures_util::stream::iter(frames.into_iter().map(Ok));
        if !(follow && running) {
            return frames.boxed();
        }
        // Nothing is printed after the start, so what is left is to wait for the end.
        let name = name.to_owned();
        let end = futures_util::stream::unfold((receiver, name), |(mut receiver, name)| async move {
            loop {
                match receiver.recv().await {
                    Ok(Event::Changed { notice, .. }) if notice.name != name => {}
                    _ => return None::<(Result<LogFrame, RuntimeError>, _)>,
                }
            }
        });
        frames.chain(end).boxed()
    }

    fn document<'a>(&'a self, path: &'a str) -> Answer<'a, Option<serde_json::Value>> {
        let name = path.split('/').nth(1).unwrap_or_default();
        let answer = self.call("document", name, |s| {
            let found = s.containers.get(name).filter(|_| path.starts_with("containers/"));
            Ok(found.map(|c| {
                let running = matches!(c.observed.doing, Doing::Running { .. });
                serde_json::json!({
                    "Id": c.observed.id, "name": format!("/{name}"), "State": {"Running": running},
                    "NetworkSettings": {"IPAddress": "172.17.0.2"},
                })
            }))
        });
        async { answer }.boxed()
    }

    fn stats<'a>(&'a self, name: &'a str) -> Answer<'a, Stats> {
        let answer = self.call("stats", name, |s| {
            s.found(name)?;
            Ok(Stats {
                cpu_ns: 1_000_000,
                memory: 1 << 20,
                ..Stats::default()
            })
        });
        if self.state.lock().mute {
            return std::future::pending().boxed();
        }
        async { answer }.boxed()
    }
}
