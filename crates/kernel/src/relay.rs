//! Websockets that are joined in pairs: what a client says, an agent hears, and the other way round, unread. The
//! gateway owns both connections and carries the frames; a [`Relay`] only decides who may come together.

use std::sync::Arc;

use crate::{Cx, Fault, Principal, Scope, Txn};

/// Which end of a pair a connection is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Unsigned; its first frame is a text that proves who it is.
    Client,
    /// Signed, and authorised for [`Relay::action`].
    Agent,
}

/// On whose account a pair talks; for the audit.
#[derive(Clone, Debug)]
pub struct Party {
    pub principal: Arc<Principal>,
    pub scope: Scope,
}

/// Paths whose connections are joined by the id that follows the path.
pub trait Relay: Send + Sync + 'static {
    /// The path up to the id, e.g. `/v1/data-channel/`.
    fn prefix(&self, end: End) -> &'static str;

    /// The IAM action that the agent's end needs.
    fn action(&self) -> &'static str;

    /// The service in audit records, e.g. `ecs.amazonaws.com`.
    fn source(&self) -> &'static str;

    /// Lets an agent's end in; `query` are the decoded query pairs.
    ///
    /// # Errors
    /// The fault is answered instead of the upgrade.
    fn agent(&self, cx: &Cx<'_>, t: &mut Txn, id: &str, query: &[(String, String)]) -> Result<Party, Fault>;

    /// Lets a client's end in by its first frame. What proves it is good once.
    ///
    /// # Errors
    /// The fault closes the connection.
    fn client(&self, cx: &Cx<'_>, t: &mut Txn, id: &str, first: &str) -> Result<Party, Fault>;

    /// The pair has parted, or one end never came.
    ///
    /// # Errors
    /// Internal faults only.
    fn parted(&self, cx: &Cx<'_>, t: &mut Txn, id: &str) -> Result<(), Fault>;
}
