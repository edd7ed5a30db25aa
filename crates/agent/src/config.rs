//! How an agent is set up.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::runtime::Runtime;
use crate::sign::Credentials;

/// Which container engine the node uses.
#[derive(Clone)]
pub enum EngineChoice {
    /// The first that is there: `DOCKER_HOST`, Docker, rootless Docker, podman. Looked for again until one appears.
    Auto,
    /// `unix:///path`
    Host(String),
    /// This one; for tests and simulations.
    Given(Arc<dyn Runtime>),
    /// The node runs nothing.
    None,
}

/// How images are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PullPolicy {
    /// What is present is used; what is not is pulled.
    #[default]
    PreferPresent,
    /// Always pulled; when that fails, what is present is used.
    Always,
}

/// When images that the agent pulled are removed again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageCare {
    /// Between two rounds; zero: images stay for ever.
    pub every: Duration,
    /// Since its last use.
    pub minimum_age: Duration,
    /// Images of one round.
    pub at_once: usize,
    /// Percent of the engine's disk: above the first, images go whatever their age until the second is reached.
    pub disk_high: u8,
    pub disk_low: u8,
}

impl Default for ImageCare {
    /// As the official agent's, which has no bounds for the disk.
    fn default() -> ImageCare {
        ImageCare {
            every: Duration::from_secs(1800),
            minimum_age: Duration::from_secs(3600),
            at_once: 5,
            disk_high: 85,
            disk_low: 75,
        }
    }
}

/// Everything an agent needs to know.
#[derive(Clone)]
pub struct Config {
    /// The control plane, `http://host:port` or `https://host`.
    pub endpoint: String,
    pub region: String,
    /// A PEM file of certificate authorities to trust besides the system's, for an `https://` control plane.
    pub ca_file: Option<PathBuf>,
    /// Name or ARN of the cluster to join.
    pub cluster: String,
    pub credentials: Credentials,
    /// The agent's own folder; it must survive restarts.
    pub data_dir: PathBuf,
    pub engine: EngineChoice,
    /// Where S3 is, for environment files; without it the node offers none.
    pub s3_endpoint: Option<String>,
    /// Custom attributes, sent when the instance registers for the first time.
    pub attributes: BTreeMap<String, String>,
    /// MiB of the machine that tasks do not get.
    pub reserved_memory: i64,
    /// A port of 127.0.0.1 from which the registry is forwarded to the control plane. Without one it is that of the
    /// control plane's own images, where the control plane is on another machine.
    pub registry_port: Option<u16>,
    pub pull: PullPolicy,
    pub images: ImageCare,
    /// Grace period of containers that name none.
    pub stop_timeout: Duration,
    /// How long stopped containers are kept on the engine.
    pub keep_stopped: Duration,
    /// Bytes of output that a container may have waiting on the disk while the Logs service cannot be reached.
    pub log_spool: u64,
    /// Security groups are not enforced here, and tasks are placed as if they were.
    pub waive_security_groups: bool,
    /// How often measurements are published; each covers two samples.
    pub telemetry_every: Duration,
}

impl Config {
    /// The defaults for everything that has one.
    pub fn new(
        endpoint: &str,
        region: &str,
        cluster: &str,
        credentials: Credentials,
        data_dir: PathBuf,
    ) -> Config {
        Config {
            endpoint: endpoint.trim_end_matches('/').to_owned(),
            region: region.to_owned(),
            ca_file: None,
            cluster: cluster.to_owned(),
            credentials,
            data_dir,
            engine: EngineChoice::Auto,
            s3_endpoint: None,
            attributes: BTreeMap::new(),
            reserved_memory: 0,
            registry_port: None,
            pull: PullPolicy::default(),
            images: ImageCare::default(),
            stop_timeout: Duration::from_secs(30),
            keep_stopped: Duration::from_secs(600),
            log_spool: 1 << 30,
            waive_security_groups: false,
            telemetry_every: Duration::from_secs(20),
        }
    }
}
