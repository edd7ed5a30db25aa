//! The operations on streams.

use std::sync::Arc;

use kernel::page::{open, seal};
use kernel::{Call, Cx, Fault, Kernel, Record as _, Txn};
use wire::logs as w;
use wire::schema::Unit;

use super::record::Stream;
use super::view;
use crate::logs::group::record::Group;
use crate::logs::storage::{Engine, Stats};
use crate::logs::{fault, refs};

pub(crate) fn create(cx: &Cx<'_>, t: &mut Txn, req: &w::CreateLogStreamRequest) -> Result<Unit, Fault> {
    refs::group(cx, t, &req.log_group_name)?;
    if t.exists(&Stream::at(cx.scope(), &req.log_group_name, &req.log_stream_name)) {
        return Err(fault::stream_exists());
    }
    t.put(Stream {
        scope: cx.scope().clone(),
        group: req.log_group_name.clone(),
        name: req.log_stream_name.clone(),
        id: cx.dice().hex(16),
        created: cx.now,
    })?;
    Ok(Unit)
}

pub(crate) fn delete(cx: &Cx<'_>, t: &mut Txn, req: &w::DeleteLogStreamRequest) -> Result<Unit, Fault> {
    refs::group(cx, t, &req.log_group_name)?;
    let stream = refs::stream(cx, t, &req.log_group_name, &req.log_stream_name)?;
    t.delete(&stream.key());
    Ok(Unit)
}

/// A stream with its place in the order asked for: by last event (streams without events first), then by name.
type Ranked = ((Option<i64>, String), Arc<Stream>, Option<Stats>);

pub(crate) async fn describe(
    engine: Arc<Engine>,
    kernel: Arc<Kernel>,
    call: Call,
    req: Arc<w::DescribeLogStreamsRequest>,
) -> Result<w::DescribeLogStreamsResponse, Fault> {
    let by_time = req.order_by.as_deref() == Some("LastEventTime");
    let prefix = req.log_stream_name_prefix.as_deref();
    if by_time && prefix.is_some() {
        return Err(fault::invalid(
            "Cannot order by LastEventTime with a logStreamNamePrefix.",
        ));
    }
    let select = |cx: &Cx<'_>, t: &mut Txn| -> Result<(Arc<Group>, Vec<Arc<Stream>>), Fault> {
        let name = refs::named(
            cx.scope(),
            req.log_group_name.as_deref(),
            req.log_group_identifier.as_deref(),
        )?;
        let group = refs::group(cx, t, name)?;
        let range = Stream::starting(cx.scope(), name, prefix.unwrap_or_default());
        Ok((group, t.range::<Stream>(&range)?))
    };
    let (group, streams) = kernel.transact(&call, true, select).await?;
    let mut ranked: Vec<Ranked> = streams
        .into_iter()
        .map(|s| {
            let stats = engine.stats(group.group_id(), s.stream_id());
            let time = stats.map(|s| s.last).filter(|_| by_time);
            ((time, s.name.clone()), s, stats)
        })
        .collect();
    ranked.sort_by(|a, b| a.0.cmp(&b.0));
    let descending = req.descending == Some(true);
    if descending {
        ranked.reverse();
    }
    if let Some(token) = req.next_token.as_deref() {
        let after = after(token)?;
        ranked.retain(|(rank, _, _)| if descending { *rank < after } else { *rank > after });
    }
    let size = usize::try_from(req.limit.unwrap_or(50)).unwrap_or(50);
    let more = ranked.len() > size;
    ranked.truncate(size);
    let next_token = ranked.last().filter(|_| more).map(|((time, name), _, _)| {
        seal(&format!(
            "{} {name}",
            time.map_or_else(|| "-".to_owned(), |t| t.to_string())
        ))
    });
    let shown = ranked.iter().map(|(_, stream, stats)| {
        let sent = engine.token(group.group_id(), stream.stream_id());
        view::view(stream, *stats, sent.as_ref())
    });
    Ok(w::DescribeLogStreamsResponse {
        log_streams: Some(shown.collect()),
        next_token,
    })
}

/// The rank that a token names.
fn after(token: &str) -> Result<(Option<i64>, String), Fault> {
    let text = open(token).map_err(|()| fault::bad_token())?;
    let (time, name) = text.split_once(' ').ok_or_else(fault::bad_token)?;
    let time = match time {
        "-" => None,
        t => Some(t.parse().map_err(|_| fault::bad_token())?),
    };
    Ok((time, name.to_owned()))
}
