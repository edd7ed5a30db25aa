//! PutLogEvents.

use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use kernel::{Call, Cx, Fault, Kernel, Time, Txn};
use wire::logs as w;

use super::token;
use crate::logs::metric::emit;
use crate::logs::metric::record::MetricFilter;
use crate::logs::storage::{Appended, Batch, Engine};
use crate::logs::{fault, refs};

/// "The maximum batch size is 1,048,576 bytes … plus 26 bytes for each log event."
const BATCH_BYTES: usize = 1_048_576;
const EVENT_OVERHEAD: usize = 26;
const HOUR: i64 = 3_600_000;
/// "None of the log events in the batch can be more than 2 hours in the future."
const TOO_NEW: i64 = 2 * HOUR;
/// "… can be more than 14 days in the past. Also, none … earlier than the retention period."
const TOO_OLD: i64 = 14 * 24 * HOUR;
/// How far apart the valid events of a batch may be.
const SPAN: i64 = 24 * HOUR;

pub(crate) async fn put(
    engine: Arc<Engine>,
    kernel: Arc<Kernel>,
    call: Call,
    req: Arc<w::PutLogEventsRequest>,
) -> Result<w::PutLogEventsResponse, Fault> {
    check(&req.log_events)?;
    let find = |cx: &Cx<'_>, t: &mut Txn| {
        let group = refs::group(cx, t, &req.log_group_name)?;
        let stream = refs::stream(cx, t, &req.log_group_name, &req.log_stream_name)?;
        let filters = t.range::<MetricFilter>(&MetricFilter::of_group(cx.scope(), &group.name))?;
        Ok((group, stream, filters, cx.now))
    };
    let (group, stream, filters, now) = kernel.transact(&call, true, find).await?;
    let (accepted, rejected) = sort_out(&req.log_events, now, group.cutoff(now))?;
    let sent = req.sequence_token.as_deref().and_then(token::sent);
    // Nobody else holds the request by now: its messages are moved, not copied.
    let mut req = Arc::unwrap_or_clone(req);
    if !accepted.is_empty() || sent.is_some() {
        let batch = Batch {
            group: group.group_id(),
            stream: stream.stream_id(),
            ingested: now.0,
            token: sent.clone(),
            events: req
                .log_events
                .drain(accepted)
                .map(|e| (e.timestamp, Bytes::from(e.message)))
                .collect(),
        };
        // A second hold on the same bytes.
        let events = if filters.is_empty() {
            Vec::new()
        } else {
            batch.events.clone()
        };
        match engine.append(batch).await.map_err(fault::unavailable)? {
            Appended::Stored if events.is_empty() => {}
            Appended::Stored => emit::emit(&kernel, &call.scope, &filters, &events, now).await,
            Appended::Duplicate => {}
        }
    }
    let last = sent.and_then(|_| engine.token(group.group_id(), stream.stream_id()));
    Ok(w::PutLogEventsResponse {
        next_sequence_token: Some(last.map_or_else(|| token::ignored(now.0), |t| token::sequence(&t))),
        rejected_log_events_info: rejected,
        // Entities are not kept, and this is AWS's way of saying so.
        rejected_entity_info: req.entity.as_ref().map(|_| w::RejectedEntityInfo {
            error_type: "UnsupportedLogGroupType".to_owned(),
        }),
    })
}

/// What makes the whole batch invalid.
fn check(events: &[w::InputLogEvent]) -> Result<(), Fault> {
    let mut total = 0;
    for event in events {
        let size = event.message.len() + EVENT_OVERHEAD;
        if size > BATCH_BYTES {
            return Err(fault::invalid(format!(
                "Log event too large: {size} bytes exceeds limit of {BATCH_BYTES}"
            )));
        }
        total += size;
    }
    if total > BATCH_BYTES {
        return Err(fault::invalid(format!(
            "Upload too large: {total} bytes exceeds limit of {BATCH_BYTES}"
        )));
    }
    if !events.is_sorted_by_key(|e| e.timestamp) {
        return Err(fault::invalid(
            "Log events in a single PutLogEvents request must be in chronological order.",
        ));
    }
    Ok(())
}

/// "For valid events (within 14 days in the past to 2 hours in future), the time span … cannot exceed 24 hours."
fn check_span(valid: &[w::InputLogEvent]) -> Result<(), Fault> {
    let ends = valid.last().zip(valid.first());
    let span = ends.map_or(0, |(last, first)| last.timestamp.saturating_sub(first.timestamp));
    if span > SPAN {
        return Err(fault::invalid(
            "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
        ));
    }
    Ok(())
}

type Sorted = (Range<usize>, Option<w::RejectedLogEventsInfo>);

/// The events that are accepted, and which of the others were not and why. Ends are exclusive, as AWS's are.
fn sort_out(events: &[w::InputLogEvent], now: Time, cutoff: Option<i64>) -> Result<Sorted, Fault> {
    let before = |t: i64| events.partition_point(|e| e.timestamp < t);
    let old = before(now.0.saturating_sub(TOO_OLD));
    let expired = cutoff.map_or(0, before);
    let new = before(now.0.saturating_add(TOO_NEW).saturating_add(1));
    check_span(events.get(old..new).unwrap_or_default())?;
    let from = old.max(expired).min(new);
    let accepted = from..new;
    let index = |n: usize| i32::try_from(n).ok();
    let end = |n: usize| Some(n).filter(|n| *n > 0).and_then(index);
    let rejected = (old > 0 || expired > 0 || new < events.len()).then(|| w::RejectedLogEventsInfo {
        too_new_log_event_start_index: Some(new).filter(|n| *n < events.len()).and_then(index),
        too_old_log_event_end_index: end(old),
        expired_log_event_end_index: end(expired),
    });
    Ok((accepted, rejected))
}
