//! GetLogEvents: the events of one stream, forwards or backwards, always shown oldest first.

use std::collections::HashSet;
use std::sync::Arc;

use kernel::{Call, Cx, Fault, Kernel, Txn};
use wire::logs as w;

use super::token;
use crate::logs::storage::{Engine, Order, Position, Query};
use crate::logs::{fault, refs};

pub(crate) async fn get(
    engine: Arc<Engine>,
    kernel: Arc<Kernel>,
    call: Call,
    req: Arc<w::GetLogEventsRequest>,
) -> Result<w::GetLogEventsResponse, Fault> {
    let find = |cx: &Cx<'_>, t: &mut Txn| {
        let name = refs::named(
            cx.scope(),
            req.log_group_name.as_deref(),
            req.log_group_identifier.as_deref(),
        )?;
        let group = refs::group(cx, t, name)?;
        super::may_unmask(cx, t, req.unmask, name)?;
        let stream = refs::stream(cx, t, name, &req.log_stream_name)?;
        Ok((group.group_id(), stream.stream_id(), group.cutoff(cx.now)))
    };
    let (group, stream, cutoff) = kernel.transact(&call, true, find).await?;
    let from = super::first(req.start_time, cutoff);
    let to = req.end_time.map_or(Position::MAX, Position::at);
    let (order, place) = match req.next_token.as_deref() {
        Some(text) => token::read_place(text)
            .map(|(o, p)| (o, Some(p)))
            .ok_or_else(fault::bad_token)?,
        None if req.start_from_head == Some(true) => (Order::Forward, None),
        None => (Order::Backward, None),
    };
    let mut query = Query {
        group,
        streams: Arc::new(HashSet::from([stream])),
        from: if order == Order::Forward {
            place.unwrap_or(from).max(from)
        } else {
            from
        },
        to: if order == Order::Backward {
            place.unwrap_or(to).min(to)
        } else {
            to
        },
        order,
        limit: super::limit(req.limit),
        bytes: super::PAGE_BYTES,
        matcher: None,
    };
    let (asked_from, asked_to) = (query.from, query.to);
    // An empty page would tell the client that the stream ends here, so it is given only when that is so.
    let mut events = loop {
        if query.from >= query.to {
            break Vec::new();
        }
        let page = engine
            .read(&query)
            .await
            .map_err(|e| fault::unavailable(format!("{e:#}")))?;
        match page.next {
            Some(next) if page.events.is_empty() && order == Order::Forward => query.from = next,
            Some(next) if page.events.is_empty() => query.to = next,
            _ => break page.events,
        }
    };
    if order == Order::Backward {
        events.reverse();
    }
    // Without events both tokens name the place that was asked about: "if you have reached the end of the
    // stream, it returns the same token you passed in".
    let here = place.unwrap_or(if order == Order::Forward {
        asked_from
    } else {
        asked_to
    });
    let forward = events.last().map_or(here, |(_, e)| e.position().next());
    let backward = events.first().map_or(here, |(_, e)| e.position());
    let shown = events.into_iter().map(|(_, e)| w::OutputLogEvent {
        timestamp: Some(e.timestamp),
        message: Some(String::from_utf8_lossy(&e.message).into_owned()),
        ingestion_time: Some(e.ingested),
    });
    Ok(w::GetLogEventsResponse {
        events: Some(shown.collect()),
        next_forward_token: Some(token::place(Order::Forward, forward)),
        next_backward_token: Some(token::place(Order::Backward, backward)),
    })
}
