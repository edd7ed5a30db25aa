//! Reading: one page of a group's events in order, from memory and from as few blocks as will do.
//!
//! A page is the `limit` best events of a range, "best" being the earliest (or, backwards, the latest). Sources
//! (blocks and memory) are looked at in the order of what they could have best, and the rest is skipped as soon as
//! nothing in it can be better than what is already held.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::Arc;

use anyhow::Result;
use bytes::Bytes;
use futures_util::StreamExt as _;
use parking_lot::Mutex;

use super::block::Block;
use super::gram;
use super::mem::Mem;
use super::segment::{self, Files, Segment};
use super::types::{Event, GroupId, Position, StreamId};

/// Which events a search wants.
pub trait Matcher: Send + Sync + 'static {
    /// Bytes that every wanted message contains; used to skip whole blocks.
    fn literal(&self) -> Option<&[u8]>;
    fn matches(&self, message: &[u8]) -> bool;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Forward,
    Backward,
}

/// What to read.
#[derive(Clone)]
pub struct Query {
    pub group: GroupId,
    pub streams: Arc<HashSet<StreamId>>,
    /// The first position wanted.
    pub from: Position,
    /// The first position not wanted any more.
    pub to: Position,
    pub order: Order,
    pub limit: usize,
    /// Message bytes of a page (and 26 for each event); at least one event is given whatever its size.
    pub bytes: u64,
    pub matcher: Option<Arc<dyn Matcher>>,
}

impl Query {
    /// The best rank that is asked for.
    fn start(&self) -> Rank {
        self.order.rank(if self.order == Order::Forward {
            self.from
        } else {
            self.to
        })
    }
}

/// One page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// In the order asked for.
    pub events: Vec<(StreamId, Event)>,
    /// Where to go on: the new `from` (forward) or `to` (backward). `None` when the range has no more.
    pub next: Option<Position>,
}

/// A position that sorts best first whatever the order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank(i128);

impl Order {
    fn rank(self, p: Position) -> Rank {
        let forward = (i128::from(p.timestamp) << 64) | i128::from(p.seq);
        Rank(if self == Order::Forward { forward } else { -forward })
    }

    /// A rank that no event of a span of time is better than.
    fn best(self, first: i64, last: i64) -> Rank {
        match self {
            Order::Forward => self.rank(Position::at(first)),
            Order::Backward => self.rank(Position::at(last.saturating_add(1))),
        }
    }

    /// The bound that a rank from [`Order::best`] stands for.
    fn position(self, rank: Rank) -> Position {
        let forward = if self == Order::Forward { rank.0 } else { -rank.0 };
        Position::at(i64::try_from(forward >> 64).unwrap_or(0))
    }
}

enum Source {
    Block {
        segment: Arc<Segment>,
        group: usize,
        block: usize,
        raw: u64,
    },
    Memory(Vec<(StreamId, Event)>),
}

impl Source {
    /// Raw bytes that must be read for it.
    fn raw(&self) -> u64 {
        match self {
            Source::Block { raw, .. } => *raw,
            Source::Memory(_) => 0,
        }
    }
}

/// What is looked at, taken from the state under its lock.
pub(crate) struct Sources(Vec<(Rank, Source)>);

impl Sources {
    pub(crate) fn of(query: &Query, segments: &[Arc<Segment>], memories: &[&Mem]) -> Sources {
        let mut sources = Vec::new();
        for segment in segments {
            let Ok(at) = segment
                .footer
                .groups
                .binary_search_by_key(&query.group.0, |g| g.id)
            else {
                continue;
            };
            let Some(group) = segment.footer.groups.get(at) else {
                continue;
            };
            for (place, block) in group.blocks.iter().enumerate() {
                let wanted = block.streams.iter().filter(|span| {
                    let id = group.streams.get(span.stream as usize).map(|s| StreamId(s.id));
                    id.is_some_and(|id| query.streams.contains(&id))
                        && Position::at(span.first) < query.to
                        && span.last >= query.from.timestamp
                });
                let best = wanted
                    .map(|span| query.order.best(span.first, span.last).max(query.start()))
                    .min();
                if let Some(best) = best {
                    let source = Source::Block {
                        segment: Arc::clone(segment),
                        group: at,
                        block: place,
                        raw: block.raw,
                    };
                    sources.push((best, source));
                }
            }
        }
        for mem in memories {
            let mut events = Vec::new();
            for (stream, list) in mem
                .streams(query.group)
                .filter(|(s, _)| query.streams.contains(s))
            {
                let from = list.partition_point(|e| e.position() < query.from);
                let to = list.partition_point(|e| e.position() < query.to);
                let range = list.get(from..to).unwrap_or_default();
                // Without a matcher no more than a page can be needed of any stream.
                let most = if query.matcher.is_some() {
                    range.len()
                } else {
                    range.len().min(query.limit + 1)
                };
                let part = match query.order {
                    Order::Forward => range.get(..most),
                    Order::Backward => range.get(range.len() - most..),
                };
                events.extend(part.unwrap_or_default().iter().map(|e| (stream, e.clone())));
            }
            if let Some(best) = events.iter().map(|(_, e)| query.order.rank(e.position())).min() {
                sources.push((best, Source::Memory(events)));
            }
        }
        sources.sort_by_key(|(best, _)| *best);
        Sources(sources)
    }
}

/// The best events so far.
struct Held<'a> {
    query: &'a Query,
    best: BTreeMap<Rank, (StreamId, Event)>,
    /// Something was pushed out, so there is more than the page.
    more: bool,
}

impl Held<'_> {
    fn offer(&mut self, stream: StreamId, event: Event) {
        let position = event.position();
        if position < self.query.from || position >= self.query.to {
            return;
        }
        let rank = self.query.order.rank(position);
        if self.full(rank) {
            self.more = true;
            return;
        }
        self.best.insert(rank, (stream, event));
        if self.best.len() > self.query.limit {
            self.best.pop_last();
            self.more = true;
        }
    }

    /// Whether nothing of that rank or worse can get in.
    fn full(&self, rank: Rank) -> bool {
        self.best.len() >= self.query.limit
            && self.best.last_key_value().is_some_and(|(worst, _)| *worst < rank)
    }
}

/// Reads a page. The scan budget bounds the raw bytes read; a page that reaches it ends there and says where to go
/// on. A search looks at several blocks at once.
pub(crate) async fn page(
    files: &Arc<Files>,
    cache: &Arc<Cache>,
    query: &Arc<Query>,
    sources: Sources,
) -> Result<Page> {
    let mut held = Held {
        query,
        best: BTreeMap::new(),
        more: false,
    };
    let mut budget = files.options.scan_budget;
    let mut stopped = None;
    let ahead = if query.matcher.is_some() {
        files.options.parallel.max(1)
    } else {
        1
    };
    let sieve = Arc::new(Sieve::of(query));
    let looks = sources.0.into_iter().map(|(best, source)| {
        let (files, cache, query) = (Arc::clone(files), Arc::clone(cache), Arc::clone(query));
        let sieve = Arc::clone(&sieve);
        async move {
            match sieve.passes(&files, &source).await {
                Ok(true) => (best, source.raw(), look(files, cache, query, source).await),
                Ok(false) => (best, 0, Ok(Vec::new())),
                Err(e) => (best, 0, Err(e)),
            }
        }
    });
    let mut looks = futures_util::stream::iter(looks).buffered(ahead);
    while let Some((best, raw, found)) = looks.next().await {
        if held.full(best) {
            held.more = true;
            break;
        }
        // A page always gets past its start, or the next one would be the same again.
        if raw > 0 && budget == 0 && best > query.start() {
            stopped = Some(best);
            break;
        }
        budget = budget.saturating_sub(raw);
        for (stream, event) in found? {
            held.offer(stream, event);
        }
    }
    drop(looks);
    Ok(finish(held, stopped))
}

/// Rules blocks out that cannot hold what is searched for.
#[derive(Default)]
struct Sieve {
    probes: Vec<u64>,
    /// The filters of a segment's group, read when first asked for.
    filters: Mutex<HashMap<(u64, usize), Filters>>,
}

type Filters = Arc<tokio::sync::OnceCell<Vec<Bytes>>>;

impl Sieve {
    fn of(query: &Query) -> Sieve {
        let literal = query.matcher.as_ref().and_then(|m| m.literal());
        Sieve {
            probes: literal.map(gram::probes).unwrap_or_default(),
            ..Sieve::default()
        }
    }

    async fn passes(&self, files: &Arc<Files>, source: &Source) -> Result<bool> {
        let Source::Block {
            segment,
            group,
            block,
            ..
        } = source
        else {
            return Ok(true);
        };
        if self.probes.is_empty() {
            return Ok(true);
        }
        let cell = Arc::clone(self.filters.lock().entry((segment.number, *group)).or_default());
        let filters = cell.get_or_try_init(|| segment.filters(files, *group)).await?;
        Ok(filters
            .get(*block)
            .is_none_or(|f| gram::may_hold(f, segment::salt(segment.number, *block), &self.probes)))
    }
}

/// What a source has of what is asked for.
async fn look(
    files: Arc<Files>,
    cache: Arc<Cache>,
    query: Arc<Query>,
    source: Source,
) -> Result<Vec<(StreamId, Event)>> {
    match source {
        Source::Memory(mut events) => {
            events.retain(|(_, e)| query.matcher.as_ref().is_none_or(|m| m.matches(&e.message)));
            Ok(events)
        }
        Source::Block {
            segment,
            group,
            block,
            ..
        } => {
            let at = segment
                .footer
                .groups
                .get(group)
                .and_then(|g| g.blocks.get(block))
                .map_or(0, |b| b.at);
            let key = (segment.number, at);
            let known = cache.get(key);
            let stored = match known {
                Some(_) => Bytes::new(),
                None => segment.stored(&files, group, block).await?,
            };
            let work = move || {
                let found = match known {
                    Some(found) => found,
                    None => {
                        let found = Arc::new(segment.decode(&files, group, block, &stored)?);
                        cache.put(key, Arc::clone(&found), files.options.cached_blocks);
                        found
                    }
                };
                Ok(pick(&query, &segment, group, &found))
            };
            tokio::task::spawn_blocking(work).await?
        }
    }
}

/// The events of a block that are asked for.
fn pick(query: &Query, segment: &Segment, group: usize, block: &Block) -> Vec<(StreamId, Event)> {
    let streams = segment
        .footer
        .groups
        .get(group)
        .map(|g| g.streams.as_slice())
        .unwrap_or_default();
    let wanted: Vec<Option<StreamId>> = streams
        .iter()
        .map(|s| Some(StreamId(s.id)).filter(|id| query.streams.contains(id)))
        .collect();
    let mut picked = Vec::new();
    let mut offer = |i: usize| {
        let Some((stream, event)) = block.event(i) else {
            return;
        };
        let Some(id) = wanted.get(stream as usize).copied().flatten() else {
            return;
        };
        let inside = event.position() >= query.from && event.position() < query.to;
        if inside && query.matcher.as_ref().is_none_or(|m| m.matches(&event.message)) {
            picked.push((id, event));
        }
    };
    match query.matcher.as_ref().and_then(|m| m.literal()) {
        Some(literal) if !literal.is_empty() => {
            let finder = memchr::memmem::Finder::new(literal);
            let mut at = 0;
            while let Some(hit) = block.messages().get(at..).and_then(|rest| finder.find(rest)) {
                let (i, end) = block.at_offset(at + hit);
                offer(i);
                at = end;
            }
        }
        _ => (0..block.len()).for_each(offer),
    }
    picked
}

/// Cuts the page at its bytes and at what was not looked at, and says where to go on.
fn finish(held: Held<'_>, stopped: Option<Rank>) -> Page {
    let Held {
        query,
        best,
        mut more,
    } = held;
    let mut events = Vec::with_capacity(best.len());
    let mut bytes = 0_u64;
    for (rank, (stream, event)) in best {
        if stopped.is_some_and(|s| rank >= s) {
            more = true;
            break;
        }
        bytes += event.size();
        if bytes > query.bytes && !events.is_empty() {
            more = true;
            break;
        }
        events.push((stream, event));
    }
    let after = events.last().map(|(_, e)| match query.order {
        Order::Forward => e.position().next(),
        Order::Backward => e.position(),
    });
    let next = match (more, stopped) {
        // Everything better than `stopped` was looked at, and nothing of it was left out.
        (_, Some(rank)) if bytes <= query.bytes && events.len() < query.limit => {
            Some(query.order.position(rank))
        }
        (true, _) | (_, Some(_)) => after,
        (false, None) => None,
    };
    Page { events, next }
}

/// The blocks decoded last, for the next page.
#[derive(Default)]
pub(crate) struct Cache(Mutex<VecDeque<(BlockKey, Arc<Block>)>>);

type BlockKey = (u64, u64);

impl Cache {
    fn get(&self, key: BlockKey) -> Option<Arc<Block>> {
        let mut held = self.0.lock();
        let at = held.iter().position(|(k, _)| *k == key)?;
        let entry = held.remove(at)?;
        let block = Arc::clone(&entry.1);
        held.push_front(entry);
        Some(block)
    }

    fn put(&self, key: BlockKey, block: Arc<Block>, capacity: usize) {
        let mut held = self.0.lock();
        held.push_front((key, block));
        held.truncate(capacity);
    }
}
