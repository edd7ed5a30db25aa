//! Idempotency of RunTask by `clientToken` (ECS Developer Guide, "Ensuring idempotency"): the same token with the
//! same parameters answers the same tasks, with others a ConflictException that names them.

use std::time::Duration;

use kernel::{Cx, Fault, Key, Record, Scope, Time, Txn};
use serde::{Deserialize, Serialize};
use wire::schema::Value;

use crate::fault;

/// How long a token is remembered.
const REMEMBERED: Duration = Duration::from_secs(24 * 3600);

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Token {
    pub scope: Scope,
    pub cluster: String,
    pub token: String,
    /// The request, digested.
    pub digest: String,
    pub tasks: Vec<String>,
    pub expires: Time,
}

impl Record for Token {
    const KIND: &'static str = "ecs.run-token";
    fn key(&self) -> Key {
        Key::new(Self::KIND, &self.scope, &[&self.cluster, &self.token])
    }
}

/// The tasks that this token has already started.
pub(crate) fn replay(
    cx: &Cx<'_>,
    t: &mut Txn,
    cluster: &str,
    token: &str,
    digest: &str,
) -> Result<Option<Vec<String>>, Fault> {
    if token.chars().count() > 64 || !token.bytes().all(|b| (33..=126).contains(&b)) {
        return Err(fault::invalid(
            "clientToken must have at most 64 characters, each ASCII 33 to 126.",
        ));
    }
    let key = Key::new(Token::KIND, cx.scope(), &[cluster, token]);
    let Some(old) = t.get::<Token>(&key)?.filter(|o| o.expires > cx.now) else {
        return Ok(None);
    };
    if old.digest == digest {
        return Ok(Some(old.tasks.clone()));
    }
    let ids = old
        .tasks
        .iter()
        .map(|id| Value::Str(cx.scope().arn("ecs", format_args!("task/{cluster}/{id}"))))
        .collect();
    Err(
        wire::ecs::fault::conflict_exception("The client token was used before with other parameters.")
            .with("resourceIds", Value::List(ids)),
    )
}

pub(crate) fn remember(
    cx: &Cx<'_>,
    t: &mut Txn,
    cluster: &str,
    token: &str,
    digest: String,
    tasks: Vec<String>,
) -> Result<(), Fault> {
    t.put(Token {
        scope: cx.scope().clone(),
        cluster: cluster.to_owned(),
        token: token.to_owned(),
        digest,
        tasks,
        expires: cx.now + REMEMBERED,
    })
}
