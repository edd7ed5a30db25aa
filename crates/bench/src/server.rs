//! A Longshore of our own: state in a temporary folder, a free port, removed at the end with everything it made.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use wire::sigv4::Credentials;

use crate::load::{Connection, Target};

pub(crate) struct Server {
    binary: PathBuf,
    home: PathBuf,
    child: Child,
    pub target: Target,
    /// From the start of the process to its first answer.
    pub started_in: Duration,
}

/// A port that is free now.
pub(crate) fn free_port() -> Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

impl Server {
    /// `engine` is `auto`, `none` or an engine's address.
    pub(crate) async fn start(binary: &Path, engine: &str) -> Result<Self> {
        let home = std::env::temp_dir().join(format!(
            "longshore-bench-{}-{}",
            std::process::id(),
            engine.replace(['/', ':'], "-")
        ));
        std::fs::create_dir_all(&home)?;
        let port = free_port()?;
        std::fs::write(
            home.join("longshore.toml"),
            format!("port = {port}\nengine = \"{engine}\"\n"),
        )?;
        let begun = Instant::now();
        let child = Command::new(binary)
            .arg("server")
            .env("LONGSHORE_HOME", &home)
            .env("LONGSHORE_LOG", "warn")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("starting {}", binary.display()))?;
        let address = format!("127.0.0.1:{port}");
        let health = format!("GET /health HTTP/1.1\r\nhost: {address}\r\n\r\n");
        let started_in = loop {
            if let Ok(mut c) = Connection::open(&address).await
                && c.exchange(health.as_bytes()).await.is_ok_and(|(s, _)| s == 200)
            {
                break begun.elapsed();
            }
            if begun.elapsed() > Duration::from_secs(20) {
                bail!("longshore did not answer");
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        };
        let target = Target {
            credentials: credentials(&home).await?,
            address,
            region: "us-east-1".into(),
        };
        Ok(Self {
            binary: binary.to_owned(),
            home,
            child,
            target,
            started_in,
        })
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn home(&self) -> &Path {
        &self.home
    }

    pub(crate) fn import_sample(&self) -> Result<()> {
        let done = Command::new(&self.binary)
            .args(["demo", "--image-only"])
            .env("LONGSHORE_HOME", &self.home)
            .stdout(Stdio::null())
            .status()?;
        if !done.success() {
            bail!("the sample image could not be imported");
        }
        Ok(())
    }
}

/// What the server wrote for the CLI.
async fn credentials(home: &Path) -> Result<Credentials> {
    let path = home.join("access.json");
    for _ in 0..2000 {
        if let Ok(text) = std::fs::read_to_string(&path) {
            let v: serde_json::Value = serde_json::from_str(&text)?;
            let text = |k: &str| v.get(k).and_then(|x| x.as_str()).unwrap_or_default().to_owned();
            return Ok(Credentials {
                access_key_id: text("access_key_id"),
                secret_access_key: text("secret_access_key"),
                session_token: None,
            });
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    bail!("the server told no credentials")
}

impl Drop for Server {
    fn drop(&mut self) {
        let purge = Command::new(&self.binary)
            .args(["down", "--purge"])
            .env("LONGSHORE_HOME", &self.home)
            .env("AWS_CONFIG_FILE", self.home.join("none"))
            .env("AWS_SHARED_CREDENTIALS_FILE", self.home.join("none"))
            .stdout(Stdio::null())
            .status();
        if !purge.is_ok_and(|s| s.success()) {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.home);
    }
}
