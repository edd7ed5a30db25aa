//! What is stored of a stream.

use kernel::key::KeyRange;
use kernel::{Key, Record, Scope, Time};
use serde::{Deserialize, Serialize};

use crate::logs::storage::StreamId;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stream {
    pub scope: Scope,
    pub group: String,
    pub name: String,
    /// Names the stream's events: 32 hex digits, random.
    pub id: String,
    pub created: Time,
}

impl Record for Stream {
    const KIND: &'static str = "logs.stream";

    fn key(&self) -> Key {
        Stream::at(&self.scope, &self.group, &self.name)
    }
}

impl Stream {
    pub(crate) fn at(scope: &Scope, group: &str, name: &str) -> Key {
        Key::new(Self::KIND, scope, &[group, name])
    }

    pub(crate) fn of_group(scope: &Scope, group: &str) -> KeyRange {
        Key::new(Self::KIND, scope, &[group]).children()
    }

    pub(crate) fn starting(scope: &Scope, group: &str, prefix: &str) -> KeyRange {
        Key::new(Self::KIND, scope, &[group]).children_starting(prefix)
    }

    pub(crate) fn stream_id(&self) -> StreamId {
        StreamId(u128::from_str_radix(&self.id, 16).unwrap_or(0))
    }
}
