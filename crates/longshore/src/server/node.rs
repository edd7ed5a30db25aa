//! This machine's agent, over the same protocol as any other.

use anyhow::Result;
use tokio::sync::Mutex;
use wire::sigv4::Credentials;

use crate::config::Config;
use crate::home::Home;

pub(crate) struct Node {
    home: Home,
    config: Config,
    running: Mutex<Option<agent::Handle>>,
}

impl Node {
    pub(crate) fn new(home: Home, config: Config) -> Self {
        Self {
            home,
            config,
            running: Mutex::new(None),
        }
    }

    /// Starts the agent, unless the installation is to run nothing here.
    pub(crate) async fn start(&self, credentials: Credentials) -> Result<()> {
        if self.config.engine == "none" {
            return Ok(());
        }
        let endpoint = format!("http://127.0.0.1:{}", self.config.port);
        let mut c = agent::Config::new(
            &endpoint,
            &self.config.region,
            "default",
            credentials,
            self.home.join("agent"),
        );
        c.engine = match self.config.engine.as_str() {
            "auto" => agent::EngineChoice::Auto,
            host => agent::EngineChoice::Host(host.to_owned()),
        };
        c.attributes
            .insert("ecs.availability-zone".into(), format!("{}a", self.config.region));
        c.attributes
            .insert("longshore.capability.fargate".into(), String::new());
        let s3 = Some(self.config.s3_endpoint.clone()).filter(|e| !e.is_empty());
        c.s3_endpoint = s3.or_else(|| std::env::var("AWS_ENDPOINT_URL_S3").ok());
        c.reserved_memory = self.config.reserved_memory;
        c.registry_port = Some(self.config.agent.registry_port).filter(|p| *p != 0);
        c.images = self.config.agent.images();
        c.waive_security_groups = self.config.agent.waive_security_groups;
        *self.running.lock().await = Some(agent::Agent::start(c).await?);
        Ok(())
    }

    /// Ends the agent; its containers keep running.
    pub(crate) async fn stop(&self) {
        if let Some(handle) = self.running.lock().await.take() {
            handle.shutdown().await;
        }
    }

    /// After a reset: what ran is gone, and the machine joins as a new one.
    pub(crate) async fn rejoin(&self, credentials: Credentials) -> Result<()> {
        if let Some(handle) = self.running.lock().await.take() {
            handle.shutdown().await;
        }
        let data = self.home.join("agent");
        if self.config.engine != "none" {
            agent::purge(&self.config.engine, &data).await?;
        }
        if data.exists() {
            std::fs::remove_dir_all(&data)?;
        }
        self.start(credentials).await
    }
}
