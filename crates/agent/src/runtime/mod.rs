//! The seam to a container engine: what the agent needs of one, in the agent's words.
//!
//! [`DockerRuntime`] speaks the Docker Engine API; [`FakeRuntime`] is a deterministic engine in memory. One contract suite
//! (`tests/it/contract.rs`) runs on both, so that what is proved with the fake holds for the real one.
//!
//! INVARIANT: `create`, `start`, `stop`, `remove`, `network` and `volume` are idempotent by name: doing one twice, or again
//! after an answer was lost, is the same as doing it once.

mod docker;
mod fake;
mod powers;

pub use docker::{DockerRuntime, Found, find_sockets};
pub use fake::FakeRuntime;
pub use powers::{Cgroups, Powers};

use std::collections::BTreeMap;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use serde::{Deserialize, Serialize};
use tokio::io::AsyncWrite;

/// Milliseconds since the epoch.
pub type Millis = i64;

/// Containers, networks and volumes made by one agent carry its id here.
pub const AGENT_LABEL: &str = "longshore.agent";

/// The label of an agent's relay (`metadata/relay.rs`).
pub(crate) const RELAY_LABEL: &str = "longshore.relay";

/// The future of one engine call.
pub type Answer<'a, T> = BoxFuture<'a, Result<T, RuntimeError>>;

/// What the caller can do about a failed call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No answer: the engine is away or slow. The call may have happened; ask again when the engine is back.
    Unreachable,
    /// The named thing does not exist.
    NotFound,
    /// The engine understood and will not.
    Refused,
}

/// A failed engine call. The message is the engine's own text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuntimeError {
    pub trouble: Trouble,
    pub message: String,
}

impl RuntimeError {
    pub(crate) fn new(trouble: Trouble, message: impl Into<String>) -> RuntimeError {
        RuntimeError {
            trouble,
            message: message.into(),
        }
    }
}

impl std::fmt::Display for RuntimeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for RuntimeError {}

/// Who answers on the socket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EngineVersion {
    pub version: String,
    pub api: String,
    pub powers: Powers,
}

/// An image present in the engine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    pub id: String,
    /// `sha256:…` of the manifest; only an image that came from a registry has one.
    pub digest: Option<String>,
    /// The architecture it is built for, in Docker's words (`amd64`); empty when it is not told.
    pub architecture: String,
    /// Names of the variables that the image sets.
    pub env: Vec<String>,
}

/// An image as the engine lists it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredImage {
    pub id: String,
    /// `repository:tag`
    pub tags: Vec<String>,
    /// `repository@sha256:…`
    pub digests: Vec<String>,
    /// A container was made of it, running or not.
    pub in_use: bool,
}

/// Bytes of a file system, used and free, as far as they are anybody's to use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Disk {
    pub used: u64,
    pub free: u64,
}

/// User name and password for one registry.
#[derive(Clone)]
pub struct RegistryAuth {
    pub username: String,
    pub password: String,
}

/// A bridge network with a fixed range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkSpec {
    pub name: String,
    /// `172.31.0.0/20`
    pub cidr: String,
    /// `172.31.0.1`
    pub gateway: String,
    pub labels: BTreeMap<String, String>,
}

/// A named volume.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VolumeSpec {
    pub name: String,
    pub driver: Option<String>,
    pub driver_opts: BTreeMap<String, String>,
    pub labels: BTreeMap<String, String>,
    /// False: the volume must be there already.
    pub create: bool,
}

/// A port of the container that is open on the host.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Binding {
    pub bind_ip: String,
    pub container_port: u16,
    pub host_port: u16,
    /// `tcp` or `udp`.
    pub protocol: String,
}

/// The health check's opinion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Health {
    Starting,
    Healthy,
    Unhealthy,
}

/// What a container does now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doing {
    Created,
    Running { since: Millis },
    Exited { code: i64, oom: bool, at: Millis },
}

/// One look at a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observed {
    pub id: String,
    pub name: String,
    pub labels: BTreeMap<String, String>,
    pub doing: Doing,
    pub health: Option<Health>,
    pub bindings: Vec<Binding>,
    /// Bytes that it had when the kernel killed it for memory, where that is known.
    pub out_of_memory_at: Option<u64>,
}

/// Something happened to a container of ours; look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub id: String,
    pub name: String,
}

/// One frame of a container's output, as the engine recorded it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFrame {
    /// Nanoseconds since the epoch.
    pub at_ns: u64,
    /// Standard error, not standard output.
    pub error: bool,
    /// Ends in a line feed unless the engine cut a long line.
    pub bytes: Bytes,
}

/// Counters of a running container at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stats {
    /// Nanoseconds of CPU used.
    pub cpu_ns: u64,
    /// Bytes, without the page cache.
    pub memory: u64,
    /// The most it ever was, as far as the kernel tells.
    pub memory_peak: u64,
    /// Absent where the container has no network of its own.
    pub network: Option<Traffic>,
    pub read_bytes: u64,
    pub write_bytes: u64,
}

/// Sums over the container's interfaces.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traffic {
    pub rx_bytes: u64,
    pub rx_packets: u64,
    pub rx_errors: u64,
    pub rx_dropped: u64,
    pub tx_bytes: u64,
    pub tx_packets: u64,
    pub tx_errors: u64,
    pub tx_dropped: u64,
}

/// A terminal of a process in a container: what it shows, and where keys go.
pub struct Terminal {
    pub output: BoxStream<'static, Result<Bytes, RuntimeError>>,
    pub input: Pin<Box<dyn AsyncWrite + Send>>,
}

/// How a process that was started in a running container stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExecState {
    pub running: bool,
    pub exit_code: Option<i64>,
    /// On the host.
    pub pid: Option<i32>,
}

fn no_terminals<T: Send + 'static>() -> Answer<'static, T> {
    let e = RuntimeError::new(Trouble::Refused, "this engine has no terminals");
    Box::pin(std::future::ready(Err(e)))
}

/// A container engine.
pub trait Runtime: Send + Sync + 'static {
    /// Also the liveness check.
    fn version(&self) -> Answer<'_, EngineVersion>;
    /// The image if it is present.
    fn image<'a>(&'a self, name: &'a str) -> Answer<'a, Option<Image>>;
    fn pull<'a>(&'a self, name: &'a str, auth: Option<&'a RegistryAuth>) -> Answer<'a, Image>;
    /// Gives an image a further name, `repository:tag`.
    fn name_image<'a>(&'a self, _image: &'a str, _name: &'a str) -> Answer<'a, ()> {
        let e = RuntimeError::new(Trouble::Refused, "this engine gives images no further names");
        Box::pin(std::future::ready(Err(e)))
    }
    /// All images, whoever brought them.
    fn images(&self) -> Answer<'_, Vec<StoredImage>> {
        Box::pin(std::future::ready(Ok(Vec::new())))
    }
    /// Takes a name (or the id) off an image, and the image with its last name; refused while a container has it. A missing
    /// image is removed already.
    fn release_image<'a>(&'a self, _name: &'a str) -> Answer<'a, ()> {
        no_terminals()
    }
    /// The disk that images are on; `None` when that cannot be told.
    fn disk(&self) -> Answer<'_, Option<Disk>> {
        Box::pin(std::future::ready(Ok(None)))
    }
    /// Makes `name` (`repository:tag`) of a root file system; `changes` are Dockerfile lines such as `ENTRYPOINT ["/pause"]`.
    fn import<'a>(&'a self, name: &'a str, tar: Bytes, changes: &'a [String]) -> Answer<'a, ()>;
    fn network<'a>(&'a self, spec: &'a NetworkSpec) -> Answer<'a, ()>;
    fn volume<'a>(&'a self, spec: &'a VolumeSpec) -> Answer<'a, ()>;
    fn remove_volume<'a>(&'a self, name: &'a str) -> Answer<'a, ()>;
    /// `body` is the Docker Engine API's create request. Answers the container's id.
    fn create<'a>(&'a self, name: &'a str, body: &'a serde_json::Value) -> Answer<'a, String>;
    fn start<'a>(&'a self, name: &'a str) -> Answer<'a, ()>;
    /// Asks to end, and kills after `grace`. Returns when the container has stopped; also when it is not there.
    fn stop<'a>(&'a self, name: &'a str, grace: Duration) -> Answer<'a, ()>;
    /// Kills and removes, with anonymous volumes. A missing container is removed already.
    fn remove<'a>(&'a self, name: &'a str) -> Answer<'a, ()>;
    fn inspect<'a>(&'a self, name: &'a str) -> Answer<'a, Option<Observed>>;
    /// Ids and names of all containers with this agent's label.
    fn list<'a>(&'a self, agent: &'a str) -> Answer<'a, Vec<Notice>>;
    /// Notices of containers with this agent's label, from now on. The stream ends when the engine goes away.
    fn notices(&self, agent: &str) -> BoxStream<'static, Result<Notice, RuntimeError>>;
    /// Output recorded at or after `since_s` (epoch seconds); with `follow`, until the container stops.
    fn logs(
        &self,
        name: &str,
        since_s: i64,
        follow: bool,
    ) -> BoxStream<'static, Result<LogFrame, RuntimeError>>;
    fn stats<'a>(&'a self, name: &'a str) -> Answer<'a, Stats>;
    /// The last lines of a container's output, oldest first.
    fn tail<'a>(&'a self, _container: &'a str, _lines: u32) -> Answer<'a, Vec<LogFrame>> {
        Box::pin(std::future::ready(Ok(Vec::new())))
    }
    /// Prepares a process on a terminal of its own inside a running container, as root; answers its id.
    fn exec<'a>(&'a self, _container: &'a str, _command: &'a [String]) -> Answer<'a, String> {
        no_terminals()
    }
    /// Starts what was prepared.
    fn exec_start<'a>(&'a self, _id: &'a str) -> Answer<'a, Terminal> {
        no_terminals()
    }
    fn exec_state<'a>(&'a self, _id: &'a str) -> Answer<'a, ExecState> {
        no_terminals()
    }
    fn exec_resize<'a>(&'a self, _id: &'a str, _cols: u16, _rows: u16) -> Answer<'a, ()> {
        no_terminals()
    }
    /// The terminal of a container's own process; attached before the start, it misses nothing.
    fn attach<'a>(&'a self, _container: &'a str) -> Answer<'a, Terminal> {
        no_terminals()
    }
    fn resize<'a>(&'a self, _container: &'a str, _cols: u16, _rows: u16) -> Answer<'a, ()> {
        no_terminals()
    }
    /// Makes image `name` (`repository:tag`) of a container's file system as it is.
    fn commit<'a>(&'a self, _container: &'a str, _name: &'a str) -> Answer<'a, ()> {
        no_terminals()
    }
    /// A missing image is removed already.
    fn remove_image<'a>(&'a self, _name: &'a str) -> Answer<'a, ()> {
        no_terminals()
    }
    /// What the engine's API answers to a GET of this path, such as `containers/NAME/json`; `None` for what is not there.
    fn document<'a>(&'a self, path: &'a str) -> Answer<'a, Option<serde_json::Value>>;
}
