//! Long-lived conversations as pure steps. The gateway owns the connection; a [`Socket`] only decides.

use std::sync::Arc;

use crate::key::KeyRange;
use crate::{Cx, Fault, Time, Txn};

/// What a socket is told.
#[derive(Clone, Debug)]
pub enum Event {
    /// The handshake is done.
    Opened,
    /// A text frame came in.
    Text(String),
    /// A watched record changed, or the asked-for time has come.
    Wake,
    /// The connection is gone.
    Closed,
}

/// What a socket answers. `next` replaces the socket; the rest is done once the transaction is durable.
pub struct Step {
    pub next: Box<dyn Socket>,
    pub frames: Vec<String>,
    /// Close code (RFC 6455 section 7.4) and reason.
    pub close: Option<(u16, String)>,
    /// When to be woken if nothing happens before.
    pub wake: Option<Time>,
}

/// One open conversation: its state, and the decision what to do next. A step may be computed more than once.
pub trait Socket: Send + Sync {
    /// Changes in these ranges wake it. Asked for after every step: one that watches the same as before answers the same
    /// pointer.
    fn watches(&self) -> Arc<[KeyRange]>;

    /// # Errors
    /// A fault closes the connection.
    fn step(&self, cx: &Cx<'_>, t: &mut Txn, event: &Event) -> Result<Step, Fault>;
}

/// A path that accepts websocket connections.
pub trait Listener: Send + Sync + 'static {
    /// The request path, e.g. `/acs/ws`.
    fn path(&self) -> &'static str;

    /// The IAM action that opening it needs, e.g. `ecs:Poll`.
    fn action(&self) -> &'static str;

    /// Accepts or refuses a connection; `query` are the decoded query pairs.
    ///
    /// # Errors
    /// The fault is answered instead of the upgrade.
    fn accept(&self, cx: &Cx<'_>, t: &mut Txn, query: &[(String, String)]) -> Result<Box<dyn Socket>, Fault>;

    /// How a refusal is spelled on this path.
    fn refusal(&self, fault: &Fault) -> (u16, String);
}
