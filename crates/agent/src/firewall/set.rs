//! Handing a batch to the pause program, which alone is in the sandbox's namespace and has the right.

use std::io::{Error, ErrorKind};
use std::path::Path;
use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::Instant;

use crate::engine::names::hex;
use crate::metadata::connect;
use crate::runtime::Runtime;
use crate::{groups, pause};

const LOOK: Duration = Duration::from_millis(5);
const ANSWERS: Duration = Duration::from_secs(15);

/// Sets a batch in the namespace of the sandbox that has this folder, which is given `patience` to listen.
pub(super) async fn apply(folder: &Path, batch: &[u8], patience: Duration) -> std::io::Result<()> {
    let until = Instant::now() + patience;
    let mut stream = loop {
        match connect(folder, "firewall").await {
            Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::ConnectionRefused) => {
                if Instant::now() >= until {
                    return Err(e);
                }
                tokio::time::sleep(LOOK).await;
            }
            other => break other?,
        }
    };
    let length = u32::try_from(batch.len()).map_err(Error::other)?;
    let told = async {
        stream.write_all(&length.to_be_bytes()).await?;
        stream.write_all(batch).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        match answer.trim_end() {
            "ok" => Ok(()),
            why => Err(Error::other(why.to_owned())),
        }
    };
    tokio::time::timeout(ANSWERS, told)
        .await
        .map_err(|_| Error::new(ErrorKind::TimedOut, "the sandbox does not answer"))?
}

/// Sets a batch in a namespace that nobody uses.
pub(super) async fn trial(runtime: &dyn Runtime, agent: &str, batch: &[u8]) -> Result<(), String> {
    let image = pause::ensure_pause(runtime).await.map_err(|e| e.message)?;
    let body = json!({
        "Image": image,
        "Cmd": ["firewall", hex(batch)],
        "Labels": {(crate::runtime::AGENT_LABEL): agent},
        "HostConfig": {
            "NetworkMode": "none",
            "CapDrop": ["ALL"],
            "CapAdd": ["NET_ADMIN"],
            "LogConfig": {"Type": "none", "Config": {}},
        },
    });
    groups::run_helper(runtime, "firewall", &body).await
}
