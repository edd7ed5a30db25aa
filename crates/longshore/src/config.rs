//! `longshore.toml`: what was chosen when the installation was made. Unknown keys are errors.

use std::collections::BTreeMap;
use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};

use crate::home::Home;

/// All settings. Every one has a default (since 0.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// Where the API listens. On an address that is not loopback's only the TLS port does.
    pub listen: IpAddr,
    pub port: u16,
    /// Twelve digits.
    pub account: String,
    /// The region of the `default` cluster and of this machine's container instance.
    pub region: String,
    /// `auto`, `none`, or the engine's address (`unix:///var/run/docker.sock`).
    pub engine: String,
    /// A second port that speaks TLS with a certificate of the local authority; 0 is none.
    pub tls_port: u16,
    /// MiB of this machine's memory that tasks do not get.
    pub reserved_memory: i64,
    /// Where S3 is, for environment files (`http://host:port`). Empty: `AWS_ENDPOINT_URL_S3` of the environment, if it is set.
    pub s3_endpoint: String,
    pub agent: AgentConfig,
    pub load_balancers: BalancerConfig,
    pub registry: RegistryConfig,
}

/// `[registry]`: images.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RegistryConfig {
    /// Where upstreams of pull-through caches are, when not at `https://<host>`: `"quay.io" = "http://mirror:5000"`.
    pub upstreams: BTreeMap<String, String>,
}

/// `[load_balancers]`: how this machine's load balancers work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct BalancerConfig {
    /// Seconds after which an access log becomes a file of its bucket.
    pub access_log_interval: u64,
}

impl Default for BalancerConfig {
    /// As on AWS: five minutes.
    fn default() -> Self {
        Self {
            access_log_interval: 300,
        }
    }
}

/// `[agent]`: how this machine's agent looks after its engine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct AgentConfig {
    /// Seconds between two rounds in which images that the agent pulled and nobody uses are removed; 0: they stay.
    pub image_cleanup_interval: u64,
    /// Seconds since the last use of an image before it may go.
    pub image_minimum_age: u64,
    /// Images that go in one round at most.
    pub image_cleanup_count: usize,
    /// A further port of 127.0.0.1 at which the registry is found, as it is on machines that have only an agent; 0: none.
    pub registry_port: u16,
    /// Tasks are placed here as if their security groups were enforced, and they are not: for machines whose kernel lacks
    /// nf_tables.
    pub waive_security_groups: bool,
    /// Percent of the engine's disk: when more is used, unused images go whatever their age …
    pub disk_high_percent: u8,
    /// … until no more than this is used.
    pub disk_low_percent: u8,
}

impl Default for AgentConfig {
    fn default() -> Self {
        let care = agent::ImageCare::default();
        Self {
            image_cleanup_interval: care.every.as_secs(),
            image_minimum_age: care.minimum_age.as_secs(),
            image_cleanup_count: care.at_once,
            registry_port: 0,
            waive_security_groups: false,
            disk_high_percent: care.disk_high,
            disk_low_percent: care.disk_low,
        }
    }
}

impl AgentConfig {
    pub(crate) fn images(&self) -> agent::ImageCare {
        agent::ImageCare {
            every: Duration::from_secs(self.image_cleanup_interval),
            minimum_age: Duration::from_secs(self.image_minimum_age),
            at_once: self.image_cleanup_count,
            disk_high: self.disk_high_percent,
            disk_low: self.disk_low_percent,
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 4580,
            account: "000000000000".into(),
            region: "us-east-1".into(),
            engine: "auto".into(),
            tls_port: 0,
            reserved_memory: 0,
            s3_endpoint: String::new(),
            agent: AgentConfig::default(),
            load_balancers: BalancerConfig::default(),
            registry: RegistryConfig::default(),
        }
    }
}

impl Config {
    pub(crate) fn load(home: &Home) -> Result<Self> {
        let path = home.join("longshore.toml");
        let config = match fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).with_context(|| format!("reading `{}`", path.display()))?,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Self::default(),
            Err(e) => return Err(e).with_context(|| format!("reading `{}`", path.display())),
        };
        Ok(config)
    }

    pub(crate) fn save(&self, home: &Home) -> Result<()> {
        home.write_private("longshore.toml", toml::to_string(self)?.as_bytes())
    }

    pub(crate) fn check(&self) -> Result<()> {
        if self.account.len() != 12 || !self.account.bytes().all(|b| b.is_ascii_digit()) {
            bail!("account `{}` must be twelve digits", self.account);
        }
        let region_ok = self.region.split('-').count() >= 3
            && self
                .region
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !region_ok {
            bail!("region `{}` is not shaped like `us-east-1`", self.region);
        }
        if !self.listen.is_loopback() && self.tls_port == 0 {
            bail!(
                "listening on `{}` would carry signatures and secrets in the clear: give `--tls-port` too, or listen on a loopback address",
                self.listen
            );
        }
        if self.load_balancers.access_log_interval == 0 {
            bail!("`load_balancers.access_log_interval` must be at least 1");
        }
        let (high, low) = (self.agent.disk_high_percent, self.agent.disk_low_percent);
        if high > 100 || low > high {
            bail!(
                "`agent.disk_low_percent` ({low}) must be at most `agent.disk_high_percent` ({high}), and that 100"
            );
        }
        Ok(())
    }

    /// What clients on this machine use. From outside it is the TLS port.
    pub(crate) fn endpoint(&self) -> String {
        format!("http://localhost:{}", self.port)
    }
}
