//! A live tail: which streams have news.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, bail};
use bytes::{Buf as _, Bytes, BytesMut};
use wire::logs as w;
use wire::schema::Shape as _;

use super::streams::Streams;
use crate::client::{Client, Pieces};

/// "You can include up to 10 log groups."
const GROUPS: usize = 10;
/// Nothing that the service sends is larger.
const FRAME: usize = 16 << 20;

pub(super) struct Tail {
    groups: BTreeSet<String>,
    pieces: Pieces,
    buffer: BytesMut,
}

impl Tail {
    /// `None` when there is none to be had; then streams have to be looked at.
    pub(super) async fn start(client: &Client, streams: &Streams) -> Option<Tail> {
        let groups = streams.groups();
        if groups.is_empty() || groups.len() > GROUPS {
            return None;
        }
        let ask = w::StartLiveTailRequest {
            log_group_identifiers: groups
                .iter()
                .map(|g| client.arn("logs", &format!("log-group:{g}")))
                .collect(),
            ..Default::default()
        };
        let pieces = client.listen::<w::StartLiveTail>(ask).await.ok()?;
        Some(Tail {
            groups,
            pieces,
            buffer: BytesMut::new(),
        })
    }

    pub(super) fn covers(&self, streams: &Streams) -> bool {
        self.groups == streams.groups()
    }

    /// Whether all these streams are known; one that is not may be a new task's.
    pub(super) fn knows_all(&self, streams: &Streams, names: &BTreeSet<(String, String)>) -> bool {
        names.iter().all(|(group, name)| streams.knows(group, name))
    }

    /// The streams, by group and name, that got events; waits until some did.
    pub(super) async fn news(&mut self) -> Result<BTreeSet<(String, String)>> {
        loop {
            while let Some((kind, payload)) = frame(&mut self.buffer)? {
                if kind != "sessionUpdate" {
                    continue;
                }
                let update = wire::protocol::from_json(w::LiveTailSessionUpdate::schema(), &payload)
                    .map_err(|f| anyhow::anyhow!("{f}"))?;
                let update = w::LiveTailSessionUpdate::from_value(update)?;
                // More came than is told: every stream may have some.
                if update.session_metadata.and_then(|m| m.sampled) == Some(true) {
                    bail!("the tail is sampled");
                }
                let names = update.session_results.into_iter().flatten().filter_map(|e| {
                    let group = e.log_group_identifier?;
                    let (_, group) = group.split_once(':')?;
                    Some((group.to_owned(), e.log_stream_name?))
                });
                let names: BTreeSet<_> = names.collect();
                if !names.is_empty() {
                    return Ok(names);
                }
            }
            let piece = self.pieces.next().await?.context("the tail has ended")?;
            self.buffer.extend_from_slice(&piece);
        }
    }
}

/// The next whole frame: the event's name (or the exception's) and its payload.
fn frame(buffer: &mut BytesMut) -> Result<Option<(String, Bytes)>> {
    let mut peek = &buffer[..];
    if peek.len() < 12 {
        return Ok(None);
    }
    let (total, headers) = (peek.get_u32() as usize, peek.get_u32() as usize);
    if total > FRAME || headers + 16 > total {
        bail!("the tail is no event stream");
    }
    if buffer.len() < total {
        return Ok(None);
    }
    let mut whole = buffer.split_to(total).freeze();
    whole.advance(12);
    let mut head = whole.split_to(headers);
    let payload = whole.split_to(total - headers - 16);
    let mut kind = String::new();
    // Every header that the service sends is text (type 7).
    while head.remaining() > 4 {
        let name = take(&mut head, 1)?;
        if take_u8(&mut head)? != 7 {
            bail!("a header of the tail is no text");
        }
        let value = take(&mut head, 2)?;
        match &name[..] {
            b":exception-type" => bail!("{}", String::from_utf8_lossy(&value)),
            b":event-type" => kind = String::from_utf8_lossy(&value).into_owned(),
            _ => {}
        }
    }
    Ok(Some((kind, payload)))
}

fn take_u8(from: &mut Bytes) -> Result<u8> {
    from.try_get_u8().context("the tail is cut")
}

/// Bytes after a length of so many bytes.
fn take(from: &mut Bytes, width: usize) -> Result<Bytes> {
    let len = from.try_get_uint(width).context("the tail is cut")?;
    let len = usize::try_from(len).ok().filter(|n| *n <= from.remaining());
    Ok(from.split_to(len.context("the tail is cut")?))
}
