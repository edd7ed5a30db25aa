//! What is stored. Keys begin with the time of the end, so that the oldest come first.

use kernel::{Key, Record, Scope, Time};
use serde::{Deserialize, Serialize};
use wire::acs::{BLACK_BOX, LongshoreBlackBox};
use wire::ecs as w;

use crate::task::record::{Task, TaskState};

/// Bounds of what is taken in, whatever an agent sends.
const LINES: usize = 500;
const LINES_BYTES: usize = 64 * 1024;
const TEXT: usize = 1024;
const HEALTH: usize = 5;

/// Which stopped task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Of {
    pub at: Time,
    pub scope: Scope,
    pub cluster: String,
    pub id: String,
}

impl Of {
    /// `None` for a task that has not stopped.
    pub(crate) fn task(task: &Task) -> Option<Self> {
        let TaskState::Stopped { at, .. } = task.state else {
            return None;
        };
        Some(Self {
            at,
            scope: task.scope.clone(),
            cluster: task.cluster.clone(),
            id: task.id.clone(),
        })
    }

    /// From a key of [`BlackBox`] or [`Lines`].
    pub(crate) fn key(key: &Key) -> Option<Self> {
        match key.parts().as_slice() {
            [at, account, region, cluster, id] => Some(Self {
                at: Time(at.parse().ok()?),
                scope: Scope::new(account.as_str(), region.as_str()),
                cluster: cluster.clone(),
                id: id.clone(),
            }),
            _ => None,
        }
    }

    pub(crate) fn task_key(&self) -> Key {
        Task::key_of(&self.scope, &self.cluster, &self.id)
    }

    fn under(&self, kind: &str) -> Key {
        let at = format!("{:016}", self.at.0);
        let scope = (&*self.scope.account, &*self.scope.region);
        Key::global(kind, &[&at, scope.0, scope.1, &self.cluster, &self.id])
    }
}

/// One of each stopped task, also of those whose agent told nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct BlackBox {
    pub of: Of,
    /// Without their lines.
    pub containers: Vec<LongshoreBlackBox>,
}

impl BlackBox {
    pub(crate) fn key_of(of: &Of) -> Key {
        of.under(Self::KIND)
    }
}

impl Record for BlackBox {
    const KIND: &'static str = "ecs.black-box";
    fn key(&self) -> Key {
        Self::key_of(&self.of)
    }
}

/// The last lines, by container.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Lines {
    pub of: Of,
    pub containers: Vec<(String, Vec<String>)>,
}

impl Lines {
    pub(crate) fn key_of(of: &Of) -> Key {
        of.under(Self::KIND)
    }
}

impl Record for Lines {
    const KIND: &'static str = "ecs.black-box-lines";
    fn key(&self) -> Key {
        Self::key_of(&self.of)
    }
}

/// What a report tells of the containers that the task has.
pub(crate) fn read(task: &Task, agents: &[w::ManagedAgentStateChange]) -> Vec<LongshoreBlackBox> {
    let told = agents.iter().filter_map(|a| {
        let text = a.reason.as_deref()?.strip_prefix(BLACK_BOX)?;
        let mut told: LongshoreBlackBox = serde_json::from_str(text).ok()?;
        told.name.clone_from(&a.container_name);
        task.containers
            .iter()
            .any(|c| c.name == told.name)
            .then_some(told)
    });
    let mut room = LINES_BYTES;
    let mut all: Vec<LongshoreBlackBox> = Vec::new();
    for mut b in told {
        if all.iter().any(|x| x.name == b.name) {
            continue;
        }
        cut(&mut b.image);
        [&mut b.signal, &mut b.reason].into_iter().flatten().for_each(cut);
        b.health.truncate(HEALTH);
        b.health.iter_mut().for_each(|h| cut(&mut h.output));
        let surplus = b.lines.len().saturating_sub(LINES);
        b.lines.drain(..surplus);
        b.lines.iter_mut().for_each(cut);
        while room < b.lines.iter().map(|l| l.len() + 1).sum() && !b.lines.is_empty() {
            b.lines.remove(0);
        }
        room -= b.lines.iter().map(|l| l.len() + 1).sum::<usize>().min(room);
        all.push(b);
    }
    all
}

fn cut(text: &mut String) {
    if text.len() > TEXT {
        let end = (0..=TEXT).rev().find(|i| text.is_char_boundary(*i));
        text.truncate(end.unwrap_or(0));
    }
}
