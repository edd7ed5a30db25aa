//! The command of a session: in a running container, or as the only process of a stopped one's copy.

use std::sync::Arc;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use wire::acs::LongshoreSessionMessage;

use super::left::Left;
use crate::runtime::{Doing, Runtime, Terminal};
use crate::session::Session;
use crate::slot::Engine;

/// Between being told that its terminal is gone and being killed.
const GRACE: Duration = Duration::from_secs(3);
/// How long the engine may take to know how a process ended.
const KNOWN_TIME: Duration = Duration::from_secs(10);
/// The exit code of what SIGKILL ended.
const KILLED: i64 = 137;
const LOOK: Duration = Duration::from_millis(50);

pub(super) struct Process {
    runtime: Arc<dyn Runtime>,
    /// On the engine.
    container: String,
    what: What,
}

enum What {
    Exec { id: String },
    Left(Left),
}

impl Process {
    /// Starts the command. A refusal is in words for the user.
    pub(super) async fn start(
        session: &Session,
        m: &LongshoreSessionMessage,
    ) -> Result<(Process, Terminal), String> {
        let Engine::Up(runtime, _) = session.tasks.slot.now() else {
            return Err("the container engine of the machine is away".to_owned());
        };
        let gone = || match m.stopped {
            true => format!(
                "what the container left is not on its machine any more: it is kept for {} minutes",
                session.config.keep_stopped.as_secs() / 60
            ),
            false => "the task is not on this machine any more".to_owned(),
        };
        let record = session.tasks.view(&m.task_arn).ok_or_else(gone)?;
        let container = record
            .index(&m.container_name)
            .map(|c| record.engine_name(c))
            .ok_or_else(gone)?;
        let command = wire::ssm::words::split(&m.command).filter(|words| !words.is_empty());
        let command = command.ok_or("the command cannot be read")?;
        if m.stopped {
            let (left, terminal) = Left::open(session, &*runtime, &container, m, &command)
                .await
                .map_err(|e| e.unwrap_or_else(gone))?;
            let what = What::Left(left);
            let process = Process {
                runtime,
                container,
                what,
            };
            return Ok((process, terminal));
        }
        let refused = |e: crate::runtime::RuntimeError| format!("the command cannot be started: {e}");
        let id = runtime.exec(&container, &command).await.map_err(refused)?;
        let terminal = runtime.exec_start(&id).await.map_err(refused)?;
        let process = Process {
            runtime,
            container,
            what: What::Exec { id },
        };
        Ok((process, terminal))
    }

    /// A process that has just been started may have no terminal for a moment.
    pub(super) async fn resize(&self, cols: u16, rows: u16) {
        for _ in 0..20 {
            let done = match &self.what {
                What::Exec { id } => self.runtime.exec_resize(id, cols, rows).await,
                What::Left(left) => self.runtime.resize(left.name(), cols, rows).await,
            };
            match done {
                Ok(()) => return,
                Err(e) => tracing::debug!(error = %e, "a terminal was not resized"),
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// The exit code of a process whose terminal has ended, and what there is to say about the end.
    pub(super) async fn ended(&self) -> (Option<i64>, String) {
        let begun = tokio::time::Instant::now();
        let mut code = None;
        while begun.elapsed() < KNOWN_TIME {
            match self.state().await {
                Some((true, _)) => tokio::time::sleep(LOOK).await,
                Some((false, known)) => {
                    code = known;
                    break;
                }
                None => break,
            }
        }
        let mut said = match code {
            Some(0) => String::new(),
            Some(code) => format!("The command exited with code {code}."),
            None => "How the command ended is not known.".to_owned(),
        };
        if matches!(self.what, What::Exec { .. })
            && matches!(code, None | Some(KILLED))
            && self.stopped().await
        {
            said = "The container has stopped.".to_owned();
        }
        (code, said)
    }

    /// Whether the process was killed because its container stops, which is known only a moment later.
    async fn stopped(&self) -> bool {
        let begun = tokio::time::Instant::now();
        while begun.elapsed() < GRACE {
            match self.runtime.inspect(&self.container).await {
                Ok(Some(seen)) if matches!(seen.doing, Doing::Running { .. }) => {
                    tokio::time::sleep(LOOK).await
                }
                Ok(_) => return true,
                Err(_) => return false,
            }
        }
        false
    }

    /// Whether it runs, and its exit code.
    async fn state(&self) -> Option<(bool, Option<i64>)> {
        match &self.what {
            What::Exec { id } => {
                let state = self.runtime.exec_state(id).await.ok()?;
                Some((state.running, state.exit_code))
            }
            What::Left(left) => match self.runtime.inspect(left.name()).await.ok()??.doing {
                Doing::Exited { code, .. } => Some((false, Some(code))),
                _ => Some((true, None)),
            },
        }
    }

    /// Ends whatever is left, and removes what was made for the session.
    pub(super) async fn finish(self) {
        match &self.what {
            What::Left(left) => left.remove(&*self.runtime).await,
            What::Exec { id } => {
                let Ok(Some(container)) = self.runtime.inspect(&self.container).await else {
                    return;
                };
                self.signal(id, &container.id, Signal::HUP).await;
                let begun = tokio::time::Instant::now();
                while begun.elapsed() < GRACE {
                    if !self.state().await.is_some_and(|(running, _)| running) {
                        return;
                    }
                    tokio::time::sleep(LOOK).await;
                }
                self.signal(id, &container.id, Signal::KILL).await;
            }
        }
    }

    /// The engine has no call for this. The number is the host's; that it is still the container's is looked at first.
    async fn signal(&self, id: &str, container_id: &str, signal: Signal) {
        let Ok(state) = self.runtime.exec_state(id).await else {
            return;
        };
        let Some(number) = state.pid.filter(|_| state.running) else {
            return;
        };
        let inside = std::fs::read_to_string(format!("/proc/{number}/cgroup"));
        if !inside.is_ok_and(|text| text.contains(container_id)) {
            tracing::debug!(number, "a session's process is not seen from here");
            return;
        }
        if let Some(pid) = Pid::from_raw(number) {
            // On a terminal of its own it leads a group; what else hangs on the terminal is told by the kernel.
            let _ = kill_process_group(pid, signal);
            let _ = kill_process(pid, signal);
        }
    }
}
