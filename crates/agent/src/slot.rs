//! The engine as seen from the agent: there, or away. One supervisor connects, listens and notices when it goes; everybody else
//! asks [`Slot::insist`], which waits for the engine as long as it takes.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::config::EngineChoice;
use crate::runtime::{
    DockerRuntime, EngineVersion, Notice, Powers, Runtime, RuntimeError, Trouble, find_sockets,
};

/// How the engine stands.
#[derive(Clone)]
pub(crate) enum Engine {
    Up(Arc<dyn Runtime>, EngineVersion),
    /// Why there is none.
    Away(String),
}

#[derive(Clone)]
pub(crate) struct Slot {
    sender: Arc<watch::Sender<Engine>>,
}

/// Bounds of the wait between two attempts to reach the engine.
const RETRY_MIN: Duration = Duration::from_millis(100);
const RETRY_MAX: Duration = Duration::from_secs(5);

impl Slot {
    pub(crate) fn new() -> Slot {
        Slot {
            sender: Arc::new(watch::Sender::new(Engine::Away("not connected yet".to_owned()))),
        }
    }

    pub(crate) fn now(&self) -> Engine {
        self.sender.borrow().clone()
    }

    /// The engine, given a moment to appear.
    pub(crate) async fn soon(&self, at_most: Duration) -> Engine {
        let _ = tokio::time::timeout(at_most, self.up()).await;
        self.now()
    }

    /// What the engine can do, as soon as it is there.
    pub(crate) async fn powers(&self) -> Powers {
        loop {
            self.up().await;
            if let Engine::Up(_, version) = self.now() {
                return version.powers;
            }
        }
    }

    /// Waits until the engine is there.
    pub(crate) async fn up(&self) -> Arc<dyn Runtime> {
        let mut receiver = self.sender.subscribe();
        loop {
            if let Engine::Up(runtime, _) = &*receiver.borrow_and_update() {
                return runtime.clone();
            }
            if receiver.changed().await.is_err() {
                // The sender lives in `self`.
                std::future::pending::<()>().await;
            }
        }
    }

    /// Makes the call until the engine answers, one way or the other. Calls are idempotent, so an answer that was lost does no
    /// harm.
    pub(crate) async fn insist<T, F>(&self, call: impl Fn(Arc<dyn Runtime>) -> F) -> Result<T, RuntimeError>
    where
        F: Future<Output = Result<T, RuntimeError>>,
    {
        let mut wait = RETRY_MIN;
        loop {
            let runtime = self.up().await;
            match call(runtime).await {
                Err(e) if e.trouble == Trouble::Unreachable => {
                    warn!(error = %e, "the engine did not answer; asking again");
                    tokio::time::sleep(wait).await;
                    wait = (wait * 2).min(RETRY_MAX);
                }
                other => return other,
            }
        }
    }
}

/// Connects, tells `on_up`, passes notices on, and begins again when the engine goes. Ends when cancelled.
pub(crate) async fn supervise(
    slot: Slot,
    choice: EngineChoice,
    agent_id: String,
    on_up: impl Fn(),
    on_notice: impl Fn(&Notice),
    stop: CancellationToken,
) {
    let mut wait = RETRY_MIN;
    loop {
        let connected = tokio::select! {
            () = stop.cancelled() => return,
            connected = connect(&choice) => connected,
        };
        match connected {
            Ok((runtime, version)) => {
                info!(
                    version = version.version,
                    api = version.api,
                    "the container engine is up"
                );
                wait = RETRY_MIN;
                // Subscribed before anything is looked at, so that nothing happens unseen in between.
                let mut notices = runtime.notices(&agent_id);
                slot.sender.send_replace(Engine::Up(runtime, version));
                on_up();
                let why = loop {
                    tokio::select! {
                        () = stop.cancelled() => return,
                        next = notices.next() => match next {
                            Some(Ok(notice)) => on_notice(&notice),
                            Some(Err(e)) => break e.message,
                            None => break "the event stream ended".to_owned(),
                        },
                    }
                };
                warn!(why, "the container engine is away");
                slot.sender.send_replace(Engine::Away(why));
            }
            Err(why) => {
                slot.sender.send_replace(Engine::Away(why));
            }
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(wait) => wait = (wait * 2).min(RETRY_MAX),
        }
    }
}

async fn connect(choice: &EngineChoice) -> Result<(Arc<dyn Runtime>, EngineVersion), String> {
    let runtime: Arc<dyn Runtime> = match choice {
        EngineChoice::None => return Err("this node was started without a container engine".to_owned()),
        EngineChoice::Given(runtime) => runtime.clone(),
        EngineChoice::Host(host) => Arc::new(DockerRuntime::connect(host).await.map_err(|e| e.message)?),
        EngineChoice::Auto => first_that_answers().await?,
    };
    let version = runtime.version().await.map_err(|e| e.message)?;
    Ok((runtime, version))
}

async fn first_that_answers() -> Result<Arc<dyn Runtime>, String> {
    let mut why = "no container engine on this node".to_owned();
    for found in find_sockets(|name| std::env::var(name).ok()) {
        match DockerRuntime::connect(&found.host).await {
            Ok(runtime) => return Ok(Arc::new(runtime)),
            Err(e) => why = format!("`{}` does not answer: {e}", found.host),
        }
    }
    Err(why)
}
