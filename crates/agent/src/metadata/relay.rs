//! The helper of tasks that have no sandbox: the pause program in the host's namespace, one for each agent. It is made
//! when the first such task starts, kept, and made again when it is gone; it goes with the agent's other containers.

use std::net::Ipv4Addr;
use std::time::Duration;

use serde_json::json;
use tokio::net::TcpStream;
use tokio::time::Instant;
use tracing::{info, warn};

use super::Edge;
use crate::runtime::{AGENT_LABEL, Doing, RELAY_LABEL, Trouble};
use crate::{dice, pause};

const PORT: &str = "relay_port";
/// A relay that could not be had is not asked for again for this long.
const GIVE_UP: Duration = Duration::from_secs(60);
const PATIENCE: Duration = Duration::from_secs(10);
/// Ports below those that the system gives to connections.
const PORTS: std::ops::Range<u16> = 20_000..30_000;
const TRIES: usize = 3;

#[derive(Default)]
pub(super) struct Relay {
    state: tokio::sync::Mutex<State>,
}

#[derive(Default)]
enum State {
    #[default]
    Unknown,
    /// The port, and whether it answers DNS.
    Up(u16, bool),
    Failed(String, Instant),
}

impl Edge {
    fn relay_name(&self) -> String {
        format!("longshore-relay-{}", self.digits)
    }

    /// Something happened to a container; if it is the relay, tasks need another.
    pub(crate) fn relay_notice(self: &std::sync::Arc<Edge>, name: &str) {
        if name != self.relay_name() {
            return;
        }
        let edge = self.clone();
        self.tracker.spawn(async move {
            let stop = edge.stop.clone();
            let again = async {
                *edge.relay.state.lock().await = State::Unknown;
                let _ = edge.relayed().await;
            };
            tokio::select! {
                () = stop.cancelled() => {}
                () = again => {}
            }
        });
    }

    /// The engine came up: tasks that run without a sandbox must find the relay there.
    pub(crate) fn look_around(self: &std::sync::Arc<Edge>) {
        let Some(tasks) = self.tasks.upgrade() else { return };
        let open = |r: &std::sync::Arc<crate::engine::TaskRecord>| {
            !matches!(r.task.network_mode.as_deref(), Some("awsvpc" | "none"))
        };
        if tasks.alive().iter().any(open) {
            self.relay_notice(&self.relay_name());
        }
    }

    /// The port at which tasks without a sandbox find the control plane, once the relay serves, and whether it answers DNS.
    pub(super) async fn relayed(&self) -> Result<(u16, bool), String> {
        if !self.has_relay() {
            return Err("the engine is none of this machine".to_owned());
        }
        let mut state = self.relay.state.lock().await;
        match &*state {
            State::Up(port, names) => return Ok((*port, *names)),
            State::Failed(why, at) if at.elapsed() < GIVE_UP => return Err(why.clone()),
            _ => {}
        }
        let mut last = String::new();
        for _ in 0..TRIES {
            let port = self.relay_port();
            match self.make_relay(port).await {
                Ok(()) => {
                    info!(port, "tasks without a sandbox are served");
                    // Somebody else may answer all DNS of this machine.
                    let names = TcpStream::connect((self.names_address(), 53)).await.is_ok();
                    *state = State::Up(port, names);
                    return Ok((port, names));
                }
                // The port may be somebody else's by now.
                Err(why) => last = why,
            }
            if let Err(e) = self.journal.forget_meta(PORT) {
                warn!(error = %e, "the journal cannot be written");
            }
        }
        warn!(why = last, "tasks without a sandbox get no metadata");
        *state = State::Failed(last.clone(), Instant::now());
        Err(last)
    }

    /// Where the relay answers DNS: each agent of a machine has an address of its own, away from those of AWS and of names.
    pub(super) fn names_address(&self) -> Ipv4Addr {
        let digits = u32::from_str_radix(&self.digits, 16).unwrap_or(0);
        let [_, _, third, fourth] = digits.to_be_bytes();
        Ipv4Addr::new(169, 254, 204 + third % 48, 1 + fourth % 254)
    }

    fn relay_port(&self) -> u16 {
        let known = self.journal.meta(PORT).ok().flatten();
        if let Some(port) = known.and_then(|p| p.parse().ok()) {
            return port;
        }
        let span = f64::from(PORTS.end - PORTS.start);
        let port = PORTS.start + (dice::unit() * span) as u16;
        if let Err(e) = self.journal.set_meta(PORT, &port.to_string()) {
            warn!(error = %e, "the journal cannot be written");
        }
        port
    }

    async fn make_relay(&self, port: u16) -> Result<(), String> {
        let Some(tasks) = self.tasks.upgrade() else {
            return Err("the agent stops".to_owned());
        };
        let (slot, name) = (&tasks.slot, &self.relay_name());
        let failed = |e: crate::runtime::RuntimeError| e.to_string();
        let command = json!([
            "relay",
            self.digits,
            port.to_string(),
            self.names_address().to_string()
        ]);
        let path = &format!("containers/{name}/json");
        let there = slot
            .insist(|rt| async move { rt.document(path).await })
            .await
            .map_err(failed)?;
        let same = there.as_ref().is_some_and(|c| {
            c.pointer("/State/Running").and_then(serde_json::Value::as_bool) == Some(true)
                && c.pointer("/Config/Cmd") == Some(&command)
                && c.pointer("/Config/Image").and_then(serde_json::Value::as_str)
                    == Some(&pause::pause_image())
        });
        if !same {
            if there.is_some() {
                slot.insist(|rt| async move { rt.remove(name).await })
                    .await
                    .map_err(failed)?;
            }
            slot.insist(|rt| async move { pause::ensure_pause(&*rt).await })
                .await
                .map_err(failed)?;
            let body = &json!({
                "Image": pause::pause_image(),
                "Cmd": command,
                "Labels": {AGENT_LABEL: self.agent_id, RELAY_LABEL: self.digits},
                "HostConfig": {
                    "NetworkMode": "host",
                    "CapDrop": ["ALL"],
                    // An address of its own, and DNS there.
                    "CapAdd": ["NET_ADMIN", "NET_BIND_SERVICE"],
                    "ReadonlyRootfs": true,
                    "SecurityOpt": ["no-new-privileges"],
                    "LogConfig": {"Type": "none", "Config": {}},
                    // One whose agent is gone ends by itself and leaves nothing.
                    "AutoRemove": true,
                },
            });
            slot.insist(|rt| async move { rt.create(name, body).await })
                .await
                .map_err(failed)?;
            slot.insist(|rt| async move { rt.start(name).await })
                .await
                .map_err(failed)?;
        }
        let until = Instant::now() + PATIENCE;
        loop {
            if TcpStream::connect(("169.254.170.2", port)).await.is_ok() {
                return Ok(());
            }
            let seen = slot.insist(|rt| async move { rt.inspect(name).await }).await;
            let runs = match &seen {
                Ok(Some(seen)) => matches!(seen.doing, Doing::Running { .. }),
                Ok(None) => false,
                Err(e) => e.trouble != Trouble::NotFound,
            };
            if !runs {
                return Err(format!(
                    "the relay ended at once: is port {port} of 169.254.170.2 taken, or the agent in another network namespace?"
                ));
            }
            if Instant::now() > until {
                return Err("the relay cannot be reached".to_owned());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
