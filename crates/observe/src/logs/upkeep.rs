//! The background round: events and samples that have expired, or whose stream, group or series is gone, leave the disk;
//! default values of metric filters that are due are put.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Result;
use kernel::{Fault, Kernel, Key, Record as _, Txn};

use super::group::record::Group;
use super::metric;
use super::storage::{Engine, GroupId, Keep, StreamId};
use super::stream::record::Stream;
use crate::metrics;
use crate::metrics::series::Series;

/// Memory is sealed at this age even when it is not full, so that what expires or is deleted does not stay in the
/// journal of a quiet system for ever.
const SEAL_AFTER_MS: i64 = 3_600_000;

/// One round; answers how many segments were rewritten. Call it every minute or so: readers never see expired or
/// deleted events anyway, this only frees the disk. The time is the kernel's.
///
/// # Errors
/// When segments or records cannot be read or written; the next round tries again.
pub async fn upkeep(kernel: &Arc<Kernel>, engine: &Engine) -> Result<usize> {
    let due = kernel.clock.now().0.saturating_sub(SEAL_AFTER_MS);
    if engine.oldest_unsealed().is_some_and(|t| t <= due) {
        engine.seal().await?;
    }
    metric::emit::settle(kernel).await?;
    let mut trouble = None;
    let done = engine
        .maintain(|| {
            let known = known(kernel).unwrap_or_else(|e| {
                trouble = Some(e);
                None
            });
            move |group, stream| match &known {
                // Without the records nobody knows what may go, so nothing goes.
                None => Keep::All,
                Some(known) => known.get(&(group, stream)).copied().unwrap_or(Keep::Nothing),
            }
        })
        .await?;
    match trouble {
        Some(fault) => Err(fault.into()),
        None => Ok(done),
    }
}

type Known = HashMap<(GroupId, StreamId), Keep>;

/// What is to stay of every stream that has a record.
fn known(kernel: &Kernel) -> Result<Option<Known>, Fault> {
    let mut t = Txn::on(kernel.store.durable());
    let now = kernel.clock.now();
    let mut known = Known::new();
    let mut groups: HashMap<Key, Arc<Group>> = HashMap::new();
    for group in t.range::<Group>(&Key::all(Group::KIND))? {
        groups.insert(group.key(), group);
    }
    for stream in t.range::<Stream>(&Key::all(Stream::KIND))? {
        let Some(group) = groups.get(&Group::at(&stream.scope, &stream.group)) else {
            continue;
        };
        let keep = group.cutoff(now).map_or(Keep::All, Keep::Since);
        known.insert((group.group_id(), stream.stream_id()), keep);
    }
    let since = Keep::Since(now.0.saturating_sub(metrics::KEPT_MS));
    for series in t.range::<Series>(&Key::all(Series::KIND))? {
        known.insert((metrics::GROUP, series.stream_id()), since);
    }
    Ok(Some(known))
}
