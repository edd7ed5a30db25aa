//! CloudWatch Logs.
//!
//! * [`group`] — log groups: their records, retention and tags
//! * [`stream`] — log streams
//! * [`event`] — PutLogEvents, GetLogEvents, FilterLogEvents, StartLiveTail
//! * [`filter`] — filter patterns: parsed, or refused by name
//! * [`metric`] — metric filters: events become metrics
//! * [`storage`] — where events are kept
//! * [`refs`] — names, ARNs and identifiers, and the resources that IAM is asked about
//! * [`upkeep`] — the background round: what expired or was deleted leaves the disk
//!
//! Groups and streams are records; events are bulk data. A record carries a random id of its own, under which its
//! events are kept: what was made anew under an old name shows nothing of the old one.
//!
//! INVARIANT: an operation that adds events looks the stream up first; so of every stream with events a record
//! existed, and when it is gone, so are they.

mod event;
mod fault;
mod filter;
mod group;
mod metric;
mod refs;
pub mod storage;
mod stream;
mod upkeep;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use kernel::Parts;
use wire::logs as w;

use storage::Engine;

pub use upkeep::upkeep;

/// The operations of CloudWatch Logs, with their events in `engine`.
#[must_use]
pub fn parts(engine: &Arc<Engine>) -> Parts {
    let with = || Arc::clone(engine);
    let (groups, streams, put, get, filter) = (with(), with(), with(), with(), with());
    let tail = with();
    Parts::new()
        .op::<w::CreateLogGroup>(group::access::create, group::ops::create)
        .op::<w::DeleteLogGroup>(group::access::delete, group::ops::delete)
        .op_async::<w::DescribeLogGroups, _, _>(group::access::describe, move |k, c, i| {
            group::ops::describe(Arc::clone(&groups), k, c, i)
        })
        .op::<w::PutRetentionPolicy>(group::access::put_retention, group::ops::put_retention)
        .op::<w::DeleteRetentionPolicy>(group::access::delete_retention, group::ops::delete_retention)
        .op::<w::TagResource>(group::access::tag, group::tags::tag)
        .op::<w::UntagResource>(group::access::untag, group::tags::untag)
        .op::<w::ListTagsForResource>(group::access::list_tags, group::tags::list)
        .op::<w::TagLogGroup>(group::access::tag_old, group::tags::tag_old)
        .op::<w::UntagLogGroup>(group::access::untag_old, group::tags::untag_old)
        .op::<w::ListTagsLogGroup>(group::access::list_tags_old, group::tags::list_old)
        .op::<w::CreateLogStream>(stream::access::create, stream::ops::create)
        .op::<w::DeleteLogStream>(stream::access::delete, stream::ops::delete)
        .op_async::<w::DescribeLogStreams, _, _>(stream::access::describe, move |k, c, i| {
            stream::ops::describe(Arc::clone(&streams), k, c, i)
        })
        .op_async::<w::PutLogEvents, _, _>(event::access::put, move |k, c, i| {
            event::put::put(Arc::clone(&put), k, c, i)
        })
        .op_async::<w::GetLogEvents, _, _>(event::access::get, move |k, c, i| {
            event::get::get(Arc::clone(&get), k, c, i)
        })
        .op_async::<w::FilterLogEvents, _, _>(event::access::filter, move |k, c, i| {
            event::search::search(Arc::clone(&filter), k, c, i)
        })
        .op::<w::PutMetricFilter>(metric::access::put, metric::ops::put)
        .op::<w::DescribeMetricFilters>(metric::access::describe, metric::ops::describe)
        .op::<w::DeleteMetricFilter>(metric::access::delete, metric::ops::delete)
        .op::<w::TestMetricFilter>(metric::access::test, metric::ops::test)
        .op_stream::<w::StartLiveTail, _, _>(event::tail::access, move |k, c, i| {
            event::tail::start(Arc::clone(&tail), k, c, i)
        })
}
