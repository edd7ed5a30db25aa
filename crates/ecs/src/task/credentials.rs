//! Credentials of a task's roles: got from STS when the task is made, renewed while it runs, gone with it.
//!
//! They are assumed as `ecs-tasks.amazonaws.com`, so the role's own trust policy decides, and the session is named
//! after the task (ECS Developer Guide, "Task IAM role"). The id under which a task fetches them stays for its life:
//! the variable in its containers holds it.
//!
//! INVARIANT: only the machine of the task is told, and only while the task is not stopped. With the task they end,
//! wherever a program has taken them, also those that were renewed meanwhile.

use std::sync::Arc;
use std::time::Duration;

use kernel::key::KeyRange;
use kernel::{Cx, Fault, Key, Record, Scope, Time, Txn};
use serde::{Deserialize, Serialize};
use wire::{acs, ecs as w, sts};

use super::record::{NodeRef, Task};
use crate::cluster::record as cluster;
use crate::fault;

/// Who STS is told is asking.
const ECS_TASKS: &str = "ecs-tasks.amazonaws.com";
/// Seconds. A role's shortest maximum, so that every role can give it.
const LIFE_S: i32 = 3600;
/// Renewed this long before their end, so that a control plane may be away for as long.
const MARGIN: Duration = Duration::from_secs(1800);
/// Renewal that failed is tried again after this.
const RETRY: Duration = Duration::from_secs(120);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Use {
    /// What the containers' programs may do.
    Application,
    /// What the agent does for the task: pulls, secrets, logs.
    Execution,
}

impl Use {
    fn as_str(self) -> &'static str {
        match self {
            Self::Application => "TaskApplication",
            Self::Execution => "TaskExecution",
        }
    }
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RoleCredentials {
    pub node: NodeRef,
    pub task_scope: Scope,
    pub task_cluster: String,
    pub task_id: String,
    pub used_for: Use,
    pub id: String,
    pub role: String,
    pub access_key_id: String,
    pub secret_access_key: String,
    pub session_token: String,
    pub expires: Time,
    /// Renewal is tried from here on.
    pub renew: Time,
    /// What they replaced and a program may still hold: clients ask for new ones only shortly before the end of theirs.
    #[serde(default)]
    pub former: Vec<Former>,
}

/// Temporary credentials that were replaced.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Former {
    pub access_key_id: String,
    pub expires: Time,
}

impl RoleCredentials {
    pub(crate) fn range_of(node: &NodeRef) -> KeyRange {
        Key::new(Self::KIND, &node.scope, &[&node.cluster, &node.id]).children()
    }

    fn key_of(node: &NodeRef, task: &str, used_for: Use) -> Key {
        Key::new(
            Self::KIND,
            &node.scope,
            &[&node.cluster, &node.id, task, used_for.as_str()],
        )
    }

    /// These and those that they replaced, as far as they are good.
    fn good(&self, now: Time) -> Vec<Former> {
        let mut all = self.former.clone();
        all.push(Former {
            access_key_id: self.access_key_id.clone(),
            expires: self.expires,
        });
        all.retain(|f| f.expires > now);
        all
    }

    /// As the agent is told.
    fn shown(&self) -> acs::IamRoleCredentials {
        acs::IamRoleCredentials {
            credentials_id: self.id.clone(),
            role_arn: self.role.clone(),
            access_key_id: self.access_key_id.clone(),
            secret_access_key: self.secret_access_key.clone(),
            session_token: self.session_token.clone(),
            expiration: self.expiration(),
            credential_scope: None,
        }
    }

    pub(crate) fn expiration(&self) -> String {
        wire::protocol::to_iso(self.expires.seconds())
    }

    pub(crate) fn message(&self, message_id: String) -> acs::IamRoleCredentialsMessage {
        acs::IamRoleCredentialsMessage {
            message_id,
            task_arn: self
                .task_scope
                .arn("ecs", format_args!("task/{}/{}", self.task_cluster, self.task_id)),
            task_cluster_arn: cluster::arn(&self.task_scope, &self.task_cluster),
            role_type: self.used_for.as_str().into(),
            role_credentials: Some(self.shown()),
        }
    }
}

impl Record for RoleCredentials {
    const KIND: &'static str = "ecs.role_credentials";
    fn key(&self) -> Key {
        Self::key_of(&self.node, &self.task_id, self.used_for)
    }
}

fn assume(cx: &Cx<'_>, t: &mut Txn, role: &str, task: &str) -> Result<sts::Credentials, Fault> {
    let ask = sts::AssumeRoleRequest {
        role_arn: role.to_owned(),
        role_session_name: task.to_owned(),
        duration_seconds: Some(LIFE_S),
        ..Default::default()
    };
    let answer = cx.as_service::<sts::AssumeRole>(ECS_TASKS, t, &ask)?;
    answer
        .credentials
        .ok_or_else(|| Fault::internal("STS answered without credentials"))
}

/// Credentials for the roles of a task that is about to be made.
///
/// # Errors
/// ClientException, in AWS's words, when a role cannot be assumed.
pub(crate) fn issue(cx: &Cx<'_>, t: &mut Txn, task: &Task, d: &w::TaskDefinition) -> Result<(), Fault> {
    let over = &task.overrides;
    let roles = [
        (
            Use::Application,
            over.task_role_arn.as_ref().or(d.task_role_arn.as_ref()),
        ),
        (
            Use::Execution,
            over.execution_role_arn.as_ref().or(d.execution_role_arn.as_ref()),
        ),
    ];
    for (used_for, role) in roles {
        let Some(role) = role.filter(|r| !r.is_empty()) else {
            continue;
        };
        let got = assume(cx, t, role, &task.id).map_err(|f| match f.status {
            500.. => f,
            _ => fault::client(format!(
                "ECS was unable to assume the role '{role}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role."
            )),
        })?;
        let expires = Time::from_seconds(got.expiration.0);
        t.put(RoleCredentials {
            node: task.node.clone(),
            task_scope: task.scope.clone(),
            task_cluster: task.cluster.clone(),
            task_id: task.id.clone(),
            used_for,
            id: cx.dice().uuid(),
            role: role.clone(),
            access_key_id: got.access_key_id,
            secret_access_key: got.secret_access_key,
            session_token: got.session_token,
            expires,
            renew: expires - MARGIN,
            former: Vec::new(),
        })?;
    }
    Ok(())
}

/// The task is stopped: its credentials end.
pub(crate) fn end(cx: &Cx<'_>, t: &mut Txn, node: &NodeRef, task: &str) -> Result<(), Fault> {
    for used_for in [Use::Application, Use::Execution] {
        let key = RoleCredentials::key_of(node, task, used_for);
        let Some(c) = t.get::<RoleCredentials>(&key)? else {
            continue;
        };
        for ended in c.good(cx.now) {
            cx.kernel.authority.revoke(t, &ended.access_key_id)?;
        }
        t.delete(&key);
    }
    Ok(())
}

/// Puts a task's credentials into its payload. Answers what was told.
pub(crate) fn fill(
    t: &mut Txn,
    node: &NodeRef,
    id: &str,
    task: &mut acs::Task,
) -> Result<Vec<Arc<RoleCredentials>>, Fault> {
    let mut told = Vec::new();
    for used_for in [Use::Application, Use::Execution] {
        let Some(c) = t.get::<RoleCredentials>(&RoleCredentials::key_of(node, id, used_for))? else {
            continue;
        };
        let shown = Some(c.shown());
        match used_for {
            Use::Application => task.role_credentials = shown,
            Use::Execution => task.execution_role_credentials = shown,
        }
        told.push(c);
    }
    Ok(told)
}

/// Renews what is about to expire on a machine, and answers all of its credentials as they are then.
pub(crate) fn current(cx: &Cx<'_>, t: &mut Txn, node: &NodeRef) -> Result<Vec<Arc<RoleCredentials>>, Fault> {
    let mut all = Vec::new();
    for c in t.range::<RoleCredentials>(&RoleCredentials::range_of(node))? {
        if cx.now < c.renew {
            all.push(c);
            continue;
        }
        let new = match assume(cx, t, &c.role, &c.task_id) {
            Ok(got) => {
                let expires = Time::from_seconds(got.expiration.0);
                RoleCredentials {
                    access_key_id: got.access_key_id,
                    secret_access_key: got.secret_access_key,
                    session_token: got.session_token,
                    expires,
                    renew: expires - MARGIN,
                    former: c.good(cx.now),
                    ..(*c).clone()
                }
            }
            // The role may have been taken away; the task keeps what it has for as long as that is good.
            Err(f) => {
                tracing::warn!(task = c.task_id, role = c.role, error = %f.message, "a task's credentials could not be renewed");
                RoleCredentials {
                    renew: cx.now + RETRY,
                    ..(*c).clone()
                }
            }
        };
        t.put(new.clone())?;
        all.push(Arc::new(new));
    }
    Ok(all)
}
