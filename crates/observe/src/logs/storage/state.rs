//! What the engine knows at one moment: shared by the writer, the sealer and the readers under one lock.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::mem::Mem;
use super::segment::Segment;
use super::types::{GroupId, Stats, StreamId, Token};

/// INVARIANT: every stored event is in exactly one of `active`, `frozen` and `segments`.
#[derive(Default)]
pub(crate) struct State {
    pub active: Mem,
    /// On its way into a segment.
    pub frozen: Option<Arc<Mem>>,
    pub segments: Vec<Arc<Segment>>,
    pub known: HashMap<GroupId, HashMap<StreamId, Known>>,
}

#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub stats: Stats,
    pub token: Option<Token>,
}

impl State {
    pub(crate) fn known(&mut self, group: GroupId, stream: StreamId) -> &mut Known {
        let unknown = Known {
            stats: Stats::NONE,
            token: None,
        };
        self.known
            .entry(group)
            .or_default()
            .entry(stream)
            .or_insert(unknown)
    }

    pub(crate) fn token(&self, group: GroupId, stream: StreamId) -> Option<&Token> {
        self.known.get(&group)?.get(&stream)?.token.as_ref()
    }

    /// Drops what is known of a stream that is gone.
    pub(crate) fn forget(&mut self, group: GroupId, stream: StreamId) {
        if let Some(streams) = self.known.get_mut(&group) {
            streams.remove(&stream);
            if streams.is_empty() {
                self.known.remove(&group);
            }
        }
    }

    /// Counts anew what is stored of each stream; tokens stay.
    pub(crate) fn recount(&mut self) {
        for known in self.known.values_mut().flat_map(HashMap::values_mut) {
            known.stats = Stats::NONE;
        }
        let mut all: Vec<(GroupId, StreamId, Stats)> = Vec::new();
        for segment in &self.segments {
            all.extend(segment.spans().map(|(g, s, span)| (g, s, span.stats())));
        }
        all.extend(self.frozen.iter().flat_map(|m| m.stats()));
        all.extend(self.active.stats());
        for (group, stream, stats) in all {
            self.known(group, stream).stats.add(&stats);
        }
    }

    /// The tokens of the given streams.
    pub(crate) fn tokens(
        &self,
        of: impl Iterator<Item = (GroupId, StreamId)>,
    ) -> BTreeMap<(GroupId, StreamId), Token> {
        of.filter_map(|(g, s)| Some(((g, s), self.token(g, s)?.clone())))
            .collect()
    }
}
