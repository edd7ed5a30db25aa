//! FilterLogEvents: the events of a group's streams, interleaved by time.

use std::collections::HashMap;
use std::sync::Arc;

use kernel::{Call, Cx, Fault, Kernel, Txn};
use wire::logs as w;

use super::token;
use crate::logs::filter::Pattern;
use crate::logs::storage::{Engine, GroupId, Matcher, Order, Position, Query, StreamId};
use crate::logs::stream::record::Stream;
use crate::logs::{fault, refs};

/// 2024-01-01, before which AWS cannot search backwards.
const BACKWARDS_FROM: i64 = 1_704_067_200_000;

/// What is searched: the group, its streams by id, and before when its events have expired.
type Found = (GroupId, HashMap<StreamId, String>, Option<i64>);

pub(crate) async fn search(
    engine: Arc<Engine>,
    kernel: Arc<Kernel>,
    call: Call,
    req: Arc<w::FilterLogEventsRequest>,
) -> Result<w::FilterLogEventsResponse, Fault> {
    let pattern = Pattern::parse(req.filter_pattern.as_deref().unwrap_or_default())
        .map_err(|e| fault::invalid(e.to_string()))?;
    if let (Some(start), Some(end)) = (req.start_time, req.end_time)
        && start > end
    {
        return Err(fault::invalid(format!(
            "startTime `{start}` is after endTime `{end}`."
        )));
    }
    // "If you provide both nextToken and startFromHead, the direction of the nextToken is used."
    let place = match req.next_token.as_deref() {
        Some(text) => Some(token::read_place(text).ok_or_else(fault::bad_token)?),
        None => None,
    };
    let order = match (place, req.start_from_head) {
        (Some((side, _)), _) => side,
        (None, Some(false)) => Order::Backward,
        (None, _) => Order::Forward,
    };
    if place.is_none() && order == Order::Backward && req.start_time.is_some_and(|t| t < BACKWARDS_FROM) {
        return Err(fault::invalid(
            "startFromHead can be false only when startTime is on or after Jan 1, 2024 00:00:00 UTC.",
        ));
    }
    let (group, names, cutoff) = kernel.transact(&call, true, |cx, t| find(cx, t, &req)).await?;
    let mut query = Query {
        group,
        streams: Arc::new(names.keys().copied().collect()),
        from: super::first(req.start_time, cutoff),
        // "Events with a timestamp later than this time are not returned": the end is included.
        to: req
            .end_time
            .map_or(Position::MAX, |end| Position::at(end.saturating_add(1))),
        order,
        limit: super::limit(req.limit),
        bytes: super::PAGE_BYTES,
        matcher: (!pattern.is_empty()).then(|| Arc::new(pattern) as Arc<dyn Matcher>),
    };
    match place {
        Some((Order::Forward, at)) => query.from = query.from.max(at),
        Some((Order::Backward, at)) => query.to = query.to.min(at),
        None => {}
    }
    let (events, next) = if query.from < query.to {
        let page = engine
            .read(&query)
            .await
            .map_err(|e| fault::unavailable(format!("{e:#}")))?;
        (page.events, page.next)
    } else {
        (Vec::new(), None)
    };
    let shown = events.into_iter().map(|(stream, e)| w::FilteredLogEvent {
        log_stream_name: names.get(&stream).cloned(),
        timestamp: Some(e.timestamp),
        message: Some(String::from_utf8_lossy(&e.message).into_owned()),
        ingestion_time: Some(e.ingested),
        event_id: Some(format!("{:020}{:036}", e.timestamp.max(0), e.seq)),
    });
    Ok(w::FilterLogEventsResponse {
        events: Some(shown.collect()),
        // "As of May 15, 2020, this parameter is no longer supported" and its list is empty.
        searched_log_streams: Some(Vec::new()),
        next_token: next.map(|p| token::place(order, p)),
    })
}

fn find(cx: &Cx<'_>, t: &mut Txn, req: &w::FilterLogEventsRequest) -> Result<Found, Fault> {
    let name = refs::named(
        cx.scope(),
        req.log_group_name.as_deref(),
        req.log_group_identifier.as_deref(),
    )?;
    let group = refs::group(cx, t, name)?;
    super::may_unmask(cx, t, req.unmask, name)?;
    let streams = match (
        req.log_stream_names.as_deref(),
        req.log_stream_name_prefix.as_deref(),
    ) {
        (Some(_), Some(_)) => {
            return Err(fault::invalid(
                "logStreamNames and logStreamNamePrefix are mutually exclusive parameters.",
            ));
        }
        (Some(names), None) => names
            .iter()
            .map(|n| refs::stream(cx, t, name, n))
            .collect::<Result<Vec<_>, _>>()?,
        (None, prefix) => {
            t.range::<Stream>(&Stream::starting(cx.scope(), name, prefix.unwrap_or_default()))?
        }
    };
    let names = streams.iter().map(|s| (s.stream_id(), s.name.clone())).collect();
    Ok((group.group_id(), names, group.cutoff(cx.now)))
}
