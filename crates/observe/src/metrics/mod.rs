//! CloudWatch metrics.
//!
//! * [`series`] — a metric with its dimensions: a record, made when its first value comes
//! * [`sample`] — one stored value set, as bytes
//! * [`stat`] — statistics over samples: sums, extremes, percentiles. Pure
//! * [`put`] — PutMetricData · [`read`] — what both of the next two ask
//! * [`statistics`] — GetMetricStatistics · [`data`] — GetMetricData · [`list`] — ListMetrics
//!
//! Samples are bulk data and are kept where log events are ([`crate::logs::storage`]): a series is a stream of one group
//! that no log group can be, a sample is an event at the start of its second or minute. So samples are acknowledged
//! after a synced journal, sealed, compressed and encrypted like logs, and age out the same way.
//!
//! Values are kept as they came, with their counts, so percentiles are exact. Of statistic sets only the set is known.
//!
//! INVARIANT: a series has its record before its first sample; what has samples and no record goes with the next upkeep.

mod data;
mod fault;
mod list;
mod put;
mod read;
mod sample;
pub(crate) mod series;
mod stat;
mod statistics;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use kernel::Parts;
use kernel::parts::any;
use wire::cloudwatch as w;

use crate::logs::storage::{Engine, GroupId};

/// The group of all samples. Ids of log groups are random, so none is this.
pub(crate) const GROUP: GroupId = GroupId(u128::from_be_bytes(*b"longshoremetrics"));
/// "Data points with a period of 60 seconds are available for 15 days."
pub(crate) const KEPT_MS: i64 = 15 * 86_400_000;

/// The operations of CloudWatch metrics, with their samples in `engine`.
#[must_use]
pub fn parts(engine: &Arc<Engine>) -> Parts {
    let with = || Arc::clone(engine);
    let (putting, statistics, data, list) = (with(), with(), with(), with());
    Parts::new()
        .op_async::<w::PutMetricData, _, _>(put::access, move |k, c, i| {
            put::put(Arc::clone(&putting), k, c, i)
        })
        .op_async::<w::GetMetricStatistics, _, _>(any, move |k, c, i| {
            statistics::get(Arc::clone(&statistics), k, c, i)
        })
        .op_async::<w::GetMetricData, _, _>(any, move |k, c, i| data::get(Arc::clone(&data), k, c, i))
        .op_async::<w::ListMetrics, _, _>(any, move |k, c, i| list::list(Arc::clone(&list), k, c, i))
}
