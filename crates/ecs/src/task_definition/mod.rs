//! Task definitions: families of numbered revisions. A revision never changes once it is registered.
//!
//! * [`record`] what is stored · [`ops`] the operations · [`view`] record to wire · [`plan`] deletion
//! * [`check`] every rule that a definition must satisfy, and the defaults that ECS fills in (pure)
//! * [`requires`] which attributes a machine must have for it (pure) · [`size`] task-level CPU and memory (pure)
//!
//! INVARIANT: revisions of a family count 1, 2, 3 …; a number is never used twice, also after deletion.

pub(crate) mod check;
pub(crate) mod ops;
pub(crate) mod plan;
pub(crate) mod record;
pub(crate) mod requires;
pub(crate) mod size;
pub(crate) mod view;

use std::sync::Arc;

use kernel::{Cx, Fault, Txn};

use self::record::{Family, Status, TaskDefinition};
use crate::{fault, refs};

/// `networkMode`; EC2 tasks without one use the bridge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NetworkMode {
    Awsvpc,
    Bridge,
    Host,
    None,
}

impl NetworkMode {
    pub(crate) fn of(text: Option<&str>) -> Self {
        match text {
            Some("awsvpc") => Self::Awsvpc,
            Some("host") => Self::Host,
            Some("none") => Self::None,
            _ => Self::Bridge,
        }
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Awsvpc => "awsvpc",
            Self::Bridge => "bridge",
            Self::Host => "host",
            Self::None => "none",
        }
    }
}

/// The revision that a request names: `family` is its newest ACTIVE revision.
pub(crate) fn find(cx: &Cx<'_>, t: &mut Txn, given: &str) -> Result<Option<Arc<TaskDefinition>>, Fault> {
    let Some(name) = refs::definition(cx.scope(), given) else {
        return Ok(None);
    };
    let revision = match name.revision {
        Some(r) => r,
        None => match t
            .get::<Family>(&Family::key_of(cx.scope(), &name.family))?
            .and_then(|f| f.newest_active)
        {
            Some(r) => r,
            None => return Ok(None),
        },
    };
    t.get::<TaskDefinition>(&TaskDefinition::key_of(cx.scope(), &name.family, revision))
}

/// The same, for starting tasks: it must be ACTIVE.
pub(crate) fn active(cx: &Cx<'_>, t: &mut Txn, given: &str) -> Result<Arc<TaskDefinition>, Fault> {
    let found = find(cx, t, given)?.ok_or_else(|| fault::client("TaskDefinition not found."))?;
    match found.status {
        Status::Active => Ok(found),
        Status::Inactive | Status::DeleteInProgress => Err(fault::client("TaskDefinition is inactive")),
    }
}
