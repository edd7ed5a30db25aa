//! What container engine is on this machine, for people: `longshore up` and `longshore doctor` show it.

use crate::runtime::{DockerRuntime, Found, Runtime, find_sockets};

/// An engine that answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EngineReport {
    /// `unix:///path`
    pub host: String,
    /// `docker`, `rootless docker`, `podman`, or `DOCKER_HOST`.
    pub kind: String,
    pub version: String,
    /// The API version agreed on.
    pub api: String,
}

/// Looks for an engine as the agent does (`auto`), or at the given address, and says who answers, or what to do when
/// nobody does.
pub async fn engine_probe(choice: &str) -> Result<EngineReport, String> {
    let candidates = match choice {
        "auto" => find_sockets(|name| std::env::var(name).ok()),
        host => vec![Found {
            host: host.to_owned(),
            kind: "configured engine",
        }],
    };
    let mut why = "no container engine: neither Docker nor podman has a socket here; install one, for example with \
                   `sudo apt install docker.io`, or start podman's with `systemctl --user start podman.socket`"
        .to_owned();
    for found in candidates {
        let answer = async { DockerRuntime::connect(&found.host).await?.version().await };
        match answer.await {
            Ok(version) => {
                let (host, kind) = (found.host, found.kind.to_owned());
                return Ok(EngineReport {
                    host,
                    kind,
                    version: version.version,
                    api: version.api,
                });
            }
            Err(e) => why = reason(&found.host, &e.message),
        }
    }
    Err(why)
}

fn reason(host: &str, message: &str) -> String {
    if denied(host) {
        return format!(
            "`{host}` may not be opened by this user: add yourself to its group with \
             `sudo usermod -aG docker $USER` and run `newgrp docker`"
        );
    }
    format!("`{host}` does not answer: {message}; is its service running? (`sudo systemctl start docker`)")
}

fn denied(host: &str) -> bool {
    let path = host.strip_prefix("unix://").unwrap_or(host);
    let connected = std::os::unix::net::UnixStream::connect(path);
    connected.is_err_and(|e| e.kind() == std::io::ErrorKind::PermissionDenied)
}
