//! What container engine is on this machine, for people: `longshore up` and `longshore doctor` show it.

use crate::runtime::{DockerRuntime, Found, Runtime, find_socket};

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
    let given = (choice != "auto").then(|| Found {
        host: choice.to_owned(),
        kind: "configured engine",
    });
    let found = given
        .or_else(|| find_socket(|name| std::env::var(name).ok()))
        .ok_or_else(|| {
            "no container engine: neither Docker nor podman has a socket here; install one, for example with \
         `sudo apt install docker.io`, or start podman's with `systemctl --user start podman.socket`"
                .to_owned()
        })?;
    let answer = async { DockerRuntime::connect(&found.host).await?.version().await };
    match answer.await {
        Ok(version) => Ok(EngineReport {
            host: found.host,
            kind: found.kind.to_owned(),
            version: version.version,
            api: version.api,
        }),
        Err(e) => Err(reason(&found.host, &e.message)),
    }
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
