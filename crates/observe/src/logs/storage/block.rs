//! A block: some events of one group, compressed together.
//!
//! Plain form: u32 length of the columns, the columns, the messages one after the other. The columns are, each as
//! variable-length numbers: the count; runs of (stream's place in the segment's list for the group, length of the
//! run); differences of timestamps, of sequence numbers and of ingestion times to the event before; lengths of the
//! messages. On disk it is compressed with zstd and then sealed.

use anyhow::{Context as _, Result, ensure};
use bytes::Bytes;

use super::codec::{Reader, put_delta, put_varint};
use super::gram::Filter;
use super::types::Event;

/// Collects events until a block is full.
#[derive(Default)]
pub(crate) struct Builder {
    streams: Vec<(u32, u32)>,
    events: Vec<Event>,
    pub raw: usize,
}

impl Builder {
    pub(crate) fn push(&mut self, stream: u32, event: &Event) {
        match self.streams.last_mut() {
            Some((last, run)) if *last == stream => *run += 1,
            _ => self.streams.push((stream, 1)),
        }
        self.raw += event.message.len();
        self.events.push(event.clone());
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// The filter of what was collected.
    pub(crate) fn filter(&self, salt: u64) -> Vec<u8> {
        let mut filter = Filter::sized(self.raw, salt);
        self.events.iter().for_each(|e| filter.add(&e.message));
        filter.finish()
    }

    /// The plain form; the builder is empty afterwards.
    pub(crate) fn finish(&mut self) -> Result<Vec<u8>> {
        let (streams, events) = (
            std::mem::take(&mut self.streams),
            std::mem::take(&mut self.events),
        );
        let raw = std::mem::take(&mut self.raw);
        let mut columns = Vec::with_capacity(events.len() * 6 + 16);
        put_varint(&mut columns, events.len() as u64);
        for (stream, run) in streams {
            put_varint(&mut columns, u64::from(stream));
            put_varint(&mut columns, u64::from(run));
        }
        let mut differences = |of: fn(&Event) -> i64| {
            let mut last = 0_i64;
            for e in &events {
                put_delta(&mut columns, of(e).wrapping_sub(last));
                last = of(e);
            }
        };
        differences(|e| e.timestamp);
        differences(|e| e.seq.cast_signed());
        differences(|e| e.ingested);
        events
            .iter()
            .for_each(|e| put_varint(&mut columns, e.message.len() as u64));
        let mut out = Vec::with_capacity(4 + columns.len() + raw);
        out.extend_from_slice(&u32::try_from(columns.len())?.to_le_bytes());
        out.extend_from_slice(&columns);
        events.iter().for_each(|e| out.extend_from_slice(&e.message));
        Ok(out)
    }
}

/// A block, decoded but not copied: events point into it.
pub(crate) struct Block {
    heads: Vec<Head>,
    messages: Bytes,
}

#[derive(Clone, Copy)]
struct Head {
    stream: u32,
    timestamp: i64,
    seq: u64,
    ingested: i64,
    /// Where the message ends; it begins where the one before ends.
    end: usize,
}

impl Block {
    pub(crate) fn decode(plain: Bytes) -> Result<Block> {
        let mut all = Reader(&plain);
        let len = all.u32()? as usize;
        let mut r = Reader(all.bytes(len)?);
        let messages = plain.slice_ref(all.0);
        let count = usize::try_from(r.varint()?)?;
        // Each event takes at least five bytes of columns, which bounds what a damaged count can allocate.
        ensure!(count <= len, "a block's count is wrong");
        let mut heads: Vec<Head> = Vec::with_capacity(count);
        while heads.len() < count {
            let (stream, run) = (u32::try_from(r.varint()?)?, usize::try_from(r.varint()?)?);
            ensure!(run > 0 && run <= count - heads.len(), "a block's runs are wrong");
            let head = Head {
                stream,
                timestamp: 0,
                seq: 0,
                ingested: 0,
                end: 0,
            };
            heads.extend(std::iter::repeat_n(head, run));
        }
        let mut differences = |set: fn(&mut Head, i64)| -> Result<()> {
            let mut last = 0_i64;
            for head in &mut heads {
                last = last.wrapping_add(r.delta()?);
                set(head, last);
            }
            Ok(())
        };
        differences(|h, v| h.timestamp = v)?;
        differences(|h, v| h.seq = v.cast_unsigned())?;
        differences(|h, v| h.ingested = v)?;
        let mut end = 0_usize;
        for head in &mut heads {
            end = end
                .checked_add(usize::try_from(r.varint()?)?)
                .context("a block's lengths are wrong")?;
            head.end = end;
        }
        ensure!(end == messages.len(), "a block's messages are cut");
        Ok(Block { heads, messages })
    }

    pub(crate) fn len(&self) -> usize {
        self.heads.len()
    }

    /// All messages, one after the other.
    pub(crate) fn messages(&self) -> &[u8] {
        &self.messages
    }

    /// The event whose message holds the byte at `offset`, and where that message ends.
    pub(crate) fn at_offset(&self, offset: usize) -> (usize, usize) {
        let i = self.heads.partition_point(|h| h.end <= offset);
        (i, self.heads.get(i).map_or(self.messages.len(), |h| h.end))
    }

    /// The events, in runs of one stream each.
    pub(crate) fn by_stream(&self) -> Vec<(u32, Vec<Event>)> {
        let mut runs: Vec<(u32, Vec<Event>)> = Vec::new();
        for (stream, event) in (0..self.len()).filter_map(|i| self.event(i)) {
            match runs.last_mut() {
                Some((last, events)) if *last == stream => events.push(event),
                _ => runs.push((stream, vec![event])),
            }
        }
        runs
    }

    /// The stream's place in the list, and the event.
    pub(crate) fn event(&self, i: usize) -> Option<(u32, Event)> {
        let head = self.heads.get(i)?;
        let start = i
            .checked_sub(1)
            .and_then(|j| self.heads.get(j))
            .map_or(0, |h| h.end);
        let message = self.messages.slice(start..head.end);
        let event = Event {
            timestamp: head.timestamp,
            ingested: head.ingested,
            seq: head.seq,
            message,
        };
        Some((head.stream, event))
    }
}
