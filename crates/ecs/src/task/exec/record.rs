//! What is stored of a session while it lasts.

use kernel::{Key, Principal, Record, Scope, Time};
use serde::{Deserialize, Serialize};
use wire::acs;

use crate::task::record::NodeRef;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Session {
    /// `ecs-execute-command-…`; unique in the installation, since the data channel's address holds nothing else.
    pub id: String,
    pub by: Principal,
    /// The task's.
    pub scope: Scope,
    pub cluster: String,
    pub task_id: String,
    pub container: String,
    pub node: NodeRef,
    pub command: String,
    /// The container has stopped already.
    pub stopped: bool,
    pub log: Option<Log>,
    /// SHA-256 in hex; none once it was used.
    pub token_hash: Option<String>,
    /// The same for the agent's end: it is told the token where only that machine's agent hears it.
    pub agent_hash: Option<String>,
    /// Until when the token may be used.
    pub expires: Time,
}

/// Where the session's output is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Log {
    pub group: String,
    pub region: String,
}

impl Session {
    pub(crate) fn key_of(id: &str) -> Key {
        Key::global(Self::KIND, &[id])
    }

    /// The same, with the token that the agent's end must show.
    pub(crate) fn expecting(&self, token: &str) -> Self {
        Self {
            agent_hash: Some(wire::sigv4::sha256_hex(token.as_bytes())),
            ..self.clone()
        }
    }

    /// What the agent is told.
    pub(crate) fn message(
        &self,
        message_id: String,
        token: &str,
        arns: (String, String),
    ) -> acs::LongshoreSessionMessage {
        acs::LongshoreSessionMessage {
            cluster_arn: arns.0,
            container_instance_arn: arns.1,
            message_id,
            session_id: self.id.clone(),
            channel_token: token.to_owned(),
            task_arn: self
                .scope
                .arn("ecs", format_args!("task/{}/{}", self.cluster, self.task_id)),
            container_name: self.container.clone(),
            command: self.command.clone(),
            stopped: self.stopped,
            log: self.log.as_ref().map(|l| acs::LongshoreSessionLog {
                group: l.group.clone(),
                region: l.region.clone(),
            }),
        }
    }
}

impl Record for Session {
    const KIND: &'static str = "ecs.exec";
    fn key(&self) -> Key {
        Self::key_of(&self.id)
    }
}

/// A session that its machine's agent has not taken over yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Summons {
    pub node: NodeRef,
    pub session: String,
}

impl Summons {
    pub(crate) fn range_of(n: &NodeRef) -> kernel::key::KeyRange {
        Key::new(Self::KIND, &n.scope, &[&n.cluster, &n.id]).children()
    }

    pub(crate) fn key_of(n: &NodeRef, session: &str) -> Key {
        Key::new(Self::KIND, &n.scope, &[&n.cluster, &n.id, session])
    }
}

impl Record for Summons {
    const KIND: &'static str = "ecs.exec-summons";
    fn key(&self) -> Key {
        Self::key_of(&self.node, &self.session)
    }
}
