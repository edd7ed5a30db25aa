//! Rewriting: segments without what has expired or was deleted, and few large ones in place of many small ones.

use std::collections::{BTreeSet, HashMap};
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

/// What becomes of each stream of the segments that are rewritten.
type Fates = HashMap<(GroupId, StreamId), Keep>;

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
        let mut garbage = self.garbage.lock().await;
        self.sweep(&mut garbage).await?;
        let segments = self.state.read().segments.clone();
        let keep = keep();
        let chosen = choose(&segments, self.files.options.seal_bytes, &keep);
        if chosen.is_empty() {
            return Ok(0);
        }
        let fates: Arc<Fates> = Arc::new(
            chosen
                .iter()
                .flat_map(|s| s.streams())
                .map(|key| (key, keep(key.0, key.1)))
                .collect(),
        );
        let mut mem = Mem::default();
        for segment in &chosen {
            mem = self.gather(mem, segment, &fates).await?;
        }
        let (alive, dead): (Vec<_>, Vec<_>) = fates
            .iter()
            .map(|(key, fate)| (*key, *fate))
            .partition(|(_, fate)| *fate != Keep::Nothing);
        let footer = Footer {
            replaces: chosen
                .iter()
                .map(|s| s.number)
                .chain(garbage.iter().copied())
                .collect(),
            journal_through: chosen.iter().map(|s| s.footer.journal_through).max().unwrap_or(0),
            next_seq: chosen.iter().map(|s| s.footer.next_seq).max().unwrap_or(0),
            groups: Vec::new(),
        };
        let (tokens, number) = {
            // As in sealing: a higher number never has older tokens.
            let state = self.state.write();
            (
                state.tokens(alive.into_iter().map(|(key, _)| key)),
                self.numbers.fetch_add(1, Ordering::Relaxed),
            )
        };
        let files = Arc::clone(&self.files);
        let build = move || files.build(number, &mem, &tokens, footer);
        let (bytes, segment) = tokio::task::spawn_blocking(build).await??;
        garbage.insert(number);
        self.files.put(number, bytes).await?;
        let gone: BTreeSet<u64> = chosen.iter().map(|s| s.number).collect();
        {
            let mut state = self.state.write();
            state.segments.retain(|s| !gone.contains(&s.number));
            state.segments.push(Arc::new(segment));
            for ((group, stream), _) in dead {
                state.forget(group, stream);
            }
            state.recount();
        }
        garbage.remove(&number);
        garbage.extend(gone);
        self.sweep(&mut garbage).await?;
        Ok(chosen.len())
    }

    /// Removes the objects that no reader needs any more.
    ///
    /// INVARIANT: an object that is not in the state is in `garbage` until it is surely gone, and every rewrite
    /// names all of that as replaced. So nothing comes back when the engine is opened anew, whichever write or
    /// removal failed or was given up half-way.
    async fn sweep(&self, garbage: &mut BTreeSet<u64>) -> Result<()> {
        while let Some(number) = garbage.first().copied() {
            self.files.remove(number).await?;
            garbage.remove(&number);
        }
        Ok(())
    }

    /// Adds what is to stay of a segment, decoding off the runtime's threads.
    async fn gather(&self, mut mem: Mem, segment: &Arc<Segment>, fates: &Arc<Fates>) -> Result<Mem> {
        let mut stored = Vec::new();
        for (at, group) in segment.footer.groups.iter().enumerate() {
            for place in 0..group.blocks.len() {
                stored.push((at, place, segment.stored(&self.files, at, place).await?));
            }
        }
        let (files, segment, fates) = (Arc::clone(&self.files), Arc::clone(segment), Arc::clone(fates));
        let work = move || -> Result<Mem> {
            for (at, place, bytes) in stored {
                let Some(group) = segment.footer.groups.get(at) else {
                    continue;
                };
                let block = segment.decode(&files, at, place, &bytes)?;
                for (stream, events) in block.by_stream() {
                    let Some(id) = group.streams.get(stream as usize).map(|s| StreamId(s.id)) else {
                        continue;
                    };
                    let from = match fates.get(&(GroupId(group.id), id)) {
                        Some(Keep::Nothing) => continue,
                        Some(Keep::Since(t)) => Position::at(*t),
                        Some(Keep::All) | None => Position::MIN,
                    };
                    let stay = events.into_iter().filter(|e| e.position() >= from);
                    mem.extend(GroupId(group.id), id, stay);
                }
            }
            Ok(mem)
        };
        tokio::task::spawn_blocking(work).await?
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
