//! Peers, where they are installed: moto_server (PyPI `moto[server]`), etcd (Debian `etcd-server`), HAProxy (Debian
//! `haproxy`), docker-registry (Debian `docker-registry`).

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::json;
use wire::sigv4::Credentials;

use crate::load::{Connection, Target, call};
use crate::process::installed;
use crate::server::free_port;

pub(crate) struct Peer {
    child: Child,
    folder: Option<PathBuf>,
    pub address: String,
    /// Where it speaks TLS.
    pub secure: Option<String>,
}

impl Peer {
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    async fn answered(self, request: &str) -> Result<Self> {
        for _ in 0..1000 {
            if let Ok(mut c) = Connection::open(&self.address).await
                && c.exchange(request.as_bytes()).await.is_ok()
            {
                return Ok(self);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        bail!("the peer did not answer")
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(f) = &self.folder {
            let _ = std::fs::remove_dir_all(f);
        }
    }
}

/// moto_server with nothing in it.
pub(crate) async fn moto_server(python: Option<&Path>) -> Result<Option<(Peer, Target)>> {
    let Some(python) = python else { return Ok(None) };
    let has = Command::new(python)
        .args(["-c", "import moto.server"])
        .stderr(Stdio::null())
        .status()?;
    if !has.success() {
        return Ok(None);
    }
    let port = free_port()?;
    let child = Command::new(python)
        .args([
            "-c",
            "from moto.server import main; main()",
            "-H",
            "127.0.0.1",
            "-p",
            &port.to_string(),
        ])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let peer = Peer {
        child,
        folder: None,
        address: format!("127.0.0.1:{port}"),
        secure: None,
    };
    let peer = peer
        .answered(&format!("GET / HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\n\r\n"))
        .await?;
    let credentials = Credentials {
        access_key_id: "testing".into(),
        secret_access_key: "testing".into(),
        session_token: None,
    };
    let target = Target {
        address: peer.address.clone(),
        credentials,
        region: "us-east-1".into(),
    };
    Ok(Some((peer, target)))
}

/// moto_server with the same state as ours: a cluster, a family, a task.
pub(crate) async fn moto(python: Option<&Path>) -> Result<Option<(Peer, Target, String)>> {
    let Some((peer, target)) = moto_server(python).await? else {
        return Ok(None);
    };
    call(&target, "CreateCluster", &json!({"clusterName": "default"})).await?;
    call(
        &target,
        "RegisterTaskDefinition",
        &crate::figures::definition("bench"),
    )
    .await?;
    // moto places tasks on registered instances only; Fargate needs none.
    let fargate = json!({"family": "f", "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256", "memory": "512",
        "containerDefinitions": [{"name": "a", "image": "i", "memory": 64, "cpu": 10}]});
    call(&target, "RegisterTaskDefinition", &fargate).await?;
    let network = json!({"awsvpcConfiguration": {"subnets": ["subnet-1"], "securityGroups": ["sg-1"]}});
    let ran = call(
        &target,
        "RunTask",
        &json!({"taskDefinition": "f", "launchType": "FARGATE", "networkConfiguration": network}),
    )
    .await;
    let task = ran
        .ok()
        .and_then(|r| r.pointer("/tasks/0/taskArn")?.as_str().map(str::to_owned))
        .unwrap_or_else(|| "missing".into());
    Ok(Some((peer, target, task)))
}

/// One etcd member with its data on the disk.
pub(crate) async fn etcd() -> Result<Option<Peer>> {
    if !installed("etcd") {
        return Ok(None);
    }
    let (client, peer) = (free_port()?, free_port()?);
    let folder = std::env::temp_dir().join(format!("longshore-bench-etcd-{}", std::process::id()));
    let url = |port: u16| format!("http://127.0.0.1:{port}");
    let child = Command::new("etcd")
        .args([
            "--data-dir",
            &folder.display().to_string(),
            "--listen-client-urls",
            &url(client),
            "--advertise-client-urls",
            &url(client),
        ])
        .args([
            "--listen-peer-urls",
            &url(peer),
            "--initial-advertise-peer-urls",
            &url(peer),
        ])
        .args(["--initial-cluster", &format!("default={}", url(peer))])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let peer = Peer {
        child,
        folder: Some(folder),
        address: format!("127.0.0.1:{client}"),
        secure: None,
    };
    Ok(Some(
        peer.answered(&format!(
            "GET /health HTTP/1.1\r\nhost: 127.0.0.1:{client}\r\n\r\n"
        ))
        .await?,
    ))
}

/// HAProxy as Debian has it, in front of these ports, with as many threads as there are cores.
pub(crate) async fn haproxy(backends: &[u16]) -> Result<Option<Peer>> {
    let program = Path::new("/usr/sbin/haproxy");
    if !program.exists() {
        return Ok(None);
    }
    let port = free_port()?;
    let folder = std::env::temp_dir().join(format!("longshore-bench-haproxy-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let servers: Vec<String> = backends
        .iter()
        .map(|p| format!("  server s{p} 127.0.0.1:{p} check inter 5s\n"))
        .collect();
    let (secure, pem) = (free_port()?, folder.join("bench.pem"));
    let identity = crate::secure::identity()?;
    std::fs::write(&pem, format!("{}{}", identity.certificate, identity.key))?;
    let settings = folder.join("haproxy.cfg");
    std::fs::write(
        &settings,
        format!(
            "global\n  maxconn 8000\n  tune.ssl.cachesize 0\ndefaults\n  mode http\n  option forwardfor\n  http-reuse always\n  \
             timeout connect 5s\n  timeout client 60s\n  timeout server 60s\nfrontend f\n  bind 127.0.0.1:{port}\n  bind 127.0.0.1:{secure} ssl crt {}\n  \
             default_backend b\nbackend b\n  balance roundrobin\n{}",
            pem.display(),
            servers.concat()
        ),
    )?;
    // In the foreground, so that the process is the one that serves.
    let child = Command::new(program)
        .args(["-db", "-q", "-f", &settings.display().to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let peer = Peer {
        child,
        folder: Some(folder),
        address: format!("127.0.0.1:{port}"),
        secure: Some(format!("tls://127.0.0.1:{secure}")),
    };
    peer.answered("GET / HTTP/1.1\r\nhost: bench.example\r\n\r\n")
        .await
        .map(Some)
}

/// Debian's docker-registry, keeping what it is given in a folder.
pub(crate) async fn docker_registry() -> Result<Option<Peer>> {
    if !installed("docker-registry") {
        return Ok(None);
    }
    let port = free_port()?;
    let folder = std::env::temp_dir().join(format!("longshore-bench-registry-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let config = folder.join("config.yml");
    let settings = json!({"version": 0.1, "log": {"level": "error", "accesslog": {"disabled": true}},
        "storage": {"filesystem": {"rootdirectory": folder}}, "http": {"addr": format!("127.0.0.1:{port}")}});
    std::fs::write(&config, settings.to_string())?;
    let child = Command::new("docker-registry")
        .arg("serve")
        .arg(&config)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let peer = Peer {
        child,
        folder: Some(folder),
        address: format!("127.0.0.1:{port}"),
        secure: None,
    };
    let hello = format!("GET /v2/ HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\n\r\n");
    Ok(Some(peer.answered(&hello).await?))
}
