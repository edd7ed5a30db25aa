//! Interactive sessions: a command in a container, and somebody far away at its terminal (ECS Exec).
//!
//! The control plane names a session over ACS; the agent dials it and speaks the data channel's protocol
//! (`wire::ssm`), which the session manager plugin understands at the other end.
//!
//! * `line.rs`: the websocket with order and repetition. `talk.rs`: handshake, keys, output, the end.
//! * `process.rs`: the command in a running container. `left.rs`: the same on what a stopped container left.
//! * `scribe.rs`: what was shown, into CloudWatch Logs.
//!
//! INVARIANT: whoever goes, nothing stays: the process ends with its session, the copy of a stopped container with its.
//! INVARIANT: every buffer is bounded; a reader that is slow slows the command.

mod left;
mod line;
mod process;
mod scribe;
mod talk;

use std::collections::HashSet;
use std::sync::Arc;

use parking_lot::Mutex;
use tracing::{info, warn};
use wire::acs::LongshoreSessionMessage;

use crate::session::Session;

/// Sessions at once; more are turned away in words.
const AT_ONCE: usize = 64;

/// The sessions that are open.
#[derive(Default)]
pub(crate) struct Sessions {
    open: Mutex<HashSet<String>>,
}

impl Sessions {
    fn is_open(&self, id: &str) -> bool {
        self.open.lock().contains(id)
    }
}

/// Takes a session over; told of it twice, it is opened once.
pub(crate) fn open(session: &Arc<Session>, m: LongshoreSessionMessage) {
    let crowded = {
        let mut open = session.sessions.open.lock();
        if !open.insert(m.session_id.clone()) {
            return;
        }
        open.len() > AT_ONCE
    };
    let own = session.clone();
    session.tracker.spawn(async move {
        let id = m.session_id.clone();
        info!(
            session = id,
            task = m.task_arn,
            container = m.container_name,
            "a session begins"
        );
        let stop = own.stop.clone();
        if let Err(e) = talk::run(&own, m, crowded, stop).await {
            warn!(session = id, error = %format!("{e:#}"), "a session broke off");
        }
        own.sessions.open.lock().remove(&id);
    });
}

/// Removes what sessions of a former life left behind.
pub(crate) async fn clear(session: &Session) {
    left::clear(session).await;
}
