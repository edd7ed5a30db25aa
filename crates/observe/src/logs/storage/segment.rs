//! A segment: sealed events of many groups in one object that never changes.
//!
//! Object `segments/<number as 16 hex digits>.seg`: an 8-byte magic; the blocks, each compressed and then sealed
//! under the name `segments/<number>/<block's place>`, those of a group followed by their filters (`gram.rs`), compressed
//! and sealed in the same way; the footer, JSON, compressed and then sealed under
//! `segments/<number>/footer`; a trailer of the footer's length as JSON, its length as stored and the CRC-32 of that
//! (u32 each), and the magic.
//! Groups, the streams of a group and the events of a stream are in order, so a stream's events are in few blocks.
//!
//! The footer names what the segment replaces (a rewrite), up to which journal file everything is in segments, and
//! the next free sequence number. So the set of objects needs no manifest: at opening, replaced ones are removed.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use bytes::Bytes;
use futures_util::TryStreamExt as _;
use object_store::ObjectStore;
use object_store::path::Path as Object;
use serde::{Deserialize, Serialize};

use super::block::{Block, Builder};
use super::codec::Reader;
use super::mem::Mem;
use super::types::{GroupId, Options, Sealer, Stats, StreamId, Token};

const MAGIC: &[u8; 8] = b"LSSEGM1\n";
const TRAILER: usize = 20;
/// Nothing that we compress is larger.
const MAX_PLAIN: usize = 1 << 30;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Footer {
    pub replaces: Vec<u64>,
    pub journal_through: u64,
    pub next_seq: u64,
    pub groups: Vec<Group>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Group {
    #[serde(with = "hex")]
    pub id: u128,
    pub streams: Vec<StreamEntry>,
    pub blocks: Vec<BlockEntry>,
    /// Where the blocks' filters are. Segments of older versions have none, or others under another name.
    #[serde(default, rename = "marks")]
    pub filters: Option<Region>,
}

/// The filters of a group's blocks, compressed together: for each a length (u32) and its bytes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Region {
    pub at: u64,
    pub len: u32,
    pub crc: u32,
    pub raw: u64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct StreamEntry {
    #[serde(with = "hex")]
    pub id: u128,
    /// The newest token known when the segment was written.
    pub token: Option<(String, u64)>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct BlockEntry {
    pub at: u64,
    pub len: u32,
    pub crc: u32,
    pub raw: u64,
    pub streams: Vec<Span>,
}

/// What a block holds of one stream.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Span {
    /// The stream's place in the group's list.
    pub stream: u32,
    pub events: u64,
    pub bytes: u64,
    pub first: i64,
    pub last: i64,
    pub last_ingested: i64,
}

impl Span {
    pub(crate) fn stats(&self) -> Stats {
        Stats {
            events: self.events,
            bytes: self.bytes,
            first: self.first,
            last: self.last,
            last_ingested: self.last_ingested,
        }
    }
}

mod hex {
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(v: &u128, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&format!("{v:032x}"))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<u128, D::Error> {
        let text = String::deserialize(d)?;
        u128::from_str_radix(&text, 16).map_err(D::Error::custom)
    }
}

/// A segment whose footer is in memory.
#[derive(Debug)]
pub(crate) struct Segment {
    pub number: u64,
    pub footer: Footer,
}

impl Segment {
    /// Every span with its owner.
    pub(crate) fn spans(&self) -> impl Iterator<Item = (GroupId, StreamId, &Span)> {
        self.footer.groups.iter().flat_map(|g| {
            g.blocks.iter().flat_map(|b| &b.streams).filter_map(|span| {
                let stream = g.streams.get(span.stream as usize)?;
                Some((GroupId(g.id), StreamId(stream.id), span))
            })
        })
    }

    pub(crate) fn tokens(&self) -> impl Iterator<Item = (GroupId, StreamId, Token)> {
        self.footer.groups.iter().flat_map(|g| {
            g.streams.iter().filter_map(|s| {
                let (id, position) = s.token.clone()?;
                Some((GroupId(g.id), StreamId(s.id), Token { id, position }))
            })
        })
    }

    /// Every stream that the segment knows, also those with a token only.
    pub(crate) fn streams(&self) -> impl Iterator<Item = (GroupId, StreamId)> {
        self.footer
            .groups
            .iter()
            .flat_map(|g| g.streams.iter().map(|s| (GroupId(g.id), StreamId(s.id))))
    }

    pub(crate) fn raw_bytes(&self) -> u64 {
        self.spans().map(|(_, _, s)| s.bytes).sum()
    }

    fn entry(&self, group: usize, place: usize) -> Result<&BlockEntry> {
        self.footer
            .groups
            .get(group)
            .and_then(|g| g.blocks.get(place))
            .context("no such block")
    }

    /// The stored bytes of a block.
    pub(crate) async fn stored(&self, files: &Files, group: usize, place: usize) -> Result<Bytes> {
        let entry = self.entry(group, place)?;
        let range = entry.at..entry.at + u64::from(entry.len);
        Ok(files.store.get_range(&object(self.number), range).await?)
    }

    /// The filters of a group's blocks, in their order; empty when the segment has none.
    pub(crate) async fn filters(self: &Arc<Self>, files: &Arc<Files>, group: usize) -> Result<Vec<Bytes>> {
        let region = self.footer.groups.get(group).and_then(|g| g.filters.clone());
        let Some(region) = region else {
            return Ok(Vec::new());
        };
        let range = region.at..region.at + u64::from(region.len);
        let stored = files.store.get_range(&object(self.number), range).await?;
        let (files, number) = (Arc::clone(files), self.number);
        let read = move || {
            let whole = crc32fast::hash(&stored) == region.crc;
            ensure!(whole, "segment {number:016x} is damaged at byte {}", region.at);
            let packed = files.sealer.open(&block_name(number, region.at), &stored)?;
            let raw = MAX_PLAIN.min(usize::try_from(region.raw)?);
            let plain = Bytes::from(zstd::bulk::decompress(&packed, raw)?);
            let mut r = Reader(&plain);
            let mut all = Vec::new();
            while !r.0.is_empty() {
                let len = r.u32()? as usize;
                all.push(plain.slice_ref(r.bytes(len)?));
            }
            Ok(all)
        };
        tokio::task::spawn_blocking(read).await?
    }

    /// Checks and decodes what [`Segment::stored`] read.
    pub(crate) fn decode(&self, files: &Files, group: usize, place: usize, stored: &[u8]) -> Result<Block> {
        let entry = self.entry(group, place)?;
        let intact = crc32fast::hash(stored) == entry.crc;
        ensure!(
            intact,
            "segment {:016x} is damaged at byte {}",
            self.number,
            entry.at
        );
        let compressed = files.sealer.open(&block_name(self.number, entry.at), stored)?;
        let plain = zstd::bulk::decompress(&compressed, MAX_PLAIN.min(usize::try_from(entry.raw)?))?;
        Block::decode(Bytes::from(plain))
    }
}

/// What makes the filter of one block err elsewhere than that of another.
pub(crate) fn salt(number: u64, place: usize) -> u64 {
    (number << 24) ^ place as u64
}

fn object(number: u64) -> Object {
    Object::from(format!("segments/{number:016x}.seg"))
}

fn block_name(number: u64, at: u64) -> String {
    format!("segments/{number:016x}/{at}")
}

fn footer_name(number: u64) -> String {
    format!("segments/{number:016x}/footer")
}

/// Where segments are kept.
pub(crate) struct Files {
    pub store: Arc<dyn ObjectStore>,
    /// The folder behind the store, when it is a local one: it does not sync by itself.
    pub local: Option<std::path::PathBuf>,
    pub sealer: Arc<dyn Sealer>,
    pub options: Options,
}

impl Files {
    /// Loads every footer and removes what newer segments replaced.
    pub(crate) async fn open(&self) -> Result<Vec<Arc<Segment>>> {
        let prefix = Object::from("segments");
        let found: Vec<_> = self.store.list(Some(&prefix)).try_collect().await?;
        let mut segments = BTreeMap::new();
        for meta in found {
            let number = meta.location.filename().and_then(|n| n.strip_suffix(".seg"));
            let Some(number) = number.and_then(|n| u64::from_str_radix(n, 16).ok()) else {
                continue;
            };
            let segment = self
                .load(number, meta.size)
                .await
                .with_context(|| format!("opening `{}`", meta.location))?;
            segments.insert(number, segment);
        }
        let replaced: Vec<u64> = segments
            .values()
            .flat_map(|s| s.footer.replaces.iter().copied())
            .collect();
        for number in replaced {
            if segments.remove(&number).is_some() {
                self.remove(number).await?;
            }
        }
        Ok(segments.into_values().map(Arc::new).collect())
    }

    async fn load(&self, number: u64, size: u64) -> Result<Segment> {
        let path = object(number);
        let tail_at = size.checked_sub(TRAILER as u64).context("it is too short")?;
        let tail = self.store.get_range(&path, tail_at..size).await?;
        let mut r = Reader(&tail);
        let (raw, len, crc) = (r.u32()? as usize, r.u32()?, r.u32()?);
        ensure!(r.0 == MAGIC, "it is cut or not a segment");
        let at = tail_at.checked_sub(u64::from(len)).context("its footer is cut")?;
        let stored = self.store.get_range(&path, at..tail_at).await?;
        ensure!(crc32fast::hash(&stored) == crc, "its footer is damaged");
        let json = zstd::bulk::decompress(
            &self.sealer.open(&footer_name(number), &stored)?,
            MAX_PLAIN.min(raw),
        )?;
        ensure!(json.len() == raw, "its trailer is damaged");
        Ok(Segment {
            number,
            footer: serde_json::from_slice(&json)?,
        })
    }

    /// Writes a segment; when this answers, it survives a power cut.
    pub(crate) async fn put(&self, number: u64, bytes: Bytes) -> Result<()> {
        self.store.put(&object(number), bytes.into()).await?;
        if let Some(root) = self.local.clone() {
            let sync = move || -> Result<()> {
                let folder = root.join("segments");
                let file = folder.join(format!("{number:016x}.seg"));
                let synced = std::fs::File::open(&file).and_then(|f| f.sync_all());
                synced.with_context(|| format!("syncing `{}`", file.display()))?;
                super::journal::sync_dir(&folder)?;
                super::journal::sync_dir(&root)
            };
            tokio::task::spawn_blocking(sync).await??;
        }
        Ok(())
    }

    pub(crate) async fn remove(&self, number: u64) -> Result<()> {
        match self.store.delete(&object(number)).await {
            Err(object_store::Error::NotFound { .. }) | Ok(()) => Ok(()),
            Err(e) => Err(e.into()),
        }
    }

    /// The bytes of a segment with everything in `mem` and the given tokens.
    pub(crate) fn build(
        &self,
        number: u64,
        mem: &Mem,
        tokens: &BTreeMap<(GroupId, StreamId), Token>,
        mut footer: Footer,
    ) -> Result<(Bytes, Segment)> {
        // Not grown step by step: it is large, and every step would copy it.
        let mut out = Vec::with_capacity(usize::try_from(mem.bytes / 4)? + (64 << 10));
        out.extend_from_slice(MAGIC);
        let mut zstd = zstd::bulk::Compressor::new(self.options.level)?;
        let mut groups: BTreeMap<GroupId, BTreeMap<StreamId, Option<&Token>>> = BTreeMap::new();
        for (group, streams) in &mem.groups {
            groups
                .entry(*group)
                .or_default()
                .extend(streams.keys().map(|s| (*s, None)));
        }
        for ((group, stream), token) in tokens {
            groups.entry(*group).or_default().insert(*stream, Some(token));
        }
        for (group, streams) in groups {
            let (mut blocks, mut filters) = (Vec::new(), Vec::<u8>::new());
            let (mut builder, mut spans) = (Builder::default(), Vec::<Span>::new());
            let mut flush = |builder: &mut Builder, spans: &mut Vec<Span>| -> Result<()> {
                let filter = builder.filter(salt(number, blocks.len()));
                filters.extend_from_slice(&u32::try_from(filter.len())?.to_le_bytes());
                filters.extend_from_slice(&filter);
                let plain = builder.finish()?;
                let at = out.len() as u64;
                let stored = self
                    .sealer
                    .seal(&block_name(number, at), &zstd.compress(&plain)?)?;
                blocks.push(BlockEntry {
                    at,
                    len: u32::try_from(stored.len())?,
                    crc: crc32fast::hash(&stored),
                    raw: plain.len() as u64,
                    streams: std::mem::take(spans),
                });
                out.extend_from_slice(&stored);
                Ok(())
            };
            for (place, stream) in (0_u32..).zip(streams.keys()) {
                let events = mem
                    .groups
                    .get(&group)
                    .and_then(|g| g.get(stream))
                    .map(Vec::as_slice);
                for event in events.unwrap_or_default() {
                    builder.push(place, event);
                    let mut stats = Stats::of(event);
                    match spans.last_mut().filter(|s| s.stream == place) {
                        Some(span) => {
                            stats.add(&span.stats());
                            *span = Span::new(place, &stats);
                        }
                        None => spans.push(Span::new(place, &stats)),
                    }
                    if builder.raw >= self.options.block_bytes {
                        flush(&mut builder, &mut spans)?;
                    }
                }
            }
            if !builder.is_empty() {
                flush(&mut builder, &mut spans)?;
            }
            let filters = match filters.is_empty() {
                true => None,
                false => {
                    let at = out.len() as u64;
                    let packed = zstd.compress(&filters)?;
                    let stored = self.sealer.seal(&block_name(number, at), &packed)?;
                    out.extend_from_slice(&stored);
                    Some(Region {
                        at,
                        len: u32::try_from(stored.len())?,
                        crc: crc32fast::hash(&stored),
                        raw: filters.len() as u64,
                    })
                }
            };
            let streams = streams
                .into_iter()
                .map(|(id, token)| StreamEntry {
                    id: id.0,
                    token: token.map(|t| (t.id.clone(), t.position)),
                })
                .collect();
            footer.groups.push(Group {
                id: group.0,
                streams,
                blocks,
                filters,
            });
        }
        let json = serde_json::to_vec(&footer)?;
        ensure!(json.len() <= MAX_PLAIN, "a footer is too large");
        let stored = self.sealer.seal(&footer_name(number), &zstd.compress(&json)?)?;
        out.extend_from_slice(&stored);
        out.extend_from_slice(&u32::try_from(json.len())?.to_le_bytes());
        out.extend_from_slice(&u32::try_from(stored.len())?.to_le_bytes());
        out.extend_from_slice(&crc32fast::hash(&stored).to_le_bytes());
        out.extend_from_slice(MAGIC);
        Ok((out.into(), Segment { number, footer }))
    }
}

impl Span {
    fn new(stream: u32, s: &Stats) -> Span {
        Span {
            stream,
            events: s.events,
            bytes: s.bytes,
            first: s.first,
            last: s.last,
            last_ingested: s.last_ingested,
        }
    }
}
