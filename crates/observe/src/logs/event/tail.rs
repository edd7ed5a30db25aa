//! StartLiveTail: new events of some groups, as they are ingested.
//!
//! CloudWatch Logs API Reference: an update every second, empty when there was nothing; at most 500 events in one, and
//! `sampled` says that there were more; a session ends after three hours.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use kernel::parts::{Events, NextEvent, Talk};
use kernel::{Access, Call, Cx, Fault, Kernel, Txn};
use tokio::sync::broadcast::{Receiver, error::RecvError};
use wire::logs as w;
use wire::schema::Shape as _;

use crate::logs::filter::Pattern;
use crate::logs::storage::{Batch, Engine, GroupId, Matcher as _, StreamId};
use crate::logs::stream::record::Stream;
use crate::logs::{fault, refs};

const EVERY: Duration = Duration::from_secs(1);
const MOST: usize = 500;
/// Three hours, in updates.
const UPDATES: u32 = 3 * 3600;

pub(crate) fn access(cx: &Cx<'_>, t: &mut Txn, req: &w::StartLiveTailRequest) -> Result<Access, Fault> {
    let mut all = Access::default();
    for id in &req.log_group_identifiers {
        let name = refs::name_in_arn(cx.scope(), id).unwrap_or(id);
        let one = refs::access(cx, t, name)?;
        all.resources.extend(one.resources);
        all.context.extend(one.context);
    }
    Ok(all)
}

pub(crate) async fn start(
    engine: Arc<Engine>,
    kernel: Arc<Kernel>,
    call: Call,
    req: Arc<w::StartLiveTailRequest>,
) -> Result<Talk<w::StartLiveTailResponse>, Fault> {
    let pattern = Pattern::parse(req.log_event_filter_pattern.as_deref().unwrap_or_default())
        .map_err(|e| fault::invalid(e.to_string()))?;
    let named = req.log_stream_names.is_some() || req.log_stream_name_prefixes.is_some();
    if req.log_stream_names.is_some() && req.log_stream_name_prefixes.is_some() {
        return Err(fault::invalid(
            "logStreamNames and logStreamNamePrefixes are mutually exclusive parameters.",
        ));
    }
    if named && req.log_group_identifiers.len() > 1 {
        return Err(fault::invalid(
            "logStreamNames and logStreamNamePrefixes can only be specified with a single log group.",
        ));
    }
    // Listening begins before the session is answered: what is put after the answer is seen.
    let batches = engine.listen();
    let groups = kernel
        .transact(&call, true, |cx, t| {
            let mut groups = HashMap::new();
            for id in &req.log_group_identifiers {
                let name = refs::name_in_arn(cx.scope(), id).ok_or_else(|| {
                    fault::invalid(format!("logGroupIdentifiers: `{id}` is no ARN of a log group."))
                })?;
                let group = refs::group(cx, t, name)?;
                groups.insert(group.group_id(), name.to_owned());
            }
            Ok(groups)
        })
        .await?;
    let mut ticks = tokio::time::interval(EVERY);
    ticks.reset();
    let session = kernel.dice.uuid();
    let events = Tail {
        start: Some(w::LiveTailSessionStart {
            request_id: Some(call.request_id.to_string()),
            session_id: Some(session),
            log_group_identifiers: Some(req.log_group_identifiers.clone()),
            log_stream_names: Some(req.log_stream_names.clone().unwrap_or_default()),
            log_stream_name_prefixes: Some(req.log_stream_name_prefixes.clone().unwrap_or_default()),
            log_event_filter_pattern: req.log_event_filter_pattern.clone(),
        }),
        left: UPDATES,
        streams: HashMap::new(),
        kernel,
        call,
        req,
        groups,
        pattern,
        batches,
        ticks,
    };
    Ok(Talk {
        answer: w::StartLiveTailResponse {},
        events: Box::new(events),
    })
}

struct Tail {
    kernel: Arc<Kernel>,
    call: Call,
    req: Arc<w::StartLiveTailRequest>,
    groups: HashMap<GroupId, String>,
    pattern: Pattern,
    batches: Receiver<Arc<Batch>>,
    ticks: tokio::time::Interval,
    start: Option<w::LiveTailSessionStart>,
    /// Updates until the session ends.
    left: u32,
    /// Names of streams seen so far; `None` for those that were not asked for.
    streams: HashMap<(GroupId, StreamId), Option<String>>,
}

impl Events for Tail {
    fn next(&mut self) -> NextEvent<'_> {
        Box::pin(async move {
            if let Some(start) = self.start.take() {
                return Some(Ok(("sessionStart", start.into_value())));
            }
            if self.left == 0 {
                return Some(Err(w::fault::session_timeout_exception(
                    "The session has reached its limit of three hours.",
                )));
            }
            self.left -= 1;
            Some(
                self.update()
                    .await
                    .map(|update| ("sessionUpdate", update.into_value())),
            )
        })
    }
}

impl Tail {
    /// What comes until the next tick.
    async fn update(&mut self) -> Result<w::LiveTailSessionUpdate, Fault> {
        let (mut found, mut sampled) = (Vec::new(), false);
        loop {
            let batch = tokio::select! {
                biased;
                _ = self.ticks.tick() => break,
                batch = self.batches.recv() => batch,
            };
            match batch {
                Ok(batch) => self.add(&batch, &mut found, &mut sampled).await?,
                // Faster than anybody could read.
                Err(RecvError::Lagged(_)) => sampled = true,
                Err(RecvError::Closed) => {
                    return Err(w::fault::session_streaming_exception("The server is stopping."));
                }
            }
        }
        Ok(w::LiveTailSessionUpdate {
            session_metadata: Some(w::LiveTailSessionMetadata {
                sampled: Some(sampled),
            }),
            session_results: Some(found),
        })
    }

    async fn add(
        &mut self,
        batch: &Batch,
        found: &mut Vec<w::LiveTailSessionLogEvent>,
        sampled: &mut bool,
    ) -> Result<(), Fault> {
        let Some(group) = self.groups.get(&batch.group).cloned() else {
            return Ok(());
        };
        let Some(stream) = self.stream(&group, batch).await? else {
            return Ok(());
        };
        for (timestamp, message) in &batch.events {
            if !self.pattern.matches(message) {
                continue;
            }
            if found.len() == MOST {
                *sampled = true;
                break;
            }
            found.push(w::LiveTailSessionLogEvent {
                log_stream_name: Some(stream.clone()),
                log_group_identifier: Some(format!("{}:{group}", self.call.scope.account)),
                message: Some(String::from_utf8_lossy(message).into_owned()),
                timestamp: Some(*timestamp),
                ingestion_time: Some(batch.ingested),
            });
        }
        Ok(())
    }

    /// The name of the batch's stream, when it was asked for.
    async fn stream(&mut self, group: &str, batch: &Batch) -> Result<Option<String>, Fault> {
        let id = (batch.group, batch.stream);
        if let Some(known) = self.streams.get(&id) {
            return Ok(known.clone());
        }
        let name = self
            .kernel
            .transact(&self.call, true, |cx, t| {
                let all = t.range::<Stream>(&Stream::of_group(cx.scope(), group))?;
                let found = all.iter().find(|s| s.stream_id() == batch.stream);
                Ok(found.map(|s| s.name.clone()))
            })
            .await?
            .filter(|name| self.wants(name));
        self.streams.insert(id, name.clone());
        Ok(name)
    }

    fn wants(&self, stream: &str) -> bool {
        let listed = self.req.log_stream_names.as_ref();
        let prefixes = self.req.log_stream_name_prefixes.as_ref();
        listed.is_none_or(|l| l.iter().any(|n| n == stream))
            && prefixes.is_none_or(|p| p.iter().any(|p| stream.starts_with(p.as_str())))
    }
}
