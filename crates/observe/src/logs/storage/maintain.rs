//! Rewriting: segments without what has expired or was deleted, and few large ones in place of many small ones.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use anyhow::Result;

use super::Engine;
use super::mem::Mem;
use super::segment::{Footer, Segment};
use super::types::{GroupId, Position, StreamId};

/// What is to stay of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    All,
    /// Events from that timestamp on.
    Since(i64),
    Nothing,
}

/// So many small segments are made one.
const SMALL_ONES: usize = 8;

impl Engine {
    /// One round of rewriting; answers how many segments it replaced. `keep` is asked only after the segments were
    /// chosen, and only of streams in them: so of streams that existed before it looks.
    ///
    /// INVARIANT: the events that a rewrite leaves out are those that `keep` says may go, and no others.
    ///
    /// # Errors
    /// When segments cannot be read or written. Nothing is lost then; the next round tries again.
    pub async fn maintain<F>(&self, keep: impl FnOnce() -> F) -> Result<usize>
    where
        F: Fn(GroupId, StreamId) -> Keep,
    {
        let _one_at_a_time = self.maintenance.lock().await;
        let segments = self.state.read().segments.clone();
        let keep = keep();
        let chosen = choose(&segments, self.files.options.seal_bytes, &keep);
        if chosen.is_empty() {
            return Ok(0);
        }
        let mut mem = Mem::default();
        let mut streams = BTreeSet::new();
        for segment in &chosen {
            for (at, group) in segment.footer.groups.iter().enumerate() {
                streams.extend(group.streams.iter().map(|s| (GroupId(group.id), StreamId(s.id))));
                for place in 0..group.blocks.len() {
                    let stored = segment.stored(&self.files, at, place).await?;
                    let block = segment.decode(&self.files, at, place, &stored)?;
                    for i in 0..block.len() {
                        let Some((stream, event)) = block.event(i) else {
                            continue;
                        };
                        let Some(id) = group.streams.get(stream as usize).map(|s| StreamId(s.id)) else {
                            continue;
                        };
                        let stays = match keep(GroupId(group.id), id) {
                            Keep::All => true,
                            Keep::Since(t) => event.position() >= Position::at(t),
                            Keep::Nothing => false,
                        };
                        if stays {
                            mem.extend(GroupId(group.id), id, std::iter::once(event));
                        }
                    }
                }
            }
        }
        streams.retain(|(g, s)| keep(*g, *s) != Keep::Nothing);
        let dead: Vec<_> = chosen
            .iter()
            .flat_map(|s| {
                s.footer
                    .groups
                    .iter()
                    .flat_map(|g| g.streams.iter().map(|s| (GroupId(g.id), StreamId(s.id))))
            })
            .filter(|key| !streams.contains(key))
            .collect();
        let footer = Footer {
            replaces: chosen.iter().map(|s| s.number).collect(),
            journal_through: chosen.iter().map(|s| s.footer.journal_through).max().unwrap_or(0),
            next_seq: chosen.iter().map(|s| s.footer.next_seq).max().unwrap_or(0),
            groups: Vec::new(),
        };
        let (tokens, number) = {
            // As in sealing: a higher number never has older tokens.
            let state = self.state.write();
            (
                state.tokens(streams.iter().copied()),
                self.numbers.fetch_add(1, Ordering::Relaxed),
            )
        };
        let (bytes, segment) = self.files.build(number, &mem, &tokens, footer)?;
        self.files.put(number, bytes).await?;
        let gone: BTreeSet<u64> = chosen.iter().map(|s| s.number).collect();
        {
            let mut state = self.state.write();
            state.segments.retain(|s| !gone.contains(&s.number));
            state.segments.push(Arc::new(segment));
            for (group, stream) in dead {
                state.forget(group, stream);
            }
            state.recount();
        }
        for number in gone {
            self.files.remove(number).await?;
        }
        Ok(chosen.len())
    }
}

/// Segments of which half or more may go; else, when there are enough, the small ones.
fn choose(
    segments: &[Arc<Segment>],
    large: u64,
    keep: &impl Fn(GroupId, StreamId) -> Keep,
) -> Vec<Arc<Segment>> {
    let dead = |s: &Segment| -> u64 {
        let gone = s.spans().filter(|(g, st, span)| match keep(*g, *st) {
            Keep::All => false,
            Keep::Since(t) => span.last < t,
            Keep::Nothing => true,
        });
        gone.map(|(_, _, span)| span.bytes).sum()
    };
    let mut total = 0;
    let mut fits = |s: &&Arc<Segment>| {
        total += s.raw_bytes();
        total <= large
    };
    let half_dead =
        |s: &&Arc<Segment>| Some(dead(s)).is_some_and(|gone| gone > 0 && gone * 2 >= s.raw_bytes());
    let first = segments.iter().find(half_dead).cloned();
    if let Some(first) = first {
        return vec![first];
    }
    let small: Vec<_> = segments
        .iter()
        .filter(|s| s.raw_bytes() < large / 4)
        .take_while(&mut fits)
        .cloned()
        .collect();
    if small.len() >= SMALL_ONES {
        small
    } else {
        Vec::new()
    }
}
