//! What is in memory: the events of one journal file, by group and stream.

use std::collections::BTreeMap;

use super::journal::Record;
use super::types::{Event, GroupId, Position, Stats, StreamId};

/// INVARIANT: the events of a stream are in the order of their positions.
#[derive(Default)]
pub(crate) struct Mem {
    pub groups: BTreeMap<GroupId, BTreeMap<StreamId, Vec<Event>>>,
    /// Raw bytes held.
    pub bytes: u64,
    /// When the first of them was accepted, ms since 1970.
    pub oldest: Option<i64>,
}

impl Mem {
    /// Adds a batch; answers what it adds to the stream.
    pub(crate) fn add(&mut self, record: Record) -> Stats {
        let Record { first_seq, batch } = record;
        let events = batch
            .events
            .into_iter()
            .zip(first_seq..)
            .map(|((timestamp, message), seq)| Event {
                timestamp,
                ingested: batch.ingested,
                seq,
                message,
            });
        self.extend(batch.group, batch.stream, events)
    }

    /// Adds events of one stream.
    pub(crate) fn extend(
        &mut self,
        group: GroupId,
        stream: StreamId,
        events: impl Iterator<Item = Event>,
    ) -> Stats {
        let list = self.groups.entry(group).or_default().entry(stream).or_default();
        let mut added = Stats::NONE;
        let (old, mut sorted) = (list.len(), true);
        let mut first = Position::MAX;
        for event in events {
            sorted &= list.last().is_none_or(|last| last.position() < event.position());
            first = first.min(event.position());
            added.add(&Stats::of(&event));
            list.push(event);
        }
        if !sorted {
            // Only what is after the first of the new ones can be out of place: two runs that are each in order, which
            // the standard sort merges in one pass.
            let from = list
                .get(..old)
                .map_or(0, |before| before.partition_point(|e| e.position() < first));
            list.get_mut(from..)
                .unwrap_or_default()
                .sort_by_key(Event::position);
        }
        self.bytes += added.bytes;
        let first = self.oldest.unwrap_or(i64::MAX);
        self.oldest = list.last().map(|e| first.min(e.ingested)).or(self.oldest);
        added
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    pub(crate) fn streams(&self, group: GroupId) -> impl Iterator<Item = (StreamId, &[Event])> {
        self.groups
            .get(&group)
            .into_iter()
            .flatten()
            .map(|(id, events)| (*id, events.as_slice()))
    }

    pub(crate) fn stats(&self) -> impl Iterator<Item = (GroupId, StreamId, Stats)> {
        self.groups.iter().flat_map(|(group, streams)| {
            streams.iter().map(|(stream, events)| {
                let mut stats = Stats::NONE;
                events.iter().for_each(|e| stats.add(&Stats::of(e)));
                (*group, *stream, stats)
            })
        })
    }
}
